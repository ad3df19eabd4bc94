"""A unit changes its place in the tree, or ends: transferred, merged, split, dissolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person, Post, Unit
from dondoc.organization.units import selectors
from dondoc.organization.units.choices import Happening
from dondoc.organization.units.errors import PartsMissing, PostBegins, SubunitsRemain, TreeLoop
from dondoc.organization.units.names import Names, ended, loops, renamed

from .common import (
    UNKNOWN,
    Decision,
    begin,
    in_words,
    note,
    open_unit,
    record,
    require_free_name,
    require_living,
    write_versions,
)
from .naming import make_unit


@transaction.atomic
def transfer_unit(
    *, unit_id: int, version: int, parent_id: int, day: dt.date, decision: Decision = UNKNOWN,
    actor: Person, now: dt.datetime,
) -> Unit:  # fmt: skip
    """Put a unit, and all below it, under another one from a day on.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the day lies ahead.
        UnitMissing: no such unit, or none to put it under.
        UnitOver: one of them is no more.
        NotYetThere: the unit above was founded later.
        UnitChanged: somebody changed the unit since.
        TreeLoop: it would stand under itself.
        DayBeforeNames: its present place began later.
        NamesUnchanged: it stands there.
        NameTaken: another unit there bears its name.
    """
    begin(actor=actor, day=day, now=now)
    unit = open_unit(unit_id, version=version)
    before, parent = Names.of(unit), selectors.get_unit(parent_id)
    _put_under(unit, parent, day=day)
    event = note(Happening.TRANSFERRED, unit, day=day, decision=decision, actor=actor, now=now)
    record(event, before={"parent": in_words(before)["parent"]}, after={"parent": parent.name})
    return unit


@transaction.atomic
def merge_unit(
    *, unit_id: int, version: int, into_id: int, day: dt.date, decision: Decision = UNKNOWN,
    actor: Person, now: dt.datetime,
) -> Unit:  # fmt: skip
    """End a unit by merging it into another one, which takes over the units below it and sees all its records.

    Posts in the unit end; nobody is appointed in the other one, that is for its own decision.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the day lies ahead.
        UnitMissing: no such unit, or none to merge it into.
        UnitOver: one of them is no more.
        NotYetThere: the one that takes it over was founded later.
        UnitChanged: somebody changed the unit since.
        TreeLoop: the other one is the unit itself, or below it.
        DayBeforeNames: its names, or those of a unit below, did not hold before that day.
        NameTaken: the one that takes over has a unit of the same name as one below.
        PostBegins: somebody takes up a post in it later.
    """
    begin(actor=actor, day=day, now=now)
    unit, into = open_unit(unit_id, version=version), selectors.get_unit(into_id)
    require_living(into, since=day)
    if into.path.startswith(unit.path):
        raise TreeLoop
    taken_over = list(unit.children.living().order_by("sort_key", "pk"))
    for child in taken_over:
        _put_under(selectors.get_unit(child.pk), into, day=day)
        note(Happening.TRANSFERRED, child, day=day, decision=decision, actor=actor, now=now)
    _end(unit, day=day)
    _move_paths(unit, under=into)
    event = note(Happening.MERGED, unit, day=day, decision=decision, actor=actor, now=now, successors=[into])
    record(event, after={"successors": [into.name], "units_below": [child.name for child in taken_over]})
    return unit


@transaction.atomic
def split_unit(
    *, unit_id: int, version: int, parts: Sequence[Names], goes_on: bool, day: dt.date,
    decision: Decision = UNKNOWN, actor: Person, now: dt.datetime,
) -> list[Unit]:  # fmt: skip
    """Make new units of a unit or of a part of it, beside it in the tree; return the new ones.

    Args:
        parts: their names; they stand where the unit stands.
        goes_on: the unit lives on without the part (tách); False: it ends (chia).

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the day lies ahead.
        PartsMissing: too few new units.
        UnitMissing: no such unit.
        UnitOver: it is no more.
        UnitChanged: somebody changed it since.
        SubunitsRemain: it ends, and units still stand under it.
        DayBeforeNames: its present names did not hold before that day.
        NameTaken: another unit there bears one of the names.
        PostBegins: it ends, and somebody takes up a post in it later.
    """
    begin(actor=actor, day=day, now=now)
    unit = open_unit(unit_id, version=version)
    if len(parts) < (1 if goes_on else 2):
        raise PartsMissing
    ended(unit.versions, day)  # also a unit that goes on was there before the day
    if goes_on:
        Unit.objects.filter(pk=unit.pk).update(version=F("version") + 1)
    else:
        _require_none_below(unit)
        _end(unit, day=day)
    made = []
    for part in parts:
        names = replace(part, parent_id=unit.parent_id)
        require_free_name(names)
        made.append(make_unit(names, kind=unit.kind, day=day))
    kind = Happening.SPUN_OFF if goes_on else Happening.SPLIT
    event = note(kind, unit, day=day, decision=decision, actor=actor, now=now, successors=made)
    record(event, after={"successors": [part.name for part in made]})
    return made


@transaction.atomic
def dissolve_unit(
    *, unit_id: int, version: int, day: dt.date, decision: Decision = UNKNOWN, actor: Person, now: dt.datetime
) -> Unit:
    """End a unit that none follows.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the day lies ahead.
        UnitMissing: no such unit.
        UnitOver: it is no more.
        UnitChanged: somebody changed it since.
        SubunitsRemain: units still stand under it.
        DayBeforeNames: its present names did not hold before that day.
        PostBegins: somebody takes up a post in it later.
    """
    begin(actor=actor, day=day, now=now)
    unit = open_unit(unit_id, version=version)
    _require_none_below(unit)
    _end(unit, day=day)
    record(note(Happening.DISSOLVED, unit, day=day, decision=decision, actor=actor, now=now))
    return unit


def _put_under(unit: Unit, parent: Unit, *, day: dt.date) -> None:
    require_living(parent, since=day)
    if loops(selectors.histories(), unit.pk, parent.pk, day):
        raise TreeLoop
    names = replace(Names.of(unit), parent_id=parent.pk)
    versions = renamed(unit.versions, names, day)
    require_free_name(names)
    write_versions(unit, versions)
    _move_paths(unit, under=parent)


def _move_paths(unit: Unit, *, under: Unit) -> None:
    """Give the unit and everything below it the place under another one, in one statement."""
    new, rest = f"{under.path}{unit.pk}/", len(unit.path) + 1
    Unit.objects.filter(path__startswith=unit.path).update(path=Concat(Value(new), Substr("path", rest)))
    unit.path = new


def _require_none_below(unit: Unit) -> None:
    below = list(unit.children.living().order_by("sort_key", "pk").values_list("name", flat=True))
    if below:
        raise SubunitsRemain(names="; ".join(below))


def _end(unit: Unit, *, day: dt.date) -> None:
    """End the unit and the posts in it; its row, its names and its records stay."""
    posts = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit=unit)
    late = posts.filter(valid_from__gte=day).select_related("person").first()
    if late is not None:
        raise PostBegins(person=late.person.full_name, unit=unit.name, day=format_date(late.valid_from))
    write_versions(unit, ended(unit.versions, day))
    posts.update(valid_to=day)
