"""Annexes: their numbers, titles, the line that says what they belong to, their pages."""

from __future__ import annotations

import re

from dondoc.writing.checking.numbering import roman
from dondoc.writing.checking.parts import Annex, Parts
from dondoc.writing.checking.report import Report
from dondoc.writing.checking.rules import load_types

_REFERENCE = re.compile(r"^\(Kèm theo (?P<type>.+?) số\b.*\bngày\b.*\bcủa\b.*\)$")
# The reference names a document and its body in a line or two.
_LONGEST = 400
_END_MARK = re.compile(r"\./\.$")


def check(parts: Parts, report: Report) -> None:
    """Check each annex."""
    for place, annex in enumerate(parts.annexes, 1):
        is_numbered = len(parts.annexes) > 1 or annex.number
        if is_numbered and annex.number.upper() != roman(place):
            report.note("annex_number", annex.heading, found=annex.heading.text, wanted=f"Phụ lục {roman(place)}")
        if not annex.title:
            report.note("annex_title_missing", annex.heading)
        _reference(annex, parts, report)
        _pages(annex, parts, report)
        for piece in annex.rest:
            if _END_MARK.search(piece.text):
                report.note("end_mark_annex", piece)


def _reference(annex: Annex, parts: Parts, report: Report) -> None:
    if annex.reference is None:
        report.note("annex_reference_missing", annex.heading)
    elif len(annex.reference.text) > _LONGEST or not _REFERENCE.match(annex.reference.text):
        wanted = load_types().get(parts.head.type_code or "", "Công văn")
        report.note("annex_reference_form", annex.reference, found=annex.reference.text, wanted=wanted)


def _pages(annex: Annex, parts: Parts, report: Report) -> None:
    """Check that an annex begins a section counted from 1; without page numbers there is nothing to say."""
    sections = parts.document.sections
    if not any(p.page_look for section in sections for story in section.headers.values() for p in story):
        return
    number = annex.heading.paragraph.section
    section = sections[number] if number < len(sections) else sections[-1]
    above = parts.document.paragraphs[: annex.heading.paragraph.number - 1]
    is_first = all(p.section != number for p in above if p.text.strip())
    if not is_first or section.start != "1":
        report.note("annex_pages", annex.heading)
