"""Documents cited by number and symbol: "điểm i khoản 2 Thông báo 201/TB-UBND ngày 26/4/2024"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from dondoc.reading import patterns, tables
from dondoc.reading.dates import DATE, date_of
from dondoc.reading.flow import Block, Flow
from dondoc.reading.intervals import Apart
from dondoc.reading.model import Citation

_SYMBOL = r"\p{Lu}(?:[\p{L}\d.]*[\p{L}\d])?(?:\s?[-/&]\s?(?=\p{Lu})[\p{L}\d.]*[\p{L}\d])*"
_NUMBER = r"\d{1,5}(?:\.\d{1,2})?\p{Ll}?"
_REFERENCE = (
    rf"(?P<number>{_NUMBER})\s?(?:/\s?(?P<issued>(?:19|20)\d\d)\s?/\s?(?P<legal>{_SYMBOL})"
    rf"|[/-]\s?[-/]?\s?(?P<symbol>{_SYMBOL}))"
)
_UNIT = r"(?:điểm|khoản|[Đđ]iều|[Mm]ục|[Pp]hần|[Cc]hương|[Pp]hụ lục|tiết|[Tt]iểu mục|đoạn)"
_MARK = r"(?:số\s)?(?:\d{1,3}(?:\.\d+)*\p{Ll}?|[IVX]{1,5}|\p{Ll})\b\)?"
_PROVISION = (
    rf"(?:{_UNIT}\s{_MARK}(?:(?:,|\svà|;|\sđến(?: [Đđ]iều| khoản| điểm)?)\s{_MARK})*,?\s(?:và\s)?)+(?:của\s|tại\s)?"
)
# Rules that a document puts into force: their article is cited by the number of that document.
_ANNEXED = r"(?:(?:Quy định|Quy chế|Điều lệ|Chương trình|Kế hoạch|Đề án)\s(?:[^,;.()\n]{3,100}\s)?ban hành kèm theo\s)"
# Where the body that issued it stands between number and date ("của Chính phủ ngày …"): a short name.
_BODY_BETWEEN = r"(?:,?\s(?:của|do)\s(?:(?!\bvề\b|\bngày\b)[^,;.()\n]){2,60}?)?"
_DATED = rf"(?:{_BODY_BETWEEN},?\sngày\s(?:{DATE}))?"


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in the flow: `[start, end)` and what it says."""

    start: int
    end: int
    citation: Citation
    rule: str


@dataclass(frozen=True, slots=True)
class Own:
    """The document's own number and symbol, which an annex repeats and nobody cites."""

    number: str | None
    symbol: str | None


_NO = r"(?:số|sô|só|sồ|sổ)"  # a scan loses or changes the mark
_DATE_BEFORE = regex.compile(rf"(?<!\p{{L}})ngày\s(?:{DATE}),?\s(?:số|sô|só)\s?:?\s?$")
REACH = 170  # how far before a number its type and provision may begin


@dataclass(frozen=True, slots=True)
class Lead:
    """Words before a number that make it a citation: rule, pattern up to the number."""

    rule: str
    pattern: regex.Pattern[str]


@cache
def number_pattern() -> regex.Pattern[str]:
    """Return the pattern of number, symbol and date."""
    return regex.compile(rf"(?<![\p{{L}}\d/.,-]){_REFERENCE}(?![\p{{L}}\d]){_DATED}")


@cache
def leads() -> tuple[Lead, ...]:
    """Return what may stand before a number, the surest first."""
    words = tables.load()
    names = {*words.types.values(), *words.cited}
    names |= {name[0].lower() + name[1:] for name in names} - {"luật", "lệnh", "điện"}
    kind = rf"(?P<type>(?<!\p{{L}}){patterns.alternation(sorted(names))})"
    law = r"(?<!\p{L})(?P<type>Bộ luật|Luật|Pháp lệnh)\s(?:(?!\bsố\b)[^,;.()\n]){3,90}?\s"
    return (
        Lead(
            "cited_with_type", regex.compile(rf"(?P<provision>{_PROVISION}{_ANNEXED}?)?{kind}\s?(?:{_NO}\s?[:.]?\s?)?$")
        ),
        Lead("cited_law", regex.compile(rf"(?P<provision>{_PROVISION})?{law}{_NO}\s?$")),
        Lead("cited_by_number", regex.compile(rf"(?<!\p{{L}}){_NO}\s?[:.]?\s?$")),
        Lead("cited_in_list", regex.compile(r"(?:[,;]|\bvà)\s(?=$)")),
    )


def symbol_of(found: regex.Match[str]) -> str | None:
    """Return the symbol of a number, or None when it is no symbol of a document."""
    symbol = found["legal"] or found["symbol"]
    if sum(character.isupper() for character in symbol) < 2:
        return None
    return f"{found['issued']}/{symbol}" if found["issued"] else symbol


def _cited(flow: Flow, found: regex.Match[str], own: Own) -> Found | None:
    """Return the citation a number makes, or None for a plain number, a form, the document itself."""
    symbol = symbol_of(found)
    if symbol is None or (found["number"], symbol.replace(" ", "")) == (own.number, own.symbol):
        return None
    before = flow.text[max(0, found.start() - REACH) : found.start()]
    for lead in leads():
        words = lead.pattern.search(before)
        if words is None or (lead.rule == "cited_in_list" and found["year"] is None):
            continue
        groups = words.groupdict()
        provision = groups.get("provision")
        dated = found if found["year"] else _DATE_BEFORE.search(before)
        start = found.start() - len(before) + (words.end() if lead.rule == "cited_in_list" else words.start())
        citation = Citation(
            (start, found.end()),
            groups.get("type"),
            found["number"],
            symbol,
            date_of(dated["year"], dated["month"], dated["day"]) if dated else None,
            _provision(provision) if provision else None,
        )
        return Found(start, found.end(), citation, lead.rule)
    return None


def _provision(text: str) -> str:
    """Return a provision without the punctuation of its labels."""
    bare = _RULES.sub("", text)
    return _LABEL_END.sub("", _BELONGS.sub("", bare.strip())).strip(" ,;")


_RULES = regex.compile(rf"{_ANNEXED}$")
_BELONGS = regex.compile(r"\s(?:của|tại)\s*$")
_LABEL_END = regex.compile(r"(?<=\w)\)")
_FORM = regex.compile(r"(?:[Mm]ẫu|[Bb]iểu|TCVN|QCVN)\s(?:số\s)?$")
_LISTED = regex.compile(r"\s?(?:[,;]|và|,? và)\s?")


def find_citations(flow: Flow, own: Own) -> list[Found]:
    """Return the citations of body, annexes and footnotes in order; the type carries over in a list."""
    taken = Apart()
    result: list[Found] = []
    for match in number_pattern().finditer(flow.text):
        found = _cited(flow, match, own)
        if found is not None and _is_cited(flow, found, own) and taken.add(found.start, found.end):
            result.append(found)
    return _carried(flow, result)


_ATTACHED = ("(Kèm theo ", "(kèm theo ", "(Ban hành kèm theo ", "(Đính kèm ")


def _is_own(flow: Flow, block: Block, item: Found, own: Own) -> bool:
    """Say whether the line over an annex names the document itself, one digit misread by the scan."""
    number = item.citation.number
    if number is None or own.number is None or len(number) != len(own.number) or item.citation.symbol != own.symbol:
        return False
    if not flow.text[block.start : item.start].endswith(_ATTACHED):
        return False
    return sum(one != other for one, other in zip(number, own.number, strict=True)) <= 1


def _is_cited(flow: Flow, item: Found, own: Own) -> bool:
    """Say whether a number stands in the text proper, not in letterhead, recipients or a form's name."""
    block = flow.block_at(item.start)
    if block.zone in ("head", "closing") or (block.zone == "annex" and _is_own(flow, block, item, own)):
        return False
    return _FORM.search(flow.text[max(0, item.start - 12) : item.start]) is None


def _carried(flow: Flow, items: list[Found]) -> list[Found]:
    """Give numbers in a list the type of the one before: "các Thông báo số 49/… và số 160/…"."""
    result: list[Found] = []
    for item in items:
        citation = item.citation
        if citation.type is None and result:
            between = flow.text[result[-1].end : item.start]
            if _LISTED.fullmatch(between):
                item = replace(item, citation=replace(citation, type=result[-1].citation.type))
        result.append(item)
    return result
