"""The parts of a document, found in the order in which they stand: letterhead, bases, text, closing, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.writing.checking.closing import Closing, read_closing
from dondoc.writing.checking.document import Document, Paragraph
from dondoc.writing.checking.letterhead import ADDRESSED, Letterhead, read_letterhead
from dondoc.writing.checking.pieces import Piece, folded, whole
from dondoc.writing.checking.rules import load_words

_ANNEX = re.compile(r"^phụ lục(?:\s+(?P<number>[IVXLC]+|\d+|[A-Z]))?\s*[.:]?$", re.IGNORECASE)
_TITLED_ANNEX = re.compile(r"^phụ lục\s+(?P<number>[IVXLC]+|\d+)\s?[.:\-–]?\s.{3,250}$", re.IGNORECASE)
_REFERENCE = re.compile(r"^[(\[]?\s*(?:kèm theo|ban hành kèm theo|đính kèm)\b", re.IGNORECASE)
_RESOLVES = re.compile(r"^(?:quyết định|quyết nghị|nghị quyết|chỉ thị)\s*:$", re.IGNORECASE)
# A title of an annex takes few lines, and a whose-act line of a decision is short.
_TITLE_LINES, _TITLE = 3, 250


@dataclass(slots=True)
class Annex:
    """One annex: the line that names it, its title, the line that says what it belongs to, the rest."""

    heading: Piece
    number: str
    title: list[Piece] = field(default_factory=list)
    reference: Piece | None = None
    rest: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """All that was found. `body` are the paragraphs of the text proper, tables of data and boxes left out."""

    document: Document
    head: Letterhead
    bases: list[Piece]
    addressed: Piece | None
    addressees: list[Piece]
    body: list[Piece]
    closing: Closing
    annexes: list[Annex]
    contacts: list[Piece]


def find_parts(document: Document) -> Parts:
    """Find the parts of a document.

    Raises:
        Unreadable: `secret`.
    """
    paragraphs = list(document.paragraphs)
    head, start = read_letterhead(paragraphs)
    end = _first_annex(paragraphs, start)
    closing, last = read_closing(paragraphs[start:end])
    text = paragraphs[start : start + last]
    before: list[Paragraph | None] = [paragraphs[start - 1] if start else None, *text]
    flowing = [
        whole(paragraph)
        for above, paragraph in zip(before, text, strict=False)
        if paragraph.text.strip()
        and paragraph.box is None
        and not (paragraph.cell and paragraph.cell.is_ruled)
        and not _is_caption(paragraph, above)
    ]
    bases, flowing = _read_bases(flowing, head)
    addressed, addressees, flowing = _read_address(flowing)
    body = [piece for piece in flowing if not _is_between(piece) and not piece.is_drawn]
    return Parts(
        document,
        head,
        bases,
        addressed,
        addressees,
        body,
        closing,
        _read_annexes(paragraphs[end:]),
        _contacts(document),
    )


def _is_caption(paragraph: Paragraph, above: Paragraph | None) -> bool:
    """Tell whether a line names the picture above it."""
    return above is not None and above.has_picture and not above.text.strip() and paragraph.look.align == "center"


def _first_annex(paragraphs: list[Paragraph], start: int) -> int:
    """Return where the annexes begin."""
    return next((place for place in range(start, len(paragraphs)) if _annex_number(paragraphs[place])), len(paragraphs))


def _annex_number(paragraph: Paragraph) -> re.Match[str] | None:
    """Match a line "Phụ lục I" of the page itself that stands alone, or in the middle before the annex's title."""
    if paragraph.cell is not None or paragraph.box is not None:
        return None
    text = folded(paragraph.text)
    return _ANNEX.match(text) or (_TITLED_ANNEX.match(text) if paragraph.look.align == "center" else None)


def _is_between(piece: Piece) -> bool:
    """Tell whether a line only parts the bases from the text: "QUYẾT ĐỊNH:", "GIÁM ĐỐC SỞ …"."""
    return bool(_RESOLVES.match(piece.text)) or (piece.is_upper and piece.is_centred and _is_whose_act(piece.text))


def _is_whose_act(text: str) -> bool:
    words = load_words()
    return text.lower().startswith((*words["titles"], *words["bodies"]))


def _read_bases(pieces: list[Piece], head: Letterhead) -> tuple[list[Piece], list[Piece]]:
    """Part the list of legal bases from the text; a single sentence that goes on to the matter is text."""
    start = next((n for n, piece in enumerate(pieces) if not _is_between(piece)), len(pieces))
    end = start
    while end < len(pieces) and pieces[end].text.lower().startswith(load_words()["bases"]):
        end += 1
    found = pieces[start:end]
    is_list = head.type_code in load_words()["based"] or len(found) > 1 or any(p.text.endswith(";") for p in found)
    if not is_list or any(piece.text.endswith(":") for piece in found):
        return [], pieces
    return found, pieces[:start] + pieces[end:]


def _read_address(pieces: list[Piece]) -> tuple[Piece | None, list[Piece], list[Piece]]:
    """Part "Kính gửi" and the addressees below it from the text."""
    if not pieces or not ADDRESSED.match(pieces[0].text):
        return None, [], pieces
    end = 1
    is_alone = ADDRESSED.sub("", pieces[0].text).strip(" :.") == ""
    while end < len(pieces) and is_alone and (end == 1 or _is_addressee(pieces[end], pieces[end - 1])):
        end += 1
    return pieces[0], pieces[1:end], pieces[end:]


def _is_addressee(piece: Piece, above: Piece) -> bool:
    """Tell whether a line goes on with the addressees."""
    starts = piece.text.startswith(("-", "–"))
    is_alike = above.text.endswith(";") and piece.paragraph.look.align == above.paragraph.look.align
    return len(piece.text) <= _TITLE and (starts or is_alike)


def _read_annexes(paragraphs: list[Paragraph]) -> list[Annex]:
    annexes: list[Annex] = []
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            continue
        piece = whole(paragraph)
        named = _annex_number(paragraph)
        if named:
            annexes.append(Annex(piece, named["number"] or ""))
        elif annexes:
            _take(piece, annexes[-1])
    return annexes


def _take(piece: Piece, annex: Annex) -> None:
    """Give a paragraph its part in an annex."""
    if annex.reference is None and not annex.rest and _REFERENCE.match(piece.text):
        annex.reference = piece
    elif annex.rest or annex.reference or not _may_be_title(piece, annex):
        annex.rest.append(piece)
    else:
        annex.title.append(piece)


def _may_be_title(piece: Piece, annex: Annex) -> bool:
    is_page = piece.paragraph.cell is None and piece.paragraph.box is None
    signs = piece.is_upper + piece.is_bold + piece.is_centred
    return is_page and len(annex.title) < _TITLE_LINES and len(piece.text) <= _TITLE and signs > 1


def _contacts(document: Document) -> list[Piece]:
    """Return the lines at the foot of the first page that say how the body is reached."""
    if not document.sections:
        return []
    section = document.sections[0]
    foot = section.footers.get("first" if section.has_first_page else "default", [])
    return [
        whole(paragraph)
        for paragraph in foot
        if paragraph.text.strip() and any(word in paragraph.text.lower() for word in load_words()["contact"])
    ]
