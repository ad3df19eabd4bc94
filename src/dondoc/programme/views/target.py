"""The page of one target, the records behind its figures, and the acts on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.audit.models import Entry
from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.kernel import clock
from dondoc.kernel.measures import Part
from dondoc.kernel.periods import Period
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.requests import Request
from dondoc.programme import selectors, services, spans
from dondoc.programme.forms import BaselineForm, EndForm, EstimateForm, PlanForm, TypedForm
from dondoc.programme.models import Target
from dondoc.programme.selectors import Month
from dondoc.tasks.forms import code_of
from dondoc.web.shortcuts import wants_fragment

from .common import period_asked, period_choice, recent_documents

PER_PAGE, ENTRIES = 50, 20
# What an address bears that asks for the months of a target, too; for the records since the new year, as they were
# known when the period was closed.
MONTHS, CUMULATIVE = "thang", "luy-ke"


@require_safe
def target(request: Request, target_id: int) -> HttpResponse:
    """Show one target: how it stands, month by month, its plans, what was closed."""
    now = clock.now()
    found = selectors.get(target_id, person=request.user, today=clock.day_of(now))
    if MONTHS in request.GET and wants_fragment(request):
        period = period_asked(request, today=clock.day_of(now))
        context = {"target": found, "period": period, "series": _series(found, period, now=now)}
        return render(request, "programme/_months.html", context)
    return render(request, "programme/target.html", _page(found, request))


def _series(found: Target, period: Period, *, now: dt.datetime) -> list[Month]:
    return selectors.series_of(found, spans.months_of(spans.spans_of(period).year), now=now)


def _page(found: Target, request: Request, **sent: ActForm) -> dict[str, Any]:
    """Return what the page of a target shows; a form that was sent and refused stands open."""
    now = clock.now()
    today = clock.day_of(now)
    period = period_asked(request, today=today)
    (row,) = selectors.rows_of([found], period=period, now=now)
    # Two years of months are counted when the page is there, unless that is asked for; typed ones are at hand.
    has_months = found.is_typed or MONTHS in request.GET
    may = {
        "manage": selectors.may_manage(request.user, found.owner, today=today),
        "estimate": selectors.may_type(request.user, found, today=today),
    }
    may["type"] = found.is_typed and may["estimate"]
    return {
        **period_choice(period, today=today),
        "target": found,
        "row": row,
        "series": _series(found, period, now=now) if has_months else None,
        "measure": selectors.measure_of(found),
        "plans": selectors.plans_of(found),
        "typed": selectors.typed_of(found, period),
        "typed_earlier": selectors.typed_earlier(found, period) if found.is_typed else None,
        "baselines": found.baselines.select_related("typed_by").order_by("-period", "-typed_at"),
        "estimates": found.estimates.select_related("said_by").order_by("-said_at", "-pk"),
        "closed": selectors.closed_of(found),
        "tasks": selectors.tasks_of(found, person=request.user, today=today),
        "may": may,
        "forms": _forms(found, request, may=may, today=today) | sent,
        "sent": next(iter(sent), ""),
        "entries": Entry.objects.about(f"target:{found.pk}")[:ENTRIES],
    }


def _forms(found: Target, request: Request, *, may: dict[str, bool], today: dt.date) -> dict[str, ActForm]:
    forms: dict[str, ActForm] = {}
    if may["manage"]:
        forms["plan"] = PlanForm(target=found, today=today, documents=recent_documents(request, today=today))
        forms["baseline"] = BaselineForm(target=found, today=today)
    if may["manage"] and found.valid_to is None:
        forms["end"] = EndForm()
    if may["estimate"] and found.valid_to is None:
        forms["estimate"] = EstimateForm(target=found, auto_id="id_estimate_%s")
    if may["type"]:
        forms["type"] = TypedForm(target=found, today=today)
    return forms


def _answer(request: Request, found: Target, name: str, form: ActForm, service: Any, sentence: str) -> HttpResponse:
    """Call a service with what a form holds; a refusal that can be mended shows the page with the form."""
    if form.run(service, target_id=found.pk, actor=request.user, now=clock.now()):
        messages.success(request, sentence)
        return redirect("programme:target", found.pk)
    return render(request, "programme/target.html", _page(found, request, **{name: form}), status=422)


def _asked(request: Request, target_id: int) -> tuple[Target, dt.date]:
    today = clock.day_of(clock.now())
    return selectors.get(target_id, person=request.user, today=today), today


@require_POST
def set_plan(request: Request, target_id: int) -> HttpResponse:
    """Plan a period of a target, or change its plan."""
    found, today = _asked(request, target_id)
    selectors.require_manager(request.user, found.owner, today=today)
    form = PlanForm(request.POST, target=found, today=today, documents=recent_documents(request, today=today))
    return _answer(request, found, "plan", form, services.set_plan, _("The plan stands; earlier ones stay on record."))


@require_POST
def type_baseline(request: Request, target_id: int) -> HttpResponse:
    """Type the figure of an earlier period."""
    found, today = _asked(request, target_id)
    selectors.require_manager(request.user, found.owner, today=today)
    form = BaselineForm(request.POST, target=found, today=today)
    return _answer(request, found, "baseline", form, services.type_baseline, _("The figure stands, marked as typed."))


@require_POST
def estimate(request: Request, target_id: int) -> HttpResponse:
    """Say what a target is expected to have reached at the end of this year."""
    found, today = _asked(request, target_id)
    selectors.require_typist(request.user, found, today=today)
    form = EstimateForm(request.POST, target=found, auto_id="id_estimate_%s")
    sentence = _("The estimate stands beside the figures, with your name; it enters none of them.")
    return _answer(request, found, "estimate", form, services.estimate, sentence)


@require_POST
def type_figure(request: Request, target_id: int) -> HttpResponse:
    """Type the figure of a month."""
    found, today = _asked(request, target_id)
    selectors.require_typist(request.user, found, today=today)
    form = TypedForm(request.POST, request.FILES, target=found, today=today)
    return _answer(request, found, "type", form, _type, _("The figure stands with its evidence, marked as typed."))


def _type(*, file: Any, **values: Any) -> Any:
    data, name = files.read_upload(file)
    return services.type_figure(data=data, file_name=name, **values)


@require_POST
def end_target(request: Request, target_id: int) -> HttpResponse:
    """End a target."""
    found, today = _asked(request, target_id)
    selectors.require_manager(request.user, found.owner, today=today)
    form = EndForm(request.POST)
    return _answer(request, found, "end", form, services.end_target, _("The target ends; what it was stays on record."))


@require_POST
def link_task(request: Request, target_id: int) -> HttpResponse:
    """Link a task that serves a target."""
    task_id = code_of(request.POST.get("task")) or 0
    services.link_task(target_id=target_id, task_id=task_id, actor=request.user, now=clock.now())
    messages.success(request, _("The task is linked to the target."))
    return redirect("programme:target", target_id)


@require_POST
def unlink_task(request: Request, target_id: int) -> HttpResponse:
    """Take back that a task serves a target."""
    task_id = code_of(request.POST.get("task")) or 0
    services.unlink_task(target_id=target_id, task_id=task_id, actor=request.user, now=clock.now())
    messages.success(request, _("The task is no longer linked to the target."))
    return redirect("programme:target", target_id)


@require_safe
def records(request: Request, target_id: int) -> HttpResponse:
    """Show the records behind a figure: how many there are in all, and those that the reader may see."""
    now = clock.now()
    found, today = _asked(request, target_id)
    period = days = period_asked(request, today=today)
    query, known_at = f"ky={period.code}", None
    if CUMULATIVE in request.GET:
        query, days = f"{query}&{CUMULATIVE}=co", selectors.cumulative(period)
        known_at = selectors.closed_at(found, period)
    part = Part.BASE if request.GET.get("phan") == Part.BASE and found.is_share else Part.COUNTED
    behind = selectors.records_of(found, days, part=part, person=request.user, now=now, known_at=known_at)
    page = Paginator(behind.seen, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        **period_choice(period, today=today),
        "target": found,
        "days": days,
        "query": query,
        "measure": selectors.measure_of(found),
        "part": part,
        "behind": behind,
        "hidden": behind.total - page.paginator.count,
        "page": page,
        "shown": behind.shown(page.object_list),
    }
    return render(request, "programme/records.html", context)


@require_safe
def evidence(request: Request, typed_id: int) -> FileResponse:
    """Send the evidence of a typed figure to somebody of its unit, or who acts for it."""
    now = clock.now()
    row = selectors.get_typed(typed_id, person=request.user, today=clock.day_of(now))
    stream = documents.open_file(file=row.file, subject=f"target:{row.target_id}", actor=request.user, now=now)
    return FileResponse(stream, as_attachment=True, filename=row.file_name)
