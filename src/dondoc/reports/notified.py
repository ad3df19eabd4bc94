"""What is asked of units as notices show it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dondoc.kernel.subjects import Line, Subject

from . import selectors
from .models import Request

REQUEST = "reports.request"


def _shown(ids: Collection[int]) -> dict[int, Line]:
    rows = Request.objects.filter(pk__in=ids).select_related("report__unit", "report__document", "unit")
    return {row.pk: _line(row) for row in rows.defer(*selectors.HEAVY_BEHIND)}


def _line(row: Request) -> Line:
    section = row.report.kind.section(row.section)
    title = f"{section.title}: {row.report.subject}" if section else row.report.subject
    return Line(row.report.kind.name, title, row.unit.name, reverse("reports:contribute", args=[row.pk]))


SUBJECT = Subject(REQUEST, lambda person, today: selectors.requests_of(person, today=today), _shown)
