"""How long a lead unit may take before it takes a task over or returns it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class TakeOverTime(models.Model):
    """How many working days a lead has to take a task over or return it (thời hạn tiếp nhận). Never edited.

    It holds for what is given from its moment on.
    """

    working_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(working_days__gte=1), name="tasks_takeovertime_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return str(self.working_days)
