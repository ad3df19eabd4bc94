"""What is searched beside a document, and not by everybody who may open it: its entries, directives, case files.

The index says which documents may be meant; here each is asked whether the person may see what says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from dondoc.documents.case_files import selectors as case_files
from dondoc.documents.case_files.models import CaseFileEntry
from dondoc.documents.incoming import selectors as incoming
from dondoc.documents.incoming.models import Direction
from dondoc.organization.models import Person

from .language import Part, Query
from .words import holding, words_of

Ids = Sequence[int]


def fitting(ids: Ids, query: Query, *, person: Person, today: dt.date) -> list[int]:
    """Return those of the documents of which what the person may see says what is asked, in their order."""
    kept = set(ids)
    for part in query.parts:
        if part.field in HELD:
            kept &= HELD[part.field](part, ids, person, today)
    for part in query.excluded:
        if part.field in HELD:
            kept -= HELD[part.field](part, ids, person, today)
    return [pk for pk in ids if pk in kept]


def is_asked(query: Query) -> bool:
    """Say whether a search asks for something of these."""
    return any(part.field in HELD for part in (*query.parts, *query.excluded))


def _under_number(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    entries = incoming.visible_to(person, today=today).filter(document__in=ids)
    asked = " ".join(part.words)
    rows = entries.values_list("document", "number", "year")
    return {pk for pk, number, year in rows if asked in (str(number), f"{number} {year}")}


def _by_directive(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    entries = incoming.visible_to(person, today=today).filter(document__in=ids)
    said = Direction.objects.filter(arrival__in=entries.values("pk"))
    return _saying(part, said.values_list("arrival__document", "text"))


def _in_case_file(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    files = case_files.visible_to(person, today=today)
    places = CaseFileEntry.objects.filter(document__in=ids, case_file__in=files.values("pk"))
    rows = places.values_list("document", "case_file__code", "case_file__title")
    return _saying(part, ((pk, text) for pk, *texts in rows for text in texts))


def _saying(part: Part, rows: Iterable[tuple[int, str]]) -> set[int]:
    asked = holding(part.words)
    return {pk for pk, text in rows if asked in holding(words_of(text))}


HELD: Mapping[str, Callable[[Part, Ids, Person, dt.date], set[int]]] = {
    "so-den": _under_number,
    "chi-dao": _by_directive,
    "ho-so": _in_case_file,
}
