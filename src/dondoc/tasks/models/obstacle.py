"""Obstacles of a task, the opinions given on them, and how long an answer may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.tasks.choices import ObstacleState, OpinionKind

from .task import UNIT, Task

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Obstacle(models.Model):
    """What stops a task, with what is proposed (khó khăn, vướng mắc); it lies with one unit until its head answers."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="obstacles")
    text = models.TextField()
    proposal = models.TextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ObstacleState, default=ObstacleState.WAITING)
    # The unit whose head has to answer, or answered last; and until when.
    lies_with = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)

    opinions: RelatedManager[Opinion]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ObstacleState.values), name="tasks_obstacle_state_known"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(removed_at=None), name="tasks_obstacle_one_open_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=ObstacleState.REMOVED, removed_at__isnull=False)
                | ~Q(state=ObstacleState.REMOVED) & Q(removed_at=None),
                name="tasks_obstacle_removed_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["lies_with"], condition=Q(state=ObstacleState.WAITING), name="tasks_obstacle_waiting_with"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.text[:60]}"


class Opinion(models.Model):
    """What somebody said on an obstacle (ý kiến): an answer, words that went along up or back. Never edited."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(max_length=10, choices=OpinionKind)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # What the author was at that moment: posts change, the page must not.
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    to_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    # What an answer became: a part of the task, or a task that its author gave with these words.
    part = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="opinion")
    directed = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="from_opinion")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=OpinionKind.values), name="tasks_opinion_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=OpinionKind.PASSED_UP, to_unit__isnull=False)
                | ~Q(kind=OpinionKind.PASSED_UP) & Q(to_unit=None),
                name="tasks_opinion_passed_up_to_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(part=None) | Q(kind=OpinionKind.ANSWER), name="tasks_opinion_answers_become_parts"
            ),
            models.CheckConstraint(
                condition=Q(directed=None) | Q(kind=OpinionKind.ANSWER, part=None),
                name="tasks_opinion_answers_become_directives",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class AnswerTime(models.Model):
    """How many working days an answer to an obstacle may take, from a moment on (thời hạn trả lời). Never edited."""

    working_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(working_days__gte=1), name="tasks_answertime_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return str(self.working_days)
