"""Stretches of text that must not overlap, kept in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Apart:
    """A growing set of stretches, none reaching into another."""

    _taken: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, places: Iterable[tuple[int, int]]) -> Apart:
        """Return a set that begins with these stretches."""
        result = cls()
        for place in places:
            result.add(*place)
        return result

    def add(self, start: int, end: int) -> bool:
        """Take a stretch in unless it overlaps one; say whether it was taken."""
        index = bisect_left(self._taken, (start, end))
        if index < len(self._taken) and self._taken[index][0] < end:
            return False
        if index and self._taken[index - 1][1] > start:
            return False
        insort(self._taken, (start, end))
        return True


def within(starts: list[int], start: int, end: int) -> range:
    """Return the numbers of the sorted starts that lie in `[start, end)`."""
    return range(bisect_left(starts, start), bisect_right(starts, end - 1))
