"""Registering an item of the yearly work programme, changing and withdrawing it before it is gathered (đăng ký)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.measures import Figure
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Post, Unit
from dondoc.programme import errors, lifecycle, selectors
from dondoc.programme.amounts import checked, written
from dondoc.programme.choices import IssuingLevel, Milestone
from dondoc.programme.models import Item

MONTHS = range(1, 13)
# Items as a page showed them: the version of each, by its id.
Versions = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What an item says; see `models.Item`."""

    action: str
    product: str
    lead_id: int | None
    month: int | None
    milestone: Milestone
    level: IssuingLevel
    quantity: Decimal | None = None
    product_unit: str = ""
    cooperating_ids: tuple[int, ...] = ()
    leader_id: int | None = None
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The content of an item that can be kept: its columns, and who takes part."""

    columns: dict[str, Any]
    cooperating: list[Unit]


@transaction.atomic
def register_item(*, body_id: int, unit_id: int, year: int, content: Content, actor: Person, now: dt.datetime) -> Item:
    """Register an item of a unit for the work programme of a body.

    Raises:
        UnitMissing, UnitOver: a unit is not there, or no more.
        NotOfUnit: the actor registers nothing for the unit.
        NoBodyAbove: the unit is no part of the body.
        ItemYearWrong: neither this year nor the next.
        ItemNotWhole, LeadOutsideBody, LeadCooperates, LeaderOutside, FigureWrong, FigureTooFine: see `check`.
    """
    today = clock.day_of(now)
    unit, body = organization.get_living_unit(unit_id), organization.get_living_unit(body_id)
    if not selectors.registers_for(actor, unit, today=today):
        raise errors.NotOfUnit
    if body not in selectors.bodies_of([unit]):
        raise errors.NoBodyAbove(unit=unit.name)
    if year not in (today.year, today.year + 1):
        raise errors.ItemYearWrong
    said = check(content, body=body, today=today)
    item = Item.objects.create(body=body, unit=unit, year=year, registered_by=actor, registered_at=now, **said.columns)
    item.cooperating.set(said.cooperating)
    audit.record(
        act="programme.register_item",
        subject=f"item:{item.pk}",
        actor=actor,
        now=now,
        after={"body": body.name, "year": year, "unit": unit.name} | words_of(item, said.cooperating),
    )
    return item


@transaction.atomic
def edit_item(*, item_id: int, version: int, content: Content, actor: Person, now: dt.datetime) -> Item:
    """Change an item that is not gathered yet; one that was sent back is registered again.

    Raises:
        ItemMissing, ItemMovedOn: see `selectors.items_for_change`.
        WrongItemState: it is gathered, or out.
        NotOfUnit: the actor registers nothing for its unit.
        UnitMissing, UnitOver, ItemNotWhole, LeadOutsideBody, LeadCooperates, LeaderOutside, FigureWrong,
        FigureTooFine: see `check`.
    """
    (item,) = selectors.items_for_change({item_id: version}, actor=actor, now=now)
    said = check(content, body=item.body, today=clock.day_of(now), kept=item.leader)
    before = words_of(item, item.cooperating.all())
    move(item, "edit", actor=actor, now=now, reason="", **said.columns)
    item.cooperating.set(said.cooperating)
    after = {name: words for name, words in words_of(item, said.cooperating).items() if words != before[name]}
    audit.record(
        act="programme.edit_item",
        subject=f"item:{item.pk}",
        actor=actor,
        now=now,
        before={name: before[name] for name in after},
        after=after,
    )
    return item


@transaction.atomic
def withdraw_item(*, item_id: int, version: int, actor: Person, now: dt.datetime) -> Item:
    """Take back what a unit registered; it stays on record.

    Raises:
        ItemMissing, ItemMovedOn: see `selectors.items_for_change`.
        WrongItemState: it is gathered, or out.
        NotOfUnit: the actor registers nothing for its unit.
    """
    (item,) = selectors.items_for_change({item_id: version}, actor=actor, now=now)
    move(item, "withdraw", actor=actor, now=now)
    audit.record(act="programme.withdraw_item", subject=f"item:{item.pk}", actor=actor, now=now)
    return item


def check(content: Content, *, body: Unit, today: dt.date, kept: Post | None = None) -> Checked:
    """Return the content of an item as it is kept.

    Args:
        kept: the leader that the item names already, who may have left since.

    Raises:
        ItemNotWhole: what is done, the product, the lead or the month is missing.
        UnitMissing, UnitOver: a unit is not there, or no more.
        LeadOutsideBody: the lead is not under the body.
        LeadCooperates: the lead is among those that take part.
        LeaderOutside: the leader in charge does not lead the body today.
        FigureWrong, FigureTooFine: quantity or budget is no number that can be kept.
    """
    action, product = " ".join(content.action.split()), " ".join(content.product.split())
    if not action or not product or content.lead_id is None or content.month not in MONTHS:
        raise errors.ItemNotWhole
    lead = organization.get_living_unit(content.lead_id)
    if not lead.path.startswith(body.path):
        raise errors.LeadOutsideBody(unit=lead.name, body=body.name)
    cooperating = [organization.get_living_unit(pk) for pk in dict.fromkeys(content.cooperating_ids)]
    if lead in cooperating:
        raise errors.LeadCooperates(unit=lead.name)
    leader = kept if kept and kept.pk == content.leader_id else _leader(content.leader_id, body=body, today=today)
    for number in filter(None, (content.quantity, content.budget)):
        checked(number, None, is_share=False)
    columns = {
        "action": action, "product": product, "quantity": content.quantity,
        "product_unit": content.product_unit.strip() if content.quantity is not None else "", "lead": lead,
        "leader": leader, "month": content.month, "milestone": Milestone(content.milestone),
        "level": IssuingLevel(content.level), "budget": content.budget,
    }  # fmt: skip
    return Checked(columns, cooperating)


def _leader(post_id: int | None, *, body: Unit, today: dt.date) -> Post | None:
    if post_id is None:
        return None
    found = selectors.leaders_of(body, today=today).filter(pk=post_id).first()
    if found is None:
        raise errors.LeaderOutside
    return found


def words_of(item: Item, cooperating: Any) -> dict[str, str]:
    """Return what an item says in words, by field: for the log, and for what a decision changed."""
    return {
        "action": item.action,
        "product": item.product_line,
        "lead": item.lead.name,
        "cooperating": "; ".join(unit.name for unit in cooperating),
        "leader": f"{item.leader.person.full_name}, {item.leader.title}" if item.leader else "",
        "month": item.month_line,
        "milestone": str(Milestone(item.milestone).label),
        "level": str(IssuingLevel(item.level).label),
        "budget": "" if item.budget is None else written(Figure(item.budget)),
    }


def move(item: Item, name: str, *, actor: Person, now: dt.datetime, **changes: Any) -> Item:
    """Check a move and write the new state with the changes; part of an act, which logs it.

    Raises:
        WrongItemState and whatever the guards of the move refuse.
        ItemMovedOn: somebody else changed it in the meantime.
    """
    facts = selectors.facts_of(item, actor=actor, today=clock.day_of(now))
    changes |= {"state": lifecycle.require(name, facts), "version": item.version + 1}
    if not Item.objects.filter(pk=item.pk, version=item.version).update(**changes):
        raise errors.ItemMovedOn(action=item.action[:60])
    for column, value in changes.items():
        setattr(item, column, value)
    return item
