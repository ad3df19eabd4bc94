"""Answers of cooperating units, and handing over inside the lead unit."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.choices import Participation
from dondoc.tasks.forms import words_of
from dondoc.web.fields import id_of

from .acting import act, done


@require_POST
def answer_cooperation(request: Request, task_id: int) -> HttpResponse:
    """Say what became of the part of the person's unit."""
    declined = request.POST.get("act") == "decline"
    participation = Participation.DECLINED if declined else Participation.CONFIRMED
    text = words_of(request.POST, "text")
    act(request, services.answer_cooperation, task_id, participation=participation, text=text)
    return done(request, task_id, _("The answer of your unit is recorded."))


@require_POST
def reassign(request: Request, task_id: int) -> HttpResponse:
    """Hand the task over to somebody else."""
    person_id, reason = id_of(request.POST.get("person")) or 0, words_of(request.POST, "reason")
    task = act(request, services.reassign, task_id, person_id=person_id, reason=reason)
    return done(request, task_id, _("The task is handed over to %(whom)s.") % {"whom": task.assignee})
