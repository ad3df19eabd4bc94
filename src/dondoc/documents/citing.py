"""Cited documents become links: to the document in the register, or to nothing yet, and then visibly so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from dondoc.kernel import events
from dondoc.kernel.vietnamese import fold
from dondoc.reading.model import Citation as Cited

from .choices import Way
from .events import CitesAbsent
from .models import Citation, Document
from .relations import Rule, relation_of

# A document: its id, and the date it bears.
Dated = tuple[int, dt.date | None]
# The parts of a provision from the outside in, as Vietnamese law names them.
LEVELS = ("phần", "chương", "mục", "điều", "khoản", "điểm")
# Two spellings of a reference as like as this may be one document; a person says whether they are.
NEAR = 0.9
# A count of tasks stands in the same sentence, before the citation, not farther off than this.
SENTENCE_REACH = 300
SENTENCE_BORDER = re.compile(r"[.;]\s|\n\s*\n")
ANNOUNCED = re.compile(r"(?<![\w/.])(\d{1,3})\s+nhiệm\s+vụ\b", re.IGNORECASE)
LABEL = re.compile(rf"({'|'.join(LEVELS)})\s+([0-9]+|[IVXLC]+|[a-zđ])(?![\w])", re.IGNORECASE)


def reference_of(number: str | None, symbol: str | None) -> str:
    """Return number and symbol as one key, the same however they are printed; empty without a number."""
    if not number:
        return ""
    return re.sub(r"[\W_]+", "-", fold(f"{number.lstrip('0')}-{symbol or ''}")).strip("-")[:100]


def enter(document: Document, cited: Sequence[Cited]) -> None:
    """Write the citations of a new document, and link both ways: what it cites, and who cited it before."""
    bearing = _bearing({reference_of(citation.number, citation.symbol) for citation in cited})
    Citation.objects.bulk_create(
        Citation(
            document=document,
            position=position,
            type_name=(citation.type or "")[:100],
            number=(citation.number or "")[:20],
            symbol=(citation.symbol or "")[:60],
            date=citation.date,
            provision=(citation.provision or "")[:200],
            reference=reference,
            tasks_announced=tasks_announced(document.text, citation.span[0]),
            relation=told.relation if told else "",
            relation_rule=told.name if told else "",
            target_id=_meant(bearing.get(reference, ()), citation.date, by=document),
        )
        for position, citation in enumerate(cited, start=1)
        for reference in [reference_of(citation.number, citation.symbol)]
        for told in [relation_told(document, citation.span[0])]
    )
    relink(document)
    events.announce(CitesAbsent(document_id=document.pk))


def relink(document: Document) -> None:
    """Let the citations that mean a document lead to it, and those that its words fit no more lead to nothing.

    What fits two is nobody's, unless a person said which is meant.
    """
    named = Q(reference=document.reference) & (Q(date=None) | Q(date=document.date)) & ~Q(reference="")
    by_words = Citation.objects.filter(linked_by=None).exclude(document=document).select_related("document")
    touched = list(by_words.filter(named | Q(target=document)).only("reference", "date", "target", "document__date"))
    bearing = _bearing({citation.reference for citation in touched})
    changed = []
    for citation in touched:
        meant = _meant(bearing.get(citation.reference, ()), citation.date, by=citation.document)
        if meant != citation.target_id:
            citation.target_id = meant
            changed.append(citation)
    Citation.objects.bulk_update(changed, ["target"], batch_size=1000)
    for document_id in {citation.document_id for citation in changed if citation.target_id is None}:
        events.announce(CitesAbsent(document_id=document_id))


def _bearing(references: set[str]) -> dict[str, list[Dated]]:
    """Return the documents of the register that bear each of some references; of an issued one no copy that came in."""
    found: dict[str, list[Dated]] = {}
    rows = Document.objects.filter(reference__in=references - {""}).order_by("pk")
    bearing = list(rows.values_list("reference", "pk", "date", "direction", "identity"))
    issued = {identity for *_rest, direction, identity in bearing if direction == Way.OUT}
    for reference, pk, date, direction, identity in bearing:
        if direction == Way.OUT or identity not in issued:
            found.setdefault(reference, []).append((pk, date))
    return found


def _meant(bearing: Sequence[Dated], cited: dt.date | None, *, by: Document) -> int | None:
    """Return the id of the one document that is meant; None when none or several fit.

    Args:
        bearing: the documents that bear the reference.
        cited: the date as cited; without one, whatever is not later than the citing document fits.
    """
    fitting = [
        pk
        for pk, date in bearing
        if pk != by.pk and (date == cited if cited else not (date and by.date and date > by.date))
    ]
    return fitting[0] if len(fitting) == 1 else None


def relation_told(document: Document, citation_start: int) -> Rule | None:
    """Return the rule that tells what a document does to what it cites at a place.

    None where the words say nothing, and inside a directive: what somebody is told to do, the document does not do.
    """
    duties = (directive["span"] for directive in document.part("directives"))
    if any(start <= citation_start < end for start, end in duties):
        return None
    return relation_of(document.text, citation_start)


def tasks_announced(text: str, citation_start: int) -> int:
    """Return how many tasks of the cited document a sentence speaks of ("Đối với 10 nhiệm vụ …"), 0 for none.

    Args:
        citation_start: where the citation begins in the text.
    """
    sentence = SENTENCE_BORDER.split(text[max(0, citation_start - SENTENCE_REACH) : citation_start])[-1]
    counts = ANNOUNCED.findall(sentence)
    return int(counts[-1]) if counts else 0


def is_near(reference: str, other: str) -> bool:
    """Say whether two references differ so little that one may be misprinted."""
    return SequenceMatcher(None, reference, other, autojunk=False).ratio() >= NEAR


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence that holds a citation, cut where it is very long."""
    before = SENTENCE_BORDER.split(text[max(0, start - SENTENCE_REACH) : start])[-1]
    after = SENTENCE_BORDER.split(text[end : end + SENTENCE_REACH])[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())


def place_of(provision: str, outline: Sequence[Mapping[str, Any]]) -> str:
    """Return the path of the section that a provision names ("điểm i khoản 2" is 2.i), or nothing.

    Args:
        outline: the outline of the cited document as its reading gives it.
    """
    named = sorted(LABEL.findall(provision), key=lambda found: LEVELS.index(found[0].lower()))
    sections = outline
    path = ""
    for _level, label in named:
        section = find(label, sections)
        if section is None:
            return ""
        path, sections = str(section["path"]), section["children"]
    return path


def find(label: str, sections: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the only section with a label, brackets aside; levels between may be skipped."""
    fitting = [section for section in sections if str(section["label"]).strip("().").lower() == label.lower()]
    if not fitting:
        deeper = [found for section in sections if (found := find(label, section["children"])) is not None]
        return deeper[0] if len(deeper) == 1 else None
    return fitting[0] if len(fitting) == 1 else None
