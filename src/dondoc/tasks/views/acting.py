"""The steps of a task: read the form, one call, back to where the person was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.documents import files
from dondoc.documents import selectors as documents
from dondoc.documents.errors import FileMissing
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.errors import UnitMissing
from dondoc.organization.requests import Request
from dondoc.tasks import errors, services
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.forms import (
    closes_on_of,
    date_of,
    late_reason_of,
    particulars_of,
    return_reason_of,
    seen_of,
    unit_of,
    words_of,
)
from dondoc.web.fields import id_of


def done(request: Request, task_id: int, sentence: str) -> HttpResponse:
    """Say what happened and go back to the page the person came from."""
    messages.success(request, sentence)
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("tasks:task", task_id)


def act(request: Request, service: Any, task_id: int, **values: Any) -> Any:
    """Call a service as the person of the request, now."""
    return service(task_id=task_id, actor=request.user, now=clock.now(), **values)


def document_of(request: Request) -> Document | None:
    """Return the document that an act rests on; None when none is named."""
    chosen = id_of(request.POST.get("document"))
    if chosen is None:
        return None
    return documents.get(chosen, person=request.user, today=clock.day_of(clock.now()))


@require_POST
def name_lead(request: Request, task_id: int) -> HttpResponse:
    """Name the lead that the document leaves open."""
    unit = unit_of(request.POST.get("unit"))
    if unit is None:
        raise UnitMissing
    task = act(request, services.name_lead, task_id, unit=unit)
    return done(request, task.pk, _("The lead is named."))


@require_POST
def set_deadline(request: Request, task_id: int) -> HttpResponse:
    """Set the date that the document does not give."""
    date = date_of(request.POST.get("date"))
    if date is None:
        raise errors.DateUnreadable(words="")
    act(request, services.set_deadline, task_id, date=date)
    return done(request, task_id, _("The deadline is set, recorded as yours."))


@require_POST
def take_over(request: Request, task_id: int) -> HttpResponse:
    """Take the task over for the unit."""
    act(request, services.take_over, task_id)
    return done(request, task_id, _("The task is taken over."))


@require_POST
def decline(request: Request, task_id: int) -> HttpResponse:
    """Return the task to the side that assigned it."""
    kind = return_reason_of(request.POST.get("kind"))
    act(request, services.decline, task_id, kind=kind, reason=words_of(request.POST, "reason"))
    return done(request, task_id, _("The task is returned to the side that assigned it."))


@require_POST
def hand_on(request: Request, task_id: int) -> HttpResponse:
    """Hand a part on to a unit below ("u" and its id) or to a person of the own unit ("p" and their id)."""
    to = request.POST.get("to", "")
    part = act(
        request,
        services.hand_on,
        task_id,
        unit_id=id_of(to.removeprefix("u")) if to.startswith("u") else None,
        person_id=id_of(to.removeprefix("p")) if to.startswith("p") else None,
        action=words_of(request.POST, "action"),
        due_date=date_of(request.POST.get("date")),
        closes_on=closes_on_of(request.POST.get("closes_on")),
        said=particulars_of(request.POST),
        seen=seen_of(request.POST.get("seen")),
    )
    whom = part.assignee or part.lead_unit
    return done(request, task_id, _("%(code)s is handed on to %(whom)s.") % {"code": part.code, "whom": whom})


def attachment_of(request: Request) -> Attachment | None:
    """Read the file sent along and the date it bears; None when no file was chosen."""
    upload = request.FILES.get("file")
    if upload is None:
        return None
    data, name = files.read_upload(upload)
    return Attachment(data=data, name=name, date=date_of(request.POST.get("date")))


@require_POST
def update(request: Request, task_id: int) -> HttpResponse:
    """Say what was done; a file sent along becomes evidence."""
    text = words_of(request.POST, "text")
    seen = seen_of(request.POST.get("seen"))
    act(request, services.update, task_id, text=text, attachment=attachment_of(request), seen=seen)
    return done(request, task_id, _("The update is recorded."))


@require_POST
def add_evidence(request: Request, task_id: int) -> HttpResponse:
    """Attach a file that proves the result."""
    attachment = attachment_of(request)
    if attachment is None:
        raise FileMissing
    act(request, services.add_evidence, task_id, attachment=attachment)
    return done(request, task_id, _("The evidence is attached."))


@require_POST
def report(request: Request, task_id: int) -> HttpResponse:
    """Report the task as done; a file sent along is evidence of it."""
    text = words_of(request.POST, "text")
    act(
        request,
        services.report,
        task_id,
        text=text,
        attachment=attachment_of(request),
        late_kind=late_reason_of(request.POST.get("late_kind")),
        late_reason=words_of(request.POST, "late_reason"),
    )
    return done(request, task_id, _("The result is reported and waits for acceptance."))


@require_POST
def accept_result(request: Request, task_id: int) -> HttpResponse:
    """Accept the reported result."""
    act(request, services.accept_result, task_id, seen=seen_of(request.POST.get("seen")))
    return done(request, task_id, _("The result is accepted; the task is done."))


@require_POST
def send_back_result(request: Request, task_id: int) -> HttpResponse:
    """Send the reported result back."""
    seen = seen_of(request.POST.get("seen"))
    act(request, services.send_back_result, task_id, reason=words_of(request.POST, "reason"), seen=seen)
    return done(request, task_id, _("The result is sent back with your reason."))
