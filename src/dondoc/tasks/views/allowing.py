"""How many working days people have: what held and holds, and a new time from now on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import SHORT, words_of
from dondoc.tasks.models import AnswerTime, TakeOverTime
from dondoc.web.fields import id_of


@require_http_methods(["GET", "POST"])
def answer_time(request: Request) -> HttpResponse:
    """Show how long an answer to an obstacle may take, and change it."""
    if request.method == "POST":
        said = _("The time for answers is set; clocks that run already stay as they are.")
        return _set(request, services.set_answer_time, said, "tasks:answer-time")
    words = {
        "title": _("Time for answers"),
        "lead": _("How many working days whoever an obstacle lies with has for the answer."),
        "none": _("Nobody set a time yet; obstacles go up without one."),
    }
    return _page(request, AnswerTime, words)


@require_http_methods(["GET", "POST"])
def take_over_time(request: Request) -> HttpResponse:
    """Show how long a lead has to take a task over, and change it."""
    if request.method == "POST":
        said = _("The time for taking over is set; what was given before keeps its own.")
        return _set(request, services.set_take_over_time, said, "tasks:take-over-time")
    words = {
        "title": _("Time for taking over"),
        "lead": _("How many working days a lead unit has to take a task over or return it."),
        "none": _("Nobody set a time yet; no clock runs for what is not taken over."),
    }
    return _page(request, TakeOverTime, words)


def _set(request: Request, service: Callable[..., Any], said: str, back: str) -> HttpResponse:
    service(
        working_days=id_of(request.POST.get("days")) or 0,
        source=words_of(request.POST, "source", length=SHORT),
        actor=request.user,
        now=clock.now(),
    )
    messages.success(request, said)
    return redirect(back)


def _page(request: Request, model: type[AnswerTime | TakeOverTime], words: dict[str, str]) -> HttpResponse:
    times = list(model.objects.select_related("set_by").order_by("-set_at", "-pk"))
    may_set = request.user.can(Ability.ASSIGN, clock.day_of(clock.now()))
    return render(request, "tasks/time_allowed.html", words | {"times": times, "may_set": may_set})
