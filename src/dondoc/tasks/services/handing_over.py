"""From confirmed proposals to tasks, all in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import services as document_services
from dondoc.documents.events import DocumentIssued
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, selectors
from dondoc.tasks.choices import ClosesOn, DeadlineKind, Decision, Stage
from dondoc.tasks.models import Proposal, Task
from dondoc.tasks.selectors.parties import Known, unit_of

from .dues import let_take_part, make_task
from .proposing import propose_all
from .reviewing import refuse_past_date, require_reviewer


@transaction.atomic
def hand_over(*, document: Document, actor: Person, now: dt.datetime) -> list[Task]:
    """Make tasks of the confirmed proposals and send the document on, all or nothing (giao nhiệm vụ).

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ReviewUnfinished: some proposals wait for a decision.
        NothingConfirmed: every proposal was skipped.
        DeadlineBeforeToday: a date that the leader set has passed since it was confirmed.
        MayNotChangeState: somebody handed the document on in the meantime.
    """
    require_reviewer(actor, now=now)
    document_services.lock(document)
    progress = selectors.progress_of(document)
    if not progress.is_finished:
        raise errors.ReviewUnfinished(count=progress.total - progress.reviewed)
    if not progress.confirmed:
        raise errors.NothingConfirmed
    for proposal in selectors.proposals_of(document):
        if proposal.decision == Decision.CONFIRMED:
            refuse_past_date(proposal, today=clock.day_of(now))
    return _make_all(document, actor=actor, now=now)


def assign_on(event: DocumentIssued) -> None:
    """Make the tasks of a document that we issue, inside that act: its duties were composed, and signed as they are."""
    document = Document.objects.defer("text").get(pk=event.document_id)
    actor = Person.objects.get(pk=event.actor_id)
    propose_all(document)
    proposals = Proposal.objects.filter(directive__document=document)
    if not proposals.update(decision=Decision.CONFIRMED, reviewed_by=actor, reviewed_at=event.at):
        document_services.keep_in_register(document=document, actor=actor, now=event.at)
        return
    _make_all(document, actor=actor, now=event.at)


def _make_all(document: Document, *, actor: Person, now: dt.datetime) -> list[Task]:
    """Make a task of each confirmed proposal and send the document on to the units it falls to."""
    confirmed = [found for found in selectors.proposals_of(document) if found.decision == Decision.CONFIRMED]
    units = {unit.pk: unit for p in confirmed for unit in [p.lead_unit, *p.cooperating.all()] if unit is not None}
    common = {lead.unit_id: lead.unit for p in confirmed for lead in p.common_leads.select_related("unit")}
    units |= common
    document_services.hand_on(document=document, units=units.values(), actor=actor, now=now)
    assigning_unit = _assigning_unit(document)
    made: list[Task] = []
    for proposal in confirmed:
        made += _make_tasks(proposal, document=document, assigning_unit=assigning_unit, actor=actor, now=now)
    return made


@transaction.atomic
def keep_in_register(*, document: Document, actor: Person, now: dt.datetime) -> Document:
    """Keep a document in the register without making tasks: it holds no duty, or every proposal was skipped.

    Raises:
        MayNotRegister: no post of the actor allows it.
        DutiesLeft: some proposals are confirmed or wait for a decision.
        MayNotChangeState: it was handed on or kept already.
    """
    document_services.lock(document)
    progress = selectors.progress_of(document)
    left = progress.confirmed + progress.total - progress.reviewed
    if left:
        raise errors.DutiesLeft(count=left)
    return document_services.keep_in_register(document=document, actor=actor, now=now)


def _make_tasks(proposal: Proposal, *, actor: Person, now: dt.datetime, **origin: Any) -> list[Task]:
    """Make the task of a proposal; of several leads one for each, under a whole that follows them."""
    leads = list(proposal.common_leads.select_related("unit").order_by("pk"))
    if not leads:
        return [_make_task(proposal, actor=actor, now=now, **origin)]
    printed = "; ".join(lead.printed for lead in leads)[:300]
    shape = {"is_collective": True, "stage": Stage.IN_PROGRESS, "lead_printed": printed, "lead_unit": None}
    whole = _make_task(proposal, actor=actor, now=now, shape=shape, **origin)
    return [
        _make_task(
            proposal,
            actor=actor,
            now=now,
            shape={"parent": whole, "lead_printed": lead.printed, "lead_unit": lead.unit},
            **origin,
        )
        for lead in leads
    ]


def _make_task(
    proposal: Proposal,
    *,
    document: Document,
    assigning_unit: Unit,
    shape: dict[str, Any] | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Make one task of a proposal; `shape` says what differs for one of several leads, or for their whole."""
    directive = proposal.directive
    is_leaders_date = proposal.due_date is not None and not proposal.due_printed
    is_corrected = bool(proposal.due_printed) and proposal.due_printed != proposal.deadline_phrase
    task = make_task(
        due_date=proposal.due_date,
        due_set_by=proposal.reviewed_by if is_leaders_date else None,
        actor=actor,
        now=now,
        document=document,
        directive=directive,
        quote=proposal.quote,
        action=proposal.action,
        product=proposal.product,
        closes_on=proposal.closes_on,
        kind=directive.kind,
        **({"lead_printed": proposal.lead_printed, "lead_unit": proposal.lead_unit} | (shape or {})),
        assigning_unit=assigning_unit,
        deadline_kind=DeadlineKind.DATE if is_corrected else proposal.deadline_kind,
        deadline_phrase=proposal.due_printed if is_corrected else proposal.deadline_phrase,
        deadline_rule="" if is_corrected else proposal.deadline_rule,
        report_to=proposal.report_to,
        report_via=proposal.report_via,
        search_text=fold(f"{proposal.action} {proposal.quote} {document.number}/{document.symbol}"),
    )
    units = list(proposal.cooperating.all())
    aliases = organization.aliases_of(document.issuer)
    known = Known(units, {name: unit for name, unit in aliases.items() if unit in units}, document.date)
    parties = [(unit_of(party, known), party["name"][:300]) for party in directive.data["cooperate"]]
    named = {unit for unit, _printed in parties}
    parties += [(unit, unit.name) for unit in units if unit not in named]
    let_take_part(task, parties, actor=actor, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{task.pk}",
        actor=actor,
        now=now,
        after={
            "document": document.pk,
            "lead": str(task.lead_unit or ""),
            "due": str(task.due_date or ""),
            "closes_on": str(ClosesOn(task.closes_on).label),
        },
    )
    return task


def _assigning_unit(document: Document) -> Unit:
    """Return the unit that issued the document, when it is one of ours; else the top of the register's tree."""
    fitting = organization.matching(document.issuer, organization.all_units(), day=document.date)
    if len(fitting) == 1:
        return fitting[0]
    return Unit.objects.get(pk=int(document.registered_in.path.split("/")[1]))
