"""Official documents proper: read, and no workbook that was taken in for its rows."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from dondoc.organization.models import Person

from . import selectors
from .choices import State
from .errors import DocumentMissing
from .models import Document
from .sheets import MEDIA_TYPE as SHEET

# States in which nothing of a document is known yet, or nothing may be.
UNKNOWN = (State.READING, State.UNREADABLE, State.REFUSED)


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents that a person may open and that can be filed, copied, or answer another."""
    seen = selectors.visible_to(person, today=today).exclude(state__in=UNKNOWN).exclude(media_type=SHEET)
    return seen.defer(*selectors.HEAVY)


def get(document_id: int, *, person: Person, today: dt.date) -> Document:
    """Return one of them.

    Raises:
        DocumentMissing: no such document, not one the person may know of, or none that was read.
    """
    document = visible_to(person, today=today).filter(pk=document_id).first()
    if document is None:
        raise DocumentMissing
    return document
