"""Labels of headings, clauses, points and duties, as the style of the type asks.

Phần and Chương count in Roman and Điều in Arabic numerals through the whole text; the others start anew in what
holds them (bảng V Phụ lục I Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .content import Level
from .kinds import Style
from .wording import letter, roman

THROUGHOUT: tuple[Level, ...] = ("part", "chapter", "article")


class Numbering:
    """The counters of one text: the body, or one annex."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._counts: list[Counter[Level]] = [Counter()]
        self._throughout: Counter[Level] = Counter()
        self._numbers: list[int] = []

    def next(self, level: Level) -> str:
        """Return the label of the next item of a level: Chương I, II., Điều 3., 1.2., đ), -."""
        counts = self._throughout if level in THROUGHOUT else self._counts[-1]
        counts[level] += 1
        number = counts[level]
        if level == "part":
            return f"Phần {roman(number)}"
        if level == "chapter":
            return f"Chương {roman(number)}"
        if level == "section":
            return f"Mục {number}" if self._style == "legal" else f"{roman(number)}."
        if level == "article":
            return f"Điều {number}."
        if level == "clause":
            return ".".join(map(str, [*self._numbers, number])) + "."
        return f"{letter(number)})" if level == "point" else "-"

    def enter(self, level: Level) -> None:
        """Begin the inside of the item that was labelled last."""
        if level == "clause":
            self._numbers.append(self._counts[-1]["clause"])
        self._counts.append(Counter())

    def leave(self, level: Level) -> None:
        """End the inside of an item."""
        if level == "clause":
            self._numbers.pop()
        self._counts.pop()


def annex_labels(count: int) -> Sequence[str]:
    """Return the labels of annexes: two or more are numbered in Roman numerals."""
    return [f"Phụ lục {roman(number)}" for number in range(1, count + 1)] if count > 1 else ["Phụ lục"] * count
