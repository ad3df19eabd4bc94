"""Documents cited by number and symbol: "điểm i khoản 2 Thông báo 201/TB-UBND ngày 26/4/2024"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from dondoc.reading import patterns, tables
from dondoc.reading.dates import DATE, date_of
from dondoc.reading.flow import Flow
from dondoc.reading.model import Citation

_SYMBOL = r"\p{Lu}[\p{L}\d.]*(?:\s?[-/&]\s?(?=\p{Lu})[\p{L}\d.]*[\p{L}\d])*"
_NUMBER = r"\d{1,5}(?:\.\d{1,2})?\p{Ll}?"
_REFERENCE = (
    rf"(?P<number>{_NUMBER})\s?(?:/\s?(?P<issued>(?:19|20)\d\d)\s?/\s?(?P<legal>{_SYMBOL})"
    rf"|[/-]\s?[-/]?\s?(?P<symbol>{_SYMBOL}))"
)
_UNIT = r"(?:điểm|khoản|[Đđ]iều|[Mm]ục|[Pp]hần|[Cc]hương|[Pp]hụ lục|tiết|[Tt]iểu mục|đoạn)"
_MARK = r"(?:số\s)?(?:\d{1,3}(?:\.\d+)*\p{Ll}?|[IVX]{1,5}|\p{Ll})\b\)?"
_PROVISION = rf"(?:{_UNIT}\s{_MARK}(?:(?:,|\svà|;)\s{_MARK})*,?\s(?:và\s)?)+(?:của\s|tại\s)?"
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


@cache
def recognisers() -> tuple[patterns.Recogniser[Own, Citation], ...]:
    """Return the recognisers of citations, the surest first."""
    words = tables.load()
    names = {*words.types.values(), *words.cited}
    names |= {name[0].lower() + name[1:] for name in names} - {"luật", "lệnh", "điện"}
    kind = patterns.alternation(sorted(names))
    law = r"(?:(?P<law>Bộ luật|Luật|Pháp lệnh)\s(?:(?!\bsố\b)[^,;.()\n]){3,90}?\s)"
    number = rf"{_REFERENCE}(?![\p{{L}}\d]){_DATED}"
    return (
        patterns.Recogniser(
            "cited_with_type",
            regex.compile(rf"(?P<provision>{_PROVISION})?(?P<type>\b{kind})\s?(?:số\s?:?\s?)?{number}"),
            ("/", "-"),
            _build,
        ),
        patterns.Recogniser(
            "cited_law",
            regex.compile(rf"(?P<provision>{_PROVISION})?\b{law}số\s?{number}"),
            ("luật", "pháp lệnh"),
            _build,
        ),
        patterns.Recogniser("cited_by_number", regex.compile(rf"\bsố\s?:?\s?{number}"), ("số",), _build),
        patterns.Recogniser(
            "cited_in_list", regex.compile(rf"(?<=(?:[,;]|\bvà)\s){number}(?<=\d{{4}})"), ("/", "-"), _build
        ),
    )


def _build(found: regex.Match[str], own: Own) -> Citation | None:
    """Return the citation a match makes, or None for a form, a plain number, the document itself."""
    groups = found.groupdict()
    symbol = groups.get("legal") or groups["symbol"]
    if groups.get("issued"):
        symbol = f"{groups['issued']}/{symbol}"
    if not any(
        first.isupper() and second.isupper() for first, second in zip(symbol, symbol[1:], strict=False)
    ):
        if sum(character.isupper() for character in symbol) < 2:
            return None
    if (groups["number"], symbol.replace(" ", "")) == (own.number, own.symbol):
        return None
    provision = groups.get("provision")
    name = groups.get("type") or groups.get("law")
    return Citation(
        (found.start(), found.end()),
        name,
        groups["number"],
        symbol,
        date_of(groups["year"], groups["month"], groups["day"]),
        _provision(provision) if provision else None,
    )


def _provision(text: str) -> str:
    """Return a provision without the punctuation of its labels."""
    words = regex.sub(r"\s(?:của|tại)\s*$", "", text.strip())
    return regex.sub(r"(?<=\w)\)", "", words).strip(" ,;")


def find_citations(flow: Flow, own: Own) -> list[Found]:
    """Return the citations of body, annexes and footnotes in order; the type carries over in a list."""
    taken: list[Found] = []
    for found, rule, citation in patterns.scan(recognisers(), flow.text, own):
        if not any(found.start() < other.end and other.start < found.end() for other in taken):
            taken.append(Found(found.start(), found.end(), citation, rule))
    taken.sort(key=lambda item: item.start)
    return _carried(flow, [item for item in taken if _is_cited(flow, item)])


def _is_cited(flow: Flow, item: Found) -> bool:
    """Say whether a number stands in the text proper, not in letterhead, title, recipients or a form's name."""
    block = next(block for block in flow.blocks if item.start < block.end)
    if block.zone in ("head", "closing"):
        return False
    return (
        regex.search(
            r"(?:[Mm]ẫu|[Bb]iểu|TCVN|QCVN)\s(?:số\s)?$", flow.text[max(0, item.start - 12) : item.start]
        )
        is None
    )


def _carried(flow: Flow, items: list[Found]) -> list[Found]:
    """Give numbers in a list the type of the one before: "các Thông báo số 49/… và số 160/…"."""
    result: list[Found] = []
    for item in items:
        citation = item.citation
        if citation.type is None and result:
            between = flow.text[result[-1].end : item.start]
            if regex.fullmatch(r"\s?(?:[,;]|và|,? và)\s?", between):
                citation = replace(citation, type=result[-1].citation.type)
        result.append(replace(item, citation=citation))
    return result
