"""Dated data of the law that every app counts with: days of the calendar, and when reports close their books."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .choices import DayKind, PeriodKind

# The shortest month has this many days: a cut-off that every month has.
LATEST_CLOSING_DAY = 28


class CalendarDay(models.Model):
    """A day that differs from the ordinary week (ngày nghỉ lễ, nghỉ bù, làm bù), with its source."""

    date = models.DateField(unique=True)
    kind = models.CharField(max_length=6, choices=DayKind)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=300)
    # The law gives the day, the announcement of the year is still to come (dự kiến).
    is_expected = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="kernel_calendarday_kind_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="kernel_calendarday_has_source"),
        ]
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class ReportingScheme(models.Model):
    """The day of the month on which reports of a kind of period close their figures (ngày chốt số liệu), from a day on.

    A period then goes from the day after the closing day of the month before it to the closing day of its last month.
    """

    kind = models.CharField(max_length=8, choices=PeriodKind)
    valid_from = models.DateField()
    closing_day = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=PeriodKind.values), name="kernel_reportingscheme_kind_known"),
            models.CheckConstraint(
                condition=Q(closing_day__gte=1, closing_day__lte=LATEST_CLOSING_DAY),
                name="kernel_reportingscheme_day_of_every_month",
            ),
            models.UniqueConstraint(fields=["kind", "valid_from"], name="kernel_reportingscheme_one_at_a_time"),
        ]
        ordering: ClassVar = ["kind", "valid_from"]

    def __str__(self) -> str:
        return f"{self.kind} {self.closing_day} ({self.valid_from})"
