"""How a task ended without a result."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.tasks.choices import Stage

from .task import Task


class Ending(models.Model):
    """A task cancelled or replaced (hủy, thay thế): who said so, why, by which document. Never edited.

    The latest holds; one that a correction took back stays.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="endings")
    stage = models.CharField(max_length=12, choices=Stage)
    reason = models.TextField()
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="stands_for")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage=Stage.CANCELLED, successor=None) | Q(stage=Stage.REPLACED, successor__isnull=False),
                name="tasks_ending_replaced_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.stage}"
