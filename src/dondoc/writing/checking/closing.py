"""Finds what stands after the text: recipients, signatures, the drafter's mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.writing.checking.document import Paragraph
from dondoc.writing.checking.pieces import Piece, split
from dondoc.writing.checking.rules import load_words

# A line of the closing block is not longer; a recipient may be.
_LINE = 120
# So many lines may stand between a signature and the recipients below it.
_NEAR = 12
RECIPIENTS = re.compile(r"^nơi nhận\b", re.IGNORECASE)
PREFIX = re.compile(
    r"^(?P<prefix>t\s*/?\s*m|k\s*/?\s*t|t\s*/?\s*l|t\s*/?\s*u\s*/?\s*q|q)(?P<mark>\s*[.,:]\s*|\s+)(?=\w)", re.I
)
_BARE_PREFIX = re.compile(r"^(?:TM|KT|TL|TUQ)\s")
_NOTE = re.compile(r"^[(\[].*[)\]]$|^(?:đã )?ký\b|^ký bởi|^signed", re.IGNORECASE)
# "PL.(300)": who drafted and how many copies, either of them alone too.
DRAFTER = re.compile(r"^(?:[^\W\d_]{1,5}\.?(?:\s?\(?\d{1,4}\)?\.?)?|\(\d{1,4}\)\.?)$")
_ITEM = re.compile(r"^[-–—•+*]")
NAME = re.compile(r"^[^\W\d_]+\.?(?:[\s.]+[^\W\d_]+\.?){0,9}$")


@dataclass(slots=True)
class Signature:
    """One signature: the authority it is given by, the titles below, the name."""

    authority: list[Piece] = field(default_factory=list)
    titles: list[Piece] = field(default_factory=list)
    name: Piece | None = None


@dataclass(slots=True)
class Closing:
    """What stands after the text; `marks` are lines that are "./." and nothing else."""

    word: Piece | None = None
    recipients: list[Piece] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    drafter: Piece | None = None
    marks: list[Piece] = field(default_factory=list)


def read_closing(paragraphs: list[Paragraph]) -> tuple[Closing, int]:
    """Find the closing block at the end of the text; return it and where it begins."""
    pieces = [
        (place, piece)
        for place, paragraph in enumerate(paragraphs)
        if paragraph.text.strip()
        for piece in split(paragraph)
    ]
    word = next((n for n in reversed(range(len(pieces))) if RECIPIENTS.match(pieces[n][1].text)), None)
    first = _first_post(pieces, word)
    starts = [n for n in (word, first) if n is not None]
    closing = Closing()
    if not starts:
        return closing, len(paragraphs)
    block = [piece for _, piece in pieces[min(starts) :]]
    taken = _read_recipients(block, None if word is None else word - min(starts), closing)
    rest = _beside(closing.word, [piece for n, piece in enumerate(block) if n not in taken])
    for story in dict.fromkeys(piece.story for piece in rest):
        _read_signatures([piece for piece in rest if piece.story == story], closing)
    return closing, pieces[min(starts)][0]


def _beside(word: Piece | None, rest: list[Piece]) -> list[Piece]:
    """Return what belongs to the signatures: the table of the recipients, or the lines nearest to them."""
    cell = word.paragraph.cell if word is not None else None
    if cell is not None:
        same = [
            piece for piece in rest if piece.paragraph.cell is not None and piece.paragraph.cell.table == cell.table
        ]
        if any(is_post(piece) for piece in same):
            return same
    return rest[: 2 * _NEAR]


def is_post(piece: Piece) -> bool:
    """Tell whether a line is the authority or the title that somebody signs by."""
    text = piece.text
    if len(text) > _LINE or text[-1:] in ";:,":
        return False
    if PREFIX.match(text) and (piece.is_upper or piece.is_bold or _BARE_PREFIX.match(text)):
        return True
    words = load_words()
    is_title = text.lower().startswith((*words["titles"], *words["short_titles"]))
    return is_title and not text.endswith(".") and (piece.is_upper or piece.is_bold)


def _first_post(pieces: list[tuple[int, Piece]], word: int | None) -> int | None:
    """Return where the first signature begins; before the recipients only when nothing longer stands between."""
    if word is None:
        start = max(0, len(pieces) - 2 * _NEAR)
        return next((n for n in range(start, len(pieces)) if _stands_apart(pieces, n)), None)
    first = word
    while first > 0 and word - first < _NEAR and _is_short(pieces[first - 1][1]):
        first -= 1
    return next((n for n in range(first, len(pieces)) if is_post(pieces[n][1])), None)


def _is_short(piece: Piece) -> bool:
    return len(piece.text) <= _LINE and not piece.text.endswith((".", ";", ":", "./."))


def _stands_apart(pieces: list[tuple[int, Piece]], place: int) -> bool:
    """Tell whether a post is that of a signature: all that follows is short."""
    return is_post(pieces[place][1]) and all(len(piece.text) <= _LINE for _, piece in pieces[place:])


def _read_recipients(block: list[Piece], word: int | None, closing: Closing) -> set[int]:
    """Take the recipients and what stands below them; return the pieces taken."""
    if word is None:
        return set()
    closing.word = block[word]
    taken = {word}
    for place in range(word + 1, len(block)):
        piece = block[place]
        if not piece.is_whole and not _ITEM.match(piece.text):
            continue  # the other column of a line parted by tabs
        if piece.story != block[word].story or (piece.paragraph.cell is None and is_post(piece)):
            break
        if piece.text.strip(" ./") == "":
            closing.marks.append(piece)
        elif DRAFTER.match(piece.text) and closing.recipients:
            closing.drafter = piece
        elif piece.paragraph.cell is None and closing.recipients and not _ITEM.match(piece.text):
            break
        else:
            closing.recipients.append(piece)
        taken.add(place)
    return taken


def _read_signatures(pieces: list[Piece], closing: Closing) -> None:
    """Read one column of signatures, from top to bottom."""
    current: Signature | None = None
    for piece in pieces:
        if piece.text.strip(" ./") == "":
            closing.marks.append(piece)
        elif is_post(piece):
            if current is None or current.name is not None:
                current = Signature()
                closing.signatures.append(current)
            if PREFIX.match(piece.text) and not current.titles:
                current.authority.append(piece)
            else:
                current.titles.append(piece)
        elif current is not None and not _NOTE.match(piece.text):
            _go_on(piece, current)


def _go_on(piece: Piece, signature: Signature) -> None:
    """Take a line below a post: it goes on with it in capitals, or it is the name."""
    posts = signature.titles or signature.authority
    is_next = piece.paragraph.number - posts[-1].paragraph.number <= 1
    if piece.is_upper and is_next and signature.name is None:
        posts.append(piece)
    elif len(piece.text) <= _LINE and NAME.match(piece.text):
        signature.name = piece
