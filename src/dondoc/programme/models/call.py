"""That a unit is asked to register what it will do in a year."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from .target import UNIT


class Call(models.Model):
    """That a unit is asked to register items for the programme of a body by a day (đề nghị đăng ký)."""

    body = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year", "unit"], name="programme_call_once_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year} {self.unit_id}"

    @property
    def address(self) -> str:
        """Return where the unit registers an item for it."""
        query = urlencode({"nam": self.year, "co-quan": self.body_id, "don-vi": self.unit_id})
        return f"{reverse('programme:register-item')}?{query}"
