"""Reads of the register; who may see a document is asked for here, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from dondoc import reading
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from . import citing
from .choices import State
from .errors import DocumentMissing
from .models import Citation, Distribution, Document

# Columns that lists of documents do not show.
HEAVY = ("text", "reading", "search_text")


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents a person may know of: registered, or sent on, where they look after."""
    paths = organization.scope_paths(person, today=today)
    sent = Distribution.objects.filter(organization.under(paths, "unit"), document=OuterRef("pk"))
    there = Document.objects.exclude(state=State.REFUSED)
    return there.filter(organization.under(paths, "registered_in") | Exists(sent))


def get(document_id: int, *, person: Person, today: dt.date) -> Document:
    """Return one visible document.

    Raises:
        DocumentMissing: no such document, or not one the person may know of.
    """
    try:
        return visible_to(person, today=today).select_related("file").get(pk=document_id)
    except Document.DoesNotExist:
        raise DocumentMissing from None


# More words than this are not looked for; a search is a handful of words.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as one person sees it: with the cited document only where they may open it."""

    citation: Citation
    target: Document | None
    place: str

    @property
    def is_here(self) -> bool:
        """Say whether the cited document can be opened."""
        return self.target is not None


def cited_in(document: Document, *, person: Person, today: dt.date) -> list[Cited]:
    """Return what a document cites, in the order of its text."""
    citations = list(document.citations.select_related("linked_by"))
    wanted = {citation.target_id for citation in citations if citation.target_id}
    open_to = visible_to(person, today=today).filter(pk__in=wanted).defer("text", "search_text").in_bulk()
    cited = []
    for citation in citations:
        target = open_to.get(citation.target_id)
        place = citing.place_of(citation.provision, target.reading["outline"]) if target else ""
        cited.append(Cited(citation, target, place))
    return cited


def day_given_by(words: str, *, document: Document) -> dt.date | None:
    """Return the day that words of a document give as a limit, None when they give none."""
    return reading.day_given_by(words, document_date=document.date)


def begins_duty(clause: str) -> bool:
    """Say whether a clause of a document opens with a verb of duty, so that it can stand as a task of its own."""
    return reading.begins_duty(clause)


def search(person: Person, *, words: str, today: dt.date) -> QuerySet[Document]:
    """Return the visible documents, newest first, that hold every word, marks and case aside."""
    found = visible_to(person, today=today).select_related("registered_by").defer(*HEAVY)
    for word in fold(words).split()[:MOST_WORDS]:
        found = found.filter(search_text__contains=word)
    return found.order_by("-registered_at", "-pk")
