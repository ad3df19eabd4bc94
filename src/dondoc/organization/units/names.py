"""Dated names: which hold on a day, and how a change closes one version and opens the next. Pure.

The versions of a unit are kept oldest first; each ends on the day on which the next starts, so that exactly one holds
on every day of the unit's life.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from dondoc.kernel.vietnamese import format_date

from .errors import DayBeforeNames, NamesKnownSince, NamesUnchanged, UntilTooLate


class Bearer(Protocol):
    """Whatever row bears names."""

    name: Any
    short_name: Any
    symbol: Any
    e_id: Any
    address: Any
    parent_id: Any


@dataclass(frozen=True, slots=True)
class Names:
    """What a unit is called, where it stands, and where it is found."""

    name: str
    short_name: str
    symbol: str = ""
    e_id: str = ""
    address: str = ""
    parent_id: int | None = None

    @classmethod
    def of(cls, row: Bearer) -> Names:
        """Return the names that a row bears."""
        return cls(row.name, row.short_name, row.symbol, row.e_id, row.address, row.parent_id)

    def as_fields(self) -> dict[str, Any]:
        """Return them by the names of the columns."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Version:
    """Names from a day (None: since before our records) until before another (None: still)."""

    names: Names
    starts: dt.date | None = None
    ends: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Say whether the names hold on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)


Versions = tuple[Version, ...]


def holding(versions: Sequence[Version], day: dt.date) -> Version | None:
    """Return the version of a day; None outside the unit's life."""
    return next((version for version in versions if version.holds_on(day)), None)


def nearest(versions: Sequence[Version], day: dt.date) -> Version:
    """Return the version of a day; before the unit's life the first one, after it the last."""
    starts = versions[0].starts
    return holding(versions, day) or (versions[0] if starts is not None and day < starts else versions[-1])


def renamed(versions: Versions, names: Names, day: dt.date) -> Versions:
    """Return the versions when new names hold from a day on; on the day the present ones began they are corrected.

    Raises:
        NamesUnchanged: they are the present ones.
        DayBeforeNames: the present ones began later.
    """
    *earlier, present = versions
    if names == present.names:
        raise NamesUnchanged
    if present.starts is not None and day < present.starts:
        raise DayBeforeNames(name=present.names.name, day=format_date(present.starts))
    closed = [] if present.starts == day else [replace(present, ends=day)]
    return (*earlier, *closed, Version(names, day, present.ends))


def preceded(versions: Versions, names: Names, until: dt.date) -> Versions:
    """Return the versions when other names held before a day, as far back as anybody knows.

    Raises:
        NamesKnownSince: the first names are known to begin with the unit.
        UntilTooLate: the first names ended by then.
        NamesUnchanged: they are the first ones.
    """
    first, *later = versions
    if first.starts is not None:
        raise NamesKnownSince(day=format_date(first.starts))
    if first.ends is not None and until >= first.ends:
        raise UntilTooLate(day=format_date(first.ends))
    if names == first.names:
        raise NamesUnchanged
    return (Version(names, None, until), replace(first, starts=until), *later)


def ended(versions: Versions, day: dt.date) -> Versions:
    """Return the versions of a unit that is no more from a day on.

    Raises:
        DayBeforeNames: the present names did not hold on the day before.
    """
    *earlier, present = versions
    if present.starts is not None and day <= present.starts:
        raise DayBeforeNames(name=present.names.name, day=format_date(present.starts + dt.timedelta(days=1)))
    return (*earlier, replace(present, ends=day))


def loops(histories: Mapping[int, Versions], unit_id: int, parent_id: int, day: dt.date) -> bool:
    """Say whether a unit that stands under another from a day on would on some day stand under itself.

    Every later day on which anything moved is looked at: a change may be entered after others that follow it.
    """
    moves = {version.starts for versions in histories.values() for version in versions}
    parent_on: Callable[[int, dt.date], int | None] = lambda one, at: nearest(histories[one], at).names.parent_id  # noqa: E731
    for at in sorted({day, *(moved for moved in moves if moved is not None and moved > day)}):
        above: int | None = parent_id
        passed: set[int] = set()
        while above is not None and above not in passed:
            if above == unit_id:
                return True
            passed.add(above)
            above = parent_on(above, at)
    return False
