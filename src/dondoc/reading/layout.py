"""Lines and what they are: labelled, ruled, a page number, a row, set in capitals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import regex

Zone = Literal["head", "body", "closing", "annex", "foot"]

_LABEL = regex.compile(
    r"""
    (?P<annex>(?:PHỤ\ LỤC|Phụ\ lục)(?:\ (?:số\ )?[IVX\d]{1,4}\b)?)(?=\s*[.:]?\s*$|\s*[.:–-]\s|\s+\p{Lu}{2})
    | (?P<part>(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:thứ\s+\w+|[IVX\d]{1,4}\b))[.:]?
    | (?P<article>Điều\s+\d{1,3})\s*[.:](?=\s|$)
    | (?P<roman>[IVX]{1,5}|[IVX][ivx]{1,4}(?=\.))\s?[.)/–-]\s?(?=\p{Lu}|\p{Ll}{2})
    | (?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)](?=\s?\D)|(?=\s+[\p{Lu}“"(]))
    | (?P<number>\d{1,2})(?:\s?[.)](?=\s*[^\d\s.,;)])|/(?=\s+\p{L}))
    | (?P<paren>\(\s?(?:\d{1,2}|[ivx]{1,5}|[a-zđ])\s?\))(?=\s*\S)
    | (?P<letter>[a-zđ])\s?(?:\)(?=\s*\S)|[.](?=\s+\p{Lu}))
    | (?P<plus>\+)(?=\s*\p{L})
    | (?P<dash>[-–—~_*•●▪·])(?=\s*[\p{L}(“"\d])
    """,
    regex.VERBOSE,
)
# A line that begins with two letters is labelled only as "PHỤ LỤC", "Phần", "Chương", "Điều", "II.".
_LETTERED = (
    "PHỤ LỤC", "Phụ lục", "PHẦN", "Phần", "CHƯƠNG", "Chương", "Điều",
    *(first + second for first in "IVX" for second in "IVXivx"),
)  # fmt: skip
LONGEST_LONE = 14  # characters of the longest label alone on its line ("12.12.12.12.")
# A label that stands alone on its line; the words follow on the next.
LONE = regex.compile(
    r"(?P<roman>[IVX]{1,5})[.)]|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?|"
    r"(?P<number>\d{1,2})[.)]|(?P<letter>[a-zđ])\)"
    r"|(?P<plus>\+)|(?P<dash>[-–*•])"
)
# What a scan leaves between a label and its words ("2. _ Tăng cường", "6... Trên cơ sở").
_NOISE = regex.compile(r"\s?[_.…~|]+(?=\s*\p{Lu})")
RANK = {
    "annex": 0, "part": 1, "roman": 2, "article": 2, "number": 3, "decimal": 4, "letter": 5, "paren": 6,
    "dash": 7, "plus": 8,
}  # fmt: skip
FIRST_LOOK = 24
_RULED = regex.compile(r"[-_=*~.—–…\s]{3,}|[|—–_.]+|\|?(?:\s?:?-{2,}:?\s?\|)+(?:\s?:?-{2,}:?)?")
ROW = regex.compile(r"\|?\s*(?:\d{1,3}|STT|TT)[.)]?\s*\|")
PAGE_NUMBER = 16  # characters of the longest page number ("Trang 100/1000")
_PAGE_NUMBER = regex.compile(r"(?:-\s*)?\d{1,3}(?:\s*-)?|Trang \d+(?:/\d+)?")


class Line(NamedTuple):
    """A line that holds something: `[start, end)` without outer white space, blank lines before it."""

    start: int
    end: int
    gap: int
    text: str


class Label(NamedTuple):
    """The numbering at the head of a paragraph: its style, the text as printed without punctuation."""

    style: str
    text: str
    length: int


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and what is known of them; parts are `[start, end)` of the lines."""

    zone: Zone
    parts: list[tuple[int, int]]
    label: Label | None
    gap: int
    bars: int | None = None
    length: int = 0
    addressed: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold something."""
    found, gap, offset = [], 0, 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = offset + raw.index(stripped[0])
            found.append(Line(start, start + len(stripped), gap, stripped))
            gap = 0
        else:
            gap += 1
        offset += len(raw) + 1
    return _single_spaced(found)


def _single_spaced(lines: list[Line]) -> list[Line]:
    """Take double spacing back: what every gap has in common parts nothing."""
    common = min((line.gap for line in lines[1:]), default=0)
    if not common:
        return lines
    return [Line(line.start, line.end, max(0, line.gap - common), line.text) for line in lines]


def is_lone(text: str) -> bool:
    """Say whether a line is only a label, whose words follow on the next."""
    return len(text) <= LONGEST_LONE and LONE.fullmatch(text) is not None


def label_of(text: str) -> Label | None:
    """Return the label a line begins with."""
    if text[0].isalpha() and text[1:2].isalpha() and not text.startswith(_LETTERED):
        return None
    lone = LONE.fullmatch(text) if len(text) <= LONGEST_LONE else None
    if lone is not None and lone.lastgroup is not None:
        return Label(lone.lastgroup, lone[lone.lastgroup], len(text))
    found = _LABEL.match(text)
    if found is None or found.lastgroup is None:
        return None
    style = found.lastgroup
    label = "".join(found[style].split()) if style not in ("annex", "part", "article") else found[style]
    length = found.end()
    if style not in ("dash", "plus"):
        noise = _NOISE.match(text, length)
        length = noise.end() if noise is not None else length
    while length < len(text) and text[length].isspace():
        length += 1
    return Label(style, label, length)


def is_ruled(line: Line) -> bool:
    """Say whether a line is only a rule, dots or a frame."""
    return not line.text[0].isalnum() and _RULED.fullmatch(line.text) is not None


def is_row(text: str) -> bool:
    """Say whether a line is a table row with bars between its cells."""
    return "|" in text and ((text.count("|") >= 2 and " | " in text) or ROW.match(text) is not None)


def is_page_number(line: Line) -> bool:
    """Say whether a line is only a page number."""
    return len(line.text) <= PAGE_NUMBER and _PAGE_NUMBER.fullmatch(line.text) is not None


def is_upper(text: str) -> bool:
    """Say whether a line is set in capitals ("TTg", "TW" and the like aside)."""
    if sum(map(str.islower, text[: FIRST_LOOK + len(text) // FIRST_LOOK * 3])) * 12 > len(text):
        return False  # settled by its beginning: a line has no more letters than characters
    letters = sum(map(str.isalpha, text))
    return letters >= 2 and sum(map(str.islower, text)) * 12 <= letters
