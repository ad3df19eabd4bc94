"""One page of a PDF: its own words, what is stamped on it, what its picture shows, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dondoc.reading.sources import ocr
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.pdf import layout, ruled, stamps
from dondoc.reading.sources.pdf.words import Word, read_words

# A page with a picture and fewer letters of its own has no text layer: a page number, a scanner's mark.
_FEW_LETTERS = 10
# Pictures that cover this share of a page may hold text; a seal or a drawn signature covers less.
_PICTURE = 0.1
# Pictures this large are a scan of the page.
_SCAN = 0.7
# Outlined letters: a page of text drawn as shapes has hundreds.
_MANY_PATHS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """One page read.

    Attributes:
        lines: in reading order.
        has_text: its words, its own or recognised, are in `lines`.
        is_scan: it is a picture of text.
        has_picture: a picture stands beside its text.
        is_scan_with_text: it is a picture of text, and another program laid the text under it.
        is_broken: it could not be opened.
        unknown: the codes of letters that no character could be found for.
    """

    lines: tuple[str, ...] = ()
    has_text: bool = False
    is_scan: bool = False
    has_picture: bool = False
    is_scan_with_text: bool = False
    is_broken: bool = False
    unknown: tuple[str, ...] = ()


def read(document: pdfium.PdfDocument, number: int, recogniser: ocr.Recogniser, limits: Limits) -> Page:
    """Read one page."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Page(is_broken=True)
    try:
        own = read_words(page)
        tables = ruled.find(page)
        letters = sum(len(word.text) for word in own.words)
        share = _picture_share(page)
        has_text = letters >= (_FEW_LETTERS if share >= _PICTURE else 1)
        is_scan = not has_text and share >= _PICTURE
        seen = _recognised(page, number, recogniser, limits) if is_scan else []
    finally:
        page.close()
    stamped = stamps.read(document, number, own)
    gap = ocr.WIDE_GAP if seen else layout.WIDE_GAP
    lines = _lines([*own.words, *seen, *stamped.in_place], tables, gap)
    lines += [line for notice in stamped.notices for line in layout.lines(notice)]
    lines += [own.across] if own.across else []
    return Page(
        tuple(lines),
        has_text=has_text or bool(seen),
        is_scan=is_scan,
        has_picture=has_text and _PICTURE <= share < _SCAN,
        is_scan_with_text=has_text and share >= _SCAN,
        unknown=tuple(own.unknown),
    )


def _recognised(page: pdfium.PdfPage, number: int, recogniser: ocr.Recogniser, limits: Limits) -> list[Word]:
    """Return the words that Tesseract sees on a page, placed in points."""
    if not recogniser.wants(number + 1):
        return []
    width, height = page.get_size()
    finest = (limits.ocr_pixels / max(1.0, width * height)) ** 0.5
    scale = min(limits.ocr_dpi / 72, finest)
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False)
    try:
        drawn, stride = bytes(bitmap.buffer), bitmap.stride
        pixels = b"".join(drawn[at * stride : at * stride + bitmap.width] for at in range(bitmap.height))
        picture = ocr.Picture(bitmap.width, bitmap.height, pixels)
    finally:
        bitmap.close()
    return recogniser.words(picture, number + 1, scale)


def _picture_share(page: pdfium.PdfPage) -> float:
    """Return how much of a page pictures cover, 0 to 1; outlined letters count as a whole page."""
    width, height = page.get_size()
    paths, covered = 0, 0.0
    for item in page.get_objects(max_depth=2):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += (right - left) * (top - bottom)
        paths += item.type == raw.FPDF_PAGEOBJ_PATH
    return 1.0 if paths >= _MANY_PATHS else min(1.0, covered / max(1.0, width * height))


def _lines(words: list[Word], tables: list[ruled.Ruled], gap: float) -> list[str]:
    """Return the lines of a page: text, tables and text between them, from the top."""
    rest = words
    found: list[str] = []
    for table in tables:
        inside = [word for word in rest if table.holds(word)]
        if not inside:
            continue
        above = [word for word in rest if (word.top + word.bottom) / 2 < table.top]
        used = {id(word) for word in [*inside, *above]}
        rest = [word for word in rest if id(word) not in used]
        found += layout.lines(above, wide_gap=gap) + ruled.lines(table, inside)
    return found + layout.lines(rest, wide_gap=gap)
