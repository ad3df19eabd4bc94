"""The second step: set up, asked for, switched off."""

from __future__ import annotations

import datetime as dt
import re
import secrets as random

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.accounts import secrets, selectors, throttle, totp
from dondoc.organization.accounts.errors import SecondStepRequired, WrongCode
from dondoc.organization.accounts.models import RecoveryCode, Totp
from dondoc.organization.models import Person

from .passwords import require_own_password

CODES = 10
# Letters and digits that are not taken for one another when written down.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def begin_totp(*, person: Person) -> None:
    """Make a secret to be confirmed; one that waits already is kept, one that is on too."""
    Totp.objects.get_or_create(person=person, defaults={"secret": secrets.seal(totp.new_secret())})


def confirm_totp(*, person: Person, code: str, now: dt.datetime) -> list[str]:
    """Switch the second step on by a first code; return the recovery codes, to be shown once.

    Raises:
        TooManyAttempts: locked after repeated failures.
        WrongCode: the code is not that of the secret now.
    """
    throttle.require_open(person.username, now=now)
    row = Totp.objects.filter(person=person, confirmed_at=None).first()
    step = _step(row, code, now) if row else None
    if row is None or step is None:
        throttle.count_failure(person.username, way="totp", now=now)
        raise WrongCode
    with transaction.atomic():
        row.confirmed_at, row.last_step = now, step
        row.save(update_fields=["confirmed_at", "last_step"])
        audit.record(act="organization.totp_on", subject=f"person:{person.pk}", actor=person, now=now)
        return _new_codes(person)


def check_code(*, person: Person, code: str, now: dt.datetime) -> str:
    """Take a code of the application or a recovery code, each once; return which it was.

    Raises:
        TooManyAttempts: locked after repeated failures.
        WrongCode: neither; the failure is counted.
    """
    throttle.require_open(person.username, now=now)
    row = selectors.totp_of(person)
    step = _step(row, code, now) if row else None
    # Written under the condition that was read: of two that send the same code at once, one is taken.
    if row and step and Totp.objects.filter(pk=row.pk, last_step__lt=step).update(last_step=step):
        return "totp"
    digest = secrets.digest("recovery", re.sub(r"[\s-]", "", code).lower())
    if row and RecoveryCode.objects.filter(person=person, digest=digest, used_at=None).update(used_at=now):
        return "recovery_code"
    throttle.count_failure(person.username, way="totp", now=now)
    raise WrongCode


def turn_off_totp(*, actor: Person, password: str, now: dt.datetime) -> None:
    """Switch the second step off; needs the password.

    Raises:
        SecondStepRequired: a post of the person requires it.
        TooManyAttempts: locked after repeated failures.
        WrongPassword: not the person's password.
    """
    if selectors.must_use_second_step(actor, today=clock.day_of(now)):
        raise SecondStepRequired
    require_own_password(actor, password, now=now)
    with transaction.atomic():
        drop_totp(actor)
        audit.record(act="organization.totp_off", subject=f"person:{actor.pk}", actor=actor, now=now)


def renew_codes(*, actor: Person, password: str, now: dt.datetime) -> list[str]:
    """Replace the recovery codes; needs the password. Return the new ones, to be shown once.

    Raises:
        TooManyAttempts: locked after repeated failures.
        WrongPassword: not the person's password.
    """
    require_own_password(actor, password, now=now)
    with transaction.atomic():
        audit.record(act="organization.recovery_codes_renewed", subject=f"person:{actor.pk}", actor=actor, now=now)
        return _new_codes(actor)


def drop_totp(person: Person) -> None:
    """Delete the second step and its recovery codes, inside the act of somebody who may."""
    Totp.objects.filter(person=person).delete()
    person.recovery_codes.all().delete()


def _step(row: Totp, code: str, now: dt.datetime) -> int | None:
    digits = re.sub(r"\s", "", code)
    return totp.matching_step(secrets.unseal(row.secret), digits, now=now, after=row.last_step)


def _new_codes(person: Person) -> list[str]:
    person.recovery_codes.all().delete()
    codes = ["".join(random.choice(LETTERS) for _ in range(10)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=secrets.digest("recovery", code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]
