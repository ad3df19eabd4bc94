"""The reading screen: paper on the left, proposals on the right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.documents import paper
from dondoc.documents import selectors as documents
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.forms import choice_of


def proposal_context(request: Request, document: Document) -> dict[str, Any]:
    """Return what the card of a proposal needs beside the proposal."""
    return {
        "document": document,
        "may_assign": request.user.can(Ability.ASSIGN, clock.day_of(clock.now())),
        "progress": selectors.progress_of(document),
    }


@require_safe
def review(request: Request, document_id: int) -> HttpResponse:
    """Show a document beside the proposals made of it."""
    today = clock.day_of(clock.now())
    if not (request.user.can(Ability.CONFIRM, today) or request.user.can(Ability.ASSIGN, today)):
        raise errors.MayNotReview
    document = documents.get(document_id, person=request.user, today=today)
    proposals = list(selectors.proposals_of(document))
    context = proposal_context(request, document) | {
        "units": organization.all_units(),
        "paragraphs": paper.lay_out(document.text, document.reading),
        "proposals": proposals,
        "editing": int(editing) if (editing := request.GET.get("sua", "")).isdigit() else None,
        "decisions": {p.directive.position - 1: p.decision for p in proposals},
    }
    return render(request, "tasks/review.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: Request, proposal_id: int) -> HttpResponse:
    """Confirm, skip or reopen one proposal; answer with its card, or with the page. Asked for, give its fields."""
    now = clock.now()
    if request.method == "GET":
        return edit(request, proposal_id)
    act = request.POST.get("act")
    if act == "skip":
        proposal = services.skip(proposal_id=proposal_id, actor=request.user, now=now)
    elif act == "reopen":
        proposal = services.reopen(proposal_id=proposal_id, actor=request.user, now=now)
    else:
        choice = choice_of(request.POST) if "action" in request.POST else None
        proposal = services.confirm(proposal_id=proposal_id, choice=choice, actor=request.user, now=now)
    document = proposal.directive.document
    if not request.htmx:
        position = proposal.directive.position
        return redirect(f"{reverse('tasks:review', args=[document.pk])}#de-xuat-{position}")
    context = proposal_context(request, document) | {"proposal": proposal, "is_swap": True}
    return render(request, "tasks/_decided.html", context)


def edit(request: Request, proposal_id: int) -> HttpResponse:
    """Show one card with its fields."""
    proposal = services.get_for_review(proposal_id, actor=request.user, now=clock.now())
    position = proposal.directive.position
    if not request.htmx:
        page = reverse("tasks:review", args=[proposal.directive.document_id])
        return redirect(f"{page}?sua={position}#de-xuat-{position}")
    context = proposal_context(request, proposal.directive.document) | {"proposal": proposal, "editing": position}
    return render(request, "tasks/_proposal.html", context)


@require_POST
def hand_over(request: Request, document_id: int) -> HttpResponse:
    """Make tasks of what was confirmed and open them."""
    now = clock.now()
    document = documents.get(document_id, person=request.user, today=clock.day_of(now))
    made = services.hand_over(document=document, actor=request.user, now=now)
    messages.success(
        request,
        ngettext("%(count)s task was assigned.", "%(count)s tasks were assigned.", len(made)) % {"count": len(made)},
    )
    return redirect(f"{reverse('tasks:list')}?van-ban={document.pk}")
