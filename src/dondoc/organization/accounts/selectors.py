"""Reads of the accounts: what a person has set up, and whom an administrator sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.http import urlsafe_base64_decode

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post

from . import totp
from .backend import may_sign_in
from .errors import AccountMissing, NotAdministrator, ResetLinkDead, SignInExpired
from .models import SecondStepRule, Session, Totp
from .secrets import unseal

# How long a proved password waits for the second step.
WAITS = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What somebody types into their application to set up the second step."""

    secret: str
    address: str


def totp_of(person: Person) -> Totp | None:
    """Return the second step that is on."""
    return Totp.objects.filter(person=person, confirmed_at__isnull=False).first()


def set_up_of(person: Person) -> SetUp | None:
    """Return the second step that waits to be confirmed."""
    waiting = Totp.objects.filter(person=person, confirmed_at=None).first()
    if waiting is None:
        return None
    secret = unseal(waiting.secret)
    return SetUp(secret, totp.address_for(secret, account=person.username, issuer="Đôn Đốc"))


def must_use_second_step(person: Person, *, today: dt.date) -> bool:
    """Say whether a post held today requires the second step."""
    roles = {post.role for post in person.current_posts(today)}
    return SecondStepRule.objects.filter(role__in=roles).exists()


def waiting_person(waiting: dict[str, Any] | None, *, now: dt.datetime) -> Person:
    """Return who has done the first step of signing in a short while ago.

    Raises:
        SignInExpired: nobody, or too long ago.
    """
    if not waiting or now - dt.datetime.fromisoformat(waiting["at"]) > WAITS:
        raise SignInExpired
    person = Person.objects.filter(pk=waiting["person"]).first()
    # A password changed in between ends what the old one began.
    if person is None or not may_sign_in(person) or waiting["hash"] != person.get_session_auth_hash():
        raise SignInExpired
    return person


def sessions_of(person: Person, *, now: dt.datetime) -> QuerySet[Session]:
    """Return the sessions that are open, the one used last first."""
    return person.sessions.filter(expire_date__gt=now).order_by("-last_seen")


def person_of_link(uid: str) -> Person:
    """Return whose reset link it is; the link itself is checked by the service.

    Raises:
        ResetLinkDead: nobody's.
    """
    try:
        person = Person.objects.get(pk=int(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError, Person.DoesNotExist):
        raise ResetLinkDead from None
    if not may_sign_in(person):
        raise ResetLinkDead
    return person


def require_administrator(actor: Person, *, today: dt.date) -> None:
    """Let an administrator through.

    Raises:
        NotAdministrator: the actor is none today.
    """
    if not actor.can(Ability.ADMINISTER, today):
        raise NotAdministrator


def get_account(person_id: int) -> Person:
    """Return one person.

    Raises:
        AccountMissing: there is none with this id.
    """
    try:
        return Person.objects.get(pk=person_id)
    except Person.DoesNotExist:
        raise AccountMissing from None


def accounts(words: str, *, now: dt.datetime, is_open: bool = True) -> QuerySet[Person]:
    """Return the people whose names hold all the words, marks or none, in Vietnamese order of their given names.

    They come with the posts that they hold today, as `held`, and whether they are signed in somewhere.

    Args:
        is_open: those whose account is open; False: those whose account was closed.
    """
    on_day = Post.objects.on(clock.day_of(now)).select_related("unit").order_by("pk")
    sessions = Session.objects.filter(person=OuterRef("pk"), expire_date__gt=now)
    found = Person.objects.filter(is_active=is_open).annotate(is_signed_in=Exists(sessions))
    found = found.select_related("totp").prefetch_related(Prefetch("posts", on_day, to_attr="held"))
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    return found.order_by("sort_key", "pk")


def roles_with_second_step() -> set[str]:
    """Return the roles that require the second step."""
    return set(SecondStepRule.objects.values_list("role", flat=True))


def require_live_link(person: Person, token: str) -> None:
    """Let through who holds a link that still works.

    Raises:
        ResetLinkDead: it was used or has run out.
    """
    if not default_token_generator.check_token(person, token):
        raise ResetLinkDead
