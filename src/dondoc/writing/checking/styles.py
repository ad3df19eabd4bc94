"""What holds for a run or a paragraph in the end: document defaults, table style, style chain, list level, direct."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lxml import etree

from dondoc.writing.checking.package import A, W, elements, is_on, points, value

# Word itself follows fewer; the bound also breaks a circle.
_CHAIN = 20
# What Word takes where nothing is said anywhere.
_DEFAULT_FONT, _DEFAULT_SIZE = "Times New Roman", 10.0
_BLACK = ("auto", "000000")
_BLACK_THEMES = ("text1", "dark1")
# Brighter than this in no part, a colour prints as black: Word's "text" colours are not quite zero.
_DARKEST = 0x1F
_NO_LINE = (None, "nil", "none")


class RunLook(NamedTuple):
    """How a run is set; None where nothing is said. Size in points; colour as "#0000FF", "" for black."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    colour: str | None = None
    font: str | None = None
    accented_font: str | None = None


class ParagraphLook(NamedTuple):
    """How a paragraph is set; None where nothing is said. Lengths in points; `line` in lines or in points by `rule`."""

    align: str | None = None
    left: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    rule: str | None = None
    line_above: bool | None = None
    line_below: bool | None = None
    is_framed: bool | None = None
    joins_alike: bool | None = None
    breaks_page: bool | None = None
    frame: str | None = None
    list: str | None = None
    level: str | None = None


def _run_over(near: RunLook, far: RunLook) -> RunLook:
    """Return a look with its gaps filled from a farther one."""
    return RunLook._make([f if n is None else n for n, f in zip(near, far, strict=True)])


def _paragraph_over(near: ParagraphLook, far: ParagraphLook) -> ParagraphLook:
    """Return a look with its gaps filled from a farther one."""
    return ParagraphLook._make([f if n is None else n for n, f in zip(near, far, strict=True)])


def run_look(properties: etree._Element | None) -> RunLook:
    """Return what run properties say themselves."""
    if properties is None or not len(properties):
        return RunLook()
    found = {str(item.tag)[len(W) :]: item for item in properties if str(item.tag).startswith(W)}
    fonts = found.get("rFonts")
    return RunLook(
        bold=is_on(found.get("b")),
        italic=is_on(found.get("i")),
        capitals=is_on(found.get("caps")),
        hidden=is_on(found.get("vanish")),
        size=points(value(found.get("sz")), 2),
        colour=_colour(found.get("color")),
        font=_font(fonts, "ascii"),
        accented_font=_font(fonts, "hAnsi"),
    )


def _colour(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    theme = value(element, "themeColor")
    if theme is not None:
        is_plain = value(element, "themeTint") is None and theme in _BLACK_THEMES
        found = value(element)
        return "" if is_plain or _is_dark(found or "") else (f"#{found.upper()}" if found else theme)
    found = value(element) or "auto"
    return "" if found in _BLACK or _is_dark(found) else f"#{found.upper()}"


def _is_dark(colour: str) -> bool:
    """Tell whether a colour of six digits is as good as black."""
    if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) is None:
        return False
    return max(int(colour[place : place + 2], 16) for place in (0, 2, 4)) <= _DARKEST


def _font(fonts: etree._Element | None, slot: str) -> str | None:
    """Return a font name, "@minor" or "@major" for one that the theme decides."""
    theme = value(fonts, f"{slot}Theme")
    return f"@{theme[:5]}" if theme else value(fonts, slot)


def paragraph_look(properties: etree._Element | None) -> ParagraphLook:
    """Return what paragraph properties say themselves."""
    if properties is None or not len(properties):
        return ParagraphLook()
    found = {str(item.tag)[len(W) :]: item for item in properties if str(item.tag).startswith(W)}
    spacing, borders, numbers = found.get("spacing"), found.get("pBdr"), found.get("numPr")
    rule = value(spacing, "lineRule") or ("auto" if value(spacing, "line") else None)
    sides = (
        {str(item.tag)[len(W) :] for item in borders if value(item) not in _NO_LINE} if borders is not None else None
    )
    left, first = indents(found.get("ind"))
    return ParagraphLook(
        align=value(found.get("jc")),
        left=left,
        first=first,
        before=_gap(spacing, "before"),
        after=_gap(spacing, "after"),
        line=points(value(spacing, "line"), 240 if rule == "auto" else 20),
        rule=rule,
        line_above=None if sides is None else "top" in sides,
        line_below=None if sides is None else "bottom" in sides,
        is_framed=None if sides is None else {"top", "bottom", "left", "right"} <= sides,
        joins_alike=is_on(found.get("contextualSpacing")),
        breaks_page=is_on(found.get("pageBreakBefore")),
        frame=value(found.get("framePr"), "xAlign"),
        list=value(next(elements(numbers, "numId"), None)),
        level=value(next(elements(numbers, "ilvl"), None)),
    )


def indents(element: etree._Element | None) -> tuple[float | None, float | None]:
    """Return left and first-line indent in points; a hanging one is negative."""
    left = points(value(element, "left") or value(element, "start"))
    hanging = points(value(element, "hanging"))
    return left, -hanging if hanging is not None else points(value(element, "firstLine"))


def _gap(spacing: etree._Element | None, side: str) -> float | None:
    # "Auto" is what a browser would leave: one line.
    if value(spacing, f"{side}Autospacing") in ("1", "true", "on"):
        return 14.0
    return points(value(spacing, side))


class Styles:
    """The styles of one document and its theme's fonts."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph: str | None = None
        self._fonts = _theme_fonts(theme)
        self._run_defaults, self._paragraph_defaults = RunLook(), ParagraphLook()
        for defaults in elements(root, "docDefaults"):
            for name in ("rPr", "pPr"):
                properties = next((p for d in elements(defaults, f"{name}Default") for p in elements(d, name)), None)
                if name == "rPr":
                    self._run_defaults = run_look(properties)
                else:
                    self._paragraph_defaults = paragraph_look(properties)
        for item in elements(root, "style"):
            identity = value(item, "styleId") or ""
            self._styles[identity] = item
            if value(item, "default") in ("1", "true", "on") and value(item, "type") == "paragraph":
                self._default_paragraph = identity
        # Asked for each run: remembered for as long as the document is.
        self.chain_of_runs = cache(self._chain_of_runs)
        self.chain_of_paragraphs = cache(self._chain_of_paragraphs)
        self._base_of_runs = cache(self._base_of_runs_of)

    def paragraph_style(self, properties: etree._Element | None) -> str | None:
        """Return the style of a paragraph."""
        return value(next(elements(properties, "pStyle"), None)) or self._default_paragraph

    def _chain(self, style: str | None) -> list[etree._Element]:
        """Return a style and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while style in self._styles and len(found) < _CHAIN:
            item = self._styles[style]
            found.append(item)
            style = value(next(elements(item, "basedOn"), None)) or ""
        return found

    def _chain_of_runs(self, style: str | None) -> RunLook:
        look = RunLook()
        for item in self._chain(style):
            look = _run_over(look, run_look(next(elements(item, "rPr"), None)))
        return look

    def _chain_of_paragraphs(self, style: str | None) -> ParagraphLook:
        look = ParagraphLook()
        for item in self._chain(style):
            look = _paragraph_over(look, paragraph_look(next(elements(item, "pPr"), None)))
        return look

    def paragraph(
        self, direct: ParagraphLook, style: str | None, table: str | None, listed: tuple[float | None, float | None]
    ) -> ParagraphLook:
        """Return how a paragraph is set in the end; `listed` are the indents of its list level."""
        level = ParagraphLook(left=listed[0], first=listed[1])
        named = self.chain_of_paragraphs(style)
        # A list given by the style yields to the style's own indents, one given directly does not.
        lower = _paragraph_over(named, level) if direct.list is None else _paragraph_over(level, named)
        far = _paragraph_over(self.chain_of_paragraphs(table), self._paragraph_defaults)
        return _paragraph_over(_paragraph_over(direct, lower), far)

    def _base_of_runs_of(self, paragraph: str | None, character: str | None, table: str | None) -> RunLook:
        """Return how a run is set before anything is said directly."""
        letters, words = self.chain_of_runs(character), self.chain_of_runs(paragraph)
        look = _run_over(letters, words)
        # Two styles that both say "bold" say "not bold" (ECMA-376, part 1, 17.7.3).
        look = look._replace(
            bold=_toggled(near=letters.bold, far=words.bold),
            italic=_toggled(near=letters.italic, far=words.italic),
            capitals=_toggled(near=letters.capitals, far=words.capitals),
        )
        far = _run_over(self.chain_of_runs(table), self._run_defaults)
        return _run_over(look, far)

    def run(self, direct: RunLook, paragraph: str | None, character: str | None, table: str | None) -> RunLook:
        """Return how a run is set in the end."""
        look = _run_over(direct, self._base_of_runs(paragraph, character, table))
        return look._replace(
            size=look.size or _DEFAULT_SIZE,
            font=self._named(look.font),
            accented_font=self._named(look.accented_font or look.font),
        )

    def _named(self, font: str | None) -> str:
        if font is None:
            return _DEFAULT_FONT
        return self._fonts.get(font, font) if font.startswith("@") else font

    def is_ruled(self, style: str | None) -> bool:
        """Tell whether a table style draws lines between cells."""
        return any(
            is_ruling(borders)
            for item in self._chain(style)
            for properties in elements(item, "tblPr")
            for borders in elements(properties, "tblBorders")
        )


def is_ruling(borders: etree._Element | None) -> bool:
    """Tell whether the borders of a table draw lines between cells."""
    return any(value(side) not in _NO_LINE for name in ("insideH", "insideV") for side in elements(borders, name))


def has_lines(borders: etree._Element | None) -> set[str]:
    """Return the sides on which lines are drawn."""
    return (
        {str(side.tag)[len(W) :] for side in borders if value(side) not in _NO_LINE} if borders is not None else set()
    )


def _toggled(*, near: bool | None, far: bool | None) -> bool | None:
    """Return what a character style and a paragraph style make of a toggle together."""
    if near and far is not None:
        return not far
    return far if near is None else near


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Return the theme's Latin fonts by "@minor" and "@major"."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for name in ("minor", "major"):
        for latin in theme.iterfind(f".//{A}{name}Font/{A}latin"):
            found[f"@{name}"] = latin.get("typeface") or ""
    return found
