"""Reads about people and posts: who headed a unit on a day, who acts for whom, who may sign what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet

from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import models
from dondoc.organization.access import Ability
from dondoc.organization.choices import ISSUING
from dondoc.organization.errors import PersonMissing

from .errors import (
    DelegationMissing,
    MandateForOthers,
    MandateMissing,
    NoMandate,
    NotHead,
    PersonUnknown,
    PostMissing,
    SignerElsewhere,
    SignerLeft,
    TwoHeads,
)
from .models import Delegation, Mandate

if TYPE_CHECKING:
    from dondoc.organization.models import Person, Post, PostQuerySet, Unit

# People offered while a name is typed.
OFFERED = 200


def head_of(unit: Unit, day: dt.date) -> Post | None:
    """Return the post of the one who headed a unit on a day, with the person; None when nobody is recorded."""
    return models.Post.objects.on(day).filter(unit=unit, is_head=True).select_related("person").first()


def require_no_other_head(
    unit: Unit, *, valid_from: dt.date, valid_to: dt.date | None = None, but: int | None = None
) -> None:
    """Let somebody head a unit from a day until before another.

    Args:
        but: the id of a post that may, because it is the one asked about.

    Raises:
        TwoHeads: somebody else heads the unit on one of these days.
    """
    # Locked where the database can, so that two appointments do not pass each other.
    models.Unit.objects.select_for_update().filter(pk=unit.pk).first()
    overlapping = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    others = models.Post.objects.filter(overlapping, unit=unit, is_head=True)
    if but is not None:
        others = others.exclude(pk=but)
    if valid_to is not None:
        others = others.filter(valid_from__lt=valid_to)
    other = others.select_related("person").first()
    if other is not None:
        raise TwoHeads(name=other.person.full_name)


def may_open(viewer: Person, person: Person, *, today: dt.date) -> bool:
    """Say whether somebody may open the page of a person: their own, those their posts see; administrators any."""
    if viewer.pk == person.pk or viewer.can(Ability.ADMINISTER, today):
        return True
    paths = [path for post in viewer.exercised_posts(today) if (path := post.seen_path)]
    return any(post.unit.path.startswith(path) for post in person.current_posts(today) for path in paths)


def get_person(person_id: int, *, viewer: Person, today: dt.date) -> Person:
    """Return a person whom the viewer may know of.

    Raises:
        PersonMissing: there is none, or none they may open.
    """
    person = models.Person.objects.filter(pk=person_id).first()
    if person is None or not may_open(viewer, person, today=today):
        raise PersonMissing
    return person


def get_post(post_id: int, *, viewer: Person, today: dt.date) -> Post:
    """Return a post of somebody whom the viewer may know of, with the unit and the person.

    Raises:
        PostMissing: there is none, or none they may know of.
    """
    found = models.Post.objects.select_related("unit", "person").filter(pk=post_id).first()
    if found is None or not may_open(viewer, found.person, today=today):
        raise PostMissing
    return found


def get_delegation(delegation_id: int, *, viewer: Person, today: dt.date) -> Delegation:
    """Return a delegation of somebody whom the viewer may know of.

    Raises:
        DelegationMissing: there is none, or none they may know of.
    """
    related = ("post__unit", "delegator", "delegate")
    found = Delegation.objects.select_related(*related).filter(pk=delegation_id).first()
    if found is None or not may_open(viewer, found.delegator, today=today):
        raise DelegationMissing
    return found


def get_mandate(mandate_id: int) -> Mandate:
    """Return a mandate with its post.

    Raises:
        MandateMissing: there is none.
    """
    try:
        return Mandate.objects.select_related("post__person").get(pk=mandate_id)
    except Mandate.DoesNotExist:
        raise MandateMissing from None


def posts_of(person: Person) -> QuerySet[Post]:
    """Return every post a person held, holds or will hold, the latest first, with their mandates."""
    mandates = Prefetch("mandates", Mandate.objects.order_by("-valid_from", "-pk"))
    return person.posts.select_related("unit", "rights").prefetch_related(mandates).order_by("-valid_from", "-pk")


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """Return what a person gave into other hands and what they were given, the latest first."""
    concerned = Delegation.objects.filter(Q(delegator=person) | Q(delegate=person))
    return concerned.select_related("post__unit", "delegator", "delegate").order_by("-valid_from", "-pk")


def delegates_for(post: Post, *, day: dt.date) -> QuerySet[Person]:
    """Return whom a post can be given to on a day: the people of its unit and below, without its holder."""
    posts = models.Post.objects.on(day).filter(unit__path__startswith=post.unit.path).values("person")
    return models.Person.objects.filter(pk__in=posts, is_active=True).exclude(pk=post.person_id).order_by("sort_key")


def named(words: str, among: QuerySet[Person]) -> Person:
    """Return the one person of a user name, else of a full name, marks aside.

    Raises:
        PersonUnknown: nobody, or more than one.
    """
    by_username = among.filter(username=words.strip().lower()).first()
    if by_username is not None:
        return by_username
    wanted = fold(words)
    found = [
        person for person in among.filter(search_text__startswith=wanted)[:OFFERED] if fold(person.full_name) == wanted
    ]
    if len(found) != 1:
        raise PersonUnknown(name=words)
    return found[0]


def posts_of_body(issuer: Unit, day: dt.date) -> PostQuerySet:
    """Return the posts held in a body that issues documents on a day: in it and its parts.

    Those of a body below it that issues documents itself, such as a centre of a department, are not among them.
    """
    of_post = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    lower = models.Unit.objects.filter(kind__in=ISSUING, path__startswith=issuer.path).exclude(pk=issuer.pk)
    held = models.Post.objects.on(day).filter(unit__path__startswith=issuer.path)
    return held.exclude(Exists(lower.annotate(of_post=of_post).filter(of_post__startswith=F("path"))))


def may_sign(post: Post, prefix: str, document_type: str, day: dt.date, *, issuer: Unit) -> DomainError | None:
    """Return why a post may not sign a document of a body on a day; None when it may (Điều 13 Nghị định 30/2020/NĐ-CP).

    What its holder may sign with another post does not count.

    Args:
        prefix: `TL.`, `KT.`, `TUQ.` or `Q.`; empty, or `TM.` for a collegial body, when the head signs.
        document_type: the abbreviation of the type, such as `TB`.
    """
    name, on_day = post.person.full_name, format_date(day)
    if day < post.valid_from or (post.valid_to is not None and post.valid_to <= day):
        return SignerLeft(name=name, day=on_day)
    if not posts_of_body(issuer, day).filter(pk=post.pk).exists():
        return SignerElsewhere(name=name, issuer=issuer.name)
    if prefix in ("", "TM."):
        return None if post.is_head and post.unit_id == issuer.pk else NotHead(name=name, issuer=issuer.name)
    mandates = list(Mandate.objects.on(day).filter(post=post, prefix=prefix))
    if not mandates:
        return NoMandate(name=name, prefix=prefix, day=on_day)
    if any(not mandate.document_types or document_type in mandate.document_types for mandate in mandates):
        return None
    covered = sorted({code for mandate in mandates for code in mandate.document_types})
    return MandateForOthers(name=name, prefix=prefix, types=", ".join(covered))
