"""Automatic numbers as Word prints them: the lists of numbering.xml and the counters that run through a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dondoc.writing.checking.package import W, elements, value
from dondoc.writing.checking.styles import RunLook, indents, run_look

_LEVELS = 9
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# Beyond this a Roman number or a letter is longer than a line: the file is strange and a plain number will do.
_LARGEST = 4_000
# Bullets drawn by picture fonts stand in the private area.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INDENTS = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its text with places for numbers, where it starts, how it is set."""

    kind: str
    text: str
    start: int
    indents: _INDENTS
    look: RunLook


@dataclass(slots=True)
class _List:
    levels: dict[int, Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of one document; `label` counts on, so paragraphs are asked for in order."""

    def __init__(self, root: etree._Element | None) -> None:
        abstracts = {value(item, "abstractNumId"): _List(_levels(item)) for item in elements(root, "abstractNum")}
        self._lists: dict[str, _List] = {}
        for item in elements(root, "num"):
            base = abstracts.get(value(next(elements(item, "abstractNumId"), None)))
            if base is not None:
                self._lists[value(item, "numId") or ""] = _overridden(base, item)

    def level(self, identity: str | None, depth: str | None) -> Level | None:
        """Return a level of a list; None for a paragraph in no list."""
        found = self._lists.get(identity or "")
        return None if found is None else found.levels.get(_depth(depth))

    def label(self, identity: str | None, depth: str | None) -> str:
        """Count one paragraph and return the number that Word prints before it."""
        found = self._lists.get(identity or "")
        place = _depth(depth)
        if found is None or place not in found.levels:
            return ""
        level, counters = found.levels[place], found.counters
        before = counters[place]
        counters[place] = level.start if before is None else before + 1
        counters[place + 1 :] = [None] * (_LEVELS - place - 1)
        if level.kind == "bullet":
            return _PRIVATE.sub("•", level.text)
        return _PLACE.sub(lambda match: self._number(found, int(match[1]) - 1), level.text)

    def _number(self, found: _List, place: int) -> str:
        level = found.levels.get(place)
        if level is None:
            return ""
        number = found.counters[place]
        return printed(level.start if number is None else number, level.kind)


def printed(number: int, kind: str) -> str:
    """Return a number in one of Word's formats; Word's letters are those of the English alphabet."""
    if not 0 < number < _LARGEST:
        return str(number)
    if kind in ("upperRoman", "lowerRoman"):
        text = roman(number)
    elif kind in ("upperLetter", "lowerLetter"):
        text = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind == "none":
        return ""
    else:
        return f"{number:02}" if kind == "decimalZero" else str(number)
    return text.lower() if kind.startswith("lower") else text


def roman(number: int) -> str:
    """Return a number in Roman capitals."""
    out = ""
    for size, letters in _ROMAN:
        while number >= size:
            out, number = out + letters, number - size
    return out


def _depth(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and int(text) < _LEVELS else 0


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {_depth(value(item, "ilvl")): _level(item) for item in elements(parent, "lvl")}


def _level(item: etree._Element) -> Level:
    parts = {str(part.tag)[len(W) :]: part for part in item}
    properties = parts.get("pPr")
    return Level(
        kind=value(parts.get("numFmt")) or "decimal",
        text=value(parts.get("lvlText")) or "",
        start=_whole(value(parts.get("start")), 1),
        indents=indents(next(elements(properties, "ind"), None)),
        look=run_look(parts.get("rPr")),
    )


def _overridden(base: _List, item: etree._Element) -> _List:
    """Return the list of one `<w:num>`: that of its abstract list, or one that counts for itself."""
    overrides = list(elements(item, "lvlOverride"))
    if not overrides:
        return base
    levels = dict(base.levels)
    for override in overrides:
        depth = _depth(value(override, "ilvl"))
        for level in elements(override, "lvl"):
            levels[depth] = _level(level)
        start = value(next(elements(override, "startOverride"), None))
        if start is not None and depth in levels:
            old = levels[depth]
            levels[depth] = Level(old.kind, old.text, _whole(start, 1), old.indents, old.look)
    return _List(levels)
