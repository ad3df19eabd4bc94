"""The page of one item of the work programme, registering it, and the acts on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.audit.models import Entry
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Post, Unit
from dondoc.organization.requests import Request
from dondoc.programme import errors, lifecycle, selectors, services
from dondoc.programme.choices import ITEM_STATES, ItemState
from dondoc.programme.item_forms import (
    AdjustForm,
    ContentForm,
    DropForm,
    MergeForm,
    ReasonForm,
    RegisterForm,
    said_by,
)
from dondoc.programme.models import Item
from dondoc.web.fields import id_of

from .common import finder, recent_documents

ENTRIES = 20
OPENED = {"adjust": AdjustForm, "drop": DropForm}


@require_http_methods(["GET", "HEAD", "POST"])
def register_item(request: Request) -> HttpResponse:
    """Register an item; the address may say for whose programme, of which year, and of which unit."""
    now = clock.now()
    today = clock.day_of(now)
    named = id_of(request.GET.get("don-vi"))
    own = selectors.registering_units(request.user, today=today, named=named)
    bodies = selectors.bodies_of(own)
    if not bodies:
        raise errors.NotOfUnit
    first = next((unit for unit in own if unit.pk == named), own[0])
    above = next((body for body in bodies if first.path.startswith(body.path)), bodies[0])
    body = next((body for body in bodies if body.pk == id_of(request.GET.get("co-quan"))), above)
    form = RegisterForm(
        request.POST or None, own=own, bodies=bodies, today=today, units=_units(bodies[-1]),
        leaders=[post for body in bodies for post in selectors.leaders_of(body, today=today)],
        initial={
            "unit_id": first.pk, "lead_id": first.pk, "year": id_of(request.GET.get("nam")) or today.year,
            "body_id": body.pk,
        },
    )  # fmt: skip
    if request.method == "POST" and form.run(services.register_item, actor=request.user, now=now):
        messages.success(request, _("The item is registered; it waits to be gathered."))
        return redirect("programme:item", form.result.pk)
    return render(request, "programme/register.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: Request, item_id: int) -> HttpResponse:
    """Change an item that is not gathered yet."""
    now = clock.now()
    item, today = _asked(request, item_id)
    form = _content_form(ContentForm, item, request, today=today)
    if request.method != "POST":
        lifecycle.require("edit", selectors.facts_of(item, actor=request.user, today=today))
    elif form.run(services.edit_item, item_id=item.pk, version=_version(request), actor=request.user, now=now):
        messages.success(request, _("The item is registered as it says now."))
        return redirect("programme:item", item.pk)
    context = {"form": form, "item": item}
    return render(request, "programme/register.html", context, status=422 if form.is_bound else 200)


@require_safe
def item(request: Request, item_id: int) -> HttpResponse:
    """Show one item: what it says, where it stands, its task, what decisions changed."""
    found, _today = _asked(request, item_id)
    return render(request, "programme/item.html", _page(found, request))


def _page(found: Item, request: Request, **sent: ActForm) -> dict[str, Any]:
    now = clock.now()
    today = clock.day_of(now)
    moves = selectors.moves_of(found, person=request.user, today=today)
    (row,) = selectors.item_rows([found], selectors.year_of(found.body, found.year, person=request.user, now=now))
    forms: dict[str, ActForm] = {}
    if "merge" in moves:
        forms["merge"] = MergeForm(items=selectors.mergeable(found))
    for name in moves & {"send_back", "leave_out"}:
        forms[name] = ReasonForm(auto_id=f"id_{name}_%s")
    for name in moves & OPENED.keys():
        forms[name] = _decided_form(name, found, request, today=today, bind=False)
    seen = selectors.items_visible_to(request.user, today=today)
    return {
        "item": found,
        "row": row,
        "state": ITEM_STATES[ItemState(found.state)],
        "moves": moves,
        "forms": forms | sent,
        "sent": next(iter(sent), ""),
        "changes": selectors.changes_of(found),
        "merged": seen.filter(merged_into=found).select_related("unit").order_by("pk"),
        "today": today,
        "entries": Entry.objects.about(f"item:{found.pk}")[:ENTRIES],
    }


def _decided_form(name: str, found: Item, request: Request, *, today: dt.date, bind: bool = True) -> ActForm:
    offered: dict[str, Any] = {
        "documents": recent_documents(request, today=today),
        "find": finder(request, today=today),
    }
    if name == "adjust":
        return _content_form(AdjustForm, found, request, today=today, bind=bind, **offered)
    return DropForm(request.POST if bind else None, auto_id="id_drop_%s", **offered)


def _content_form(
    kind: type[ContentForm], found: Item, request: Request, *, today: dt.date, bind: bool = True, **offered: Any
) -> ContentForm:
    leaders: list[Post] = list(selectors.leaders_of(found.body, today=today))
    if found.leader is not None and found.leader not in leaders:
        leaders.append(found.leader)
    data = request.POST if bind and request.method == "POST" else None
    return kind(data, units=_units(found.body), leaders=leaders, initial=said_by(found), **offered)


def _units(top: Unit) -> list[Unit]:
    """Return the units of the tree in which a body stands: some of them lead, others take part."""
    root = top.path.split("/")[1]
    return [unit for unit in organization.all_units() if unit.path.split("/")[1] == root]


def _asked(request: Request, item_id: int) -> tuple[Item, dt.date]:
    today = clock.day_of(clock.now())
    return selectors.get_item(item_id, person=request.user, today=today), today


def _version(request: Request) -> int:
    """Return the version that the page showed; none is one that no item has."""
    return id_of(request.POST.get("version")) or 0


def _answer(request: Request, found: Item, name: str, form: ActForm, service: Any, sentence: str) -> HttpResponse:
    """Call a service with what a form holds; a refusal that can be mended shows the page with the form."""
    if form.run(service, actor=request.user, now=clock.now()):
        messages.success(request, sentence)
        return redirect("programme:item", found.pk)
    return render(request, "programme/item.html", _page(found, request, **{name: form}), status=422)


@require_POST
def withdraw_item(request: Request, item_id: int) -> HttpResponse:
    """Take back what the unit registered."""
    services.withdraw_item(item_id=item_id, version=_version(request), actor=request.user, now=clock.now())
    messages.success(request, _("The item is withdrawn; it stays on record."))
    return redirect("programme:item", item_id)


@require_POST
def gather_item(request: Request, item_id: int) -> HttpResponse:
    """Take an item in."""
    services.gather(versions={item_id: _version(request)}, actor=request.user, now=clock.now())
    messages.success(request, _("The item is gathered."))
    return redirect("programme:item", item_id)


@require_POST
def send_back_item(request: Request, item_id: int) -> HttpResponse:
    """Send an item back to its unit."""
    return _with_reason(request, item_id, "send_back", services.send_back, _("The item is sent back to its unit."))


@require_POST
def leave_out_item(request: Request, item_id: int) -> HttpResponse:
    """Leave an item out."""
    return _with_reason(
        request, item_id, "leave_out", services.leave_out, _("The item is left out; it stays on record.")
    )


def _with_reason(request: Request, item_id: int, name: str, service: Any, sentence: str) -> HttpResponse:
    found, _today = _asked(request, item_id)
    form = ReasonForm(request.POST, auto_id=f"id_{name}_%s")
    versions = {item_id: _version(request)}
    return _answer(request, found, name, form, lambda **values: service(versions=versions, **values), sentence)


@require_POST
def merge_item(request: Request, item_id: int) -> HttpResponse:
    """Merge an item into another one."""
    found, _today = _asked(request, item_id)
    form = MergeForm(request.POST, items=selectors.mergeable(found))
    return _answer(request, found, "merge", form, _of(services.merge_item, request, item_id), _("The item is merged."))


@require_POST
def adjust_item(request: Request, item_id: int) -> HttpResponse:
    """Enter what a decision changes in an item."""
    return _decided(
        request, item_id, "adjust", services.adjust_item, _("The adjustment stands, and its task follows it.")
    )


@require_POST
def drop_item(request: Request, item_id: int) -> HttpResponse:
    """Enter the decision that takes an item out."""
    return _decided(
        request, item_id, "drop", services.drop_item, _("The item is out of the programme; its task is cancelled.")
    )


def _decided(request: Request, item_id: int, name: str, service: Any, sentence: str) -> HttpResponse:
    found, today = _asked(request, item_id)
    lifecycle.require(name, selectors.facts_of(found, actor=request.user, today=today))
    form = _decided_form(name, found, request, today=today)
    return _answer(request, found, name, form, _of(service, request, item_id), sentence)


def _of(service: Any, request: Request, item_id: int) -> Any:
    """Return a service that acts on the item as the page showed it."""
    return lambda **values: service(item_id=item_id, version=_version(request), **values)
