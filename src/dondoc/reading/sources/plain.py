"""Text files: which table of characters the bytes are in, and the text, character for character."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.glyphs import CERTAIN, convert
from dondoc.reading.sources.syllables import plausibility

# The longer mark first: the one of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# Control characters no text editor writes (tab, line ends, form feed, Ctrl-Z and escape are met).
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_CONTROL_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")
# Bytes of a text that may be stray controls; executables and pictures hold 10 % and more.
_STRAY = 0.01
# The high bytes of UTF-16 code units in Vietnamese text: ASCII and Latin-1, ă đ ơ ư, marks, ạ…ỹ, – “ ”.
_UTF16_HIGH = frozenset(b"\x00\x01\x03\x1e\x20")
_UTF16_SHARE = 0.97
# Broken bytes for each whole sequence; in another table nearly every letter breaks.
_UTF8_WRONG = 0.1
_SAMPLE_BYTES = 200_000
EXAMPLES = 5

NOT_TEXT = "tệp nhị phân"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text file."""

    text: str
    encoding: str
    losses: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file of plain text, and the table of characters it was written in.

    Nothing is normalised and no line end is changed; only a byte order mark is dropped.

    Raises:
        Unreadable: `wrong_type` for what is no text, `encoding` for letters of no known table.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _old_fonts(_decode_marked(data[len(mark) :], codec, name))
    if unmarked := _unmarked_utf16(data):
        return _old_fonts(_decode_marked(data, unmarked, unmarked))
    if b"\x00" in data or len(_CONTROL.findall(data)) > max(1, _STRAY * len(data)):
        raise Unreadable("wrong_type", NOT_TEXT)
    if decoded := _utf8(data):
        return _old_fonts(decoded)
    return _eight_bit(data)


def _decode_marked(data: bytes, codec: str, name: str) -> Decoded:
    """Decode what names its own table; a broken sequence becomes U+FFFD and is reported."""
    text = data.decode(codec, "replace")
    if "\x00" in text or len(_CONTROL_TEXT.findall(text)) > max(1, _STRAY * len(text)):
        raise Unreadable("wrong_type", NOT_TEXT)
    return Decoded(text, name, broken(data, codec))


def broken(data: bytes, codec: str) -> tuple[str, ...]:
    """Report the bytes that no character could be made of."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        places = [match.start() for match in re.finditer("\ufffd", text)]
        shown = ", ".join(str(place) for place in places[:EXAMPLES]) + (", …" if len(places) > EXAMPLES else "")
        return (f"{len(places)} chỗ có byte hỏng, thay bằng “\ufffd”, tại ký tự thứ {shown}.",)
    return ()


def _unmarked_utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the high bytes, all from a few rows of the table."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    for codec, high, low in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        known = sum(byte in _UTF16_HIGH for byte in high)
        # A space or a line end has a zero high byte; a zero low byte is rare in any text.
        if known >= _UTF16_SHARE * len(high) and high.count(0) > 20 * low.count(0):
            return codec
    return None


def _utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8, forgiving few broken bytes; None when it is another table."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    if wrong > _UTF8_WRONG * right:
        return None
    return Decoded(text, "utf-8", broken(data, "utf-8"))


def _old_fonts(decoded: Decoded) -> Decoded:
    """Bring letters of an old font encoding, saved as Unicode, to what they show."""
    converted = convert(decoded.text)
    if converted is None:
        return decoded
    return Decoded(converted.text, converted.encoding, decoded.losses + converted.losses)


def windows_1258(data: bytes) -> Decoded:
    """Decode windows-1258, whose tones stand behind their letters, into whole letters."""
    text = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    return Decoded(text, "windows-1258", broken(data, "cp1258"))


def _eight_bit(data: bytes) -> Decoded:
    """Tell windows-1258 from the old font encodings by which gives Vietnamese words."""
    windows = windows_1258(data)
    score = plausibility(windows.text)
    if score is None or score >= CERTAIN:
        return windows
    latin = data.decode("cp1252", "replace")
    converted = convert(latin)
    if converted is None:
        raise Unreadable("encoding")
    return Decoded(converted.text, converted.encoding, broken(data, "cp1252") + converted.losses)
