"""The letterhead beyond plain form: what is missing, how words, numbers and dates are written, the lines below."""

from __future__ import annotations

import datetime as dt
import re

from dondoc.writing.checking.checks.forms import number
from dondoc.writing.checking.document import Paragraph
from dondoc.writing.checking.letterhead import MOTTO, NATION, STAMP_EDGES, Letterhead
from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.pieces import Piece, bare, folded
from dondoc.writing.checking.report import Report
from dondoc.writing.checking.rules import load_types, load_words

_DASHES = re.compile(r"\s*[-–—‐‑−]\s*|\s+")
_NUMBER = re.compile(
    r"^(?P<word>\w+)(?P<colon>\s*:)?\s*[.:]?\s*(?P<number>[\d.…]*)(?P<slash>\s*[^\w\s.…]\s*|\s+(?=\S))?(?P<symbol>.*)$"
)
_DATE = re.compile(
    r"^(?P<place>.+?)(?P<comma>\s*,)?\s*ngày\s*(?P<day>\d{0,2})[\s.…]*tháng\s*(?P<month>\d{0,2})[\s.…]*năm\s*(?P<year>\d{4})?[\s.…]*$",
    re.IGNORECASE,
)
# Width and height in millimetres.
_BOX_SIZES = {bare("hỏa tốc"): (30, 8), bare("thượng khẩn"): (40, 8), bare("khẩn"): (20, 8)}
_BOX_TOLERANCE = 1.0
_YEAR = re.compile(r"^(?:19|20)\d\d/")
_RED = re.compile(r"#[C-F][0-9A-F]([0-4][0-9A-F]){2}|red", re.IGNORECASE)
_GAP = 6
_FRAME = frozenset({"top", "bottom", "left", "right"})


def check(parts: Parts, report: Report) -> None:
    """Check cells 1 to 5, 10 and 11."""
    head = parts.head
    _nation(head, report)
    if not head.issuers:
        report.note("issuer_missing")
    if head.number is None:
        report.note("number_missing")
    else:
        _number(head.number, head, report)
    if head.date is None:
        report.note("date_missing")
    else:
        _date(head.date, head, report)
    _subject(parts, report)
    _lines(parts, report)
    _stamps(head, report)


def _nation(head: Letterhead, report: Report) -> None:
    """Check the words of the nation's name and its motto."""
    if head.nation is None:
        report.note("nation_missing")
    elif folded(head.nation.words).upper() != NATION:
        report.note("nation_words", head.nation, found=folded(head.nation.words))
    if head.motto is None:
        report.note("motto_missing")
        return
    motto = folded(head.motto.words)
    if motto == MOTTO:
        return
    letters, wanted = (_DASHES.sub(" ", text) for text in (motto, MOTTO))
    if letters.lower() != wanted.lower():
        report.note("motto_words", head.motto, found=motto)
    elif letters != wanted:
        report.note("motto_case", head.motto, found=motto)
    else:
        report.note("motto_dash", head.motto, found=motto)


def _number(piece: Piece, head: Letterhead, report: Report) -> None:
    """Check the line "Số: 05/TB-SKHCN"; a number that is still blank is no fault of the form."""
    found = _NUMBER.match(piece.text)
    if found is None:
        return
    if found["word"] != "Số":
        report.note("number_word", piece, found=found["word"])
    if found["colon"] is None:
        report.note("number_colon", piece)
    digits, slash, symbol = found["number"], found["slash"] or "", found["symbol"].strip()
    if digits.isdecimal() and len(digits) == 1:
        report.note("number_zero", piece, found=digits, wanted=f"0{digits}")
    if slash.strip() != "/":
        report.note("number_slash", piece, found=slash.strip() or "dấu cách")
    tight = re.sub(r"\s*([-–/])\s*", r"\1", symbol)
    is_spaced = bool(digits) and slash != slash.strip() and slash.strip() == "/"
    if is_spaced or tight != symbol or slash[-1:].isspace():
        report.note("number_spaces", piece, found=f"{digits}{slash}{symbol}", wanted=f"{digits}/{tight}")
    _symbol(piece, tight, head, report)


def _symbol(piece: Piece, symbol: str, head: Letterhead, report: Report) -> None:
    # A year belongs to legal normative documents, whose symbol is not this decree's business.
    symbol = _YEAR.sub("", symbol)
    first, *rest = re.split(r"[-–/]", symbol)
    codes = {code.lower(): code for code in load_types()}
    proper = "-".join([codes.get(first.lower(), first.upper()), *(group.upper() for group in rest)])
    if re.split(r"[-–/]", proper) != [first, *rest]:
        report.note("symbol_case", piece, found=symbol, wanted=proper)
    code = codes.get(first.lower())
    if head.type_code and head.type_code != "-" and code != head.type_code:
        report.note("symbol_type", piece, found=first, wanted=head.type_code)
    if head.is_letter and head.about and (code is not None or first.upper() == "CV"):
        report.note("symbol_letter", piece, found=first)


def _date(piece: Piece, head: Letterhead, report: Report) -> None:
    """Check the line "Quảng Ngãi, ngày 05 tháng 02 năm 2026"; blanks are left to be filled."""
    found = _DATE.match(piece.text)
    if found is None:
        report.note("date_words", piece, found=piece.text)
        return
    day, month, year = found["day"], found["month"], found["year"]
    said = piece.text[found.start("day") - 5 :].strip()
    if found["comma"] is None:
        report.note("date_comma", piece, wanted=f"{found['place'].strip()}, {said}")
    proper_day = f"{int(day):02}" if day else "…"
    proper_month = (f"{int(month):02}" if int(month) in (1, 2) else str(int(month))) if month else "…"
    wanted = f"ngày {proper_day} tháng {proper_month} năm {year or '…'}"
    if len(day) == 1 or month in ("1", "2"):
        report.note("date_zero", piece, found=said, wanted=wanted)
    elif month.startswith("0") and int(month) > 2:
        report.note("date_extra_zero", piece, found=said, wanted=wanted)
    if day and month and year and not _is_day(int(year), int(month), int(day)):
        report.note("date_impossible", piece, found=said)
    number_cell = head.number.paragraph.cell if head.number else None
    date_cell = piece.paragraph.cell
    if number_cell and date_cell and number_cell.table == date_cell.table and number_cell.row != date_cell.row:
        report.note("date_row", piece)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _subject(parts: Parts, report: Report) -> None:
    """Check type and subject of a document, or the "V/v" of an official letter."""
    head = parts.head
    if head.type is not None:
        if head.type_code is None:
            report.note("type_name", head.type, found=folded(head.type.words))
        if not head.subject and head.type_code not in load_words()["without_subject"]:
            report.note("subject_missing", head.type)
        return
    if not head.about:
        report.note("type_missing" if parts.addressed is None else "about_missing", parts.addressed)
        return
    first = head.about[0]
    if not first.text.startswith("V/v "):
        report.note("about_form", first, found=" ".join(first.text.split()[:2]))
    if head.number is not None and first.paragraph is not head.number.paragraph and first.story == head.number.story:
        gap = (head.number.paragraph.look.after or 0) + (first.paragraph.look.before or 0)
        is_next = first.paragraph.number == head.number.paragraph.number + 1
        if is_next and gap < _GAP:
            report.note("about_gap", first, found=number(gap))


def _lines(parts: Parts, report: Report) -> None:
    """Check the lines below the motto, the issuer and the subject."""
    head, paragraphs = parts.head, list(parts.document.paragraphs)
    if head.motto is not None and not _is_lined([head.motto], head.nation, paragraphs):
        report.note("motto_line", head.motto)
    above = head.parents[-1] if head.parents else None
    if head.issuers and not _is_lined(head.issuers, above, paragraphs):
        report.note("issuer_line", head.issuers[-1])
    if head.subject and not _is_lined(head.subject, head.type, paragraphs):
        report.note("subject_line", head.subject[-1])


def _is_lined(pieces: list[Piece], above: Piece | None, paragraphs: list[Paragraph]) -> bool:
    """Tell whether a line is drawn below some pieces: as a border, or a shape anchored in them or beside them.

    A shape may hang on the paragraph above or on those below as far as the next that is not empty.
    """
    last = pieces[-1].paragraph
    near = [piece.paragraph for piece in pieces]
    if above is not None and above.story == pieces[0].story:
        near.append(above.paragraph)
    following = [p for p in paragraphs[last.number :] if p.story == last.story]
    for column in (following, _cell_below(last, paragraphs)):
        for paragraph in column:
            near.append(paragraph)
            if paragraph.text.strip():
                break
    next_one = following[0] if following else None
    is_bordered = bool(last.look.line_below or (next_one and (next_one.look.line_above or _is_rule(next_one))))
    return is_bordered or any(paragraph.has_drawn_line for paragraph in near) or _is_cell_lined(last, paragraphs)


def _cell_below(paragraph: Paragraph, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of the cell below the one that a paragraph stands in."""
    cell = paragraph.cell
    if cell is None:
        return []
    wanted = (cell.table, cell.row + 1, cell.column)
    return [p for p in paragraphs if p.cell is not None and (p.cell.table, p.cell.row, p.cell.column) == wanted]


def _is_rule(paragraph: Paragraph) -> bool:
    """Tell whether an empty paragraph is there for its border."""
    return not paragraph.text.strip() and bool(paragraph.look.line_below)


def _is_cell_lined(paragraph: Paragraph, paragraphs: list[Paragraph]) -> bool:
    """Tell whether the cell, or the one right below or inside it, draws the line."""
    cell = paragraph.cell
    if cell is None:
        return False
    if "bottom" in cell.lines:
        return True
    return any(
        other.cell is not None and {"top", "bottom"} & other.cell.lines and not other.text.strip()
        for other in paragraphs[paragraph.number : paragraph.number + 6]
    )


def _stamps(head: Letterhead, report: Report) -> None:
    """Check the boxes of urgency and of the limits of circulation."""
    for piece in head.urgency:
        if not _is_boxed(piece):
            report.note("urgency_box", piece, found=piece.text)
        size = piece.paragraph.box.size if piece.paragraph.box else None
        wanted = _BOX_SIZES[bare(piece.text).strip(STAMP_EDGES)]
        if size and any(abs(one - two) > _BOX_TOLERANCE for one, two in zip(size, wanted, strict=True)):
            report.note("urgency_box_size", piece, found=piece.text, wanted=f"{wanted[0]} x {wanted[1]}")
        if any(not _RED.fullmatch(run.look.colour or "") for run in piece.printed()):
            report.note("urgency_colour", piece, found=piece.text)
    for piece in head.circulation:
        if not _is_boxed(piece):
            report.note("circulation_box", piece, found=piece.text)


def _is_boxed(piece: Piece) -> bool:
    paragraph = piece.paragraph
    if paragraph.box is not None and paragraph.box.is_drawn:
        return True
    cell = paragraph.cell
    return bool(paragraph.look.is_framed) or (cell is not None and (cell.is_ruled or cell.lines >= _FRAME))
