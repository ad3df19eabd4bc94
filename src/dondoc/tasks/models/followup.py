"""What the assigning side does to have a task done: notes, reminders by a person, inspections, letters."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.tasks.choices import Means, Place

from .task import Task


class FollowUp(models.Model):
    """What all of them say: on which day, recorded by whom and when, in which words. Never edited."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="%(class)ss")
    date = models.DateField()
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.task_id} {self.date}"


class Observation(FollowUp):
    """A note of how a task goes (theo dõi)."""


class Letter(models.Model):
    """A letter that urges a unit to do its overdue tasks (công văn đôn đốc): a draft, then sent and locked.

    Attributes:
        content: what the letter says, as structured content; `schema` names its form.
        number: number and symbol it was issued under.
    """

    issuing_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True)
    date = models.DateField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuing_unit", "unit"], condition=Q(sent_at=None), name="tasks_letter_one_draft_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None, date=None, number="")
                | Q(sent_at__isnull=False, sent_by__isnull=False, date__isnull=False) & ~Q(number=""),
                name="tasks_letter_sent_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuing_unit_id} → {self.unit_id} {self.number}"


class Urging(FollowUp):
    """Somebody was reminded of a task (đôn đốc): by telephone, mail, at a meeting, by a letter."""

    means = models.CharField(max_length=10, choices=Means)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="urgings")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(means__in=Means.values), name="tasks_urging_means_known"),
            models.CheckConstraint(
                condition=Q(means=Means.LETTER, letter__isnull=False) | ~Q(means=Means.LETTER) & Q(letter=None),
                name="tasks_urging_by_letter_names_it",
            ),
            models.UniqueConstraint(fields=["letter", "task"], name="tasks_urging_once_a_letter"),
        ]


class Inspection(FollowUp):
    """A task was looked into (kiểm tra), at a place or by a report; the text is what was found."""

    by = models.CharField(max_length=10, choices=Place)
    place = models.CharField(max_length=300, blank=True)
    conclusion = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by=Place.ON_SITE) & ~Q(place="") | Q(by=Place.REPORT, place=""),
                name="tasks_inspection_on_site_names_the_place",
            ),
        ]
