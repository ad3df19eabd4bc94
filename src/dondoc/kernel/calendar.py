"""The calendar of this installation: `load` for pages, `read` for acts, and the warning that next year's is missing."""

from __future__ import annotations

import datetime as dt
import time

from django.utils.translation import gettext as _

from .choices import DayKind
from .models import CalendarDay
from .workdays import WorkCalendar, is_weekly_rest, week_of

__all__ = ["WorkCalendar", "calendar_health", "forget", "is_weekly_rest", "load", "read", "week_of"]

# For so long a page may go on with the calendar that its process knows; acts always read it anew.
FRESH_SECONDS = 60
DECEMBER = 12

_known: tuple[float, WorkCalendar] | None = None


def read() -> WorkCalendar:
    """Return the calendar as it stands in the database: one query."""
    rows = list(CalendarDay.objects.all())
    return WorkCalendar(
        rest={row.date: row.name for row in rows if row.kind == DayKind.REST},
        worked={row.date: row.name for row in rows if row.kind == DayKind.WORKED},
        expected=frozenset(row.date for row in rows if row.is_expected),
    )


def load() -> WorkCalendar:
    """Return the calendar that this process knows, read anew once a minute."""
    global _known
    known, now = _known, time.monotonic()
    if known is None or now - known[0] > FRESH_SECONDS:
        _known = known = (now, read())
    return known[1]


def forget() -> None:
    """Let the next page of this process read the calendar anew."""
    global _known
    _known = None


def calendar_health(today: dt.date, calendar: WorkCalendar | None = None) -> list[str]:
    """Return what is missing, one sentence each: the rest days of this year, in December of the next too.

    Args:
        calendar: the one a page knows; None: as it stands in the database.
    """
    calendar = calendar or read()
    years = [today.year] + ([today.year + 1] if today.month == DECEMBER else [])
    found = [
        _("The public holidays of %(year)s are not in the working-day calendar. Enter them.") % {"year": year}
        for year in years
        if not calendar.knows(year)
    ]
    expected = {year: sum(day.year == year for day in calendar.expected) for year in years}
    return found + [
        _("%(count)s days of %(year)s in the working-day calendar are only expected. Confirm them once announced.")
        % {"count": count, "year": year}
        for year, count in expected.items()
        if count
    ]
