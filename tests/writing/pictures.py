"""The reference pictures of the pages; written anew, after looking at them, by: python -m tests.writing.pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from dondoc.writing.pdf import write_pdf

from .contents import EXAMPLES, example

FOLDER = Path(__file__).with_name("reference")
# Per inch; low enough that letters are grey bars and a moved line shows, not a moved dot.
DOTS = 80


def pictures(name: str) -> list[Image.Image]:
    """Return the pages of an example as small grey pictures."""
    document = pypdfium2.PdfDocument(write_pdf(example(name)))
    return [page.render(scale=DOTS / 72).to_pil().convert("L") for page in document]


def packed(picture: Image.Image) -> bytes:
    """Return a picture as a small PNG: 16 shades."""
    data = io.BytesIO()
    picture.quantize(16).save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in EXAMPLES:
        for number, picture in enumerate(pictures(name), 1):
            (FOLDER / f"{name}-{number}.png").write_bytes(packed(picture))
