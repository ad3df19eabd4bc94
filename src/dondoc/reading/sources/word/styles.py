"""What a style gives a paragraph, a run or a table, through the styles it is based on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dondoc.reading.sources.xmlsafe import child, is_on, name, value

# Word itself follows fewer; the bound also breaks a circle.
_CHAIN = 20


class Look(NamedTuple):
    """What matters of how a run looks; None where nothing is said, "" for a font that a theme decides."""

    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None


class Styles:
    """The styles of one document.

    Every question takes the properties written on the thing itself first, then its style's.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph: str | None = None
        self._default_run: etree._Element | None = None
        self._looks: dict[tuple[str | None, str | None], Look] = {}
        for item in root if root is not None else ():
            identity = value(item, "w:styleId")
            if name(item) == "w:docDefaults":
                self._default_run = child(item, "w:rPrDefault", "w:rPr")
            elif name(item) == "w:style" and identity is not None:
                self._styles[identity] = item
                if value(item, "w:default") in ("1", "true") and value(item, "w:type") == "paragraph":
                    self._default_paragraph = identity

    def chain(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        """Yield a style and those it is based on, nearest first."""
        for _ in range(_CHAIN):
            item = self._styles.get(style or "")
            if item is None or style is None:
                return
            yield style, item
            style = value(child(item, "w:basedOn"))

    def paragraph_style(self, paragraph: etree._Element) -> str | None:
        """Return the style of a paragraph."""
        return value(child(paragraph, "w:pPr", "w:pStyle")) or self._default_paragraph

    def numbering(self, paragraph: etree._Element) -> tuple[str, int | None, str | None] | None:
        """Return list, level and the style that names the list; None for a paragraph in no list."""
        own = child(paragraph, "w:pPr", "w:numPr")
        number, depth = value(child(own, "w:numId")), _depth(own)
        if number is not None:
            return None if number == "0" else (number, depth or 0, None)
        for style, item in self.chain(self.paragraph_style(paragraph)):
            inherited = child(item, "w:pPr", "w:numPr")
            number = value(child(inherited, "w:numId"))
            if depth is None:
                depth = _depth(inherited)
            if number is not None:
                return None if number == "0" else (number, depth, style)
        return None

    def look(self, run: etree._Element, style: str | None) -> Look:
        """Return how a run in a paragraph of a style looks."""
        own = child(run, "w:rPr")
        if own is None or len(own) == 0:
            return self._inherited(None, style)
        return _over(_own_look(own), self._inherited(value(child(own, "w:rStyle")), style))

    def _inherited(self, run_style: str | None, style: str | None) -> Look:
        """Return what the styles give; asked again for every run, so it is kept."""
        known = self._looks.get((run_style, style))
        if known is None:
            properties = [child(item, "w:rPr") for start in (run_style, style) for _, item in self.chain(start)]
            known = Look()
            for item in (*properties, self._default_run):
                if item is not None:
                    known = _over(known, _own_look(item))
            self._looks[run_style, style] = known
        return known

    def table_borders(self, table: etree._Element) -> etree._Element | None:
        """Return the borders of a table, its own or its style's."""
        properties = child(table, "w:tblPr")
        own = child(properties, "w:tblBorders")
        if own is not None:
            return own
        for _, item in self.chain(value(child(properties, "w:tblStyle"))):
            if (inherited := child(item, "w:tblPr", "w:tblBorders")) is not None:
                return inherited
        return None


def _depth(properties: etree._Element | None) -> int | None:
    text = value(child(properties, "w:ilvl"))
    return int(text) if text is not None and text.isdecimal() and int(text) < 9 else None


def _own_look(properties: etree._Element) -> Look:
    """Read what is written on a thing itself."""
    hidden = capitals = font = None
    for item in properties:
        kind = name(item)
        if kind == "w:vanish":
            hidden = is_on(item)
        elif kind == "w:caps":
            capitals = is_on(item)
        elif kind == "w:rFonts":
            if value(item, "w:asciiTheme") or value(item, "w:hAnsiTheme"):
                font = ""
            else:
                font = value(item, "w:hAnsi") or value(item, "w:ascii")
    return Look(hidden, capitals, font)


def _over(upper: Look, lower: Look) -> Look:
    """Return a look with its gaps filled from another."""
    return Look(
        lower.hidden if upper.hidden is None else upper.hidden,
        lower.capitals if upper.capitals is None else upper.capitals,
        lower.font if upper.font is None else upper.font,
    )
