"""How wide words are in Times New Roman, from a table of advances: rules and columns need it, no font file does.

advances.tsv holds thousandths of the size; marks above and below change no advance.
"""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources

from .measures import POINTS_PER_MM, Role

TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323\u0302\u0306"))
# What a letter outside the table takes: as wide as a wide capital, so that no word is thought narrower than it is.
WIDEST = 1000


@functools.cache
def _advances() -> dict[str, tuple[int, int]]:
    """Return the advance of each letter, upright and bold."""
    lines = resources.files(__package__).joinpath("advances.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("# "))
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


@functools.cache
def _advance(letter: str) -> tuple[int, int]:
    """Return the advance of any letter: of the plain one where it bears marks."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).translate(TONES))
    return _advances().get(plain, (WIDEST, WIDEST)) if plain else (0, 0)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in millimetres; `size` in points."""
    total = sum(_advance(letter)[bold] for letter in text)
    return total / 1000 * size / POINTS_PER_MM


def longest_line(text: str, role: Role, room: float) -> float:
    """Return the width in millimetres of the longest line when words are wrapped to a room."""
    return max(_longest_wrapped(line, role, room) for line in text.split("\n"))


def _longest_wrapped(text: str, role: Role, room: float) -> float:
    longest, line = 0.0, ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer, role.size, bold=role.bold) > room:
            longer = word
        line = longer
        longest = max(longest, width(line, role.size, bold=role.bold))
    return min(longest, room)
