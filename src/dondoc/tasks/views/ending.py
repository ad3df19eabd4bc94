"""Cancelling and replacing a task, and handing over what somebody who left still leads."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import SHORT, date_of, seen_of, words_of

from .acting import act, document_of, done


@require_POST
def cancel(request: Request, task_id: int) -> HttpResponse:
    """Cancel the task."""
    act(
        request,
        services.cancel,
        task_id,
        reason=words_of(request.POST, "reason"),
        document=document_of(request),
        seen=seen_of(request.POST.get("seen")),
    )
    return done(request, task_id, _("The task is cancelled and not counted from now on."))


@require_POST
def replace(request: Request, task_id: int) -> HttpResponse:
    """Put another task in the place of this one."""
    successor = act(
        request,
        services.replace,
        task_id,
        reason=words_of(request.POST, "reason"),
        code=words_of(request.POST, "code", length=SHORT),
        action=words_of(request.POST, "action"),
        due_date=date_of(request.POST.get("date")),
        document=document_of(request),
        seen=seen_of(request.POST.get("seen")),
    )
    return done(request, successor.pk, _("This task stands in the place of NV-%(code)s now.") % {"code": task_id})
