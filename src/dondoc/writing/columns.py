"""The columns of a table: how wide each is, and whether the page is wide enough."""

from __future__ import annotations

from .content import Table
from .measures import CELL_PADDING, ROLES
from .metrics import width
from .sheet import Grid

# Padding, and what other programs count a word wider.
AROUND = 2 * CELL_PADDING + 0.6
# Entries up to this width are centred: ordinals, counts, days.
SHORT = 22.0
# A column is not made wider for its own sake than this; up to the lesser one its entries stay on one line.
WIDE, COMFORTABLE = 60.0, 26.0
# What a number, an amount or a day is made of: it is never parted, however long.
FIGURES = frozenset("0123456789.,-/%")
# Characters of a row that may be parted by the end of a page.
LONG_ROW = 600


def grid(table: Table, room: float) -> Grid:
    """Return a table as wide as the room, in millimetres."""
    columns = list(zip(table.header, *table.rows, strict=True))
    natural = [min(_natural(column), WIDE) for column in columns]
    least = [_least(column) for column in columns]
    comfortable = [max(word, min(line, COMFORTABLE)) for word, line in zip(least, natural, strict=True)]
    shares = [float(share) for share in table.widths] or natural
    whole = tuple(sum(map(len, row)) <= LONG_ROW for row in table.rows)
    widths = _fitted(shares, comfortable if sum(comfortable) <= room else least, room)
    return Grid(table.header, table.rows, widths, tuple(map(_is_short, columns)), whole)


def is_too_wide(table: Table, room: float) -> bool:
    """Say whether a table needs more than the room, so that its annex lies on its side."""
    columns = list(zip(table.header, *table.rows, strict=True))
    return sum(max(_least(column), min(_natural(column), COMFORTABLE)) for column in columns) > room


def is_squeezed(table: Table, room: float) -> bool:
    """Say whether words have to be parted between two letters because the table is wider than the room."""
    return sum(map(_least, zip(table.header, *table.rows, strict=True))) > room


def _fitted(shares: list[float], least: list[float], room: float) -> tuple[float, ...]:
    """Return the shares of the room, no column narrower than its least width where that can be."""
    if sum(least) > room:
        return tuple(round(room * width / sum(least), 2) for width in least)
    widths = [room * share / sum(shares) for share in shares]
    fixed: set[int] = set()
    while narrow := {n for n, width in enumerate(widths) if n not in fixed and width < least[n]}:
        fixed |= narrow
        left = room - sum(least[n] for n in fixed)
        free = sum(share for n, share in enumerate(shares) if n not in fixed)
        widths = [least[n] if n in fixed else left * shares[n] / free for n in range(len(shares))]
    return tuple(round(width, 2) for width in widths)


def _least(column: tuple[str, ...]) -> float:
    """Return the width of the longest word of a column with its padding.

    A long word that is no figure, such as an address of the web, is parted rather than make its column wide.
    """
    head, *cells = column
    words = {(word, True) for word in head.split()} | {(word, False) for cell in cells for word in cell.split()}
    widths = (width(word, ROLES["table_cell"].size, bold=bold) for word, bold in words if FIGURES.issuperset(word))
    others = (width(word, ROLES["table_cell"].size, bold=bold) for word, bold in words if not FIGURES.issuperset(word))
    return max(*widths, min(max(others, default=0.0), COMFORTABLE), 0.0) + AROUND


def _natural(column: tuple[str, ...]) -> float:
    """Return the width of a column whose longest entry is not wrapped; its head may be."""
    size = ROLES["table_cell"].size
    entries = max((width(cell, size) for cell in column[1:]), default=0.0) + AROUND
    return max(entries, _least(column))


def _is_short(column: tuple[str, ...]) -> bool:
    return all(width(cell, ROLES["table_cell"].size) + AROUND <= SHORT for cell in column[1:])
