"""Reads of the book of copies."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit

from .choices import SHIPPED, Form, Kind
from .models import Copy, CopyForm

HEAVY = tuple(f"document__{name}" for name in ("text", "reading", "search_text"))


def book(person: Person, *, since: dt.date | None, until: dt.date | None, today: dt.date) -> QuerySet[Copy]:
    """Return the copies made in the units that a person looks after."""
    found = rows_of(Copy.objects.filter(organization.under(organization.scope_paths(person, today=today), "unit")))
    if since is not None:
        found = found.filter(copied_on__gte=since)
    if until is not None:
        found = found.filter(copied_on__lte=until)
    return found


def copies_of(document_id: int) -> QuerySet[Copy]:
    """Return the copies made of a document, newest first."""
    return rows_of(Copy.objects.filter(document=document_id)).order_by("-copied_on", "-pk")


def rows_of(copies: QuerySet[Copy]) -> QuerySet[Copy]:
    """Fetch what a row of the book shows."""
    return copies.select_related("document", "signer", "unit").defer(*HEAVY)


def signing_posts(unit: Unit, *, day: dt.date) -> list[Post]:
    """Return the posts whose holders sign copies of a unit: who assigns at or above it, who acts for it or above it."""
    above = [int(pk) for pk in unit.path.strip("/").split("/")]
    posts = Post.objects.on(day).filter(unit__in=above, person__is_active=True)
    held = posts.select_related("unit", "person", "rights").order_by("person__sort_key", "pk")
    return [post for post in held if post.allows(Ability.ASSIGN) or post.allows(Ability.LEAD_UNIT)]


def forms() -> dict[Kind, Form]:
    """Return how each kind of copy is numbered: as an administrator set it, else as shipped."""
    changed = {Kind(row.kind): Form(row.abbreviation, row.series) for row in CopyForm.objects.all()}
    return SHIPPED | changed


def source_of_forms() -> str:
    """Return what the series were compared with; empty while they were compared with nothing."""
    return CopyForm.objects.values_list("source", flat=True).first() or ""
