"""Corrections: asking for one, deciding on it, and the file sent along."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.tasks import selectors, services
from dondoc.tasks.choices import CorrectionVerdict
from dondoc.tasks.errors import TaskMissing
from dondoc.tasks.forms import date_of, seen_of, target_of, words_of
from dondoc.tasks.models import Correction

from .acting import act, attachment_of, done


@require_POST
def ask_correction(request: Request, task_id: int) -> HttpResponse:
    """Ask for a correction."""
    act(
        request,
        services.ask_correction,
        task_id,
        target=target_of(request.POST.get("target")),
        wrong=words_of(request.POST, "wrong"),
        right=words_of(request.POST, "right"),
        right_date=date_of(request.POST.get("right_date")),
        attachment=attachment_of(request),
    )
    return done(request, task_id, _("The correction is asked for; the task counts as disputed until the decision."))


@require_POST
def decide_correction(request: Request, task_id: int) -> HttpResponse:
    """Accept or refuse the correction; what was accepted is put right."""
    refused = request.POST.get("act") == "refuse"
    verdict = CorrectionVerdict.REFUSED if refused else CorrectionVerdict.ACCEPTED
    act(
        request,
        services.decide_correction,
        task_id,
        verdict=verdict,
        words=words_of(request.POST, "words"),
        seen=seen_of(request.POST.get("seen")),
    )
    return done(request, task_id, _("The decision on the correction is recorded."))


@require_safe
def correction_file(request: Request, correction_id: int) -> FileResponse:
    """Send the file of a correction to somebody who may see its task."""
    visible = selectors.visible_to(request.user, today=clock.day_of(clock.now())).filter(corrections=correction_id)
    kept = Correction.objects.filter(pk=correction_id, file__isnull=False, task__in=visible.values("pk"))
    found = kept.select_related("file").first()
    if found is None or found.file is None:
        raise TaskMissing
    return FileResponse(found.file.content.open(), as_attachment=True, filename=found.file_name)
