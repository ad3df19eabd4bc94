"""Where signatures, number and date stand on the pages of a PDF. Pure.

Everything is measured in points (1/72 inch) from the lower left corner of the page; pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

# What a line of text takes above and below its baseline, in parts of its size: Ế and Ộ reach higher than Latin letters.
ABOVE, BELOW = 1.1, 0.3
# How much of the personal signature the seal covers (ô số 8, Phụ lục I Nghị định 30/2020/NĐ-CP).
COVERED = 1 / 3


class Align(IntEnum):
    """How words stand in their line; the values are those of a PDF field."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Room for one line of text.

    Attributes:
        left: where the room begins.
        baseline: the height on which the letters stand.
        width: how far the words may reach.
        size: of the letters, in points.
    """

    page: int
    left: float
    baseline: float
    width: float
    size: float = 13
    align: Align = Align.LEFT
    is_italic: bool = False

    @property
    def box(self) -> Box:
        """Return the rectangle that letters with all their marks need."""
        bottom, top = self.baseline - BELOW * self.size, self.baseline + ABOVE * self.size
        return Box(self.page, self.left, bottom, self.left + self.width, top)


@dataclass(frozen=True, slots=True)
class Places:
    """What the layout leaves open for those who sign after it was set.

    Attributes:
        number: for the number, behind “Số:” (ô số 3); size 13 upright.
        date: for the day, behind the place (ô số 4), or for day, month and year apart; size 13–14 italic.
        person: the image of the personal signature (ô số 7c); None where it is not shown.
        seal: the image of the organisation's signature (ô số 8); None where it is not shown.
        note: the line of the organisation's signature at the top right (ô số 14), size 10; None where there is none.
    """

    number: Line
    date: tuple[Line, ...]
    person: Box | None = None
    seal: Box | None = None
    note: Line | None = None


def seal_over(person: Box, *, side: float) -> Box:
    """Return where the seal stands: over a third of the personal signature, on its left.

    Args:
        side: of the square image, in points; the seal is shown in its real size.
    """
    right = person.left + (person.right - person.left) * COVERED
    middle = (person.bottom + person.top) / 2
    return Box(person.page, right - side, middle - side / 2, right, middle + side / 2)
