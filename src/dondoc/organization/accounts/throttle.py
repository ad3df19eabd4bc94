"""Locking after repeated failures.

Counted in the database, so that all processes count together and no cache server is needed. A name is locked for the
address that failed sooner than for everybody: a stranger cannot lock a colleague out with five wrong guesses.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dondoc.audit import services as audit
from dondoc.kernel.vietnamese import format_date

from .errors import TooManyAttempts
from .models import SignInFailure
from .secrets import digest

WINDOW = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=1)
FROM_ONE_ADDRESS, ON_ONE_NAME, BY_ONE_ADDRESS = 5, 30, 60


def name_digest(username: str) -> str:
    """Return what stands for a typed name: people type passwords into that field."""
    return digest("name", username.strip().casefold())


def require_open(username: str | None, *, now: dt.datetime) -> None:
    """Let through who has not failed too often.

    Raises:
        TooManyAttempts: locked, with the time until when.
    """
    address = audit.address.get()
    limits = [(Q(address=address), BY_ONE_ADDRESS)] if address else []
    if username is not None:
        name = Q(name_digest=name_digest(username))
        limits += [(name & Q(address=address), FROM_ONE_ADDRESS), (name, ON_ONE_NAME)]
    recent = SignInFailure.objects.filter(at__gt=now - WINDOW).order_by("-at")
    ends = [found[0] + WINDOW for rule, most in limits if (found := _nth(recent.filter(rule), most))]
    if ends:
        local = timezone.localtime(max(ends) + dt.timedelta(minutes=1))  # said in whole minutes, never too early
        raise TooManyAttempts(until=f"{local:%H:%M}, {format_date(local)}")


def _nth(failures: object, number: int) -> list[dt.datetime]:
    """Return the moment of the n-th latest failure; nothing when there are fewer."""
    return list(failures.values_list("at", flat=True)[number - 1 : number])  # type: ignore[attr-defined]


@transaction.atomic
def count_failure(username: str | None, *, way: str, now: dt.datetime) -> None:
    """Count a failure and write it into the log, without the password and without saying whether the name exists."""
    name = name_digest(username) if username is not None else ""
    SignInFailure.objects.filter(at__lt=now - KEPT).delete()
    SignInFailure.objects.create(name_digest=name, address=audit.address.get(), at=now)
    audit.record(
        act="organization.sign_in_failed", subject=f"sign_in:{name[:16] or '-'}", actor=None, now=now,
        after={"way": way},
    )  # fmt: skip


def forget_failures(username: str) -> None:
    """Start counting anew for a name that signed in from here."""
    SignInFailure.objects.filter(name_digest=name_digest(username), address=audit.address.get()).delete()
