"""Words that are wider than the line they stand on: where they may be parted. A word processor parts them itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from dondoc.writing import measures
from dondoc.writing.metrics import width
from dondoc.writing.sheet import Drawing, Grid, Run, Sheet

ZERO_WIDTH_SPACE = "\u200b"
Rooms = dict[str, float]


def soften(sheet: Sheet, picture: Callable[[Drawing], str]) -> dict[str, Any]:
    """Return a sheet as plain data, each word that is too wide for its line with places to part it.

    Args:
        picture: draws a chart.
    """
    left, right = sheet.letterhead.columns
    rooms = {
        **dict.fromkeys(("parent", "issuer", "number", "letter_subject"), left),
        "place_date": right,
        **dict.fromkeys(("recipient", "authority", "signer"), measures.RECIPIENTS_COLUMN),
    }
    softened: dict[str, Any] = _soften(sheet, rooms, measures.TEXT_WIDTH, 14.0, picture)
    return softened


def _soften(value: Any, rooms: Rooms, room: float, size: float, picture: Callable[[Drawing], str]) -> Any:
    if isinstance(value, Drawing):
        caption = _soften(value.caption, rooms, measures.TEXT_WIDTH, size, picture)
        return {"picture": picture(value), "caption": caption, "alternative": value.alternative}
    if isinstance(value, Grid):
        return soften_grid(value)
    if isinstance(value, Run):
        return {**dataclasses.asdict(value), "text": parted(value.text, room, size)}
    if isinstance(value, tuple):
        return [_soften(item, rooms, room, size, picture) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    role = getattr(value, "role", None)
    if role is not None:
        room, size = rooms.get(role, room), measures.ROLES[role].size
    fields = dataclasses.fields(value)
    return {each.name: _soften(getattr(value, each.name), rooms, room, size, picture) for each in fields}


def soften_drawing(drawing: Drawing) -> dict[str, Any]:
    """Return a chart as plain data, a name that is too wide for its column with places to part it."""
    size = measures.ROLES["chart"].size
    bars = [{**dataclasses.asdict(bar), "name": parted(bar.name, measures.CHART_NAME, size)} for bar in drawing.bars]
    return {**dataclasses.asdict(drawing), "bars": bars}


def soften_grid(grid: Grid, *, roles: Mapping[str, measures.Role] = measures.ROLES) -> dict[str, Any]:
    """Return a table as plain data, a word that is too wide for its column with places to part it."""
    size = roles["table_cell"].size
    rooms = [wide - 2 * measures.CELL_PADDING for wide in grid.widths]

    def row(cells: tuple[str, ...]) -> list[str]:
        return [parted(cell, room, size) for cell, room in zip(cells, rooms, strict=True)]

    return {
        "header": row(grid.header),
        "rows": [row(cells) for cells in grid.rows],
        "widths": grid.widths,
        "short": grid.short,
        "whole": grid.whole,
    }


def parted(text: str, room: float, size: float) -> str:
    """Return a text, each word that is wider than its room (in mm) with places to part it."""
    # No letter is wider than the size, so words of so few letters need not be measured; bold letters are the wider
    # ones, so that they do for both.
    short = room * measures.POINTS_PER_MM / size
    if all(len(word) <= short or width(word, size, bold=True) <= room for word in text.split()):
        return text
    words = text.split(" ")
    return " ".join(word if width(word, size, bold=True) <= room else ZERO_WIDTH_SPACE.join(word) for word in words)
