"""Gathering what units registered (tổng hợp): taking in, sending back, leaving out, merging; all or nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from dondoc.audit import services as audit
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.models import Item

from .items import Versions, move


@transaction.atomic
def gather(*, versions: Versions, actor: Person, now: dt.datetime) -> list[Item]:
    """Take registered items into the draft of the programme, or one that was left out back into it.

    Args:
        versions: of each item as the page showed it.

    Raises:
        NothingChosen, ItemMissing, ItemMovedOn: see `selectors.items_for_change`.
        WrongItemState: one of them is not registered.
        NotGathering: the actor does not gather the programme.
    """
    return _each("gather", versions, actor=actor, now=now, reason="")


@transaction.atomic
def send_back(*, versions: Versions, reason: str, actor: Person, now: dt.datetime) -> list[Item]:
    """Send items back to the units that registered them, saying what is to be changed.

    Raises:
        ItemReasonMissing: no reason is given.
        NothingChosen, ItemMissing, ItemMovedOn, WrongItemState, NotGathering: see `gather`.
    """
    return _each("send_back", versions, actor=actor, now=now, reason=_said(reason))


@transaction.atomic
def leave_out(*, versions: Versions, reason: str, actor: Person, now: dt.datetime) -> list[Item]:
    """Leave items out of the programme, saying why.

    Raises:
        ItemReasonMissing: no reason is given.
        NothingChosen, ItemMissing, ItemMovedOn, WrongItemState, NotGathering: see `gather`.
    """
    return _each("leave_out", versions, actor=actor, now=now, reason=_said(reason))


@transaction.atomic
def merge_item(*, item_id: int, version: int, into_id: int | None, actor: Person, now: dt.datetime) -> Item:
    """Merge an item into another one of the same programme, which goes on for both.

    What the other one says stays: task, product, quantity, month and lead. Who leads the merged item, and who takes
    part in it, take part in the other one. Quantities and budgets are not added up: nobody said that they add up.

    Returns:
        The item that goes on.

    Raises:
        ItemMissing, ItemMovedOn, WrongItemState, NotGathering: see `gather`.
        MergeIntoItself: the other one is none into which it can be merged.
    """
    (item,) = selectors.items_for_change({item_id: version}, actor=actor, now=now)
    into = selectors.mergeable(item).select_for_update(of=("self",)).filter(pk=into_id or 0).first()
    if into is None:
        raise errors.MergeIntoItself
    move(item, "merge", actor=actor, now=now, merged_into=into)
    _log("merge", item, {"merged_into": into.action}, actor=actor, now=now)
    _take_part(item, into, actor=actor, now=now)
    return into


def _take_part(item: Item, into: Item, *, actor: Person, now: dt.datetime) -> None:
    """Let the units of a merged item take part in the one that goes on for it, which changes by that."""
    before = list(into.cooperating.order_by("path"))
    joining = {unit.pk: unit for unit in [*before, item.lead, *item.cooperating.order_by("path")]}
    joining.pop(into.lead_id, None)
    into.cooperating.set(joining.values())
    Item.objects.filter(pk=into.pk).update(version=F("version") + 1)
    into.refresh_from_db(fields=["version"])
    after = {"cooperating": "; ".join(unit.name for unit in joining.values()), "merged": item.action}
    _log("take_in", into, after, actor=actor, now=now)


def _said(reason: str) -> str:
    if not reason.strip():
        raise errors.ItemReasonMissing
    return reason.strip()


def _each(name: str, versions: Versions, *, reason: str, actor: Person, now: dt.datetime) -> list[Item]:
    items = selectors.items_for_change(versions, actor=actor, now=now)
    for item in items:
        move(item, name, actor=actor, now=now, reason=reason)
        _log(name, item, {"reason": reason} if reason else {}, actor=actor, now=now)
    return items


def _log(name: str, item: Item, after: dict[str, Any], *, actor: Person, now: dt.datetime) -> None:
    audit.record(act=f"programme.{name}_item", subject=f"item:{item.pk}", actor=actor, now=now, after=after)
