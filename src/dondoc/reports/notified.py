"""What is asked of units, and the reports that they owe, as notices show it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dondoc.kernel.subjects import Line, Subject

from . import selectors
from .models import Report, Request

REQUEST = "reports.request"


def _shown(ids: Collection[int]) -> dict[int, Line]:
    rows = Request.objects.filter(pk__in=ids).select_related("report__unit", "report__document", "unit")
    return {row.pk: _line(row) for row in rows.defer(*selectors.HEAVY_BEHIND)}


def _line(row: Request) -> Line:
    section = row.report.kind.section(row.section)
    title = f"{section.title}: {row.report.subject}" if section else row.report.subject
    return Line(row.report.kind.name, title, row.unit.name, reverse("reports:contribute", args=[row.pk]))


def _reports_shown(ids: Collection[int]) -> dict[int, Line]:
    rows = Report.objects.filter(pk__in=ids).select_related("unit", "document")
    heavy = (name for name in selectors.HEAVY if name.startswith("document__"))
    return {row.pk: Line(row.kind.name, row.subject, row.unit.name, row.address) for row in rows.defer(*heavy)}


REPORT = "reports.report"
SUBJECTS = (
    Subject(REQUEST, lambda person, today: selectors.requests_known_to(person, today=today), _shown),
    Subject(REPORT, lambda person, today: selectors.visible_to(person, today=today), _reports_shown),
)
