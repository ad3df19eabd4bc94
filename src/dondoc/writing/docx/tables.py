"""Tables of the .docx: the borderless ones of the layout, and ruled ones in the text."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.writing.measures import CELL_GAP, CELL_PADDING, ROLES, RULE, STAMP_HEIGHT
from dondoc.writing.sheet import Frame, Grid

from .elements import Element, edge, el, paragraph, properties, run, switch, twips

SIDES = ("top", "left", "bottom", "right")
INSIDE = ("insideH", "insideV")


def layout(widths: Sequence[float], rows: Sequence[Sequence[list[Element]]], *, is_whole: bool = False) -> Element:
    """Return a table without borders; each cell is its paragraphs; `is_whole`: no row is parted by a page's end."""
    whole = [properties("trPr", switch("cantSplit"))] if is_whole else []
    lines = [el("tr", None, *whole, *map(_cell, widths, row)) for row in rows]
    return _table(widths, lines, [_margins(0, 0)])


def ruled(grid: Grid) -> Element:
    """Return a table of the text; its head row is repeated on each page."""
    head = properties("trPr", switch("cantSplit"), switch("tblHeader"))
    rows = [el("tr", None, head, *(_entry(*cell) for cell in zip(grid.widths, _head(grid), strict=True)))]
    styles = ["table_short" if is_short else "table_cell" for is_short in grid.short]
    for words, is_whole in zip(grid.rows, grid.whole, strict=True):
        whole = [properties("trPr", switch("cantSplit"))] if is_whole else []
        cells = [paragraph(style, [run(text)] if text else []) for style, text in zip(styles, words, strict=True)]
        rows.append(el("tr", None, *whole, *(_entry(*cell) for cell in zip(grid.widths, cells, strict=True))))
    borders = el("tblBorders", None, *(edge(side, size=RULE) for side in (*SIDES, *INSIDE)))
    return _table(grid.widths, rows, [borders, _margins(CELL_PADDING, CELL_GAP)])


def framed(frame: Frame) -> Element:
    """Return words in a box of their own, centred in the cell that holds it."""
    colour = ROLES[frame.role].colour or "000000"
    borders = el("tblBorders", None, *(edge(side, size=1, colour=colour) for side in SIDES))
    height = properties("trPr", el("trHeight", {"val": twips(STAMP_HEIGHT), "hRule": "exact"}))
    middle = properties("tcPr", _width(frame.width), el("vAlign", {"val": "center"}))
    cell = el("tc", None, middle, paragraph(frame.role, [run(frame.text)]))
    centred = el("jc", {"val": "center"})
    return _table([frame.width], [el("tr", None, height, cell)], [borders, _margins(0, 0), centred])


def _head(grid: Grid) -> list[Element]:
    return [paragraph("table_head", [run(text)] if text else []) for text in grid.header]


def _table(widths: Sequence[float], rows: list[Element], settings: list[Element]) -> Element:
    whole = el("tblW", {"w": sum(map(twips, widths)), "type": "dxa"})
    fixed = el("tblLayout", {"type": "fixed"})
    columns = el("tblGrid", None, *(el("gridCol", {"w": twips(width)}) for width in widths))
    return el("tbl", None, properties("tblPr", whole, fixed, *settings), columns, *rows)


def _cell(width: float, content: list[Element]) -> Element:
    return el("tc", None, properties("tcPr", _width(width)), *content)


def _entry(width: float, content: Element) -> Element:
    return el("tc", None, properties("tcPr", _width(width), el("vAlign", {"val": "center"})), content)


def _width(width: float) -> Element:
    return el("tcW", {"w": twips(width), "type": "dxa"})


def _margins(padding: float, gap: float) -> Element:
    room = {"top": gap, "left": padding, "bottom": gap, "right": padding}
    return el("tblCellMar", None, *(el(side, {"w": twips(wide), "type": "dxa"}) for side, wide in room.items()))
