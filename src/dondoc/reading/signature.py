"""The closing block: recipients, the authority a signer signs by, the post, the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice

import regex

from dondoc.reading import layout, tables, zones
from dondoc.reading.flow import Block, Flow
from dondoc.reading.mapped import one_line
from dondoc.reading.model import Signer, Where

_COLUMNS = regex.compile(r"\s{3,}|\t+|\s*\|\s*")
_RECIPIENTS = regex.compile(r"^\W{0,3}N[ơo]i\s+nh[ậâaạ]n\s*:?\s*", regex.I)
_PREFIX = regex.compile(r"^(?:T/?M|K/?T|T/?L|T/?U/?Q|Q)\s?[.,]\s*(?=\p{Lu})|^[TK]/[MTL]\s(?=\p{Lu}{2})")
# Stands before the title of an acting head, who signs below no other.
_ACTING = regex.compile(r"^Q\s?[.,]")
_NAME = regex.compile(r"(?:(?:GS|PGS|TS|ThS|BS|Ks|KS|CN)\.?\s?)*(\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4})\.?")
_WORD = regex.compile(r"\p{Lu}\p{Ll}+")
_SIGNED = regex.compile(r"\s*[(\[/]?\s?(?:[Đđ]ã|ĐÃ) (?:ký|KÝ)\s?[)\]/]?\s*$")
_ITEM = regex.compile(r"^[-–—~_+•*]+\s*")
# Recipients and signature of no real document have more; every post is held against what stands below it.
MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands after the text."""

    signer: Signer | None
    recipients: tuple[str, ...]
    where: dict[str, Where]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One column of one line of the closing block."""

    start: int
    text: str
    column: int
    # Its line has other columns, be they empty.
    is_beside: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read_closing(flow: Flow) -> Closing:
    """Read recipients and signature."""
    closing = (cell for block in flow.blocks if block.zone == "closing" for cell in _cells(flow, block))
    cells = list(islice(closing, MOST_CELLS))
    where: dict[str, Where] = {}
    post = _post(cells)
    name = _name(cells, post[-1].start) if post else None
    if name is None and len(post) > 1:  # a second office of the same person may stand below the name
        above = [cell for cell in post if _name(cells, cell.start)]
        post, name = (above, _name(cells, above[-1].start)) if above else (post, None)
    lines = _logical(flow, post)
    signer = None
    if lines:
        authority, title = _split(lines)
        signer = Signer(authority, title, name[0] if name else None)
        where["signer"] = Where(flow.span(post[0].start, name[2] if name else post[-1].end), "signature_block")
    return Closing(signer, _recipients(flow, cells, post), where)


def _cells(flow: Flow, block: Block) -> list[_Cell]:
    """Cut a line into its columns."""
    text, result, offset = flow.text[block.start : block.end], [], 0
    head = _RECIPIENTS.match(text)
    if head is not None and head.end():
        result.append(_Cell(block.start, text[: head.end()].rstrip(), 0, is_beside=True))
        offset = head.end()
    parts = _COLUMNS.split(text[offset:])
    for number, part in enumerate(parts):
        if part.strip():
            start = text.index(part.strip(), offset)
            column = number + (1 if head else 0)
            result.append(_Cell(block.start + start, part.strip(), column, is_beside=len(parts) > 1))
            offset = start + len(part.strip())
    return result


@cache
def _heads() -> tuple[str, ...]:
    return tuple(zones.unmarked(word) for word in tables.load().phrases["signer_heads"])


def _bare(text: str) -> str:
    """Return a cell without a leading dash a scan may have put before the post."""
    return _SIGNED.sub("", _ITEM.sub("", text))


def _is_post(cell: _Cell) -> bool:
    """Say whether a cell is part of the authority and post lines: capitals, no item of the list."""
    text = _bare(cell.text)
    if (
        text.endswith(";")
        or not (layout.is_upper(text) or text.isupper())
        or any(character.isdigit() for character in text)
    ):
        return False
    return not cell.text.startswith("-") or cell.column > 0


def _post(cells: list[_Cell]) -> list[_Cell]:
    """Return authority and post; below the name only a further signer's, not the title of an annex.

    What stands on the left of a post, in the column of the recipients, is who drafted the document.
    """
    result: list[_Cell] = []
    named = False
    for cell in cells:
        if result and result[0].column > 0 and cell.column == 0 and cell.is_beside:
            continue
        if _is_post(cell):
            if not named or _opens_post(_bare(cell.text)):
                result.append(cell)
        elif result and not layout.is_upper(cell.text) and _NAME.fullmatch(one_line(cell.text)):
            named = True
    return result


def _opens_post(words: str) -> bool:
    """Say whether words begin an authority ("TL.") or a post ("GIÁM ĐỐC")."""
    return bool(_PREFIX.match(words)) or any(zones.unmarked(words).startswith(head) for head in _heads())


def _logical(flow: Flow, post: list[_Cell]) -> list[str]:
    """Join wrapped lines of authority and post."""
    lines: list[str] = []
    for cell in post:
        words = _bare(flow.words(cell.start, cell.end))
        opens = _opens_post(words)
        if lines and (not opens or lines[-1].endswith((",", "-"))):
            lines[-1] = f"{lines[-1]} {words}"
        elif opens:
            lines.append(words)
    return lines


def _split(lines: list[str]) -> tuple[str | None, str | None]:
    """Tell the authority ("TL. GIÁM ĐỐC") from the post of the one who signs."""
    if _PREFIX.match(lines[-1]) and not _ACTING.match(lines[-1]):
        return " ".join(lines), None
    return " ".join(lines[:-1]) or None, lines[-1]


def _name(cells: list[_Cell], after: int) -> tuple[str, int, int] | None:
    """Return the name below the post and where it stands; a name may be wrapped after its first word."""
    below = [cell for cell in cells if cell.start > after]
    for number, cell in enumerate(below):
        text = one_line(cell.text)
        following = below[number + 1] if number + 1 < len(below) else None
        if _WORD.fullmatch(text) and following and cell.column == following.column:
            joined = _NAME.fullmatch(one_line(f"{text} {following.text}"))
            if joined is not None and len(joined[1].split()) <= 5:
                return joined[1], cell.start, following.end
        found = _NAME.fullmatch(text)
        if found is not None and not layout.is_upper(text):
            if (
                len(found[1].split()) == 2
                and following
                and number + 2 == len(below)
                and _WORD.fullmatch(following.text)
            ):
                return f"{found[1]} {following.text}", cell.start, following.end
            return found[1], cell.start, cell.end
    return None


def _recipients(flow: Flow, cells: list[_Cell], post: list[_Cell]) -> tuple[str, ...]:
    """Return the items of "Nơi nhận", wrapped lines joined."""
    names: list[str] = []
    listed = False
    for cell in cells:
        if _RECIPIENTS.match(cell.text):
            listed = True
        elif listed and cell not in post:
            words = flow.words(cell.start, cell.end)
            if _ITEM.match(words):
                names.append(_ITEM.sub("", words))
            elif names and not names[-1].endswith((";", ".")) and not _NAME.fullmatch(words):
                names[-1] = f"{names[-1]} {words}"
    return tuple(name.rstrip(" ;.,") for name in names if name.strip(" ;.,"))
