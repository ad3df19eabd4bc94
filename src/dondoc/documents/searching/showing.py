"""What a list of documents draws: one page, each row with the words that were found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from dondoc.documents.listing import NEWEST, ORDERS, DocumentList
from dondoc.documents.models import Document
from dondoc.documents.selectors import HEAVY, listed
from dondoc.organization.models import Person
from dondoc.web.paging import LongPaginator

from . import selectors
from .language import Query
from .selectors import Found
from .snippets import Piece, marked, snippet

ROWS = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the list, with what was looked for marked in its title, its number and a stretch of its text."""

    document: Document
    title: Sequence[Piece] = field(default_factory=list)
    number: Sequence[Piece] = field(default_factory=list)
    snippet: Sequence[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list.

    Attributes:
        found: what a search found; None where nothing was looked for.
    """

    page: Page[Any]
    rows: list[Row]
    found: Found | None = None


def page_of(view: DocumentList, *, person: Person, today: dt.date, number: str | None) -> Listed:
    """Return a page of what a person may see of a view."""
    among = Q(state=view.state) if view.state else Q()
    if not view.search:
        documents = _ordered(listed(person, today=today).filter(among), view.order or NEWEST)
        page = LongPaginator(documents.select_related("registered_by").defer(*HEAVY), ROWS, asked=number)
        shown = page.get_page(number)
        return Listed(shown, [_row(document, Query()) for document in shown.object_list])
    found = selectors.find(person, text=view.search, today=today, among=among)
    of_page = Document.objects.select_related("registered_by").defer("reading", "search_text")
    ids = found.ids
    if view.order:
        ids = list(_ordered(Document.objects.filter(pk__in=ids), view.order).values_list("pk", flat=True))
    shown = Paginator(ids, ROWS).get_page(number)
    documents_of_page = selectors.in_order(list(shown.object_list), of_page)
    return Listed(shown, [_row(document, found.query) for document in documents_of_page], found)


def _ordered(documents: QuerySet[Document], order: str) -> QuerySet[Document]:
    return documents.order_by(*ORDERS[order].columns)


def _row(document: Document, query: Query) -> Row:
    """Mark what was looked for; the text is searched only where something was."""
    anywhere = [part.words for part in query.parts if not part.field]
    if not query.parts:
        return Row(document, [Piece(document.title)], _said(_number(document)))
    return Row(
        document,
        title=marked(document.title, query.marked),
        number=marked(_number(document), query.marked),
        snippet=snippet(document.text, anywhere) if anywhere else [],
    )


def _said(words: str) -> list[Piece]:
    return [Piece(words)] if words else []


def _number(document: Document) -> str:
    return f"{document.type_name} {document.number_line}".strip() if document.number_line else ""
