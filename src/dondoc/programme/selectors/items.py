"""Who may see an item of the yearly work programme, and what each may do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import HEADS, ISSUING
from dondoc.organization.models import Person, Post, Unit
from dondoc.programme.choices import IN_PROGRAMME, ON_THE_WAY, ItemState
from dondoc.programme.errors import ItemMissing, ItemMovedOn, NothingChosen
from dondoc.programme.lifecycle import MOVES, Facts, blockers
from dondoc.programme.models import Item
from dondoc.tasks import selectors as tasks

from .seeing import known_units

SHOWN = ("unit", "lead", "leader__person", "approval")


def items_visible_to(person: Person, *, today: dt.date) -> QuerySet[Item]:
    """Return the items a person may know of.

    Those of the units they look after, whether these registered them, lead them or take part; and the programme, once
    it is approved, of every body whose part they are.
    """
    inside = organization.scope_units(person, today=today)
    taking_part = Item.objects.filter(cooperating__in=inside).values("pk")
    ours = Q(unit__in=inside) | Q(lead__in=inside) | Q(body__in=inside) | Q(pk__in=taking_part)
    approved = Q(state__in=IN_PROGRAMME, body__in=known_units(person, today=today))
    return Item.objects.filter(ours | approved)


def get_item(item_id: int, *, person: Person, today: dt.date) -> Item:
    """Return one visible item with what its page shows.

    Raises:
        ItemMissing: no such item, or not one the person may know of.
    """
    related = (*SHOWN, "body", "task", "approval__decision", "merged_into", "registered_by")
    heavy = ("text", "reading", "search_text")
    seen = items_visible_to(person, today=today).select_related(*related)
    found = seen.defer(*(f"approval__decision__{name}" for name in heavy)).filter(pk=item_id).first()
    if found is None:
        raise ItemMissing
    return found


def items_for_change(versions: Mapping[int, int], *, actor: Person, now: dt.datetime) -> list[Item]:
    """Return visible items as the actor saw them, locked where the database can lock, in the order of the programme.

    Args:
        versions: of each item as the page showed it.

    Raises:
        NothingChosen: none is named.
        ItemMissing: one of them is not there, or the actor may not know of it.
        ItemMovedOn: somebody changed one of them since.
    """
    if not versions:
        raise NothingChosen
    seen = items_visible_to(actor, today=clock.day_of(now)).filter(pk__in=versions).values("pk")
    rows = Item.objects.select_related("body", "unit", "lead", "leader__person").select_for_update(of=("self",))
    found = list(rows.filter(pk__in=seen).order_by("month", "lead__path", "pk"))
    if len(found) != len(versions):
        raise ItemMissing
    for item in found:
        if item.version != versions[item.pk]:
            raise ItemMovedOn(action=item.action[:60])
    return found


def facts_of(item: Item, *, actor: Person, today: dt.date) -> Facts:
    """Return what the rules look at, for one item and one person."""
    return Facts(
        state=ItemState(item.state),
        actor_is_of_unit=registers_for(actor, item.unit, today=today),
        actor_gathers=gathers(actor, item.body, today=today),
        actor_approves=tasks.acts_for(actor, item.body, today=today),
        body=item.body.name,
    )


def moves_of(item: Item, *, person: Person, today: dt.date) -> set[str]:
    """Return the steps that are open to a person."""
    facts = facts_of(item, actor=person, today=today)
    return {name for name in MOVES if not blockers(name, facts)}


def registers_for(person: Person, unit: Unit, *, today: dt.date) -> bool:
    """Say whether a person registers items of a unit: its people, and who acts for it or for one above."""
    inside = any(post.unit.path.startswith(unit.path) for post in person.exercised_posts(today))
    return inside or organization.reaches(person, unit, Ability.LEAD_UNIT, today=today)


def gathers(person: Person, body: Unit, *, today: dt.date) -> bool:
    """Say whether a person gathers the programme of a body: who acts for it, and the people of its office."""
    return body.pk in tasks.tracked_by(person, today=today)


def registering_units(person: Person, *, today: dt.date, named: int | None = None) -> list[Unit]:
    """Return the units for which a person registers items: their own, and a named one below for which they do, too."""
    own = {post.unit.pk: post.unit for post in person.exercised_posts(today)}
    other = Unit.objects.living().filter(pk=named).first() if named and named not in own else None
    if other is not None and registers_for(person, other, today=today):
        own[other.pk] = other
    return list(own.values())


def bodies_of(units: list[Unit]) -> list[Unit]:
    """Return the bodies to whose programmes units belong, the nearest first: those with a seal, above or themselves."""
    ids = {int(part) for unit in units for part in unit.path.strip("/").split("/")}
    found = Unit.objects.living().filter(pk__in=ids, kind__in=ISSUING)
    return sorted(found, key=lambda body: (-len(body.path), body.path))


def leaders_of(body: Unit, *, today: dt.date) -> QuerySet[Post]:
    """Return the posts that lead a body today, of which one is in charge of an item."""
    posts = Post.objects.on(today).filter(unit=body, role__in=HEADS, person__is_active=True)
    return posts.select_related("person").order_by("-is_head", "pk")


def mergeable(item: Item) -> QuerySet[Item]:
    """Return the items of the same programme into which one can be merged."""
    there = Item.objects.filter(body=item.body_id, year=item.year, state__in=ON_THE_WAY).exclude(pk=item.pk)
    return there.exclude(state=ItemState.RETURNED).select_related("lead").order_by("month", "pk")
