"""Reads about people and posts: who headed a unit on a day, who acts for whom, who may sign what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet

from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import models
from dondoc.organization.access import Ability
from dondoc.organization.choices import COLLEGIAL, ISSUING, SIGNINGS, SigningPrefix
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
    SigningUnknown,
    TwoHeads,
    UnitWithoutHead,
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
    mandates = Prefetch("mandates", Mandate.objects.select_related("given_by__unit").order_by("-valid_from", "-pk"))
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


def givers_for(posts: Iterable[Post], *, day: dt.date | None = None) -> list[Post]:
    """Return the heads who may let these posts sign for them: of their units and of those above, the highest first.

    Args:
        day: on which they head them; None: today or later.
    """
    above = {int(pk) for post in posts for pk in post.unit.path.strip("/").split("/")}
    heads = models.Post.objects.filter(unit__in=above, is_head=True).select_related("unit", "person")
    heads = heads.on(day) if day else heads.filter(valid_to=None)
    return list(heads.order_by("unit__path", "pk"))


def title_of_head(unit: Unit, day: dt.date) -> str:
    """Return the title of the head of a unit on a day; of the last one, where nobody heads it then; else nothing."""
    held = models.Post.objects.filter(unit=unit, is_head=True, valid_from__lte=day)
    return held.order_by("-valid_from", "-pk").values_list("title", flat=True).first() or ""


def signers(issuer: Unit, document_type: str, day: dt.date) -> list[tuple[Post, str]]:
    """Return who may sign a document of a body on a day, each with the prefix or the chain of prefixes."""
    head = head_of(issuer, day)
    offered = [(head, "")] if head else []
    mandates = Mandate.objects.on(day).filter(post__in=models.Post.objects.on(day))
    mandates = mandates.select_related("post__person", "post__unit").order_by("post__person__sort_key", "pk")
    of_issuer = mandates.filter(Q(given_by=None, post__in=posts_of_body(issuer, day)) | _in_place_of_head(issuer))
    taken = [one for one in of_issuer if covers(one, document_type)]
    by_order = [one.post.unit_id for one in taken if one.prefix == SigningPrefix.TL and one.post.is_head]
    deputies = mandates.filter(prefix=SigningPrefix.KT, given_by__unit__in=by_order, post__unit=F("given_by__unit"))
    passed_on = [one for one in deputies if covers(one, document_type)]
    offered += [(one.post, one.prefix) for one in taken]
    offered += [(one.post, f"{SigningPrefix.TL} {SigningPrefix.KT}") for one in passed_on]
    return list(dict.fromkeys(offered))


def covers(mandate: Mandate, document_type: str) -> bool:
    """Say whether a mandate takes documents of a type."""
    return not mandate.document_types or document_type in mandate.document_types


def may_sign(post: Post, prefix: str, document_type: str, day: dt.date, *, issuer: Unit) -> DomainError | None:
    """Return why a post may not sign a document of a body on a day; None when it may (Điều 13 Nghị định 30/2020/NĐ-CP).

    What its holder may sign with another post does not count.

    Args:
        prefix: `TL.`, `KT.`, `TUQ.` or `Q.`; empty, or `TM.` for a collegial body, when the head signs; a chain:
            `TM. KT.` of the deputy of that head, `TL. KT.` of the deputy of who signs by order.
        document_type: the abbreviation of the type, such as `TB`.
    """
    name, on_day = post.person.full_name, format_date(day)
    if prefix not in SIGNINGS:
        return SigningUnknown(prefix=prefix)
    if day < post.valid_from or (post.valid_to is not None and post.valid_to <= day):
        return SignerLeft(name=name, day=on_day)
    upper, _space, own = prefix.rpartition(" ")
    if upper == SigningPrefix.TL:
        head = head_of(post.unit, day)
        if head is None:
            return UnitWithoutHead(unit=post.unit.name, day=on_day)
        by_order = may_sign(head, upper, document_type, day, issuer=issuer)
        return by_order or _mandated(post, own, document_type, day, issuer=post.unit, is_named=True)
    if own not in ("", COLLEGIAL):
        return _mandated(post, own, document_type, day, issuer=issuer)
    if not posts_of_body(issuer, day).filter(pk=post.pk).exists():
        return SignerElsewhere(name=name, issuer=issuer.name)
    return None if post.is_head and post.unit_id == issuer.pk else NotHead(name=name, issuer=issuer.name)


def _mandated(
    post: Post, prefix: str, document_type: str, day: dt.date, *, issuer: Unit, is_named: bool = False
) -> DomainError | None:
    """Return why a post may not sign for the head of a body with one prefix; None when a mandate says that it may.

    Args:
        is_named: only mandates that name who gave them count.
    """
    name, mandates = post.person.full_name, Mandate.objects.on(day).filter(post=post, prefix=prefix)
    found = list(mandates.filter(_in_place_of_head(issuer)))
    if not is_named and posts_of_body(issuer, day).filter(pk=post.pk).exists():
        found += mandates.filter(given_by=None)
    elif not is_named and not found:
        return SignerElsewhere(name=name, issuer=issuer.name)
    if not found:
        return NoMandate(name=name, prefix=prefix, day=format_date(day))
    if any(covers(mandate, document_type) for mandate in found):
        return None
    covered = sorted({code for mandate in found for code in mandate.document_types})
    return MandateForOthers(name=name, prefix=prefix, types=", ".join(covered))


def _in_place_of_head(unit: Unit) -> Q:
    """Return the mandates that name who gave them by which a post signs in the place of the head of a unit.

    Who acts as its head (Q.) is of the unit, whoever gave the post; the others sign for the one who gave it.
    """
    acting = Q(prefix=SigningPrefix.Q, given_by__isnull=False, post__unit=unit)
    return acting | (~Q(prefix=SigningPrefix.Q) & Q(given_by__unit=unit))
