"""Tables: rows of data become a line each, tables that only place text are read cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dondoc.reading.sources import rows as rows_of_data
from dondoc.reading.sources.word.styles import Styles
from dondoc.reading.sources.xmlsafe import child, name, value

_NO_LINE = (None, "nil", "none")


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: its element, the columns it covers, whether it continues the cell above."""

    element: etree._Element
    columns: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the empty columns before it, its cells, whether it was deleted as a tracked change."""

    before: int
    cells: tuple[Cell, ...]
    deleted: bool
    element: etree._Element


def rows(table: etree._Element) -> list[Row]:
    """Return the rows of a table, through content controls and tracked changes."""
    return [_row(item) for item in _inside(table, "w:tr")]


def is_placed(table: etree._Element, found: list[Row], styles: Styles) -> bool:
    """Tell whether a table only places text on the page."""
    holds_table = any(name(item) == "w:tbl" for row in found for cell in row.cells for item in cell.element.iter())
    width = max((len(row.cells) for row in found), default=0)
    ruled = _is_ruled(table, found, styles)
    return rows_of_data.is_placed(_plain(table), len(found), width, ruled=ruled, holds_table=holds_table)


def _plain(table: etree._Element) -> str:
    """Return the text of a table, one paragraph a line, only to look at."""
    return "\n".join(
        "".join(part.text or "" for part in item.iter() if name(part) == "w:t")
        for item in table.iter()
        if name(item) == "w:p"
    )


def _is_ruled(table: etree._Element, found: list[Row], styles: Styles) -> bool:
    """Tell whether lines are drawn between the cells, by the table, its style or most of its cells."""
    borders = styles.table_borders(table)
    if any(value(child(borders, side)) not in _NO_LINE for side in ("w:insideV", "w:insideH")):
        return True
    cells = [cell.element for row in found for cell in row.cells]
    ruled = sum(_cell_is_ruled(cell) for cell in cells)
    return 2 * ruled > len(cells)


def _cell_is_ruled(cell: etree._Element) -> bool:
    borders = child(cell, "w:tcPr", "w:tcBorders")
    return borders is not None and any(value(side) not in _NO_LINE for side in borders)


def _inside(element: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield the children of a kind, also those wrapped in content controls or changes."""
    for item in element:
        if name(item) == kind:
            yield item
        elif name(item) in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"):
            yield from _inside(item, kind)


def _row(element: etree._Element) -> Row:
    properties = child(element, "w:trPr")
    return Row(
        before=_count(child(properties, "w:gridBefore"), 0),
        cells=tuple(_cell(item) for item in _inside(element, "w:tc")),
        deleted=child(properties, "w:del") is not None,
        element=element,
    )


def _cell(element: etree._Element) -> Cell:
    properties = child(element, "w:tcPr")
    merges = [merge for kind in ("w:vMerge", "w:hMerge") if (merge := child(properties, kind)) is not None]
    return Cell(
        element=element,
        columns=max(1, _count(child(properties, "w:gridSpan"), 1)),
        continues=any(value(merge) != "restart" for merge in merges),
    )


def _count(element: etree._Element | None, otherwise: int) -> int:
    text = value(element)
    # Word allows 63 columns.
    return min(int(text), 63) if text is not None and text.isdecimal() else otherwise
