"""The work programme of a year: its page, its workbook, its sheet to be printed, and the desk that gathers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.documents.books import sheet
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_number
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Unit
from dondoc.organization.requests import Request
from dondoc.programme import errors, exporting, lifecycle, selectors, services
from dondoc.programme.asked import Asked
from dondoc.programme.choices import ITEM_STATES, ItemState
from dondoc.programme.item_forms import ApproveForm, CallForm, ReasonForm, versions_of
from dondoc.programme.models import Item
from dondoc.programme.selectors import BY_MONTH, BY_UNIT, HIDDEN, Year
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import BAR
from dondoc.web.fields import id_of

from .common import finder, recent_documents

PER_PAGE = 50
# Years before this one that are offered, and after it.
EARLIER, LATER = 3, 1
# What waits for those who gather, in the order of the desk.
DESK = (ItemState.REGISTERED, ItemState.GATHERED, ItemState.RETURNED, ItemState.LEFT_OUT)


def asked_of(request: Request, *, today: dt.date) -> Asked:
    """Read the address; what it names and is not there is as if it were not named."""
    bodies = selectors.bodies_known(request.user, today=today)
    wanted = id_of(request.GET.get("co-quan"))
    year = id_of(request.GET.get("nam"))
    year = year if year in years_offered(today) else today.year
    body = next((one for one in bodies if one.pk == wanted), None)
    body = body or selectors.first_with_items(bodies, year, person=request.user, today=today)
    state, counted = request.GET.get("trang-thai", ""), request.GET.get("tinh-trang", "")
    return Asked(
        body,
        bodies,
        year,
        state if state in ItemState.values else "",
        counted if counted in (*BAR, HIDDEN) else "",
        BY_UNIT if request.GET.get("nhom") == BY_UNIT else BY_MONTH,
    )  # fmt: skip


def years_offered(today: dt.date) -> list[int]:
    """Return the years of the choice, the latest first."""
    return list(range(today.year + LATER, today.year - EARLIER - 1, -1))


@require_safe
def year(request: Request) -> HttpResponse:
    """Show the programme of a year: its items, which have become tasks, where these stand."""
    now = clock.now()
    today = clock.day_of(now)
    asked = asked_of(request, today=today)
    context: dict[str, Any] = {"asked": asked, "years": years_offered(today), "today": today}
    if asked.body is not None:
        found = selectors.year_of(asked.body, asked.year, person=request.user, now=now)
        items = selectors.for_rows(_filtered(found, asked, today=today), asked.group)
        page = Paginator(items, PER_PAGE).get_page(request.GET.get("trang"))
        context |= {
            "page": page,
            "rows": selectors.item_rows(page.object_list, found),
            "states": [(state, ITEM_STATES[state], found.states[state]) for state in ItemState if found.states[state]],
            "counts": [(name, found.counts[name]) for name in BAR],
            "hidden": found.counts[HIDDEN],
            "may_gather": selectors.gathers(request.user, asked.body, today=today),
            "may_register": bool(selectors.registering_units(request.user, today=today)),
        }
    return render(request, "programme/year.html", context)


def _filtered(found: Year, asked: Asked, *, today: dt.date) -> QuerySet[Item]:
    if asked.counted:
        return found.with_task(asked.counted, today=today)
    return found.with_state(asked.state)


def _sheet(request: Request, *, most: int) -> sheet.Sheet:
    now = clock.now()
    today = clock.day_of(now)
    asked = asked_of(request, today=today)
    if asked.body is None:
        raise errors.ItemMissing
    found = selectors.year_of(asked.body, asked.year, person=request.user, now=now)
    items = selectors.for_rows(_filtered(found, asked, today=today), asked.group)[: most + 1]
    return exporting.sheet_of(items, body=asked.body, year=asked.year, today=today, most=most)


@require_safe
def export_year(request: Request) -> HttpResponse:
    """Send what the page shows as a workbook."""
    return sheet.send(_sheet(request, most=sheet.MOST_ROWS), "chuong-trinh-cong-tac")


@require_safe
def print_year(request: Request) -> HttpResponse:
    """Show what the page shows as one sheet to be printed."""
    back = f"{reverse('programme:year')}?{asked_of(request, today=clock.day_of(clock.now())).query()}"
    return sheet.show(request, _sheet(request, most=sheet.MOST_PRINTED), back=back)


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what units registered to those who gather it."""
    return render(request, "programme/desk.html", _desk(request))


def _gathered_by(request: Request, *, today: dt.date) -> tuple[Asked, Unit]:
    """Return what an address asks for of a programme that the person gathers: the one named, else the first.

    Raises:
        NotGathering: they gather none.
    """
    asked = asked_of(request, today=today)
    bodies = [body for body in asked.bodies if selectors.gathers(request.user, body, today=today)]
    if not bodies:
        raise errors.NotGathering(body=asked.body.name if asked.body else "")
    body = asked.body if asked.body in bodies else bodies[0]
    return replace(asked, body=body, bodies=bodies), body


def _desk(request: Request, **sent: ActForm) -> dict[str, Any]:
    now = clock.now()
    today = clock.day_of(now)
    asked, body = _gathered_by(request, today=today)
    state = asked.state if asked.state in DESK else ItemState.REGISTERED
    asked = replace(asked, state=state, counted="", group=BY_UNIT)
    found = selectors.year_of(body, asked.year, person=request.user, now=now)
    items = selectors.for_rows(found.items.filter(state=state), BY_UNIT)
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("trang"))
    forms: dict[str, Any] = {}
    if state in lifecycle.MOVES["send_back"].sources:
        forms["reason_form"] = ReasonForm()
    if state == ItemState.GATHERED and tasks.acts_for(request.user, body, today=today):
        forms["approve_form"] = _approve_form(request, None, today=today)
    return {
        "asked": asked,
        "years": years_offered(today),
        "page": page,
        "states": [(state, ITEM_STATES[state], found.states[state]) for state in DESK],
        "chosen": set(request.POST.getlist("item")),
        "may_take_in": state in lifecycle.MOVES["gather"].sources,
        **forms,
        **sent,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: Request) -> HttpResponse:
    """Ask units to register for the programme of a year."""
    now = clock.now()
    today = clock.day_of(now)
    asked, body = _gathered_by(request, today=today)
    units = selectors.callable_units(body)
    known = selectors.called(body, asked.year)
    answered = selectors.units_with_items(body, asked.year)
    silent = [unit.pk for unit in units if unit.pk not in answered]
    form = CallForm(request.POST or None, units=units, initial={"unit_ids": silent})
    act = {"body_id": body.pk, "year": asked.year, "actor": request.user, "now": now}
    if request.method == "POST" and form.run(services.call_units, **act):
        messages.success(request, _("The units are asked; those that act for them find it among their notices."))
        return redirect(f"{reverse('programme:desk')}?{asked.query(state='', counted='', group='')}")
    context = {"asked": asked, "form": form, "known": known}
    return render(request, "programme/call.html", context, status=422 if form.is_bound else 200)


WITH_REASON = {"send_back": services.send_back, "leave_out": services.leave_out}


@require_POST
def gather(request: Request) -> HttpResponse:
    """Do one act to the chosen items: take them in, send them back, leave them out, approve them."""
    now = clock.now()
    act, versions = request.POST.get("act", ""), versions_of(request.POST.getlist("item"))
    if act == "gather":
        services.gather(versions=versions, actor=request.user, now=now)
    elif act == "approve":
        approving = _approve_form(request, request.POST, today=clock.day_of(now))
        if not approving.run(services.approve, versions=versions, actor=request.user, now=now):
            return render(request, "programme/desk.html", _desk(request, approve_form=approving), status=422)
    elif act in WITH_REASON:
        form = ReasonForm(request.POST)
        if not form.run(WITH_REASON[act], versions=versions, actor=request.user, now=now):
            return render(request, "programme/desk.html", _desk(request, reason_form=form), status=422)
    else:
        raise errors.NothingChosen
    messages.success(request, _done(act, len(versions)))
    asked = asked_of(request, today=clock.day_of(now))
    return redirect(f"{reverse('programme:desk')}?{asked.query(group='')}")


def _approve_form(request: Request, data: Any, *, today: dt.date) -> ApproveForm:
    return ApproveForm(data, documents=recent_documents(request, today=today), find=finder(request, today=today))


def _done(act: str, n: int) -> str:
    sentences = {
        "gather": ngettext("%(n)s item is gathered.", "%(n)s items are gathered.", n),
        "send_back": ngettext("%(n)s item is sent back to its unit.", "%(n)s items are sent back to their units.", n),
        "leave_out": ngettext(
            "%(n)s item is left out; it stays on record.", "%(n)s items are left out; they stay on record.", n
        ),
        "approve": ngettext(
            "%(n)s item is approved; its task is made.", "%(n)s items are approved; their tasks are made.", n
        ),
    }
    return sentences[act] % {"n": format_number(n)}
