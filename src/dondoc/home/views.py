"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dondoc.kernel import calendar, clock
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import BAR, BLANKS, FILTER_STATES, Filter

from . import selectors

# The figures on top, each a filter of the list of tasks.
FIGURES = [Filter.DONE, Filter.REVIEW, Filter.IN_TIME, Filter.DUE_SOON, Filter.OVERDUE]


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what the person has to see first."""
    now = clock.now()
    today = clock.day_of(now)
    by_unit = selectors.unit_counts(request.user, now=now)
    counts = tasks.total_of(by_unit.values())
    asks = selectors.asks(request.user, now=now)
    unit_bars = selectors.unit_bars(by_unit)
    context = {
        "today": today,
        "counts": counts,
        "figures": [(name, counts[name]) for name in FIGURES],
        "arisen": counts["total"] - counts["carried"],
        "rates": tasks.rates_of(counts),
        "blanks": [(name, counts[name]) for name in BLANKS],
        "open": sum(counts[name] for name in (Filter.IN_TIME, Filter.OVERDUE, Filter.NO_DEADLINE)),
        "late": selectors.late(request.user, now=now),
        "asks": asks,
        "asked": sum(group.total for group in asks),
        "week": selectors.week(request.user, now=now),
        "unit_bars": unit_bars,
        "longest": max((bar.counts["total"] for bar in unit_bars), default=0),
        "legend_items": [(FILTER_STATES[name], name.label) for name in BAR],
        "document_bars": selectors.document_bars(request.user, now=now),
        "warnings": calendar.calendar_health(today, calendar.load())
        if request.user.can(Ability.ADMINISTER, today)
        else [],
        "may_register": request.user.can(Ability.REGISTER, today),
    }
    return render(request, "home/desk.html", context)
