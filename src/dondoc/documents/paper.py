"""The text of a document laid out as paper: paragraphs of marked runs. Pure.

Every character of the text comes out once and in order (white space between paragraphs aside); the marks come
from the spans of the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

LINE = re.compile(r"[^\n\f\x0b\u2028\u2029]+")
# A line at least this long that the next one goes on in lower case was broken by the page, not by its author.
WRAPPED_LINE = 50
SENTENCE_END = (".", ";", ":", "/")
# How a mark is drawn (`dondoc.css`): solid, framed, dotted, double, wavy.
MARKS = {
    "lead": "e e--who",
    "cooperate": "e e--who",
    "deadline": "e e--due",
    "citation": "e e--doc",
    "report": "e e--rep",
}

# Header fields that the paper sets apart: field of the reading → role of the paragraph.
HEADER_PARTS = {"type": "type", "subject": "subject", "date": "date", "symbol": "number"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are marked alike."""

    text: str
    css: str = ""
    title: str = ""
    # Its name in the address of the page; only where a citation begins.
    anchor: str = ""


@dataclass(slots=True)
class Stretch:
    """Consecutive runs inside one directive, or between two (then `directive` is None)."""

    directive: int | None
    is_first: bool
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the paper and the part of the document it belongs to."""

    role: str
    stretches: list[Stretch]
    label: str = ""

    @property
    def text(self) -> str:
        """Return the words of the paragraph."""
        return "".join(run.text for stretch in self.stretches for run in stretch.runs)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be drawn."""

    start: int
    end: int
    css: str
    title: str = ""
    anchor: str = ""


def lay_out(
    text: str, reading: Mapping[str, Any], passages: Sequence[tuple[int, int]] | None = None
) -> list[Paragraph]:
    """Return the paragraphs of a document with the marks of its reading.

    Args:
        text: the text that all spans of the reading index.
        reading: the JSON object of the reading, without or with its text.
        passages: the spans to number instead of the directives of the reading.
    """
    directives = passages if passages is not None else [tuple(item["span"]) for item in reading["directives"]]
    marks = list(marks_of(reading))
    seen: set[int] = set()
    return [
        Paragraph(
            role=header_part_at(reading["header"]["where"] or {}, start, end) or role_at(reading["coverage"], start),
            stretches=stretches_of(text, start, end, directives, marks, seen),
            label=label_at(reading["outline"], start, end),
        )
        for start, end in paragraphs_of(text)
    ]


def marks_of(reading: Mapping[str, Any]) -> Iterator[Mark]:
    """Yield what is drawn: parties, deadlines, cited documents, doubtful words."""
    for item in reading["directives"]:
        parties = [(party, MARKS[side]) for side in ("lead", "cooperate") for party in item[side]]
        for thing, css in [*parties, (item["deadline"], MARKS["deadline"])]:
            if thing.get("span"):
                yield mark(thing["span"], css)
    for position, citation in enumerate(reading["citations"], start=1):
        yield mark(citation["span"], MARKS["citation"], anchor=f"dan-{position}")
    for finding in reading["findings"]:
        if finding["span"]:
            yield mark(finding["span"], "sic", finding["message"])


def mark(span: Sequence[int], css: str, title: str = "", anchor: str = "") -> Mark:
    """Return a span to be drawn."""
    start, end = span
    return Mark(start, end, css, title, anchor)


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the paragraphs; lines broken by the page are one paragraph."""
    start = end = -1
    for line in LINE.finditer(text):
        words = line.group().strip()
        if not words:
            continue
        goes_on = (
            start >= 0
            and text[end : line.start()].count("\n") == 1
            and end - text.rfind("\n", 0, end) > WRAPPED_LINE
            and not text[start:end].rstrip().endswith(SENTENCE_END)
            and words[0].islower()
        )
        if not goes_on:
            if start >= 0:
                yield start, end
            start = line.start()
        end = line.end()
    if start >= 0:
        yield start, end


def stretches_of(
    text: str,
    start: int,
    end: int,
    directives: Sequence[tuple[int, ...]],
    marks: Sequence[Mark],
    seen: set[int],
) -> list[Stretch]:
    """Cut one paragraph where a directive or a mark begins or ends."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    holders = [(n, span) for n, span in enumerate(directives) if span[0] < end and span[1] > start]
    borders = {
        start,
        end,
        *(b for m in inside for b in (m.start, m.end)),
        *(b for _, span in holders for b in span),
    }
    stretches: list[Stretch] = []
    for left, right in pairwise(sorted(border for border in borders if start <= border <= end)):
        holder = next((n for n, span in holders if span[0] <= left and right <= span[1]), None)
        if not stretches or stretches[-1].directive != holder:
            stretches.append(Stretch(directive=holder, is_first=holder is not None and holder not in seen))
            if holder is not None:
                seen.add(holder)
        drawn = [mark for mark in inside if mark.start <= left and right <= mark.end]
        css = " ".join(dict.fromkeys(mark.css for mark in drawn))
        title = next((mark.title for mark in drawn if mark.title), "")
        anchor = next((mark.anchor for mark in drawn if mark.anchor and mark.start == left), "")
        stretches[-1].runs.append(Run(text[left:right], css, title, anchor))
    return stretches


def header_part_at(where: Mapping[str, Mapping[str, Any]], start: int, end: int) -> str:
    """Return the header field that stands in a paragraph (type, subject, number, date), or nothing."""
    for part, name in HEADER_PARTS.items():
        span = where.get(part, {}).get("span")
        if span and span[0] < end and span[1] > start:
            return name
    return ""


def role_at(coverage: Sequence[Mapping[str, Any]], position: int) -> str:
    """Return the role of the piece of the partition that holds a character."""
    return next((str(piece["role"]) for piece in coverage if piece["span"][0] <= position < piece["span"][1]), "other")


def label_at(outline: Sequence[Mapping[str, Any]], start: int, end: int) -> str:
    """Return the path of the section that begins in the paragraph, or nothing."""
    for section in outline:
        if start <= section["span"][0] < end:
            return str(section["path"])
        if section["span"][0] < end and (label := label_at(section["children"], start, end)):
            return label
    return ""
