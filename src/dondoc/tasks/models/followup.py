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


class Urging(FollowUp):
    """Somebody was reminded of a task (đôn đốc): by telephone, mail, at a meeting, by a letter."""

    means = models.CharField(max_length=10, choices=Means)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(means__in=Means.values), name="tasks_urging_means_known"),
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
