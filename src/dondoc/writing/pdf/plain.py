"""A text without layout as PDF, for keeping: its lines as they stand, in the font of all documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from dondoc.writing import fonts, measures
from dondoc.writing.listing import plain

from .document import UNDATED, compiler
from .softening import parted

PAGE = Path(__file__).with_name("plain.typ")
# Of a tab, in letters.
TAB = 8
# Columns of a text file stand by their spaces, which a page would fold into one.
GAP = re.compile(r"^ +| {2,}")
NO_BREAK = "\u00a0"


def write_plain(text: str) -> bytes:
    """Return a text as a PDF; no line is left out, a letter that no font here has stands as a box."""
    size = measures.ROLES["body"].size
    lines = [parted(_kept(line), measures.TEXT_WIDTH, size) for line in text.splitlines()]
    return cast("bytes", compiler(PAGE, {"lines": lines}, fonts.family()).compile(format="pdf", timestamp=UNDATED))


def _kept(line: str) -> str:
    """Return a line with its spaces kept, without characters that are none."""
    return GAP.sub(lambda found: NO_BREAK * len(found[0]), plain(line.expandtabs(TAB)).rstrip())
