"""The header of a reading: letterhead, closing block and, where those are missing, the text itself."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import parties, tables, urgency, zones
from dondoc.reading.citations import number_pattern, symbol_of
from dondoc.reading.dates import date_of
from dondoc.reading.flow import Flow
from dondoc.reading.letterhead import Letterhead, read_letterhead
from dondoc.reading.model import DocumentType, Header, Where
from dondoc.reading.signature import Closing, read_closing

Place = tuple[int, int]
_ACTS = regex.compile(
    r"\s(?:yêu cầu|chỉ thị|đề nghị|quyết nghị)\s?(?::(?=\s|$)|(?=[^:\n]{3,300}:(?:\n|$)))"
    r"|\s(?:chỉ đạo|có ý kiến(?: chỉ đạo)?) như sau:(?=\s|$)"
)
_PLANS = regex.compile(
    r"\s(?:xây dựng|ban hành|triển khai|lập)\s(?:\p{L}+\s){0,2}?(?:[Kk]ế hoạch|[Cc]hương trình)\b[^\n]{0,400}:(?=\n)"
)
_ATTACHED = regex.compile(r"\((?:Ban hành )?[Kk]èm theo\s(?=\p{Lu})")
_NUMBER_WORD = regex.compile(r"\s(?:số\s?:?\s?)?$")
_MEETING = regex.compile(r"(?:buổi )?(?:làm việc|họp) (?:với|của) (?P<who>.+)$", regex.I)
_REGULATING = ("QC", "QyĐ", "NĐ", "TT", "TTLT", "PL", "L", "QT")
_ENACTING = ("QĐ", "NQ")  # they put plans into force that stand in their annex
_PLANNING = ("KH", "CTr", "ĐA", "PA")
LONGEST_NAME = 180  # a steering committee tells in its name all it steers
NAME_REACH = 400  # far more than the longest name of a body
_ANCHOR = regex.compile(r"[,;.:]\s")
_SHORT_NAME = regex.compile(r"\s\((?:sau đây|gọi tắt|viết tắt|dưới đây)\s[^()]*\)$")
_SMALL = frozenset(("VA", "CUA", "THUOC"))


def read_parts(flow: Flow) -> tuple[Letterhead, Closing]:
    """Read letterhead and closing block; an issuer the letterhead lacks is taken from symbol or text."""
    head = read_letterhead(flow)
    if head.symbol is None and not head.has_number_line and head.type is None:
        _from_annex(flow, head)
    elif head.issuer is None and head.symbol is not None:
        _issuer_from_symbol(flow, head)
    if head.issuer is None:
        _issuer_from_text(flow, head)
    return head, read_closing(flow)


def complete(flow: Flow, head: Letterhead, closing: Closing) -> Header:
    """Return the header of the reading."""
    level, stamp = urgency.read(flow) or (None, None)
    stamped = {"urgency": stamp} if stamp is not None else {}
    return Header(
        head.issuer, head.number, head.symbol, head.place, head.date, head.type, head.subject,
        closing.signer, closing.recipients, level, {**head.where, **closing.where, **stamped} or None,
    )  # fmt: skip


def _from_annex(flow: Flow, head: Letterhead) -> None:
    """Take number, symbol, date and type of a lost letterhead from "(Kèm theo Công văn số …)" over its annexes.

    Annexes that name different documents tell nothing.
    """
    named: list[tuple[str, regex.Match[str]]] = []
    for block in flow.blocks:
        attached = _attached(flow.text, block.start, block.end) if block.zone == "annex" else None
        named.extend([attached] if attached is not None else [])
    if len({(found["number"], symbol_of(found)) for _, found in named}) != 1:
        return
    kind, found = named[0]
    symbol = "legal" if found["issued"] else "symbol"
    start = found.start("issued" if found["issued"] else symbol)
    places = {"number": found.span("number"), "symbol": (start, found.end(symbol))}
    head.number, head.symbol = found["number"], symbol_of(found)
    if found["year"]:
        head.date = date_of(found["year"], found["month"], found["day"])
        places["date"] = (found.start("day"), found.end("year"))
    head.type = next((DocumentType(code, name) for code, name in tables.load().types.items() if name == kind), None)
    head.where.update({field: Where(flow.span(*place), "annex_line") for field, place in places.items()})


def _attached(text: str, start: int, end: int) -> tuple[str, regex.Match[str]] | None:
    """Return the type and the number of the document that a line over an annex says it is attached to."""
    opening = _ATTACHED.match(text, start, end)
    if opening is None:
        return None
    found = number_pattern().search(text, opening.end(), end)
    if found is None or symbol_of(found) is None:
        return None
    return _NUMBER_WORD.sub("", text[opening.end() : found.start()]), found


def _issuer_from_symbol(flow: Flow, head: Letterhead) -> None:
    """Take the body whose initials are the last group of the symbol ("SKHCN": Sở Khoa học và Công nghệ)."""
    letters = zones.unmarked(regex.split(r"[-/&]", head.symbol or "")[-1])
    if len(letters) < 3:
        return
    for found in _names().finditer(flow.text):
        end = _initials_end(flow.text, found.start(), letters)
        if end is not None:
            head.issuer = flow.words(found.start(), end)
            head.where["issuer"] = Where(None, "issuer_from_symbol")
            return


@cache
def _names() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\p{L})(?:Sở|Bộ|Cục|Vụ|Ủy ban|UBND|Ban|Trung tâm|Văn phòng|Chi cục|Tổng cục|Viện)\s\p{Lu}"
    )


def _initials_end(text: str, start: int, letters: str) -> int | None:
    """Return where a name that begins at `start` ends when its initials are the letters."""
    position = 0
    for word in regex.finditer(r"\p{L}+", text, pos=start, endpos=min(len(text), start + 120)):
        bare = zones.unmarked(word[0])
        if bare in _SMALL and position:
            continue
        if position < len(letters) and bare[0] == letters[position]:
            position += 1
            if position == len(letters):
                return word.end()
        else:
            return None
    return None


def _issuer_from_text(flow: Flow, head: Letterhead) -> None:
    """Take the body that orders: "…, Bộ Văn hóa, Thể thao và Du lịch yêu cầu:"."""
    for block in flow.blocks:
        if block.zone != "body":
            continue
        for found in _ACTS.finditer(flow.text, block.body, block.end):
            name = _name_before(flow.text, block.body, found.start())
            if name is not None:
                head.issuer = flow.words(*name)
                head.where["issuer"] = Where(flow.span(*name), "issuer_from_order")
                return


def _name_before(text: str, start: int, end: int) -> Place | None:
    """Return the party whose name ends at `end`, from its head word on, without the short name given in brackets."""
    start = max(start, end - NAME_REACH)
    bracket = _SHORT_NAME.search(text, start, end)
    end = bracket.start() if bracket is not None else end
    anchors = [start, *(found.end() for found in _ANCHOR.finditer(text, start, end))]
    for anchor in reversed(anchors):
        first = parties.party_at(text, anchor)
        if first is not None and not first["group"] and end - anchor < LONGEST_NAME:
            return anchor, end
    return None


def regulates(head: Letterhead) -> bool:
    """Say whether a document only lays down standing rules (a law, a decree): nobody is assigned a task."""
    return (head.type is not None and head.type.code in _REGULATING) or "NĐ-CP" in (head.symbol or "")


def planner(flow: Flow, head: Letterhead) -> Place | None:
    """Return the body that plans for itself: in a plan, who is not named otherwise must act."""
    code = head.type.code if head.type is not None else ""
    zones = ("body", "annex") if code in _PLANNING else ("annex",)
    if code not in _PLANNING and code not in _ENACTING:
        return None
    for block in flow.blocks:
        if block.zone not in zones or flow.text[block.end - 1 : block.end] != ":":
            continue
        for found in _PLANS.finditer(flow.text, block.body, block.end + 1, overlapped=True):
            name = _name_before(flow.text, block.body, found.start())
            if name is not None:
                return name
    return _issuer_in_body(flow, head) if code in _PLANNING else None


def _issuer_in_body(flow: Flow, head: Letterhead) -> Place | None:
    """Return where the body of a plan prints the name of its issuer, when no sentence says who plans."""
    first = next((block.start for block in flow.blocks if block.zone == "body"), None)
    if first is None or head.issuer is None:
        return None
    for block in flow.blocks:
        if block.zone == "body" and len(head.issuer) > 8:
            start = flow.text[block.start : block.end].lower().find(head.issuer.lower())
            if start >= 0:
                return block.start + start, block.start + start + len(head.issuer)
    return None


def addressed(flow: Flow, head: Letterhead) -> tuple[Place, ...]:
    """Return with whom the meeting was whose conclusion is announced ("buổi làm việc với …")."""
    for block in flow.blocks:
        if block.zone != "head":
            continue
        words = flow.text[block.start : block.end].lower()
        if not any(word in words for word in ("việc với", "việc của", "họp với", "họp của")):
            continue
        found = _MEETING.search(flow.text, block.start, block.end)
        if found is not None and parties.party_at(flow.text, found.start("who")):
            return ((found.start("who"), found.end("who")),)
    return ()
