"""Sentences of a paragraph and clauses of a sentence."""

from __future__ import annotations

from itertools import pairwise

import regex

Place = tuple[int, int]

_BORDER = regex.compile(r"(?:[.!?…]['”\")]?(?=\s+[\p{Lu}“\"(\d])|\./\.)(?P<gap>\s+)")
_ABBREVIATION = regex.compile(
    r"(?:\b(?:TP|Tp|P|Q|TX|TT|GS|PGS|TS|ThS|BS|St|tr|No|đ/c|Đ/c|Ông|Bà|v\.v|\d|\p{Lu})\.|\(\p{L}+\.)$"
)
_FIRST = regex.compile(r"\((?:i|1|a)\)\s")
_FIRST_MARKS = ("(i)", "(1)", "(a)")
_INLINE = regex.compile(r"(?<=[:;,.]\s)\((?:[ivx]{1,5}|\d{1,2}|[a-zđ])\)\s")


def sentences(text: str, start: int, end: int) -> list[Place]:
    """Return the sentences of `text[start:end)`, white space around them left out."""
    result: list[Place] = []
    first = start
    for found in _BORDER.finditer(text, start, end):
        border = found.start("gap")
        if _ABBREVIATION.search(text[max(first, border - 8) : border]):
            continue
        if text.count("(", first, border) > text.count(")", first, border) and border - first < 400:
            continue
        result.append((first, border))
        first = found.end()
    if first < end:
        result.append((first, end))
    return result


def items(text: str, start: int, end: int) -> list[Place]:
    """Return the parts that "…: (i) …; (ii) …" enumerates, the introducing words first; else all in one."""
    marks = list(_INLINE.finditer(text, start, end))
    opening = _FIRST.match(text, start, end)
    if opening is not None:
        marks.insert(0, opening)
    if len(marks) < 2 or marks[0][0].strip() not in _FIRST_MARKS:
        return [(start, end)]
    if opening is None and not text[start : marks[0].start()].rstrip().endswith(":"):
        return [(start, end)]
    borders = [start, *(mark.start() for mark in marks), end]
    return [(a, b) for a, b in pairwise(borders) if a < b]


_MARK = regex.compile(r"\(\w+\)\s")


def marked(text: str, parts: list[Place]) -> list[tuple[str, int, int]]:
    """Return label, start and end of enumerated parts, the mark left out."""
    result = []
    for start, end in parts:
        mark = _MARK.match(text, start, end)
        result.append((mark[0].strip() if mark else "", mark.end() if mark else start, end))
    return result


def stripped_end(text: str, start: int, end: int) -> Place:
    """Return the place without white space at its end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def clauses(text: str, start: int, end: int) -> list[Place]:
    """Return the clauses of a sentence, parted by `;` outside brackets."""
    result: list[Place] = []
    first, depth = start, 0
    for found in _CLAUSE.finditer(text, start, end):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            result.append((first, found.start()))
            first = found.end()
    result.append((first, end))
    return [(a, b) for a, b in result if a < b]


_CLAUSE = regex.compile(r"[()]|;\s*")


def stripped(text: str, start: int, end: int) -> Place:
    """Return the place without closing punctuation and white space."""
    while end > start and (text[end - 1] in " .;,:/" or text[end - 1] == "…"):
        if text[end - 1] == "/" and text[end - 2 : end] != "./" and text[end - 3 : end] != "./.":
            break
        end -= 1
    return start, end
