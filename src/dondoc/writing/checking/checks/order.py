"""Headings: how they are set, and that numbers and letters follow each other (automatic ones as Word prints them)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dondoc.writing.checking.checks.forms import check_as
from dondoc.writing.checking.numbering import roman
from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.pieces import Piece
from dondoc.writing.checking.report import Report

LETTERS = "abcdđeghiklmnopqrstuvxy"
_CAP = 160  # a title of a clause is not longer
_ROMAN = re.compile(r"^(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "chapter",
        re.compile(
            r"^(?P<word>phần|chương)\s+(?P<number>thứ\s+\w+|[IVXLC]+|\d+)(?P<mark>\s*[.:]?)\s*(?P<rest>.*)$", re.I
        ),
    ),
    (
        "section",
        re.compile(r"^(?P<word>mục|tiểu mục)\s+(?P<number>[IVXLC]+|\d+)(?P<mark>\s*[.:]?)\s*(?P<rest>.*)$", re.I),
    ),
    ("article", re.compile(r"^(?P<word>điều)\s+(?P<number>\d+)(?P<mark>\s*[.:\-–]?)\s*(?P<rest>.*)$", re.I)),
    ("roman", re.compile(r"^(?P<number>[IVX]+)(?P<mark>[./)])\s+(?P<rest>.*)$")),
    # Not of the decree, but in use above Roman numbers, which begin anew below it.
    ("capital", re.compile(r"^(?P<number>[A-HĐ])(?P<mark>\.)\s+(?P<rest>.*)$")),
    ("clause", re.compile(r"^(?P<number>\d{1,2})(?P<mark>[./)]+)\s+(?P<rest>.*)$")),
    ("item", re.compile(r"^\((?P<number>\d{1,2})\)(?P<mark>)\s*(?P<rest>.*)$")),
    ("point", re.compile(r"^(?P<number>[a-zđ])(?P<mark>[./)]+)\s+(?P<rest>.*)$")),
)
# A heading in capitals whose number stands alone: the title may stand below it.
_CENTRED = ("chapter", "section")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered line: its kind, its number as printed, the mark after it, the words that follow."""

    kind: str
    word: str
    number: str
    mark: str
    rest: str

    @property
    def label(self) -> str:
        """Return number and mark as printed."""
        if self.kind == "item":
            return f"({self.number})"
        return " ".join(part for part in (self.word, self.number) if part) + self.mark.strip()


@lru_cache(maxsize=512)
def _heading(text: str) -> Heading | None:
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if found is None:
            continue
        parts = found.groupdict()
        if kind == "roman" and not _ROMAN.match(parts["number"]):
            continue
        # "Điều 5 của Luật này", "Mục 2 Phụ lục I": a sentence that begins with a citation.
        if kind in ("chapter", "section", "article") and not parts["mark"].strip() and parts["rest"]:
            continue
        return Heading(kind, parts.get("word") or "", parts["number"], parts["mark"], parts["rest"])
    return None


def heading_of(piece: Piece) -> Heading | None:
    """Return the numbered heading that a paragraph opens with, None when it opens with none."""
    return _heading(piece.text)


def title_below(piece: Piece, following: Piece | None) -> Piece | None:
    """Return the paragraph that is the title of a part, chapter or section whose number stands alone."""
    heading = heading_of(piece)
    if heading is None or heading.kind not in _CENTRED or heading.rest or following is None:
        return None
    return following if heading_of(following) is None and len(following.text) <= _CAP else None


def check(parts: Parts, report: Report) -> None:
    """Check the headings of the text and of each annex."""
    for pieces in (parts.body, *(annex.rest for annex in parts.annexes)):
        series = _Series(report)
        is_quoted = False
        for place, piece in enumerate(pieces):
            text = piece.text
            opens = is_quoted or text.startswith("“")
            is_quoted = text.rfind("“") > text.rfind("”") or (is_quoted and "”" not in text)
            # A quoted provision keeps its own numbers; rows of a table count for themselves.
            if opens or piece.paragraph.cell is not None:
                continue
            heading = heading_of(piece)
            if heading is not None:
                above = heading_of(pieces[place - 1]) if place else None
                series.count(heading, piece, is_beside=above is not None and above.kind == heading.kind)
                _form(heading, piece, pieces[place + 1] if place + 1 < len(pieces) else None, report)


def _form(heading: Heading, piece: Piece, following: Piece | None, report: Report) -> None:
    """Check how one heading is set."""
    if heading.kind in _CENTRED:
        _centred(heading, piece, following, report)
    elif heading.kind == "article":
        mark = heading.mark.strip()
        if mark != ".":
            report.note("article_mark", piece, found=mark or "dấu cách")
        if not _is_label_bold(piece, len(heading.label)):
            report.note("article_bold", piece, found=heading.label.rstrip(".:"))
    elif heading.kind == "roman":
        check_as("roman", piece, report)
    elif heading.kind == "clause":
        if heading.mark != ".":
            report.note("clause_mark", piece, found=heading.label, wanted=f"{heading.number}.")
        is_title = len(piece.text) <= _CAP and piece.text[-1].isalnum() and following is not None
        if is_title and not piece.is_bold:
            report.note("clause_title_bold", piece)
    elif heading.kind == "point" and heading.mark != ")":
        report.note("point_mark", piece, found=heading.label, wanted=f"{heading.number})")


def _centred(heading: Heading, piece: Piece, following: Piece | None, report: Report) -> None:
    if heading.kind == "chapter" and heading.number.isdecimal():
        report.note("chapter_number", piece, found=heading.label)
    if heading.kind == "section" and not heading.number.isdecimal():
        report.note("section_number", piece, found=heading.label)
    check_as(heading.kind, piece, report)
    title = title_below(piece, following)
    if title is not None:
        check_as(f"{heading.kind}_title", title, report)


def _is_label_bold(piece: Piece, length: int) -> bool:
    """Tell whether the first so many characters of a paragraph are bold, an automatic number among them."""
    label = piece.paragraph.label
    if label and not piece.paragraph.label_look.bold:
        return False
    left = length - (len(label) + 1 if label else 0)
    for run in piece.runs:
        if left <= 0:
            return True
        if run.text.strip() and not run.look.bold:
            return False
        left -= len(run.text)
    return True


class _Series:
    """Follows the numbers of headings through a text: which follows which is learned from the order they come in."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._open: list[tuple[str, int]] = []
        self._last: dict[str, int] = {}

    def count(self, heading: Heading, piece: Piece, *, is_beside: bool) -> None:
        """Take one heading and note when its number does not follow; `is_beside` one of its kind right above."""
        kind = f"{heading.kind} {heading.word.lower()}".strip()
        value = _value(heading)
        before = self._before(kind)
        if value is None:
            if heading.kind == "point":
                self._note("point_letter", heading, piece, before)
            self._open.append((kind, before + 1))
            return
        self._open.append((kind, value))
        last, self._last[kind] = self._last.get(kind), value
        # A list may begin anew below each heading, or run on from the one before.
        is_anew = value == 1 and before > 1 and not is_beside and heading.kind != "article"
        if value == before + 1 or is_anew or (before == 0 and last is not None and value == last + 1):
            return
        if 0 < value <= before:
            self._note("numbering_repeat", heading, piece, before)
        elif heading.kind == "point":
            self._note("point_letter", heading, piece, before)
        else:
            self._note("numbering_gap", heading, piece, before)

    def _before(self, kind: str) -> int:
        """Return the number before in the same list, 0 at its beginning; lists inside it are closed."""
        if kind.startswith("article"):
            # Articles are counted through the whole document.
            before = self._last.get(kind, 0)
            self._open = [item for item in self._open if item[0].startswith(("chapter", "section"))]
            return before
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == kind:
                before = self._open[place][1]
                del self._open[place:]
                return before
        return 0

    def _note(self, code: str, heading: Heading, piece: Piece, before: int) -> None:
        said = {"found": heading.label, "wanted": _printed(heading, before + 1), "before": _printed(heading, before)}
        if code == "numbering_gap" and before == 0:
            said["before"] = "đầu danh mục"
        self._report.note(code, piece, **said)


def _value(heading: Heading) -> int | None:
    """Return the number of a heading, None for a letter that is not counted or a number in words."""
    number = heading.number
    if heading.kind == "point":
        return LETTERS.index(number) + 1 if number in LETTERS else None
    if number.isdecimal():
        return int(number)
    if heading.kind == "capital":
        return None
    return _of_roman(number.upper()) if _ROMAN.match(number.upper()) else None


def _of_roman(number: str) -> int | None:
    return next((value for value in range(1, 200) if roman(value) == number), None)


def _printed(heading: Heading, value: int) -> str:
    """Print a number as the heading prints its own."""
    if heading.kind == "point":
        number = LETTERS[value - 1] if 0 < value <= len(LETTERS) else "…"
    else:
        number = str(value) if heading.number.isdecimal() else roman(value)
    return Heading(heading.kind, heading.word, number, heading.mark, "").label
