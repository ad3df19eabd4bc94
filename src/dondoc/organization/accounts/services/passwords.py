"""Passwords: changed by their owner, or set anew through an administrator's link."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import password_validation
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from dondoc.audit import services as audit
from dondoc.organization.accounts import throttle
from dondoc.organization.accounts.errors import PasswordRefused, ResetLinkDead, WrongPassword
from dondoc.organization.models import Person


def require_own_password(person: Person, password: str, *, now: dt.datetime) -> None:
    """Let through who knows the own password; a wrong one counts as a failed sign-in.

    Stands outside the transaction of the act: the failure must stay when the act is refused.

    Raises:
        TooManyAttempts: locked after repeated failures.
        WrongPassword: it is not.
    """
    throttle.require_open(person.username, now=now)
    if not person.check_password(password):
        throttle.count_failure(person.username, way="own_password", now=now)
        raise WrongPassword


def change_password(*, actor: Person, old: str, new: str, kept: str | None, now: dt.datetime) -> None:
    """Change the own password; every other session ends.

    Args:
        kept: key of the session that goes on.

    Raises:
        TooManyAttempts: locked after repeated failures.
        WrongPassword: the old one is not right.
        PasswordRefused: the new one is too short, too common or all digits.
    """
    require_own_password(actor, old, now=now)
    _set(actor, new, kept=kept, way="changed", now=now)


def reset_password(*, person: Person, token: str, new: str, now: dt.datetime) -> None:
    """Set a password through a one-time link; every session ends.

    Raises:
        ResetLinkDead: the link was used or has run out.
        PasswordRefused: the new one is too short, too common or all digits.
    """
    if not default_token_generator.check_token(person, token):
        raise ResetLinkDead
    _set(person, new, kept=None, way="link", now=now)


@transaction.atomic
def _set(person: Person, new: str, *, kept: str | None, way: str, now: dt.datetime) -> None:
    try:
        password_validation.validate_password(new, person)
    except ValidationError as refused:
        raise PasswordRefused(reasons=" ".join(refused.messages)) from None
    person.set_password(new)
    person.save(update_fields=["password"])
    person.sessions.exclude(session_key=kept or "").delete()
    audit.record(
        act="organization.password_changed", subject=f"person:{person.pk}", actor=person, now=now, after={"way": way}
    )
