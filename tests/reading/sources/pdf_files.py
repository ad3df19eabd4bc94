"""PDF files drawn by hand: every letter, line and picture stands where the test puts it.

The font is named, not embedded; its letters are known by their table to Unicode.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
# Every letter is this share of the size wide.
LETTER = 0.5


@dataclass
class Page:
    """One page: what is drawn on it in order, from the top left corner, in points."""

    drawn: list[str] = field(default_factory=list)
    stamps: list[tuple[float, float, str]] = field(default_factory=list)
    turn: int = 0
    picture: bool = False

    def text(self, x: float, top: float, text: str, size: float = 12, across: bool = False) -> Page:
        """Write a line of text; its base stands `size` below `top`."""
        matrix = f"0 1 -1 0 {x} {HEIGHT - top}" if across else f"1 0 0 1 {x} {HEIGHT - top - size}"
        self.drawn.append(f"BT /F {size} Tf {matrix} Tm <{_codes(text)}> Tj ET")
        return self

    def lines(self, x: float, top: float, *texts: str) -> Page:
        """Write lines one below the other."""
        for number, text in enumerate(texts):
            self.text(x, top + 15 * number, text)
        return self

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> Page:
        """Draw a line."""
        self.drawn.append(f"{x0} {HEIGHT - top0} m {x1} {HEIGHT - top1} l S")
        return self

    def grid(self, xs: list[float], tops: list[float]) -> Page:
        """Draw the lines of a table."""
        for x in xs:
            self.rule(x, tops[0], x, tops[-1])
        for top in tops:
            self.rule(xs[0], top, xs[-1], top)
        return self

    def stamp(self, x: float, top: float, text: str) -> Page:
        """Lay a field with text over the page, as signing programs do."""
        self.stamps.append((x, top, text))
        return self

    def scan(self) -> Page:
        """Cover the page with a picture."""
        self.picture = True
        self.drawn.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q")
        return self


def _codes(text: str) -> str:
    return "".join(f"{ord(letter):04x}" for letter in text)


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n".encode() + packed + b"\nendstream"


def _to_unicode() -> bytes:
    rows = "\n".join(f"<{n:02x}00> <{n:02x}ff> <{n:02x}00>" for n in range(0x100))
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
    space = "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    return (head + space + f"100 beginbfrange\n{rows}\nendbfrange endcmap end end").encode()


def pdf(*pages: Page) -> bytes:
    """A whole PDF of pages."""
    objects: list[bytes] = [b"", b""]

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    unicode_table = add(_stream(_to_unicode()))
    descriptor = add(
        b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    base = add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDToGIDMap /Identity /DW {LETTER * 1000} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R >>".encode()
    )
    font = add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H "
        f"/DescendantFonts [{base} 0 R] /ToUnicode {unicode_table} 0 R >>".encode()
    )
    image = add(
        _stream(
            b"\x80",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        )
    )
    resources = f"<< /Font << /F {font} 0 R >> /XObject << /I {image} 0 R >> >>"
    kids = [_page(page, add, resources) for page in pages]
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
    return _file(objects)


def _page(page: Page, add, resources: str) -> int:  # type: ignore[no-untyped-def]
    fields = []
    for x, top, text in page.stamps:
        width = len(text) * 12 * LETTER
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 {width} 16] /Resources {resources}"
        look = add(_stream(f"BT /F 12 Tf 1 0 0 1 0 4 Tm <{_codes(text)}> Tj ET".encode(), form))
        box = f"[{x} {HEIGHT - top - 16} {x + width} {HEIGHT - top}]"
        fields.append(add(f"<< /Type /Annot /Subtype /Widget /F 4 /Rect {box} /AP << /N {look} 0 R >> >>".encode()))
    content = add(_stream("\n".join(page.drawn).encode()))
    annotations = " ".join(f"{item} 0 R" for item in fields)
    return int(
        add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.turn} "
            f"/Resources {resources} /Contents {content} 0 R /Annots [{annotations}] >>".encode()
        )
    )


def _file(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    return out + (head + tail).encode()
