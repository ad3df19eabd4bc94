"""A report as it was sent, what changed since, and two reports side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.reports import selectors
from dondoc.web.fields import id_of

# Reports offered to be set beside another.
MOST = 100


@require_safe
def as_sent(request: Request, report_id: int, snapshot: int) -> HttpResponse:
    """Show a report as it was sent, and say whether what is kept of it is intact."""
    today = clock.day_of(clock.now())
    report = selectors.get(report_id, person=request.user, today=today)
    sent = selectors.get_snapshot(report, snapshot)
    context = {
        "report": report,
        "snapshot": sent,
        "paper": selectors.without_rows_of_others(sent, report, person=request.user, today=today),
        "is_intact": selectors.is_intact(sent),
    }
    return render(request, "reports/as_sent.html", context)


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
