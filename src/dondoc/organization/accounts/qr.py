"""QR codes as pictures inside the page."""

from __future__ import annotations

import base64
import io


def picture(words: str) -> str:
    """Return the address of an SVG that carries the words: dark on light in every theme, or no phone reads it."""
    import qrcode
    from qrcode.image.svg import SvgPathFillImage

    stream = io.BytesIO()
    qrcode.make(words, image_factory=SvgPathFillImage, border=3).save(stream)
    return f"data:image/svg+xml;base64,{base64.b64encode(stream.getvalue()).decode()}"
