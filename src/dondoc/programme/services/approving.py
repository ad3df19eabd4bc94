"""Approving gathered items by a decision, which makes their tasks (phê duyệt, giao). All named items or none."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit
from dondoc.programme import errors, lifecycle, selectors
from dondoc.programme.choices import Milestone
from dondoc.programme.models import Approval, Item
from dondoc.tasks import services as tasks
from dondoc.tasks.choices import ClosesOn
from dondoc.tasks.models import Task

from .items import Versions, move


@transaction.atomic
def approve(*, versions: Versions, decision_id: int | None, actor: Person, now: dt.datetime) -> Approval:
    """Enter the decision that approves gathered items, number them, and make the task of each.

    A second click meets items that are approved already, and is refused. Items approved by a further decision go on
    with the numbers.

    Args:
        versions: of each item as the page showed it.

    Raises:
        NothingChosen, ItemMissing, ItemMovedOn: see `selectors.items_for_change`.
        ItemsMixed: they belong to more than one programme.
        WrongItemState: one of them is not gathered.
        NotApproving: the actor does not act for the body.
        ItemDecisionMissing: no entry of the register with number and date is named.
        DocumentMissing: no such document, or not one the actor may know of.
        UnitOver: a lead is no more.
    """
    items = selectors.items_for_change(versions, actor=actor, now=now)
    body, year = items[0].body, items[0].year
    if any((item.body_id, item.year) != (body.pk, year) for item in items):
        raise errors.ItemsMixed
    decision = decision_of(decision_id, actor=actor, now=now)
    # One approval of a programme at a time: the numbers follow each other.
    Unit.objects.select_for_update().get(pk=body.pk)
    approval = Approval.objects.create(body=body, year=year, decision=decision, approved_by=actor, approved_at=now)
    last = Item.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"] or 0
    for number, item in enumerate(items, start=last + 1):
        _approve(item, number, approval, actor=actor, now=now)
    audit.record(
        act="programme.approve_items",
        subject=f"approval:{approval.pk}",
        actor=actor,
        now=now,
        after={"body": body.name, "year": year, "decision": decision.title, "items": [item.pk for item in items]},
    )
    return approval


def _approve(item: Item, number: int, approval: Approval, *, actor: Person, now: dt.datetime) -> None:
    facts = selectors.facts_of(item, actor=actor, today=clock.day_of(now))
    lifecycle.require("approve", facts)
    item.number = number
    task = assign(item, decision=approval.decision, actor=actor, now=now)
    move(item, "approve", actor=actor, now=now, number=number, approval=approval, task=task, reason="")
    audit.record(
        act="programme.approve_item",
        subject=f"item:{item.pk}",
        actor=actor,
        now=now,
        after={"number": number, "decision": approval.decision.title, "task": task.code},
    )


def decision_of(decision_id: int | None, *, actor: Person, now: dt.datetime) -> Document:
    """Return the decision that is named, an entry of the register that bears a number and a date.

    Raises:
        ItemDecisionMissing: none is named, or it bears none.
        DocumentMissing: no such document, or not one the actor may know of.
    """
    if decision_id is None:
        raise errors.ItemDecisionMissing
    found = documents.get(decision_id, person=actor, today=clock.day_of(now))
    if not found.number or found.date is None:
        raise errors.ItemDecisionMissing
    return found


def assign(
    item: Item,
    *,
    decision: Document,
    earlier: Task | None = None,
    reason: str = "",
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Make the task of an item as a decision lays it down: its deadline is the last day of its month.

    Args:
        earlier, reason: as `tasks.assign_by_decision` takes them.
    """
    cooperating = list(item.cooperating.order_by("path"))
    is_issued = item.milestone == Milestone.ISSUED
    assignment = tasks.Assignment(
        place=f"{item.number} Chương trình công tác năm {item.year}",
        words=printed(item, cooperating),
        action=item.action,
        product=item.product_line[:300],
        lead_unit=item.lead,
        cooperating=cooperating,
        due_words=item.month_line,
        due_date=item.due_date,
        closes_on=ClosesOn.ISSUED_DOCUMENT if is_issued else ClosesOn.RESULT,
    )
    return tasks.assign_by_decision(
        decision=decision,
        assignment=assignment,
        assigning_unit=item.body,
        earlier=earlier,
        reason=reason,
        actor=actor,
        now=now,
    )


def printed(item: Item, cooperating: list[Unit]) -> str:
    """Return an item in one line, as its task quotes it."""
    verb = "ban hành" if item.milestone == Milestone.ISSUED else "trình"
    parts = [item.action, f"Sản phẩm: {item.product_line}", f"Chủ trì: {item.lead.name}"]
    if cooperating:
        parts.append("Phối hợp: " + ", ".join(unit.name for unit in cooperating))
    return "; ".join([*parts, f"Thời gian {verb}: {item.month_line}"])
