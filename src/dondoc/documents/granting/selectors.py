"""Reads of the reading rights of one document."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from dondoc.documents import official
from dondoc.documents import selectors as documents
from dondoc.documents.models import Document
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from .errors import MayNotGrant
from .models import ReadingGrant


def may_grant(person: Person, document: Document, *, today: dt.date) -> bool:
    """Say whether a person gives and withdraws the reading of a document: who keeps the register that it stands in."""
    return documents.keeps_register_of(document, person=person, today=today)


def get_to_grant(document_id: int, *, actor: Person, today: dt.date) -> Document:
    """Return a document whose readers a person names.

    Raises:
        DocumentMissing: no such document, not one in whose handling they have a part, or none that was read.
        MayNotGrant: they do not keep its register.
    """
    document = official.get(document_id, person=actor, today=today)
    if not may_grant(actor, document, today=today):
        raise MayNotGrant
    return document


def grants_of(document: Document) -> QuerySet[ReadingGrant]:
    """Return the reading rights of a document that hold, in the order in which they were given."""
    held = ReadingGrant.objects.filter(document=document, withdrawn_at=None)
    return held.select_related("person", "unit", "granted_by").order_by("pk")


def grant_to(person: Person, document: Document, *, today: dt.date) -> ReadingGrant | None:
    """Return the right by which a person reads a document that they have no part in handling."""
    units = organization.scope_units(person, today=today)
    held = ReadingGrant.objects.filter(document=document).held_by(person, units)
    return held.select_related("granted_by").order_by("pk").first()
