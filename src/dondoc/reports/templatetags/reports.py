"""Drawing a composed report: `{% load reports %}`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.safestring import SafeString

from dondoc.documents.composing.charts import PLAN
from dondoc.kernel.vietnamese import format_number
from dondoc.programme.amounts import plain
from dondoc.reports.composition import Bars, Table
from dondoc.reports.models import Request
from dondoc.reports.selectors.graphs import UNITS
from dondoc.web import charts

register = template.Library()


@register.filter
def linked_rows(table: Table | Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each row with where it opens; nothing where it opens nowhere. As composed now, or as it was sent."""
    rows, addresses = (table.rows, table.addresses) if isinstance(table, Table) else (table["rows"], table["addresses"])
    for row, address in zip_longest(rows, addresses[: len(rows)], fillvalue=""):
        yield str(address), row


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
