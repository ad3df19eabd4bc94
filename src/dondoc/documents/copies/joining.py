"""The copied pages with what a copy bears besides, as one PDF. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

import pypdfium2 as pdfium
from PIL import Image

from dondoc.documents.pages import PDF, PICTURES
from dondoc.documents.signing.places import Box
from dondoc.kernel.pdfium import LOCK

POINTS_PER_MM = 72 / 25.4
# Where the text ends is looked for on a picture of the page: points a dot, and what counts as ink, in shades of 256.
DOT, INK = 2.0, 200
# Between the end of the text and the rule above the block; room at the lower edge of the sheet.
GAP, EDGE = 8 * POINTS_PER_MM, 15 * POINTS_PER_MM
# The upper margin of a further sheet; how far below the edge the line of an electronic copy stands.
TOP, MARK_TOP = 20 * POINTS_PER_MM, 5 * POINTS_PER_MM
# Pictures without a resolution of their own are taken as scanned at the least that the decree allows.
LEAST_DPI = 200
A4 = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)


def is_copied(media_type: str) -> bool:
    """Say whether the pages of a file of this kind can be put into a copy."""
    return media_type == PDF or media_type in PICTURES


def on_paper(original: bytes, media_type: str, *, pages: Sequence[int], note: bytes) -> bytes:
    """Return the pages with the block right below the text of the last one, on a further sheet where it has no room.

    Args:
        pages: counted from 1; none: all.
        note: the block, as a PDF of one page as wide as the sheet.
    """
    with _copied(original, media_type, pages) as made, _opened(note) as block:
        _width, height = block.get_page_size(0)
        room = _end_of_text(made) - GAP - height if len(made) else 0.0
        if room < EDGE:
            made.new_page(*A4)
            room = A4[1] - height - TOP
        _lay(made, len(made) - 1, block, 0.0, room)
        return _saved(made)


def electronic(original: bytes, media_type: str, *, pages: Sequence[int], mark: bytes) -> tuple[bytes, Box]:
    """Return the pages with the line in the upper right corner of the first one (ô số 14), and where that stands.

    Args:
        pages: counted from 1; none: all.
        mark: the line, as a PDF of one page.
    """
    with _copied(original, media_type, pages) as made, _opened(mark) as line:
        (width, height), (across, up) = line.get_page_size(0), made.get_page_size(0)
        left, bottom = across - width - EDGE, up - height - MARK_TOP
        _lay(made, 0, line, left, bottom)
        return _saved(made), Box(1, left, bottom, left + width, bottom + height)


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    with LOCK:
        document = pdfium.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


@contextmanager
def _copied(original: bytes, media_type: str, pages: Sequence[int]) -> Iterator[pdfium.PdfDocument]:
    """Give the chosen pages as a document of their own: what was filled in or signed is printed on them."""
    with LOCK:
        made = pdfium.PdfDocument.new()
        try:
            if is_copied(media_type):
                with _opened(original if media_type == PDF else _pdf_of(original)) as source:
                    wanted = [page - 1 for page in pages] or list(range(len(source)))
                    _flatten(source, wanted)
                    _take(made, source, wanted)
            yield made
        finally:
            made.close()


def _flatten(source: pdfium.PdfDocument, wanted: Sequence[int]) -> None:
    """Make the fields of pages part of what is printed on them, number and signatures among them."""
    source.init_forms()
    for number in wanted:
        page = source[number]
        if page.formenv:
            page.flatten(pdfium.raw.FLAT_PRINT)
        page.close()


def _take(made: pdfium.PdfDocument, source: pdfium.PdfDocument, wanted: Sequence[int]) -> None:
    """Take pages over; one that a scanner turned, or that does not begin at its corner, stands upright from there.

    What pages share, such as fonts, is taken over once for those that follow one another.
    """
    for is_upright, run in groupby(wanted, key=lambda number: _is_upright(source, number)):
        if is_upright:
            made.import_pages(source, list(run))
            continue
        for number in run:
            made.new_page(*source.get_page_size(number)).close()
            _lay(made, len(made) - 1, source, 0, 0, page=number)


def _is_upright(source: pdfium.PdfDocument, number: int) -> bool:
    page = source[number]
    is_upright = not page.get_rotation() and tuple(page.get_bbox()[:2]) == (0, 0)
    page.close()
    return is_upright


def _pdf_of(picture: bytes) -> bytes:
    """Return the frames of a picture as a PDF, each as large as it was scanned."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        dpi = float(image.info.get("dpi", (LEAST_DPI, LEAST_DPI))[0]) or LEAST_DPI
        first, *others = _frames(image)
        first.save(target, "PDF", resolution=dpi, save_all=True, append_images=others)
    return target.getvalue()


def _frames(image: Image.Image) -> Iterable[Image.Image]:
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        yield image.convert("RGB")


def _end_of_text(made: pdfium.PdfDocument) -> float:
    """Return how far above the lower edge the last ink of the last page is, in points."""
    page = made[len(made) - 1]
    picture: Image.Image = page.render(scale=1 / DOT, grayscale=True).to_pil()
    inked = picture.point(lambda shade: 255 if shade < INK else 0).getbbox()
    lowest = inked[3] if inked else 0
    height = float(page.get_height())
    page.close()
    return height - lowest * DOT


def _lay(made: pdfium.PdfDocument, number: int, over: pdfium.PdfDocument, x: float, y: float, *, page: int = 0) -> None:
    """Lay a page of a document over another, its lower left corner at a place."""
    below = made[number]
    laid = over.page_as_xobject(page, made).as_pageobject()
    laid.transform(pdfium.PdfMatrix().translate(x, y))
    below.insert_obj(laid)
    below.gen_content()
    below.close()


def _saved(made: pdfium.PdfDocument) -> bytes:
    target = io.BytesIO()
    made.save(target, version=17)
    return target.getvalue()
