"""Advice to the clerk. Nothing is repaired; each finding is one sentence in Vietnamese."""

from __future__ import annotations

from dondoc.reading.assembly import Assembly
from dondoc.reading.flow import Flow
from dondoc.reading.letterhead import Letterhead
from dondoc.reading.model import Finding, Header


def find(flow: Flow, header: Header, parts: Assembly, head: Letterhead) -> tuple[Finding, ...]:
    """Return what a clerk should look at."""
    found: list[Finding] = []
    if head.has_number_line and header.number is None:
        found.append(Finding("number_blank", "Văn bản chưa ghi số.", None))
    if not parts.directives:
        found.append(Finding("no_directive", "Văn bản không giao nhiệm vụ nào.", None))
    return tuple(found)
