"""Drawn things in the two languages Word has for them: lines, and the boxes that text stands in."""

from __future__ import annotations

import itertools

from lxml import etree

from dondoc.writing.checking.document import Box
from dondoc.writing.checking.package import MC, A, O, V, points

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_LINES = frozenset({"line", "straightConnector1"})
_EMU_PER_MM = 36_000
# Kinds of shape in the old language: 20 is a line, 32 a straight connector.
_OLD_LINES = ("_t20", "_t32")


def chosen(item: etree._Element) -> etree._Element:
    """Return the first of several forms of one drawing."""
    if item.tag != MC + "AlternateContent":
        return item
    return next(itertools.chain(item.iterchildren(MC + "Choice"), item.iterchildren(MC + "Fallback")), item)


def is_line(form: etree._Element) -> bool:
    """Tell whether a drawing is a straight line."""
    if any(shape.get("prst") in _LINES for shape in form.iter(A + "prstGeom")):
        return True
    if next(form.iter(V + "line"), None) is not None:
        return True
    return any(
        (shape.get("type") or "").endswith(_OLD_LINES) or shape.get(O + "connectortype") == "straight"
        for shape in form.iter(V + "shape")
    )


def is_picture(form: etree._Element) -> bool:
    """Tell whether a drawing is a picture that stands in the line."""
    return next(form.iter(_WP + "inline"), None) is not None and next(form.iter(A + "blip"), None) is not None


def box_of(content: etree._Element) -> Box:
    """Return the box around a text box's content."""
    for above in content.iterancestors():
        if above.tag == _WPS + "wsp":
            return Box(_has_edge(above), _extent(above))
        if str(above.tag).startswith(V) and above.tag != V + "textbox":
            return Box(above.get("stroked") not in ("f", "false"), _styled(above.get("style") or ""))
    return Box(is_drawn=False, size=None)


def _has_edge(shape: etree._Element) -> bool:
    line = next(shape.iter(A + "ln"), None)
    if line is not None:
        return next(line.iterchildren(A + "noFill"), None) is None
    return next(shape.iter(A + "lnRef"), None) is not None


def _extent(shape: etree._Element) -> tuple[float, float] | None:
    drawing = next((above for above in shape.iterancestors() if above.tag in (_WP + "inline", _WP + "anchor")), None)
    extent = None if drawing is None else next(drawing.iterchildren(_WP + "extent"), None)
    if extent is None:
        return None
    sides = (points(extent.get("cx"), _EMU_PER_MM), points(extent.get("cy"), _EMU_PER_MM))
    return None if None in sides else (sides[0] or 0.0, sides[1] or 0.0)


def _styled(style: str) -> tuple[float, float] | None:
    """Return width and height that a style attribute gives in points."""
    said = dict(part.strip().split(":", 1) for part in style.split(";") if ":" in part)
    sides = [points(said.get(name, "").strip() or None, 1) for name in ("width", "height")]
    if None in sides:
        return None
    return ((sides[0] or 0.0) * 25.4 / 72, (sides[1] or 0.0) * 25.4 / 72)
