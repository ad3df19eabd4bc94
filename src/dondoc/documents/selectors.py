"""Reads of the register; who may see a document is asked for here, once."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from .errors import DocumentMissing
from .models import Distribution, Document


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents a person may know of: registered, or sent on, where they look after."""
    paths = organization.scope_paths(person, today=today)
    sent = Distribution.objects.filter(organization.under(paths, "unit"), document=OuterRef("pk"))
    return Document.objects.filter(organization.under(paths, "registered_in") | Exists(sent))


def get(document_id: int, *, person: Person, today: dt.date) -> Document:
    """Return one visible document.

    Raises:
        DocumentMissing: no such document, or not one the person may know of.
    """
    try:
        return visible_to(person, today=today).select_related("file").get(pk=document_id)
    except Document.DoesNotExist:
        raise DocumentMissing from None


def search(person: Person, *, words: str, today: dt.date) -> QuerySet[Document]:
    """Return the visible documents, newest first, that hold every word, marks and case aside."""
    found = visible_to(person, today=today).select_related("registered_by").defer("text", "reading", "search_text")
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    return found.order_by("-registered_at", "-pk")
