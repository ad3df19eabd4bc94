"""A unit gets names: when it is founded, when it is renamed, and what it was called before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.organization.models import Person, Unit
from dondoc.organization.units import selectors
from dondoc.organization.units.choices import Happening
from dondoc.organization.units.names import Names, preceded, renamed

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


@transaction.atomic
def found_unit(
    *, names: Names, kind: str, day: dt.date | None, decision: Decision = UNKNOWN, actor: Person, now: dt.datetime
) -> Unit:
    """Add a unit under the one that its names say.

    Args:
        day: its first day; None when nobody knows it.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: it is not founded yet.
        UnitMissing: no such unit above.
        UnitOver: the unit above is no more.
        NotYetThere: the unit above was founded later.
        NameTaken: another unit there bears the name.
    """
    begin(actor=actor, day=day, now=now)
    if names.parent_id is not None:
        require_living(selectors.get_unit(names.parent_id), since=day)
    require_free_name(names)
    unit = make_unit(names, kind=kind, day=day)
    if day is not None:
        record(note(Happening.FOUNDED, unit, day=day, decision=decision, actor=actor, now=now), after=in_words(names))
    else:
        audit.record(
            act="organization.unit_added", subject=f"unit:{unit.pk}", actor=actor, now=now, after=in_words(names)
        )
    return unit


def make_unit(names: Names, *, kind: str, day: dt.date | None) -> Unit:
    """Write the row of a new unit and give it its place in the tree."""
    unit = Unit.objects.create(kind=kind, valid_from=day, named_from=day, **names.as_fields())
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


@transaction.atomic
def rename_unit(
    *, unit_id: int, version: int, names: Names, day: dt.date, decision: Decision = UNKNOWN,
    actor: Person, now: dt.datetime,
) -> Unit:  # fmt: skip
    """Give a unit new names, an address or an identifier from a day on; earlier documents name it as it was.

    Args:
        version: of the unit as the actor saw it.
        names: all of them; the place in the tree stays as it is.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the day lies ahead.
        UnitMissing: no such unit.
        UnitOver: it is no more.
        UnitChanged: somebody changed it since.
        DayBeforeNames: its present names began later.
        NamesUnchanged: nothing is new.
        NameTaken: another unit there bears the name.
    """
    begin(actor=actor, day=day, now=now)
    unit = open_unit(unit_id, version=version)
    before, after = Names.of(unit), replace(names, parent_id=unit.parent_id)
    versions = renamed(unit.versions, after, day)
    require_free_name(after, but=unit)
    write_versions(unit, versions)
    event = note(Happening.RENAMED, unit, day=day, decision=decision, actor=actor, now=now)
    record(event, before=in_words(before), after=in_words(after))
    return unit


@transaction.atomic
def add_earlier_names(
    *, unit_id: int, version: int, names: Names, until: dt.date, decision: Decision = UNKNOWN,
    actor: Person, now: dt.datetime,
) -> Unit:  # fmt: skip
    """Write down what a unit was called before the first names on record, so that old documents are understood.

    Args:
        until: the first day of the names that followed.
        decision: the one that ended these names.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the day lies ahead.
        UnitMissing: no such unit.
        UnitOver: it is no more.
        UnitChanged: somebody changed it since.
        NamesKnownSince: its names are known from its first day on.
        UntilTooLate: the first names ended by then.
        NamesUnchanged: they are the first ones on record.
    """
    begin(actor=actor, day=until, now=now)
    unit = open_unit(unit_id, version=version)
    first = unit.versions[0].names
    earlier = replace(names, parent_id=first.parent_id)
    write_versions(unit, preceded(unit.versions, earlier, until))
    event = note(Happening.RENAMED, unit, day=until, decision=decision, actor=actor, now=now)
    record(event, before=in_words(earlier), after=in_words(first))
    return unit
