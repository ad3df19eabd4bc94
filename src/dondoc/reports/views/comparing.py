"""A report as it was sent, what changed since, and two reports side by side."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dondoc.documents.composing import frozen
from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.reports import exporting, selectors
from dondoc.reports.composition import paper_from
from dondoc.web.fields import id_of

from .showing import BASE, PAGE, XLSX

# Reports offered to be set beside another.
MOST = 100


@require_safe
def as_sent(request: Request, report_id: int, snapshot: int) -> HttpResponse:
    """Show a report as it was sent, and say whether what is kept of it is intact."""
    today = clock.day_of(clock.now())
    report = selectors.get(report_id, person=request.user, today=today)
    sent = selectors.get_snapshot(report, snapshot)
    most = selectors.SENT_ROWS
    carrying = selectors.draft_of(sent, report, person=request.user, today=today)
    context = {
        "report": report,
        "snapshot": sent,
        "paper": selectors.without_rows_of_others(sent, report, person=request.user, today=today, most=most),
        "is_intact": selectors.is_intact(sent),
        "draft": carrying,
        "differing": frozen.differences(carrying) if carrying else None,
        "base_address": reverse("reports:as-sent", args=[report.pk, sent.number]),
    }
    return render(request, "reports/as_sent.html", context)


@require_safe
def export_sent(request: Request, report_id: int, snapshot: int) -> HttpResponse:
    """Send a report as it was sent as a workbook."""
    today = clock.day_of(clock.now())
    report = selectors.get(report_id, person=request.user, today=today)
    sent = selectors.get_snapshot(report, snapshot)
    body = selectors.without_rows_of_others(sent, report, person=request.user, today=today)
    book = exporting.workbook(paper_from(body), snapshot_code=sent.code)
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{sent.code}.xlsx"'
    return response


@require_safe
def sent_records(request: Request, report_id: int, snapshot: int, figure: str) -> HttpResponse:
    """Show the records behind a figure as it was sent: those the person may see, and how many they may not."""
    now = clock.now()
    report = selectors.get(report_id, person=request.user, today=clock.day_of(now))
    sent = selectors.get_snapshot(report, snapshot)
    is_base = request.GET.get("phan") == BASE
    found = selectors.sent_records(report, sent, figure, is_base=is_base, person=request.user, now=now)
    page = Paginator(found.ids, PAGE).get_page(request.GET.get("trang"))
    context = {
        "report": report,
        "behind": {"value": selectors.value_of(found.figure), "total": found.total},
        "why": found.why,
        "snapshot": sent,
        "is_base": is_base,
        "page": page,
        "records": found.shown(list(page.object_list)),
        "hidden": found.hidden,
        "as_of": sent.as_of,
    }
    return render(request, "reports/behind.html", context)


@require_safe
def changes(request: Request, report_id: int, snapshot: int) -> HttpResponse:
    """Show each figure as it was sent and as it would be now."""
    now = clock.now()
    report = selectors.get(report_id, person=request.user, today=clock.day_of(now))
    sent = selectors.get_snapshot(report, snapshot)
    pairs = selectors.with_now(report, sent, person=request.user, now=now)
    context = {"report": report, "snapshot": sent, "pairs": pairs, "all_same": all(pair.is_same for pair in pairs)}
    return render(request, "reports/changes.html", context)


@require_safe
def compare(request: Request, report_id: int) -> HttpResponse:
    """Show two reports side by side."""
    now = clock.now()
    today = clock.day_of(now)
    report = selectors.get(report_id, person=request.user, today=today)
    wanted = id_of(request.GET.get("voi"))
    other = selectors.get(wanted, person=request.user, today=today) if wanted else None
    context = {
        "report": report,
        "other": other,
        "pairs": selectors.side_by_side(other, report, now=now) if other else [],
        "others": selectors.listed(request.user, today=today).exclude(pk=report.pk)[:MOST],
    }
    return render(request, "reports/compare.html", context)
