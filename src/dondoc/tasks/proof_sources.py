"""What proves a task besides files: records that parts of the product offer as evidence.

A part of the product offers its records by one small class, registered when it starts; the register of documents is
the first. Each source answers a person only with what they may see there.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db.models.functions import Left
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.documents import selectors as documents
from dondoc.documents.choices import State
from dondoc.documents.models import Document
from dondoc.documents.searching import selectors as searching
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person

from .clauses import shortened

if TYPE_CHECKING:
    from .models import Evidence

# Kinds of document that ask for something to be issued, and so are not issued themselves.
SUBMISSIONS = frozenset({"TTr"})
# A draft says so at its head; this many characters are looked at.
HEAD = 600
# Longest name of a record; a piece of evidence keeps it, with the mark that it is shortened.
LABEL_LENGTH = 190
# How a record is called to somebody who sees its task and not the record.
UNSEEN = _("A record that you may not open")


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """A record as one person may see it: how it is called, the date it bears itself, where it stands.

    Attributes:
        closes: whether it closes the task it is offered to; a task that asks for an issued document closes on no other.
    """

    source: str
    record_id: int
    label: str
    date: dt.date | None
    url: str
    closes: bool = True


class ProofSource:
    """Records of one kind that can prove a task."""

    code: ClassVar[str]
    name: ClassVar[str | Promise]

    def search(self, words: str, *, person: Person, today: dt.date, most: int) -> Sequence[ProofRecord]:
        """Return the newest records that hold the words, of those the person may see."""
        raise NotImplementedError

    def visible(self, ids: Collection[int], *, person: Person, today: dt.date) -> Mapping[int, ProofRecord]:
        """Return those of the records that the person may see, by id."""
        raise NotImplementedError

    def issued(self, ids: Collection[int]) -> set[int]:
        """Return those of the records that are issued documents."""
        return set()


class Register(ProofSource):
    """Documents of the register (sổ văn bản); each bears its own date."""

    code = "documents"
    name = _("Register of documents")

    def search(self, words: str, *, person: Person, today: dt.date, most: int) -> Sequence[ProofRecord]:
        """Return the documents that the words mean, the likeliest first."""
        found = searching.find(person, text=words, today=today, most=most)
        if found.query.is_empty:
            newest = documents.listed(person, today=today).defer(*documents.HEAVY).order_by("-registered_at", "-pk")
            return [self._record(one) for one in newest[:most]]
        return [self._record(one) for one in searching.in_order(found.ids, Document.objects.defer(*documents.HEAVY))]

    def visible(self, ids: Collection[int], *, person: Person, today: dt.date) -> Mapping[int, ProofRecord]:
        """Return those of the documents that the person may open."""
        seen = documents.visible_to(person, today=today).defer("text", "reading", "search_text")
        return {found.pk: self._record(found) for found in seen.filter(pk__in=ids)}

    def issued(self, ids: Collection[int]) -> set[int]:
        """Return the documents with number, symbol and date that are neither a submission nor a draft."""
        there = Document.objects.exclude(state__in=[State.READING, State.UNREADABLE, State.REFUSED])
        complete = there.exclude(number="").exclude(symbol="").exclude(date=None).exclude(type_code__in=SUBMISSIONS)
        heads = complete.filter(pk__in=ids).annotate(head=Left("text", HEAD)).values_list("pk", "subject", "head")
        return {pk for pk, subject, head in heads if not is_draft(subject, head)}

    def _record(self, document: Document) -> ProofRecord:
        number = " ".join(filter(None, [document.type_name, document.number_line]))
        label = ", ".join(dict.fromkeys(filter(None, [number, document.subject]))) or document.file_name
        url = reverse("documents:document", args=[document.pk])
        return ProofRecord(self.code, document.pk, shortened(label, LABEL_LENGTH), document.date, url)


def is_draft(subject: str, head: str) -> bool:
    """Say whether a document calls itself a draft: in its subject, or on a line of its own at its head."""
    if fold(subject).startswith("du thao"):
        return True
    return any(fold(line).strip(" ().:*") in ("du thao", "ban du thao") for line in head.splitlines())


SOURCES: dict[str, ProofSource] = {}


def register(source: ProofSource) -> None:
    """Offer the records of a source as evidence from now on."""
    SOURCES[source.code] = source


register(Register())


def find(source: str, record_id: int, *, person: Person, today: dt.date) -> ProofRecord | None:
    """Return one record, None when there is none that the person may see."""
    if source not in SOURCES:
        return None
    return SOURCES[source].visible([record_id], person=person, today=today).get(record_id)


def show(pieces: Iterable[Evidence], *, person: Person, today: dt.date) -> list[Evidence]:
    """Return the pieces, each with its record as the person may see it; one question for each source."""
    pieces = list(pieces)
    seen = {
        code: SOURCES[code].visible(ids, person=person, today=today)
        for code, ids in _ids_by_source(pieces).items()
        if code in SOURCES
    }
    for piece in pieces:
        if piece.record_id is not None:
            piece.record = seen.get(piece.source, {}).get(piece.record_id)
    return pieces


def issued(pieces: Iterable[Evidence]) -> int:
    """Return how many of the pieces are issued documents; the same for whoever asks."""
    ids = _ids_by_source(pieces)
    return sum(len(SOURCES[code].issued(found)) for code, found in ids.items() if code in SOURCES)


def _ids_by_source(pieces: Iterable[Evidence]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for piece in pieces:
        if piece.record_id is not None:
            ids[piece.source].add(piece.record_id)
    return ids
