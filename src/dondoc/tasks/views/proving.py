"""Naming what is on record as evidence, and putting newer evidence in the place of older."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.tasks import lifecycle, proof_errors, proof_sources, selectors, services
from dondoc.tasks.forms import SHORT, closes_on_of, date_of, particulars_of, reference_of, words_of
from dondoc.web.fields import id_of

from .acting import act, attachment_of, done


@require_safe
def choose_proof(request: Request, task_id: int) -> HttpResponse:
    """Offer what may be named as evidence of a task: pieces in use, and records that hold the words looked for."""
    today = clock.day_of(clock.now())
    task = selectors.get(task_id, person=request.user, today=today)
    lifecycle.require("add_evidence", selectors.facts(task, actor=request.user, today=today))
    words = words_of(request.GET, "q", length=SHORT)
    context = {
        "task": task,
        "today": today,
        "words": words,
        "offer": selectors.offer_for(task, words=words, person=request.user, today=today),
        "evidence": proof_sources.show(selectors.proofs(task).order_by("-added_at"), person=request.user, today=today),
    }
    return render(request, "tasks/choose_proof.html", context)


@require_POST
def use_proof(request: Request, task_id: int) -> HttpResponse:
    """Name a record, or a piece that proves another task already, as evidence."""
    reference = reference_of(request.POST.get("proof"))
    if reference is None:
        raise proof_errors.ProofMissing
    act(request, services.use_proof, task_id, reference=reference)
    return done(request, task_id, _("The evidence is attached."))


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
        reference=reference_of(request.POST.get("proof")),
    )
    return done(request, task_id, _("The newer evidence stands; the older one stays on record."))


@require_POST
def change_particulars(request: Request, task_id: int) -> HttpResponse:
    """Fill in or correct product, quantity and urgency."""
    said = particulars_of(request.POST)
    act(request, services.change_particulars, task_id, said=said, reason=words_of(request.POST, "reason"))
    return done(request, task_id, _("Product and urgency are recorded."))


@require_POST
def change_closes_on(request: Request, task_id: int) -> HttpResponse:
    """Correct what the task closes on."""
    closes_on = closes_on_of(request.POST.get("closes_on"))
    act(request, services.change_closes_on, task_id, closes_on=closes_on, reason=words_of(request.POST, "reason"))
    return done(request, task_id, _("What the task closes on is corrected."))
