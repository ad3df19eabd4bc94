"""The home page."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dondoc.kernel import calendar, clock
from dondoc.kernel.periods import offered, period_of
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import BAR, BLANKS, FILTER_STATES, Filter
from dondoc.tasks.listing import TaskList

from . import selectors
from .context import bell, counts_of, navigation

# The figures on top, each a filter of the list of tasks.
FIGURES = [Filter.DONE, Filter.REVIEW, Filter.IN_TIME, Filter.DUE_SOON, Filter.OVERDUE]


@dataclass(frozen=True, slots=True)
class Look:
    """How a group of things that wait is drawn.

    Attributes:
        button: what the button of a row says.
        act: the address that the button sends to; empty: it leads to the page of the task.
        place: where on that page the act stands.
        state: how the row is coloured.
    """

    label: Any
    icon: str
    button: Any
    act: str = ""
    place: str = ""
    state: str = "review"


# By the name of the group: documents to review, drafts, documents to issue, and those of `tasks.selectors.GROUPS`.
LOOKS = {
    "review": Look(_("Documents to review"), "doc", _("Review")),
    "draft": Look(_("Drafts that wait for you"), "edit", _("Look")),
    "issue": Look(_("Documents to number and issue"), "send", _("Look")),
    "archive": Look(_("Case files due for the archive"), "inbox", _("Look"), state="extend"),
    "end": Look(_("Tasks of recalled documents"), "alert", _("Cancel or replace"), place="h-ending", state="block"),
    "weak": Look(_("Weak points that no task remedies"), "alert", _("Look"), state="block"),
    "correct": Look(_("Corrections to decide"), "edit", _("Look"), place="dinh-chinh"),
    "hand_over": Look(_("To be handed over"), "people", _("Hand over"), place="ban-giao"),
    "accept": Look(_("Results to accept"), "review", _("Accept"), act="tasks:accept-result", place="h-pending"),
    "answer": Look(
        _("Obstacles that wait for your opinion"), "block", _("Give an opinion"), place="vuong-mac", state="block"
    ),
    "extend": Look(_("Extensions to decide"), "clock", _("Look"), place="h-extension"),
    "complete": Look(_("Left open by the document"), "ask", _("Name the lead"), place="h-open", state="block"),
    "fill": Look(_("Awaited tasks whose document has arrived"), "doc", _("Give the content"), place="h-awaited"),
    "cooperate": Look(_("Your unit takes part"), "people", _("Confirm your part"), place="phoi-hop"),
    "take_over": Look(_("New for you"), "task", _("Take over"), act="tasks:take-over"),
    "in_hand": Look(_("In progress"), "edit", _("Update"), place="h-update", state="doing"),
}


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what the person has to see first."""
    now = clock.now()
    today = clock.day_of(now)
    view = TaskList.of(request.GET)
    # Unless the address says else, the work of this year.
    view = TaskList(period=view.period or period_of("year", today).code, is_as_now=view.is_as_now)
    moment = tasks.moment_of(view, today=today)
    names = tasks.names_of(is_as_now=view.is_as_now, today=today)
    by_unit = selectors.unit_counts(request.user, now=now, moment=moment, names=names)
    counts = tasks.total_of(by_unit.values())
    waiting = selectors.waiting_for(request.user, now=now)
    pressing = selectors.pressing(request.user, now=now)
    unit_bars = selectors.unit_bars(by_unit)
    groups = [(group, LOOKS[group.name]) for group in selectors.asks(request.user, waiting=waiting, now=now)]
    context = {
        "today": today,
        "counts": counts,
        "view": view,
        "moment": moment,
        "periods": offered(today),
        "figures": [(name, counts[name]) for name in FIGURES if name in moment.filters],
        "rates": tasks.rates_of(counts),
        "disputed": "" if moment.is_past else dataclasses.replace(view, states=(Filter.DISPUTED,)).query,
        "ended_late": "" if moment.is_past else dataclasses.replace(view, states=(Filter.ENDED_LATE,)).query,
        "blanks": [(name, counts[name]) for name in BLANKS if name in moment.filters],
        "silent_days": tasks.SILENT_DAYS,
        "open": sum(counts[name] for name in (Filter.IN_TIME, Filter.OVERDUE, Filter.NO_DEADLINE)),
        "late": pressing.late,
        "asks": [pair for pair in groups if pair[0].name != tasks.IN_HAND],
        "in_hand": [pair for pair in groups if pair[0].name == tasks.IN_HAND],
        "asked": waiting.total,
        "navigation": navigation(request.path, request.user, waiting=waiting),
        "notices": bell(waiting.unread),
        "counts_url": "",
        "week": pressing.week,
        "unit_bars": unit_bars,
        "longest": max((bar.counts["total"] for bar in unit_bars), default=0),
        "legend_items": [(FILTER_STATES[name], name.label) for name in BAR],
        "document_bars": selectors.document_bars(request.user, now=now),
        "targets": selectors.targets(request.user, now=now),
        "warnings": calendar.calendar_health(today, calendar.load())
        if request.user.can(Ability.ADMINISTER, today)
        else [],
        "may_register": request.user.can(Ability.REGISTER, today),
    }
    return render(request, "home/desk.html", context)


@require_safe
def counts(request: Request) -> HttpResponse:
    """Say how much waits, for the sidebar and the bell of a page that is there already."""
    waiting = selectors.waiting_for(request.user, now=clock.now())
    context = {"counts": counts_of(waiting).items(), "notices": bell(waiting.unread)}
    return render(request, "home/counts.html", context)
