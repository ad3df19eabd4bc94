"""The streams of a .doc: where its text lies, and the properties of characters and paragraphs."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.ole import Container

_WORD_97 = 0xC1
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
# Places of the pairs (offset, length) in the file information block.
STYLES, NOTE_REFS, NOTE_TEXTS, HEADERS, CHARACTERS, PARAGRAPHS, FONTS, PIECES = 1, 2, 3, 11, 12, 13, 15, 33
END_REFS, END_TEXTS, LISTS, LIST_USES = 46, 47, 73, 74
_PAGE = 512
# Sizes of operands by the three high bits of a property's code; 0 stands for "written before it".
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615

_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}

Properties = dict[int, bytes]
_Stretch = tuple[int, int, Properties]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: its characters, and where they lie in the file."""

    start: int
    text: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same properties, and the number of the first."""

    start: int
    text: str
    properties: Properties


class Word97:
    """The parts of a .doc.

    Raises:
        Unreadable: `damaged`, `encrypted`, or `no_converter` for older files.
    """

    def __init__(self, container: Container) -> None:
        self.main = container.read("WordDocument")
        version, flags = struct.unpack_from("<2xH6xH", self.main)
        if flags & _ENCRYPTED:
            raise Unreadable("encrypted")
        if version < _WORD_97:
            raise Unreadable("no_converter", "Word đời trước 1997")
        self.table = container.read("1Table" if flags & _OTHER_TABLE else "0Table")
        # Characters of the text, notes, headers, (unused), comments, endnotes, boxes, boxes in headers.
        self.lengths = [max(0, length) for length in struct.unpack_from("<8i", self.main, 76)]
        self.pieces = list(self._pieces())
        self._characters = self._stretches(CHARACTERS, _character_page)
        self._paragraphs = self._stretches(PARAGRAPHS, _paragraph_page)

    def part(self, index: int) -> bytes:
        """Return a structure of the table stream by its place in the information block."""
        offset, length = self.place(index)
        return self.table[offset : offset + length]

    def place(self, index: int) -> tuple[int, int]:
        """Return where a structure lies in the table stream."""
        offset, length = struct.unpack_from("<II", self.main, 154 + 8 * index)
        return int(offset), int(length)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """Yield the characters from `start` to `end`, cut where their properties change."""
        for piece in self.pieces:
            first, last = max(start, piece.start), min(end, piece.start + len(piece.text))
            while first < last:
                offset = piece.offset + (first - piece.start) * piece.width
                properties, until = self._at(self._characters, offset)
                stop = min(last, first + max(1, (until - offset) // piece.width))
                yield Run(first, piece.text[first - piece.start : stop - piece.start], properties)
                first = stop

    def paragraph(self, position: int) -> tuple[Properties, bool]:
        """Return the properties of the paragraph at a position, and whether it ends there."""
        at = bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1
        if at < 0 or position >= self.pieces[at].start + len(self.pieces[at].text):
            return {}, True
        piece = self.pieces[at]
        offset = piece.offset + (position - piece.start) * piece.width
        properties, until = self._at(self._paragraphs, offset)
        return properties, until <= offset + piece.width

    def _pieces(self) -> Iterator[Piece]:
        """Read the piece table: text lies in the file in any order, in one or two bytes a character."""
        data = self.part(PIECES)
        place = 0
        while place < len(data) and data[place] == 1:
            place += 3 + int(struct.unpack_from("<H", data, place + 1)[0])
        if place >= len(data) or data[place] != 2:
            raise Unreadable("damaged", "thiếu bảng văn bản")
        size = struct.unpack_from("<I", data, place + 1)[0]
        count = (size - 4) // 12
        starts = struct.unpack_from(f"<{count + 1}I", data, place + 5)
        # Pieces follow one another and hold no more than the file: the same bytes are not read again and again.
        if any(last < first for first, last in pairwise(starts)) or starts[-1] - starts[0] > len(self.main):
            raise Unreadable("damaged", "sai bảng văn bản")
        for number in range(count):
            where = struct.unpack_from("<2xI", data, place + 5 + 4 * (count + 1) + 8 * number)[0]
            length = starts[number + 1] - starts[number]
            if where & 0x40000000:
                offset = (where & 0x3FFFFFFF) // 2
                yield Piece(starts[number], _narrow(self.main[offset : offset + length]), offset, 1)
            else:
                wide = self.main[where : where + 2 * length]
                yield Piece(starts[number], _wide(wide), where, 2)

    def _stretches(self, index: int, read_page: Callable[[bytes], list[_Stretch]]) -> list[_Stretch]:
        """Read the pages that hold the properties of stretches of the file, in the file's order."""
        data = self.part(index)
        count = max(0, (len(data) - 4) // 8)
        found: list[_Stretch] = []
        for number in struct.unpack_from(f"<{count}I", data, 4 * (count + 1)) if count else ():
            start = (number & 0x3FFFFF) * _PAGE
            page = self.main[start : start + _PAGE]
            if len(page) == _PAGE:
                found += read_page(page)
        return sorted(found, key=lambda stretch: stretch[0])

    @staticmethod
    def _at(stretches: list[_Stretch], offset: int) -> tuple[Properties, int]:
        """Return the properties at an offset and where they end."""
        at = bisect_right(stretches, offset, key=lambda stretch: stretch[0]) - 1
        if at >= 0 and offset < stretches[at][1]:
            return stretches[at][2], stretches[at][1]
        following = stretches[at + 1][0] if at + 1 < len(stretches) else 1 << 31
        return {}, following


def _narrow(data: bytes) -> str:
    """Decode one byte a character; the few codes that Windows leaves free keep their numbers."""
    return data.decode("latin-1").translate(_WINDOWS)


def _wide(data: bytes) -> str:
    """Decode two bytes a character and keep one character for each, so that positions stay."""
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    return "".join(map(chr, units))


def _character_page(page: bytes) -> list[_Stretch]:
    count = page[511]
    ends = struct.unpack_from(f"<{count + 1}I", page)
    found: list[_Stretch] = []
    for number in range(count):
        place = page[4 * (count + 1) + number] * 2
        content = page[place + 1 : place + 1 + page[place]] if place else b""
        found.append((ends[number], ends[number + 1], properties(content)))
    return found


def _paragraph_page(page: bytes) -> list[_Stretch]:
    count = page[511]
    ends = struct.unpack_from(f"<{count + 1}I", page)
    found: list[_Stretch] = []
    for number in range(count):
        place = page[4 * (count + 1) + 13 * number] * 2
        if not place:
            found.append((ends[number], ends[number + 1], {}))
            continue
        size = page[place]
        start, length = (place + 1, 2 * size - 1) if size else (place + 2, 2 * page[place + 1])
        content = page[start : start + length]
        found.append((ends[number], ends[number + 1], {0: content[:2], **properties(content[2:])}))
    return found


def properties(content: bytes) -> Properties:
    """Read a list of properties: a code of two bytes, then its operand."""
    found: Properties = {}
    place = 0
    while place + 2 <= len(content):
        code = struct.unpack_from("<H", content, place)[0]
        place += 2
        size = _OPERAND[code >> 13]
        if code == _TABLE_DEFINITION:
            if place + 2 > len(content):
                break
            size = struct.unpack_from("<H", content, place)[0] + 1
        elif not size:
            if place >= len(content):
                break
            size = content[place] + 1
            if code == _TABS and content[place] == 255:
                break
        found[code] = content[place : place + size]
        place += size
    return found


def number(operand: bytes | None, otherwise: int = 0) -> int:
    """Return an operand as a number."""
    return int.from_bytes(operand, "little") if operand else otherwise
