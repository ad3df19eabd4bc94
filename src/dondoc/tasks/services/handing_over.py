"""From confirmed proposals to tasks, all in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
from dondoc.tasks.choices import ClosesOn, DeadlineKind, Decision, DueOrigin, Stage
from dondoc.tasks.models import Awaited, Proposal, Task
from dondoc.tasks.selectors.parties import Known, unit_of

from .dues import let_take_part, make_task, put_in_force
from .moving import take_step
from .particulars import Particulars, note_first
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
    document_services.hand_on(document=document, units=units_of(confirmed), actor=actor, now=now)
    given = set(Awaited.objects.filter(proposal__in=confirmed).values_list("proposal", flat=True))
    assigning_unit = issuing_unit_of(document)
    made: list[Task] = []
    for proposal in confirmed:
        if proposal.pk not in given:
            made += _make_tasks(proposal, document=document, assigning_unit=assigning_unit, actor=actor, now=now)
    return made


def units_of(proposals: Sequence[Proposal]) -> list[Unit]:
    """Return the units to which some proposals fall, each once: those that lead and those that take part."""
    units = {unit.pk: unit for p in proposals for unit in [p.lead_unit, *p.cooperating.all()] if unit is not None}
    units |= {lead.unit_id: lead.unit for p in proposals for lead in p.common_leads.select_related("unit")}
    return list(units.values())


@transaction.atomic
def keep_in_register(*, document: Document, actor: Person, now: dt.datetime) -> Document:
    """Keep a document in the register without making tasks: it holds no duty, or every proposal was skipped.

    Raises:
        MayNotRegister, OfAnotherRegister: the actor does not keep its register.
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
    fields = _fields(proposal, **origin)
    due_set_by = _who_set(proposal)
    task = make_task(due_date=proposal.due_date, due_set_by=due_set_by, actor=actor, now=now, **fields)
    _assign(task, proposal, actor=actor, now=now)
    note_first(task, by=proposal.reviewed_by or actor, now=now)
    return _make_parts(task, proposal, fields, actor=actor, now=now) or [task]


def fill_row(task: Task, proposal: Proposal, *, document: Document, actor: Person, now: dt.datetime) -> list[Task]:
    """Give an awaited task what a proposal says, and of several leads each its own task under it."""
    fields = _fields(proposal, document=document, assigning_unit=issuing_unit_of(document))
    write_content(task, fields, due_date=proposal.due_date, due_set_by=_who_set(proposal), actor=actor, now=now)
    _let_take_part(task, proposal, actor=actor, now=now)
    return _make_parts(task, proposal, fields, actor=actor, now=now)


def write_content(
    task: Task,
    fields: dict[str, Any],
    *,
    due_date: dt.date | None,
    due_set_by: Person | None,
    actor: Person,
    now: dt.datetime,
) -> None:
    """Write into an awaited task what its document says, with its original deadline where it has one.

    Args:
        due_set_by: who set a date that the document does not print; None: it prints it.
    """
    said = fields.keys() - {"directive", "lead_unit", "stage"}
    for name in said:
        setattr(task, name, fields[name])
    task.save(update_fields=[*said, "action_order"])
    changes: dict[str, Any] = {name: fields[name] for name in ("directive", "lead_unit", "stage") if name in fields}
    if due_date is not None:
        origin = DueOrigin.LEADER if due_set_by else DueOrigin.DOCUMENT
        changes |= {"due_set_by": due_set_by} | put_in_force(task, due_date, origin=origin, actor=actor, now=now)
    note = {
        "document": task.document_id, "action": task.action, "closes_on": str(ClosesOn(task.closes_on).label)
    }  # fmt: skip
    take_step(task, "fill", actor=actor, now=now, note=note, assigned_by=actor, assigned_at=now, **changes)
    note_first(task, by=actor, now=now)


def _make_parts(
    whole: Task, proposal: Proposal, fields: dict[str, Any], *, actor: Person, now: dt.datetime
) -> list[Task]:
    """Make the task of each of several leads under their whole; none where there is one lead."""
    made = []
    for lead in proposal.common_leads.select_related("unit").order_by("pk"):
        own = {"parent": whole, "lead_printed": lead.printed, "lead_unit": lead.unit}
        shared = {name: value for name, value in fields.items() if name not in ("is_collective", "stage")}
        due_set_by = _who_set(proposal)
        part = make_task(due_date=proposal.due_date, due_set_by=due_set_by, actor=actor, now=now, **(shared | own))
        _assign(part, proposal, actor=actor, now=now)
        note_first(part, by=proposal.reviewed_by or actor, now=now)
        made.append(part)
    return made


def _who_set(proposal: Proposal) -> Person | None:
    """Return who set a date that the document does not print; None: it prints it, or there is none."""
    is_leaders_date = proposal.due_date is not None and not proposal.due_printed
    return proposal.reviewed_by if is_leaders_date else None


def _fields(proposal: Proposal, *, document: Document, assigning_unit: Unit) -> dict[str, Any]:
    """Return what a proposal says of its task, of several leads what it says of their whole; deadlines are rows."""
    is_corrected = bool(proposal.due_printed) and proposal.due_printed != proposal.deadline_phrase
    leads = [lead.printed for lead in proposal.common_leads.order_by("pk")]
    shape: dict[str, Any] = {"lead_printed": proposal.lead_printed, "lead_unit": proposal.lead_unit}
    if leads:
        printed = "; ".join(leads)[:300]
        shape = {"is_collective": True, "stage": Stage.IN_PROGRESS, "lead_printed": printed, "lead_unit": None}
    return shape | {
        "document": document,
        "directive": proposal.directive,
        "quote": proposal.quote,
        "action": proposal.action,
        **Particulars.of(proposal).columns,
        "closes_on": proposal.closes_on,
        "kind": proposal.directive.kind,
        "assigning_unit": assigning_unit,
        "deadline_kind": DeadlineKind.DATE if is_corrected else proposal.deadline_kind,
        "deadline_phrase": proposal.due_printed if is_corrected else proposal.deadline_phrase,
        "deadline_rule": "" if is_corrected else proposal.deadline_rule,
        "report_to": proposal.report_to,
        "report_via": proposal.report_via,
        "search_text": fold(f"{proposal.action} {proposal.quote} {document.number}/{document.symbol}"),
    }


def _assign(task: Task, proposal: Proposal, *, actor: Person, now: dt.datetime) -> None:
    """Let those who take part in a new task be told, and log that it was assigned."""
    _let_take_part(task, proposal, actor=actor, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{task.pk}",
        actor=actor,
        now=now,
        after={
            "document": task.document_id,
            "lead": str(task.lead_unit or ""),
            "due": str(task.due_date or ""),
            "closes_on": str(ClosesOn(task.closes_on).label),
        },
    )


def _let_take_part(task: Task, proposal: Proposal, *, actor: Person, now: dt.datetime) -> None:
    document, directive = task.document, proposal.directive
    units = list(proposal.cooperating.all())
    aliases = organization.aliases_of(document.issuer)
    known = Known(units, {name: unit for name, unit in aliases.items() if unit in units}, document.date)
    parties = [(unit_of(party, known), party["name"][:300]) for party in directive.data["cooperate"]]
    named = {unit for unit, _printed in parties}
    parties += [(unit, unit.name) for unit in units if unit not in named]
    let_take_part(task, parties, actor=actor, now=now)


def issuing_unit_of(document: Document) -> Unit:
    """Return the unit that issued the document, when it is one of ours; else the top of the register's tree."""
    fitting = organization.matching(document.issuer, organization.all_units(), day=document.date)
    if len(fitting) == 1:
        return fitting[0]
    return Unit.objects.get(pk=int(document.registered_in.path.split("/")[1]))
