"""The administrator's screens of the organisation: the tree of a day, a unit over time, groups of units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from dondoc.audit.selectors import entries
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import parse_date
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.models import Unit
from dondoc.organization.requests import Request
from dondoc.organization.units import selectors, services

from . import forms

PER_PAGE = 100
# How many names the browser offers while one is typed, and how many entries of the log a unit's page shows.
OFFERED, ENTRIES = 300, 20


def _administered(request: Request) -> dt.date:
    """Let an administrator through and return the day of today."""
    today = clock.day_of(clock.now())
    require_administrator(request.user, today=today)
    return today


def _asked_day(request: Request, today: dt.date) -> dt.date:
    return parse_date(request.GET.get("ngay", "")) or today


@require_safe
def units(request: Request) -> HttpResponse:
    """Show the tree as it stood on a day."""
    today = _administered(request)
    day, words = _asked_day(request, today), request.GET.get("ten", "")[:100]
    rows = selectors.tree_on(day)
    found = selectors.named(rows, words) if words else rows
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("trang")),
        "day": day,
        "is_today": day == today,
        "words": words,
        "total": len(rows),
    }
    return render(request, "organization/units.html", context)


@require_safe
def unit(request: Request, unit_id: int) -> HttpResponse:
    """Show one unit: as it was on a day, and over time."""
    today = _administered(request)
    day, shown = _asked_day(request, today), selectors.get_unit(unit_id)
    version = shown.version_on(day)
    context = {
        "unit": shown,
        "day": day,
        "is_today": day == today,
        "version": version,
        "above": selectors.named_on([version.names.parent_id], day) if version else [],
        "below": selectors.named_on(selectors.below_on(shown, day), day),
        "versions": selectors.history(shown),
        "happenings": selectors.happenings_of(shown),
        "origins": selectors.origins_of(shown),
        "posts": selectors.posts_in(shown, day),
        "memberships": selectors.memberships_of(shown, day),
        "entries": entries(subject=f"unit:{shown.pk}")[:ENTRIES],
    }
    return render(request, "organization/unit.html", context)


@dataclass(frozen=True, slots=True)
class Act:
    """What a form does to a unit: its words, and the service it calls."""

    form: type[forms.DecisionForm]
    service: Callable[..., Any]
    title: str | Promise
    about: str | Promise
    button: str | Promise
    done: str | Promise
    is_final: bool = False


RENAME = Act(
    forms.NamesForm, services.rename_unit, gettext_lazy("New names"),
    gettext_lazy("Documents of earlier days go on naming it as it was. A slip is mended by giving the same day again."),
    gettext_lazy("Record the names"), gettext_lazy("The names are recorded."),
)  # fmt: skip
NAME_EARLIER = Act(
    forms.EarlierNamesForm, services.add_earlier_names, gettext_lazy("Earlier names"),
    gettext_lazy("What it was called before the first names on record, so that old documents are understood."),
    gettext_lazy("Record the names"), gettext_lazy("The names are recorded."),
)  # fmt: skip
TRANSFER = Act(
    forms.TransferForm, services.transfer_unit, gettext_lazy("Transfer to another unit above"),
    gettext_lazy("It moves with everything below it. Whoever sees the new unit above sees its records from then on."),
    gettext_lazy("Record the transfer"), gettext_lazy("The transfer is recorded."),
)  # fmt: skip
MERGE = Act(
    forms.MergeForm, services.merge_unit, gettext_lazy("Merge into another unit"),
    gettext_lazy("It ends. The units below it move to the other one, which sees its records; its posts end."),
    gettext_lazy("Record the merger"), gettext_lazy("The merger is recorded."), is_final=True,
)  # fmt: skip
SPLIT = Act(
    forms.SplitForm, services.split_unit, gettext_lazy("Split up or split off"),
    gettext_lazy("The new units stand where it stands. Who goes on with its tasks is for a person to say."),
    gettext_lazy("Record the split"), gettext_lazy("The split is recorded."), is_final=True,
)  # fmt: skip
DISSOLVE = Act(
    forms.DecisionForm, services.dissolve_unit, gettext_lazy("Dissolve"),
    gettext_lazy("It ends and none follows it: its posts end, its open tasks must be handed to somebody."),
    gettext_lazy("Record the end"), gettext_lazy("The end of the unit is recorded."), is_final=True,
)  # fmt: skip


def rename(request: Request, unit_id: int) -> HttpResponse:
    """Give a unit new names."""
    return _change(request, unit_id, RENAME)


def name_earlier(request: Request, unit_id: int) -> HttpResponse:
    """Write down what a unit was called before."""
    return _change(request, unit_id, NAME_EARLIER)


def transfer(request: Request, unit_id: int) -> HttpResponse:
    """Put a unit under another one."""
    return _change(request, unit_id, TRANSFER)


def merge(request: Request, unit_id: int) -> HttpResponse:
    """Merge a unit into another one."""
    return _change(request, unit_id, MERGE)


def split(request: Request, unit_id: int) -> HttpResponse:
    """Split a unit."""
    return _change(request, unit_id, SPLIT)


def dissolve(request: Request, unit_id: int) -> HttpResponse:
    """End a unit."""
    return _change(request, unit_id, DISSOLVE)


def _change(request: Request, unit_id: int, act: Act) -> HttpResponse:
    """Show the form of an act on a unit, or do it."""
    today = _administered(request)
    shown = selectors.get_unit(unit_id)
    first = shown.versions[0].names if act is NAME_EARLIER else shown.versions[-1].names
    form = act.form(request.POST or None, initial=first.as_fields() | {"version": shown.version})
    if request.method == "POST" and form.run(act.service, unit_id=unit_id, actor=request.user, now=clock.now()):
        messages.success(request, str(act.done))
        return redirect("organization:unit", unit_id)
    context = {
        "unit": shown,
        "act": act,
        "form": form,
        "posts": selectors.posts_in(shown, today) if act.is_final else [],
        "below": selectors.named_on(selectors.below_on(shown, today), today) if act.is_final else [],
        "offered": _offered(but=shown) if act in (TRANSFER, MERGE) else [],
    }
    return render(request, "organization/unit_change.html", context, status=422 if form.errors else 200)


def _offered(*, but: Unit | None = None) -> list[str]:
    """Return names that the browser offers while one is typed; in a large organisation only the first ones."""
    return [label for label, unit in selectors.labels().items() if unit != but][:OFFERED]


def found(request: Request) -> HttpResponse:
    """Add a unit."""
    _administered(request)
    above = request.GET.get("tren", "")
    form = forms.FoundForm(request.POST or None, initial={"parent": above[:420]})
    if request.method == "POST" and form.run(services.found_unit, actor=request.user, now=clock.now()):
        messages.success(request, _("The unit is in the tree."))
        return redirect("organization:unit", form.result.pk)
    context = {"form": form, "offered": _offered()}
    return render(request, "organization/unit_found.html", context, status=422 if form.errors else 200)


def groups(request: Request) -> HttpResponse:
    """Show the groups with their members of a day, and make new ones."""
    today = _administered(request)
    form = forms.GroupForm(request.POST or None)
    if request.method == "POST" and form.run(services.make_group, actor=request.user, now=clock.now()):
        messages.success(request, _("The group is made. Put its units into it."))
        return redirect("organization:unit-groups")
    return _groups(request, today, form=form)


def _groups(request: Request, today: dt.date, *, form: forms.GroupForm, **wrong: Any) -> HttpResponse:
    day = _asked_day(request, today)
    context = {
        "groups": selectors.groups(day),
        "day": day,
        "is_today": day == today,
        "form": form,
        "member_form": forms.MemberForm(),
        "day_form": forms.DayForm(),
        "offered": _offered(),
    }
    status = 422 if form.errors or wrong else 200
    return render(request, "organization/unit_groups.html", context | wrong, status=status)


@require_POST
def add_member(request: Request, group_id: int) -> HttpResponse:
    """Put a unit into a group."""
    today = _administered(request)
    group, form = selectors.get_group(group_id), forms.MemberForm(request.POST)
    if form.run(services.add_member, group_id=group_id, actor=request.user, now=clock.now()):
        messages.success(request, _("The unit is in the group."))
        return redirect("organization:unit-groups")
    return _groups(request, today, form=forms.GroupForm(), wrong_group=group, member_form=form)


@require_POST
def end_membership(request: Request, member_id: int) -> HttpResponse:
    """Take a unit out of a group."""
    today = _administered(request)
    member, form = selectors.get_member(member_id), forms.DayForm(request.POST)
    if form.run(services.end_membership, member_id=member_id, actor=request.user, now=clock.now()):
        messages.success(request, _("The unit is out of the group from that day on."))
        return redirect("organization:unit-groups")
    return _groups(request, today, form=forms.GroupForm(), wrong_member=member, day_form=form)
