"""The bars of a chart: how long each part is, and which numbers stand in it."""

from __future__ import annotations

from .content import Bar as Counted
from .content import Chart
from .measures import CHART_NAME, CHART_TOTAL, ROLES, TEXT_WIDTH
from .metrics import width
from .sheet import Bar, Drawing, Line, Run

CAPTION = "Biểu đồ: "
ROOM = TEXT_WIDTH - CHART_NAME - CHART_TOTAL
# A name of at most so many widths of its column takes three lines at most, so that all bars share a page.
NAME_LINES = 1.8
# White around a number in a bar.
AROUND = 2.0


def drawing(chart: Chart) -> Drawing:
    """Return a chart as wide as the text of an upright page."""
    longest = max(sum(bar.counts) for bar in chart.bars)
    bars = tuple(_bar(bar, ROOM / longest if longest else 0.0) for bar in chart.bars)
    return Drawing(Line("caption", (Run(f"{CAPTION}{chart.title}"),)), alternative(chart), chart.parts, bars)


def alternative(chart: Chart) -> str:
    """Return a chart in words: every number of it."""
    bars = (
        f"{bar.name}: " + ", ".join(f"{name} {printed(n)}" for name, n in zip(chart.parts, bar.counts, strict=True))
        for bar in chart.bars
    )
    return f"{CAPTION}{chart.title}. {'; '.join(bars)}."


def printed(number: int) -> str:
    """Return a number as it is printed: 1.240."""
    return f"{number:,}".replace(",", ".")


def _bar(bar: Counted, scale: float) -> Bar:
    size = ROLES["chart"].size
    lengths = tuple(round(count * scale, 2) for count in bar.counts)
    numbers = (
        printed(count) if width(printed(count), size) + AROUND <= length else ""
        for count, length in zip(bar.counts, lengths, strict=True)
    )
    return Bar(_shortened(bar.name, size), bar.counts, lengths, tuple(numbers), printed(sum(bar.counts)))


def _shortened(name: str, size: float) -> str:
    """Return a name that fits beside its bar; the table beside the chart has it whole."""
    if width(name, size) <= NAME_LINES * CHART_NAME:
        return name
    while width(f"{name}…", size) > NAME_LINES * CHART_NAME:
        name = name[:-1]
    return f"{name.rstrip()}…"
