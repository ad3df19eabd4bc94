"""Days and moments as messages write them: 2024/05/17 and 2024/05/17 14:05:00, on the clock of Việt Nam."""

from __future__ import annotations

import datetime as dt
import re

from dondoc.kernel.clock import ZONE

DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
MOMENT = re.compile(DAY.pattern + r"[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")


def day_of(text: str) -> dt.date | None:
    """Return the day, None when the text is none; leading zeros may be missing."""
    found = DAY.fullmatch(text)
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def moment_of(text: str) -> dt.datetime | None:
    """Return the moment in UTC, None when the text is none."""
    found = MOMENT.fullmatch(text)
    try:
        parts = [int(part or 0) for part in found.groups()] if found else None
        return dt.datetime(*parts, tzinfo=ZONE).astimezone(dt.UTC) if parts else None  # type: ignore[arg-type,misc]
    except (ValueError, OverflowError):
        return None


def day_text(day: dt.date) -> str:
    """Return the day as a message writes it."""
    return f"{day.year:04d}/{day.month:02d}/{day.day:02d}"


def moment_text(moment: dt.datetime) -> str:
    """Return the moment as a message writes it, to the second."""
    local = moment.astimezone(ZONE)
    return f"{day_text(local)} {local:%H:%M:%S}"
