"""Drawing a composed report: `{% load reports %}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django import template

from dondoc.reports.composition import Table
from dondoc.reports.models import Request

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
