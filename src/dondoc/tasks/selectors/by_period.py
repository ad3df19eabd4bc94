"""Tasks grouped by the period in which their deadline lies: of the calendar, or of reports by the cut-offs in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Case, IntegerField, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.lookups import GreaterThan

from dondoc.kernel import periods
from dondoc.kernel.functions import DayOfMonth, MonthNumber
from dondoc.kernel.models import ReportingScheme
from dondoc.kernel.periods import MONTHS, Period
from dondoc.tasks.listing import PERIODS


def cut_offs_for(group: str) -> Sequence[ReportingScheme]:
    """Return the cut-offs that a grouping goes by; none for those of the calendar."""
    return periods.cut_offs() if group in PERIODS and PERIODS[group].is_reported else []


def period_for(group: str, day: dt.date | None, cut_offs: Sequence[ReportingScheme]) -> Period | None:
    """Return the period of a grouping in which a deadline lies; None without a deadline."""
    if day is None:
        return None
    by = PERIODS[group]
    return periods.reporting_period(by.kind, day, cut_offs) if by.is_reported else periods.period_of(by.kind, day)


def number_of_period(group: str) -> CombinedExpression:
    """Return what is equal for deadlines of one period, and greater in each that follows: the first month of it.

    Rows in the order of another column stay in their groups by it; those in the order of their deadline need it not.
    """
    kind = PERIODS[group].kind
    schemes = [scheme for scheme in cut_offs_for(group) if scheme.kind == kind]
    # What comes after the closing day of a month belongs to the next one, by the cut-off that began last.
    carried = Case(
        *(
            When(due_date__gte=scheme.valid_from, then=Case(When(_is_after(scheme.closing_day), then=1), default=0))
            for scheme in sorted(schemes, key=lambda scheme: scheme.valid_from, reverse=True)
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    month = MonthNumber("due_date") + carried
    return month - month % Value(MONTHS[kind])


def _is_after(closing_day: int) -> GreaterThan:
    return GreaterThan(DayOfMonth("due_date"), closing_day)
