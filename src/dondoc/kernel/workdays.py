"""Working days as a frozen value: what is a rest day, and how terms are counted. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from .vietnamese import weekday_name

SATURDAY = 5
DAY = dt.timedelta(days=1)


def is_weekly_rest(day: dt.date) -> bool:
    """Say whether the day is a Saturday or a Sunday (tuần làm việc 40 giờ, QĐ 188/1999/QĐ-TTg)."""
    return day.weekday() >= SATURDAY


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the Monday and the Sunday of the day's week."""
    monday = day - DAY * day.weekday()
    return monday, monday + 6 * DAY


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked: the ordinary week, and the days that differ from it.

    Attributes:
        rest: public holidays and days off in their place, each with its name.
        worked: Saturdays and Sundays that are worked instead of another day.
        expected: those of them that are not announced yet.
    """

    rest: Mapping[dt.date, str] = field(default_factory=dict)
    worked: Mapping[dt.date, str] = field(default_factory=dict)
    expected: frozenset[dt.date] = frozenset()

    def is_rest_day(self, day: dt.date) -> bool:
        """Say whether nobody has to work on the day."""
        return day in self.rest or (is_weekly_rest(day) and day not in self.worked)

    def rest_reason(self, day: dt.date) -> str:
        """Return why the day is a rest day: the holiday's name or the day of the week; empty on a working day."""
        if day in self.rest:
            return self.rest[day]
        return weekday_name(day) if self.is_rest_day(day) else ""

    def knows(self, year: int) -> bool:
        """Say whether the public holidays of a year are in the calendar."""
        return any(day.year == year for day in self.rest)

    def next_working_day(self, day: dt.date) -> dt.date:
        """Return the day itself when it is worked, else the first worked day after it."""
        while self.is_rest_day(day):
            day += DAY
        return day

    def last_day(self, start: dt.date, count: int, unit: str) -> dt.date:
        """Return the last day of a term as counted, rest day or not.

        The day of the event does not count (khoản 2 Điều 147 BLDS 2015).

        Args:
            count: how many days or working days; not negative.
            unit: a `TermUnit`.

        Raises:
            ValueError: the count is negative, or the unit unknown.
        """
        if count < 0 or unit not in ("day", "working_day"):
            raise ValueError(f"a term of {count} {unit}")
        if unit == "day":
            return start + count * DAY
        day = start
        while count:
            day += DAY
            count -= not self.is_rest_day(day)
        return day

    def add(self, start: dt.date, count: int, unit: str) -> dt.date:
        """Return the day on which a counted term ends.

        A last day that is a rest day gives way to the next working day (khoản 5 Điều 148 BLDS 2015).

        Raises:
            ValueError: the count is negative, or the unit unknown.
        """
        return self.next_working_day(self.last_day(start, count, unit))

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Return how many working days come after one day up to another, the last one included; negative backwards."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(not self.is_rest_day(start + n * DAY) for n in range(1, (end - start).days + 1))
