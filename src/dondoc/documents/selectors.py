"""Reads of the register; who may see a document is asked for here, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse

from dondoc import reading
from dondoc.kernel import clock
from dondoc.kernel.errors import Sentence
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit
from dondoc.reading import tables

from . import citing
from .choices import State, Way
from .errors import DocumentMissing, MayNotRegister, OfAnotherRegister
from .models import Citation, Distribution, Document, ReadingGrant

# Columns that lists of documents do not show.
HEAVY = ("text", "reading", "search_text")
# Of people who see fewer documents than this, a list asks which; of others it asks each document whether they see it.
FEW = 10_000
# So few are named one by one: a search looks at no others, however many hold its words.
VERY_FEW = 1_000


def registering_unit(person: Person, *, now: dt.datetime) -> Unit:
    """Return the unit in whose register a person enters documents: that of the post which keeps one.

    Raises:
        MayNotRegister: no post of theirs does.
    """
    posts = posts_that_register(person, now=now)
    if not posts:
        raise MayNotRegister
    return posts[0].unit


def posts_that_register(person: Person, *, now: dt.datetime) -> list[Post]:
    """Return the posts by which a person keeps a register, those of their own first."""
    return organization.posts_with(person, Ability.REGISTER, today=clock.day_of(now))


def link_to(document: Document) -> tuple[str, Sentence]:
    """Return the address of a document and what people call it, as a refusal names it."""
    return reverse("documents:document", args=[document.pk]), document.title


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents a person may know of and open: those at hand, and those that they were let read."""
    units = organization.scope_units(person, today=today)
    granted = ReadingGrant.objects.held_by(person, units).filter(document=OuterRef("pk"))
    return _there().filter(_at_hand(units) | Exists(granted))


def at_hand(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents in whose handling a person has a part: registered, or sent on, where they look after.

    What is done with a document asks for it here: who was let read it reads it, and no more.
    """
    return _there().filter(_at_hand(organization.scope_units(person, today=today)))


def _at_hand(units: list[int]) -> Q:
    sent = Distribution.objects.filter(unit__in=units, document=OuterRef("pk"))
    return Q(registered_in__in=units) | Q(Exists(sent))


def seen_few(person: Person, *, today: dt.date) -> set[int] | None:
    """Return the ids of the documents a person may open, where they are fewer than `FEW`; None: there are more."""
    rows = list(_seen(person, today=today, is_all=True).values_list("pk", flat=True)[:FEW])
    return set(rows) if len(rows) < FEW else None


def kept_by(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents of the registers that a person keeps."""
    paths = organization.paths_with(person, Ability.REGISTER, today=today)
    return _there().filter(organization.under(paths, "registered_in"))


def keeps_register_of(document: Document, *, person: Person, today: dt.date) -> bool:
    """Say whether a person keeps the register that a document stands in."""
    return organization.reaches(person, document.registered_in, Ability.REGISTER, today=today)


def require_keeper(document: Document, *, person: Person, today: dt.date) -> None:
    """Let only who keeps the register of a document act on it there.

    Raises:
        MayNotRegister: no post of theirs keeps a register.
        OfAnotherRegister: they keep another one.
    """
    if not person.can(Ability.REGISTER, today):
        raise MayNotRegister
    if not keeps_register_of(document, person=person, today=today):
        raise OfAnotherRegister(unit=document.registered_in.name)


def listed(person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return what `visible_to` returns, asked for as suits a list of them."""
    return listed_of(seen_few(person, today=today), person, today=today)


def listed_of(few: set[int] | None, person: Person, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents of `seen_few`, asked for as suits a list of them.

    Named, or a union of lookups, where they are few: no database looks an OR over several tables up in its indexes.
    """
    if few is None:
        return visible_to(person, today=today)
    if len(few) <= VERY_FEW:
        return _there().filter(pk__in=few)
    return _there().filter(pk__in=_seen(person, today=today, is_all=False))


def _seen(person: Person, *, today: dt.date, is_all: bool) -> QuerySet[Document, Any]:
    """Return the ids of what was registered, sent, or granted, each found in its own index; `is_all`: with doubles."""
    units = organization.scope_units(person, today=today)
    here = Document.objects.filter(registered_in__in=units).values("pk")
    sent = Distribution.objects.filter(unit__in=units).values("document")
    granted = ReadingGrant.objects.held_by(person, units).order_by().values("document")
    return here.union(sent, granted, all=is_all)


def _there() -> QuerySet[Document]:
    return Document.objects.exclude(state=State.REFUSED)


def get(document_id: int, *, person: Person, today: dt.date) -> Document:
    """Return one document that a person may open; `is_at_hand` says whether they have a part in handling it.

    Raises:
        DocumentMissing: no such document, or not one the person may know of.
    """
    part = _at_hand(organization.scope_units(person, today=today))
    seen = visible_to(person, today=today).annotate(has_part=ExpressionWrapper(part, BooleanField()))
    document = seen.select_related("file", "registered_in").filter(pk=document_id).first()
    if document is None:
        raise DocumentMissing
    document.is_at_hand = document.has_part
    return document


def first_copy_of(scan: Document, *, person: Person, today: dt.date) -> Document | None:
    """Return the document that a scan is a copy of, where a person may open it."""
    if scan.same_as_id is None:
        return None
    return visible_to(person, today=today).defer(*HEAVY).filter(pk=scan.same_as_id).first()


def get_at_hand(document_id: int, *, person: Person, today: dt.date) -> Document:
    """Return one document in whose handling a person has a part, for what is done with it.

    Raises:
        DocumentMissing: no such document, or not one of these.
    """
    document = at_hand(person, today=today).select_related("file").filter(pk=document_id).first()
    if document is None:
        raise DocumentMissing
    return document


def numbered(words: str, *, date: dt.date | None, person: Person, today: dt.date) -> Document | None:
    """Return the one visible document of a number and symbol ("15/QĐ-SKHCN") and a date; None: none, or several.

    An issued one, rather than its copy that came in.
    """
    number, _slash, symbol = words.strip().partition("/")
    reference = citing.reference_of(number.strip(), symbol.strip())
    if not reference or date is None:
        return None
    found = list(visible_to(person, today=today).defer(*HEAVY).filter(reference=reference, date=date)[:3])
    issued = {one.identity for one in found if one.direction == Way.OUT}
    meant = [one for one in found if one.direction == Way.OUT or one.identity not in issued]
    return meant[0] if len(meant) == 1 else None


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


def sentence_of(citation: Citation, document: Document) -> str:
    """Return the sentence of a document that holds a citation."""
    start, end = document.part("citations")[citation.position - 1]["span"]
    return citing.sentence_around(document.text, start, end)


def day_given_by(words: str, *, document: Document) -> dt.date | None:
    """Return the day that words of a document give as a limit, None when they give none."""
    return reading.day_given_by(words, document_date=document.date)


def begins_duty(clause: str) -> bool:
    """Say whether a clause of a document opens with a verb of duty, so that it can stand as a task of its own."""
    return reading.begins_duty(clause)


def type_names() -> list[str]:
    """Return the names of the types that official documents have, as the reader knows them."""
    return list(types().values())


def types() -> Mapping[str, str]:
    """Return the types that official documents have, by their abbreviations."""
    return tables.load().types
