"""Charts of a draft as lines that a person writes, and back. Pure."""

from __future__ import annotations

import re

from dondoc.writing.content import CHART_BARS, CHART_COUNT, CHART_PARTS, MARKED_PARTS
from dondoc.writing.drawing import PLAN

from . import errors
from .choices import ChartForm, Kind
from .composition import CELL, JSON, one_line
from .tables import cells

__all__ = ["MOST_BARS", "PLAN", "chart", "form_of", "lines_of_chart"]

# Bars of a chart.
MOST_BARS = CHART_BARS
# 1240, 1.240 or 91,5, as large as a chart may have and as fine.
NUMBER = re.compile(r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2})(,(?P<part>[0-9]))?")


def chart(title: str, text: str, form: ChartForm = ChartForm.BARS) -> JSON:
    """Return a chart of lines with cells (`tables.cells`): first the names of the parts, then a bar a line.

    Raises:
        TextMissing: it has no title, or no bar.
        ChartUnfit: there are too many parts or bars, or a line is not a name with a number for each part.
    """
    lines = [cells(line.strip().strip(CELL)) for line in text.splitlines()]
    lines = [line for line in lines if any(line)]
    if not (title := one_line(title)) or len(lines) < 2:
        raise errors.TextMissing
    parts, *bars = lines
    most = CHART_PARTS if form == ChartForm.BARS else MARKED_PARTS
    for number, line in enumerate(lines, start=1):
        name, *counts = [""] * (number == 1) + line
        are_fit = all(counts) if number == 1 else name and all(map(NUMBER.fullmatch, counts))
        if not are_fit or len(counts) != len(parts) or len(parts) > most or number > MOST_BARS + 1:
            raise errors.ChartUnfit(row=number, parts=most, bars=MOST_BARS)
    decimals = int(any("," in count for _name, *counts in bars for count in counts))
    drawn: list[JSON] = [
        {"name": name, "counts": [_tenths(count, decimals) for count in counts]} for name, *counts in bars
    ]
    for number, bar in enumerate(drawn, start=2):
        if any(count > CHART_COUNT for count in bar["counts"]):
            raise errors.ChartUnfit(row=number, parts=most, bars=MOST_BARS)
    made = {"kind": Kind.CHART.value, "title": title, "parts": parts, "bars": drawn}
    return made | form_of({"form": form.value, "decimals": decimals})


def form_of(block: JSON) -> JSON:
    """Return what a chart says beside its numbers; of one that says nothing, stacked bars of whole numbers."""
    said = {"form": block.get("form", ChartForm.BARS.value), "decimals": block.get("decimals", 0)}
    usual = {"form": ChartForm.BARS.value, "decimals": 0}
    return {key: value for key, value in said.items() if value != usual[key]}


def lines_of_chart(block: JSON) -> list[str]:
    """Return a chart as `chart` reads it: the names of its parts, then a line for each bar."""
    decimals = block.get("decimals", 0)
    bars = [[bar["name"], *(_written(count, decimals) for count in bar["counts"])] for bar in block["bars"]]
    return [f" {CELL} ".join(line) for line in [block["parts"], *bars]]


def _tenths(count: str, decimals: int) -> int:
    found = NUMBER.fullmatch(count)
    if found is None:
        raise ValueError(count)
    whole = int(found["whole"].replace(".", ""))
    return whole * (10 if decimals else 1) + int(found["part"] or 0)


def _written(count: int, decimals: int) -> str:
    whole, part = divmod(count, 10**decimals)
    return f"{whole},{part}" if part else str(whole)
