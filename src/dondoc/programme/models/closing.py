"""Figures of a period that were closed, and why a later count of them differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.kernel.measures import Figure

from .target import DIGITS, PLACES, UNIT, Target

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Closing(models.Model):
    """The figures of a unit's targets in a period, closed (chốt số liệu kỳ). Never edited or deleted (`lock`)."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    # The unit's name on the last day of the period.
    unit_name = models.CharField(max_length=200)
    # As an address names it ("bc-2026-n1"), and the days it held.
    period = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # What had been recorded by this moment is in the figures.
    known_at = models.DateTimeField()

    figures: RelatedManager[ClosedFigure]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "period"], name="programme_closing_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="programme_closing_days_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "end"], name="programme_closing_by_end")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}"


class ClosedFigure(models.Model):
    """The figure of one target in a closed period, and all that it rests on. Never edited or deleted (`lock`)."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="figures")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="closed")
    # None: there was no figure, `missing` says why.
    counted = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    base = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    missing = models.TextField(blank=True)
    plan_counted = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    plan_base = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    # Code and version of the formula; empty and 0 where the figures were typed.
    measure = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)
    # Ids of the records that were counted, and of those of which they are a share: "3-17,20".
    counted_ids = models.TextField(blank=True)
    base_ids = models.TextField(blank=True)
    # SHA-256 over the canonical JSON of all of it (`kernel.snapshots.canonical`).
    sha256 = models.CharField(max_length=64)

    adjustments: RelatedManager[Adjustment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["closing", "target"], name="programme_closedfigure_once"),
            models.CheckConstraint(
                condition=Q(counted__isnull=False, missing="") | Q(counted=None) & ~Q(missing=""),
                name="programme_closedfigure_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.target_id}: {self.counted}"

    @property
    def figure(self) -> Figure | None:
        """Return the figure as it was closed; None where there was none."""
        return None if self.counted is None else Figure(self.counted, self.base)


class Adjustment(models.Model):
    """Why a closed figure, counted again, differs by so much (điều chỉnh). A newer reason is a new row."""

    closed = models.ForeignKey(ClosedFigure, on_delete=models.PROTECT, related_name="adjustments")
    # What the count gave at that moment, less what was closed.
    counted = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    base = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    reason = models.TextField()
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="programme_adjustment_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.closed_id}: {self.counted}"
