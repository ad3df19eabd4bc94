"""Changing approved items, which only a decision of its own does, and what that does to their tasks (điều chỉnh)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.programme import errors, lifecycle, selectors
from dondoc.programme.choices import ItemState
from dondoc.programme.models import Approval, Item, ItemChange
from dondoc.tasks import selectors as tasks
from dondoc.tasks import services as task_services
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Task

from .approving import assign, decision_of
from .items import Content, check, move, words_of

# What the task says too: another of these makes another task in its place. A later month extends it.
OF_TASK = frozenset({"action", "product", "lead", "cooperating", "month", "milestone"})


@transaction.atomic
def adjust_item(
    *,
    item_id: int,
    version: int,
    content: Content,
    decision_id: int | None,
    reason: str,
    actor: Person,
    now: dt.datetime,
) -> Item:
    """Enter what a decision changes in an approved item; what it said before stays on record.

    A later month alone extends the deadline of the task. Anything else that the task says puts another task in its
    place; what it does not say leaves it alone.

    Raises:
        ItemMissing, ItemMovedOn: see `selectors.items_for_change`.
        WrongItemState: it is not in the programme.
        NotApproving: the actor does not act for the body.
        ItemReasonMissing, ItemDecisionMissing, DocumentMissing, DecisionIsApproval: see `_decided`.
        UnitMissing, UnitOver, ItemNotWhole, LeadOutsideBody, LeadCooperates, LeaderOutside, FigureWrong,
        FigureTooFine: see `items.check`.
        NothingAdjusted: it says that already.
        WrongStage, OwnTask, MovedOn, TaskMissing: the task has ended, or somebody else acted on it.
    """
    item, decision = _decided("adjust", item_id, version, decision_id, reason, actor=actor, now=now)
    said = check(content, body=item.body, today=clock.day_of(now), kept=item.leader)
    before, due = words_of(item, item.cooperating.order_by("path")), item.due_date
    for name, value in said.columns.items():
        setattr(item, name, value)
    after = words_of(item, sorted(said.cooperating, key=lambda unit: unit.path))
    changed = {name: (before[name], after[name]) for name in after if after[name] != before[name]}
    if not changed:
        raise errors.NothingAdjusted
    _write(item, changed, decision, reason, actor=actor, now=now)
    item.cooperating.set(said.cooperating)
    of_task = changed.keys() & OF_TASK
    task_id = item.task_id
    if of_task == {"month"} and item.due_date > due:
        _extend(item, decision, reason, actor=actor, now=now)
    elif of_task:
        task_id = _replace(item, decision, reason, actor=actor, now=now)
    return move(item, "adjust", actor=actor, now=now, task_id=task_id, **said.columns)


@transaction.atomic
def drop_item(
    *, item_id: int, version: int, decision_id: int | None, reason: str, actor: Person, now: dt.datetime
) -> Item:
    """Enter the decision that takes an approved item out of the programme; its task is cancelled by it.

    Raises:
        ItemMissing, ItemMovedOn, WrongItemState, NotApproving: see `adjust_item`.
        ItemReasonMissing, ItemDecisionMissing, DocumentMissing, DecisionIsApproval: see `_decided`.
        WrongStage, OwnTask, MovedOn, TaskMissing: the task has ended, or somebody else acted on it.
    """
    item, decision = _decided("drop", item_id, version, decision_id, reason, actor=actor, now=now)
    states = (str(ItemState.APPROVED.label), str(ItemState.DROPPED.label))
    _write(item, {"state": states}, decision, reason, actor=actor, now=now)
    task = _task_of(item)
    if task.stage != Stage.CANCELLED:
        task_services.cancel(task_id=task.pk, reason=reason.strip(), document=decision, actor=actor, now=now)
    return move(item, "drop", actor=actor, now=now)


def _decided(
    name: str, item_id: int, version: int, decision_id: int | None, reason: str, *, actor: Person, now: dt.datetime
) -> tuple[Item, Document]:
    """Return an approved item that the actor may change, and the decision that changes it.

    Raises:
        ItemReasonMissing: no reason is given.
        ItemDecisionMissing, DocumentMissing: see `decision_of`.
        DecisionIsApproval: the decision is the one that approved it.
    """
    (item,) = selectors.items_for_change({item_id: version}, actor=actor, now=now)
    lifecycle.require(name, selectors.facts_of(item, actor=actor, today=clock.day_of(now)))
    if not reason.strip():
        raise errors.ItemReasonMissing
    decision = decision_of(decision_id, actor=actor, now=now)
    if Approval.objects.filter(items=item, decision=decision).exists():
        raise errors.DecisionIsApproval
    return item, decision


def _write(
    item: Item,
    changed: dict[str, tuple[str, str]],
    decision: Document,
    reason: str,
    *,
    actor: Person,
    now: dt.datetime,
) -> None:
    """Write what a decision changes, which lets the database change the item, and log it."""
    ItemChange.objects.bulk_create(
        ItemChange(
            item=item, version=item.version + 1, field=name, before=before, after=after, reason=reason.strip(),
            decision=decision, made_by=actor, made_at=now,
        )
        for name, (before, after) in changed.items()
    )  # fmt: skip
    audit.record(
        act="programme.drop_item" if "state" in changed else "programme.adjust_item",
        subject=f"item:{item.pk}",
        actor=actor,
        now=now,
        before={name: before for name, (before, _after) in changed.items()},
        after={name: after for name, (_before, after) in changed.items()}
        | {"decision": decision.title, "reason": reason.strip()},
    )


def _task_of(item: Item) -> Task:
    """Return the task that goes on for an item: somebody may have put another in the place of the first."""
    first = item.task_id or 0
    return Task.objects.get(pk=tasks.going_on_as([first])[first])


def _extend(item: Item, decision: Document, reason: str, *, actor: Person, now: dt.datetime) -> None:
    """Extend the deadline of the task; one that the task was given in its own way and is later stands."""
    task = _task_of(item)
    if task.due_date is None or task.due_date < item.due_date:
        task_services.extend_by_decision(
            task_id=task.pk, date=item.due_date, decision=decision, reason=reason.strip(), actor=actor, now=now
        )


def _replace(item: Item, decision: Document, reason: str, *, actor: Person, now: dt.datetime) -> int:
    """Put the task that the item is now in the place of the one it was; of an overdue one it keeps the deadlines."""
    earlier = _task_of(item)
    made = assign(item, decision=decision, earlier=earlier, reason=reason.strip(), actor=actor, now=now)
    task_services.replace(
        task_id=earlier.pk, reason=reason.strip(), code=made.code, document=decision, actor=actor, now=now
    )
    return made.pk
