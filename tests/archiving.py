"""Marks that ISO 19005-2 (PDF/A-2b) asks of a file, as far as they can be told from its structure; no validator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# Actions that a file for the archive may not have (6.5.1).
ACTIONS = (
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/JavaScript",
    "/Hide",
    "/SetOCGState",
    "/Rendition",
)
# The place of the signature of an ICC profile.
ICC = slice(36, 40)
PRINT = 4


def faults(data: bytes) -> list[str]:
    """Return what keeps a file from being PDF/A-2b; an empty list when nothing was found."""
    reader = PdfFileReader(io.BytesIO(data))
    objects = list(_objects(reader))
    return [*_of_file(data, reader), *_of_metadata(reader), *_of_colour(reader), *_of_objects(objects)]


def _objects(reader: PdfFileReader) -> Iterator[Any]:
    """Yield every object that the file reaches, each once."""
    seen, waiting = set(), [reader.trailer_view]
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.reference in seen:
                continue
            seen.add(value.reference)
            value = value.get_object()
        if isinstance(value, dict):
            yield value
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, list):
            waiting += [value.raw_get(place) for place in range(len(value))]


def _of_file(data: bytes, reader: PdfFileReader) -> Iterator[str]:
    lines = data.split(b"\n", 2)
    if not re.fullmatch(rb"%PDF-1\.[0-7]", lines[0].strip()):
        yield "the header is not that of PDF 1"
    if not lines[1].startswith(b"%") or len([byte for byte in lines[1][1:5] if byte > 127]) < 4:
        yield "no line of bytes above 127 follows the header"
    if reader.encrypted:
        yield "it is encrypted"
    if "/ID" not in reader.trailer_view:
        yield "the trailer has no ID"


def _of_metadata(reader: PdfFileReader) -> Iterator[str]:
    metadata = _get(reader.root, "/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield "no plain XMP metadata"
        return
    words = metadata.data.decode()
    found = {name: re.search(rf'pdfaid:{name}(?:>|=")([^<"]+)', words) for name in ("part", "conformance")}
    if [found[name] and found[name][1] for name in found] != ["2", "B"]:
        yield "XMP does not say PDF/A-2b"
    title = _get(_get(reader.trailer_view, "/Info", {}), "/Title")
    if title is not None and str(title) not in words:
        yield "the title is not that of XMP"


def _of_colour(reader: PdfFileReader) -> Iterator[str]:
    named = _get(reader.root, "/OutputIntents", [])
    intents = [named[place] for place in range(len(named)) if named[place]["/S"] == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "no output intent with a profile"
    elif intents[0]["/DestOutputProfile"].data[ICC] != b"acsp":
        yield "the profile is no ICC profile"


def _of_objects(objects: list[Any]) -> Iterator[str]:
    for one in objects:
        if _is_drawn_font(one) and not any(name in _get(one, "/FontDescriptor", {}) for name in FILES):
            yield f"the font {_get(one, '/BaseFont')} is not embedded"
        if _get(one, "/S") in ACTIONS or "/AA" in one:
            yield "it acts by itself"
        if isinstance(one, StreamObject) and ("/F" in one or _get(one, "/Filter") == "/LZWDecode"):
            yield "a stream lies outside, or is packed by LZW"
        if _get(one, "/Type") == "/EmbeddedFile":
            yield "it holds another file"
        if _get(one, "/Subtype") == "/Widget":
            yield from _of_widget(one)


def _get(value: Any, key: str, default: Any = None) -> Any:
    """Return what stands under a key, followed to where it lies."""
    found = value.get(key, default)
    return found.get_object() if isinstance(found, IndirectObject) else found


def _is_drawn_font(one: Any) -> bool:
    """Say whether an object is a font with letters of its own: not one made of others, nor of drawings."""
    return _get(one, "/Type") == "/Font" and _get(one, "/Subtype") not in ("/Type0", "/Type3")


def _of_widget(widget: DictionaryObject) -> Iterator[str]:
    if not int(_get(widget, "/F", 0)) & PRINT:
        yield "a field is not printed"
    left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
    if left != right and bottom != top and "/AP" not in widget:
        yield "a field has no appearance"
