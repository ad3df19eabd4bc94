"""What is searched beside a document, and not by everybody who may open it: its entries, recipients, case files.

The index says which documents may be meant; here each is asked whether the person may see what says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import QuerySet

from dondoc.documents.case_files import selectors as case_files
from dondoc.documents.case_files.models import CaseFileEntry
from dondoc.documents.incoming import selectors as incoming
from dondoc.documents.incoming.models import Arrival, Direction, Forwarding
from dondoc.documents.models import Document
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.documents.outgoing.models import Sending
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person

from .columns import degree_of, said_of_file, sent_to
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


def _entries(ids: Ids, person: Person, today: dt.date) -> QuerySet[Arrival]:
    return incoming.visible_to(person, today=today).filter(document__in=ids)


def _under_number(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    entries = _entries(ids, person, today)
    asked = " ".join(part.words)
    rows = entries.values_list("document", "number", "year")
    return {pk for pk, number, year in rows if asked in (str(number), f"{number} {year}")}


def _by_directive(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    said = Direction.objects.filter(arrival__in=_entries(ids, person, today).values("pk"))
    return _saying(part, said.values_list("arrival__document", "text"))


def _in_case_file(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    places = _places(ids, person, today).select_related("case_file")
    return _saying(part, ((one.document_id, text) for one in places for text in said_of_file(one.case_file)))


def _places(ids: Ids, person: Person, today: dt.date) -> QuerySet[CaseFileEntry]:
    files = case_files.visible_to(person, today=today)
    return CaseFileEntry.objects.filter(document__in=ids, case_file__in=files.values("pk"))


def _noted(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    notes = _entries(ids, person, today).values_list("document", "note")
    return _saying(part, [*notes, *_places(ids, person, today).values_list("document", "note")])


def _gone_to(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    """Return the documents that name a recipient, or that were sent or sent on to one as far as the person sees it."""
    printed = Document.objects.filter(pk__in=ids).values_list("pk", "reading__header__recipients")
    rows = [(pk, name) for pk, names in printed for name in names or ()]
    issued = outgoing.visible_to(person, today=today).filter(document__in=ids)
    rows += Sending.objects.filter(outgoing__in=issued.values("pk")).values_list("outgoing__document", "printed")
    on = Forwarding.objects.filter(arrival__in=_entries(ids, person, today).values("pk"))
    on = on.select_related("arrival", "unit").prefetch_related("unit__former_names")
    return _saying(part, [*rows, *((one.arrival.document_id, sent_to(one)) for one in on)])


def _urgent(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    """Return the documents of a degree of urgency: what an entry that the person sees says, else what was read."""
    degrees: dict[int, set[str]] = {}
    for pk, priority in _entries(ids, person, today).values_list("document", "priority"):
        degrees.setdefault(pk, set()).add(degree_of(priority))
    for pk, read in Document.objects.filter(pk__in=ids).values_list("pk", "reading__header__urgency"):
        degrees.setdefault(pk, {read or ""})
    return {pk for pk, said in degrees.items() if any(words_of(one) == list(part.words) for one in said)}


def _arrived(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    return _on_day(part, _entries(ids, person, today).values_list("document", "arrived_on"))


def _due(part: Part, ids: Ids, person: Person, today: dt.date) -> set[int]:
    return _on_day(part, _entries(ids, person, today).values_list("document", "due_date"))


def _on_day(part: Part, rows: Iterable[tuple[int, dt.date | None]]) -> set[int]:
    return {pk for pk, day in rows if day is not None and words_of(format_date(day)) == list(part.words)}


def _saying(part: Part, rows: Iterable[tuple[int, str]]) -> set[int]:
    asked = holding(part.words)
    return {pk for pk, text in rows if asked in holding(words_of(text))}


HELD: Mapping[str, Callable[[Part, Ids, Person, dt.date], set[int]]] = {
    "so-den": _under_number,
    "chi-dao": _by_directive,
    "ho-so": _in_case_file,
    "ghi-chu": _noted,
    "noi-nhan": _gone_to,
    "do-khan": _urgent,
    "ngay-den": _arrived,
    "han-giai-quyet": _due,
}
