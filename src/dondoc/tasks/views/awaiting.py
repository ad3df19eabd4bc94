"""Tasks whose own document is not in hand: read the form, one call, back to the task."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import PLACE, SHORT, choice_of, words_of
from dondoc.web.fields import id_of

from .acting import act, done


@require_POST
def fill(request: Request, task_id: int) -> HttpResponse:
    """Give an awaited task what a passage of its document says."""
    task = act(request, services.fill, task_id, proposal_id=id_of(request.POST.get("proposal")) or 0)
    return done(request, task.pk, _("The task has its content now and is assigned; it counts from today on."))


@require_POST
def fill_by_hand(request: Request, task_id: int) -> HttpResponse:
    """Give an awaited task what a passage says that was not read in its document."""
    words = words_of(request.POST, "words")
    place = words_of(request.POST, "place", length=PLACE)
    task = act(request, services.fill_by_hand, task_id, words=words, place=place, choice=choice_of(request.POST))
    return done(request, task.pk, _("The task has its content now and is assigned; it counts from today on."))


@require_POST
def stand_for(request: Request, task_id: int) -> HttpResponse:
    """Say which task of its document an awaited one is."""
    found = act(request, services.stand_for, task_id, code=words_of(request.POST, "code", length=SHORT))
    return done(request, found.pk, _("This task goes on in the place of the awaited one."))


@require_POST
def discard(request: Request, task_id: int) -> HttpResponse:
    """Give an awaited task up."""
    act(request, services.discard, task_id, reason=words_of(request.POST, "reason"))
    return done(request, task_id, _("The awaited task is given up."))
