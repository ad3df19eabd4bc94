"""What the book of incoming documents shows, as its address says it: days, unit, state, and so on. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dondoc.documents.books.days import TYPE_LENGTH
from dondoc.kernel.vietnamese import format_date, parse_date
from dondoc.web.fields import id_of

from .choices import Answered, Handling, Original

# Beside the states of the handling: open, and past its deadline.
LATE = "late"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the book is asked for: days of arrival, the registering unit, a state, and facts of the document.

    Attributes:
        type_code: abbreviation of a type, or `days.NO_TYPE`.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    unit: int | None = None
    state: str = ""
    type_code: str = ""
    answered: str = ""
    original: str = ""

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Wanted:
        """Read it from an address; what is no day, no unit or no state asks for nothing."""
        unit, state = data.get("don-vi", ""), data.get("tinh-trang", "")
        answered, original = data.get("tra-loi", ""), data.get("ban-gui", "")
        return cls(
            since=parse_date(data.get("tu", "")),
            until=parse_date(data.get("den", "")),
            unit=id_of(unit),
            state=state if state in (*Handling.values, LATE) else "",
            type_code=data.get("loai", "")[:TYPE_LENGTH],
            answered=answered if answered in Answered.values else "",
            original=original if original in Original.values else "",
        )

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        said = {
            "tu": format_date(self.since) if self.since else "",
            "den": format_date(self.until) if self.until else "",
            "don-vi": str(self.unit or ""),
            "tinh-trang": self.state,
            "loai": self.type_code,
            "tra-loi": self.answered,
            "ban-gui": self.original,
        }
        return urlencode({name: value for name, value in said.items() if value})
