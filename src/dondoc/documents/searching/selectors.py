"""Who finds what: of the documents that a person may see, those that a search means, the likeliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from dondoc.documents.models import Document
from dondoc.documents.selectors import listed_of, seen_few
from dondoc.organization.models import Person

from . import beside, index, language, words
from .language import Part, Query

# So many documents one search finds; whoever wants the rest narrows it down.
MOST = 200
# Where number and symbol stand, and where the subject does: a search that they hold is answered by them first.
TOP = ("so", "ky-hieu")
HEAD = ("so", "ky-hieu", "loai", "trich-yeu")
# Of words side by side, pairs say all of two; three and more are compared with the text too: their threes may stand
# apart, and a book has none in the index.
SURE = 2
# Threes say all of three.
WHOLE = 3
# Of the texts that hold each three words of a phrase to be left out, so many are asked whether they say it whole.
MOST_DOUBTFUL = 50
# Where few of the texts compared say it, so many times more are compared next at most; and never fewer than these.
GROWTH, LEAST = 8, 100


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

    First those whose number and symbol it names, then those whose subject holds it, then those whose text does, then
    those that hold a word which the last one begins; among equals the one registered last stands first.

    Args:
        among: what else must hold of the documents.
    """
    query = language.parse(text)
    if query.problem or query.is_empty:
        return Found(query)
    few = seen_few(person, today=today)
    documents = _narrowed(listed_of(few, person, today=today), query, among=among)
    check = _Check(query, person, today)
    found: dict[int, None] = {}
    for tier in _tiers(documents, query, is_few=few is not None):
        if len(found) <= most:
            found |= dict.fromkeys(_first(tier, check, most=most + 1))
    if len(found) <= most and any(map(_may_stand_apart, query.excluded)):
        # What the index left out by mistake comes last: it is asked only where the rest does not fill the list.
        found |= dict.fromkeys(_said_apart(documents, query, check)[: most + 1 - len(found)])
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


def _said(query: Query) -> Q:
    """Return what the text itself must say: three words and more that stand side by side."""
    said = Q()
    for part in query.parts:
        if len(part.words) > SURE and part.field not in beside.HELD:
            said &= Q(search_text__contains=words.holding(part.words))
    return said


def _said_of_books(query: Query) -> Q:
    """Return what the text of a book must not say: the index holds no threes by which it would have been left out."""
    said = Q()
    for part in query.excluded:
        if len(part.words) > SURE and not part.field:
            said |= Q(search_text__contains=words.holding(part.words))
    return said


class _Check:
    """What the index cannot say of the documents found: their own words, and what stands beside them."""

    def __init__(self, query: Query, person: Person, today: dt.date) -> None:
        self._query, self._person, self._today = query, person, today
        self._said, self._said_of_books = _said(query), _said_of_books(query)
        self._is_beside = beside.is_asked(query)
        self.is_needed = bool(self._said) or bool(self._said_of_books) or self._is_beside

    def __call__(self, ids: list[int]) -> list[int]:
        found = Document.objects.filter(pk__in=ids)
        if self._said:
            fitting = set(found.filter(self._said).values_list("pk", flat=True))
            ids = [pk for pk in ids if pk in fitting]
        if self._said_of_books:
            books = index.holding(found, [[[words.CUT]]]).values_list("pk", flat=True)
            out = set(Document.objects.filter(self._said_of_books, pk__in=list(books)).values_list("pk", flat=True))
            ids = [pk for pk in ids if pk not in out]
        if self._is_beside and ids:
            ids = beside.fitting(ids, self._query, person=self._person, today=self._today)
        return ids


def _first(tier: QuerySet[Document], check: _Check, *, most: int) -> list[int]:
    """Return the first documents of a tier that stand the check, no more than so many.

    The texts of a few are compared at a time: a database that is asked for both at once compares all of them first.
    """
    kept: list[int] = []
    ids, size, compared = tier.values_list("pk", flat=True), most, 0
    batch = list(ids[:size])
    if not check.is_needed:
        return batch
    while batch and len(kept) < most:
        kept += check(batch)
        compared += len(batch)
        is_last, size = len(batch) < size, _further(size, kept=len(kept), compared=compared, most=most)
        batch = [] if is_last else list(ids.filter(pk__lt=batch[-1])[:size])
    return kept[:most]


def _further(size: int, *, kept: int, compared: int, most: int) -> int:
    """Return how many texts are compared next: a little more than those that fitted so far let expect."""
    wanted = (most - kept) * compared * 5 // (kept * 4) if kept else size * GROWTH
    return max(LEAST, min(wanted, size * GROWTH))


def _may_stand_apart(part: Part) -> bool:
    """Say whether a text may hold all threes of a phrase to be left out, and not the phrase."""
    return not part.field and len(part.words) > WHOLE


def _said_apart(documents: QuerySet[Document], query: Query, check: _Check) -> list[int]:
    """Return what holds the threes of a phrase to be left out apart, and not the phrase: of the newest such texts."""
    phrases = [part for part in query.excluded if _may_stand_apart(part)]
    others = [
        _left_out(part) for part in query.excluded if not _may_stand_apart(part) and part.field not in beside.HELD
    ]
    groups = [[words.threes_of(part.words) for part in phrases]]
    groups += [[words.terms_of(part.words, part.field)] for part in query.parts if part.field]
    groups += [_in_text(part) for part in query.parts if not part.field]
    doubtful = index.newest_first(index.holding(documents, groups, none=others), is_few=False)
    ids = list(doubtful.values_list("pk", flat=True)[:MOST_DOUBTFUL])
    said = Q()
    for part in phrases:
        said |= Q(search_text__contains=words.holding(part.words))
    saying = set(Document.objects.filter(said, pk__in=ids).values_list("pk", flat=True))
    return check([pk for pk in ids if pk not in saying])


def _tiers(documents: QuerySet[Document], query: Query, *, is_few: bool) -> Iterable[QuerySet[Document]]:
    """Yield the documents found, the likeliest first; each holds those before it.

    Args:
        is_few: the documents to look among are few.
    """
    none = [_left_out(part) for part in query.excluded if part.field not in beside.HELD]
    fields = [[words.terms_of(part.words, part.field)] for part in query.parts if part.field]
    free = [part for part in query.parts if not part.field]
    if not query.parts:
        yield _without(documents, none).order_by("-pk")
        return
    tops = [[*_in(TOP, [word])] for part in free for word in part.words]
    heads = [[*_in(HEAD, [term])] for part in free for term in words.terms_of(part.words)]
    texts = [_in_text(part) for part in free]
    begun = [[*texts[:-1], [[f"{query.begun}{words.BEGUN}"]]]] if query.begun else []
    # Words without the phrase in which they usually stand.
    asked = {word for part in free for word in part.words}
    is_few |= any(asked.issuperset(part.words) for part in query.excluded)
    for groups in [tops, heads, texts, *begun] if free else [texts]:
        yield index.newest_first(index.holding(documents, [*groups, *fields], none=none), is_few=is_few)


def _in(fields: Iterable[str], terms: Iterable[str]) -> Iterable[list[str]]:
    return ([words.of_field(name, term)] for name in fields for term in terms)


def _in_text(part: Part) -> list[list[str]]:
    """Return what a text holds that says words side by side: their threes; pairs where threes are not indexed."""
    pairs, threes = words.terms_of(part.words), words.threes_of(part.words)
    return [threes, [words.CUT, *pairs]] if threes else [pairs]


def _left_out(part: Part) -> list[str]:
    """Return the terms of which a document to be left out holds all: each three words side by side of a phrase.

    A text that holds them apart and not the phrase is left out with the others (`_said_apart`): comparing all that is
    found takes long.
    """
    return (not part.field and words.threes_of(part.words)) or words.terms_of(part.words, part.field)


def _without(documents: QuerySet[Document], none: Sequence[Sequence[str]]) -> QuerySet[Document]:
    """Return the documents that hold of no group all terms, where nothing says which hold something."""
    for group in none:
        held = index.holding(Document.objects.all(), [[group]])
        documents = documents.exclude(pk__in=held.values("pk"))
    return documents


def in_order(found: Sequence[int], documents: QuerySet[Document]) -> list[Document]:
    """Return the documents of a page of what was found, in its order."""
    by_id = documents.in_bulk(found)
    return [by_id[pk] for pk in found if pk in by_id]
