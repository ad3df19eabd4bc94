"""Elements of WordprocessingML; their children always in the order of the schema (ECMA-376 part 1, 17.3-17.6)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from dondoc.writing.measures import POINTS_PER_MM

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": W, "r": R}
# What may stand in the properties written here, in the order in which the schema wants it.
ORDER: dict[str, tuple[str, ...]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "widowControl", "pBdr", "spacing", "ind", "jc", "outlineLvl", "rPr",
        "sectPr",
    ),
    "rPr": ("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"),
    "tblPr": ("tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"),
    "trPr": ("cantSplit", "trHeight", "tblHeader"),
    "tcPr": ("tcW", "tcBorders", "vAlign"),
    "sectPr": ("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"),
    "style": ("name", "basedOn", "next", "qFormat", "pPr", "rPr"),
}  # fmt: skip

Element = Any


def el(tag: str, attributes: dict[str, object] | None = None, *children: Element) -> Element:
    """Return an element of the `w` namespace; attribute names without a colon are of it too."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES)
    for name, value in (attributes or {}).items():
        prefix, _, local = name.rpartition(":")
        element.set(f"{{{NAMESPACES[prefix or 'w']}}}{local}", str(value))
    element.extend(children)
    return element


def properties(tag: str, *children: Element) -> Element:
    """Return an element of properties with its children in the order of the schema."""
    order = ORDER[tag]
    return el(tag, None, *sorted(children, key=lambda child: order.index(etree.QName(child).localname)))


def serialised(part: Element) -> bytes:
    """Return a part of the package as it stands in the file."""
    data: bytes = etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * POINTS_PER_MM * 20)


def run(text: str, *changes: Element) -> Element:
    """Return a run of text, a line feed in it as a break; `changes` are in what it differs from its paragraph."""
    first, *others = (_words(line) for line in text.split("\n"))
    lines = [first, *(element for words in others for element in (el("br"), words))]
    look = [properties("rPr", *changes)] if changes else []
    return el("r", None, *look, *lines)


def _words(text: str) -> Element:
    words = el("t")
    words.text = text
    words.set(SPACE, "preserve")
    return words


def paragraph(style: str, runs: list[Element], *changes: Element) -> Element:
    """Return a paragraph of a style; `changes` are properties in which it differs."""
    return el("p", None, properties("pPr", el("pStyle", {"val": style}), *changes), *runs)


def switch(tag: str, *, is_on: bool = True) -> Element:
    """Return a property that is on or off."""
    return el(tag, None if is_on else {"val": "0"})


def edge(tag: str, *, size: float, colour: str = "000000", gap: int = 0) -> Element:
    """Return one side of a border; `size` and `gap` in points."""
    return el(tag, {"val": "single", "sz": round(size * 8), "space": gap, "color": colour})
