"""Rest days. The weekly rest now; public holidays come as dated data with their decrees. Pure."""

from __future__ import annotations

import datetime as dt

SATURDAY = 5


def is_weekly_rest(day: dt.date) -> bool:
    """Say whether the day is a Saturday or a Sunday (tuần làm việc 40 giờ, QĐ 188/1999/QĐ-TTg)."""
    return day.weekday() >= SATURDAY


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the Monday and the Sunday of the day's week."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)
