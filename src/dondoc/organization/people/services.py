"""Appointing and ending, delegation while absent, signing mandates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization import services as organization_services
from dondoc.organization.access import Ability
from dondoc.organization.accounts.selectors import get_account, require_administrator
from dondoc.organization.choices import DocumentType, SigningPrefix
from dondoc.organization.models import Person, Post
from dondoc.organization.roles.selectors import administrators

from . import selectors
from .errors import (
    AlreadyOver,
    DelegationBackdated,
    DelegationOverlaps,
    DelegationToOneself,
    EndsBeforeItBegins,
    GiverUnfit,
    LastAdministrator,
    MandateForDeputy,
    MandateNeedsHead,
    MandateUnlimited,
    NotYourPost,
    PostEndsTooEarly,
    PostHasEnded,
    PostNotHeld,
)
from .models import Delegation, Mandate

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def appoint(
    *,
    person_id: int,
    unit: str,
    role: str,
    title: str,
    is_head: bool,
    valid_from: dt.date,
    valid_to: dt.date | None,
    actor: Person,
    now: dt.datetime,
) -> Post:
    """Give a person a post in a unit; with `valid_to` one that has ended or is known to end.

    Args:
        unit: its name.
        valid_to: the first day on which they no longer hold it.

    Raises:
        NotAdministrator: the actor is none.
        AccountMissing: there is no such person.
        UnitUnknown: no unit, or more than one, is called so.
        PostEndsTooEarly: it would end before it began.
        TwoHeads: somebody else heads the unit at that time.
    """
    require_administrator(actor, today=clock.day_of(now))
    person, place = get_account(person_id), organization.get_unit_named(unit)
    if valid_to is not None and valid_to <= valid_from:
        raise PostEndsTooEarly(day=format_date(valid_from))
    post = organization_services.appoint(
        person=person, unit=place, role=role, title=title, is_head=is_head, valid_from=valid_from, valid_to=valid_to
    )
    audit.record(
        act="organization.appoint", subject=f"person:{person.pk}", actor=actor, now=now,
        after=_words(post) | {
            "role": role, "is_head": is_head, "since": valid_from.isoformat(), "until": _iso(valid_to),
        },
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, post_id: int, valid_to: dt.date, actor: Person, now: dt.datetime) -> Post:
    """Let a post end before a day; what its holder led waits from then on to be handed over.

    Args:
        valid_to: the first day on which they no longer hold it.

    Raises:
        NotAdministrator: the actor is none.
        PostMissing: there is no such post.
        PostHasEnded: it ended already.
        PostEndsTooEarly: it would end before it began.
        TwoHeads: a later end would meet the next head.
        LastAdministrator: nobody would be left who administers.
    """
    today = clock.day_of(now)
    require_administrator(actor, today=today)
    post = selectors.get_post(post_id, viewer=actor, today=today)
    before = post.valid_to
    if before is not None and before <= today:
        raise PostHasEnded
    if valid_to <= post.valid_from:
        raise PostEndsTooEarly(day=format_date(post.valid_from))
    if post.is_head:
        selectors.require_no_other_head(post.unit, valid_from=post.valid_from, valid_to=valid_to, but=post.pk)
    post.valid_to = valid_to
    post.save(update_fields=["valid_to"])
    if post.allows(Ability.ADMINISTER) and not administrators(today=max(valid_to, today)).exists():
        raise LastAdministrator
    audit.record(
        act="organization.end_post", subject=f"person:{post.person_id}", actor=actor, now=now,
        before={"until": _iso(before)}, after=_words(post) | {"until": valid_to.isoformat()},
    )  # fmt: skip
    return post


@transaction.atomic
def delegate(
    *, post_id: int, to: str, valid_from: dt.date, last_day: dt.date, actor: Person, now: dt.datetime
) -> Delegation:
    """Give a post into somebody's hands while its holder is away.

    Args:
        to: user name or full name of somebody of the unit or below.
        last_day: the last day on which they act.

    Raises:
        PostMissing: there is no such post, or none the actor may know of.
        NotYourPost: the actor neither holds it nor administers.
        DelegationBackdated: it would begin before today.
        EndsBeforeItBegins: the last day lies before the first.
        PostNotHeld: the post is not held on the first day.
        DelegationToOneself: to its holder.
        PersonUnknown: nobody of the unit, or more than one, is called so.
        DelegationOverlaps: somebody else acts for the post on one of the days.
    """
    today = clock.day_of(now)
    post = _own_post(post_id, actor=actor, today=today)
    _require_days(post, valid_from, last_day)
    if valid_from < today:
        raise DelegationBackdated
    if to.strip().lower() == post.person.username:
        raise DelegationToOneself
    person = selectors.named(to, selectors.delegates_for(post, day=valid_from))
    # Locked where the database can: two delegations of one post do not pass each other.
    Post.objects.select_for_update().filter(pk=post.pk).first()
    end = last_day + ONE_DAY
    others = post.delegations.filter(withdrawn_on=None, valid_from__lt=end, valid_to__gt=valid_from)
    other = others.select_related("delegate").first()
    if other is not None:
        raise DelegationOverlaps(name=other.delegate.full_name)
    made = Delegation.objects.create(
        post=post, delegator=post.person, delegate=person, valid_from=valid_from, valid_to=end, recorded_by=actor,
        recorded_at=now,
    )  # fmt: skip
    audit.record(
        act="organization.delegate", subject=f"person:{post.person_id}", actor=actor, now=now,
        after=_words(post) | {
            "to": person.full_name, "since": valid_from.isoformat(), "last_day": last_day.isoformat(),
        },
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_delegation(*, delegation_id: int, actor: Person, now: dt.datetime) -> Delegation:
    """Take a post back from today on; that it was given stays recorded.

    Raises:
        DelegationMissing: there is none, or none the actor may know of.
        NotYourPost: the actor neither holds the post nor administers.
        AlreadyOver: it no longer holds.
    """
    today = clock.day_of(now)
    delegation = selectors.get_delegation(delegation_id, viewer=actor, today=today)
    if delegation.delegator_id != actor.pk and not actor.can(Ability.ADMINISTER, today):
        raise NotYourPost
    if not delegation.is_open(today):
        raise AlreadyOver
    delegation.withdrawn_on = today
    delegation.save(update_fields=["withdrawn_on"])
    audit.record(
        act="organization.withdraw_delegation", subject=f"person:{delegation.delegator_id}", actor=actor, now=now,
        after=_words(delegation.post) | {"to": delegation.delegate.full_name, "until": today.isoformat()},
    )  # fmt: skip
    return delegation


@transaction.atomic
def grant_mandate(
    *,
    post_id: int,
    signing_prefix: str,
    given_by_id: int,
    document_types: Collection[str],
    content: str,
    regulation: str,
    valid_from: dt.date,
    last_day: dt.date | None,
    actor: Person,
    now: dt.datetime,
) -> Mandate:
    """Record that the holder of a post may sign for a head.

    Args:
        given_by_id: the post of that head: of the unit of the post, or of one above it.
        document_types: abbreviations; none means every type.
        content: what it is limited to; TUQ. needs it.
        regulation: what provides for it.
        last_day: the last day on which it holds; TUQ. needs it.

    Raises:
        NotAdministrator: the actor is none.
        PostMissing: there is no such post.
        EndsBeforeItBegins: the last day lies before the first.
        PostNotHeld: the post is not held on the first day.
        MandateUnlimited: TUQ. without content or last day.
        MandateNeedsHead: TL. for a post that heads no unit.
        GiverUnfit: who gives it does not head the unit of the post, nor one above it, on the first day.
        MandateForDeputy: KT. of a head of another unit.
    """
    today = clock.day_of(now)
    require_administrator(actor, today=today)
    post = selectors.get_post(post_id, viewer=actor, today=today)
    _require_days(post, valid_from, last_day)
    if signing_prefix == SigningPrefix.TUQ and (not content.strip() or last_day is None):
        raise MandateUnlimited
    if signing_prefix == SigningPrefix.TL and not post.is_head:
        raise MandateNeedsHead
    giver = next((head for head in selectors.givers_for([post], day=valid_from) if head.pk == given_by_id), None)
    if giver is None or giver.person_id == post.person_id:
        raise GiverUnfit(day=format_date(valid_from))
    if signing_prefix == SigningPrefix.KT and giver.unit_id != post.unit_id:
        raise MandateForDeputy
    types = [code for code in DocumentType.values if code in document_types]
    mandate = Mandate.objects.create(
        post=post, given_by=giver, prefix=signing_prefix, document_types=types, content=content.strip(),
        regulation=regulation.strip(), valid_from=valid_from, valid_to=last_day + ONE_DAY if last_day else None,
        recorded_by=actor, recorded_at=now,
    )  # fmt: skip
    audit.record(
        act="organization.grant_mandate", subject=f"person:{post.person_id}", actor=actor, now=now,
        after=_words(post) | {
            "prefix": signing_prefix, "given_by": f"{giver.title}, {giver.unit.name}", "document_types": types,
            "text": mandate.content, "regulation": mandate.regulation, "since": valid_from.isoformat(),
            "last_day": _iso(last_day),
        },
    )  # fmt: skip
    return mandate


@transaction.atomic
def withdraw_mandate(*, mandate_id: int, actor: Person, now: dt.datetime) -> Mandate:
    """Let a mandate end today; that it was given stays recorded.

    Raises:
        NotAdministrator: the actor is none.
        MandateMissing: there is no such mandate.
        AlreadyOver: it no longer holds.
    """
    today = clock.day_of(now)
    require_administrator(actor, today=today)
    mandate = selectors.get_mandate(mandate_id)
    if not mandate.is_open(today):
        raise AlreadyOver
    mandate.withdrawn_on = today
    mandate.save(update_fields=["withdrawn_on"])
    audit.record(
        act="organization.withdraw_mandate", subject=f"person:{mandate.post.person_id}", actor=actor, now=now,
        after=_words(mandate.post) | {"prefix": mandate.prefix, "until": today.isoformat()},
    )  # fmt: skip
    return mandate


def _own_post(post_id: int, *, actor: Person, today: dt.date) -> Post:
    post = selectors.get_post(post_id, viewer=actor, today=today)
    if post.person_id != actor.pk and not actor.can(Ability.ADMINISTER, today):
        raise NotYourPost
    return post


def _require_days(post: Post, valid_from: dt.date, last_day: dt.date | None) -> None:
    if last_day is not None and last_day < valid_from:
        raise EndsBeforeItBegins
    if not Post.objects.on(valid_from).filter(pk=post.pk).exists():
        raise PostNotHeld(day=format_date(valid_from))


def _words(post: Post) -> dict[str, object]:
    return {"post": post.pk, "title": post.title, "unit": post.unit.name}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
