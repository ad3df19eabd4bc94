"""The pages of the reports on incoming and outgoing documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dondoc.documents.books import sheet
from dondoc.documents.books.choices import Column
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_number
from dondoc.organization.requests import Request

from .counting import Asked, count, lines_of

PAGE = 50
NAME_WIDTH, FIGURE_WIDTH = 60, 14


@require_safe
def report(request: Request, way: str) -> HttpResponse:
    """Show a report; each figure opens what it counts."""
    today = clock.day_of(clock.now())
    asked = Asked.of(way, request.GET, today=today)
    rows, total = count(asked, person=request.user, today=today)
    context = {
        "asked": asked,
        "units": asked.way.units(request.user, today=today),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "total": total,
        "tab": asked.way.tab,
    }
    return render(request, "documents/report.html", context)


@require_safe
def printed(request: Request, way: str) -> HttpResponse:
    """Show a report as one sheet to be printed."""
    asked, made = _sheet(request, way, format_number)
    back = f"{reverse('documents:report', args=[way])}?{asked.query}"
    return sheet.show(request, made, back=back)


@require_safe
def export(request: Request, way: str) -> HttpResponse:
    """Send a report as a workbook, its figures as numbers."""
    _asked, made = _sheet(request, way, int)
    return sheet.send(made, f"bao-cao-van-ban-{way}")


def _sheet(request: Request, way: str, written: Callable[[int], str | int]) -> tuple[Asked, sheet.Sheet]:
    today: dt.date = clock.day_of(clock.now())
    asked = Asked.of(way, request.GET, today=today)
    rows, total = count(asked, person=request.user, today=today)
    units = asked.way.units(request.user, today=today) if asked.wanted.unit else []
    body = next((unit.name for unit in units if unit.pk == asked.wanted.unit), "")
    columns = [Column("name", str(asked.split.label), NAME_WIDTH)]
    columns += [Column("figure", str(column.heading), FIGURE_WIDTH) for column in asked.way.columns]
    cells = [[row.name, *(written(figure.count) for figure in row.figures)] for row in [*rows, total]]
    return asked, sheet.Sheet(asked.way.title, lines_of(asked, body), columns, cells)
