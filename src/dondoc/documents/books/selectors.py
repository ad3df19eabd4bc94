"""Reads of the columns of books."""

from __future__ import annotations

from dataclasses import dataclass

from .choices import SHIPPED, TITLES, Book, Column
from .errors import BookMissing
from .models import BookColumn


@dataclass(frozen=True, slots=True)
class Offered:
    """A column as the page of its book offers it for change."""

    field: str
    heading: str
    position: int
    is_shown: bool


def get_book(name: str) -> Book:
    """Return the book of a name in the address.

    Raises:
        BookMissing: there is none.
    """
    if name not in Book.values:
        raise BookMissing
    return Book(name)


def columns_of(book: Book) -> list[Column]:
    """Return the columns that are shown, in order: as an administrator set them, else as shipped."""
    return [
        Column(offered.field, offered.heading, width)
        for offered, width in ((one, _width(book, one.field)) for one in offered_of(book))
        if offered.is_shown
    ]


def offered_of(book: Book) -> list[Offered]:
    """Return all columns of a book with what can be changed of them, in order."""
    changed = {row.field: row for row in BookColumn.objects.filter(book=book)}
    offered = [
        Offered(row.field, row.heading, row.position, row.is_shown)
        if (row := changed.get(column.field))
        else Offered(column.field, column.heading, position, is_shown=True)
        for position, column in enumerate(SHIPPED[book], start=1)
    ]
    return sorted(offered, key=lambda one: one.position)


def source_of(book: Book) -> str:
    """Return what the columns of a book were compared with; empty while they were compared with nothing."""
    return BookColumn.objects.filter(book=book).values_list("source", flat=True).first() or ""


def title_of(book: Book) -> str:
    """Return how a book is headed on paper."""
    return TITLES[book]


def _width(book: Book, field: str) -> int:
    return next(column.width for column in SHIPPED[book] if column.field == field)
