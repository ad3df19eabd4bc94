"""Acts on the organisation."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.kernel.vietnamese import fold

from .choices import HEADS
from .models import Person, Post, Unit, UnitAlias
from .people.selectors import require_no_other_head


@transaction.atomic
def add_unit(
    *,
    name: str,
    short_name: str,
    kind: str,
    parent: Unit | None = None,
    symbol: str = "",
    aliases: tuple[str, ...] = (),
) -> Unit:
    """Add a unit under its parent and give it its place in the tree."""
    unit = Unit.objects.create(
        parent=parent, kind=kind, name=name, short_name=short_name, symbol=symbol, aliases="\n".join(aliases)
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


@transaction.atomic
def add_person(*, username: str, full_name: str, is_demo: bool = False, password: str | None = None) -> Person:
    """Add somebody; without a password they cannot sign in by one."""
    person = Person(username=username, full_name=full_name, is_demo=is_demo)
    person.set_password(password) if password else person.set_unusable_password()
    person.save()
    return person


@transaction.atomic
def remember_name(*, printed: str, unit: Unit, issuer: str, actor: Person, now: dt.datetime) -> UnitAlias:
    """Remember what a printed name means in the documents of an issuer; a later correction takes its place."""
    alias, _made = UnitAlias.objects.update_or_create(
        issuer=fold(issuer)[:300],
        name=fold(printed)[:300],
        defaults={"unit": unit, "confirmed_by": actor, "confirmed_at": now},
    )
    return alias


@transaction.atomic
def appoint(
    *,
    person: Person,
    unit: Unit,
    role: str,
    title: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    is_head: bool | None = None,
) -> Post:
    """Give a person a post in a unit from a day on, until before another.

    Args:
        is_head: whether they head the unit; None: the role says so by its name.

    Raises:
        TwoHeads: somebody else heads the unit on one of these days.
    """
    heads = role in HEADS if is_head is None else is_head
    if heads:
        require_no_other_head(unit, valid_from=valid_from, valid_to=valid_to)
    return Post.objects.create(
        person=person, unit=unit, role=role, title=title, valid_from=valid_from, valid_to=valid_to, is_head=heads
    )
