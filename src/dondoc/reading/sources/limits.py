"""How much a file may ask of the machine: every bound of the package, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; a caller may pass stricter or wider ones.

    Sizes are in bytes, lengths in characters, times in seconds.
    """

    # The largest real file seen is a scan of 12 MiB; e-mail gateways of offices stop at 25 MiB.
    file_bytes: int = 50 * MEBIBYTE
    # The longest real document seen has 0.5 million characters (a province's plan with its annexes).
    text_chars: int = 5_000_000
    # The most seen is 3 000; a short line costs as much as a sentence of a long one.
    text_lines: int = 100_000
    # A long .docx with many pictures has some hundred members.
    zip_members: int = 5_000
    # Pictures hardly shrink, so an honest file grows little beyond `file_bytes`.
    zip_total_bytes: int = 250 * MEBIBYTE
    # One XML part: parsing needs about ten times this in memory.
    zip_part_bytes: int = 64 * MEBIBYTE
    # The XML of long tables shrinks about 40 times; zeros shrink 1 000 times.
    zip_ratio: int = 200
    # Below this a ratio says nothing: small repetitive parts shrink as much as they like.
    zip_ratio_from_bytes: int = 16 * MEBIBYTE
    # Word itself nests fewer; libxml2 stops at 256 levels of XML.
    table_depth: int = 20
    # A year's collected decisions reach 1 500 pages; a dense page takes 40 ms.
    pdf_pages: int = 3_000
    # What the streams of all pages and fonts hold; a dense page has 20 KB, and PDFium needs 15 times this in memory.
    pdf_stream_bytes: int = 64 * MEBIBYTE
    # Of the processor, recognition apart: a page may draw a million strokes and say nothing.
    pdf_seconds: float = 120.0
    # A page takes 1–2 s on one core; 0 switches recognition off.
    ocr_pages: int = 60
    # Off: a file with a page that must be recognised is refused as a `scan`, to be read where there is time.
    is_recognised: bool = True
    ocr_seconds: float = 180.0
    # 300 dpi is what Tesseract is trained for; beyond this many pixels a page is scaled down.
    ocr_dpi: int = 300
    ocr_pixels: int = 40_000_000
    # A telephone's camera makes 50 million.
    picture_pixels: int = 80_000_000
    # LibreOffice needs up to 8 s for its first start.
    convert_seconds: float = 90.0


DEFAULT = Limits()
