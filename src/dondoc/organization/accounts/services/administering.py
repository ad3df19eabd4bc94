"""What an administrator does for others: accounts, links to set a password, roles that require the second step."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization import services as organization
from dondoc.organization.accounts import selectors
from dondoc.organization.accounts.backend import may_sign_in
from dondoc.organization.accounts.errors import (
    AccountClosed,
    AccountOpen,
    AdministratorThere,
    FullNameUnfit,
    NoSession,
    UnitNameUnfit,
    UsernameTaken,
    UsernameUnfit,
)
from dondoc.organization.accounts.models import SecondStepRule
from dondoc.organization.choices import Role, UnitKind
from dondoc.organization.models import Person, Unit
from dondoc.organization.people.errors import LastAdministrator
from dondoc.organization.roles.selectors import administrators

from .second_step import drop_totp
from .signing_in import record_end

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
# Characters of a person's name and of a title.
LONGEST_NAME = 120
LONGEST_SHORT_NAME, LONGEST_UNIT_NAME = 80, 200


@transaction.atomic
def make_first_administrator(
    *, unit: str, kind: UnitKind, username: str, full_name: str, now: dt.datetime
) -> tuple[Person, str, str]:
    """Make the first unit and the first person, who administers from today on, where nobody does yet.

    The machine is its own authority here: whoever runs the command owns the database. Called again for somebody who
    has not set a password yet, and is the only administrator, it makes a new link.

    Args:
        unit: the name of the unit they belong to; one that is there already is taken.

    Returns:
        The person and the two parts of the one-time link by which they set a password.

    Raises:
        AdministratorThere: somebody administers.
        UnitNameUnfit: the unit has no name, or one that is too long.
        FullNameUnfit: the person has no name, or one that is too long.
        UsernameUnfit: the user name cannot be typed everywhere.
        UsernameTaken: somebody is or was called so.
    """
    today = clock.day_of(now)
    there = [person for person in administrators(today=today) if may_sign_in(person)]
    if len(there) == 1 and there[0].username == username and not there[0].has_usable_password():
        audit.record(act="organization.reset_link_made", subject=f"person:{there[0].pk}", actor=None, now=now)
        return there[0], *_link_of(there[0])
    if there:
        raise AdministratorThere
    name = " ".join(unit.split())
    if not name or len(name) > LONGEST_UNIT_NAME:
        raise UnitNameUnfit(most=LONGEST_UNIT_NAME)
    person = _add(username=username, full_name=full_name)
    place = Unit.objects.living().filter(name=name).first() or organization.add_unit(
        name=name, short_name=name[:LONGEST_SHORT_NAME], kind=kind
    )
    title = str(Role.ADMINISTRATOR.label)
    organization.appoint(person=person, unit=place, role=Role.ADMINISTRATOR, title=title, valid_from=today)
    audit.record(
        act="organization.first_administrator", subject=f"person:{person.pk}", actor=None, now=now,
        after={"username": person.username, "unit": place.name, "title": title},
    )  # fmt: skip
    return person, *_link_of(person)


@transaction.atomic
def add_account(*, username: str, full_name: str, actor: Person, now: dt.datetime) -> Person:
    """Add one person, without post and without password: both are given next.

    Raises:
        NotAdministrator: the actor is none.
        FullNameUnfit: there is no name, or one that is too long.
        UsernameUnfit: the user name cannot be typed everywhere.
        UsernameTaken: somebody is or was called so.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    person = _add(username=username, full_name=full_name)
    audit.record(
        act="organization.account_added", subject=f"person:{person.pk}", actor=actor, now=now,
        after={"username": person.username},
    )  # fmt: skip
    return person


@transaction.atomic
def close_account(*, person_id: int, actor: Person, now: dt.datetime) -> Person:
    """Close an account: its sessions end, nobody signs in by it; what was done stays under the name.

    The posts are ended on the page of the person; the tasks of the person are listed to be handed over at once.

    Raises:
        NotAdministrator: the actor is none.
        AccountMissing: no such person.
        AccountClosed: it is closed already.
        LastAdministrator: nobody would be left who administers.
    """
    today = clock.day_of(now)
    selectors.require_administrator(actor, today=today)
    person = _open_account(person_id)
    person.is_active = False
    person.save(update_fields=["is_active"])
    if not administrators(today=today).exists():
        raise LastAdministrator
    devices = [session.device for session in person.sessions.all()]
    person.sessions.all().delete()
    audit.record(
        act="organization.account_closed", subject=f"person:{person.pk}", actor=actor, now=now,
        after={"devices": devices},
    )  # fmt: skip
    return person


@transaction.atomic
def reopen_account(*, person_id: int, actor: Person, now: dt.datetime) -> Person:
    """Open an account again that was closed; password and second step are as they were.

    Raises:
        NotAdministrator: the actor is none.
        AccountMissing: no such person.
        AccountOpen: it is open.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    person = selectors.get_account(person_id)
    if person.is_active:
        raise AccountOpen
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record(act="organization.account_reopened", subject=f"person:{person.pk}", actor=actor, now=now)
    return person


@transaction.atomic
def end_sessions(*, person_id: int, actor: Person, now: dt.datetime) -> int:
    """End every session of somebody, as after a theft; return how many.

    Raises:
        NotAdministrator: the actor is none.
        AccountMissing: no such person.
        NoSession: none is open.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    person = selectors.get_account(person_id)
    devices = [session.device for session in selectors.sessions_of(person, now=now)]
    if not devices:
        raise NoSession(name=person.full_name)
    person.sessions.all().delete()
    record_end(person, devices, actor=actor, now=now)
    return len(devices)


@transaction.atomic
def make_reset_link(
    *, person_id: int, drop_second_step: bool, actor: Person, now: dt.datetime
) -> tuple[Person, str, str]:
    """Make a one-time link by which a person sets a password; return the person and the two parts of the link.

    The old password goes on working until the link is used, unless the second step is dropped with it: then it is
    ended at once, or whoever knows it would be let in by it alone.

    Raises:
        NotAdministrator: the actor is none.
        AccountMissing: no such person.
        AccountClosed: it is closed, so the link would be dead.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    return _reset(_open_account(person_id), drop_second_step=drop_second_step, actor=actor, now=now)


@transaction.atomic
def sign_in_anew(*, username: str, now: dt.datetime) -> tuple[Person, str, str]:
    """Make a one-time link for somebody who cannot sign in any more, by who runs the server; as `make_reset_link`.

    For an administrator whose second step was set up under another signing key: nobody on the pages can help.

    Raises:
        AccountMissing: no such person.
        AccountClosed: it is closed, so the link would be dead.
    """
    found = Person.objects.filter(username=username.strip().lower()).values_list("pk", flat=True).first()
    return _reset(_open_account(found or 0), drop_second_step=True, actor=None, now=now)


def _reset(
    person: Person, *, drop_second_step: bool, actor: Person | None, now: dt.datetime
) -> tuple[Person, str, str]:
    if drop_second_step:
        drop_totp(person)
        person.passkeys.all().delete()
        person.sessions.all().delete()
        person.set_unusable_password()
        person.save(update_fields=["password"])
    audit.record(
        act="organization.reset_link_made", subject=f"person:{person.pk}", actor=actor, now=now,
        after={"drop_second_step": drop_second_step},
    )  # fmt: skip
    return person, *_link_of(person)


@transaction.atomic
def require_second_step(*, roles: Collection[str], actor: Person, now: dt.datetime) -> None:
    """Say which roles require the second step; others may use it.

    Raises:
        NotAdministrator: the actor is none.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    wanted = {role for role in roles if role in Role.values}
    before = selectors.roles_with_second_step()
    SecondStepRule.objects.exclude(role__in=wanted).delete()
    SecondStepRule.objects.bulk_create(SecondStepRule(role=role) for role in sorted(wanted - before))
    audit.record(
        act="organization.second_step_required", subject="accounts", actor=actor, now=now,
        before={"roles": sorted(before)}, after={"roles": sorted(wanted)},
    )  # fmt: skip


def _add(*, username: str, full_name: str) -> Person:
    name, full_name = username.strip().lower(), " ".join(full_name.split())
    if not full_name or len(full_name) > LONGEST_NAME:
        raise FullNameUnfit(most=LONGEST_NAME)
    if not USERNAME.fullmatch(name):
        raise UsernameUnfit
    if Person.objects.filter(username=name).exists():
        raise UsernameTaken(name=name)
    return organization.add_person(username=name, full_name=full_name)


def _open_account(person_id: int) -> Person:
    person = selectors.get_account(person_id)
    if not person.is_active:
        raise AccountClosed
    return person


def _link_of(person: Person) -> tuple[str, str]:
    return urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)
