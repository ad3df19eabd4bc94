"""Units that take part in a task beside its lead."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.tasks.choices import Participation

from .task import UNIT, Task


class Cooperation(models.Model):
    """A unit that takes part beside the lead (đơn vị phối hợp); as printed, and which unit that is."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="cooperations")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    printed = models.CharField(max_length=300)
    # What the unit said of its part, who for it, when; empty until it answers.
    participation = models.CharField(max_length=10, choices=Participation, blank=True)
    text = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(participation="", answered_by=None, answered_at=None)
                | Q(participation__in=Participation.values, answered_by__isnull=False, answered_at__isnull=False),
                name="tasks_cooperation_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.printed
