"""Where the letterhead ends, where the closing block begins, where annexes and footnotes stand."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import layout, patterns, tables
from dondoc.reading.layout import Line, Zone

SMALL_TITLE = 100  # a longer line that begins with the name of a type is a sentence
SMALL_REACH = 10  # lines from the number to a title whose capitals are lost
HEAD_LINES = 60  # a letterhead with stamps, signature lines and a wrapped subject stays well below
_NATION = regex.compile(r"C[ỘO]NG\s+H[ÒOÀ][ÀAÒ]?\s+X[ÃA]\s+H[ỘO]I|Độc\s+lập\s*[-–]\s*Tự\s+do", regex.I)
_NATION_WORDS = ("cộng", "cong", "độc")  # without one of them nothing need be searched
NUMBER = regex.compile(r"^(?:\|\s*)?(?:Số|SỐ|So)\s*[:.]?\s*(?:[\d.…/]|$)|^Số\s+\d")
_DATED = regex.compile(
    r"\bng[àa]y\b.{0,12}\bth[áa]ng\b.{0,8}\bn[ăa]m\b"
    r"|^\p{Lu}[^,\d]{1,40},\s(?:ngày\s)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$", regex.I)  # fmt: skip
ADDRESSED = regex.compile(
    r"^(?:K[íi]nh g[ửu]i|Điện)\s*:|^K[íi]nh gửi\s(?:các|quý|ông|bà|Bộ|Sở|UBND|Ủy ban)\b|điện:$", regex.I
)
# Without blank lines (a PDF has none) the first words of the body end the subject.
OPENS_BODY = regex.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai thực hiện|Nhân dịp|Sau khi|Trên cơ sở|Thời gian qua|Vừa qua|Hiện nay|Để|Xét|Theo"
    r"|Trong (?:các )?(?:ngày|thời gian|những)|(?:Vào |Sáng |Chiều )?[Nn]gày \d|Điều 1\b|I\.|1\.)(?!\p{L})"
)
_RECIPIENTS = regex.compile(r"^\W{0,3}N[ơo]i\s+nh[ậâaạ]n\b", regex.I)
_AUTHORITY = regex.compile(r"^(?:T/?M|K/?T|T/?L|T/?U/?Q|Q)\s?[.,]\s*\p{Lu}{2}|^[TK]/[MTL]\s\p{Lu}{2}")
_ANNEX = regex.compile(
    r"^(?:PHỤ LỤC|Phụ lục|DANH MỤC|Danh mục|DANH SÁCH|Danh sách|BẢNG|BIỂU|MẪU|PHIẾU|TIÊU CHÍ|"
    r"\((?:Ban hành )?[Kk]èm theo|"
    r"\((?:Ban hành kèm|Đính kèm))"
)
_FOOTNOTE = regex.compile(r"^\[\d{1,3}\]")
_MARKS = str.maketrans("ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ",
                       "AAAAAAAAAAAAAAAAAEEEEEEEEEEEIIIIIOOOOOOOOOOOOOOOOOUUUUUUUUUUUYYYYYD")  # fmt: skip


def is_addressed(text: str) -> bool:
    """Say whether a line opens or introduces the addressees ("Kính gửi: …", "… điện:")."""
    return (text[0] in "KkĐđ" or text[-1] == ":") and ADDRESSED.search(text) is not None


def unmarked(text: str) -> str:
    """Return the text in capitals without marks: what is left when a scan loses them."""
    return text.upper().translate(_MARKS)


@cache
def _type_names() -> dict[str, str]:
    """Return the names of document types, longest first, by what a scan leaves of them."""
    names = sorted(tables.load().types.values(), key=len, reverse=True)
    return {unmarked(name): name for name in names}


@cache
def _type_openings() -> frozenset[str]:
    return patterns.openings(_type_names())


def is_nation(text: str) -> bool:
    """Say whether a line holds the nation's name or its motto."""
    lowered = text.lower()
    return any(word in lowered for word in _NATION_WORDS) and _NATION.search(text) is not None


def type_line(line: Line) -> tuple[str, int] | None:
    """Return the type a line in capitals names and the length of its words, or None."""
    text = line.text.lstrip("#*_ ")
    if not layout.is_upper(text[:40]):
        return None
    bare, offset = unmarked(text), len(line.text) - len(text)
    if not patterns.may_open(bare, 0, _type_openings()):
        return None
    for name, proper in _type_names().items():
        if bare.startswith(name) and not bare[len(name) : len(name) + 1].isalpha():
            rest = text[len(name) :].strip(" *_")
            if not rest or (layout.is_upper(rest) and rest[0].isalpha() and not text.endswith(":")):
                return proper, offset + len(name)
    return None


def small_type_line(text: str) -> tuple[str, int] | None:
    """Return the type a line names in small letters, alone or with whose act it is, and the line's length.

    The capital fonts of old encodings store small letters ("quyết định của bộ trưởng …").
    """
    bare = unmarked(text)
    if len(text) > SMALL_TITLE or bare[-1] in ".:;," or not patterns.may_open(bare, 0, _type_openings()):
        return None
    for name, proper in _type_names().items():
        if bare == name or bare.startswith(name + " CUA "):
            return proper, len(text)
    return None


def head_end(lines: list[Line]) -> tuple[int, int | None]:
    """Return the number of lines of the letterhead and the number of the line that names the type."""
    first = lines[:HEAD_LINES]
    addressed = next((n for n, line in enumerate(first) if is_addressed(line.text)), None)
    for number, line in enumerate(first[:addressed]):
        if type_line(line) is not None:
            return _subject_end(lines, number), number
    begins = next((n for n, line in enumerate(first[:addressed]) if NUMBER.match(line.text)), len(first))
    for number, line in enumerate(first[begins : addressed or begins + SMALL_REACH], begins):
        if small_type_line(line.text) is not None:
            return _subject_end(lines, number), number
    begun = addressed or next((n for n, line in enumerate(first[:20]) if _begins_text(line)), 20)
    last = max((n for n, line in enumerate(first[:begun]) if _in_letterhead(line)), default=None)
    if last is not None:
        return (addressed if addressed is not None else last + 1), None
    if addressed is not None and addressed > 0:
        return addressed, None
    return (1 if lines and _is_title(lines[0]) else 0), None


def _begins_text(line: Line) -> bool:
    """Say whether a line can only stand behind the letterhead: a numbered item, the recipients."""
    label = layout.label_of(line.text)
    return _RECIPIENTS.match(line.text) is not None or (label is not None and label.style in ("number", "roman"))


def _in_letterhead(line: Line) -> bool:
    """Say whether a line can only stand in a letterhead."""
    if len(line.text) > 140:
        return False
    return is_nation(line.text) or any(pattern.search(line.text) for pattern in (NUMBER, _DATED))


def _is_title(line: Line) -> bool:
    """Say whether a text without letterhead begins with its own title ("Chỉ thị về việc …")."""
    bare = unmarked(line.text)
    named = any(bare.startswith(name + " ") for name in _type_names())
    title = line.text.removesuffix(".")
    return named and len(title) < 400 and title[-1] not in ".:;," and ". " not in title


def _subject_end(lines: list[Line], number: int) -> int:
    """Return the number of the first line after the subject that follows the type line."""
    following = number + 1
    while following < len(lines) and layout.is_ruled(lines[following]):
        following += 1
    if following >= len(lines) or is_addressed(lines[following].text):
        return following
    capitals = layout.is_upper(lines[following].text) or lines[following].text.isupper()
    end = following
    while end < len(lines) and end - following < 16:
        line = lines[end]
        if layout.is_ruled(line) or is_addressed(line.text):
            break
        if capitals:
            if not (layout.is_upper(line.text) or line.text.isupper()) or _is_enacting(line, end - following):
                break
        elif end > following and (line.gap or OPENS_BODY.match(line.text) or _enacts(lines[number].text, line.text)):
            break
        end += 1
    return end


def _enacts(title: str, text: str) -> bool:
    """Say whether a line repeats whose act it is ("Quyết định của Bộ trưởng" … "Bộ trưởng")."""
    return unmarked(title).endswith(" CUA " + unmarked(text))


def _is_enacting(line: Line, distance: int) -> bool:
    """Say whether a line in capitals is the body that enacts ("ỦY BAN NHÂN DÂN TỈNH …"), not the subject."""
    return distance > 0 and line.gap > 0


def zones_of(lines: list[Line], head: int) -> list[Zone]:
    """Return the zone of every line."""
    zones: list[Zone] = ["head"] * head
    zones += ["body"] * (len(lines) - head)
    closing = _closing(lines, head)
    if closing is None:
        _mark_footnotes(lines, zones, head)
        return zones
    end = _closing_end(lines, closing)
    after: list[Zone] = ["closing"] * (end - closing)
    after += ["annex"] * (len(lines) - end)
    zones[closing:] = after
    _mark_footnotes(lines, zones, end)
    return zones


def _closing(lines: list[Line], head: int) -> int | None:
    """Return the line with which recipients and signature begin."""
    for number in range(head, len(lines)):
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        if _RECIPIENTS.match(lines[number].text) or (lines[number].text == "Nơi" and following.startswith("nhận")):
            return number
        text = lines[number].text
        if text[0] in "TKQ" and _AUTHORITY.match(text) and layout.is_upper(text[:30]):
            return number
    for number in range(head, len(lines) - 1):
        if lines[number].text.endswith("./."):
            return number + 1
    return None


def _closing_end(lines: list[Line], closing: int) -> int:
    """Return the first line after the closing block: an annex, a footnote, a second document."""
    for number in range(closing + 1, len(lines)):
        line = lines[number]
        if _ANNEX.match(line.text) or _FOOTNOTE.match(line.text) or is_nation(line.text):
            return _titled_from(lines, number, closing) if line.text.startswith("(") else number
        if type_line(line) is not None and number - closing > 3:
            return number
        label = layout.label_of(line.text) if number - closing > 3 else None
        if label is not None and label.style in ("roman", "part", "article"):
            return number
    return len(lines)


def _titled_from(lines: list[Line], number: int, closing: int) -> int:
    """Return the first line of the title in capitals that stands over "(Kèm theo …)"."""
    while number - 1 > closing and layout.is_upper(lines[number - 1].text) and type_line(lines[number]) is None:
        number -= 1
    return number


def _mark_footnotes(lines: list[Line], zones: list[Zone], start: int) -> None:
    """Mark the notes "[1] …" that stand after the text, up to an annex."""
    noting = False
    for number in range(start, len(lines)):
        if _FOOTNOTE.match(lines[number].text):
            noting = True
        elif noting and _ANNEX.match(lines[number].text):
            noting = False
        if noting:
            zones[number] = "foot"
