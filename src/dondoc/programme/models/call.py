"""That a unit is asked to register what it will do in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from .target import UNIT

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Call(models.Model):
    """That a unit is asked to register items for the programme of a body by a day (đề nghị đăng ký)."""

    body = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    earlier: RelatedManager[EarlierCall]

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


class EarlierCall(models.Model):
    """By when, by whom and when a unit was asked before it was asked again. Never edited (`lock`)."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="earlier")
    due_date = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.due_date}"
