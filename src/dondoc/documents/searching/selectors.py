"""Who finds what: of the documents that a person may see, those that a search means, the likeliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from dondoc.documents.models import Document
from dondoc.documents.selectors import listed
from dondoc.organization.models import Person

from . import index, language, words
from .language import Query

# So many documents one search finds; whoever wants the rest narrows it down.
MOST = 500
# Where number and symbol stand, and where the subject does: a search that they hold is answered by them first.
TOP = ("so", "ky-hieu")
HEAD = ("so", "ky-hieu", "loai", "trich-yeu")
# Of words side by side, pairs say nearly all: three and more are compared with the text.
SURE = 2
# Where few of the texts compared say it, so many times more are compared next.
GROWTH = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the likeliest first, and no more than was asked for.

    Attributes:
        is_more: there are more than these.
    """

    query: Query
    ids: Sequence[int] = field(default_factory=list)
    is_more: bool = False

    def __len__(self) -> int:
        return len(self.ids)


def find(person: Person, *, text: str, today: dt.date, among: Q | None = None, most: int = MOST) -> Found:
    """Return which of the visible documents a search means.

    First those whose number and symbol it names, then those whose subject holds it, then those whose text does; among
    equals the one registered last stands first.

    Args:
        among: what else must hold of the documents.
    """
    query = language.parse(text)
    if query.problem or query.is_empty:
        return Found(query)
    documents = _narrowed(listed(person, today=today), query, among=among)
    exactly = _exactly(query)
    found: dict[int, None] = {}
    for tier in _tiers(documents, query):
        if len(found) <= most:
            found |= dict.fromkeys(_first(tier, exactly, most=most + 1))
    ids = list(found)
    return Found(query, ids[:most], is_more=len(ids) > most)


def _narrowed(documents: QuerySet[Document], query: Query, *, among: Q | None) -> QuerySet[Document]:
    """Return the documents of the days that are asked for."""
    if among is not None:
        documents = documents.filter(among)
    if query.since:
        documents = documents.filter(date__gte=query.since)
    if query.until:
        documents = documents.filter(date__lte=query.until)
    return documents


def _exactly(query: Query) -> Q:
    """Return what the text itself must say: that three words and more stand side by side, or that they do not."""
    said = Q()
    for part in query.parts:
        if len(part.words) > SURE:
            said &= Q(search_text__contains=words.holding(part.words))
    for part in query.excluded:
        if len(part.words) > SURE and not part.field:
            said &= ~Q(search_text__contains=words.holding(part.words))
    return said


def _first(tier: QuerySet[Document], exactly: Q, *, most: int) -> list[int]:
    """Return the first documents of a tier of which the text says it, no more than so many.

    The texts of a few are compared at a time: a database that is asked for both at once compares all of them first.
    """
    kept: list[int] = []
    ids, size = tier.values_list("pk", flat=True), most
    batch = list(ids[:size])
    if not exactly:
        return batch
    while batch and len(kept) < most:
        fitting = set(Document.objects.filter(exactly, pk__in=batch).values_list("pk", flat=True))
        kept += [pk for pk in batch if pk in fitting]
        is_last, size = len(batch) < size, size * GROWTH
        batch = [] if is_last else list(ids.filter(pk__lt=batch[-1])[:size])
    return kept[:most]


def _tiers(documents: QuerySet[Document], query: Query) -> Iterable[QuerySet[Document]]:
    """Yield the documents found, the likeliest first; each holds those before it."""
    none = [words.terms_of(part.words, part.field) for part in query.excluded if part.field or len(part.words) <= SURE]
    fields = [[term] for part in query.parts if part.field for term in words.terms_of(part.words, part.field)]
    free = [part for part in query.parts if not part.field]
    if not query.parts:
        yield _without(documents, none).order_by("-pk")
        return
    tops = [[*_in(TOP, [word])] for part in free for word in part.words]
    heads = [[*_in(HEAD, [term])] for part in free for term in words.terms_of(part.words)]
    texts = [[term] for part in free for term in words.terms_of(part.words)]
    for groups in [tops, heads, texts] if free else [texts]:
        yield index.newest_first(index.holding(documents, [*groups, *fields], none=none))


def _in(fields: Iterable[str], terms: Iterable[str]) -> Iterable[str]:
    return (f"{name}{words.FIELD}{term}" for name in fields for term in terms)


def _without(documents: QuerySet[Document], none: Sequence[Sequence[str]]) -> QuerySet[Document]:
    """Return the documents that hold of no group all terms, where nothing says which hold something."""
    for group in none:
        held = index.holding(Document.objects.all(), [[term] for term in group])
        documents = documents.exclude(pk__in=held.values("pk"))
    return documents


def in_order(found: Sequence[int], documents: QuerySet[Document]) -> list[Document]:
    """Return the documents of a page of what was found, in its order."""
    by_id = documents.in_bulk(found)
    return [by_id[pk] for pk in found if pk in by_id]
