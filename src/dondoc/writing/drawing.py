"""A chart as lengths: how long each part is, and which numbers stand at it."""

from __future__ import annotations

from collections.abc import Callable

from .content import Bar as Counted
from .content import Chart, ChartForm
from .measures import CHART_HEIGHT, CHART_NAME, CHART_TOTAL, ROLES, TEXT_WIDTH
from .metrics import width
from .sheet import Bar, Drawing, Line, Run

CAPTION = "Biểu đồ: "
# What the mark of the whole plan is called, of bullet bars.
PLAN = "Kế hoạch (100 %)"
ROOM = TEXT_WIDTH - CHART_NAME - CHART_TOTAL
# A name of at most so many widths of its column takes three lines at most, so that all bars share a page.
NAME_LINES = 1.8
# White around a number in a bar.
AROUND = 2.0
# What has come farther than so many per cent of its plan is drawn so long; its number stands beside it.
WHOLE, FARTHEST = 100, 150


def drawing(chart: Chart) -> Drawing:
    """Return a chart as wide as the text of an upright page."""
    caption = Line("caption", (Run(f"{CAPTION}{chart.title}"),))
    bars, plan = DRAWN[chart.form](chart)
    return Drawing(caption, alternative(chart), chart.parts, bars, chart.form, plan, chart.decimals)


def alternative(chart: Chart) -> str:
    """Return a chart in words: every number of it."""
    unit = " %" if chart.form == "bullets" else ""
    bars = (
        f"{bar.name}: "
        + ", ".join(
            f"{name} {printed(n, chart.decimals)}{unit}" for name, n in zip(chart.parts, bar.counts, strict=True)
        )
        for bar in chart.bars
    )
    return f"{CAPTION}{chart.title}. {'; '.join(bars)}."


def printed(number: int, decimals: int = 0) -> str:
    """Return a number as it is printed: 1.240; with decimals 91,1, without a nought at its end."""
    whole, part = divmod(number, 10**decimals)
    return f"{whole:,}".replace(",", ".") + (f",{part}" if part else "")


def _stacked(chart: Chart) -> tuple[tuple[Bar, ...], float]:
    longest = max(sum(bar.counts) for bar in chart.bars)
    scale = ROOM / longest if longest else 0.0
    return tuple(_bar(bar, scale, chart.decimals) for bar in chart.bars), 0.0


def _bar(bar: Counted, scale: float, decimals: int) -> Bar:
    size = ROLES["chart"].size
    lengths = tuple(round(count * scale, 2) for count in bar.counts)
    numbers = (
        printed(count, decimals) if width(printed(count, decimals), size) + AROUND <= length else ""
        for count, length in zip(bar.counts, lengths, strict=True)
    )
    return Bar(_shortened(bar.name, size), bar.counts, lengths, tuple(numbers), printed(sum(bar.counts), decimals))


def _bullets(chart: Chart) -> tuple[tuple[Bar, ...], float]:
    """Return how far each has come of its plan, the mark it is held against, and where the whole plan stands."""
    unit = 10**chart.decimals
    longest = min(max(WHOLE * unit, *(n for bar in chart.bars for n in bar.counts)), FARTHEST * unit)
    scale, size = ROOM / longest, ROLES["chart"].size
    bars = (
        Bar(
            _shortened(bar.name, size),
            bar.counts,
            tuple(round(min(n, longest) * scale, 2) for n in bar.counts),
            ("",) * len(bar.counts),
            f"{printed(bar.counts[0], chart.decimals)} %",
        )
        for bar in chart.bars
    )
    return tuple(bars), round(WHOLE * unit * scale, 2)


def _series(chart: Chart) -> tuple[tuple[Bar, ...], float]:
    """Return columns over time, each with its number above it and the height of its mark."""
    highest = max(n for bar in chart.bars for n in bar.counts)
    scale = CHART_HEIGHT / highest if highest else 0.0
    bars = (
        Bar(
            _shortened(bar.name, ROLES["chart"].size),
            bar.counts,
            tuple(round(n * scale, 2) for n in bar.counts),
            tuple(printed(n, chart.decimals) for n in bar.counts),
            "",
        )
        for bar in chart.bars
    )
    return tuple(bars), 0.0


DRAWN: dict[ChartForm, Callable[[Chart], tuple[tuple[Bar, ...], float]]] = {
    "bars": _stacked, "bullets": _bullets, "series": _series,
}  # fmt: skip


def _shortened(name: str, size: float) -> str:
    """Return a name that fits beside its bar; the table beside the chart has it whole."""
    if width(name, size) <= NAME_LINES * CHART_NAME:
        return name
    while width(f"{name}…", size) > NAME_LINES * CHART_NAME:
        name = name[:-1]
    return f"{name.rstrip()}…"
