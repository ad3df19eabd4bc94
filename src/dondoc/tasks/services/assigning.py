"""Who does it and by when: naming what the document leaves open, taking over, declining, handing on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from dondoc.audit import services as audit
from dondoc.documents import services as documents
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import selectors as organization
from dondoc.organization.errors import UnitMissing
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, lifecycle, selectors
from dondoc.tasks.choices import ClosesOn, DeadlineKind, DueOrigin, ReturnReason, Stage
from dondoc.tasks.models import Ending, Task

from .dues import copy_cooperations, copy_dues, make_task, put_in_force
from .moving import Seen, require_seen, take_step
from .particulars import NOTHING_SAID, Particulars, note_first


@transaction.atomic
def name_lead(*, task_id: int, unit: Unit, actor: Person, now: dt.datetime) -> Task:
    """Name the lead that the document leaves open, or that of a task whose lead unit has ended.

    A returned task goes on as a new one that points back. What the ended unit handed on is handed on by the new lead.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has moved on.
        MayNotAssign: the actor is not the assigning leader.
        LeadNamed: somebody leads it already.
        WholeEnded: the task that it is a part of has ended.
        OutsideUnit: the unit is not under the assigning one.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    if not unit.path.startswith(task.assigning_unit.path):
        raise errors.OutsideUnit
    if task.stage == Stage.RETURNED:
        lifecycle.require("name_lead", selectors.facts(task, actor=actor, today=clock.day_of(now)))
        task = _replace(task, unit=unit, actor=actor, now=now)
    else:
        ended = task.lead_unit
        task = take_step(task, "name_lead", actor=actor, now=now, lead_unit=unit, assignee=None, lead_named_at=now)
        if ended is not None:
            _take_parts(task, ended, actor=actor, now=now)
    documents.distribute(document=task.document, units=[unit])
    return task


def _take_parts(task: Task, ended: Unit, *, actor: Person, now: dt.datetime) -> None:
    """Let the new lead decide on the parts that the ended unit handed on."""
    parts = list(task.parts.select_for_update().filter(assigning_unit=ended))
    Task.objects.filter(pk__in=[part.pk for part in parts]).update(
        assigning_unit=task.lead_unit, version=F("version") + 1
    )
    for part in parts:
        audit.record(
            act="tasks.assign",
            subject=f"task:{part.pk}",
            actor=actor,
            now=now,
            before={"assigning_unit": ended.name},
            after={"assigning_unit": str(task.lead_unit)},
        )


@transaction.atomic
def set_deadline(*, task_id: int, date: dt.date, actor: Person, now: dt.datetime) -> Task:
    """Set the date that the document does not give; it is recorded as the leader's, not the document's.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has moved on.
        MayNotAssign: the actor is not the assigning leader.
        OwnTask: it was given to the actor, or they lead it.
        DeadlineSet: the task has a deadline, which does not change.
        DeadlineBeforeToday: the day is past.
        DeadlineAfterParent: the day is later than that of the task it is a part of.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    check_part_date(date, task.parent, today=clock.day_of(now))
    lifecycle.require("set_deadline", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    due = put_in_force(task, date, origin=DueOrigin.LEADER, actor=actor, now=now)
    return take_step(task, "set_deadline", actor=actor, now=now, due_set_by=actor, **due)


@transaction.atomic
def take_over(*, task_id: int, actor: Person, now: dt.datetime) -> Task:
    """Take a task over for the lead unit (nhận nhiệm vụ).

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotLead: the actor does not act for the lead unit.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    return take_step(task, "take_over", actor=actor, now=now)


@transaction.atomic
def decline(*, task_id: int, kind: ReturnReason, reason: str, actor: Person, now: dt.datetime) -> Task:
    """Return a task that is not the unit's or is unclear; it is not counted until it is assigned anew.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        ReasonEmpty: no reason is given.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotLead: the actor does not act for the lead unit.
        ReturnTooLate: the time to return it and its deadline have both passed.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    if not reason.strip():
        raise errors.ReasonEmpty
    note = {"return_reason": str(kind.label), "reason": reason.strip()}
    task = take_step(task, "decline", actor=actor, now=now, note=note, uncounted_at=now)
    Ending.objects.create(task=task, stage=task.stage, return_reason=kind, reason=reason.strip(), by=actor, at=now)
    task.updates.create(author=actor, at=now, text=reason.strip())
    return task


@transaction.atomic
def hand_on(
    *,
    task_id: int,
    unit_id: int | None = None,
    person_id: int | None = None,
    action: str,
    due_date: dt.date | None = None,
    closes_on: ClosesOn = ClosesOn.RESULT,
    said: Particulars = NOTHING_SAID,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Hand a part of a task on to a unit below, or to a person of the lead unit or below (giao việc con).

    Args:
        said: what the product of the part is, how much of it, how urgent; nothing when nothing is said.
        seen: how many parts of it that they handed on the actor saw; a double click makes one.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        ActionEmpty: no words say what to do.
        QuantityUnfit: a number without what is counted, the other way round, or none above zero.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotLead: the actor does not act for the lead unit.
        UnitMissing: there is no such unit, or none is named.
        PersonMissing: the person holds no post in the lead unit or below.
        OutsideUnit: the unit is not below, or the actor names themselves.
        DeadlineBeforeToday: the day is past.
        DeadlineAfterParent: the day is later than the task's own deadline.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    if not action.strip():
        raise errors.ActionEmpty
    lifecycle.require("hand_on", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    require_seen(task, seen, selectors.parts_of(task, person=actor, now=now).filter(assigned_by=actor).count())
    lead = task.lead_unit
    if lead is None:
        raise errors.LeadOpen
    unit, assignee = _recipient(lead, unit_id=unit_id, person_id=person_id, actor=actor, today=clock.day_of(now))
    check_part_date(due_date, task, today=clock.day_of(now))
    take_step(task, "hand_on", actor=actor, now=now)
    return _make_part(
        task,
        lead=lead,
        unit=unit,
        assignee=assignee,
        action=action.strip(),
        due_date=due_date,
        closes_on=closes_on,
        said=said,
        actor=actor,
        now=now,
    )


def _make_part(
    task: Task,
    *,
    lead: Unit,
    unit: Unit,
    assignee: Person | None,
    action: str,
    due_date: dt.date | None,
    closes_on: ClosesOn,
    said: Particulars,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Make a part that the lead gives to a unit or a person, let the unit see the document, and log it."""
    part = make_task(
        due_date=due_date,
        due_set_by=actor,
        actor=actor,
        now=now,
        document=task.document,
        directive=task.directive,
        parent=task,
        quote=task.quote,
        action=action,
        kind=task.kind,
        closes_on=closes_on,
        **said.columns,
        lead_unit=unit,
        assignee=assignee,
        assigning_unit=lead,
        deadline_kind=DeadlineKind.DATE if due_date else DeadlineKind.NONE,
        search_text=fold(f"{action} {task.quote} {task.document.number}/{task.document.symbol}"),
    )
    documents.distribute(document=task.document, units=[unit])
    audit.record(
        act="tasks.assign",
        subject=f"task:{part.pk}",
        actor=actor,
        now=now,
        after={
            "parent": task.pk,
            "lead": unit.name,
            "assignee": str(assignee or ""),
            "due": str(due_date or ""),
            "closes_on": str(closes_on.label),
        },
    )
    note_first(part, by=actor, now=now)
    return part


def _recipient(
    lead: Unit, *, unit_id: int | None, person_id: int | None, actor: Person, today: dt.date
) -> tuple[Unit, Person | None]:
    """Return the unit that gets a part, and the person in it if one is named."""
    if person_id is not None:
        assignee = organization.get_member(person_id, unit=lead, today=today)
        if assignee.pk == actor.pk:
            raise errors.OutsideUnit
        units = [post.unit for post in assignee.current_posts(today) if post.unit.path.startswith(lead.path)]
        return units[0], assignee
    if unit_id is None:
        raise UnitMissing
    unit = organization.get_living_unit(unit_id)
    if unit.pk == lead.pk or not unit.path.startswith(lead.path):
        raise errors.OutsideUnit
    return unit, None


def check_part_date(due_date: dt.date | None, whole: Task | None, *, today: dt.date) -> None:
    """A part is due between today and the deadline of the whole; of an overdue whole, any day from today on."""
    if due_date is None:
        return
    if due_date < today:
        raise errors.DeadlineBeforeToday
    bound = whole.due_date if whole is not None and not whole.is_collective else None
    if bound is not None and today <= bound < due_date:
        raise errors.DeadlineAfterParent(date=format_date(bound))


def _replace(task: Task, *, unit: Unit, actor: Person, now: dt.datetime) -> Task:
    """Make a new task with another lead; the returned one stays as it is."""
    fields = (
        "document", "directive", "parent", "quote", "action", "product", "product_quantity", "product_unit", "urgency",
        "closes_on", "kind", "lead_printed",
        "assigning_unit", "deadline_kind", "deadline_phrase", "deadline_rule", "report_to", "report_via", "search_text",
    )  # fmt: skip
    successor = make_task(
        replaces=task,
        lead_unit=unit,
        due_date=None,
        due_set_by=None,
        actor=actor,
        now=now,
        **{name: getattr(task, name) for name in fields},
    )
    copy_dues(task, successor)
    copy_cooperations(task, successor, actor=actor, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{successor.pk}",
        actor=actor,
        now=now,
        after={"replaces": task.pk, "lead": unit.name, "due": str(task.due_date or "")},
    )
    return successor
