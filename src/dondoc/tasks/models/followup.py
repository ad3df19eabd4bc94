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
    """A letter that urges a unit to do its overdue tasks (công văn đôn đốc): a draft, then the document issued of it.

    Attributes:
        draft: None: it was sent on paper before letters were drafts; its reminders say under which number.
        document: what the draft was issued as.
        tasks: those that the draft named when it was made.
    """

    issuing_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    draft = models.OneToOneField("documents.Draft", on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    tasks = models.ManyToManyField(Task, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuing_unit", "unit"],
                condition=Q(draft__isnull=False, document=None),
                name="tasks_letter_one_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(draft__isnull=False), name="tasks_letter_issued_of_a_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuing_unit_id} → {self.unit_id}"


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
