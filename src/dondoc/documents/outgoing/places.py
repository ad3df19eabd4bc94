"""Where the layout of a document leaves room for what signing enters later. Pure."""

from __future__ import annotations

from dondoc.documents.signing.places import Align, Box, Line, Places
from dondoc.writing.pdf.document import Layout, Rectangle

# Letters of the line of the organisation's signature (ô số 14, Phụ lục I Nghị định 30/2020/NĐ-CP).
MARK_SIZE = 10


def places_of(layout: Layout) -> Places:
    """Return the places of a document whose number and date are blank."""
    dates = [blank for blank in (layout.day, layout.month, layout.year) if blank is not None]
    if layout.number is None or not dates:
        raise ValueError("the number or the date is printed already")
    return Places(
        number=_line(layout.number, layout),
        date=tuple(_line(blank, layout, is_italic=True) for blank in dates),
        person=_box(layout.signature),
        seal=_box(layout.seal),
        note=Line(
            layout.mark.page, layout.mark.x, layout.mark.y + layout.descent, layout.mark.width, MARK_SIZE, Align.RIGHT
        ),
    )


def _line(blank: Rectangle, layout: Layout, *, is_italic: bool = False) -> Line:
    baseline = blank.y + layout.descent
    return Line(blank.page, blank.x, baseline, blank.width, layout.size, Align.CENTRE, is_italic)


def _box(place: Rectangle) -> Box:
    return Box(place.page, place.x, place.y, place.x + place.width, place.y + place.height)
