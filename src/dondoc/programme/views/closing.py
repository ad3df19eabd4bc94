"""The page on which periods are closed, and what later counts make of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.programme import errors, selectors, services
from dondoc.programme.forms import CloseForm

PER_PAGE = 10
LONGEST = 2000


@require_safe
def closings(request: Request) -> HttpResponse:
    """Show what was closed, and what a count of now makes of it."""
    return render(request, "programme/closings.html", _page(request))


@require_POST
def close_period(request: Request) -> HttpResponse:
    """Close a period of a unit."""
    now = clock.now()
    units = selectors.managed_units(request.user, today=clock.day_of(now))
    if not units:
        raise errors.NotOwner
    form = CloseForm(request.POST, units=units, today=clock.day_of(now))
    if form.run(services.close_period, actor=request.user, now=now):
        messages.success(request, _("The figures of the period are closed; they never change again."))
        return redirect("programme:closings")
    return render(request, "programme/closings.html", _page(request, form), status=422)


@require_POST
def explain(request: Request, closed_id: int) -> HttpResponse:
    """Say why a closed figure, counted again, differs."""
    reason = request.POST.get("reason", "")[:LONGEST]
    services.explain(closed_id=closed_id, reason=reason, actor=request.user, now=clock.now())
    messages.success(request, _("The reason stands with the adjustment."))
    return redirect("programme:closings")


def _page(request: Request, form: CloseForm | None = None) -> dict[str, Any]:
    now = clock.now()
    today = clock.day_of(now)
    units = selectors.managed_units(request.user, today=today)
    page = Paginator(selectors.closings_of(request.user, today=today), PER_PAGE).get_page(request.GET.get("trang"))
    rows = [row for closing in page.object_list for row in closing.figures.all()]
    changed = selectors.differences(rows, now=now)
    managed = {unit.pk for unit in units}
    shown = [
        (closing, [(row, changed.get(row.pk), selectors.is_whole(row)) for row in closing.figures.all()],
         closing.unit_id in managed)
        for closing in page.object_list
    ]  # fmt: skip
    offered = form or (CloseForm(units=units, today=today) if units else None)
    return {"page": page, "closings": shown, "form": offered}
