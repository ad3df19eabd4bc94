"""Periods of the calendar and of reporting, and any period of whole months. Pure, but for the cut-offs in force."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from .choices import PeriodKind
from .models import ReportingScheme

MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
MONTHS_OF_YEAR = 12
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both in it, and what people call them."""

    start: dt.date
    end: dt.date
    label: str

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def months(year: int, first: int, last: int, label: str = "") -> Period:
    """Return a period of whole months of a year: 4 tháng đầu năm 2026 is `months(2026, 1, 4)`.

    Raises:
        ValueError: no such months.
    """
    if not 1 <= first <= last <= MONTHS_OF_YEAR:
        raise ValueError(f"months {first} to {last}")
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return Period(dt.date(year, first, 1), end, label or _label(year, first, last))


def _label(year: int, first: int, last: int) -> str:
    """Return the Vietnamese name of months of a year."""
    count = last - first + 1
    if count == 1:
        return f"tháng {first}/{year}"
    if count == MONTHS_OF_YEAR:
        return f"năm {year}"
    if count == MONTHS[PeriodKind.QUARTER] and first % count == 1:
        return f"quý {ROMAN[first // count]}/{year}"
    if first == 1:
        return f"{count} tháng đầu năm {year}"
    if last == MONTHS_OF_YEAR:
        return f"{count} tháng cuối năm {year}"
    return f"từ tháng {first} đến tháng {last}/{year}"


def period_of(kind: str, day: dt.date) -> Period:
    """Return the calendar month, quarter, half or whole year that a day lies in."""
    length = MONTHS[PeriodKind(kind)]
    first = (day.month - 1) // length * length + 1
    return months(day.year, first, first + length - 1)


def next_period(kind: str, period: Period) -> Period:
    """Return the calendar period after another."""
    return period_of(kind, period.end + dt.timedelta(days=1))


def day_in(period: Period, month: int, day: int) -> dt.date:
    """Return a day of the month of a period, counted from 1; a month that is too short gives its last day."""
    first = period.start.month - 1 + month - 1
    year, number = period.start.year + first // MONTHS_OF_YEAR, first % MONTHS_OF_YEAR + 1
    return dt.date(year, number, min(day, calendar.monthrange(year, number)[1]))


def reported(period: Period, closing_day: int) -> Period:
    """Return the days whose figures the report of a calendar period holds.

    Điều 12 NĐ 09/2019/NĐ-CP: with closing day 14, the first half goes from 15/12 of the year before to 14/6.
    """
    before = period.start - dt.timedelta(days=1)
    start = before.replace(day=closing_day) + dt.timedelta(days=1)
    return Period(start, period.end.replace(day=closing_day), period.label)


def reporting_period(kind: str, day: dt.date) -> Period:
    """Return the reporting period that a day falls in, by the cut-off in force on it; the calendar's without one."""
    scheme = ReportingScheme.objects.filter(kind=kind, valid_from__lte=day).order_by("-valid_from").first()
    period = period_of(kind, day)
    if scheme is None:
        return period
    found = reported(period, scheme.closing_day)
    return found if day in found else reported(next_period(kind, period), scheme.closing_day)
