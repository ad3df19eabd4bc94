"""From which day to which a book is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dondoc.kernel.vietnamese import format_date, parse_date


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day; None for no limit."""

    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Days:
        """Read them from an address; what is no day is no limit."""
        return cls(since=parse_date(data.get("tu", "")), until=parse_date(data.get("den", "")))

    @property
    def query(self) -> str:
        """Return them as an address has them."""
        said = {"tu": self.since, "den": self.until}
        return urlencode({name: format_date(day) for name, day in said.items() if day})
