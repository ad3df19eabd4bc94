"""A long table as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from dondoc.writing import fonts
from dondoc.writing.listing import ROLES, Listing, grid_of

from .document import UNDATED, compiler
from .softening import soften_grid

PAGE = Path(__file__).with_name("listing.typ")


def write_listing(listing: Listing) -> bytes:
    """Return a long table as a PDF; a letter that no font here has stands as a box."""
    said = {"title": listing.title, "lines": list(listing.lines), "grid": soften_grid(grid_of(listing), roles=ROLES)}
    return cast("bytes", compiler(PAGE, said, fonts.family(), roles=ROLES).compile(format="pdf", timestamp=UNDATED))
