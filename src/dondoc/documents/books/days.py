"""What is asked for of a book: from which day to which, and of which type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from dondoc.kernel.vietnamese import format_date, parse_date

# How an address asks for documents that state no type; the longest abbreviation of one.
NO_TYPE = "-"
TYPE_LENGTH = 10


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


def dated(field: str, since: dt.date | None, until: dt.date | None) -> Q:
    """Return what a row must be to lie between two days, both in it; None is no limit."""
    limits = {f"{field}__gte": since, f"{field}__lte": until}
    return Q(**{name: day for name, day in limits.items() if day})


def typed(field: str, type_code: str) -> Q:
    """Return what a row must be to be of a type; no type asked for is any."""
    return Q(**{field: "" if type_code == NO_TYPE else type_code}) if type_code else Q()
