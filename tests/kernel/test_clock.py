"""A day is a day in Việt Nam."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dondoc.kernel import calendar, clock


def test_the_day_turns_at_midnight_in_viet_nam():
    """17:00 UTC is midnight in Hà Nội."""
    before = dt.datetime(2026, 11, 24, 16, 59, tzinfo=dt.UTC)

    assert clock.day_of(before) == dt.date(2026, 11, 24)
    assert clock.day_of(before + dt.timedelta(minutes=1)) == dt.date(2026, 11, 25)


@given(st.dates(dt.date(1980, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_begins_in_itself(day):
    """The first moment of a day belongs to it, the one before does not."""
    start = clock.start_of(day)

    assert clock.day_of(start) == day
    assert clock.day_of(start - dt.timedelta(microseconds=1)) == day - dt.timedelta(days=1)


@given(st.dates())
def test_two_days_of_a_week_are_rest_days(day):
    """Saturday and Sunday."""
    monday, sunday = calendar.week_of(dt.date(2026, 1, 1) + (day - dt.date(2026, 1, 1)) % dt.timedelta(days=3650))
    week = [monday + dt.timedelta(days=n) for n in range(7)]

    assert [calendar.is_weekly_rest(one) for one in week] == [False] * 5 + [True] * 2
    assert sunday == week[-1]
