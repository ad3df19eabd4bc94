"""Who may see a target, and what each may do with it. Visibility is asked for here, once."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.programme.errors import ClosedMissing, NotCounting, NotOwner, TargetMissing
from dondoc.programme.models import ClosedFigure, Target, TargetQuerySet


def known_units(person: Person, *, today: dt.date) -> QuerySet[Unit]:
    """Return the units whose totals a person may know: those they look after, and those above, whose part they are."""
    paths = organization.scope_paths(person, today=today)
    paths += [post.unit.path for post in person.exercised_posts(today)]
    above = {int(part) for path in paths for part in path.strip("/").split("/")}
    return Unit.objects.filter(organization.under(paths) | Q(pk__in=above))


def visible_to(person: Person, *, today: dt.date) -> TargetQuerySet:
    """Return the targets a person may know of; the records behind their figures are another matter."""
    return Target.objects.filter(owner__in=known_units(person, today=today))


def get(target_id: int, *, person: Person, today: dt.date) -> Target:
    """Return one visible target.

    Raises:
        TargetMissing: no such target, or not one the person may know of.
    """
    related = ("owner", "source", "created_by")
    heavy = ("source__text", "source__reading", "source__search_text")
    found = visible_to(person, today=today).select_related(*related).defer(*heavy).filter(pk=target_id).first()
    if found is None:
        raise TargetMissing
    return found


def get_closed(closed_id: int, *, person: Person, today: dt.date) -> ClosedFigure:
    """Return one closed figure of a visible target, with its period.

    Raises:
        ClosedMissing: no such figure, or not one the person may know of.
    """
    seen = visible_to(person, today=today).values("pk")
    rows = ClosedFigure.objects.select_related("closing", "target__owner").filter(pk=closed_id, target__in=seen)
    found = rows.first()
    if found is None:
        raise ClosedMissing
    return found


def may_manage(person: Person, unit: Unit, *, today: dt.date) -> bool:
    """Say whether a person sets, plans and closes the targets of a unit: its head, and who acts for one above it."""
    return organization.reaches(person, unit, Ability.LEAD_UNIT, today=today)


def managed_units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units whose targets a person sets, each under the one above it."""
    paths = organization.paths_with(person, Ability.LEAD_UNIT, today=today)
    return [unit for unit in organization.all_units() if any(unit.path.startswith(path) for path in paths)]


def may_type(person: Person, target: Target, *, today: dt.date) -> bool:
    """Say whether a person types the figures of a target: the people of its unit, and who acts for it."""
    posts = person.exercised_posts(today)
    inside = any(post.unit.path.startswith(target.owner.path) for post in posts)
    return inside or may_manage(person, target.owner, today=today)


def require_manager(person: Person, unit: Unit, *, today: dt.date) -> None:
    """Refuse who does not act for a unit.

    Raises:
        NotOwner: they do not.
    """
    if not may_manage(person, unit, today=today):
        raise NotOwner


def require_typist(person: Person, target: Target, *, today: dt.date) -> None:
    """Refuse who is not of the unit of a target.

    Raises:
        NotCounting: they are not.
    """
    if not may_type(person, target, today=today):
        raise NotCounting
