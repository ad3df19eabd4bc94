"""How a task ended without a result."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.tasks.choices import ReturnReason, Stage

from .task import Task


class Ending(models.Model):
    """A task cancelled, replaced or returned (hủy, thay thế, trả lại): who said so, why, by which document.

    Never edited.

    The latest holds; one that a correction took back stays.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="endings")
    stage = models.CharField(max_length=12, choices=Stage)
    # Of which kind the reason is, where it was returned.
    return_reason = models.CharField(max_length=10, choices=ReturnReason, blank=True)
    reason = models.TextField()
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="stands_for")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.CANCELLED, Stage.RETURNED], successor=None)
                | Q(stage=Stage.REPLACED, successor__isnull=False),
                name="tasks_ending_replaced_by_another",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.RETURNED, return_reason__in=ReturnReason.values)
                | ~Q(stage=Stage.RETURNED) & Q(return_reason=""),
                name="tasks_ending_returned_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.stage}"
