"""The only place that reads the clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

# A day is a day in Việt Nam; moments are stored in UTC.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """Return the present moment, in UTC."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day it is in Việt Nam at a moment."""
    return moment.astimezone(ZONE).date()


def start_of(day: dt.date) -> dt.datetime:
    """Return the first moment of a Vietnamese day, in UTC."""
    return dt.datetime.combine(day, dt.time(), tzinfo=ZONE).astimezone(dt.UTC)
