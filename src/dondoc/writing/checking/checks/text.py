"""Legal bases, "Kính gửi", and the paragraphs of the text."""

from __future__ import annotations

import itertools
import re

from dondoc.writing.checking.checks.forms import check_as, number
from dondoc.writing.checking.checks.order import heading_of, title_below
from dondoc.writing.checking.document import MM
from dondoc.writing.checking.letterhead import ADDRESSED
from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.pieces import Piece
from dondoc.writing.checking.report import Report
from dondoc.writing.checking.rules import load_types, load_words

# 1 cm and 1.27 cm (half an inch), to half a millimetre.
INDENTS, INDENT_TOLERANCE = (10.0, 12.7), 0.5
TAB = 12.7
GAP = 6
# A single line of Times New Roman is 1.15 times its size; fixed spacings are rounded to a point.
_SINGLE = 1.15
_LEAST, _MOST, _SLACK = 1.0, 1.5, 0.07
_JUSTIFIED = ("both", "distribute")
_NEXT_BASIS = re.compile(r";\s*(?:căn cứ|theo đề nghị|xét đề nghị)\b", re.IGNORECASE)
_LAW = re.compile(
    r"^căn cứ\s+(?:luật|bộ luật|pháp lệnh)\b.*?(?P<number>(?:số\s*:?\s*)?\d{1,4}/\d{4}/\S{0,9}?QH\d+)", re.IGNORECASE
)


def check(parts: Parts, report: Report) -> None:
    """Check cells 6 and 9a."""
    _bases(parts.bases, report)
    _address(parts, report)
    _body(parts, report)


def _bases(bases: list[Piece], report: Report) -> None:
    for place, piece in enumerate(bases):
        mark = _mark(piece.text)
        if place < len(bases) - 1 and mark != ";":
            report.note("basis_end", piece, found=mark)
        elif place == len(bases) - 1 and mark != ".":
            report.note("basis_last", piece, found=mark)
        if _NEXT_BASIS.search(piece.text):
            report.note("basis_single", piece)
        if found := _LAW.search(piece.text):
            report.note("basis_law", piece, found=found["number"])


def _mark(text: str) -> str:
    """Return the mark that ends a line; its last word where there is none."""
    return text[-1] if text and not text[-1].isalnum() else text.split()[-1] if text else ""


def _address(parts: Parts, report: Report) -> None:
    head, first = parts.head, parts.addressed
    if first is None:
        if head.is_letter and head.about:
            report.note("addressee_missing")
        return
    if head.type_code is not None and head.type_code not in load_words()["addressed"]:
        report.note("addressee_type", first, found=load_types()[head.type_code])
    if not ADDRESSED.sub("", first.text).lstrip().startswith(":"):
        report.note("addressee_colon", first, found=" ".join(first.text.split()[:2]))
    if len(parts.addressees) == 1:
        report.note("addressee_line", parts.addressees[0])
        return
    for place, piece in enumerate(parts.addressees):
        is_last = place == len(parts.addressees) - 1
        if not piece.text.startswith("-"):
            report.note("addressee_dash", piece)
        if _mark(piece.text) != ("." if is_last else ";"):
            report.note("addressee_last" if is_last else "addressee_end", piece, found=_mark(piece.text))


def _body(parts: Parts, report: Report) -> None:
    """Check paragraphs that run as text; headings are checked with the order of headings."""
    pairs = list(itertools.pairwise(parts.body))
    titles = {title.paragraph.number for pair in pairs if (title := title_below(*pair)) is not None}
    flowing = [piece for piece in parts.body if _is_text(piece) and piece.paragraph.number not in titles]
    for piece in flowing:
        check_as("body", piece, report)
        look = piece.paragraph.look
        if look.align not in _JUSTIFIED:
            report.note("body_justified", piece)
        start = ((look.left or 0) + (look.first or 0)) / MM
        if piece.words.startswith("\t"):
            # To the next of Word's own tab stops, which stand half an inch apart.
            start = TAB * (start // TAB + 1)
        if all(abs(start - wanted) > INDENT_TOLERANCE for wanted in INDENTS):
            report.note("body_indent", piece, found=number(round(start, 1)))
        _line_spacing(piece, report)
    for above, below in pairs:
        if below.paragraph.number == above.paragraph.number + 1 and below.story == above.story:
            _gap(above, below, report)


def _is_text(piece: Piece) -> bool:
    """Tell whether a piece is a paragraph of running text on the page itself."""
    kind = heading_of(piece)
    is_centred_heading = kind is not None and kind.kind in ("chapter", "section")
    is_title = piece.is_centred and piece.is_bold
    return piece.paragraph.cell is None and not is_centred_heading and not is_title


def _line_spacing(piece: Piece, report: Report) -> None:
    look = piece.paragraph.look
    if look.line is None:
        return
    lines = look.line
    if look.rule != "auto":
        size = max((run.look.size or 0 for run in piece.printed()), default=0) or 14
        lines = look.line / (size * _SINGLE)
        if look.rule == "atLeast":
            lines = max(lines, _LEAST)
    if not _LEAST - _SLACK <= lines <= _MOST + _SLACK:
        said = f"{number(look.line)} dòng" if look.rule == "auto" else f"{number(look.line)} pt"
        report.note("body_line_spacing", piece, found=said)


def _gap(above: Piece, below: Piece, report: Report) -> None:
    upper, lower = above.paragraph, below.paragraph
    if lower.look.joins_alike and upper.look.joins_alike and upper.style == lower.style:
        gap = 0.0
    else:
        gap = (upper.look.after or 0) + (lower.look.before or 0)
    if gap < GAP:
        report.note("body_gap", below, found=number(gap))
