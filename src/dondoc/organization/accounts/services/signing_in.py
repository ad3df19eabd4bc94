"""Proving who one is, and the sessions that follow.

A failure is written down although the act is refused, so these services open their transactions themselves.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import authenticate
from django.db import transaction

from dondoc.audit import services as audit
from dondoc.organization.accounts import passkeys, throttle
from dondoc.organization.accounts.backend import may_sign_in
from dondoc.organization.accounts.errors import PasskeyRefused, SessionMissing, SingleSignOnUnknown, WrongCredentials
from dondoc.organization.models import Person


def prove_password(*, username: str, password: str, now: dt.datetime) -> Person:
    """Return whose user name and password these are.

    Raises:
        TooManyAttempts: locked after repeated failures.
        WrongCredentials: they do not belong together, or the account is closed; the failure is counted.
    """
    throttle.require_open(username, now=now)
    person = authenticate(None, username=username, password=password)
    if not isinstance(person, Person):
        throttle.count_failure(username, way="password", now=now)
        raise WrongCredentials
    return person


def prove_passkey(*, answer: str, state: dict[str, Any] | None, site: passkeys.Site, now: dt.datetime) -> Person:
    """Return whose passkey answered.

    Raises:
        TooManyAttempts: locked after repeated failures.
        PasskeyRefused: the answer does not hold, or the account is closed; the failure is counted.
    """
    throttle.require_open(None, now=now)
    try:
        passkey, count = passkeys.read_known(answer, state, site)
    except PasskeyRefused:
        throttle.count_failure(None, way="passkey", now=now)
        raise
    if not may_sign_in(passkey.person):
        throttle.count_failure(None, way="passkey", now=now)
        raise PasskeyRefused
    passkey.sign_count, passkey.used_at = count, now
    passkey.save(update_fields=["sign_count", "used_at"])
    return passkey.person


def prove_name(*, username: str, now: dt.datetime) -> Person:
    """Return the person whom the single sign-on named; nobody is made who is not here.

    Raises:
        SingleSignOnUnknown: no open account of that name; the failure is counted.
    """
    person = Person.objects.filter(username=username).first() if username else None
    if person is None or not may_sign_in(person):
        throttle.count_failure(None, way="single_sign_on", now=now)
        raise SingleSignOnUnknown
    return person


@transaction.atomic
def sign_in(*, person: Person, way: str, now: dt.datetime) -> None:
    """Write down that somebody signs in, and by which way; earlier failures from here are forgotten."""
    throttle.forget_failures(person.username)
    audit.record(act="organization.sign_in", subject=f"person:{person.pk}", actor=person, now=now, after={"way": way})


@transaction.atomic
def sign_out(*, actor: Person, now: dt.datetime) -> None:
    """Write down that somebody signs out."""
    audit.record(act="organization.sign_out", subject=f"person:{actor.pk}", actor=actor, now=now)


@transaction.atomic
def end_session(*, shown_id: str, actor: Person, now: dt.datetime) -> None:
    """End one of the own sessions; its next request is a stranger's.

    Args:
        shown_id: what the list calls the session; its key is a secret and stays one.

    Raises:
        SessionMissing: no such session of this person.
    """
    row = next((row for row in actor.sessions.all() if row.shown_id == shown_id), None)
    if row is None:
        raise SessionMissing
    row.delete()
    record_end(actor, [row.device], actor=actor, now=now)


@transaction.atomic
def end_other_sessions(*, kept: str | None, actor: Person, now: dt.datetime) -> int:
    """End all own sessions but the one whose key is given; return how many."""
    rows = list(actor.sessions.exclude(session_key=kept or ""))
    actor.sessions.filter(pk__in=[row.pk for row in rows]).delete()
    if rows:
        record_end(actor, [row.device for row in rows], actor=actor, now=now)
    return len(rows)


def record_end(person: Person, devices: list[str], *, actor: Person, now: dt.datetime) -> None:
    """Write down that sessions of somebody were ended."""
    audit.record(
        act="organization.session_revoked", subject=f"person:{person.pk}", actor=actor, now=now,
        after={"devices": devices},
    )  # fmt: skip
