"""What every act on a unit begins and ends with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.models import FormerName, Person, Unit
from dondoc.organization.units import selectors
from dondoc.organization.units.choices import Happening
from dondoc.organization.units.errors import DayAhead, NameTaken, NotYetThere, UnitChanged, UnitOver
from dondoc.organization.units.models import UnitEvent
from dondoc.organization.units.names import Names, Versions


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that did it, as far as it is known."""

    number: str = ""
    symbol: str = ""
    date: dt.date | None = None


UNKNOWN = Decision()


def begin(*, actor: Person, day: dt.date | None, now: dt.datetime) -> None:
    """Let an administrator change the units, one at a time: what a check found stays true until the act is done.

    Raises:
        NotAdministrator: the actor is none.
        DayAhead: the change has not taken effect.
    """
    today = clock.day_of(now)
    require_administrator(actor, today=today)
    if day is not None and day > today:
        raise DayAhead
    list(Unit.objects.select_for_update().filter(parent=None).order_by("pk").values_list("pk"))


def open_unit(unit_id: int, *, version: int) -> Unit:
    """Return a living unit as the actor saw it.

    Raises:
        UnitMissing: no such unit.
        UnitOver: it is no more.
        UnitChanged: somebody changed it since.
    """
    unit = selectors.get_unit(unit_id)
    require_living(unit)
    if unit.version != version:
        raise UnitChanged
    return unit


def require_living(unit: Unit, *, since: dt.date | None = None) -> None:
    """Let a unit through that is there today, and was on a day.

    Raises:
        UnitOver: it is no more.
        NotYetThere: it was founded later.
    """
    if unit.valid_to is not None:
        raise UnitOver(name=unit.name, day=format_date(unit.valid_to))
    if since is not None and unit.valid_from is not None and since < unit.valid_from:
        raise NotYetThere(name=unit.name, day=format_date(unit.valid_from))


def require_free_name(names: Names, *, but: Unit | None = None) -> None:
    """Let a name through that no other living unit bears in the same place.

    Raises:
        NameTaken: another one does.
    """
    others = Unit.objects.living().filter(parent=names.parent_id, name=names.name)
    if any(other != but for other in others):
        raise NameTaken(name=names.name)


def write_versions(unit: Unit, versions: Versions) -> None:
    """Write dated names that `names.renamed`, `preceded` or `ended` made of those the unit had."""
    *former, present = versions
    for version in reversed(former):  # a version gets its start before an older one takes "since ever" from it
        ends, fields = cast("dt.date", version.ends), version.names.as_fields() | {"valid_from": version.starts}
        FormerName.objects.update_or_create(unit=unit, valid_to=ends, defaults=fields)
    for field, value in present.names.as_fields().items():
        setattr(unit, field, value)
    unit.named_from, unit.valid_to = present.starts, present.ends
    unit.version += 1
    unit.save()


def note(
    kind: Happening, unit: Unit, *, day: dt.date, decision: Decision, actor: Person, now: dt.datetime,
    successors: Iterable[Unit] = (),
) -> UnitEvent:  # fmt: skip
    """Keep what happened to a unit."""
    event = UnitEvent.objects.create(
        unit=unit, kind=kind, day=day, decision_number=decision.number, decision_symbol=decision.symbol,
        decision_date=decision.date, recorded_by=actor, recorded_at=now,
    )  # fmt: skip
    event.successors.set(successors)
    return event


def record(
    event: UnitEvent, *, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None
) -> None:
    """Write the entry of an act on a unit."""
    audit.record(
        act=f"organization.unit_{event.kind}", subject=f"unit:{event.unit_id}", actor=event.recorded_by,
        now=event.recorded_at, before=before,
        after={"day": event.day.isoformat(), "decision": event.decision} | dict(after or {}),
    )  # fmt: skip


def in_words(names: Names) -> dict[str, str]:
    """Return names as the log keeps them."""
    above = Unit.objects.filter(pk=names.parent_id).first() if names.parent_id else None
    return {
        "unit_name": names.name, "short_name": names.short_name, "symbol": names.symbol, "e_id": names.e_id,
        "address": names.address, "parent": above.name if above else "",
    }  # fmt: skip
