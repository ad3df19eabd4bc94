"""Automatic numbers, as Word prints them: numbering.xml and the counters that run through a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.symbols import drawn, is_picture_font
from dondoc.reading.sources.xmlsafe import child, is_on, name, value

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_GAP = {"tab": " ", "space": " ", "nothing": ""}
# A counter beyond this is a damaged or hostile file; letters would otherwise grow without bound.
HIGHEST = 32_767


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list prints its number."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    gap: str = " "
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    font: str | None = None
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """One list instance (`w:num`): whose counters it uses, its levels, where it starts anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Prints the labels of one document, paragraph by paragraph."""

    def __init__(self, numbers: dict[str, Number], losses: Losses) -> None:
        self._losses = losses
        self._numbers = numbers
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level a paragraph style stands for in a list."""
        known = self._numbers.get(number)
        levels = known.levels if known else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph and return its label with the gap behind it; "" without a list."""
        known = self._numbers.get(number)
        level = known.levels.get(depth) if known else None
        if known is None or level is None:
            return ""
        counts = self._count(number, known, depth)
        if level.picture:
            return "•" + level.gap
        if level.number_format == "bullet":
            return self._bullet(level)
        text = _PLACE.sub(lambda place: self._print(int(place[1]) - 1, counts, known, level), level.text)
        return text + level.gap if text else ""

    def _count(self, number: str, known: Number, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(known.counters, [None] * LEVELS)
        if number not in self._started:
            self._started.add(number)
            for started in known.starts:
                counts[started] = None
        start = known.starts.get(depth, known.levels[depth].start)
        current = counts[depth]
        counts[depth] = start if current is None else min(current + 1, HIGHEST)
        for below in range(depth + 1, LEVELS):
            restart = known.levels[below].restart if below in known.levels else None
            if restart is None or (restart and depth < restart):
                counts[below] = None
        return counts

    def _print(self, depth: int, counts: list[int | None], known: Number, printing: Level) -> str:
        level = known.levels.get(depth, Level())
        count = counts[depth]
        if count is None:
            count = known.starts.get(depth, level.start)
        number_format = "decimal" if printing.legal and level.number_format != "none" else level.number_format
        printed = spell(count, number_format)
        if printed is None:
            self._losses.note("numbering", number_format)
            return str(count)
        return printed

    def _bullet(self, level: Level) -> str:
        text = level.text
        if is_picture_font(level.font) or any("\uf000" <= mark <= "\uf0ff" for mark in text):
            text = "".join(drawn(mark, level.font) for mark in text).replace("\ufffd", "•")
        return text + level.gap if text.strip() else ""


def spell(count: int, number_format: str) -> str | None:
    """Write a number in one of Word's formats; None for a format not known."""
    if number_format == "none":
        return ""
    if number_format == "decimal" or count < 1:
        return str(count)
    if number_format == "decimalZero":
        return f"{count:02d}"
    if number_format.startswith("0"):
        # A custom format shows its first numbers: "001, 002, 003, ...".
        return str(count).zfill(len(number_format.partition(",")[0]))
    if number_format in ("lowerLetter", "upperLetter"):
        # Word knows no đ: after z come aa, bb, cc.
        letters = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letters if number_format == "lowerLetter" else letters.upper()
    if number_format in ("lowerRoman", "upperRoman"):
        letters = _roman(count)
        return letters if number_format == "lowerRoman" else letters.upper()
    if number_format == "numberInDash":
        return f"- {count} -"
    return None


def _roman(count: int) -> str:
    out = ""
    for worth, letters in _ROMAN:
        out += letters * (count // worth)
        count %= worth
    return out


def numbers_of(root: etree._Element | None) -> dict[str, Number]:
    """Read the lists of a numbering part."""
    if root is None:
        return {}
    abstracts = {value(item, "w:abstractNumId") or "": item for item in root if name(item) == "w:abstractNum"}
    by_style = {
        style: identity
        for identity, item in abstracts.items()
        if (style := value(child(item, "w:styleLink"))) is not None
    }
    numbers: dict[str, Number] = {}
    for item in root:
        if name(item) != "w:num":
            continue
        identity = value(child(item, "w:abstractNumId")) or ""
        linked = value(child(abstracts.get(identity), "w:numStyleLink"))
        if linked is not None:
            identity = by_style.get(linked, identity)
        abstract = abstracts.get(identity)
        levels = _levels(abstract) if abstract is not None else {}
        starts: dict[int, int] = {}
        for override in item:
            if name(override) == "w:lvlOverride":
                depth = _integer(value(override, "w:ilvl"), 0)
                if (replaced := child(override, "w:lvl")) is not None:
                    levels[depth] = _level(replaced)
                if (start := value(child(override, "w:startOverride"))) is not None:
                    starts[depth] = _integer(start, 1)
        starts = {depth: start for depth, start in starts.items() if 0 <= depth < LEVELS}
        levels = {depth: level for depth, level in levels.items() if 0 <= depth < LEVELS}
        numbers[value(item, "w:numId") or ""] = Number(identity, levels, starts)
    return numbers


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_integer(value(item, "w:ilvl"), 0): _level(item) for item in abstract if name(item) == "w:lvl"}


def _level(item: etree._Element) -> Level:
    fonts = child(item, "w:rPr", "w:rFonts")
    restart = value(child(item, "w:lvlRestart"))
    return Level(
        start=_integer(value(child(item, "w:start")), 0),
        number_format=_format(item),
        text=value(child(item, "w:lvlText")) or "",
        gap=_GAP.get(value(child(item, "w:suff")) or "tab", " "),
        legal=bool(is_on(child(item, "w:isLgl"))),
        restart=None if restart is None else _integer(restart, 0),
        style=value(child(item, "w:pStyle")),
        font=value(fonts, "w:ascii") or value(fonts, "w:hAnsi"),
        picture=child(item, "w:lvlPicBulletId") is not None,
    )


def _format(item: etree._Element) -> str:
    """Read the number format; newer ones ("001, 002") stand in a compatibility block."""
    plain = child(item, "w:numFmt")
    if plain is None:
        plain = child(item, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    if plain is None:
        return "decimal"
    return value(plain, "w:format") or value(plain) or "decimal"


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return max(-HIGHEST, min(HIGHEST, int(text or "")))
    except ValueError:
        return otherwise
