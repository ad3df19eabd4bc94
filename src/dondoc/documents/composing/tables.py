"""Tables of a draft as lines that a person writes or pastes, and back; whether one fits the page. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dondoc.writing.columns import is_squeezed
from dondoc.writing.content import Table
from dondoc.writing.measures import TEXT_WIDTH

from . import errors
from .choices import Kind
from .composition import CELL, JSON, one_line

# Empty cells that a line has which begins and ends with the mark of cells.
FRAME = 2


def is_wide(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bool:
    """Say whether words would be parted between two letters, because a table is wider than the page of the body."""
    return is_squeezed(Table(header=tuple(header), rows=tuple(map(tuple, rows))), TEXT_WIDTH)


def table(text: str) -> JSON:
    """Return a table of lines whose cells are set apart by “|”, or by tabs as a spreadsheet copies them.

    The first line is the header. One that begins and ends with “|” says that each line is framed so; in the others a
    “|” in front means that the first cell is empty.

    Raises:
        TextMissing: there is no line.
        TableUneven: a row has more cells than the header.
    """
    lines = [line for line in text.splitlines() if any(map(one_line, line.split(CELL)))]
    if not lines:
        raise errors.TextMissing
    header, *rows = map(cells, lines)
    is_framed = len(header) > FRAME and not header[0] and not header[-1] and CELL in lines[0]
    if len(header) > 1 and not header[-1]:
        header = header[is_framed:-1]
    fitted = [_fitted(row[1:] if is_framed and not row[0] else row, len(header)) for row in rows]
    for number, row in enumerate(fitted, start=1):
        if len(row) > len(header):
            raise errors.TableUneven(row=number, cells=len(row), columns=len(header))
    padded = [row + [""] * (len(header) - len(row)) for row in fitted]
    return {"kind": Kind.TABLE.value, "header": header, "rows": padded}


def lines_of_table(block: JSON) -> list[str]:
    """Return a table as `table` reads it, framed where an outer cell is empty."""
    rows = [block["header"], *block["rows"]]
    lines = [f" {CELL} ".join(row) for row in rows]
    is_framed = any(not row[0] or not row[-1] for row in rows)
    return [f"{CELL} {line} {CELL}" for line in lines] if is_framed else lines


def cells(line: str) -> list[str]:
    """Return the cells of a line."""
    return [one_line(cell) for cell in line.split(CELL if CELL in line else "\t")]


def _fitted(row: list[str], columns: int) -> list[str]:
    """Return a row without the empty cells at its ends that are too many: a “|” that ends or frames the line."""
    row = row[:-1] if len(row) > columns and not row[-1] else row
    return row[1:] if len(row) > columns and not row[0] else row
