"""A draft as it will be printed, line by line, as far as it is written: what is missing shows as a blank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dondoc.writing import Fault, InvalidContent, from_json
from dondoc.writing.composing import compose
from dondoc.writing.kinds import kind_of
from dondoc.writing.sheet import Sheet

from . import composition
from .citations import BLANK
from .composition import JSON

# Fields that the writer cannot do without.
NEEDED = ("symbol", "place", "subject")


@dataclass(frozen=True, slots=True)
class Preview:
    """The document line by line, or why it cannot be set."""

    sheet: Sheet | None
    faults: tuple[Fault, ...] = ()


# The parts that can be shown while they are written; who signs and who gets it are chosen in one act.
WRITTEN: dict[str, Callable[..., JSON]] = {
    "letterhead": composition.with_letterhead,
    "bases": composition.with_bases,
    "meeting": composition.with_meeting,
}


def proposed(content: JSON, place: str, said: dict[str, Any], *, after: str = "") -> JSON:
    """Return the content of a draft as saving a form would leave it.

    Args:
        place: a key of `WRITTEN`, the id of a block, or `new`.
        said: what the form holds, whole and clean.
        after: the block that a new one follows.

    Raises:
        TextMissing, BlockMissing, TooMuch: as the act itself would.
    """
    if place in WRITTEN:
        return WRITTEN[place](content, **said)
    if place == "new":
        return composition.added(content, said["blocks"], after=after)
    return composition.replaced(content, place, said["blocks"])


def of(content: JSON, *, year: int) -> Preview:
    """Return how an object of schema `dondoc.writing/1` is printed.

    Args:
        content: as `setting.content_of` makes it; what is missing in it shows as a blank.
        year: printed while the day of issue is not known.
    """
    kind = kind_of(content["type"]["code"])
    shown = content | {name: content[name] or BLANK for name in NEEDED} | {"year": year}
    shown["body"] = shown["body"] or [{"kind": "paragraph", "text": BLANK}]
    signature = content["signature"]
    shown["signature"] = signature | {name: signature[name] or BLANK for name in ("title", "name")}
    if kind is not None:  # what the type does not have is told as a fault, not printed
        shown["to"] = content["to"] if kind.addressed else []
        shown["bases"] = content["bases"] if kind.has_bases else []
        shown["decided_by"] = (content["decided_by"] or BLANK) if kind.enacting else None
    try:
        return Preview(compose(from_json(shown)))
    except InvalidContent as invalid:
        return Preview(None, invalid.faults)
