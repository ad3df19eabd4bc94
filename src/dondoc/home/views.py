"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import selectors as tasks

from . import selectors


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what the person has to see first."""
    now = clock.now()
    today = clock.day_of(now)
    context = {
        "today": today,
        "counts": tasks.counts(selectors.seen(request.user, now=now), today=today),
        "asks": selectors.asks(request.user, now=now),
        "week": selectors.week(request.user, now=now),
        "unit_bars": selectors.unit_bars(request.user, now=now),
        "document_bars": selectors.document_bars(request.user, now=now),
        "may_register": request.user.can(Ability.REGISTER, today),
    }
    return render(request, "home/desk.html", context)
