"""Putting newer evidence in the place of older."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import date_of, id_of, words_of

from .acting import act, attachment_of, done


@require_POST
def supersede_evidence(request: Request, task_id: int) -> HttpResponse:
    """Put a newer piece in the place of one."""
    act(
        request,
        services.supersede_evidence,
        task_id,
        evidence_id=id_of(request.POST.get("evidence")) or 0,
        date=date_of(request.POST.get("date")),
        reason=words_of(request.POST, "reason"),
        attachment=attachment_of(request),
    )
    return done(request, task_id, _("The newer evidence stands; the older one stays on record."))
