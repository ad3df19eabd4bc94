"""What a style gives a paragraph, a run or a table, through the styles it is based on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from lxml import etree

from dondoc.reading.sources.xmlsafe import child, is_on, name, value

_Answer = TypeVar("_Answer")
# Word itself follows fewer; the bound also breaks a circle.
_CHAIN = 20


class Styles:
    """The styles of one document.

    Every question takes the properties written on the thing itself first, then its style's.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph: str | None = None
        self._default_run: etree._Element | None = None
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

    def run_toggle(self, run: etree._Element, style: str | None, toggle: str) -> bool:
        """Tell whether a toggle (`w:vanish`, `w:caps`) holds for a run in a paragraph of a style."""
        found = self._of_run(run, style, lambda properties: is_on(child(properties, toggle)))
        return bool(found)

    def run_font(self, run: etree._Element, style: str | None) -> str | None:
        """Return the name of the font that the letters of a run are set in; None when a theme decides."""
        return self._of_run(run, style, _font) or None

    def _of_run(
        self, run: etree._Element, style: str | None, ask: Callable[[etree._Element | None], _Answer | None]
    ) -> _Answer | None:
        own = child(run, "w:rPr")
        if (answer := ask(own)) is not None:
            return answer
        for start in (value(child(own, "w:rStyle")), style):
            for _, item in self.chain(start):
                if (answer := ask(child(item, "w:rPr"))) is not None:
                    return answer
        return ask(self._default_run)

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


def _font(properties: etree._Element | None) -> str | None:
    fonts = child(properties, "w:rFonts")
    if fonts is None:
        return None
    if value(fonts, "w:asciiTheme") or value(fonts, "w:hAnsiTheme"):
        return ""
    return value(fonts, "w:hAnsi") or value(fonts, "w:ascii")
