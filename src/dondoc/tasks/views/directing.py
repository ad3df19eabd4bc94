"""The pages on which a leader gives a directive: on an incoming document, or of an opinion on an obstacle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.documents.incoming import lifecycle
from dondoc.documents.incoming import selectors as incoming
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.organization.requests import Request
from dondoc.tasks import selectors, services
from dondoc.tasks.direction_form import DirectionForm


@require_http_methods(["GET", "HEAD", "POST"])
def direct(request: Request, arrival_id: int) -> HttpResponse:
    """Ask for a directive on an incoming document; posted, make the task of it."""
    now = clock.now()
    today = clock.day_of(now)
    arrival = incoming.get(arrival_id, person=request.user, today=today)
    assigning_unit = services.assigning_unit_of(request.user, arrival.unit, today=today)
    units = _below(assigning_unit)
    if request.method != "POST":
        lifecycle.require("direct", incoming.facts(arrival, actor=request.user, today=today))
        return _page(request, DirectionForm(units=units), arrival=arrival, document=arrival.document)
    form = DirectionForm(request.POST, units=units)
    if form.run(services.direct, arrival_id=arrival_id, actor=request.user, now=now):
        messages.success(request, _("The directive is given; the task is %(code)s.") % {"code": form.result.code})
        return redirect("documents:incoming", arrival_id)
    return _page(request, form, arrival=arrival, document=arrival.document)


@require_http_methods(["GET", "HEAD", "POST"])
def direct_from_opinion(request: Request, opinion_id: int) -> HttpResponse:
    """Ask for a directive of one's own opinion on an obstacle; posted, make the task of it."""
    now = clock.now()
    opinion, unit = selectors.opinion_to_direct(opinion_id, actor=request.user, today=clock.day_of(now))
    context = {"opinion": opinion, "task": opinion.obstacle.task}
    if request.method != "POST":
        return _page(request, DirectionForm(units=_below(unit), initial={"text": opinion.text}), **context)
    form = DirectionForm(request.POST, units=_below(unit))
    if form.run(services.direct_from_opinion, opinion_id=opinion_id, actor=request.user, now=now):
        messages.success(request, _("The directive is given; the task is %(code)s.") % {"code": form.result.code})
        return redirect("tasks:task", opinion.obstacle.task_id)
    return _page(request, form, **context)


def _below(unit: Unit) -> list[Unit]:
    """Return the unit and those below it, each under the one above it."""
    return [one for one in organization.all_units() if one.path.startswith(unit.path)]


def _page(request: Request, form: DirectionForm, **context: Any) -> HttpResponse:
    page = "tasks/direct.html" if "arrival" in context else "tasks/direct_opinion.html"
    return render(request, page, {"form": form} | context, status=422 if form.is_bound else 200)
