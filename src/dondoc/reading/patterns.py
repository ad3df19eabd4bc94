"""Recognisers are values: a pattern, the literals one of which must occur, a constructor, a rule name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import regex

Context = TypeVar("Context")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Recogniser(Generic[Context, Result]):
    """One way to recognise one thing.

    Attributes:
        rule: the name that every finding of this recogniser carries.
        pattern: what to look for.
        literals: lower-case strings; a line that holds none of them is not searched.
        build: makes the result of a match, or None when the match is not one after all.
    """

    rule: str
    pattern: regex.Pattern[str]
    literals: tuple[str, ...]
    build: Callable[[regex.Match[str], Context], Result | None]


OPENING = 3


def scan(
    recognisers: Sequence[Recogniser[Context, Result]], text: str, context: Context
) -> Iterator[tuple[regex.Match[str], str, Result]]:
    """Yield match, rule and result for every recogniser in turn; the text is in lower case already.

    Overlaps are the caller's business.
    """
    known: dict[str, dict[int, int]] = {}
    for recogniser in recognisers:
        places: dict[int, int] = {} if recogniser.literals else {0: len(text)}
        for literal in recogniser.literals:
            if literal not in known:
                known[literal] = dict(_lines_with(text, literal))
            places |= known[literal]
        for start, end in sorted(places.items()):
            for found in recogniser.pattern.finditer(text, start, end):
                result = recogniser.build(found, context)
                if result is not None:
                    yield found, recogniser.rule, result


def _lines_with(text: str, literal: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that hold a string, in order."""
    place = text.find(literal)
    while place >= 0:
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, place) + 1, end
        place = text.find(literal, end)


def lines_with(text: str, literals: Iterable[str]) -> list[tuple[int, int]]:
    """Return the lines that hold one of the strings, in order."""
    return sorted({place for literal in literals for place in _lines_with(text, literal)})


def lowered(text: str) -> str:
    """Return the text in lower case, as long as it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one) == 1 else character for character in text for one in (character.lower(),))


def openings(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first three characters of phrases, of short ones all: where none stands, no pattern need be tried."""
    return frozenset(phrase[:OPENING] for phrase in phrases)


def may_open(text: str, start: int, known: frozenset[str]) -> bool:
    """Say whether one of the openings stands at `start`."""
    return text[start : start + OPENING] in known or text[start : start + OPENING - 1] in known


def alternation(phrases: Iterable[str]) -> str:
    """Return one pattern that matches any of the phrases, the longest first, sharing beginnings.

    Spaces match one space: the texts searched have their white space folded.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of itself
    for phrase in phrases:
        node = tree
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """Return the pattern of one node: its branches, optional where a phrase ends here."""
    branches = [regex.escape(character) + _branch(child) for character, child in node.items() if character]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?" if "" in node else body
