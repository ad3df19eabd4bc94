"""Drawing a composed report: `{% load reports %}`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.safestring import SafeString

from dondoc.documents.composing.charts import PLAN
from dondoc.kernel.vietnamese import format_number
from dondoc.programme.amounts import plain
from dondoc.reports.composition import NO_FIGURE, Bars, Table
from dondoc.reports.models import Request
from dondoc.reports.selectors.graphs import UNITS
from dondoc.web import charts

register = template.Library()

# A number as tables print it: 1.250; 41,7 %; 41,7 % (20/48); a share of nothing; with what it is in words after it.
NUMBER = re.compile(r"(?:[+−]?\d[\d.,]*(?: %)?|—)(?: \([^()]*\))?")


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, where it opens, whether it stands in a column of numbers."""

    words: str
    address: str
    is_number: bool


@register.filter
def cells_of(table: Table | Mapping[str, Any], report_address: str) -> list[list[Cell]]:
    """Return a table as cells, its header first. As composed now, or as it was sent: then its figures open nowhere."""
    said = dataclasses.asdict(table) if isinstance(table, Table) else table
    header, rows = said["header"], said["rows"]
    numbers = [_is_of_numbers([row[place] for row in rows]) for place in range(len(header))]
    found = [[Cell(words, "", is_number) for words, is_number in zip(header, numbers, strict=True)]]
    parts = zip_longest(rows, said["addresses"][: len(rows)], said.get("links", ())[: len(rows)])
    for row, address, links in parts:
        of_row = [links[place] if links else "" for place in range(len(row))]
        of_row[0] = str(address or of_row[0])
        found.append(
            [
                Cell(words, _absolute(link, report_address) if words != NO_FIGURE else "", is_number)
                for words, link, is_number in zip(row, of_row, numbers, strict=True)
            ]
        )
    return found


def _is_of_numbers(column: Sequence[str]) -> bool:
    """Say whether a column holds nothing but numbers and dashes, and any number."""
    return any(NUMBER.fullmatch(words) for words in column) and all(
        words == NO_FIGURE or NUMBER.fullmatch(words) for words in column
    )


def _absolute(link: str, report_address: str) -> str:
    return link if not link or link.startswith("/") else f"{report_address}{link}"


@register.filter
def section_title(request: Request) -> str:
    """Return the title of the section that a unit is asked to write in."""
    section = request.report.kind.section(request.section)
    return section.title if section else ""


@register.filter
def drawn(bars: Bars | Mapping[str, Any], section: str) -> SafeString:
    """Draw the chart of a section with its key; as composed now, or as it was sent."""
    said = dataclasses.asdict(bars) if isinstance(bars, Bars) else bars
    form, parts, title = said.get("form", "bars"), [name for _state, name in said["parts"]], title_of(bars)
    svg = charts.of_form(
        form, parts, said["rows"], decimals=said.get("decimals", 0), title=title, ident=f"bieu-do-{section}"
    )
    return SafeString(charts.key_of_form(form, parts, plan=PLAN) + svg)


@register.filter
def title_of(bars: Bars | Mapping[str, Any]) -> str:
    """Return what a chart shows; those of early reports have no title of their own."""
    said = bars.title if isinstance(bars, Bars) else bars.get("title", "")
    return said or UNITS


@register.filter
def chart_cells(bars: Bars | Mapping[str, Any]) -> list[list[str]]:
    """Return the numbers of a chart as rows of a table: the names first."""
    said = dataclasses.asdict(bars) if isinstance(bars, Bars) else bars
    unit = Decimal(10) ** -said.get("decimals", 0)
    rows = [[name, *(format_number(plain(count * unit)) for count in counts)] for name, counts in said["rows"]]
    return [["", *(name for _state, name in said["parts"])], *rows]
