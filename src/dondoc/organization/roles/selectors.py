"""Reads of the roles: what each allows today, and what would follow from a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from dondoc.organization import models
from dondoc.organization.access import SHIPPED, Ability, Rights, Scope
from dondoc.organization.choices import Role
from dondoc.organization.people.models import Delegation

from .errors import RoleMissing
from .models import RoleRight

if TYPE_CHECKING:
    from dondoc.organization.models import Person

# Names shown of those who gain or lose something; the count says how many there are.
NAMES = 20


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role as it stands."""

    role: Role
    rights: Rights
    version: int  # 0: as shipped, never changed
    holders: int = 0

    @property
    def abilities(self) -> list[Ability]:
        """Return the abilities in the order of their list."""
        return [ability for ability in Ability if ability in self.rights.abilities]

    @property
    def scope(self) -> Scope:
        """Return how far it sees."""
        return Scope(self.rights.scope)

    @property
    def is_shipped(self) -> bool:
        """Say whether it allows what the product ships."""
        return self.rights == SHIPPED[self.role]


@dataclass(frozen=True, slots=True)
class Change:
    """What people would gain or lose: an ability, or how far they see."""

    what: Ability | Scope
    is_gain: bool
    count: int
    names: list[str]
    instead_of: Scope | None = None

    @property
    def more(self) -> int:
        """Return how many people are not named."""
        return self.count - len(self.names)


def rights_by_role() -> dict[Role, Rights]:
    """Return what each role allows: as an administrator changed it, else as shipped."""
    return {role: view.rights for role, view in _views().items()}


def roles_allowing(ability: Ability) -> list[str]:
    """Return the codes of the roles that allow an ability."""
    return [role.value for role, rights in rights_by_role().items() if ability in rights.abilities]


def roles(*, today: dt.date) -> list[RoleView]:
    """Return every role with the number of people who hold it."""
    counts: dict[str, int] = dict(
        models.Post.objects.on(today)
        .filter(person__is_active=True)
        .values_list("role")
        .annotate(people=Count("person", distinct=True))
    )
    return [replace(view, holders=counts.get(role, 0)) for role, view in _views().items()]


def get_role(code: str) -> RoleView:
    """Return one role.

    Raises:
        RoleMissing: there is none of this code.
    """
    if code not in Role.values:
        raise RoleMissing
    return _views()[Role(code)]


def consequences(role: Role, wanted: Rights, *, today: dt.date) -> list[Change]:
    """Say who would gain and who would lose what, if a role became as wanted.

    Whoever has an ability through another post neither gains nor loses it.
    """
    every = rights_by_role()
    now = every[role]
    changes = []
    for ability in Ability:
        if (ability in now.abilities) == (ability in wanted.abilities):
            continue
        others = [code for code, rights in every.items() if code != role and ability in rights.abilities]
        kept = _exercising(others, ability, today=today).values("pk")
        concerned = _exercising([role], ability, today=today).exclude(pk__in=kept)
        changes.append(_change(ability, concerned, is_gain=ability in wanted.abilities))
    if now.scope != wanted.scope:
        order = Scope.values
        is_wider = order.index(wanted.scope) > order.index(now.scope)
        concerned = _exercising([role], None, today=today)
        changes.append(_change(Scope(wanted.scope), concerned, is_gain=is_wider, instead_of=Scope(now.scope)))
    return changes


def administrators(*, today: dt.date, roles: list[str] | None = None) -> QuerySet[Person]:
    """Return who administers the system today, or would if these roles allowed it."""
    holding = roles_allowing(Ability.ADMINISTER) if roles is None else roles
    return _exercising(holding, Ability.ADMINISTER, today=today)


def _views() -> dict[Role, RoleView]:
    changed = {row.role: row for row in RoleRight.objects.all()}
    return {
        role: RoleView(role, row.as_rights(), row.version) if (row := changed.get(role)) else RoleView(role, rights, 0)
        for role, rights in SHIPPED.items()
    }


def _exercising(roles: Collection[str], ability: Ability | None, *, today: dt.date) -> QuerySet[Person]:
    """Return who holds a post of these roles, or acts for somebody away who does; administering is never given away."""
    posts = models.Post.objects.on(today).filter(role__in=roles).values("pk")
    by_post = Q(posts__in=posts)
    if ability != Ability.ADMINISTER:
        given = Delegation.objects.on(today).filter(post__in=posts).values("delegate")
        by_post |= Q(pk__in=given)
    return models.Person.objects.filter(by_post, is_active=True).distinct()


def _change(
    what: Ability | Scope, people: QuerySet[Person], *, is_gain: bool, instead_of: Scope | None = None
) -> Change:
    names = people.order_by("sort_key", "pk").values_list("full_name", "sort_key", "pk")[:NAMES]
    return Change(what, is_gain, people.count(), [name for name, _key, _pk in names], instead_of)
