"""Passkeys of a person: added, named, removed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.organization.accounts import passkeys
from dondoc.organization.accounts.errors import PasskeyMissing, PasskeyNameless, PasskeyRefused
from dondoc.organization.accounts.models import Passkey
from dondoc.organization.models import Person

LONGEST_NAME = 80


@transaction.atomic
def add_passkey(
    *, actor: Person, name: str, answer: str, state: dict[str, Any] | None, site: passkeys.Site, now: dt.datetime
) -> Passkey:
    """Add the key that the browser made.

    Raises:
        PasskeyNameless: no name, or too long a one.
        PasskeyRefused: the answer does not fit the question, or the key is somebody's already.
    """
    name = _named(name)
    passkey = passkeys.read_new(answer, state, site)
    if Passkey.objects.filter(credential_id=passkey.credential_id).exists():
        raise PasskeyRefused
    passkey.person, passkey.name, passkey.added_at = actor, name, now
    passkey.save()
    _record("organization.passkey_added", actor, now, after={"name": name})
    return passkey


@transaction.atomic
def rename_passkey(*, passkey_id: int, name: str, actor: Person, now: dt.datetime) -> None:
    """Give one of the own keys another name.

    Raises:
        PasskeyMissing: no such key of this person.
        PasskeyNameless: no name, or too long a one.
    """
    passkey = _own(passkey_id, actor)
    old, passkey.name = passkey.name, _named(name)
    passkey.save(update_fields=["name"])
    _record("organization.passkey_renamed", actor, now, before={"name": old}, after={"name": passkey.name})


@transaction.atomic
def remove_passkey(*, passkey_id: int, actor: Person, now: dt.datetime) -> None:
    """Remove one of the own keys; it signs nobody in any more.

    Raises:
        PasskeyMissing: no such key of this person.
    """
    passkey = _own(passkey_id, actor)
    passkey.delete()
    _record("organization.passkey_removed", actor, now, before={"name": passkey.name})


def _own(passkey_id: int, actor: Person) -> Passkey:
    passkey = actor.passkeys.filter(pk=passkey_id).first()
    if passkey is None:
        raise PasskeyMissing
    return passkey


def _named(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or "\x00" in name:
        raise PasskeyNameless
    return name


def _record(act: str, actor: Person, now: dt.datetime, **changes: dict[str, str]) -> None:
    audit.record(act=act, subject=f"person:{actor.pk}", actor=actor, now=now, **changes)
