"""Where a title or a name that is too long for its column is parted."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from .measures import Role
from .metrics import width


def parted(text: str, role: Role, room: float) -> str:
    """Return a line that is too long for a room in lines parted by line feeds; two of about one length where two do.

    A post stays apart from the unit it heads (TRƯỞNG PHÒNG / HÀNH CHÍNH - TỔNG HỢP), words of two syllables stay
    together. What fits on one line stays as it is.
    """

    def fits(line: str) -> bool:
        return width(line, role.size, bold=role.bold) <= room

    if fits(text):
        return text
    table = _table()
    words = text.split()
    places = [place for place in range(1, len(words)) if _may_part(words, place, table["words"])]
    pairs = ((" ".join(words[:place]), " ".join(words[place:])) for place in places)
    halves = [(first, second) for first, second in pairs if fits(first) and fits(second)]
    after_post = [(first, second) for first, second in halves if first in table["posts"]][-1:]
    joined = [(first, second) for first, second in halves if second.split()[0] in table["joining"]]
    if best := after_post or joined or halves:
        upper, lower = min(best, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
        return f"{upper}\n{lower}"
    lines = [text]
    while (first := [place for place in places if fits(" ".join(words[:place]))]) and not fits(lines[-1]):
        lines[-1:] = [" ".join(words[: first[-1]]), " ".join(words[first[-1] :])]
        words = words[first[-1] :]
        places = [place - first[-1] for place in places if place > first[-1]]
    return "\n".join(lines)


def _may_part(words: list[str], place: int, together: frozenset[str]) -> bool:
    """Say whether a line may end before a word: not after a dash, nor within a word of two syllables."""
    return words[place - 1] != "-" and f"{words[place - 1]} {words[place]}".upper() not in together


@functools.cache
def _table() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("parting.toml").read_text("utf-8")
    return {name: frozenset(entries) for name, entries in tomllib.loads(text).items()}
