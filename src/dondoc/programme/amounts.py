"""Reading a figure as people typed it into a figure that can be kept. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from dondoc.kernel.measures import Figure
from dondoc.kernel.vietnamese import format_number

from .errors import FigureTooFine, FigureWrong
from .models.target import PLACES

# 1250 · 1.250 · 1.250,5 · 12,5: thousands with dots, decimals after a comma.
NUMBER = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?")


# So many digits every database gives back as they were typed; SQLite keeps numbers in binary.
SIGNIFICANT = 15


def number_of(text: str | None) -> Decimal | None:
    """Read a number as offices write it; None when the field is empty.

    Raises:
        FigureWrong: it is no number, or a negative one.
    """
    words = re.sub(r"\s", "", text or "")
    if not words:
        return None
    found = NUMBER.fullmatch(words)
    if found is None:
        raise FigureWrong
    return Decimal(found["whole"].replace(".", "") + (f".{found['part']}" if found["part"] else ""))


def checked(counted: Decimal | None, base: Decimal | None, *, is_share: bool) -> Figure:
    """Return a figure that a target can have: a number, or of a share numerator and denominator.

    Raises:
        FigureWrong: a part is missing, or too many, or negative; a share of nothing of which something is counted.
        FigureTooFine: it has more digits than are kept.
    """
    if counted is None or counted < 0 or is_share != (base is not None):
        raise FigureWrong
    if base is not None and (base < 0 or (base == 0 and counted > 0)):
        raise FigureWrong
    for number in filter(None, (counted, base)):
        if number >= 10**SIGNIFICANT or number != round(number, PLACES) or significant(number) > SIGNIFICANT:
            raise FigureTooFine(digits=SIGNIFICANT, places=PLACES)
    return Figure(counted, base)


def significant(number: Decimal) -> int:
    """Return how many digits a number has, without noughts at either end."""
    return len(number.normalize().as_tuple().digits)


def written(figure: Figure | None) -> str:
    """Return a figure as the log and sentences write it: "1.250", of a share "95/100"."""
    if figure is None:
        return "—"
    parts = [figure.counted] if figure.base is None else [figure.counted, figure.base]
    return "/".join(format_number(plain(part)) for part in parts)


def changed(difference: Figure) -> str:
    """Return a difference with its sign: "+2", "−3", of a share of both parts "+1/+2"."""
    numbers = [difference.counted] if difference.base is None else [difference.counted, difference.base]
    return "/".join(f"{'+' if number > 0 else ''}{format_number(plain(number))}" for number in numbers)


def plain(number: Decimal) -> Decimal:
    """Return a number without noughts at its end."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()
