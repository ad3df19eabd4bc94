"""Obstacles and the clock of a task: read the form, one call, back to the task."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import date_of, particulars_of, seen_of, words_of
from dondoc.web.fields import id_of

from .acting import act, done

# What the buttons under the field of an opinion do, and what is said after it.
SAYINGS = {
    "answer": services.answer_obstacle,
    "pass_up": services.pass_obstacle_up,
    "return": services.return_obstacle,
    "ask": services.ask_again,
    "remove": services.remove_obstacle,
}


@require_POST
def raise_obstacle(request: Request, task_id: int) -> HttpResponse:
    """Raise an obstacle with a proposal."""
    text, proposal = words_of(request.POST, "text"), words_of(request.POST, "proposal")
    obstacle = act(request, services.raise_obstacle, task_id, text=text, proposal=proposal)
    return done(request, task_id, _("The obstacle lies with %(unit)s now.") % {"unit": obstacle.lies_with.name})


@require_POST
def say(request: Request, task_id: int) -> HttpResponse:
    """Say something on the open obstacle: an opinion, or words that go along with it."""
    service = SAYINGS.get(request.POST.get("act", ""), services.answer_obstacle)
    stops = service is services.answer_obstacle and bool(request.POST.get("stop_clock"))
    more = {"stop_clock": True} if stops else {}
    seen = seen_of(request.POST.get("seen"))
    act(request, service, task_id, text=words_of(request.POST, "text"), seen=seen, **more)
    return done(request, task_id, _("What you said is recorded."))


@require_POST
def turn_into_part(request: Request, opinion_id: int) -> HttpResponse:
    """Hand an opinion on as a part of the task."""
    to = request.POST.get("to", "")
    part = services.turn_into_part(
        opinion_id=opinion_id,
        action=words_of(request.POST, "action"),
        unit_id=id_of(to.removeprefix("u")) if to.startswith("u") else None,
        person_id=id_of(to.removeprefix("p")) if to.startswith("p") else None,
        due_date=date_of(request.POST.get("date")),
        said=particulars_of(request.POST),
        actor=request.user,
        now=clock.now(),
    )
    whom = part.assignee or part.lead_unit
    return done(
        request, part.parent_id or part.pk, _("%(code)s is handed on to %(whom)s.") % {"code": part.code, "whom": whom}
    )


@require_POST
def pause(request: Request, task_id: int) -> HttpResponse:
    """Stop the clock of the task."""
    act(request, services.pause, task_id, reason=words_of(request.POST, "reason"))
    return done(request, task_id, _("The clock of the task stands still from today on."))


@require_POST
def restart(request: Request, task_id: int) -> HttpResponse:
    """Let the clock of the task run again."""
    act(request, services.restart, task_id)
    return done(request, task_id, _("The clock of the task runs again."))
