"""More time: asked for by the lead before the deadline, or given by a decision at any time; the original stays."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.documents.models import Document
from dondoc.documents.outgoing.models import Outgoing
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import deadline_errors, errors, lifecycle, proof_sources, selectors
from dondoc.tasks.choices import DueOrigin, ExtensionVerdict
from dondoc.tasks.models import DeadlineDecision, Extension, Task

from .dues import put_in_force
from .moving import Seen, require_seen, take_step


@transaction.atomic
def ask_extension(*, task_id: int, date: dt.date, reason: str, actor: Person, now: dt.datetime) -> Extension:
    """Ask for a later deadline (xin gia hạn), not later than on the day of the one in force.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the result is reported, or the task has ended.
        LeadOpen: nobody leads it yet.
        NoDeadlineYet: there is no deadline to extend.
        NotDoer: the actor neither leads the unit nor was given the work.
        AssigneeAsks: inside a unit the person given the work asks, not the head.
        ExtensionWaits: a request waits for a decision.
        DeadlinePassed: the deadline in force is over.
        ReasonEmpty: no reason is given.
        ExtensionNotLater: the day is not later than the deadline in force.
        ExtendParentFirst: the day is later than the deadline of the task it is a part of.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("ask_extension", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if not reason.strip():
        raise errors.ReasonEmpty
    due = require_later(task, date)
    note = {"asked_date": date.isoformat(), "reason": reason.strip()}
    take_step(task, "ask_extension", actor=actor, now=now, note=note)
    return Extension.objects.create(
        task=task, asked_by=actor, asked_at=now, due_then=due, asked_date=date, reason=reason.strip()
    )


@transaction.atomic
def grant_extension(*, task_id: int, note: str = "", seen: Seen | None = None, actor: Person, now: dt.datetime) -> Task:
    """Grant the later deadline that was asked for (đồng ý gia hạn); it is in force from now on.

    Args:
        seen: the request that the actor saw.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has ended.
        NoExtensionAsked: no request waits.
        NotAssigner: the actor is not on the assigning side.
        OwnExtension: the actor asked for it.
        OwnTask: the actor leads it.
        ExtensionOvertaken: the deadline in force was moved past the day in the meantime.
        ExtendParentFirst: the day is later than the deadline of the task it is a part of.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("grant_extension", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    asked = task.extensions.get(verdict=ExtensionVerdict.PENDING)
    require_seen(task, seen, asked.pk)
    if task.due_date is not None and asked.asked_date <= task.due_date:
        raise deadline_errors.ExtensionOvertaken(date=format_date(task.due_date))
    require_later(task, asked.asked_date)
    due = put_in_force(task, asked.asked_date, origin=DueOrigin.EXTENSION, actor=actor, now=now)
    task = take_step(task, "grant_extension", actor=actor, now=now, note={"reason": note.strip()}, **due)
    asked.due = task.due_dates.latest("pk")
    _decide(asked, ExtensionVerdict.GRANTED, note=note, actor=actor, now=now)
    return task


@transaction.atomic
def refuse_extension(*, task_id: int, note: str, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Task:
    """Refuse the later deadline with the reason (không đồng ý gia hạn).

    Args:
        seen: the request that the actor saw.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has ended.
        NoExtensionAsked: no request waits.
        NotAssigner: the actor is not on the assigning side.
        OwnExtension: the actor asked for it.
        OwnTask: the actor leads it.
        ReasonEmpty: no reason is given.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("refuse_extension", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if not note.strip():
        raise errors.ReasonEmpty
    asked = task.extensions.get(verdict=ExtensionVerdict.PENDING)
    require_seen(task, seen, asked.pk)
    task = take_step(task, "refuse_extension", actor=actor, now=now, note={"reason": note.strip()})
    _decide(asked, ExtensionVerdict.REFUSED, note=note, actor=actor, now=now)
    return task


@transaction.atomic
def extend_by_decision(
    *,
    task_id: int,
    date: dt.date,
    decision: Document | None,
    reason: str,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Put the later deadline in force that a decision of the assigning side gives (gia hạn theo quyết định).

    Unlike a request it may come after the deadline has passed: the decision is on record, the original deadline stays,
    and against that one the task stays late. A request that waits is answered by it.

    Args:
        decision: the document that gives it, issued after the one that gave the task by the assigning side or above it.
        seen: the request that the actor saw waiting, which the decision answers.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: it has ended.
        CollectiveTask: it is the whole of several leads.
        NoDeadlineYet: it has no deadline.
        NotAssigner: the actor is not on the assigning side.
        OwnExtension: the actor asked for more time.
        OwnTask: the actor leads it.
        ReasonEmpty: no reason is given.
        DecisionUnfit: the document is none that is issued, it is of another body or dated in the future, or it is the
            one that gave the task, or older.
        ExtensionNotLater: the deadline in force is not before the day.
        ExtendParentFirst: the day is later than the deadline of the task it is a part of.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("extend", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if not reason.strip():
        raise errors.ReasonEmpty
    asked = task.extensions.filter(verdict=ExtensionVerdict.PENDING).first()
    require_seen(task, seen, asked.pk if asked is not None else 0)
    decision = _fit(decision, task, today=clock.day_of(now))
    require_later(task, date)
    due = put_in_force(task, date, origin=DueOrigin.EXTENSION, actor=actor, now=now)
    given = DeadlineDecision.objects.create(due=task.due_dates.latest("pk"), document=decision, reason=reason.strip())
    note = {"decision": f"{decision.type_name} {decision.number_line}", "reason": reason.strip()}
    if asked is not None:
        asked.due = given.due
        _decide(asked, ExtensionVerdict.DECIDED, note="", actor=actor, now=now)
        note["asked_date"] = asked.asked_date.isoformat()
    return take_step(task, "extend", actor=actor, now=now, note=note, **due)


def _fit(decision: Document | None, task: Task, *, today: dt.date) -> Document:
    """Return a decision that may move the deadline of a task; of one issued here it is known whose it is."""
    if decision is None or not proof_sources.Register().issued([decision.pk]):
        raise deadline_errors.DecisionUnfit
    given, date = task.document.date, decision.date
    above = [int(part) for part in task.assigning_unit.path.strip("/").split("/")]
    is_of_others = Outgoing.objects.filter(document=decision).exclude(issuer__in=above).exists()
    is_out_of_time = date is None or date > today or (given is not None and date < given)
    if decision.pk == task.document_id or is_out_of_time or is_of_others:
        raise deadline_errors.DecisionUnfit
    return decision


def require_later(task: Task, date: dt.date) -> dt.date:
    """Return the deadline in force, which the day must lie after, and within that of the whole.

    Of a duty of several leads each has its own time: their whole is only what they have in common.

    Raises:
        NoDeadlineYet: there is no deadline to extend.
        ExtensionNotLater: the day is not later than the deadline in force.
        ExtendParentFirst: the day is later than the deadline of the task it is a part of.
    """
    if task.due_date is None:
        raise deadline_errors.NoDeadlineYet
    if date <= task.due_date:
        raise deadline_errors.ExtensionNotLater(date=format_date(task.due_date))
    whole = task.parent
    bound = whole.due_date if whole is not None and not whole.is_collective else None
    if whole is not None and bound is not None and date > bound:
        raise deadline_errors.ExtendParentFirst(code=whole.code, date=format_date(bound))
    return task.due_date


def _decide(asked: Extension, verdict: ExtensionVerdict, *, note: str, actor: Person, now: dt.datetime) -> None:
    asked.verdict, asked.decided_by, asked.decided_at, asked.decided_note = verdict, actor, now, note.strip()
    asked.save(update_fields=["verdict", "decided_by", "decided_at", "decided_note", "due"])
