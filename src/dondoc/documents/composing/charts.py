"""Charts of a draft as lines that a person writes, and back. Pure."""

from __future__ import annotations

import re

from dondoc.writing.content import CHART_BARS, CHART_PARTS

from . import errors
from .choices import Kind
from .composition import CELL, JSON, one_line

# Bars of a chart.
MOST_BARS = CHART_BARS
# 1240 or 1.240, as large as a chart may have.
NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2}")


def chart(title: str, text: str) -> JSON:
    """Return a chart of lines whose cells are set apart by “|”: first the names of the parts, then a bar a line.

    Raises:
        TextMissing: it has no title, or no bar.
        ChartUnfit: there are too many parts or bars, or a line is not a name with a whole number for each part.
    """
    lines = [[one_line(cell) for cell in line.strip().strip(CELL).split(CELL)] for line in text.splitlines()]
    lines = [line for line in lines if any(line)]
    if not (title := one_line(title)) or len(lines) < 2:
        raise errors.TextMissing
    parts, *bars = lines
    for number, line in enumerate(lines, start=1):
        name, *counts = [""] * (number == 1) + line
        are_fit = all(counts) if number == 1 else name and all(map(NUMBER.fullmatch, counts))
        if not are_fit or len(counts) != len(parts) or len(parts) > CHART_PARTS or number > MOST_BARS + 1:
            raise errors.ChartUnfit(row=number, parts=CHART_PARTS, bars=MOST_BARS)
    drawn = [{"name": name, "counts": [int(count.replace(".", "")) for count in counts]} for name, *counts in bars]
    return {"kind": Kind.CHART.value, "title": title, "parts": parts, "bars": drawn}


def lines_of_chart(block: JSON) -> list[str]:
    """Return a chart as `chart` reads it: the names of its parts, then a line for each bar."""
    bars = [[bar["name"], *map(str, bar["counts"])] for bar in block["bars"]]
    return [f" {CELL} ".join(cells) for cells in [block["parts"], *bars]]
