"""Whose book is whose: several bodies may have entered the same document."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from dondoc.organization.choices import ISSUING, UnitKind
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


def entries_where_sent(units: Iterable[Unit], entries: Iterable[Arrival]) -> dict[int, Arrival]:
    """Return the entries of a document that was sent to units, by the id of each that has one.

    In its own book, or that of the body it is a part of.

    Args:
        entries: with their units.
    """
    by_path = {body_path(one.unit): one for one in entries}
    found: dict[int, Arrival] = {}
    parts: dict[str, list[int]] = {}
    for unit in units:
        if own := by_path.get(body_path(unit)):
            found[unit.pk] = own
            continue
        above = max((path for path in by_path if unit.path.startswith(path)), key=len, default=None)
        if above is None or unit.kind in ISSUING:
            continue
        if above not in parts:
            parts[above] = units_of_body(by_path[above].unit)
        if unit.pk in parts[above]:
            found[unit.pk] = by_path[above]
    return found


def units_of_body(unit: Unit) -> list[int]:
    """Return the body of a unit and what is below it: no body of its own there, nor a unit with a book of its own."""
    path = body_path(unit)
    keeps_book = ~Q(kind=UnitKind.OFFICE) & Exists(Arrival.objects.filter(unit=OuterRef("pk")))
    is_apart = Q(kind__in=ISSUING) | keeps_book
    there = Unit.objects.filter(path__startswith=path)
    apart = tuple(there.filter(is_apart).exclude(path=path).values_list("path", flat=True))
    return [pk for pk, at in there.values_list("pk", "path") if not at.startswith(apart)]
