"""Corrections of a status or a figure that the lead unit asks for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.tasks.choices import CorrectionVerdict, Target

from .task import Task


class Correction(models.Model):
    """What the lead unit holds to be wrong, what it should be, and what was decided (đề nghị đính chính).

    Accepting one puts its target right by new rows (`TakenBack`, `DueDate`, `Evidence`): what held before stays.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="corrections")
    target = models.CharField(max_length=10, choices=Target)
    wrong = models.TextField()
    right = models.TextField()
    # The right day of the evidence, or the printed one; a task that is opened again has none.
    right_date = models.DateField(null=True)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=CorrectionVerdict, default=CorrectionVerdict.PENDING)
    words = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(verdict=CorrectionVerdict.PENDING), name="tasks_correction_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="tasks_correction_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=Q(verdict=CorrectionVerdict.PENDING, decided_by=None, decided_at=None)
                | Q(
                    verdict__in=[CorrectionVerdict.ACCEPTED, CorrectionVerdict.REFUSED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="tasks_correction_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(target=Target.REOPEN, right_date=None)
                | Q(target__in=[Target.EVIDENCE, Target.DUE], right_date__isnull=False),
                name="tasks_correction_of_a_day_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.wrong[:60]}"
