"""A book or another long table as pages of its own: A4 on its side, the head of the table on each page."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from . import columns, measures
from .content import Table
from .sheet import Grid

# A book has many columns: its cells are set smaller than a table of the text.
SIZE = 11
CELLS = ("table_head", "table_cell", "table_short")
ROLES: Mapping[str, measures.Role] = measures.ROLES | {key: replace(measures.ROLES[key], size=SIZE) for key in CELLS}
# A column is not made wider for the sake of a longer word, in characters: such as 25/11/2026, 1234/QĐ-UBND.
LONGEST_WORD = 12
# What no file of either kind holds; text that was extracted may.
NOT_TEXT = ("Cc", "Cs", "Cn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A long table.

    Attributes:
        lines: what stands below the title.
        shares: how wide the columns are to one another.
    """

    title: str
    lines: Sequence[str]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]


def grid_of(listing: Listing) -> Grid:
    """Return the table, as wide as a page on its side."""
    header, *rows = (tuple(map(plain, row)) for row in (listing.header, *listing.rows))
    told, *others = (tuple(map(_clipped, row)) for row in (header, *rows))
    shaped = columns.grid(
        Table(header=told, rows=tuple(others), widths=tuple(listing.shares)), measures.LANDSCAPE_WIDTH
    )
    return replace(shaped, header=header, rows=tuple(rows))


def _clipped(text: str) -> str:
    """Return words as a column makes room for them: a longer one is parted."""
    return " ".join(word[:LONGEST_WORD] for word in text.split())


def plain(text: str) -> str:
    """Return words without the characters that are none."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in NOT_TEXT)
