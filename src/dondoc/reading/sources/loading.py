"""From the bytes of a file to its text: one door for every kind of file."""

from __future__ import annotations

import logging
import re
import struct
from collections.abc import Callable
from dataclasses import replace

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import doc, kinds, office, pdf, pictures, plain, webpage, word
from dondoc.reading.sources.archive import Archive
from dondoc.reading.sources.glyphs import suspects
from dondoc.reading.sources.limits import DEFAULT, MEBIBYTE, Limits
from dondoc.reading.sources.loaded import Loaded

logger = logging.getLogger(__name__)
_Reader = Callable[[bytes, Limits], Loaded]
_HALVES = re.compile("[\ud800-\udfff]")
_OLD = ("tcvn3", "vni", "tcvn3+vni")
# Nothing but these, in any table of characters: an empty file.
_BLANK = b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"


def load(data: bytes, *, name: str, limits: Limits = DEFAULT) -> Loaded:
    """Return the text of a file.

    Args:
        data: the bytes of the file.
        name: its name; only the suffix is looked at, and only among kinds of text.
        limits: how much the file may ask of the machine.

    Raises:
        Unreadable: with a code of `dondoc.reading.errors.MESSAGES`.
    """
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"{len(data) // MEBIBYTE} MB, tối đa {limits.file_bytes // MEBIBYTE} MB")
    if not data.strip(_BLANK):
        raise Unreadable("empty")
    try:
        loaded = _READERS[kinds.kind_of(data, name)](data, limits)
    except RecursionError as deep:
        raise Unreadable("too_large", "các phần lồng nhau quá sâu") from deep
    except MemoryError as large:
        raise Unreadable("too_large", "vượt bộ nhớ cho phép") from large
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError, struct.error) as unforeseen:
        # A fault of ours that a file brought to light: it is told, and stops neither the other files nor the server.
        logger.exception("unforeseen while reading a file")
        raise Unreadable("strange", type(unforeseen).__name__) from unforeseen
    loaded = replace(loaded, text=_whole(loaded.text))
    if len(loaded.text) > limits.text_chars:
        raise Unreadable("too_large", f"{len(loaded.text)} ký tự, tối đa {limits.text_chars}")
    if (lines := loaded.text.count("\n")) > limits.text_lines:
        raise Unreadable("too_large", f"{lines} dòng, tối đa {limits.text_lines}")
    if not loaded.text.strip().strip("\ufeff\u200b"):
        raise Unreadable("empty")
    if loaded.encoding in _OLD:
        return loaded
    return replace(loaded, losses=loaded.losses + suspects(loaded.text))


def _whole(text: str) -> str:
    """Join the halves of characters that formats of 16 bits keep apart; a half alone becomes U+FFFD."""
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _text(data: bytes, limits: Limits) -> Loaded:
    decoded = plain.decode(data)
    return Loaded(decoded.text, "text/plain", decoded.encoding, decoded.losses)


def _zip(data: bytes, limits: Limits) -> Loaded:
    archive = Archive(data, limits)
    if kinds.zip_kind(archive) == "docx":
        return word.read(archive, limits)
    return office.read(data, "odt", limits)


def _doc(data: bytes, limits: Limits) -> Loaded:
    """Read a .doc here; files older than Word 97 need LibreOffice."""
    try:
        return doc.read(data, limits)
    except Unreadable as refusal:
        if refusal.code != "no_converter" or not office.is_available():
            raise
    return office.read(data, "doc", limits)


_READERS: dict[kinds.Kind, _Reader] = {
    "text": _text,
    "html": webpage.read,
    "pdf": pdf.read,
    "zip": _zip,
    "doc": _doc,
    "rtf": lambda data, limits: office.read(data, "rtf", limits),
    "image": pictures.read,
}
