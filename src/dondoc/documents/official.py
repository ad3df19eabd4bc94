"""Official documents proper: read, and no workbook that was taken in for its rows."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person

from . import selectors
from .books.days import NO_TYPE
from .choices import State
from .errors import DocumentMissing
from .models import Document
from .sheets import MEDIA_TYPE as SHEET

# What stands in a list for a document that the reader may not open.
HIDDEN = "(Văn bản không thuộc phạm vi được xem)"
NO_TYPE_STATED = "Không nêu tên loại"
# States in which nothing of a document is known yet, or nothing may be.
UNKNOWN = (State.READING, State.UNREADABLE, State.REFUSED)


def name_of(document: Document) -> str:
    """Return number, symbol and date of a document in one line; what it does not state is left out."""
    day = f"ngày {format_date(document.date)}" if document.date else ""
    return " ".join(filter(None, [document.number_line, day]))


def type_line(type_code: str) -> str:
    """Return how a printed book says that it shows one type; empty where none is asked for."""
    if not type_code:
        return ""
    return NO_TYPE_STATED if type_code == NO_TYPE else f"Loại: {selectors.types().get(type_code, type_code)}"


def subject_of(document: Document) -> str:
    """Return type and subject; the file's name where the document states neither."""
    return " ".join(filter(None, [document.type_name, document.subject])) or document.file_name


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents that a person may open and that can be filed, copied, or answer another."""
    return _read(selectors.visible_to(person, today=today))


def _read(documents: QuerySet[Document]) -> QuerySet[Document]:
    return documents.exclude(state__in=UNKNOWN).exclude(media_type=SHEET).defer(*selectors.HEAVY)


def get(document_id: int, *, person: Person, today: dt.date) -> Document:
    """Return one of those in whose handling a person has a part, for what is done with it.

    Raises:
        DocumentMissing: no such document, not one that is theirs to handle, or none that was read.
    """
    document = _read(selectors.at_hand(person, today=today)).filter(pk=document_id).first()
    if document is None:
        raise DocumentMissing
    return document
