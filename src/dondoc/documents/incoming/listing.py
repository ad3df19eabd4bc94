"""What the book of incoming documents shows, as its address says it: days, unit, state. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dondoc.kernel.vietnamese import format_date, parse_date
from dondoc.web.fields import id_of

from .choices import Handling

# Beside the states of the handling: open, and past its deadline.
LATE = "late"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the book is asked for: days of arrival, the registering unit, a state."""

    since: dt.date | None = None
    until: dt.date | None = None
    unit: int | None = None
    state: str = ""

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Wanted:
        """Read it from an address; what is no day, no unit or no state asks for nothing."""
        unit, state = data.get("don-vi", ""), data.get("tinh-trang", "")
        return cls(
            since=parse_date(data.get("tu", "")),
            until=parse_date(data.get("den", "")),
            unit=id_of(unit),
            state=state if state in (*Handling.values, LATE) else "",
        )

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        said = {
            "tu": format_date(self.since) if self.since else "",
            "den": format_date(self.until) if self.until else "",
            "don-vi": str(self.unit or ""),
            "tinh-trang": self.state,
        }
        return urlencode({name: value for name, value in said.items() if value})
