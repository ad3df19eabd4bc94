"""The words of a stamp in the letterhead: all that a line says, or one of the columns that lie side by side on it."""

from __future__ import annotations

import regex

# "MỨC ĐỘ MẬT: TUYỆT MẬT", its letters spaced, is not longer.
LONGEST = 60
_CELLS = regex.compile(r"\s{2,}|\t|\|")
_SPACED, _BETWEEN = regex.compile(r"(?:\p{L}\s+)+\p{L}"), regex.compile(r"(?<=\p{L})\s(?=\p{L})")


def cells(line: str) -> tuple[str, ...]:
    """Return a line, and its columns where it has several."""
    parts = _CELLS.split(line)
    return (line, *parts) if len(parts) > 1 else (line,)


def words(cell: str) -> str:
    """Return the words of a cell without its frame and the spaces between letters; nothing for running text."""
    said = cell.strip(' \u00a0\u200b*_#-–[]()"“”.,:')
    if len(said) > LONGEST:
        return ""
    if _SPACED.fullmatch(said):
        said = _BETWEEN.sub("", said) if "  " not in said else _joined(said)
    return said


def _joined(said: str) -> str:
    """Return letter-spaced words joined: "T Ố I   M Ậ T" is "TỐI MẬT"."""
    return " ".join("".join(part.split()) for part in regex.split(r"\s{2,}", said))
