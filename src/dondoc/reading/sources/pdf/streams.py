"""How much the compressed streams of a PDF hold, before PDFium lays them out in memory all at once."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_PICTURE = re.compile(rb"/Subtype\s?/Image\b")
_DICTIONARY = 2_000  # bytes before a stream that tell what it holds
_PIECE = 1024 * 1024


def exceed(data: bytes, most: int) -> bool:
    """Say whether the streams hold more than `most` bytes; pictures have bounds of their own."""
    left = most
    for found in _STREAM.finditer(data):
        if _PICTURE.search(data, max(data.rfind(b"obj", 0, found.start()), found.start() - _DICTIONARY), found.start()):
            continue
        left -= _inflated(data, found.end(), left)
        if left < 0:
            return True
    return False


def _inflated(data: bytes, start: int, most: int) -> int:
    """Return how many bytes a stream holds, counted a little past `most`; none for what does not inflate."""
    inflater, size = zlib.decompressobj(), 0
    rest: bytes = data[start : start + _PIECE]
    try:
        while rest and not inflater.eof and size <= most:
            size += len(inflater.decompress(rest, _PIECE))
            rest = inflater.unconsumed_tail
            if not rest:
                start += _PIECE
                rest = data[start : start + _PIECE]
    except zlib.error:
        return size
    return size
