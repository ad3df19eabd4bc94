"""Pictures of documents (.png, .jpg, .tif): their letters are recognised, page by page."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import ocr
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.pdf import layout

if TYPE_CHECKING:
    from PIL import Image

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
# A page smaller than this on its long side has no letters that can be told apart.
_SMALLEST = 100
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError)


def read(data: bytes, limits: Limits) -> Loaded:
    """Return the text that Tesseract sees on a picture.

    Raises:
        Unreadable: `damaged`, `too_large`, `no_text`, `no_ocr` or `too_slow`.
    """
    from PIL import Image  # only pictures need it

    recogniser = ocr.Recogniser(limits)
    lines: list[str] = []
    try:
        with Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
            media_type = MEDIA_TYPES[image.format or ""]
            for frame in range(min(getattr(image, "n_frames", 1), limits.pdf_pages)):
                image.seek(frame)
                if recogniser.wants(frame + 1):
                    words = recogniser.words(_grey(image, limits), frame + 1)
                    lines += layout.lines(words, wide_gap=ocr.WIDE_GAP)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as huge:
        raise Unreadable("too_large", "ảnh quá nhiều điểm ảnh") from huge
    except _BROKEN as broken:
        raise Unreadable("damaged", "không mở được ảnh") from broken
    if not lines:
        raise Unreadable("no_ocr" if recogniser.is_missing else "no_text")
    return Loaded("".join(line + "\n" for line in lines), media_type, None, tuple(recogniser.losses()))


def _grey(image: Image.Image, limits: Limits) -> ocr.Picture:
    """Return a picture upright, in grey, no larger than allowed."""
    from PIL import ImageOps

    width, height = image.size
    if max(width, height) < _SMALLEST:
        raise Unreadable("no_text")
    if width * height > limits.picture_pixels:
        raise Unreadable("too_large", f"{width * height // 1_000_000} triệu điểm ảnh")
    grey = ImageOps.exif_transpose(image).convert("RGBA" if "A" in image.getbands() else "L")
    if grey.mode == "RGBA":
        paper = grey.copy()
        paper.paste((255, 255, 255, 255), (0, 0, *grey.size))
        paper.alpha_composite(grey)
        grey = paper.convert("L")
    if width * height > limits.ocr_pixels:
        grey.thumbnail((int(limits.ocr_pixels**0.5),) * 2)
    return ocr.Picture(grey.width, grey.height, grey.tobytes())
