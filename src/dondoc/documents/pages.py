"""Pictures of the pages of a PDF or a scan, for reading beside the text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
from PIL import Image

from dondoc.kernel.pdfium import LOCK

PDF = "application/pdf"
PICTURES = ("image/png", "image/jpeg", "image/tiff")
# A page as wide as a large screen shows it; longer sides are scaled down to it.
LONGEST_SIDE = 1600  # px


def count(data: bytes, media_type: str) -> int:
    """Return how many pages can be shown; 0 for kinds of files that have none."""
    if media_type == PDF:
        with _pdf(data) as document:
            return len(document)
    if media_type in PICTURES:
        with Image.open(io.BytesIO(data)) as image:
            return int(getattr(image, "n_frames", 1))
    return 0


def picture(data: bytes, media_type: str, number: int) -> bytes:
    """Return page `number`, counted from 1, as JPEG."""
    page = _page_of_pdf(data, number) if media_type == PDF else _frame(data, number)
    target = io.BytesIO()
    page.convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()


def _page_of_pdf(data: bytes, number: int) -> Image.Image:
    with _pdf(data) as document:
        page = document[number - 1]
        scale = LONGEST_SIDE / max(page.get_width(), page.get_height(), 1)
        image: Image.Image = page.render(scale=scale).to_pil()
        return image


def _frame(data: bytes, number: int) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.seek(number - 1)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return image.copy()


@contextmanager
def _pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    with LOCK:
        document = pdfium.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
