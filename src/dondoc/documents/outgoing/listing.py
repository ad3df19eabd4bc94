"""What the register of outgoing documents shows, as its address says it: words, time, issuer, and so on. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dondoc.documents.books.days import TYPE_LENGTH
from dondoc.kernel.vietnamese import format_date, parse_date
from dondoc.web.fields import id_of

from .choices import Medium, OutgoingState


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the register is asked for.

    Attributes:
        year: None for any; what has no number yet is of every year.
        since: the first day that a document may bear; `until` the last. With one of them no year is asked for.
        unit: id of the issuer; `series` of the number series.
        type_code: abbreviation of a type, or `days.NO_TYPE`.
    """

    words: str = ""
    year: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    unit: int | None = None
    series: int | None = None
    type_code: str = ""
    medium: str = ""
    state: str = ""

    @classmethod
    def of(cls, data: Mapping[str, str], *, today: dt.date) -> Wanted:
        """Read it from an address; what it says wrongly is as if it did not say it, and no time is this year."""
        since, until = parse_date(data.get("tu", "")), parse_date(data.get("den", ""))
        year = id_of(data.get("nam")) or 0
        named = year if dt.MINYEAR <= year <= dt.MAXYEAR else today.year
        medium, state = data.get("ban-goc", ""), data.get("tinh-trang", "")
        return cls(
            words=data.get("q", "").strip(),
            year=None if since or until else named,
            since=since,
            until=until,
            unit=id_of(data.get("don-vi", "")),
            series=id_of(data.get("he-thong", "")),
            type_code=data.get("loai", "")[:TYPE_LENGTH],
            medium=medium if medium in Medium.values else "",
            state=state if state in OutgoingState.values else "",
        )

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        said = {
            "nam": str(self.year or ""),
            "tu": format_date(self.since) if self.since else "",
            "den": format_date(self.until) if self.until else "",
            "q": self.words,
            "don-vi": str(self.unit or ""),
            "he-thong": str(self.series or ""),
            "loai": self.type_code,
            "ban-goc": self.medium,
            "tinh-trang": self.state,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Say whether something beside the year hides documents."""
        return any(
            (self.words, self.since, self.until, self.unit, self.series, self.type_code, self.medium, self.state)
        )
