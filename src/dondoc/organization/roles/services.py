"""Changing what a role allows: looked at first, then done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import translation

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.access import Ability, Rights, Scope
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.models import Person
from dondoc.organization.people.errors import LastAdministrator

from . import selectors
from .errors import RoleChanged, RoleUnchanged
from .models import RoleRight


def preview_change(
    *, code: str, abilities: Collection[str], scope: str, version: int, actor: Person, now: dt.datetime
) -> list[selectors.Change]:
    """Say who would gain and who would lose what; nothing is written.

    Args:
        version: the one that the actor looked at; 0 for a role as shipped.

    Raises:
        NotAdministrator: the actor is none.
        RoleMissing: there is no such role.
        RoleChanged: somebody else changed it meanwhile.
        RoleUnchanged: it allows just this already.
        LastAdministrator: nobody would be left who administers.
    """
    today = clock.day_of(now)
    require_administrator(actor, today=today)
    role = selectors.get_role(code)
    if role.version != version:
        raise RoleChanged
    wanted = Rights(frozenset(abilities) & frozenset(Ability.values), Scope(scope))
    if wanted == role.rights:
        raise RoleUnchanged
    after = selectors.rights_by_role() | {role.role: wanted}
    administering = [other.value for other, rights in after.items() if Ability.ADMINISTER in rights.abilities]
    if not selectors.administrators(today=today, roles=administering).exists():
        raise LastAdministrator
    return selectors.consequences(role.role, wanted, today=today)


@transaction.atomic
def change_role(
    *, code: str, abilities: Collection[str], scope: str, version: int, actor: Person, now: dt.datetime
) -> None:
    """Let a role allow other things, or see otherwise, from now on.

    Raises:
        NotAdministrator: the actor is none.
        RoleMissing: there is no such role.
        RoleChanged: somebody else changed it meanwhile.
        RoleUnchanged: it allows just this already.
        LastAdministrator: nobody would be left who administers.
    """
    asked = {"code": code, "abilities": abilities, "scope": scope, "version": version}
    preview_change(**asked, actor=actor, now=now)  # type: ignore[arg-type]
    before = selectors.get_role(code).rights
    allowed = [ability for ability in Ability.values if ability in abilities]
    if version == 0:
        _row, is_new = RoleRight.objects.get_or_create(role=code, defaults={"abilities": allowed, "scope": scope})
        if not is_new:
            raise RoleChanged
    elif not RoleRight.objects.filter(role=code, version=version).update(
        abilities=allowed, scope=scope, version=version + 1
    ):
        raise RoleChanged
    audit.record(
        act="organization.role_changed", subject=f"role:{code}", actor=actor, now=now,
        before=_words(before), after=_words(Rights(frozenset(allowed), scope)),
    )  # fmt: skip


def _words(rights: Rights) -> dict[str, object]:
    """Return the codes, and what they mean as the log prints it."""
    with translation.override("vi"):
        return {
            "abilities": sorted(rights.abilities),
            "scope": rights.scope,
            "allows": [str(ability.label) for ability in Ability if ability in rights.abilities],
            "sees": str(Scope(rights.scope).label),
        }
