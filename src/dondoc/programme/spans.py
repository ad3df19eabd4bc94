"""The periods that one period of a target asks for: since the new year, the whole year, the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dondoc.kernel import periods
from dondoc.kernel.periods import REPORTED, Period


@dataclass(frozen=True, slots=True)
class Spans:
    """A period and those around it.

    Attributes:
        period: the one that is asked for.
        cumulative: from the first day of its year to its last day (luỹ kế).
        year: the whole year that it lies in.
    """

    period: Period
    cumulative: Period
    year: Period


def months_of(period: Period) -> Period:
    """Return the whole months of a period, cut-offs aside; those of its own days where it has no code."""
    found = periods.calendar_period(period.code) if period.code else None
    first = period.start.month if period.start.year == period.end.year else 1
    return found or periods.months(period.end.year, first, period.end.month)


def named_months(code: str) -> Period:
    """Return the whole months that are kept under a name.

    Raises:
        ValueError: it names none.
    """
    found = periods.calendar_period(code)
    if found is None:
        raise ValueError(code)
    return found


def plan_code(period: Period) -> str:
    """Return the name under which plans of a period are kept: the same whenever its figures close."""
    return months_of(period).code


def spans_of(period: Period) -> Spans:
    """Return a period with those around it, by the same cut-offs."""
    months = months_of(period)
    year, last = months.start.year, months.end.month
    return Spans(
        period,
        _alike(period, periods.months(year, 1, last)),
        _alike(period, periods.months(year, 1, periods.MONTHS_OF_YEAR)),
    )


def _alike(period: Period, months: Period) -> Period:
    """Return months with the cut-offs by which another period goes."""
    if not period.code.startswith(REPORTED):
        return months
    return periods.named(f"{REPORTED}{months.code}") or months


def cumulative_code(period: Period) -> str:
    """Return how an address names the months from the new year to the end of a period, by the same cut-offs."""
    months = months_of(period)
    prefix = REPORTED if period.code.startswith(REPORTED) else ""
    return f"{prefix}{periods.months(months.start.year, 1, months.end.month).code}"


def year_before(period: Period) -> Period:
    """Return the same period of the year before (cùng kỳ)."""
    months = months_of(period)
    return _alike(period, periods.months(months.start.year - 1, months.start.month, months.end.month))


def until(period: Period, as_of: dt.date) -> Period:
    """Return the days of the same period of the year before up to the same day, so that like is held against like."""
    before = year_before(period)
    day = same_day(as_of, as_of.year - 1)
    end = before.end if as_of >= period.end else max(min(day, before.end), before.start)
    return Period(before.start, end, before.label, before.code)


def held(period: Period, since: dt.date, until: dt.date | None = None) -> Period | None:
    """Return the days of a period from a day on and before another; None: there are none.

    By cut-offs what begins with a month begins when the figures of that month do.
    """
    start = max(period.start, _first_day(period, since))
    end = period.end if until is None else min(period.end, _first_day(period, until) - dt.timedelta(days=1))
    return Period(start, end, period.label, period.code) if start <= end else None


def _first_day(period: Period, day: dt.date) -> dt.date:
    if not period.code.startswith(REPORTED) or day.day != 1:
        return day
    months = months_of(period)
    if day <= months.start:
        return period.start
    if day > months.end:
        return period.end + dt.timedelta(days=1)
    return _alike(period, periods.months(day.year, day.month, day.month)).start


def same_day(day: dt.date, year: int) -> dt.date:
    """Return the same day of another year; 29/2 is 28/2 there."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def last_month(period: Period, as_of: dt.date) -> Period:
    """Return the last month of a period, or the one that a day within it lies in: what a last value is counted over.

    Of a period that is cut short, up to its last day.
    """
    months, as_of = months_of(period), min(as_of, period.end)
    for number in range(months.start.month, months.end.month + 1):
        month = _alike(period, periods.months(months.start.year, number, number))
        if as_of <= month.end:
            break
    return Period(month.start, min(month.end, period.end), month.label, month.code)
