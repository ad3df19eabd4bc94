"""Counting a book: one query for all figures, and behind each the part of the book that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count
from django.urls import reverse

from dondoc.documents.errors import DocumentMissing
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person

from .ways import WAYS, Split, Wanted, Way

BY_TYPE = "loai"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, and the address of what it counted; empty for none."""

    heading: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the report."""

    name: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as its address asks for it: of which body, which days, and split by what."""

    way: Way
    wanted: Wanted
    by: str

    @classmethod
    def of(cls, code: str, data: Mapping[str, str], *, today: dt.date) -> Asked:
        """Read it; without days it is of this year until today.

        Raises:
            DocumentMissing: there is no such report.
        """
        way = WAYS.get(code)
        if way is None:
            raise DocumentMissing
        said = way.wanted(data, today=today)
        since = said.since or dt.date((said.until or today).year, 1, 1)
        wanted = type(said)(unit=said.unit, since=since, until=said.until or max(today, since))
        by = data.get("theo", "")
        return cls(way, wanted, by if by in way.splits else BY_TYPE)

    @property
    def split(self) -> Split:
        """Return what it is split by."""
        return self.way.splits[self.by]

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        return f"{self.wanted.query}&theo={self.by}"


def count(asked: Asked, *, person: Person, today: dt.date) -> tuple[list[Row], Row]:
    """Return the rows of a report, and their sum; of what the person may see in the book."""
    way, wanted = asked.way, asked.wanted
    found = way.find(person, wanted, today=today).order_by().prefetch_related(None)
    conditions = [way.condition(type(wanted)(**column.narrowing)) or None for column in way.columns]
    sums = {f"n{place}": Count("pk", filter=condition) for place, condition in enumerate(conditions)}
    counted = list(found.values(part=asked.split.by).annotate(**sums))
    parts = asked.split.parts([one["part"] for one in counted], wanted)
    figures = [[one[name] for name in sums] for one in counted]
    rows = sorted(zip(parts, figures, strict=True), key=lambda row: row[0].place)
    total = [sum(column) for column in zip(*figures, strict=True)] or [0] * len(sums)
    return [_row(way, part.name, part.wanted, counts) for part, counts in rows], _row(way, "Tổng cộng", wanted, total)


def _row(way: Way, name: str, wanted: Wanted, counts: Sequence[int]) -> Row:
    book = reverse(way.book)
    return Row(
        name,
        [
            Figure(
                str(column.heading),
                number,
                f"{book}?{replace(wanted, **column.narrowing).query}" if number else "",
            )
            for column, number in zip(way.columns, counts, strict=True)
        ],
    )


def lines_of(asked: Asked, body: str) -> list[str]:
    """Return what stands below the title on paper."""
    since, until = (format_date(day) if day else "" for day in (asked.wanted.since, asked.wanted.until))
    return [*([body] if body else []), f"Từ ngày {since} đến ngày {until}"]
