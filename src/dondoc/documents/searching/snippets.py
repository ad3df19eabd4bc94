"""Where a text holds what was looked for: its own letters, with the words marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .words import MARK, skeleton

WINDOW = 240  # characters of a snippet
BEFORE = 60  # of them before the first word that is marked
# Of a text that holds the words more often than this, the first places are compared.
MOST_PLACES = 300
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: `[start, end)` of the text, and which of those looked for they are."""

    start: int
    end: int
    which: int


def places_of(text: str, looked_for: Sequence[Words]) -> list[Place]:
    """Return where the words stand side by side, in the order of the text, none over another."""
    if not looked_for:
        return []
    bare = skeleton(text)
    mark = f"{MARK}*" if MARK in bare else ""
    longest_first = sorted(range(len(looked_for)), key=lambda which: -len(looked_for[which]))
    ways = (
        f"(?P<w{which}>" + r"\s+".join("".join(letter + mark for letter in word) for word in looked_for[which]) + ")"
        for which in longest_first
    )
    found = []
    for match in re.finditer(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)", bare):
        found.append(Place(match.start(), match.end(), int((match.lastgroup or "w0")[1:])))
        if len(found) == MOST_PLACES:
            break
    return found


def marked(text: str, looked_for: Sequence[Words]) -> list[Piece]:
    """Return a whole text in pieces."""
    return _pieces(text, places_of(text, looked_for), 0, len(text))


def snippet(text: str, looked_for: Sequence[Words]) -> list[Piece]:
    """Return the stretch that holds most of what was looked for, the first of those that hold as much; else nothing."""
    places = places_of(text, looked_for)
    if not places:
        return []
    first = max(range(len(places)), key=lambda n: (_variety(places, n), -n))
    start = _border(text, max(0, places[first].start - BEFORE))
    end = max(_border(text, min(len(text), start + WINDOW)), places[first].end)
    pieces = _pieces(text, [place for place in places if start <= place.start and place.end <= end], start, end)
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(text) else []
    return [*before, *(Piece(re.sub(r"\s+", " ", piece.text), piece.is_marked) for piece in pieces), *after]


def _variety(places: Sequence[Place], first: int) -> int:
    """Return how many of the words looked for stand within a window from one place on."""
    limit = places[first].start + WINDOW - BEFORE
    seen = set()
    for place in places[first:]:
        if place.end > limit:
            break
        seen.add(place.which)
    return len(seen)


def _border(text: str, position: int) -> int:
    """Return the beginning of a word at or before a position, unless the word is longer than a window bears."""
    if position in (0, len(text)):
        return position
    border = max(text.rfind(" ", 0, position), text.rfind("\n", 0, position)) + 1
    return border if position - border < BEFORE else position


def _pieces(text: str, places: Sequence[Place], start: int, end: int) -> list[Piece]:
    pieces, last = [], start
    for place in places:
        pieces += [Piece(text[last : place.start]), Piece(text[place.start : place.end], is_marked=True)]
        last = place.end
    pieces.append(Piece(text[last:end]))
    return [piece for piece in pieces if piece.text]
