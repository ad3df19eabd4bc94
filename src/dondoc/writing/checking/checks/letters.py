"""What holds for every letter: font, colour, composed letters, single spaces."""

from __future__ import annotations

import re
import unicodedata

from dondoc.writing.checking.document import Paragraph, Run
from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.report import Report

FONT = "times new roman"
_OLD_FONT = re.compile(r"^(?:\.vn|vni[- ])", re.IGNORECASE)
# Two spaces between words; more of them place things or are a blank to be filled.
_DOUBLE = re.compile(r"(?<=[^\s.…_:/]) {2}(?=[^\s.…_/])")
# From this share of its letters on, a document whose nation's name is not found is one of an old encoding.
_MOSTLY = 0.5
_BULLETS = frozenset("•▪–-+✓☐☒")


def check(parts: Parts, report: Report) -> None:
    """Check every run of the document."""
    red = {piece.paragraph.number for piece in (*parts.head.urgency, *parts.head.circulation)}
    for paragraph in parts.document.paragraphs:
        for run in paragraph.runs:
            if run.text.strip():
                _font(paragraph, run, report)
                if run.look.colour and paragraph.number not in red:
                    report.note("text_colour", paragraph, words=run.text, found=run.look.colour)
        text = paragraph.text
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            report.note("letters_not_composed", paragraph)
        if "  " in text and (found := _DOUBLE.search(text)):
            report.note("double_space", paragraph, words=text[max(0, found.start() - 20) : found.end() + 20])


def is_old_encoding(parts: Parts) -> bool:
    """Tell whether the words cannot be understood: they are set in fonts of an old encoding, and stored in it."""
    if parts.head.nation is not None:
        return False
    old = total = 0
    for paragraph in parts.document.paragraphs:
        for run in paragraph.runs:
            total += len(run.text)
            old += len(run.text) if _OLD_FONT.match(run.look.accented_font or "") else 0
    return old > _MOSTLY * total


def _font(paragraph: Paragraph, run: Run, report: Report) -> None:
    if set(run.text.strip()) <= _BULLETS:
        return
    fonts = {run.look.font or ""} if run.text.isascii() else {run.look.font or "", run.look.accented_font or ""}
    for font in sorted(fonts):
        if _OLD_FONT.match(font):
            report.note("old_font", paragraph, words=run.text, found=font)
        elif font.lower() != FONT:
            report.note("font_family", paragraph, words=run.text, found=font)
