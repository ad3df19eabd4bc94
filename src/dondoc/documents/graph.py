"""How a document stands among others: what changed it, what answered it, what else cites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.organization.models import Person

from . import gaps
from .choices import Relation
from .models import Citation, Document

# What a later document does to one so that it does not hold any more as it stands.
CHANGES = (Relation.AMENDS, Relation.REPLACES, Relation.REPEALS)
REPORT = "BC"  # Báo cáo, by Điều 7 Nghị định 30/2020/NĐ-CP


@dataclass(frozen=True, slots=True)
class Around:
    """The places of other documents that cite one, as a person may see them, oldest first.

    Attributes:
        changes: by which it was amended, replaced or repealed; each document once for each of these.
        answers: by which it was answered or reported on; each document once.
        places: all of them.
    """

    changes: list[Citation]
    answers: list[Citation]
    places: list[Citation]


def around(document: Document, *, person: Person, today: dt.date) -> Around:
    """Return what other documents do to one."""
    places = gaps.citations_of(document, person=person, today=today)
    return Around(
        changes=_once(place for place in places if place.relation in CHANGES),
        answers=_once(place for place in places if is_answer(place)),
        places=places,
    )


def is_answer(place: Citation) -> bool:
    """Say whether a document answers the cited one: in so many words, or as a report on how it was carried out."""
    is_report = place.document.type_code == REPORT and place.relation == Relation.CARRIES_OUT
    return place.relation == Relation.ANSWERS or is_report


def _once(places: Iterable[Citation]) -> list[Citation]:
    first: dict[tuple[int, str], Citation] = {}
    for place in places:
        first.setdefault((place.document_id, place.relation), place)
    return list(first.values())
