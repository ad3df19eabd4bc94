"""Duties that come again: what recurs, what stands and is reviewed, what waits for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.kernel.choices import PeriodKind

from .task import Task

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Rhythm(models.Model):
    """How often a duty comes again (định kỳ): with marks it makes occurrences, without it is reviewed."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="rhythm")
    every = models.CharField(max_length=8, choices=PeriodKind)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    marks: RelatedManager[RhythmMark]
    occurrences: RelatedManager[Occurrence]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(every__in=PeriodKind.values), name="tasks_rhythm_every_known"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.every}"


class RhythmMark(models.Model):
    """A day of every period on which something is due: the day of the first, second … month of the period."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="marks")
    nth = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rhythm", "nth"], name="tasks_rhythmmark_once"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="tasks_rhythmmark_is_a_day"
            ),
        ]
        ordering: ClassVar = ["nth"]

    def __str__(self) -> str:
        return f"{self.nth}: {self.day}/{self.month}"


class Occurrence(models.Model):
    """The task that a recurring duty made for one mark of one period; never two."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.PROTECT, related_name="occurrences")
    # The kind of period: the rhythm may have another by now, and a month begins on the day of its quarter.
    every = models.CharField(max_length=8, choices=PeriodKind)
    period_start = models.DateField()
    nth = models.PositiveSmallIntegerField()
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="occurrence")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rhythm", "every", "period_start", "nth"], name="tasks_occurrence_once_a_period"
            ),
            models.CheckConstraint(condition=Q(every__in=PeriodKind.values), name="tasks_occurrence_every_known"),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm_id} {self.every} {self.period_start} {self.nth}"


class Review(models.Model):
    """What was found when a standing duty was looked at in a period (rà soát). Never edited."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviews")
    period_start = models.DateField()
    period_end = models.DateField()
    text = models.TextField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["task", "period_start"], name="tasks_review_of_period")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.period_start}"


class TriggerEvent(models.Model):
    """Something arose that a live rule waits for (vụ việc phát sinh), and the task it made. Never edited."""

    rule = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="events")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="arisen_from")
    happened_on = models.DateField()
    text = models.CharField(max_length=300)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]
