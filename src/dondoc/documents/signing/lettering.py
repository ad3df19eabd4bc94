"""Words drawn in a font with the widths of Times and every Vietnamese letter, to be shown in a field of a PDF."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path

import typst
from pyhanko.pdf_utils.reader import PdfFileReader

from .places import ABOVE, BELOW

# Debian's fonts-croscore and fonts-liberation2; the typesetter brings the last family itself. Fonts of the machine
# are not looked for: fonts-liberation 1 has the same name as 2 and no Vietnamese letters.
FOLDERS = ("/usr/share/fonts/truetype/croscore", "/usr/share/fonts/truetype/liberation2")
FAMILIES = ("Tinos", "Liberation Serif", "Libertinus Serif")
# Slanted letters lean out of their width; so much is left free on both sides, in points.
LEAN = 3
SHEET = """
#set page(width: auto, height: {height}pt, margin: (x: {lean}pt, y: 0pt), fill: none)
#set text(font: {families}, size: {size}pt, style: "{style}", top-edge: "baseline", bottom-edge: "baseline", lang: "vi")
#v({ascent}pt)
#sys.inputs.words
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of words as the one page of a PDF: its baseline lies `BELOW` × size over the lower edge.

    Attributes:
        pdf: the page; its words begin `LEAN` points from the left edge.
        width: of the words alone, in points.
    """

    pdf: PdfFileReader
    width: float


def draw(words: str, *, size: float, is_italic: bool) -> Drawn:
    """Draw one line of words in black."""
    sheet = SHEET.format(
        height=(ABOVE + BELOW) * size,
        ascent=ABOVE * size,
        lean=LEAN,
        size=size,
        style="italic" if is_italic else "normal",
        families="(" + ", ".join(f'"{family}"' for family in FAMILIES) + ")",
    )
    compiler = typst.Compiler(sheet.encode(), font_paths=_fonts())
    page = compiler.compile(format="pdf", sys_inputs={"words": " ".join(words.split())}, pdf_tags=False)
    if not isinstance(page, bytes):
        raise TypeError("the typesetter made no single PDF")
    reader = PdfFileReader(io.BytesIO(page))
    left, _bottom, right, _top = (float(edge) for edge in reader.root["/Pages"]["/Kids"][0]["/MediaBox"])
    return Drawn(reader, right - left - 2 * LEAN)


@functools.cache
def _fonts() -> typst.Fonts:
    folders = [folder for folder in FOLDERS if Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
