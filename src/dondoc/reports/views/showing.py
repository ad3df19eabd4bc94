"""The page of a report, the records behind its figures, its workbook."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from dondoc.kernel import clock
from dondoc.kernel.measures import Part
from dondoc.organization import selectors as organization
from dondoc.organization.requests import Request
from dondoc.reports import exporting, lifecycle, selectors
from dondoc.reports.choices import SENT
from dondoc.reports.errors import FiguresNotCounted
from dondoc.web.fields import id_of
from dondoc.web.shortcuts import wants_fragment

PAGE = 50
# Rows of a table in a workbook.
MOST_ROWS = 20_000
# The part of the address that asks for what a figure is a share of.
BASE = "mau-so"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def report(request: Request, report_id: int) -> HttpResponse:
    """Show a report as it reads now."""
    now = clock.now()
    today = clock.day_of(now)
    found = selectors.get(report_id, person=request.user, today=today)
    facts = selectors.facts(found, actor=request.user, today=today)
    basis = selectors.Basis.of(found, now=now)
    is_large = basis.is_large()
    tally = selectors.tally_of(basis, is_large=is_large)
    paper = None
    if tally is not None:
        paper = selectors.compose(found, person=request.user, now=now, tally=tally, with_rows=not is_large)
    context: dict[str, object] = {
        "report": found,
        "paper": paper,
        "tally": tally,
        "is_large": is_large,
        "may_edit": not lifecycle.blockers("edit", facts),
        "blocked": {move: lifecycle.blockers(move, facts) for move in lifecycle.MOVES},
        "snapshots": list(found.snapshots.select_related("by").defer("body")),
        "list_query": selectors.list_address(basis, "counted"),
        "today": today,
    }
    if is_large:
        progress = selectors.progress_of(found, now=now)
        context |= {"progress": progress, "refusal": "" if progress else selectors.refusal_of(found)}
    return render(request, "reports/report.html", context)


@require_safe
def progress(request: Request, report_id: int) -> HttpResponse:
    """Show how far the background work on a report is; once it is over, have the page opened anew."""
    now = clock.now()
    found = selectors.get(report_id, person=request.user, today=clock.day_of(now))
    going_on = selectors.progress_of(found, now=now)
    if going_on is not None and wants_fragment(request):
        return render(request, "reports/_progress.html", {"report": found, "progress": going_on})
    return HttpResponseClientRefresh() if wants_fragment(request) else redirect(found.address)


@require_safe
def behind(request: Request, report_id: int, figure: str) -> HttpResponse:
    """Show the records behind a figure: those the person may see, and how many they may not."""
    now = clock.now()
    found = selectors.get(report_id, person=request.user, today=clock.day_of(now))
    part = Part.BASE if request.GET.get("phan") == BASE else Part.COUNTED
    unit = id_of(request.GET.get("don-vi"))
    records = selectors.behind(found, figure, part, person=request.user, now=now, unit=unit)
    page = Paginator(records.seen, PAGE).get_page(request.GET.get("trang"))
    context = {
        "report": found,
        "behind": records,
        "unit": organization.units_by_id([unit]).get(unit) if unit else None,
        "is_base": part is Part.BASE,
        "page": page,
        "records": records.shown(page.object_list),
        "hidden": records.total - page.paginator.count,
        "as_of": found.as_of(clock.day_of(now)),
    }
    return render(request, "reports/behind.html", context)


@require_safe
def export(request: Request, report_id: int) -> HttpResponse:
    """Send a report as a workbook, with every row of its tables; once it was sent, as it was sent.

    Raises:
        FiguresNotCounted: there are so many tasks that they are counted in the background, and are not yet.
    """
    now = clock.now()
    found = selectors.get(report_id, person=request.user, today=clock.day_of(now))
    sent = selectors.latest(found) if found.state in SENT else None
    if sent is not None:
        return redirect("reports:export-sent", found.pk, sent.number)
    basis = selectors.Basis.of(found, now=now)
    is_large = basis.is_large(most=selectors.LISTED_AT_MOST)
    tally = selectors.tally_of(basis, is_large=is_large)
    if tally is None:
        raise FiguresNotCounted
    paper = selectors.compose(found, person=request.user, now=now, tally=tally, with_rows=not is_large, most=MOST_ROWS)
    response = HttpResponse(exporting.workbook(paper, counted_at=tally.counted_at), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{found.pk}-{paper.as_of:%Y-%m-%d}.xlsx"'
    return response
