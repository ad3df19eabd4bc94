"""Lines become paragraphs: hard wraps joined, table rows kept together, headings left apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from dondoc.reading import layout, tables
from dondoc.reading import zones as places
from dondoc.reading.layout import Label, Line, Paragraph, Zone

_NUMBER_BEFORE = regex.compile(r"\b(?:khoản|Điều|điểm|mục|Mục|số|ngày|tháng|Quý|và|tại|bộ|Phụ lục|các|từ|theo|của)$")
_CONTINUES = regex.compile(r"[,;)]|\.(?!\s?\p{Lu})")
# A line that ends like this goes on in the next one, whatever that one begins with.
_GOES_ON = regex.compile(
    r"(?:[,(\-–&/]|\b(?:và|của|với|tại|các|những|về|cho|từ|theo|là|số|ngày|tháng|năm|do|bởi|trong|trên|đến|thuộc|"
    r"khoản|Điều|điểm|mục|hoặc|cùng|để|được|Quý|quý))$"
)
# A head word at the end of a line waits for its name, when no blank line parts them.
_WAITS = regex.compile(
    r"\b(?:UBND|HĐND|Ủy ban nhân dân|Chủ tịch|Bộ trưởng|Thủ tướng|Giám đốc|Bộ|Sở|Cục|Vụ|Ban|Tổng cục|Viện|"
    r"Thanh tra|Chi cục|(?<!Hải )Phòng)$"
)
# Labels of the letterhead and the closing that a converter parts from their words.
_PARTED_LABEL = regex.compile(r"(?:Số|SỐ)\s?:?\n[\d/.…]|(?:Số|SỐ)\s?:?\s?\d{1,6}\s?\n/\p{Lu}|N[ơo]i\nnh[ậâaạ]n")
_COUNT_CELLS = ("TT", "STT")
_BARE_HEAD = regex.compile(r"^\S{1,6}\s+(?:Giao\s+)?(?:Bộ|Sở|Cục|Vụ|Ban|Viện|Tổng cục|Phòng|Hội|Chi cục)$")
_CITED = regex.compile(
    r"(?:Luật|Nghị|Quyết|Chỉ thị|Thông|Kế hoạch|Công|Kết luận|Chương trình|Văn bản|Phương án|Đề án)\b"
)
_ENUMERATES = regex.compile(
    r"(?:[Bb]ộ|[Ss]ở|tỉnh|thành phố|cơ quan|[Tt]ập đoàn|[Tt]rung ương|ngành|Cục|Ban|sản phẩm)(?:, [\w ]{1,30})?:$"
)
# Names under a head word, parted by semicolons: the list goes on in the next line.
_LISTS_NAMES = regex.compile(
    r"(?:[Cc]ác|[Nn]hững)\s(?:[Bb]ộ|[Ss]ở|[Cc]ục|[Vv]ụ|tỉnh|thành phố|[Tt]ập đoàn|xã|phường)[^:;.]{0,30}:\s"
    r"(?:\p{Lu}[^;:.]{1,50};\s?)+$"
)
_ENDS = regex.compile(r"[.;:!?…]$|\./\.$")
_SECTION = regex.compile(r"[IVX]{1,5}\.")

_YEAR = regex.compile(r"\b(?:19|20)\d\d$")
_TO_YEAR = regex.compile(r"[-–]\s?(?:19|20)\d\d\b")
_ATTRIBUTE = regex.compile(r"(?:Cơ quan|Đơn vị)\s[^:]{0,40}:")
LAST_WORDS = 32  # twice the characters of the longest word or head word a line may end with
LONG = 160  # a paragraph so long that ends without any mark goes on after a page or line break
LETTER_LINE = 60  # the first line of a letter is a full one; what is left of a name is short
HEADING_WORDS = 12  # a numbered line of at most so many words without an end mark may be a heading
WRAPPED = 160  # wider lines are whole paragraphs: nothing was wrapped
ROW_BARS = 3  # a row that has fewer bars goes on in the next line

# A line that begins like this begins a sentence; any other capital may go on with a name.
_SENTENCE_STARTS = (
    "Trong ", "Trên ", "Căn cứ ", "Để ", "Nhằm ", "Theo ", "Sau khi ", "Đối với ", "Về ", "Từ ", "Khi ",
    "Trường hợp ", "Qua ", "Ngày ", "Với ", "Thời gian ", "Hiện nay", "Bên cạnh ", "Tuy nhiên", "Việc ",
    "Công tác ", "Các ", "Những ", "Thay mặt ", "Thực tế", "Mục tiêu ", "Đây là ", "Nhìn chung",
    "Kinh phí ", "Đến nay", "Năm ",
)  # fmt: skip


def paragraphs_of(lines: list[Line], zones: list[Zone], *, cells: frozenset[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs; lines of the head and the closing stand alone, the others are joined.

    Args:
        cells: numbers of the lines that stand in a table, where a line that is only a number is a cell.
    """
    widths = {
        zone: _width([line for line, its in zip(lines, zones, strict=True) if its == zone]) for zone in set(zones)
    }
    current: Paragraph | None = None
    last: Line | None = None
    for number, line in enumerate(lines):
        zone = zones[number]
        if layout.is_ruled(line) or (zone == "body" and number not in cells and layout.is_page_number(line)):
            continue
        loose = zone in ("head", "closing")
        label = None if loose or (zone == "annex" and layout.is_lone(line.text)) else layout.label_of(line.text)
        if current is not None and last is not None and current.zone == zone:  # noqa: SIM102 (types)
            if _is_parted_label(last, line) if loose else _joins(current, last, line, label, widths[zone]):
                current.parts.append((line.start, line.end))
                current.length += len(line.text)
                last = line
                continue
        if current is not None:
            yield current
        row = not loose and "|" in line.text and layout.ROW.match(line.text) is not None
        current = Paragraph(zone, [(line.start, line.end)], None if row else label, line.gap)
        current.bars = line.text.count("|") if row else None
        current.length = len(line.text)
        current.addressed = places.is_addressed(line.text)
        last = line
    if current is not None:
        yield current


def _width(lines: list[Line]) -> int:
    """Return the width to which lines are wrapped: nine of ten are not longer."""
    lengths = sorted(line.end - line.start for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _is_parted_label(last: Line, line: Line) -> bool:
    """Say whether a line is only a label ("Số:") whose words follow on the next."""
    return len(last.text) < 16 and _PARTED_LABEL.match(f"{last.text}\n{line.text}") is not None


def _joins(current: Paragraph, last: Line, line: Line, label: Label | None, width: int) -> bool:
    """Say whether a line goes on with the paragraph before it."""
    before = last.text
    if current.bars is not None or ("|" in line.text and layout.ROW.match(line.text)):
        return _joins_row(current, line, label)
    if current.addressed and _ends_address(before, line):
        return False
    if current.zone == "annex" and _SECTION.fullmatch(line.text):
        return False
    if layout.is_row(before) or layout.is_row(line.text) or line.text.rstrip(".") in _COUNT_CELLS:
        return False
    if len(current.parts) == 1 and layout.is_lone(before):
        return label is None
    if label is not None and not _is_no_label(label, current, last, line, width):
        return False
    if line.text[0].islower() or _CONTINUES.match(line.text):
        return before[-1] not in ";:" or (line.gap == 0 and width <= WRAPPED)
    if _GOES_ON.search(before, max(0, len(before) - LAST_WORDS)) is not None:
        return True
    if line.gap == 0 and _WAITS.search(before, max(0, len(before) - LAST_WORDS)) is not None:
        return True
    return line.gap == 0 and width <= WRAPPED and _is_wrapped(current, last, line, width)


def _ends_address(before: str, line: Line) -> bool:
    """Say whether the letter begins below "Kính gửi: …", without a blank line."""
    if not line.text[0].isupper() or _GOES_ON.search(before):
        return False
    return len(line.text) > LETTER_LINE or places.OPENS_BODY.match(line.text) is not None


def _joins_row(current: Paragraph, line: Line, label: Label | None) -> bool:
    """Say whether a line goes on with a table row that has not all its cells yet."""
    section = label is not None and label.style in ("annex", "part", "roman")
    if layout.ROW.match(line.text) or current.bars is None or current.bars >= ROW_BARS or section:
        return False
    current.bars += line.text.count("|")
    return True


def _is_wrapped(current: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Say whether a line that begins with a capital goes on with the one above, without a blank between."""
    before = last.text
    if before.endswith(":"):
        return _ENUMERATES.search(before) is not None and len(before) * 4 >= width * 3
    if _ENDS.search(before) is not None:
        return before[-1] == ";" and _LISTS_NAMES.search(before) is not None
    return not _is_heading(current, last, line, width)


def _is_no_label(label: Label, current: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Say whether what looks like a label is the middle of a wrapped sentence."""
    if label.style in ("dash", "plus"):
        return _is_hyphen(label, current, last, line, width)
    if line.gap or label.style in ("paren", "annex", "part"):
        return False
    if label.style == "letter" and last.text.endswith("bộ"):  # "Thủ trưởng cơ quan ngang bộ" / "a) …"
        return False
    return _NUMBER_BEFORE.search(last.text) is not None


def _is_hyphen(label: Label, current: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Say whether a dash at the beginning of a line belongs to a name or to years, and opens no item."""
    before = last.text
    if _YEAR.search(before) and _TO_YEAR.match(line.text):
        return True
    if _ENDS.search(before) is not None or before.endswith(",") or _opens_item(line.text[label.length :]):
        return False
    return current.length > LONG or (line.gap == 0 and len(before) * 10 >= min(width, 80) * 7)


def _opens_item(text: str) -> bool:
    """Say whether the words after a dash open a duty, so that the dash is an item and not a hyphen."""
    return text.startswith(_item_words()) or _ATTRIBUTE.match(text) is not None


@cache
def _item_words() -> tuple[str, ...]:
    """Return the words with which an item begins: duty words with a capital, forms of assigning."""
    duties = (word[0].upper() + word[1:] + " " for word in tables.load().duties)
    return (*duties, "Giao ", "Đề nghị ", "Yêu cầu ", "Thời gian ", "Nội dung ")


def _is_heading(current: Paragraph, last: Line, line: Line, width: int) -> bool:
    """Say whether the paragraph so far is a heading that the next line, begun with a capital, leaves."""
    before = last.text
    if layout.is_upper(before) != layout.is_upper(line.text):
        capitals = before if layout.is_upper(before) else line.text
        return len(capitals.split()) >= 3
    if layout.is_upper(before) or current.label is None or len(current.parts) > 3 or ": " in before:
        return False
    if _BARE_HEAD.search(before) or _CITED.match(line.text):
        return False
    if _opens_item(line.text):
        return len(before.split()) <= 2 * HEADING_WORDS
    if len(before.split()) > HEADING_WORDS or len(before) * 10 > width * 8:
        return False
    return line.text.startswith(_SENTENCE_STARTS) or _known_heading(before[current.label.length :])


@cache
def _heading_phrases() -> frozenset[str]:
    """Return the titles that are known as they stand."""
    phrases = tables.load().phrases
    topics = ("aiming_headings", "assessing_headings", "ordering_headings")
    return frozenset(phrase for topic in topics for phrase in phrases[topic])


def _known_heading(text: str) -> bool:
    """Say whether a line is one of the known titles ("Mục đích", "Tổ chức thực hiện")."""
    return text.strip(" .:").lower() in _heading_phrases()
