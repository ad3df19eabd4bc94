"""Deciding on proposals: confirming as printed, skipping, taking a decision back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.documents.choices import State
from dondoc.documents.models import Directive
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization import services as organization_services
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, selectors
from dondoc.tasks.choices import Decision
from dondoc.tasks.models import Proposal

from .proposing import Known, unit_of


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reviewer decided on one proposal.

    Attributes:
        lead_printed: the words of the document that name the lead; empty when the leader names it.
        due_printed: the words of the document that give the date; empty when the leader sets it.
    """

    action: str
    product: str = ""
    lead_printed: str = ""
    lead_unit: Unit | None = None
    cooperating: Sequence[Unit] = ()
    due_printed: str = ""
    due_date: dt.date | None = None


def as_it_stands(proposal: Proposal) -> Choice:
    """Return the choice that changes nothing in a proposal."""
    return Choice(
        action=proposal.action,
        product=proposal.product,
        lead_printed=proposal.lead_printed,
        lead_unit=proposal.lead_unit,
        cooperating=list(proposal.cooperating.all()),
        due_printed=proposal.due_printed,
        due_date=proposal.due_date,
    )


@transaction.atomic
def get_for_review(proposal_id: int, *, actor: Person, now: dt.datetime) -> Proposal:
    """Return a proposal that the actor may decide on.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
    """
    require_reviewer(actor, now=now)
    seen = documents.visible_to(actor, today=clock.day_of(now))
    proposal = selectors.get_proposal(proposal_id, documents=seen)
    if proposal.directive.document.state != State.REVIEWING:
        raise errors.ReviewClosed
    return proposal


@transaction.atomic
def confirm(*, proposal_id: int, choice: Choice | None = None, actor: Person, now: dt.datetime) -> Proposal:
    """Confirm a proposal: as printed by the clerk, or with what the document leaves open by the assigning leader.

    Args:
        choice: what the reviewer wrote; None confirms the proposal as it stands.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ActionEmpty: no words say what to do.
        LeadNotPrinted: a clerk named a lead that does not stand in the document.
        DeadlineNotPrinted: a clerk gave a date that does not stand in the document.
    """
    proposal = get_for_review(proposal_id, actor=actor, now=now)
    choice = choice or as_it_stands(proposal)
    if not choice.action.strip():
        raise errors.ActionEmpty
    if not actor.can(Ability.ASSIGN, clock.day_of(now)):
        _require_printed(choice, proposal.directive)
    before = _said(proposal)
    proposal.action = choice.action.strip()
    proposal.product = choice.product.strip()
    proposal.lead_unit = choice.lead_unit
    proposal.lead_printed = choice.lead_printed.strip()
    proposal.due_date = choice.due_date
    proposal.due_printed = choice.due_printed.strip() if choice.due_date else ""
    proposal.cooperating.set(choice.cooperating)
    _remember(proposal, actor=actor, now=now)
    return _decide(proposal, Decision.CONFIRMED, act="tasks.confirm_proposal", before=before, actor=actor, now=now)


@transaction.atomic
def skip(*, proposal_id: int, actor: Person, now: dt.datetime) -> Proposal:
    """Leave a proposal out: no task comes of it.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
    """
    proposal = get_for_review(proposal_id, actor=actor, now=now)
    before = _said(proposal)
    return _decide(proposal, Decision.SKIPPED, act="tasks.skip_proposal", before=before, actor=actor, now=now)


@transaction.atomic
def reopen(*, proposal_id: int, actor: Person, now: dt.datetime) -> Proposal:
    """Take a decision on a proposal back.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
    """
    proposal = get_for_review(proposal_id, actor=actor, now=now)
    before = _said(proposal)
    return _decide(proposal, Decision.TODO, act="tasks.reopen_proposal", before=before, actor=actor, now=now)


def require_reviewer(actor: Person, *, now: dt.datetime) -> None:
    today = clock.day_of(now)
    if not (actor.can(Ability.CONFIRM, today) or actor.can(Ability.ASSIGN, today)):
        raise errors.MayNotReview


def _remember(proposal: Proposal, *, actor: Person, now: dt.datetime) -> None:
    """Keep what a printed name was confirmed to mean, where its own words do not say so; offered the next time."""
    unit, printed = proposal.lead_unit, proposal.lead_printed
    if unit is None or not printed:
        return
    issuer = proposal.directive.document.issuer
    known = Known(organization.all_units(), organization.aliases_of(issuer))
    party = next(
        (p for p in proposal.directive.data["lead"] if p["name"] == printed), {"name": printed, "resolved": None}
    )
    if unit_of(party, known) != unit:
        organization_services.remember_name(printed=printed, unit=unit, issuer=issuer, actor=actor, now=now)


def _require_printed(choice: Choice, directive: Directive) -> None:
    """The clerk confirms what is printed: a lead and a date come with the words of the document that give them."""
    text = fold(directive.document.text)
    inferred = {fold(party["name"]) for party in directive.data["lead"]}
    if choice.lead_unit is not None:
        words = fold(choice.lead_printed)
        if not words or (words not in text and words not in inferred):
            raise errors.LeadNotPrinted(words=choice.lead_printed or choice.lead_unit.name)
    if choice.due_date is not None and (not fold(choice.due_printed) or fold(choice.due_printed) not in text):
        raise errors.DeadlineNotPrinted(words=choice.due_printed or choice.due_date.strftime("%d/%m/%Y"))


def _said(proposal: Proposal) -> dict[str, str | list[str]]:
    """Return what a proposal says, for the log."""
    return {
        "decision": proposal.decision,
        "action": proposal.action,
        "product": proposal.product,
        "lead": str(proposal.lead_unit or ""),
        "cooperating": [str(unit) for unit in proposal.cooperating.all()],
        "due": str(proposal.due_date or ""),
    }


def _decide(
    proposal: Proposal,
    decision: Decision,
    *,
    act: str,
    before: dict[str, str | list[str]],
    actor: Person,
    now: dt.datetime,
) -> Proposal:
    proposal.decision = decision
    proposal.reviewed_by = actor
    proposal.reviewed_at = now
    proposal.version += 1
    proposal.save()
    after = {key: value for key, value in _said(proposal).items() if value != before[key]}
    audit.record(
        act=act,
        subject=f"document:{proposal.directive.document_id}",
        actor=actor,
        now=now,
        before={"proposal": proposal.quote[:80], **{key: before[key] for key in after}},
        after={"proposal": proposal.quote[:80], **after},
    )
    return proposal
