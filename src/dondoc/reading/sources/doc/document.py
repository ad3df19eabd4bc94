"""A whole .doc: body with its tables, headers, boxes and notes, and what is lost."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import rows
from dondoc.reading.sources.doc import binary, styles
from dondoc.reading.sources.doc.binary import Properties, Run, Word97, number
from dondoc.reading.sources.doc.characters import Characters
from dondoc.reading.sources.glyphs import convert
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.ole import Container
from dondoc.reading.sources.word.fonts import Fonts
from dondoc.reading.sources.word.numbering import Numbering, spell

MEDIA_TYPE = "application/msword"
_MARKS = re.compile(r"[\r\x07\x0c]|[^\r\x07\x0c]+")
_IN_TABLE, _ROW_END, _DEPTH, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244C
_LIST, _LIST_LEVEL = 0x460B, 0x260A
_NO_LIST = 0x7FF
_ROW, _BORDERS, _BORDERS_97 = 0xD608, 0xD613, 0xD605
# Edges of cells that differ by less than this (twentieths of a point) are the same column.
_SAME_EDGE = 60
# Headers and footers come in sixes: even and odd headers, even and odd footers, first header, first footer.
_HEADER_STORIES = (0, 1, 4)
_BROKEN = (struct.error, IndexError, ValueError, KeyError, OverflowError)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    mark: str
    properties: Properties


@dataclass
class _Row:
    cells: list[list[str]]
    edges: list[int]
    ruled: bool
    holds_table: bool = False


@dataclass
class _Table:
    rows: list[_Row] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    holds_table: bool = False


def read(data: bytes, limits: Limits) -> Loaded:
    """Return the text of a .doc.

    Raises:
        Unreadable: `damaged`, `encrypted`, `too_large`, or `no_converter` for files before Word 97.
    """
    try:
        return _Document(Word97(Container(data)), limits).read()
    except _BROKEN as broken:
        raise Unreadable("damaged", "sai cấu trúc tệp Word") from broken


class _Document:
    def __init__(self, document: Word97, limits: Limits) -> None:
        self._document = document
        self._losses = Losses()
        self._styles = styles.Styles(document)
        names = styles.fonts(document)
        self._fonts = Fonts(self._losses)
        self._numbering = Numbering(styles.numbers(document, names), self._losses)
        self._marks: dict[int, str] = {}
        self._characters = Characters(self._styles, names, self._fonts, self._losses, self._marks)
        lengths = document.lengths
        if sum(lengths) > limits.text_chars:
            raise Unreadable("too_large", f"{sum(lengths)} ký tự, tối đa {limits.text_chars}")
        self._starts = [sum(lengths[:at]) for at in range(len(lengths) + 1)]

    def read(self) -> Loaded:
        self._fonts.decide(self._all_runs())
        notes = self._notes(binary.NOTE_REFS, binary.NOTE_TEXTS, 1, "decimal")
        notes += self._notes(binary.END_REFS, binary.END_TEXTS, 5, "lowerRoman")
        before, after = self._headers()
        body = self._lines(0, self._starts[1])
        boxes = [line for story in (6, 7) for line in self._story(story) if line.strip()]
        for box in boxes:
            self._losses.note("box", box)
        for line in self._story(4):
            if line.strip():
                self._losses.note("comment", line)
        noted = [" ".join([mark, *self._said(start, end)]).strip() for mark, start, end in notes]
        text = "".join(line + "\n" for line in [*before, *body, *boxes, *after, *noted])
        losses = self._losses.sentences() + self._fonts.losses()
        if self._fonts.converted:
            return Loaded(text, MEDIA_TYPE, "+".join(self._fonts.converted), losses)
        if (converted := convert(text)) is not None:
            return Loaded(converted.text, MEDIA_TYPE, converted.encoding, losses + converted.losses)
        return Loaded(text.replace("\u00ad", ""), MEDIA_TYPE, None, losses)

    def _all_runs(self) -> Iterator[tuple[str, str | None]]:
        """Yield the text of every run with its font, to see which old encodings are used."""
        for runs, _, properties in self._split(0, self._starts[-1]):
            style = number(properties.get(0))
            for run in runs:
                yield run.text, self._characters.font(run.properties, style)

    def _split(self, start: int, end: int) -> Iterator[tuple[list[Run], str, Properties]]:
        """Yield the runs of each paragraph, the mark that ends it, and its properties."""
        runs: list[Run] = []
        for run in self._document.runs(start, end):
            place = run.start
            for part in _MARKS.findall(run.text):
                properties, ends = ({}, False) if len(part) > 1 else self._document.paragraph(place)
                if part in ("\r", "\x07") or (part == "\x0c" and ends):
                    yield runs, part, properties
                    runs = []
                else:
                    runs.append(Run(place, part, run.properties))
                place += len(part)
        if runs:
            yield runs, "\r", {}

    def _paragraphs(self, start: int, end: int) -> Iterator[_Paragraph]:
        for runs, mark, properties in self._split(start, end):
            style = number(properties.get(0))
            text = self._characters.text(runs, style)
            if number(properties.get(_ROW_END)) or number(properties.get(_INNER_ROW_END)):
                yield _Paragraph("", mark, properties)
            else:
                yield _Paragraph(self._label(properties, style) + text, mark, properties)
        self._characters.end()

    def _label(self, properties: Properties, style: int) -> str:
        listed = properties.get(_LIST) or self._styles.paragraph(style, _LIST)
        depth = properties.get(_LIST_LEVEL) or self._styles.paragraph(style, _LIST_LEVEL)
        if not 0 < number(listed) < _NO_LIST or number(depth) > 8:
            return ""
        return self._numbering.label(str(number(listed)), number(depth))

    def _lines(self, start: int, end: int) -> list[str]:
        """Return the lines of a story, its tables by rows or by cells."""
        found: list[str] = []
        table = _Table()
        for paragraph in self._paragraphs(start, end):
            properties = paragraph.properties
            if not number(properties.get(_IN_TABLE)):
                found += _table_lines(table)
                table = _Table()
                found.append(paragraph.text)
            elif number(properties.get(_ROW_END)):
                edges, ruled = _row_shape(properties)
                table.rows.append(_Row(table.cells, edges, ruled, table.holds_table))
                table.cells, table.lines, table.holds_table = [], [], False
            elif not number(properties.get(_INNER_ROW_END)):
                table.holds_table |= number(properties.get(_DEPTH), 1) > 1
                table.lines.append(paragraph.text)
                if paragraph.mark == "\x07":
                    table.cells.append(table.lines)
                    table.lines = []
        return found + _table_lines(table)

    def _story(self, index: int) -> list[str]:
        return self._lines(self._starts[index], self._starts[index + 1])

    def _said(self, start: int, end: int) -> list[str]:
        return [line.strip() for line in self._lines(start, end) if line.strip()]

    def _notes(self, refs: int, texts: int, story: int, kind: str) -> list[tuple[str, int, int]]:
        """Return mark, start and end of each note, and set the marks where the text refers to them."""
        data, ends = self._document.part(refs), self._document.part(texts)
        count = max(0, (len(data) - 4) // 6)
        if not count or len(ends) < 4 * (count + 1):
            return []
        places = struct.unpack_from(f"<{count}I", data)
        bounds = struct.unpack_from(f"<{count + 1}I", ends)
        base = self._starts[story]
        found: list[tuple[str, int, int]] = []
        printed = 0
        for at in range(count):
            is_counted = data[4 * (count + 1) + 2 * at] != 0
            printed += is_counted
            mark = f"[{spell(printed, kind)}]" if is_counted else ""
            self._marks[places[at]] = mark
            found.append((mark, base + bounds[at], base + bounds[at + 1]))
        return found

    def _headers(self) -> tuple[list[str], list[str]]:
        """Return the different lines of headers and of footers."""
        data = self._document.part(binary.HEADERS)
        bounds = struct.unpack_from(f"<{len(data) // 4}I", data)
        found: tuple[list[str], list[str]] = ([], [])
        # The first six are the lines above notes; the last bound closes the list.
        for at in range(6, len(bounds) - 2):
            if bounds[at] < bounds[at + 1]:
                start = self._starts[2] + bounds[at]
                lines = self._said(start, min(self._starts[3], self._starts[2] + bounds[at + 1]))
                side = found[0 if at % 6 in _HEADER_STORIES else 1]
                side += [line for line in lines if line not in side]
        return found


def _row_shape(properties: Properties) -> tuple[list[int], bool]:
    """Return the edges of the cells of a row, and whether lines are drawn between them."""
    definition = properties.get(_ROW, b"")
    if len(definition) < 3:
        return [], False
    count = definition[2]
    edges = list(struct.unpack_from(f"<{count + 1}h", definition, 3))
    inner = properties.get(_BORDERS, b"")[1:]
    if len(inner) >= 48 and (inner[32 + 5] or inner[40 + 5]):
        return edges, True
    inner = properties.get(_BORDERS_97, b"")[1:]
    if len(inner) >= 24 and (inner[16 + 1] or inner[20 + 1]):
        return edges, True
    cells = definition[3 + 2 * (count + 1) :]
    return edges, 2 * sum(_cell_is_ruled(cells[20 * at : 20 * at + 20]) for at in range(count)) > count


def _cell_is_ruled(cell: bytes) -> bool:
    """Tell whether a line is drawn on any side of a cell; 0 and 255 are the kinds of no line."""
    kinds = [cell[4 + 4 * side + 1] for side in range(4)] if len(cell) == 20 else []
    return any(kind not in (0, 255) for kind in kinds)


def _table_lines(table: _Table) -> list[str]:
    """Return the lines of a table; cells that were never closed are kept."""
    found = list(table.rows)
    if table.cells or table.lines:
        found.append(_Row([*table.cells, table.lines], [], ruled=False))
    if not found:
        return []
    whole = "\n".join(line for row in found for cell in row.cells for line in cell)
    width = max(len(row.cells) for row in found)
    ruled = any(row.ruled for row in found)
    holds_table = any(row.holds_table for row in found)
    if rows.is_placed(whole, len(found), width, ruled=ruled, holds_table=holds_table):
        return [line for row in found for cell in row.cells for line in cell]
    columns = _columns(found)
    lines = (rows.line(_row_cells(row, columns)) for row in found)
    return [line for line in lines if line]


def _columns(found: list[_Row]) -> list[int]:
    """Return where the columns of a table begin."""
    starts: list[int] = []
    for edge in sorted({edge for row in found for edge in row.edges[:-1]}):
        if not starts or edge - starts[-1] > _SAME_EDGE:
            starts.append(edge)
    return starts


def _row_cells(row: _Row, columns: list[int]) -> list[tuple[str, int]]:
    texts = [" ".join(" ".join(cell).split()) for cell in row.cells]
    if len(row.edges) != len(texts) + 1:
        return [(text, 1) for text in texts]
    before = sum(start < row.edges[0] - _SAME_EDGE for start in columns)
    spans = [
        max(1, sum(left - _SAME_EDGE <= start < right - _SAME_EDGE for start in columns))
        for left, right in zip(row.edges, row.edges[1:], strict=False)
    ]
    return [("", 1)] * before + list(zip(texts, spans, strict=True))
