"""Advice to the clerk. Nothing is repaired; each finding is one sentence in Vietnamese."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import and_, eq

import regex

from dondoc.reading import patterns, tables, zones
from dondoc.reading.assembly import Assembly
from dondoc.reading.dates import DATE, date_of, weekday_name
from dondoc.reading.flow import Flow
from dondoc.reading.letterhead import Letterhead
from dondoc.reading.mapped import LOOK_ALIKES, one_line
from dondoc.reading.model import Finding, Header

CODE_LENGTH = 4  # shorter codes differ by one letter without meaning the same


@dataclass(frozen=True, slots=True)
class Case:
    """What a check may look at."""

    flow: Flow
    header: Header
    head: Letterhead
    parts: Assembly


Check = Callable[[Case], Iterator[Finding]]


def find(flow: Flow, header: Header, parts: Assembly, head: Letterhead) -> tuple[Finding, ...]:
    """Return what a clerk should look at: the letterhead first, then in the order of the checks."""
    case = Case(flow, header, head, parts)
    return tuple(finding for check in CHECKS for finding in check(case))


def _date(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _blanks(case: Case) -> Iterator[Finding]:
    """Number and date that the letterhead leaves blank."""
    if case.head.has_number_line and case.header.number is None:
        where = (case.header.where or {}).get("symbol")
        yield Finding("number_blank", "Văn bản chưa ghi số.", where.span if where else None)
    if case.head.has_date_line and case.header.date is None:
        where = (case.header.where or {}).get("place")
        yield Finding("date_blank", "Văn bản chưa ghi đủ ngày, tháng, năm.", where.span if where else None)


def _scanned_date(case: Case) -> Iterator[Finding]:
    """A date of which a scan shows letters for digits."""
    where = (case.header.where or {}).get("date")
    if where is not None and where.rule == "date_line_scanned" and where.span is not None and case.header.date:
        printed = one_line(case.flow.original[slice(*where.span)])
        message = f"Văn bản in “{printed}”, được đọc là ngày {_date(case.header.date)}; cần đối chiếu với bản gốc."
        yield Finding("date_scanned", message, where.span)


def _symbol_against_type(case: Case) -> Iterator[Finding]:
    """A symbol that names another type than the document does."""
    printed, symbol = case.header.type, case.header.symbol
    if printed is None or symbol is None:
        return
    code = symbol.split("/")[-1].split("-")[0]
    names = tables.load().types
    if code in names and code != printed.code:
        where = (case.header.where or {}).get("symbol")
        message = f"Ký hiệu “{symbol}” là của {names[code].lower()}, còn tên loại ghi là {printed.name.lower()}."
        yield Finding("symbol_against_type", message, where.span if where else None)


def _signature(case: Case) -> Iterator[Finding]:
    """A post that Nghị định 30/2020/NĐ-CP wants in full."""
    signer = case.header.signer
    if signer is not None and signer.title is not None and signer.title.startswith(("TP.", "PTP.", "P.")):
        where = (case.header.where or {}).get("signer")
        message = "Chức vụ người ký viết tắt; Nghị định 30/2020/NĐ-CP yêu cầu ghi đầy đủ, như “TRƯỞNG PHÒNG”."
        yield Finding("title_abbreviated", message, where.span if where else None)


def _directives(case: Case) -> Iterator[Finding]:
    """A document without directives, and directives without owner or deadline."""
    directives = case.parts.directives
    if not directives:
        yield Finding("no_directive", "Văn bản không giao nhiệm vụ nào.")
        return
    for directive in directives:
        if not directive.lead:
            yield Finding("directive_without_owner", "Nội dung chỉ đạo này không nêu ai thực hiện.", directive.span)
    undated = sum(directive.deadline.kind == "none" for directive in directives)
    if undated:
        message = f"{undated} trên {len(directives)} nội dung chỉ đạo không nêu hạn."
        yield Finding("directive_without_deadline", message)


def _deadlines(case: Case) -> Iterator[Finding]:
    """Deadlines before the document, and on a Saturday or Sunday."""
    for directive in case.parts.directives:
        day, span = directive.deadline.date, directive.deadline.span
        if day is None:
            continue
        if case.header.date is not None and day < case.header.date:
            message = f"Hạn {_date(day)} sớm hơn ngày văn bản ({_date(case.header.date)})."
            yield Finding("deadline_before_document", message, span)
        if day.weekday() >= 5:
            yield Finding("deadline_rest_day", f"Hạn {_date(day)} là {weekday_name(day)}.", span)


def _citations(case: Case) -> Iterator[Finding]:
    """Cited documents that are younger than this one."""
    for citation in case.parts.citations:
        if case.header.date is not None and citation.date is not None and citation.date > case.header.date:
            message = f"Văn bản được viện dẫn ghi ngày {_date(citation.date)}, sau ngày của văn bản này."
            yield Finding("cited_after_document", message, citation.span)


_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_WEEKDAY = regex.compile(rf"(?P<name>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s?,?\s?\(?(?:tức\s)?ngày\s{DATE}")


def _weekdays(case: Case) -> Iterator[Finding]:
    """A weekday that does not fit its date."""
    lowered = patterns.lowered(case.flow.text)
    for found in _WEEKDAY.finditer(lowered) if "thứ" in lowered or "chủ nhật" in lowered else ():
        day = date_of(found["year"], found["month"], found["day"])
        name = found["name"]
        number = int(name[-1]) - 2 if name[-1].isdecimal() else _WEEKDAYS.index(name)
        if day is not None and day.weekday() != number:
            message = f"Ngày {_date(day)} là {weekday_name(day)}, không phải {name}."
            yield Finding("weekday_mismatch", message, case.flow.span(*found.span()))


_GROUP = regex.compile(r"\p{Lu}[\p{Lu}\d]+")


def _agency_codes(case: Case) -> Iterator[Finding]:
    """Several spellings of one agency's code: a letter slipped in or lost ("SKHCN", "SKHCHN")."""
    first: dict[str, tuple[int, int] | None] = {}
    for group in _GROUP.findall(case.header.symbol or ""):
        first.setdefault(group, None)
    for citation in case.parts.citations:
        for group in _GROUP.findall(citation.symbol or ""):
            first.setdefault(group, citation.span)
    for code in sorted(first):
        for other in _with_one_more(code, first):
            message = f"Cùng một cơ quan có thể được viết tắt hai cách: “{code}” và “{other}”."
            yield Finding("agency_code_variants", message, first[other] or first[code])


def _with_one_more(code: str, known: Iterable[str]) -> list[str]:
    """Return the known codes that have one letter more than this, neither first nor last."""
    return [
        other
        for other in known
        if len(code) >= CODE_LENGTH
        and len(other) == len(code) + 1
        and other[0] == code[0]
        and other[-1] == code[-1]
        and any(other[:place] + other[place + 1 :] == code for place in range(1, len(other) - 1))
    ]


def _may_double(words: Sequence[str]) -> bool:
    """Say whether one or two words follow themselves somewhere: a cheap look before the careful one."""
    again = list(map(eq, words, words[2:]))
    return any(map(eq, words, words[1:])) or any(map(and_, again, again[1:]))


def _doubled(case: Case) -> Iterator[Finding]:
    """Words printed twice; of one syllable only those never meant so ("giao thông thông suốt" is)."""
    bare = case.flow.text.lower()
    for mark in ",.;”“":
        bare = bare.replace(mark, "")
    for block, line in zip(case.flow.blocks, bare.split("\n"), strict=False):
        if _may_double(line.split()):
            yield from _doubled_in(case.flow, block.start, block.end)


def _doubled_in(flow: Flow, first: int, end: int) -> Iterator[Finding]:
    """Look at one paragraph with care."""
    never = frozenset(tables.load().phrases["never_doubled"])
    words = [(found[0].lower(), *found.span()) for found in _WORD.finditer(flow.text, first, end)]
    for place, (word, start, stop) in enumerate(words[1:], 1):
        before = words[place - 1]
        last = None
        if word == before[0] and word in never:
            last = start, stop
        elif place + 2 < len(words) and (before[0], word) == (words[place + 1][0], words[place + 2][0]):
            last = words[place + 1][1], words[place + 2][2]
        if last is not None and _BREAK.search(flow.text, before[1], last[1]) is None:
            message = f"Lặp từ: “{flow.text[before[1] : last[1]]}”."
            yield Finding("doubled_words", message, flow.span(before[1], last[1]))


_BREAK = regex.compile(r"[^\p{L} ]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
# A set of single characters: `re` looks them up faster than `regex`.
_STRANGE = re.compile("[" + "".join(LOOK_ALIKES) + "]")


def _look_alikes(case: Case) -> Iterator[Finding]:
    """Letters of another alphabet inside a Latin word."""
    text = case.flow.original
    if _STRANGE.search(text) is None:
        return
    for found in _WORD.finditer(text):
        strange = _STRANGE.findall(found[0])
        if strange and len(strange) < len(found[0]):
            message = f"“{found[0]}” có chữ cái thuộc bảng chữ khác (trông giống chữ Latinh)."
            yield Finding("look_alike_letters", message, found.span())


@cache
def _confused() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{patterns.alternation(tables.load().confusions)})(?!\p{{L}})", regex.I)


def _confusions(case: Case) -> Iterator[Finding]:
    """Words known to be confused with others."""
    meant = tables.load().confusions
    lowered = patterns.lowered(case.flow.text)
    places = patterns.lines_with(lowered, tuple(meant))
    for found in (found for place in places for found in _confused().finditer(lowered, *place)):
        printed = case.flow.text[slice(*found.span())]
        message = f"“{printed}” có thể là “{meant[found[0]]}”."
        yield Finding("known_confusion", message, case.flow.span(*found.span()))


def _second_document(case: Case) -> Iterator[Finding]:
    """A second letterhead in the same file."""
    for block in case.flow.blocks:
        if block.zone != "head" and zones.is_nation(case.flow.text[block.start : block.end]):
            message = "Tệp có thể chứa hai văn bản; phần sau được đọc như phụ lục."
            yield Finding("second_document", message, case.flow.span(block.start, block.end))
            return


CHECKS: tuple[Check, ...] = (
    _blanks,
    _scanned_date,
    _symbol_against_type,
    _signature,
    _second_document,
    _directives,
    _deadlines,
    _citations,
    _weekdays,
    _agency_codes,
    _doubled,
    _look_alikes,
    _confusions,
)
