"""The list of reports, beginning one, and which are owed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.reports import selectors, services
from dondoc.reports.forms import NONE_FOUND, ScheduleForm, StartForm

PAGE = 50
# The button that searches for a document.
FIND = "tim"


@require_safe
def index(request: Request) -> HttpResponse:
    """List the reports a person may know of, and what is asked of their units."""
    today = clock.day_of(clock.now())
    page = Paginator(selectors.listed(request.user, today=today), PAGE).get_page(request.GET.get("trang"))
    asked = list(selectors.requests_to(request.user, today=today))
    return render(request, "reports/list.html", {"page": page, "asked": asked, "today": today})


@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """Begin a report."""
    now = clock.now()
    today = clock.day_of(now)
    units = selectors.units_for(request.user, today=today)
    composing = selectors.composing_units(request.user, today=today)
    usual = {"year": today.year, "kind_code": "months6"}
    words = request.POST.get("document", "").strip()
    found = selectors.documents_found(request.user, words, today=today)
    offered: dict[str, Any] = {"units": units, "composing": composing, "found": found}
    if FIND in request.POST:
        # Nothing is begun yet: what was written stays, and nothing is refused.
        form = StartForm(**offered, initial=request.POST.dict())
        context = {"form": form, "refusal": NONE_FOUND if words and not found else ""}
        return render(request, "reports/start.html", context)
    form = StartForm(request.POST or None, **offered, initial=usual)
    if request.method == "POST" and form.run(services.start, actor=request.user, now=now):
        return redirect("reports:report", form.result.pk)
    status = 422 if form.is_bound else 200
    return render(request, "reports/start.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def schedules(request: Request) -> HttpResponse:
    """Show which reports the units of a person owe; a posted form adds one."""
    now = clock.now()
    today = clock.day_of(now)
    units = selectors.units_for(request.user, today=today)
    composing = selectors.composing_units(request.user, today=today)
    form = ScheduleForm(request.POST or None, units=units, composing=composing)
    if request.method == "POST" and form.run(services.add_schedule, actor=request.user, now=now):
        messages.success(request, _("The report is scheduled; it is begun three working days before it is due."))
        return redirect("reports:schedules")
    rows = selectors.schedules(request.user, today=today)
    context = {"form": form, "schedules": rows, "own": [unit.pk for unit in composing]}
    return render(request, "reports/schedules.html", context, status=422 if form.is_bound else 200)


@require_POST
def end_schedule(request: Request, schedule_id: int) -> HttpResponse:
    """End a schedule."""
    services.end_schedule(schedule_id=schedule_id, actor=request.user, now=clock.now())
    messages.success(request, _("The report is not begun by itself any more."))
    return redirect("reports:schedules")
