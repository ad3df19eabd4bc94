"""From what was read to tasks: confirming as printed, skipping, handing on in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.documents import services as document_services
from dondoc.documents.choices import State
from dondoc.documents.events import DocumentRegistered
from dondoc.documents.models import Directive, Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, selectors
from dondoc.tasks.choices import DeadlineKind, Decision
from dondoc.tasks.clauses import shortened
from dondoc.tasks.models import Cooperation, Proposal, Task


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


def propose_on(event: DocumentRegistered) -> None:
    """Make one proposal of each directive, inside the act that registers the document."""
    units = organization.all_units()
    for directive in Directive.objects.filter(document_id=event.document_id):
        propose(directive, units=units)


def propose(directive: Directive, *, units: Sequence[Unit]) -> Proposal:
    """Make the proposal of one directive: what is printed, and the unit it means where exactly one fits."""
    leads = directive.data["lead"]
    proposal = Proposal.objects.create(
        directive=directive,
        start=directive.start,
        end=directive.end,
        quote=directive.quote,
        action=shortened(directive.data["action"] or directive.quote),
        lead_printed=leads[0]["name"][:300] if len(leads) == 1 else "",
        lead_unit=unit_of(leads[0], units) if len(leads) == 1 else None,
        due_printed=(directive.deadline["phrase"] or "")[:300] if directive.deadline_date else "",
        due_date=directive.deadline_date,
    )
    found = [unit_of(party, units) for party in directive.data["cooperate"]]
    proposal.cooperating.set([unit for unit in found if unit is not None])
    return proposal


def unit_of(party: dict[str, str | None], units: Sequence[Unit]) -> Unit | None:
    """Return the one unit a printed party means; None when none or several fit."""
    for name in (party["resolved"], party["name"]):
        fitting = organization.matching(name, list(units)) if name else []
        if len(fitting) == 1:
            return fitting[0]
    return None


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


@transaction.atomic
def hand_over(*, document: Document, actor: Person, now: dt.datetime) -> list[Task]:
    """Make tasks of the confirmed proposals and send the document on, all or nothing (giao nhiệm vụ).

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ReviewUnfinished: some proposals wait for a decision.
        NothingConfirmed: every proposal was skipped.
        MayNotChangeState: somebody handed the document on in the meantime.
    """
    _require_reviewer(actor, now=now)
    progress = selectors.progress_of(document)
    if not progress.is_finished:
        raise errors.ReviewUnfinished(count=progress.total - progress.reviewed)
    if not progress.confirmed:
        raise errors.NothingConfirmed
    confirmed = [found for found in selectors.proposals_of(document) if found.decision == Decision.CONFIRMED]
    units = {unit.pk: unit for p in confirmed for unit in [p.lead_unit, *p.cooperating.all()] if unit is not None}
    document_services.hand_on(document=document, units=units.values(), actor=actor, now=now)
    assigning_unit = _assigning_unit(document)
    return [
        _make_task(proposal, document=document, assigning_unit=assigning_unit, actor=actor, now=now)
        for proposal in confirmed
    ]


def keep_in_register(*, document: Document, actor: Person, now: dt.datetime) -> Document:
    """Keep a document without making tasks; see `documents.services.keep_in_register`."""
    return document_services.keep_in_register(document=document, actor=actor, now=now)


def _make_task(
    proposal: Proposal, *, document: Document, assigning_unit: Unit, actor: Person, now: dt.datetime
) -> Task:
    directive = proposal.directive
    report = directive.data["report_to"] or {}
    is_printed_date = bool(proposal.due_printed)
    kind = directive.deadline["kind"] if is_printed_date or not proposal.due_date else DeadlineKind.DATE
    task = Task.objects.create(
        document=document,
        directive=directive,
        quote=proposal.quote,
        action=proposal.action,
        product=proposal.product,
        kind=directive.kind,
        lead_printed=proposal.lead_printed,
        lead_unit=proposal.lead_unit,
        assigning_unit=assigning_unit,
        assigned_by=actor,
        assigned_at=now,
        deadline_kind=DeadlineKind.DATE if is_printed_date and kind == DeadlineKind.NONE else kind,
        deadline_phrase=proposal.due_printed or (directive.deadline["phrase"] or ""),
        deadline_rule=directive.deadline["rule"] or "",
        due_date=proposal.due_date,
        due_recorded_at=now if proposal.due_date else None,
        due_set_by=None if is_printed_date or not proposal.due_date else proposal.reviewed_by,
        report_to=report.get("name") or "",
        report_via=report.get("via") or "",
        search_text=fold(f"{proposal.action} {proposal.quote} {document.number}/{document.symbol}"),
    )
    units = list(proposal.cooperating.all())
    Cooperation.objects.bulk_create(
        Cooperation(task=task, unit=unit_of(party, units), printed=party["name"][:300])
        for party in directive.data["cooperate"]
    )
    known = set(task.cooperations.values_list("unit_id", flat=True))
    Cooperation.objects.bulk_create(
        Cooperation(task=task, unit=unit, printed=unit.name) for unit in units if unit.pk not in known
    )
    audit.record(
        act="tasks.assign",
        subject=f"task:{task.pk}",
        actor=actor,
        now=now,
        after={"document": document.pk, "lead": str(task.lead_unit or ""), "due": str(task.due_date or "")},
    )
    return task


def _assigning_unit(document: Document) -> Unit:
    """Return the unit that issued the document, when it is one of ours; else the top of the register's tree."""
    fitting = organization.matching(document.issuer, organization.all_units())
    if len(fitting) == 1:
        return fitting[0]
    return Unit.objects.get(pk=int(document.registered_in.path.split("/")[1]))


def _require_reviewer(actor: Person, *, now: dt.datetime) -> None:
    today = clock.day_of(now)
    if not (actor.can(Ability.CONFIRM, today) or actor.can(Ability.ASSIGN, today)):
        raise errors.MayNotReview


@transaction.atomic
def get_for_review(proposal_id: int, *, actor: Person, now: dt.datetime) -> Proposal:
    """Return a proposal that the actor may decide on.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
    """
    _require_reviewer(actor, now=now)
    seen = documents.visible_to(actor, today=clock.day_of(now))
    proposal = selectors.get_proposal(proposal_id, documents=seen)
    if proposal.directive.document.state != State.REVIEWING:
        raise errors.ReviewClosed
    return proposal


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
