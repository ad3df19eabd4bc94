"""Tables drawn with lines: the cells between the lines of a page, and the words in them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dondoc.reading.sources import rows
from dondoc.reading.sources.pdf import layout
from dondoc.reading.sources.pdf.words import Word, turned

# A filled box no thicker than this is a line (points).
_THIN = 2.0
# A line shorter than this is a dash or part of a picture.
_SHORT = 8.0
# Lines meet when their ends are this near.
_NEAR = 3.0
# Outlined letters and drawings make thousands of paths; a table needs some hundred lines.
_MAX_PATHS = 20_000
_MAX_LINES = 4_000
# Finding cells costs more than the square of the crossings; a page of 100 rows and 30 columns has 3 000.
_MAX_CROSSINGS = 4_000

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruled table: where it stands, and its rows of cells from the left."""

    top: float
    bottom: float
    x0: float
    x1: float
    rows: tuple[tuple[_Box, ...], ...]

    def holds(self, word: Word) -> bool:
        """Tell whether a word stands in the table."""
        across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= across <= self.x1 and self.top <= down <= self.bottom


def find(page: pdfium.PdfPage) -> list[Ruled]:
    """Return the ruled tables of a page, from the top."""
    edges = _edges(page)
    if len(edges) < 4 or len(edges) > _MAX_LINES:
        return []
    # Heavy, and needed only for pages with lines.
    from pdfplumber import table as finder

    merged = finder.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    level = sum(edge["orientation"] == "h" for edge in merged)
    if level * (len(merged) - level) > _MAX_CROSSINGS:
        return []
    crossings = finder.edges_to_intersections(merged, _NEAR, _NEAR)
    cells = finder.intersections_to_cells(crossings)
    found = [_ruled(group) for group in finder.cells_to_tables(cells)]
    return sorted(found, key=lambda item: item.top)


def lines(table: Ruled, words: list[Word]) -> list[str]:
    """Return the lines of a table: a row of data a line, a table that places text cell by cell."""
    filled = [[(box, _inside(box, words)) for box in row] for row in table.rows]
    columns = sorted({round(box[0]) for row in table.rows for box in row})
    texts = [[layout.lines(inside) for _, inside in row] for row in filled]
    whole = "\n".join(text for row in texts for cell in row for text in cell)
    width = max(len(row) for row in table.rows)
    if rows.is_placed(whole, len(table.rows), width, ruled=True):
        return [text for row in texts for cell in row for text in cell]
    out = []
    for boxes, cells in zip(table.rows, texts, strict=True):
        before = [("", 1)] * sum(left < round(boxes[0][0]) - _NEAR for left in columns)
        cells_out = [(" ".join(cell), _width(box, columns)) for box, cell in zip(boxes, cells, strict=True)]
        out.append(rows.line(before + cells_out))
    return [line for line in out if line]


def _width(box: _Box, columns: list[int]) -> int:
    return max(1, sum(box[0] - _NEAR <= left < box[2] - _NEAR for left in columns))


def _inside(box: _Box, words: list[Word]) -> list[Word]:
    x0, top, x1, bottom = box
    return [
        word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    ]


def _ruled(cells: list[_Box]) -> Ruled:
    tops = sorted({cell[1] for cell in cells})
    grouped = tuple(tuple(sorted(cell for cell in cells if cell[1] == top)) for top in tops)
    return Ruled(
        top=min(tops),
        bottom=max(cell[3] for cell in cells),
        x0=min(cell[0] for cell in cells),
        x1=max(cell[2] for cell in cells),
        rows=grouped,
    )


def _edges(page: pdfium.PdfPage) -> list[dict[str, float | str]]:
    """Return the level and upright lines of a page, in the form that the table finder takes."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    found: list[dict[str, float | str]] = []
    for x0, y0, x1, y1 in _strokes(page):
        flat = (min(x0, x1) - left, max(x0, x1) - left, min(y0, y1) - bottom, max(y0, y1) - bottom)
        near_left, near_right, above, below = turned(turn, flat, right - left, top - bottom)
        level = near_right - near_left >= below - above
        edge: dict[str, float | str] = {
            "x0": near_left, "x1": near_right, "top": above, "bottom": below,
            "width": near_right - near_left, "height": below - above,
            "orientation": "h" if level else "v", "object_type": "line",
        }  # fmt: skip
        found.append(edge)
    return found


def _strokes(page: pdfium.PdfPage) -> list[_Box]:
    """Return every straight level or upright line drawn on a page."""
    found: list[_Box] = []
    for count, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=1)):
        if count >= _MAX_PATHS:
            return []
        found += [stroke for shape in _shapes(item) for stroke in _lines_of(shape, stroked=_is_stroked(item))]
    return [stroke for stroke in found if max(abs(stroke[2] - stroke[0]), abs(stroke[3] - stroke[1])) >= _SHORT]


def _is_stroked(item: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value)


def _shapes(item: pdfium.PdfObject) -> list[list[tuple[float, float]]]:
    """Return the corners of each connected part of a path, on the page; a curve ends the part."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item.raw, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    for index in range(min(raw.FPDFPath_CountSegments(item.raw), _MAX_LINES)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return []
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == raw.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([point])
        else:
            shapes[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    return shapes


def _lines_of(shape: list[tuple[float, float]], *, stroked: bool) -> Iterator[_Box]:
    """Yield the straight lines of a shape; a thin filled box is one line along its middle."""
    across, down = [point[0] for point in shape], [point[1] for point in shape]
    x0, x1, y0, y1 = min(across), max(across), min(down), max(down)
    if len(shape) > 1 and min(x1 - x0, y1 - y0) <= _THIN:
        level = x1 - x0 >= y1 - y0
        middle = (y0 + y1) / 2 if level else (x0 + x1) / 2
        yield (x0, middle, x1, middle) if level else (middle, y0, middle, y1)
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(shape):
            if min(abs(ax - bx), abs(ay - by)) <= _THIN:
                yield ax, ay, bx, by
