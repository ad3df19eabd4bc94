"""Pictures of the .docx: charts, each in a line of its own with what it shows in words."""

from __future__ import annotations

import struct

from lxml import etree

from dondoc.writing.pdf.document import CHART_DOTS, chart_picture
from dondoc.writing.sheet import Drawing

from .elements import Element, R, W, el

OFFICE = "http://schemas.openxmlformats.org/drawingml/2006"
WP, A, PIC = (f"{OFFICE}/{name}" for name in ("wordprocessingDrawing", "main", "picture"))
EMU_PER_INCH = 914_400
# An inline picture (ECMA-376 part 1, 20.4.2.8 and 20.2.2.5) without what differs from one to another.
INLINE = f"""<w:drawing xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr/>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="{PIC}"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""


def picture(drawing: Drawing, number: int, relation: str) -> Element:
    """Return the run that shows a chart.

    Args:
        number: of the picture in the document, from 1.
        relation: the id of the relationship with its file.
    """
    shown: Element = etree.fromstring(INLINE, etree.XMLParser(remove_blank_text=True))
    wide, high = (str(dots * EMU_PER_INCH // CHART_DOTS) for dots in _size(chart_picture(drawing)))
    named = {"id": str(number), "name": f"Biểu đồ {number}", "descr": drawing.alternative}
    for tag, attributes in (
        (f"{{{WP}}}extent", {"cx": wide, "cy": high}),
        (f"{{{A}}}ext", {"cx": wide, "cy": high}),
        (f"{{{WP}}}docPr", named),
        (f"{{{A}}}blip", {f"{{{R}}}embed": relation}),
    ):
        shown.find(f".//{tag}").attrib.update(attributes)
    return el("r", None, shown)


def _size(png: bytes) -> tuple[int, int]:
    """Return width and height in dots, as the head of a PNG has them."""
    width, height = struct.unpack_from(">II", png, 16)
    return width, height
