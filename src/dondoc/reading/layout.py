"""Lines become paragraphs: hard wraps joined, labels found, furniture of the page left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from dondoc.reading import tables

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
# A label that stands alone on its line; the words follow on the next.
_LONE = regex.compile(
    r"(?P<roman>[IVX]{1,5})[.)]|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?|(?P<number>\d{1,2})[.)]|(?P<letter>[a-zđ])\)"
    r"|(?P<plus>\+)|(?P<dash>[-–*•])"
)
RANK = {
    "annex": 0, "part": 1, "roman": 2, "article": 2, "number": 3, "decimal": 4, "letter": 5, "paren": 6,
    "dash": 7, "plus": 8,
}  # fmt: skip
_YEAR = regex.compile(r"\b(?:19|20)\d\d$")
_TO_YEAR = regex.compile(r"[-–]\s?(?:19|20)\d\d\b")
_RULED = regex.compile(r"[-_=*~.—–…\s]{3,}|[|—–_.]+")
_ROW = regex.compile(r"\|?\s*(?:\d{1,3}|STT|TT)[.)]?\s*\|")
ROW_BARS = 3  # a row that has fewer bars goes on in the next line
_PAGE_NUMBER = regex.compile(r"(?:-\s*)?\d{1,3}(?:\s*-)?|Trang \d+(?:/\d+)?")
# A line that ends like this goes on in the next one, whatever that one begins with.
_GOES_ON = regex.compile(
    r"(?:[,(\-–&/]|\b(?:và|của|với|tại|các|những|về|cho|từ|theo|là|số|ngày|tháng|năm|do|bởi|trong|trên|đến|thuộc|"
    r"khoản|Điều|điểm|mục|hoặc|cùng|để|được|Quý|quý|UBND|HĐND|Ủy ban nhân dân|Chủ tịch|Bộ trưởng|Thủ tướng|Giám đốc|Bộ|Sở|Cục|Vụ|Ban|Tổng cục|Viện|Thanh tra|Chi cục))$"
)
_BARE_HEAD = regex.compile(r"^\S{1,6}\s+(?:Giao\s+)?(?:Bộ|Sở|Cục|Vụ|Ban|Viện|Tổng cục|Phòng|Hội|Chi cục)$")
_CITED = regex.compile(
    r"(?:Luật|Nghị|Quyết|Chỉ thị|Thông|Kế hoạch|Công|Kết luận|Chương trình|Văn bản|Phương án|Đề án)\b"
)
_ENUMERATES = regex.compile(
    r"(?:[Bb]ộ|[Ss]ở|tỉnh|thành phố|cơ quan|[Tt]ập đoàn|[Tt]rung ương|ngành|Cục|Ban)(?:, [\w ]{1,30})?:$"
)
_ENDS = regex.compile(r"[.;:!?…]$|\./\.$")
LONG = 160  # a paragraph so long that ends without any mark goes on after a page or line break
HEADING_WORDS = 12  # a numbered line of at most so many words without an end mark may be a heading


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: `[start, end)` without outer white space, blank lines before it."""

    start: int
    end: int
    gap: int
    text: str


@dataclass(frozen=True, slots=True)
class Label:
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
    sizes = {line.gap for line in lines[1:]}
    if not common or len(sizes) < 2:
        return lines
    return [Line(line.start, line.end, max(0, line.gap - common), line.text) for line in lines]


def label_of(text: str) -> Label | None:
    """Return the label a line begins with."""
    lone = _LONE.fullmatch(text)
    if lone is not None and lone.lastgroup is not None:
        return Label(lone.lastgroup, lone[lone.lastgroup], len(text))
    found = _LABEL.match(text)
    if found is None or found.lastgroup is None:
        return None
    style = found.lastgroup
    label = "".join(found[style].split()) if style not in ("annex", "part", "article") else found[style]
    length = found.end()
    while length < len(text) and text[length].isspace():
        length += 1
    return Label(style, label, length)


def is_ruled(line: Line) -> bool:
    """Say whether a line is only a rule, dots or a frame."""
    return _RULED.fullmatch(line.text) is not None


def is_row(text: str) -> bool:
    """Say whether a line is a table row with bars between its cells."""
    return (text.count("|") >= 2 and " | " in text) or _ROW.match(text) is not None


def is_page_number(line: Line) -> bool:
    """Say whether a line is only a page number."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def is_upper(text: str) -> bool:
    """Say whether a line is set in capitals ("TTg", "TW" and the like aside)."""
    letters = [character for character in text if character.isalpha()]
    lower = sum(character.islower() for character in letters)
    return len(letters) >= 2 and lower * 12 <= len(letters)


def paragraphs_of(lines: list[Line], zones: list[Zone], *, cells: frozenset[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs; lines of the head and the closing stand alone, the others are joined.

    Args:
        cells: numbers of the lines that stand in a table, where a line that is only a number is a cell.
    """
    width = _width(lines)
    current: Paragraph | None = None
    last: Line | None = None
    for number, line in enumerate(lines):
        zone = zones[number]
        if is_ruled(line) or (zone == "body" and number not in cells and is_page_number(line)):
            continue
        loose = zone in ("head", "closing")
        label = None if loose or (zone == "annex" and _LONE.fullmatch(line.text)) else label_of(line.text)
        if current is not None and last is not None and not loose and current.zone == zone:
            if _joins(current, last, line, label, width):
                current.parts.append((line.start, line.end))
                last = line
                continue
        if current is not None:
            yield current
        row = not loose and _ROW.match(line.text) is not None
        current = Paragraph(zone, [(line.start, line.end)], None if row else label, line.gap)
        current.bars = line.text.count("|") if row else None
        last = line
    if current is not None:
        yield current


def _width(lines: list[Line]) -> int:
    """Return the width to which lines are wrapped: nine of ten are not longer."""
    lengths = sorted(line.end - line.start for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _joins(current: Paragraph, last: Line, line: Line, label: Label | None, width: int) -> bool:
    """Say whether a line goes on with the paragraph before it."""
    before, first = last.text, line.text[0]
    if _ROW.match(line.text):
        return False
    if current.bars is not None:
        if current.bars >= ROW_BARS or (label is not None and label.style in ("annex", "part", "roman")):
            return False
        current.bars += line.text.count("|")
        return True
    if is_row(before) or is_row(line.text):
        return False
    if len(current.parts) == 1 and _LONE.fullmatch(before) is not None:
        return label is None
    if label is not None and not _is_no_label(label, current, last, line, width):
        return False
    if first.islower() or regex.match(r"[,;)]|\.(?!\s?\p{Lu})", line.text):
        return before[-1] not in ";:" or line.gap == 0
    if _GOES_ON.search(before) is not None:
        return True
    if line.gap:
        return False
    if before.endswith(":"):
        return _ENUMERATES.search(before) is not None and len(before) * 4 >= width * 3
    if _ENDS.search(before) is not None:
        return False
    return not _is_heading(current, last, line, width)


def _is_no_label(label: Label, current: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Say whether what looks like a label is the middle of a wrapped sentence."""
    before = last.text
    if label.style == "dash" and _YEAR.search(before) and _TO_YEAR.match(line.text):
        return True
    if label.style in ("dash", "plus"):
        full = len(before) * 10 >= min(width, 80) * 7
        if sum(end - start for start, end in current.parts) > LONG and _ENDS.search(before) is None and before[-1] != ",":
            return not _opens_item(line.text[label.length :])
        goes_on = line.gap == 0 and full and _ENDS.search(before) is None and not before.endswith(",")
        return goes_on and not _opens_item(line.text[label.length :])
    if label.style in ("number", "decimal", "letter", "article", "roman"):
        ends = regex.search(
            r"\b(?:khoản|Điều|điểm|mục|Mục|số|ngày|tháng|Quý|và|tại|bộ|Phụ lục|các|từ|theo|của)$", before
        )
        return line.gap == 0 and ends is not None
    return False


def _opens_item(text: str) -> bool:
    """Say whether the words after a dash open a duty, so that the dash is an item and not a hyphen."""
    return any(text.startswith(word) for word in _item_words())


@cache
def _item_words() -> tuple[str, ...]:
    """Return the words with which an item begins: duty words with a capital, forms of assigning."""
    duties = (word[0].upper() + word[1:] + " " for word in tables.load().duties)
    return (*duties, "Giao ", "Đề nghị ", "Yêu cầu ", "Đơn vị ", "Cơ quan ", "Thời gian ", "Nội dung ")


def _is_heading(current: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Say whether the paragraph so far is a heading that the next line, begun with a capital, leaves."""
    before = last.text
    if is_upper(before) != is_upper(line.text):
        capitals = before if is_upper(before) else line.text
        return len(capitals.split()) >= 3
    if is_upper(before) or current.label is None or len(current.parts) > 3 or ": " in before:
        return False
    if _BARE_HEAD.search(before) or _CITED.match(line.text):
        return False
    if _opens_item(line.text):
        return len(before.split()) <= 2 * HEADING_WORDS
    if len(before.split()) > HEADING_WORDS or len(before) * 10 > width * 8:
        return False
    return line.text.startswith(_SENTENCE_STARTS) or _known_heading(before[current.label.length :])


# A line that begins like this begins a sentence; any other capital may go on with a name.
_SENTENCE_STARTS = (
    "Trong ", "Trên ", "Căn cứ ", "Để ", "Nhằm ", "Theo ", "Sau khi ", "Đối với ", "Về ", "Từ ", "Khi ", "Trường hợp ", "Qua ", "Ngày ",
    "Với ", "Thời gian ", "Hiện nay", "Bên cạnh ", "Tuy nhiên", "Việc ", "Công tác ", "Các ", "Những ", "Thay mặt ", "Thực tế", "Mục tiêu ",
    "Đây là ", "Nhìn chung", "Kinh phí ", "Đến nay", "Năm ",
)  # fmt: skip


@cache
def _heading_phrases() -> frozenset[str]:
    """Return the titles that are known as they stand."""
    phrases = tables.load().phrases
    topics = ("aiming_headings", "assessing_headings", "ordering_headings")
    return frozenset(phrase for topic in topics for phrase in phrases[topic])


def _known_heading(text: str) -> bool:
    """Say whether a line is one of the known titles ("Mục đích", "Tổ chức thực hiện")."""
    return text.strip(" .:").lower() in _heading_phrases()
