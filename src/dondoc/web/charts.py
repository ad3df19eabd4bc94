"""Charts as SVG: told apart without colour by patterns and numbers, and said in words beside them. Pure.

Colours and patterns stand in the stylesheet and in the sprite of patterns that each chart carries; lengths are computed
here. A chart has a title for whoever does not see it; the page puts a table of the same numbers beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dondoc.kernel.vietnamese import format_number

# Units of the drawing; it is scaled to the width of the page.
WIDTH, NAME_WIDTH, NUMBER_WIDTH = 720, 240, 48
BAR, GAP, TOP = 20, 12, 8
# A name longer than this is cut in the drawing; the table has it whole.
NAME_LETTERS = 34
# A part narrower than this holds no number.
LEAST_FOR_NUMBER = 18
# What tells the parts of a bar apart in black and white, by the state that they stand for.
PATTERNS = ("done", "doing", "late", "open")

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: what it is called, and the length of each part."""

    name: str
    counts: Sequence[int]


def stacked_bars(
    rows: Sequence[Row], parts: Sequence[tuple[str, str]], *, title: str, ident: str = "chart"
) -> SafeString:
    """Return bars one below the other, each made of parts, with the number in each part and the sum after it.

    Args:
        parts: the state (`PATTERNS`) and the name of each part, in the order of the counts.
        title: what the chart shows, for whoever does not see it.
        ident: tells the patterns of charts on one page apart.
    """
    longest = max((sum(row.counts) for row in rows), default=0)
    scale = (WIDTH - NAME_WIDTH - NUMBER_WIDTH) / longest if longest else 0
    height = TOP + len(rows) * (BAR + GAP)
    drawn = [_bar(row, parts, at=TOP + place * (BAR + GAP), scale=scale, ident=ident) for place, row in enumerate(rows)]
    return format_html(
        '<svg class="chart chart--bars" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t">'
        '<title id="{}-t">{}</title>{}{}</svg>',
        WIDTH, height, ident, ident, title, _patterns(ident), format_html_join("", "{}", ((one,) for one in drawn)),
    )  # fmt: skip


def series(
    points: Sequence[tuple[str, Number | None]],
    *,
    plan: Sequence[Number | None] = (),
    title: str,
    ident: str = "series",
) -> SafeString:
    """Return columns over time, each with its number, and the plan of each as a line across it.

    Args:
        points: what stands below each column, and its height; None: not known, and then nothing is drawn.
        plan: the planned height of each column.
    """
    height, base = 196, 160
    known = [value for value in [*(value for _label, value in points), *plan] if value is not None]
    highest = max([*known, Decimal(1)], key=Decimal)
    step = Decimal(WIDTH - 60) / max(len(points), 1)
    width = step * Decimal("0.6")
    drawn = []
    for place, (label, value) in enumerate(points):
        left = 50 + step * place
        middle = left + width / 2
        drawn.append(_text("lb", middle, height - 18, label, anchor="middle"))
        if value is not None:
            tall = Decimal(base - 28) * value / highest
            box = _all(left, base - tall, width, tall)
            drawn.append(format_html('<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>', *box))
            drawn.append(_text("val", middle, base - tall - 6, format_number(value), anchor="middle"))
        wanted = plan[place] if place < len(plan) else None
        if wanted is not None:
            level = base - Decimal(base - 28) * wanted / highest
            ends = _all(left - 6, left + width + 6, level, level)
            drawn.append(format_html('<line class="plan" x1="{}" x2="{}" y1="{}" y2="{}"/>', *ends))
    axis = format_html('<line class="ax" x1="44" x2="{}" y1="{}" y2="{}"/>', WIDTH, base, base)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t">'
        '<title id="{}-t">{}</title>{}{}</svg>',
        WIDTH, height, ident, ident, title, axis, format_html_join("", "{}", ((one,) for one in drawn)),
    )  # fmt: skip


def bullets(rows: Sequence[tuple[str, Number, Number | None]], *, title: str, ident: str = "bullets") -> SafeString:
    """Return how far each has come of its plan, one below the other, with the per cent after the bar.

    Args:
        rows: name, per cent of the plan, and the per cent that is expected by now; None: no pace is asked.
    """
    known = [Decimal(number) for _name, *numbers in rows for number in numbers if number is not None]
    farthest = min(max([Decimal(100), *known]), Decimal(150))
    scale = Decimal(WIDTH - NAME_WIDTH - 2 * NUMBER_WIDTH) / farthest
    plan = 100 * scale
    drawn = []
    for place, (name, reached, pace) in enumerate(rows):
        at = TOP + place * (BAR + GAP)
        middle = at + BAR / 2 + 4
        length = min(Decimal(reached), farthest) * scale
        drawn.append(_text("lb", NAME_WIDTH - 10, middle, _cut(name), anchor="end"))
        drawn.append(_rect("ground", NAME_WIDTH, at, plan, BAR))
        drawn.append(_rect("bar", NAME_WIDTH, at + 4, length, BAR - 8))
        if pace is not None:
            drawn += _upright("pace", NAME_WIDTH + min(Decimal(pace), farthest) * scale, at)
        drawn += _upright("plan", NAME_WIDTH + plan, at)
        printed = f"{format_number(reached)} %"
        drawn.append(_text("val", NAME_WIDTH + max(length, plan) + 6, middle, printed, anchor="start"))
    return format_html(
        '<svg class="chart chart--bullets" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t">'
        '<title id="{}-t">{}</title>{}</svg>',
        WIDTH, TOP + len(rows) * (BAR + GAP), ident, ident, title,
        format_html_join("", "{}", ((one,) for one in drawn)),
    )  # fmt: skip


def of_form(
    form: str,
    parts: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    *,
    decimals: int = 0,
    title: str,
    ident: str,
) -> SafeString:
    """Return a chart as documents hold it (`dondoc.writing/1`): of bars, of bullet bars, or over time."""
    unit = Decimal(10) ** -decimals
    if form == "bars":
        whole = [Row(name, counts) for name, counts in rows]
        return stacked_bars(whole, list(zip(PATTERNS, parts, strict=False)), title=title, ident=ident)
    marked = len(parts) > 1
    known = [(name, counts[0] * unit, counts[1] * unit if marked else None) for name, counts in rows]
    if form == "bullets":
        return bullets(known, title=title, ident=ident)
    points = [(name, value) for name, value, _mark in known]
    # A mark at nought would be taken for the axis.
    return series(points, plan=[mark or None for _name, _value, mark in known], title=title, ident=ident)


# How the key of a chart draws its parts (the stylesheet's `.legend`), by the form of the chart.
KEYS = {"bullets": ("k-bar", "k-pace"), "series": ("k-bar", "k-line")}


def key_of_form(form: str, parts: Sequence[str], *, plan: str = "") -> SafeString:
    """Return the key of a chart: a sample of each part with its name.

    Args:
        plan: what the mark of the whole plan is called, of bullet bars.
    """
    drawn = KEYS.get(form) or tuple(f"seg--{state}" for state in PATTERNS)
    samples = [*zip(drawn, parts, strict=False), *([("k-plan", plan)] if form == "bullets" else [])]
    spans = format_html_join("", '<span><i class="{}"></i>{}</span>', samples)
    return format_html('<p class="legend">{}</p>', spans)


def _cut(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else f"{name[: NAME_LETTERS - 1]}…"


def _rect(css: str, x: float | Decimal, y: float | Decimal, width: float | Decimal, height: float) -> SafeString:
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', css, *_all(x, y, width, height))


def _upright(css: str, x: Decimal, top: int) -> list[SafeString]:
    """Return an upright mark over a bar, with white around it."""
    ends = _all(x, x, top - 2, top + BAR + 2)
    line = '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
    return [format_html(line, "plan-halo", *ends), format_html(line, css, *ends)]


def bullet(percent: Number | None, pace: Number | None, *, state: str, label: str) -> SafeString:
    """Return how far something has come (0 to 110), against where it would be at an even pace.

    Args:
        state: "ok", "soon" or "late".
        label: the same in words.
    """
    if percent is None:
        return format_html('<span class="absent">{}</span>', label)
    width = 200
    scale = Decimal(width) / 110
    done = min(max(Decimal(percent), Decimal(0)), Decimal(110)) * scale
    mark = ""
    if pace is not None:
        at = min(max(Decimal(pace), Decimal(0)), Decimal(110)) * scale
        mark = format_html('<line class="bullet-pace" x1="{}" x2="{}" y1="0" y2="22"/>', *_all(at, at))
    full = _one(100 * scale)
    return format_html(
        '<svg class="bullet-svg bullet-svg--{}" viewBox="0 0 {} 22" role="img" aria-label="{}">'
        '<rect class="bullet-ground" x="0" y="5" width="{}" height="12"/>'
        '<rect class="bullet-done" x="0" y="5" width="{}" height="12"/>'
        '<line class="bullet-full" x1="{}" x2="{}" y1="2" y2="20"/>{}</svg>',
        state, width, label, width, _one(done), full, full, mark,
    )  # fmt: skip


def _bar(row: Row, parts: Sequence[tuple[str, str]], *, at: int, scale: float, ident: str) -> SafeString:
    middle = at + BAR / 2 + 4
    drawn = [_text("lb", NAME_WIDTH - 10, middle, _cut(row.name), anchor="end")]
    left = float(NAME_WIDTH)
    for (state, _label), count in zip(parts, row.counts, strict=True):
        if not count:
            continue
        width = count * scale
        drawn.append(
            format_html(
                '<rect class="part part--{}" x="{}" y="{}" width="{}" height="{}"/>'
                '<rect class="hatch" fill="url(#{}-{})" x="{}" y="{}" width="{}" height="{}"/>',
                state,
                _one(left),
                at,
                _one(width),
                BAR,
                ident,
                state,
                _one(left),
                at,
                _one(width),
                BAR,
            )
        )
        if width >= LEAST_FOR_NUMBER:
            drawn.append(_text(f"in in--{state}", left + width / 2, middle, format_number(count), anchor="middle"))
        left += width
    drawn.append(_text("val", left + 6, middle, format_number(sum(row.counts)), anchor="start"))
    return format_html_join("", "{}", ((one,) for one in drawn))


def _patterns(ident: str) -> SafeString:
    """Return what lies over the parts: nothing on the first, lines one way, both ways, dots."""
    lines = {
        "done": "",
        "doing": "M0 8 8 0",
        "late": "M0 8 8 0M0 0l8 8",
        "open": "M3 4h2",
    }
    return format_html(
        "<defs>{}</defs>",
        format_html_join(
            "",
            '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse"><path class="hatch-line" d="{}"/>'
            "</pattern>",
            ((ident, state, lines[state]) for state in PATTERNS),
        ),
    )


def _text(css: str, x: float | Decimal, y: float | Decimal, words: str, *, anchor: str) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', css, _one(x), _one(y), anchor, words
    )


def _all(*numbers: float | Decimal) -> list[str]:
    return [_one(number) for number in numbers]


def _one(number: float | Decimal) -> str:
    """Return a length with one decimal, whatever the language of the page."""
    return f"{float(number):.1f}"
