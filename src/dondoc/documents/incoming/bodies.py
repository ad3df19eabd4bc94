"""Whose book is whose: several bodies may have entered the same document. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Unit

from .models import Arrival


def body_path(unit: Unit) -> str:
    """Return the prefix of the tree for which a unit keeps a book: an office keeps that of the body it serves."""
    if unit.kind != UnitKind.OFFICE:
        return unit.path
    above = unit.path.strip("/").rpartition("/")[0]
    return f"/{above}/" if above else unit.path


def entry_in_body(unit: Unit, entries: Iterable[Arrival]) -> Arrival | None:
    """Return the entry of a document in the books of the body that a unit belongs to, its own or its office's.

    Args:
        entries: with their units.
    """
    return next((one for one in entries if body_path(one.unit) == body_path(unit)), None)


def entry_for(unit: Unit, entries: Iterable[Arrival]) -> Arrival | None:
    """Return the entry of a document that is a unit's: of the book nearest above it, or the one it came in by alone.

    What a body of ours issued came in nowhere else than where it was entered.

    Args:
        entries: with their units.
    """
    there = list(entries)
    if len(there) == 1 and there[0].entered_on is None:
        return there[0]
    above = [one for one in there if unit.path.startswith(body_path(one.unit))]
    own = [one for one in above if one.unit_id == unit.pk]
    return max(own or above, key=lambda one: len(body_path(one.unit)), default=None)
