"""Reads of the book of copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dondoc.documents import official
from dondoc.documents import selectors as register
from dondoc.documents.composing import setting
from dondoc.documents.models import Document
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit
from dondoc.organization.people import selectors as people

from . import joining
from .choices import ELECTRONIC, SHIPPED, Form, Kind
from .errors import CopyMissing, CopyNotElectronic, CopySigned, MayNotCopy
from .models import Copy, CopyForm, SignedCopy


def book(person: Person, *, since: dt.date | None, until: dt.date | None, today: dt.date) -> QuerySet[Copy]:
    """Return the copies made in the units that a person looks after."""
    made = organization.under(organization.scope_paths(person, today=today), "unit")
    found = Copy.objects.filter(made).select_related("signer", "unit", "signed")
    if since is not None:
        found = found.filter(copied_on__gte=since)
    if until is not None:
        found = found.filter(copied_on__lte=until)
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the book, as one person sees it: with its document only where they may open that."""

    copy: Copy
    document: Document | None


def items(copies: Iterable[Copy], *, person: Person, today: dt.date) -> list[Item]:
    """Return copies with the documents that a person may open."""
    made = list(copies)
    seen = official.visible_to(person, today=today).in_bulk({copy.document_id for copy in made})
    return [Item(copy, seen.get(copy.document_id)) for copy in made]


def copies_of(document_id: int, *, person: Person, today: dt.date) -> QuerySet[Copy]:
    """Return the copies of a document that were made in the units a person looks after, newest first.

    Another body that holds the document does not know for whom they were made.
    """
    made = book(person, since=None, until=None, today=today).filter(document=document_id).select_related("document")
    return made.defer(*(f"document__{name}" for name in register.HEAVY)).order_by("-copied_on", "-pk")


def copying_unit(person: Person, *, today: dt.date) -> Unit:
    """Return the unit in whose book a person enters copies: that of the post which keeps the register.

    Raises:
        MayNotCopy: no post of theirs does.
    """
    posts = organization.posts_with(person, Ability.REGISTER, today=today)
    if not posts:
        raise MayNotCopy
    return posts[0].unit


def signing_posts(unit: Unit, *, day: dt.date) -> list[Post]:
    """Return the posts whose holders sign copies of a unit: who assigns at or above it, who acts for it or above it."""
    above = [int(pk) for pk in unit.path.strip("/").split("/")]
    posts = Post.objects.on(day).filter(unit__in=above, person__is_active=True)
    held = posts.select_related("unit", "person", "rights").order_by("person__sort_key", "pk")
    return [post for post in held if post.allows(Ability.ASSIGN) or post.allows(Ability.LEAD_UNIT)]


def agency_of(unit: Unit) -> Unit:
    """Return the agency that a unit is part of, in whose name its copies are made."""
    return organization.get_unit(int(unit.path.split("/")[1]))


def signature_of(post: Post, *, unit: Unit, day: dt.date) -> dict[str, Any]:
    """Return how the holder of a post signs a copy: its head, or by a mandate for every type of document."""
    agency = agency_of(unit)
    prefixes = [prefix for signer, prefix in people.signers(agency, "", day) if signer.pk == post.pk]
    return setting.signature_of(post, prefixes[0] if prefixes else "", issuer=agency, day=day) or {}


def get(copy_id: int, *, person: Person, today: dt.date) -> Copy:
    """Return one copy of the book whose document the person may open.

    Raises:
        CopyMissing: no such copy, or not one of theirs.
    """
    made = book(person, since=None, until=None, today=today).select_related("document__file", "signed__file")
    opened = official.visible_to(person, today=today).values("pk")
    copy = made.filter(pk=copy_id, document__in=opened).first()
    if copy is None:
        raise CopyMissing
    return copy


def get_to_sign(copy_id: int, *, actor: Person, today: dt.date) -> Copy:
    """Return one copy for who signs as the organisation: who keeps the book that it stands in.

    Raises:
        CopyMissing: no such copy, or not one of theirs.
        MayNotCopy: no post of the actor allows it.
        CopyNotElectronic: it is made on paper, or its document has no pages.
        CopySigned: it bears the signature.
    """
    copy = get(copy_id, person=actor, today=today)
    if not organization.reaches(actor, copy.unit, Ability.REGISTER, today=today):
        raise MayNotCopy
    if not is_electronic(copy):
        raise CopyNotElectronic
    if signed_of(copy):
        raise CopySigned
    return copy


def is_electronic(copy: Copy) -> bool:
    """Say whether a copy bears the line of an electronic one: it is made as one, and its document has pages."""
    return copy.medium in ELECTRONIC and joining.is_copied(copy.document.media_type)


def signed_of(copy: Copy) -> SignedCopy | None:
    """Return a copy as the organisation signed it; None while it did not."""
    return getattr(copy, "signed", None)


def forms() -> dict[Kind, Form]:
    """Return how each kind of copy is numbered: as an administrator set it, else as shipped."""
    changed = {Kind(row.kind): Form(row.abbreviation, row.series) for row in CopyForm.objects.all()}
    return SHIPPED | changed


def source_of_forms() -> str:
    """Return what the series were compared with; empty while they were compared with nothing."""
    return CopyForm.objects.values_list("source", flat=True).first() or ""
