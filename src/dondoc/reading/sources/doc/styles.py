"""Styles, fonts and lists of a .doc."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from dondoc.reading.sources.doc.binary import (
    FONTS,
    LIST_USES,
    LISTS,
    STYLES,
    Properties,
    Word97,
    number,
    properties,
)
from dondoc.reading.sources.word.numbering import LEVELS, Level, Number

_PARAGRAPH_STYLE = 1
_CHAIN = 20
_MAX_STYLES = 4096
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    22: "decimalZero", 23: "bullet", 255: "none",
}  # fmt: skip
_GAPS = {0: " ", 1: " ", 2: ""}
_FONT_OF_LEVEL = 0x4A4F


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: int
    paragraph: Properties
    character: Properties


class Styles:
    """What a style gives: asked for one property, it answers along the styles it is based on."""

    def __init__(self, document: Word97) -> None:
        self._styles: dict[int, _Style] = {}
        self.default_font = 0
        data = document.part(STYLES)
        if len(data) < 20:
            return
        size, count, base = struct.unpack_from("<HHH", data)
        if size >= 18:
            self.default_font = struct.unpack_from("<H", data, 2 + 16)[0]
        place = 2 + size
        for index in range(min(count, _MAX_STYLES)):
            if place + 2 > len(data):
                break
            length = struct.unpack_from("<H", data, place)[0]
            if length >= base + 2:
                self._styles[index] = _style(data[place + 2 : place + 2 + length], base)
            place += 2 + length

    def paragraph(self, style: int, code: int) -> bytes | None:
        """Return a paragraph property of a style."""
        return next((item.paragraph[code] for item in self._chain(style) if code in item.paragraph), None)

    def character(self, style: int, code: int) -> bytes | None:
        """Return a character property of a style."""
        return next((item.character[code] for item in self._chain(style) if code in item.character), None)

    def _chain(self, style: int) -> list[_Style]:
        found: list[_Style] = []
        for _ in range(_CHAIN):
            item = self._styles.get(style)
            if item is None:
                break
            found.append(item)
            style = item.based_on
        return found


def _style(data: bytes, base: int) -> _Style:
    kind = struct.unpack_from("<H", data, 2)[0]
    count = struct.unpack_from("<H", data, 4)[0] & 0xF
    place = base + 2 + 2 * struct.unpack_from("<H", data, base)[0] + 2
    parts: list[bytes] = []
    for _ in range(min(count, 3)):
        place += place & 1
        if place + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, place)[0]
        parts.append(data[place + 2 : place + 2 + size])
        place += 2 + size
    if kind & 0xF == _PARAGRAPH_STYLE:
        paragraph = properties(parts[0][2:]) if parts else {}
        return _Style(kind >> 4, paragraph, properties(parts[1]) if len(parts) > 1 else {})
    return _Style(kind >> 4, {}, properties(parts[0]) if parts else {})


def fonts(document: Word97) -> list[str]:
    """Return the names of the fonts, by their numbers."""
    data = document.part(FONTS)
    if len(data) < 4:
        return []
    count, place = struct.unpack_from("<H", data)[0], 4
    found: list[str] = []
    for _ in range(min(count, _MAX_STYLES)):
        if place >= len(data):
            break
        entry = data[place + 1 : place + 1 + data[place]]
        found.append(entry[39:].decode("utf-16-le", "ignore").partition("\x00")[0])
        place += 1 + data[place]
    return found


def numbers(document: Word97, names: list[str]) -> dict[str, Number]:
    """Return the lists of a document in the form that prints labels, by the number of their use."""
    lists = _lists(document, names)
    data = document.part(LIST_USES)
    if len(data) < 4:
        return {}
    count = min(struct.unpack_from("<I", data)[0], _MAX_STYLES)
    place = 4 + 16 * count
    found: dict[str, Number] = {}
    for index in range(count):
        if 4 + 16 * (index + 1) > len(data):
            break
        identity = struct.unpack_from("<i", data, 4 + 16 * index)[0]
        levels = dict(lists.get(identity, {}))
        starts: dict[int, int] = {}
        place += 4
        for _ in range(data[4 + 16 * index + 12]):
            if place + 8 > len(data):
                break
            start, flags = struct.unpack_from("<iI", data, place)
            place += 8
            depth = flags & 0xF
            if flags & 0x20:
                levels[depth], place = _level(data, place, names)
            elif flags & 0x10 and depth < LEVELS:
                starts[depth] = start
        found[str(index + 1)] = Number(str(identity), levels, starts)
    return found


def _lists(document: Word97, names: list[str]) -> dict[int, dict[int, Level]]:
    offset, length = document.place(LISTS)
    if length < 2:
        return {}
    data = document.table
    count = struct.unpack_from("<h", data, offset)[0]
    place = offset + 2 + 28 * count
    found: dict[int, dict[int, Level]] = {}
    for index in range(min(max(count, 0), _MAX_STYLES)):
        head = offset + 2 + 28 * index
        levels: dict[int, Level] = {}
        for depth in range(1 if data[head + 26] & 1 else LEVELS):
            if place + 28 > len(data):
                break
            levels[depth], place = _level(data, place, names)
        found[struct.unpack_from("<i", data, head)[0]] = levels
    return found


def _level(data: bytes, place: int, names: list[str]) -> tuple[Level, int]:
    """Read one level; the places of the numbers in its text hold the depth they count."""
    start, kind, flags = struct.unpack_from("<iBB", data, place)
    follow = data[place + 15]
    characters, paragraphs = data[place + 24], data[place + 25]
    place += 28 + paragraphs
    look = properties(data[place : place + characters])
    place += characters
    length = struct.unpack_from("<H", data, place)[0]
    text = data[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace")
    font = number(look.get(_FONT_OF_LEVEL), len(names))
    level = Level(
        start=start,
        number_format=_FORMATS.get(kind, f"nfc {kind}"),
        text="".join(f"%{ord(mark) + 1}" if ord(mark) < LEVELS else mark for mark in text),
        gap=_GAPS.get(follow, " "),
        legal=bool(flags & 0x04),
        restart=0 if flags & 0x08 else None,
        font=names[font] if font < len(names) else None,
    )
    return level, place + 2 + 2 * length
