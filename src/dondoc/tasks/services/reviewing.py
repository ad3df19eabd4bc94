"""Deciding on proposals: confirming as printed, skipping, taking a decision back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.documents import services as document_services
from dondoc.documents.choices import State
from dondoc.documents.models import Directive
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import selectors as organization
from dondoc.organization import services as organization_services
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, life_errors, selectors
from dondoc.tasks.choices import ClosesOn, Decision
from dondoc.tasks.models import Awaited, Proposal
from dondoc.tasks.selectors.parties import Known, unit_of

from .collective import set_common
from .particulars import NOTHING_SAID, Particulars, in_words

# Fewer letters than this quote nothing.
SHORTEST_QUOTE = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reviewer decided on one proposal.

    Attributes:
        lead_printed: the words of the document that name the lead; empty when the leader names it.
        due_printed: the words of the document that give the date; empty when the leader sets it.
        said: the product, how much of it, how urgent it is; empty where nothing is said.
        leads: those of several printed leads that get a task each; `lead_unit` is None then.
    """

    action: str
    said: Particulars = NOTHING_SAID
    lead_printed: str = ""
    lead_unit: Unit | None = None
    cooperating: Sequence[Unit] = ()
    due_printed: str = ""
    due_date: dt.date | None = None
    leads: Sequence[Unit] = ()
    closes_on: ClosesOn = ClosesOn.RESULT


def as_it_stands(proposal: Proposal) -> Choice:
    """Return the choice that changes nothing in a proposal."""
    return Choice(
        action=proposal.action,
        said=Particulars.of(proposal),
        lead_printed=proposal.lead_printed,
        lead_unit=proposal.lead_unit,
        cooperating=list(proposal.cooperating.all()),
        due_printed=proposal.due_printed,
        due_date=proposal.due_date,
        leads=[lead.unit for lead in proposal.common_leads.select_related("unit")],
        closes_on=ClosesOn(proposal.closes_on),
    )


@transaction.atomic
def get_for_review(proposal_id: int, *, version: int | None = None, actor: Person, now: dt.datetime) -> Proposal:
    """Return a proposal that the actor may decide on, its document locked where the database can lock.

    Args:
        version: of the proposal as the actor saw it; None when nothing was seen.

    Raises:
        MovedOn: somebody changed it since.
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ProposalGiven: it gave an awaited task its content.
    """
    require_reviewer(actor, now=now)
    seen = documents.at_hand(actor, today=clock.day_of(now))
    proposal = selectors.get_proposal(proposal_id, documents=seen)
    # One decision at a time on a document: handing it over takes the same lock.
    document = document_services.lock(proposal.directive.document)
    if document.state != State.REVIEWING:
        raise errors.ReviewClosed
    proposal.refresh_from_db()
    if proposal.decision == Decision.MERGED:
        raise errors.ProposalMissing
    if version is not None and version != proposal.version:
        raise errors.MovedOn
    refuse_given([proposal])
    return proposal


def refuse_given(proposals: Sequence[Proposal]) -> None:
    """Refuse to decide again on passages that gave an awaited task its content.

    Raises:
        ProposalGiven: one of them did.
    """
    given = Awaited.objects.filter(proposal__in=proposals).select_related("task").first()
    if given is not None:
        raise life_errors.ProposalGiven(code=given.task.code)


@transaction.atomic
def confirm(
    *, proposal_id: int, choice: Choice | None = None, version: int | None = None, actor: Person, now: dt.datetime
) -> Proposal:
    """Confirm a proposal: as printed by the clerk, or with what the document leaves open by the assigning leader.

    Args:
        choice: what the reviewer wrote; None confirms the proposal as it stands.
        version: of the proposal as the reviewer saw it.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ProposalGiven: it gave an awaited task its content.
        ActionEmpty: no words say what to do.
        QuantityUnfit: a number of nothing, or what is counted without its number.
        MovedOn: somebody changed it since.
        LeadNotPrinted: a clerk named a lead that does not stand in the document.
        LeadContradicts: a clerk gave a printed name another unit than goes by it.
        DeadlineNotPrinted: a clerk gave a date without words of the document.
        DeadlineContradicts: the words that a clerk quotes do not give the date.
        DeadlineBeforeToday: the leader's date is past.
        LeadOrLeads, LeadsNotPrinted: see `set_common`.
    """
    proposal = get_for_review(proposal_id, version=version, actor=actor, now=now)
    choice = choice or as_it_stands(proposal)
    if not choice.action.strip():
        raise errors.ActionEmpty
    if not actor.can(Ability.ASSIGN, clock.day_of(now)):
        require_printed(choice, proposal.directive)
    before = _said(proposal)
    proposal.action = choice.action.strip()
    for name, value in choice.said.columns.items():
        setattr(proposal, name, value)
    proposal.closes_on = choice.closes_on
    proposal.lead_unit = choice.lead_unit
    proposal.lead_printed = choice.lead_printed.strip()
    proposal.due_date = choice.due_date
    # A leader's date beside words that do not give it is the leader's, not the document's.
    proposal.due_printed = choice.due_printed.strip() if gives_date(choice, proposal.directive) else ""
    refuse_past_date(proposal, today=clock.day_of(now))
    set_common(proposal, choice.leads, lead_unit=choice.lead_unit)
    proposal.cooperating.set(choice.cooperating)
    _remember(proposal, actor=actor, now=now)
    return _decide(proposal, Decision.CONFIRMED, act="tasks.confirm_proposal", before=before, actor=actor, now=now)


@transaction.atomic
def skip(*, proposal_id: int, version: int | None = None, actor: Person, now: dt.datetime) -> Proposal:
    """Leave a proposal out: no task comes of it.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ProposalGiven: it gave an awaited task its content.
        MovedOn: somebody changed it since.
    """
    proposal = get_for_review(proposal_id, version=version, actor=actor, now=now)
    before = _said(proposal)
    return _decide(proposal, Decision.SKIPPED, act="tasks.skip_proposal", before=before, actor=actor, now=now)


@transaction.atomic
def reopen(*, proposal_id: int, version: int | None = None, actor: Person, now: dt.datetime) -> Proposal:
    """Take a decision on a proposal back.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ProposalGiven: it gave an awaited task its content.
        MovedOn: somebody changed it since.
    """
    proposal = get_for_review(proposal_id, version=version, actor=actor, now=now)
    before = _said(proposal)
    return _decide(proposal, Decision.TODO, act="tasks.reopen_proposal", before=before, actor=actor, now=now)


def require_reviewer(actor: Person, *, now: dt.datetime) -> None:
    """Refuse whoever neither confirms as printed nor assigns.

    Raises:
        MayNotReview: no post of the actor allows it.
    """
    today = clock.day_of(now)
    if not (actor.can(Ability.CONFIRM, today) or actor.can(Ability.ASSIGN, today)):
        raise errors.MayNotReview


def refuse_past_date(proposal: Proposal, *, today: dt.date) -> None:
    """Refuse a leader's date that is past; one that the document prints stands as printed.

    Raises:
        DeadlineBeforeToday: it is.
    """
    if proposal.due_date is not None and not proposal.due_printed and proposal.due_date < today:
        raise errors.DeadlineBeforeToday


def _remember(proposal: Proposal, *, actor: Person, now: dt.datetime) -> None:
    """Keep what a name that nobody goes by was confirmed to mean; offered the next time (design: alias table)."""
    unit, printed = proposal.lead_unit, proposal.lead_printed
    if unit is None or not printed or _named_unit(proposal.directive, printed) is not None:
        return
    issuer = proposal.directive.document.issuer
    if organization.aliases_of(issuer).get(fold(printed)) == unit or organization.matching(printed, [unit]):
        return
    organization_services.remember_name(printed=printed, unit=unit, issuer=issuer, actor=actor, now=now)
    audit.record(
        act="tasks.remember_name",
        subject=f"document:{proposal.directive.document_id}",
        actor=actor,
        now=now,
        after={"name": printed, "lead": unit.name},
    )


def _named_unit(directive: Directive, printed: str) -> Unit | None:
    """Return the unit that goes by a printed name itself, by the document's own short names too."""
    by_itself = {"name": printed, "resolved": None}
    party = next((lead for lead in directive.data["lead"] if lead["name"] == printed), by_itself)
    return unit_of(party, Known(organization.known_units(), {}, directive.document.date))


def require_printed(choice: Choice, directive: Directive) -> None:
    """The clerk confirms what is printed: a lead and a date come with the words of the document that give them.

    Raises:
        LeadNotPrinted, LeadContradicts, DeadlineNotPrinted, DeadlineContradicts: they do not.
    """
    if choice.lead_unit is not None:
        words = choice.lead_printed.strip()
        inferred = {fold(party["name"]) for party in directive.data["lead"]}
        if fold(words) not in inferred and not stands_in(words, directive.document.text):
            raise errors.LeadNotPrinted(words=words or choice.lead_unit.name)
        named = _named_unit(directive, words)
        if named is not None and named != choice.lead_unit:
            raise errors.LeadContradicts(words=words, unit=named.name)
    if choice.due_date is not None:
        words = choice.due_printed.strip()
        if not stands_in(words, directive.document.text):
            raise errors.DeadlineNotPrinted(words=words or format_date(choice.due_date))
        if not gives_date(choice, directive):
            raise errors.DeadlineContradicts(words=words, date=format_date(choice.due_date))


def stands_in(words: str, text: str) -> bool:
    """Say whether words stand in a text as whole words, marks, case and line breaks aside."""
    wanted = fold(words)
    return len(wanted) >= SHORTEST_QUOTE and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(text)) is not None


def gives_date(choice: Choice, directive: Directive) -> bool:
    """Say whether the quoted words give the date: as they were read, or as the reader reads them alone."""
    if choice.due_date is None or not choice.due_printed.strip():
        return False
    read = directive.deadline
    if fold(choice.due_printed) == fold(read["phrase"] or "") and choice.due_date == directive.deadline_date:
        return True
    return documents.day_given_by(choice.due_printed, document=directive.document) == choice.due_date


def _said(proposal: Proposal) -> dict[str, str | list[str]]:
    """Return what a proposal says, for the log."""
    return {
        "decision": proposal.decision,
        "action": proposal.action,
        "product": in_words(proposal),
        "lead": str(proposal.lead_unit or ""),
        "leads": [str(lead.unit) for lead in proposal.common_leads.select_related("unit")],
        "cooperating": [str(unit) for unit in proposal.cooperating.all()],
        "due": str(proposal.due_date or ""),
        "closes_on": str(ClosesOn(proposal.closes_on).label),
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
