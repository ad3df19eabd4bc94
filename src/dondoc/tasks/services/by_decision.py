"""Tasks that a decision assigns as items of a programme: a part of its acts, in their transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.audit import services as audit
from dondoc.documents import services as documents
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, selectors
from dondoc.tasks.choices import ClosesOn, DeadlineKind, DueOrigin, Kind
from dondoc.tasks.models import DeadlineDecision, Task

from .directing import end_review
from .dues import copy_dues, late_since, let_take_part, make_task, move_due

# The rule under which an item stands among the passages of its decision; `documents.lock` knows it.
RULE = "item_of_programme"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a decision lays down in one item.

    Attributes:
        place: where it stands, as people say it after “mục”.
        words: the whole item as the task quotes it.
        due_words: the deadline as it is printed; `due_date` is its last day.
    """

    place: str
    words: str
    action: str
    product: str
    lead_unit: Unit
    cooperating: Sequence[Unit]
    due_words: str
    due_date: dt.date
    closes_on: ClosesOn


def assign_by_decision(
    *,
    decision: Document,
    assignment: Assignment,
    assigning_unit: Unit,
    earlier: Task | None = None,
    reason: str = "",
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Make the task of an item; its deadline is the one that the decision prints.

    Args:
        earlier: the task of the item that this one is to replace; one whose original deadline has passed hands its
            deadlines on, and the printed one is an extension of them.
        reason: why the decision extends it.

    Raises:
        NotAssigner: the actor does not act for the assigning unit.
        OutsideUnit: the lead is not under it.
    """
    if not selectors.acts_for(actor, assigning_unit, today=clock.day_of(now)):
        raise errors.NotAssigner
    if not assignment.lead_unit.path.startswith(assigning_unit.path):
        raise errors.OutsideUnit
    is_late = earlier is not None and late_since(earlier, today=clock.day_of(now)) is not None
    due_date = None if is_late else assignment.due_date
    task = _make(assignment, due_date, decision=decision, assigning_unit=assigning_unit, actor=actor, now=now)
    if earlier is not None and is_late:
        copy_dues(earlier, task)
        _put_after(task, assignment.due_date, decision=decision, reason=reason, actor=actor, now=now)
    let_take_part(task, [(unit, unit.name) for unit in assignment.cooperating], actor=actor, now=now)
    units = [assignment.lead_unit, *assignment.cooperating]
    documents.distribute(document=decision, units=units)
    end_review(decision, units=units, actor=actor, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{task.pk}",
        actor=actor,
        now=now,
        after={
            "document": decision.pk,
            "lead": assignment.lead_unit.name,
            "due": str(task.due_date),
            "closes_on": str(assignment.closes_on.label),
        },
    )
    return task


def _make(
    assignment: Assignment,
    due_date: dt.date | None,
    *,
    decision: Document,
    assigning_unit: Unit,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Make the task beside the passage of the decision that lays it down."""
    return make_task(
        due_date=due_date,
        due_set_by=None,
        actor=actor,
        now=now,
        document=decision,
        directive=documents.add_passage(document=decision, place=assignment.place, words=assignment.words, rule=RULE),
        quote=assignment.words,
        action=assignment.action,
        product=assignment.product,
        kind=Kind.TASK,
        closes_on=assignment.closes_on,
        lead_printed=assignment.lead_unit.name,
        lead_unit=assignment.lead_unit,
        assigning_unit=assigning_unit,
        deadline_kind=DeadlineKind.PERIOD,
        deadline_phrase=assignment.due_words,
        search_text=fold(f"{assignment.action} {assignment.words} {decision.number}/{decision.symbol}"),
    )


def _put_after(task: Task, date: dt.date, *, decision: Document, reason: str, actor: Person, now: dt.datetime) -> None:
    """Let the printed deadline follow those that the task took over: a later one is an extension by the decision."""
    if date == task.due_date:
        return
    is_later = task.due_date is not None and date > task.due_date
    move_due(task, date, origin=DueOrigin.EXTENSION if is_later else DueOrigin.DOCUMENT, actor=actor, now=now)
    if is_later:
        DeadlineDecision.objects.create(due=task.due_dates.latest("pk"), document=decision, reason=reason)
