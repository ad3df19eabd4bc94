"""Page set-up: paper, margins, page numbers (Phụ lục I, phần I, mục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.writing.checking.checks.forms import number
from dondoc.writing.checking.document import Paragraph, Section
from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.pieces import folded
from dondoc.writing.checking.report import Report

A4 = (210.0, 297.0)
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
PAGE_NUMBER = (13, 14)
# Word keeps lengths in twentieths of a point and rounds inches: 0.79" is 20.07 mm.
TOLERANCE = 0.3
# A page of body text holds about 3 000 characters; fewer than this may be one page.
ONE_PAGE = 4_500
_ALONE = re.compile(r"[\s\-–—.]*")


def check(parts: Parts, report: Report) -> None:
    """Check paper and margins of each section, and the page numbers."""
    document = parts.document
    for place, section in enumerate(document.sections):
        first = next((p for p in document.paragraphs if p.section == place and p.text.strip()), None)
        _paper(section, first, place, parts, report)
        _margins(section, first, report)
    if document.sections:
        _page_numbers(parts, report)


def _paper(section: Section, first: Paragraph | None, place: int, parts: Parts, report: Report) -> None:
    size = tuple(sorted((section.width, section.height)))
    if any(abs(found - wanted) > 2 * TOLERANCE for found, wanted in zip(size, A4, strict=True)):
        report.note("paper_size", first, found=f"{number(round(section.width))} x {number(round(section.height))}")
    holds_table = any(p.cell is not None and p.cell.is_ruled for p in parts.document.paragraphs if p.section == place)
    if section.width > section.height and not holds_table:
        report.note("paper_orientation", first)


def _margins(section: Section, first: Paragraph | None, report: Report) -> None:
    for side, (low, high) in MARGINS.items():
        found = getattr(section, side)
        if section.width > section.height:
            # On a page set across the sides turn with the paper; which became which is the printer's business.
            low, high = 15, 35
        if not low - TOLERANCE <= found <= high + TOLERANCE:
            report.note(f"margin_{side}", first, found=number(round(found, 1)))


def _page_numbers(parts: Parts, report: Report) -> None:
    sections = parts.document.sections
    in_headers = [paragraph for section in sections for paragraph in _numbered(section.headers)]
    in_footers = [paragraph for section in sections for paragraph in _numbered(section.footers)]
    if not in_headers and not in_footers:
        if _is_long(parts):
            report.note("page_number_missing")
        return
    if in_footers and not in_headers:
        report.note("page_number_place")
    for paragraph in in_headers or in_footers:
        _number_form(paragraph, report)
    if _shows_first(sections[0]):
        report.note("page_number_first")
    if any(section.number_format not in ("decimal", "numberInDash") for section in sections):
        report.note("page_number_format")
    if (sections[0].start or "1") != "1":
        report.note("page_number_start", found=sections[0].start)


def _numbered(stories: dict[str, list[Paragraph]]) -> Iterator[Paragraph]:
    """Yield the paragraphs that hold the page number."""
    return (paragraph for story in stories.values() for paragraph in story if paragraph.page_look is not None)


def _number_form(paragraph: Paragraph, report: Report) -> None:
    look = paragraph.page_look
    # In the middle: aligned so, in a frame that stands there, or behind the first tab of a header's style. Where a box
    # stands is the printer's business.
    is_placed = paragraph.text.startswith("\t") or paragraph.box is not None
    if "center" not in (paragraph.look.align, paragraph.look.frame) and not is_placed:
        report.note("page_number_align")
    if look is not None and look.size is not None and not PAGE_NUMBER[0] <= look.size <= PAGE_NUMBER[1]:
        report.note("page_number_size", found=number(look.size))
    if look is not None and look.italic:
        report.note("page_number_upright")
    if not _ALONE.fullmatch(paragraph.text):
        report.note("page_number_words", found=folded(paragraph.text))


def _shows_first(section: Section) -> bool:
    """Tell whether the first page shows a number."""
    which = "first" if section.has_first_page else "default"
    stories = (section.headers.get(which, []), section.footers.get(which, []))
    return any(paragraph.page_look is not None for story in stories for paragraph in story)


def _is_long(parts: Parts) -> bool:
    """Tell whether the document surely runs over one page."""
    document = parts.document
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    starts = any(paragraph.starts_page for paragraph in document.paragraphs)
    return document.has_page_breaks or starts or length > ONE_PAGE
