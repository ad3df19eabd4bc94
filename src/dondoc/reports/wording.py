"""Sentences around live figures: `{done}` in a text stands for a figure; what is typed stays as typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from .errors import BraceAlone, TextTooLong, UnknownFigure
from .structures import Section

TOKEN = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
# What a section holds, in characters.
MOST = 20_000
# Letters around a brace that say which one is meant.
NEAR = 15


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: words, or a figure in words.

    Attributes:
        figure: the code of the figure; empty: words as typed.
    """

    text: str
    figure: str = ""


def checked(text: str, *, known: Collection[str]) -> str:
    """Return a text as it is kept: lines without space around them, none empty.

    Raises:
        TextTooLong: it is longer than `MOST`.
        UnknownFigure: it names a figure that is not known.
        BraceAlone: a brace belongs to no figure.
    """
    kept = "\n".join(line for words in text.splitlines() if (line := " ".join(words.split())))
    if len(kept) > MOST:
        raise TextTooLong(most=MOST)
    for name in tokens(kept):
        if name not in known:
            raise UnknownFigure(name=name)
    bare = TOKEN.sub("", kept)
    for place, letter in enumerate(bare):
        if letter in "{}":
            raise BraceAlone(near=bare[max(0, place - NEAR) : place + NEAR])
    return kept


def tokens(text: str) -> list[str]:
    """Return the names of the figures in a text, each once, in its order."""
    return list(dict.fromkeys(TOKEN.findall(text)))


def standard(section: Section, is_nought: Callable[[str], bool]) -> str:
    """Return what a section says of its own accord, one sentence a line, fitting what is nought."""
    return "\n".join(one.none if is_nought(one.on) else one.text for one in section.sentences)


def set_out(text: str, printed: Mapping[str, str]) -> list[list[Piece]]:
    """Return the paragraphs of a text with their figures in place.

    Args:
        printed: what each figure prints; one that is missing stays as its token.
    """
    return [list(_pieces(line, printed)) for line in text.splitlines() if line.strip()]


def plain(paragraphs: Iterable[Iterable[Piece]]) -> list[str]:
    """Return paragraphs as plain text."""
    return ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]


def _pieces(line: str, printed: Mapping[str, str]) -> Iterable[Piece]:
    at = 0
    for found in TOKEN.finditer(line):
        if found.start() > at:
            yield Piece(line[at : found.start()])
        name = found.group(1)
        yield Piece(printed.get(name, found.group()), name)
        at = found.end()
    if at < len(line):
        yield Piece(line[at:])
