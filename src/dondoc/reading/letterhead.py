"""The letterhead: issuer, number, symbol, place, date, type, subject. What is not printed stays None."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, takewhile

import regex

from dondoc.reading import layout, tables, zones
from dondoc.reading.dates import DATE, date_of
from dondoc.reading.flow import Block, Flow
from dondoc.reading.mapped import one_line
from dondoc.reading.model import DocumentType, Where
from dondoc.reading.sources.rows import CAPTION

_NATION = ("CONG HOA XA HOI CHU NGHIA VIET NAM", "DANG CONG SAN VIET NAM")
_NUMBER_WORD = regex.compile(r"\b(?:Số|SỐ)\s?:")
_NATION_STARTS = regex.compile(
    r"\s*(?=\b(?:Số|SỐ)\s?:)"
    r"|\s+(?=C[ỘO]NG\s+H\p{Lu}{2}\s+X[ÃA]|ĐẢNG\s+CỘNG|Độc\s+lập|Doc\s+lap|Đ[ộo]c\s+l[ậa]p)|\s{3,}|\t|\|"
)
_SYMBOL = r"(?:(?:19|20)\d\d\s?/\s?)?\p{Lu}[\p{L}\d&.]*(?:\s?[-/&]\s?[\p{L}\d][\p{L}\d&]*)*"
_NUMBER = regex.compile(
    rf"^[^\S\n|]*\|?[^\S\n]*(?:Số|SỐ|So)\s?[:.]?[^\S\n]*(?P<number>[^/\n]{{0,16}}?)[^\S\n]*(?:/|(?<=\d)\s?-)[^\S\n]*"
    rf"(?P<symbol>{_SYMBOL})",
    regex.MULTILINE,
)
_BARE_NUMBER = regex.compile(r"\|?\s*(?:Số|SỐ)\s?[:.]?\s*\d{0,6}\s*")  # the symbol stands on the next line
_PLAIN_NUMBER = regex.compile(r"\d{1,6}(?:\.\d{1,2})?\p{Ll}?")
_DATE_BEGINS = regex.compile(r"^\p{Lu}[^,\d]{1,40},\s*(?:ngày\b|$)")
_DATE = regex.compile(
    r"ng[àa]y[\s.…]*(?P<day>\d{1,2})?[\s.…]*th[áa]ng[\s.…]*(?P<month>\d{1,2})?[\s.…]*n[ăa]m[\s.…]*(?P<year>\d{4})?"
)
# "Hà Nội, ngày 26/11/2025": a line of its own.
_SLASHED_DATE = regex.compile(
    r"(?<=,\s*)(?:ng[àa]y\s+)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})[^\S\n]*$",
    regex.MULTILINE,
)
# The hour of a wire stands between place and date ("Hà Nội, hồi 15 giờ 00 phút, ngày …").
_HOUR = regex.compile(
    r"(?<=,)\s*(?:lúc|hồi|vào|vào lúc|vào hồi)?\s*\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{2})?\s?(?:phút)?\s?,?$"
)
# A date line that a scan damaged: the place is read, the date is not.
_DAMAGED_DATE = regex.compile(r"ng\S{0,5}\s?\S{0,6}?\s?th[áaắâ]ng\s?\S{0,3}\s?n[ăa]m\s\d{4}", regex.I)
# Two digits that a scan took for letters ("ngày II tháng 09 năm 2025"): read under a rule of its own, with a finding.
# A lone stroke is as often the frame of a stamp and stays unread.
_SCANNED_DATE = regex.compile(
    r"ng[àa]y\s(?P<day>[\dIlÌíOo]{2})\sth[áa]ng\s(?P<month>[\dIlÌíOo]{2}|\d)\sn[ăa]m\s(?P<year>(?:19|20)\d\d)(?!\d)"
)
_DIGITS = str.maketrans("IlÌíOo", "111100")
# Whose act it is stands between the type and what it is about ("CỦA BAN BÍ THƯ" / "VỀ …").
_OF_BODY = regex.compile(r"^(?:CỦA|Của|của)\s[^\n]{2,160}?\s(?=(?:VỀ|Về|về)\s)")
_ABOUT_BARE = regex.compile(r"^\s*(?=Về\s(?!việc)\p{Ll})")  # under the number line only
_ABOUT = regex.compile(r"^\s*(?:V/v|V/V|v/v|Về việc)\s*:?\s*")
_NUMBERED = rf"(?P<number>\d{{1,6}}\p{{Ll}}?)\s?[/-]\s?(?P<symbol>{_SYMBOL})"
_BRACKETED = regex.compile(rf"\(\s?(?:Số|số)?\s?:?\s?{_NUMBERED}(?:,?\sngày\s{DATE}(?:\scủa\s[^()]+)?)?\s?\)")
# "Công văn 12/SYT-VP năm 2025 về …": the title a copy bears that lost its letterhead.
_TITLE_NUMBER = regex.compile(
    rf"\s(?:số\s?:?\s?)?{_NUMBERED}(?:,?\s(?:ngày\s{DATE}|năm\s\d{{4}}))?(?:\scủa\s\p{{Lu}}[^,;:\n]{{2,80}}?)?\s(?=(?:[Vv]ề|V/v)\s)"
)
# A column, or the number line, that stands before the place in one line.
_BEFORE_PLACE = regex.compile(r"\s{2,}|\t|\|\s*|^.*(?:Số|SỐ|So)\s?[:.]?.*?/[^\s]+(?:(?<=[-/])\s\p{Lu}{2,})?\s+")
PLACE_WORDS = 7  # "Thành phố Hồ Chí Minh" is five


@dataclass(slots=True)
class Letterhead:
    """What the letterhead says; `where` tells the place and the rule of each field."""

    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: dt.date | None = None
    type: DocumentType | None = None
    subject: str | None = None
    has_number_line: bool = False
    has_date_line: bool = False
    where: dict[str, Where] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines of the letterhead in the flow."""

    flow: Flow
    blocks: tuple[Block, ...]

    def text(self, block: Block) -> str:
        return self.flow.text[block.start : block.end]


def read_letterhead(flow: Flow) -> Letterhead:
    """Read the letterhead of a document."""
    head = _Head(flow, tuple(block for block in flow.blocks if block.zone == "head"))
    result = Letterhead()
    _read_number(head, result)
    _read_date(head, result)
    _read_type(head, result)
    if result.subject is None:
        _read_about(head, result)
    _read_issuer(head, result)
    return result


def _put(result: Letterhead, name: str, value: object, head: _Head, place: tuple[int, int], rule: str) -> None:
    """Set a field and where it was read."""
    setattr(result, name, value)
    result.where[name] = Where(head.flow.span(*place), rule)


def _read_number(head: _Head, result: Letterhead) -> None:
    """Read number and symbol; a number that is not printed in digits is not there."""
    for number, block in enumerate(head.blocks):
        text = head.text(block)
        if _BARE_NUMBER.fullmatch(text) and number + 1 < len(head.blocks):
            text = head.flow.text[block.start : head.blocks[number + 1].end].replace("\n", " ")
        found = _NUMBER.match(text)
        if found is None:
            continue
        result.has_number_line = True
        first, last = found.span("symbol")
        symbol = "".join(head.flow.words(block.start + first, block.start + last).split())
        _put(
            result,
            "symbol",
            symbol.rstrip(".,"),
            head,
            (block.start + first, block.start + last),
            "number_line",
        )
        digits = found["number"].strip()
        if _PLAIN_NUMBER.fullmatch(digits):
            first, last = found.span("number")
            _put(result, "number", digits, head, (block.start + first, block.start + last), "number_line")
        return


def _read_date(head: _Head, result: Letterhead) -> None:
    """Read place and date of the line "Quảng Ngãi, ngày 17 tháng 5 năm 2024"."""
    if not head.blocks:
        return
    text = head.flow.text[: head.blocks[-1].end]
    lines = text if head.flow.type_block is None else text[: head.flow.blocks[head.flow.type_block].start]
    scanned = _SCANNED_DATE.finditer(text)
    for found in chain(_DATE.finditer(text), _SLASHED_DATE.finditer(lines), scanned, _DAMAGED_DATE.finditer(text)):
        before = text[: found.start()].rstrip()
        hour = _HOUR.search(before)
        before = before[: hour.start()] if hour is not None else before
        if not before.endswith((",", ".")):
            continue
        place = _place(head, len(before) - 1)
        if place is None:
            continue
        result.has_date_line = True
        if head.flow.words(*place):
            _put(result, "place", head.flow.words(*place), head, place, "date_line")
        printed = found.groupdict()
        day, month = (str(printed.get(part) or "").translate(_DIGITS) for part in ("day", "month"))
        date = date_of(printed["year"], month, day) if printed else None
        if date is not None:
            rule = "date_line" if found.re is not _SCANNED_DATE else "date_line_scanned"
            _put(result, "date", date, head, found.span(), rule)
        return


def _place(head: _Head, end: int) -> tuple[int, int] | None:
    """Return where the place name that ends at `end` stands, taking a wrapped line in."""
    number = next(n for n, block in enumerate(head.blocks) if block.start <= end <= block.end)
    block = head.blocks[number]
    line = head.flow.text[block.start : end]
    cut = max((found.end() for found in _BEFORE_PLACE.finditer(line)), default=0)
    start = block.start + cut
    words = head.flow.text[start:end].split()
    if not words or len(words) > PLACE_WORDS or any(character in "/:;0123456789" for character in "".join(words)):
        return None
    above = head.blocks[number - 1] if number and not cut and not block.gap else None
    if above is not None and _wraps_place(head.text(above), words):
        start = above.start
    elif words[0][0].islower():
        return None
    return start, end


def _wraps_place(above: str, words: list[str]) -> bool:
    """Say whether the line above is the beginning of the place name ("Thành" / "phố Hồ Chí Minh")."""
    if words[0][0].islower():
        return len(above.split()) <= 3 and above[0].isupper()
    return above.startswith(("Thành phố", "TP", "Tỉnh", "Bà Rịa")) and len(above.split()) <= 4


def _read_type(head: _Head, result: Letterhead) -> None:
    """Read the type line and the subject below it, or a title that is both."""
    if head.flow.type_block is None:
        if len(head.blocks) == 1:
            _read_title(head, result)
        return
    block = head.flow.blocks[head.flow.type_block]
    named = zones.type_line(layout.Line(block.start, block.end, 0, head.text(block)))
    named = named or zones.small_type_line(head.text(block))
    if named is None:
        return
    name, length = named
    _put(result, "type", _type(name), head, (block.start, block.start + length), "type_line")
    rest = head.text(block)[length:].strip(" *_.:-")
    parts = [(block.start + length, block.end)] if rest and not _is_urgency(rest) else []
    parts += [
        (other.start, other.end)
        for other in takewhile(lambda other: not CAPTION.match(head.text(other)), head.blocks)
        if other.start > block.start and not _is_urgency(head.text(other)) and not _read_bracket(head, result, other)
    ]
    subject = " ".join(head.flow.words(*part) for part in parts if head.flow.text[slice(*part)].strip())
    if subject.strip(" .-_*#"):
        place = (parts[0][0], parts[-1][1])
        subject = _OF_BODY.sub("", subject.strip(" .-_*#"), count=1)
        _put(result, "subject", subject, head, place, "subject_below_type")


def _read_bracket(head: _Head, result: Letterhead, block: Block) -> bool:
    """Read "(Số 12/TB-SYT ngày 5/12/2025)" under a subject; say whether a line is that."""
    found = _BRACKETED.fullmatch(head.text(block).strip())
    if found is None:
        return False
    if result.symbol is None:
        _put_number(head, result, found, block.start, "number_in_brackets")
    return True


def _put_number(head: _Head, result: Letterhead, found: regex.Match[str], offset: int, rule: str) -> None:
    """Set number, symbol and date of a match that begins at `offset`."""
    places = {name: (offset + found.start(name), offset + found.end(name)) for name in ("number", "symbol")}
    _put(result, "number", found["number"], head, places["number"], rule)
    _put(result, "symbol", "".join(found["symbol"].split()), head, places["symbol"], rule)
    day = date_of(found["year"], found["month"], found["day"])
    if day is not None:
        _put(result, "date", day, head, (offset + found.start("day"), offset + found.end("year")), rule)


@cache
def _urgencies() -> frozenset[str]:
    return frozenset(zones.unmarked(word) for word in tables.load().phrases["urgency"])


def _is_urgency(text: str) -> bool:
    """Say whether words are only the stamp of urgency ("HỎA TỐC")."""
    return zones.unmarked(text.strip(" *_.:-")) in _urgencies()


def _read_title(head: _Head, result: Letterhead) -> None:
    """Read a first line such as "Chỉ thị về việc …" in a text without letterhead."""
    block = head.blocks[0]
    bare = zones.unmarked(head.text(block))
    for name in sorted(tables.load().types.values(), key=len, reverse=True):
        if bare.startswith(zones.unmarked(name) + " "):
            end = block.start + len(name)
            _put(result, "type", _type(name), head, (block.start, end), "title_line")
            numbered = _TITLE_NUMBER.match(head.flow.text, end, block.end)
            if numbered is not None:
                _put_number(head, result, numbered, 0, "title_line")
                end = numbered.end() - 1
            place = (end + 1, block.end)
            _put(result, "subject", head.flow.words(*place), head, place, "title_line")
            return


@cache
def _type(name: str) -> DocumentType:
    """Return a document type by its name."""
    return next(DocumentType(code, proper) for code, proper in tables.load().types.items() if proper == name)


def _read_about(head: _Head, result: Letterhead) -> None:
    """Read the subject of an official letter: "V/v …" under the number."""
    for number, block in enumerate(head.blocks):
        found = _ABOUT.match(head.text(block))
        if found is None and number and _NUMBER.match(head.text(head.blocks[number - 1])):
            found = _ABOUT_BARE.match(head.text(block))
        if found is None:
            continue
        last = before = block
        for other in head.blocks[number + 1 :]:
            if other.gap or _ends_subject(head.text(other)):
                last = before if head.text(other)[:1].islower() else last
                break
            before, last = last, other
        place = (block.start + found.end(), last.end)
        if place[0] < place[1]:
            _put(result, "subject", head.flow.words(*place).strip(" ."), head, place, "subject_after_about")
        return


def _ends_subject(text: str) -> bool:
    """Say whether a line of the letterhead cannot go on with the subject: another column, the nation, the date."""
    dated = _DATE.search(text) or _DAMAGED_DATE.search(text) or _DATE_BEGINS.search(text)
    other = text.strip().startswith("|") or (layout.is_upper(text) and not text[:1].isdigit())
    return bool(dated or other or _NUMBER.match(text) or zones.is_nation(text))


def _read_issuer(head: _Head, result: Letterhead) -> None:
    """Read the issuing body: the last name in capitals above the number, not the one above it."""
    names: list[tuple[int, int]] = []
    for block in head.blocks:
        text = head.text(block)
        if zones.NUMBER.match(text) or _DATE.search(text) or zones.type_line(layout.Line(0, 0, 0, text.strip())):
            break
        left = _left(text)
        if not left or _is_urgency(left):
            continue
        capitals = layout.is_upper(left) or left.isupper()
        if names and (not capitals or any(map(str.isdigit, left))):
            break
        if not capitals:
            continue
        start = block.start + text.index(left)
        opens = _opens_name(left)
        if names and not (opens and _is_complete(one_line(head.flow.text[slice(*names[-1])]))):
            names[-1] = (names[-1][0], start + len(left))
        elif opens:
            names.append((start, start + len(left)))
        if _NUMBER_WORD.search(text):
            break
    if names:
        words = " ".join(
            part for part in (_left(line) for line in head.flow.text[slice(*names[-1])].split("\n")) if part
        )
        _put(result, "issuer", one_line(words), head, names[-1], "issuer_in_letterhead")


def _left(text: str) -> str:
    """Return the left column of a letterhead line, without the nation's name and motto."""
    left = _NATION_STARTS.split(text.strip(" \t\n|"), maxsplit=1)[0].strip(" -_*#|")
    bare = zones.unmarked(left)
    if any(f" {bare} " in f" {nation} " for nation in _NATION) or bare.startswith(
        ("DOC LAP", "CONG HOA XA", "CONG HOÀ")
    ):
        return ""
    return left


@cache
def _issuer_heads() -> tuple[str, ...]:
    return tuple(zones.unmarked(word) for word in tables.load().phrases["issuer_heads"])


def _opens_name(text: str) -> bool:
    """Say whether a line begins the name of a body, or a wrapped beginning of one ("ỦY" / "BAN NHÂN DÂN")."""
    bare = zones.unmarked(text)
    return any(bare == head or bare.startswith(head + " ") or head.startswith(bare + " ") for head in _issuer_heads())


def _is_complete(name: str) -> bool:
    """Say whether a name may end here: more than a head word, no dangling "VÀ"."""
    bare = zones.unmarked(name)
    return bare not in _issuer_heads() and not _issuer_heads_begin(bare) and not bare.endswith((" VA", ",", "-"))


def _issuer_heads_begin(bare: str) -> bool:
    """Say whether a name is only the beginning of a head word ("ỦY", "TỔNG")."""
    return any(head.startswith(bare + " ") for head in _issuer_heads())
