"""The reading screen: paper on the left, proposals on the right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from dondoc.documents import paper
from dondoc.documents import selectors as documents
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.forms import choice_of
from dondoc.tasks.models import Proposal
from dondoc.web.fields import id_of
from dondoc.web.shortcuts import wants_fragment


def proposal_context(request: Request, document: Document) -> dict[str, Any]:
    """Return what the card of a proposal needs beside the proposal."""
    return {
        "document": document,
        "may_assign": request.user.can(Ability.ASSIGN, clock.day_of(clock.now())),
        "may_keep": documents.keeps_register_of(document, person=request.user, today=clock.day_of(clock.now())),
        "progress": selectors.progress_of(document),
    }


@require_safe
def review(request: Request, document_id: int) -> HttpResponse:
    """Show a document beside the proposals made of it."""
    today = clock.day_of(clock.now())
    if not (request.user.can(Ability.CONFIRM, today) or request.user.can(Ability.ASSIGN, today)):
        raise errors.MayNotReview
    document = documents.get_at_hand(document_id, person=request.user, today=today)
    proposals = selectors.proposals_of(document)
    context = proposal_context(request, document) | {
        "units": organization.all_units(),
        "paragraphs": paper.lay_out(document.text, document.reading, [(p.start, p.end) for p in proposals]),
        "proposals": proposals,
        "decisions": {p.number - 1: p.decision for p in proposals},
    }
    edited = [proposal for proposal in proposals if str(proposal.number) == request.GET.get("sua")]
    return render(request, "tasks/review.html", context | (fields_of(edited[0]) if edited else {}))


@require_http_methods(["GET", "POST"])
def decide(request: Request, proposal_id: int) -> HttpResponse:
    """Decide on one proposal and answer with its card, or with the page; asked for, give its fields."""
    now = clock.now()
    act = request.POST.get("act", "edit" if request.method == "GET" else "confirm")
    version = id_of(request.POST.get("version"))
    if act in ("split", "merge"):
        return divide(request, proposal_id, act)
    if act == "edit":
        proposal = services.get_for_review(proposal_id, actor=request.user, now=now)
    elif act == "skip":
        proposal = services.skip(proposal_id=proposal_id, version=version, actor=request.user, now=now)
    elif act == "reopen":
        proposal = services.reopen(proposal_id=proposal_id, version=version, actor=request.user, now=now)
    else:
        choice = choice_of(request.POST) if "action" in request.POST else None
        proposal = services.confirm(
            proposal_id=proposal_id, choice=choice, version=version, actor=request.user, now=now
        )
    return card(request, proposal, is_edited=act == "edit")


def divide(request: Request, proposal_id: int, act: str) -> HttpResponse:
    """Split a proposal or merge it into the one before; the cards after it are numbered anew, so the page is.

    The page is loaded again in place: an address that differs in its fragment only would load nothing.
    """
    now = clock.now()
    if act == "merge":
        left = services.merge(proposal_id=proposal_id, actor=request.user, now=now)
    else:
        border = id_of(request.POST.get("border")) or 0
        left, _right = services.split(proposal_id=proposal_id, border=border, actor=request.user, now=now)
    return HttpResponseClientRefresh() if wants_fragment(request) else redirect(address_of(numbered(left)))


def card(request: Request, proposal: Proposal, *, is_edited: bool) -> HttpResponse:
    """Answer with the card of a proposal, or without htmx with the page it stands on."""
    proposal = numbered(proposal)
    if not wants_fragment(request):
        return redirect(address_of(proposal, is_edited=is_edited))
    document = proposal.directive.document
    context = proposal_context(request, document) | {"proposal": proposal}
    if is_edited:
        return render(request, "tasks/_proposal.html", context | fields_of(proposal))
    return render(request, "tasks/_decided.html", context | {"is_swap": True})


def fields_of(proposal: Proposal) -> dict[str, Any]:
    """Return what the fields of an edited card need: its number, and the units its printed lead may mean."""
    open_lead = proposal.lead_unit_id is None and proposal.lead_printed
    candidates = organization.candidates(proposal.lead_printed, organization.all_units()) if open_lead else []
    return {"editing": proposal.number, "candidates": candidates}


def numbered(proposal: Proposal) -> Proposal:
    """Return the proposal as the screen numbers it."""
    return next(p for p in selectors.proposals_of(proposal.directive.document) if p.pk == proposal.pk)


def address_of(proposal: Proposal, *, is_edited: bool = False) -> str:
    """Return where a proposal stands on its page."""
    page = reverse("tasks:review", args=[proposal.directive.document_id])
    return f"{page}{f'?sua={proposal.number}' if is_edited else ''}#de-xuat-{proposal.number}"


@require_POST
def hand_over(request: Request, document_id: int) -> HttpResponse:
    """Make tasks of what was confirmed and open them."""
    now = clock.now()
    document = documents.get_at_hand(document_id, person=request.user, today=clock.day_of(now))
    made = services.hand_over(document=document, actor=request.user, now=now)
    messages.success(
        request,
        ngettext("%(count)s task was assigned.", "%(count)s tasks were assigned.", len(made)) % {"count": len(made)},
    )
    return redirect(f"{reverse('tasks:list')}?van-ban={document.pk}")


@require_POST
def keep(request: Request, document_id: int) -> HttpResponse:
    """Keep the document in the register without tasks."""
    now = clock.now()
    document = documents.get_at_hand(document_id, person=request.user, today=clock.day_of(now))
    services.keep_in_register(document=document, actor=request.user, now=now)
    messages.success(request, _("The document is kept in the register; no tasks were made."))
    return redirect("documents:document", document.pk)
