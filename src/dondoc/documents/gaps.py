"""Documents that are cited and are not in the register: who cites them, what is said of them, what they may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dondoc.organization.models import Person

from . import citing
from .errors import DocumentMissing
from .models import Citation, Document
from .selectors import HEAVY, sentence_of, visible_to


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the document is cited, with its sentence."""

    citation: Citation
    sentence: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A cited document as one person sees it: the citations that lead to nothing, else the document they all mean."""

    reference: str
    date: dt.date | None
    citations: list[Citation]
    target: Document | None = None

    @property
    def name(self) -> str:
        """Return how it is named where it is cited."""
        return self.citations[0].name

    @property
    def tasks_announced(self) -> int:
        """Return the most tasks of it that one sentence speaks of."""
        return most_announced(self.citations)

    def places(self, most: int) -> list[Place]:
        """Return the first places with their sentences; texts are read for these only."""
        texts = Document.objects.only("text", "reading").in_bulk([one.document_id for one in self.citations[:most]])
        return [Place(one, sentence_of(one, texts[one.document_id])) for one in self.citations[:most]]


def most_announced(citations: list[Citation]) -> int:
    """Return the most tasks of a document that one sentence speaks of; 0: none does."""
    return max((citation.tasks_announced for citation in citations), default=0)


def find(*, reference: str, date: dt.date | None, person: Person, today: dt.date) -> Gap:
    """Return what is known of a cited document from the documents that a person may see.

    Args:
        reference: its number and symbol as one key (`citing.reference_of`).
        date: its date as cited; None where it is cited without one.

    Raises:
        DocumentMissing: no document that the person may see cites it.
    """
    seen = visible_to(person, today=today)
    found = Citation.objects.filter(reference=reference, date=date, document__in=seen).exclude(reference="")
    related = found.select_related("document").defer(*(f"document__{name}" for name in HEAVY))
    citations = list(related.order_by("document__registered_at", "pk"))
    if not citations:
        raise DocumentMissing
    targets = seen.filter(pk__in={one.target_id for one in citations if one.target_id}).defer(*HEAVY).in_bulk()
    waiting = [one for one in citations if one.target_id not in targets]
    return Gap(reference, date, waiting, target=None if waiting else targets[citations[0].target_id])


def candidates(gap: Gap, *, person: Person, today: dt.date) -> list[Document]:
    """Return the visible documents that may be meant: of that date and nearly that reference, or fitting as well.

    Without a date only the same reference is near enough. A document without a number is compared by its symbol.
    """
    seen = visible_to(person, today=today).exclude(pk__in=[one.document_id for one in gap.citations])
    dated = seen.filter(date=gap.date) if gap.date else seen.filter(reference=gap.reference)
    number = gap.citations[0].number
    return [
        document
        for document in dated.defer(*HEAVY).order_by("pk")
        if citing.is_near(gap.reference, document.reference or citing.reference_of(number, document.symbol))
    ]


def citations_of(document: Document, *, person: Person, today: dt.date) -> list[Citation]:
    """Return where documents that a person may see cite a document, oldest first."""
    found = document.cited_by.filter(document__in=visible_to(person, today=today)).select_related("document")
    return list(found.defer(*(f"document__{name}" for name in HEAVY)).order_by("document__registered_at", "pk"))
