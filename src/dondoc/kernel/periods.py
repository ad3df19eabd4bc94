"""Periods of the calendar and of reporting, and any period of whole months. Pure, but for the cut-offs in force."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .choices import PeriodKind
from .models import ReportingScheme

MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
MONTHS_OF_YEAR = 12
ROMAN = ("I", "II", "III", "IV")
# How an address names a period: a year, a half of it (n), a quarter (q), a month or months (t), in the calendar or,
# with "bc-" before it, by the cut-offs of reports: "2026", "bc-2026-n1", "2026-q3", "2026-t6", "2026-t1-4".
REPORTED = "bc-"
CODE = re.compile(
    rf"(?:{REPORTED})?(?P<year>[12]\d{{3}})"
    r"(?:-n(?P<half>[12])|-q(?P<quarter>[1-4])|-t(?P<first>[1-9]\d?)(?:-(?P<last>[1-9]\d?))?)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both in it, what people call them, and what an address does (`CODE`)."""

    start: dt.date
    end: dt.date
    label: str
    code: str = ""

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
    return Period(dt.date(year, first, 1), end, label or _label(year, first, last), _code(year, first, last))


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


def _code(year: int, first: int, last: int) -> str:
    """Return the name that months of a year bear in an address."""
    count = last - first + 1
    if count == MONTHS_OF_YEAR:
        return f"{year}"
    for letter, kind in (("n", PeriodKind.HALF), ("q", PeriodKind.QUARTER)):
        if count == MONTHS[kind] and last % count == 0:
            return f"{year}-{letter}{last // count}"
    return f"{year}-t{first}" if count == 1 else f"{year}-t{first}-{last}"


def calendar_period(code: str) -> Period | None:
    """Return the whole months that an address names, cut-offs aside; None for no such period. Pure."""
    found = CODE.fullmatch(code)
    if found is None:
        return None
    if found["half"] or found["quarter"]:
        count = MONTHS[PeriodKind.HALF if found["half"] else PeriodKind.QUARTER]
        last = int(found["half"] or found["quarter"]) * count
        first = last - count + 1
    else:
        first, last = int(found["first"] or 1), int(found["last"] or found["first"] or MONTHS_OF_YEAR)
    return months(int(found["year"]), first, last) if first <= last <= MONTHS_OF_YEAR else None


def named(code: str) -> Period | None:
    """Return the period that an address names, by the cut-offs in force on its first day; None for no such period."""
    period = calendar_period(code)
    if period is None or not code.startswith(REPORTED):
        return period
    # Months that are no period of the decree close as a month does.
    last = period.end.month
    count = last - period.start.month + 1
    kind = next((kind for kind, n in MONTHS.items() if n == count and last % n == 0), PeriodKind.MONTH)
    closing_day = _closing_day(kind, period.start, cut_offs())
    return reported(period, closing_day) if closing_day else period


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
    start, end = before.replace(day=closing_day) + dt.timedelta(days=1), period.end.replace(day=closing_day)
    return Period(start, end, f"kỳ báo cáo {period.label}", f"{REPORTED}{period.code}")


def cut_offs() -> Sequence[ReportingScheme]:
    """Return every cut-off that is or was in force."""
    return list(ReportingScheme.objects.all())


def _closing_day(kind: str, day: dt.date, schemes: Sequence[ReportingScheme]) -> int | None:
    """Return the day of the month on which reports of a kind of period close, as it held on a day."""
    begun = [scheme for scheme in schemes if scheme.kind == kind and scheme.valid_from <= day]
    return max(begun, key=lambda scheme: scheme.valid_from).closing_day if begun else None


def reporting_period(kind: str, day: dt.date, schemes: Sequence[ReportingScheme] | None = None) -> Period:
    """Return the reporting period that a day falls in, by the cut-off in force on it; the calendar's without one.

    Args:
        schemes: the cut-offs, where the caller has them.
    """
    closing_day = _closing_day(kind, day, cut_offs() if schemes is None else schemes)
    period = period_of(kind, day)
    if closing_day is None:
        return period
    found = reported(period, closing_day)
    return found if day in found else reported(next_period(kind, period), closing_day)


@dataclass(frozen=True, slots=True)
class Offered:
    """The periods by which work can be looked at: of reports, of the calendar, and the first months of the year."""

    reported: Sequence[Period]
    calendar: Sequence[Period]
    first_months: Sequence[Period]

    def __contains__(self, period: Period) -> bool:
        return period in (*self.reported, *self.calendar, *self.first_months)


def offered(day: dt.date) -> Offered:
    """Return the periods that a day lies in and those before them, the longest first, and the first months so far."""
    schemes, kinds = cut_offs(), sorted(MONTHS, key=lambda kind: -MONTHS[kind])
    of_reports, of_calendar = [], []
    for kind in kinds:
        present, ours = reporting_period(kind, day, schemes), period_of(kind, day)
        of_reports += [present, reporting_period(kind, present.start - dt.timedelta(days=1), schemes)]
        of_calendar += [ours, period_of(kind, ours.start - dt.timedelta(days=1))]
    return Offered(
        reported=of_reports,
        calendar=of_calendar,
        first_months=[months(day.year, 1, last) for last in range(2, min(day.month, MONTHS_OF_YEAR - 1) + 1)],
    )
