"""Parts of addresses."""

from __future__ import annotations

import datetime as dt

NO_DAY = "khong-ngay"


class DayConverter:
    """A day, or that there is none."""

    regex = rf"\d{{4}}-\d{{2}}-\d{{2}}|{NO_DAY}"

    def to_python(self, value: str) -> dt.date | None:
        """Return the day; a date that no calendar has matches no address."""
        return None if value == NO_DAY else dt.date.fromisoformat(value)

    def to_url(self, value: dt.date | None) -> str:
        """Return how the day stands in an address."""
        return value.isoformat() if value else NO_DAY
