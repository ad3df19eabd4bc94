"""What kind of file the bytes are: by their content; the name only helps among kinds of text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.archive import Archive

Kind = Literal["text", "html", "pdf", "zip", "doc", "rtf", "image"]

# A PDF may carry rubbish before its header (annex H of ISO 32000-1 allows 1 024 bytes).
_PDF_WITHIN = 1024
_HEAD = 4096

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
    (b"GIF8", "ảnh GIF"),
    (b"RIFF", "ảnh, âm thanh hoặc phim"),
    (b"BM", "ảnh BMP"),
    (b"ID3", "âm thanh"),
    (b"OggS", "âm thanh"),
    (b"\x1f\x8b", "tệp nén .gz"),
    (b"BZh", "tệp nén .bz2"),
    (b"\xfd7zXZ\x00", "tệp nén .xz"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén .7z"),
    (b"Rar!\x1a\x07", "tệp nén .rar"),
    (b"SQLite format 3\x00", "cơ sở dữ liệu"),
)
# Two letters alone open many a text ("BM 01: …", "MZ…"): these kinds also hold zero bytes near their head.
_SHORT = 3

_OFFICE = {"xl/": "bảng tính Excel", "ppt/": "trình chiếu PowerPoint", "visio/": "bản vẽ Visio"}
_ODT = b"application/vnd.oasis.opendocument.text"

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML_START = re.compile(rb"\s*<\?xml\b")
_HTML_NAMES = (".htm", ".html", ".xhtml")


def suffix(name: str) -> str:
    """Return the suffix of a file name in small letters; whatever else the name holds is ignored."""
    return PurePosixPath(name.replace("\\", "/").replace("\x00", "")).suffix.lower()


def kind_of(data: bytes, name: str) -> Kind:
    """Tell the kind of a file.

    Raises:
        Unreadable: `wrong_type` or `encrypted`.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES):
        return "image"
    for magic, what in _FOREIGN:
        if data.startswith(magic) and (len(magic) > _SHORT or b"\x00" in data[:_HEAD]):
            raise Unreadable("wrong_type", what)
    return _text_kind(data, name)


def zip_kind(archive: Archive) -> Literal["docx", "odt"]:
    """Tell the kind of a zip by its members.

    Raises:
        Unreadable: `wrong_type`.
    """
    if "[Content_Types].xml" in archive:
        for folder, what in _OFFICE.items():
            if any(name.startswith(folder) for name in archive.names()):
                raise Unreadable("wrong_type", what)
        return "docx"
    if "mimetype" in archive and archive.read("mimetype").startswith(_ODT):
        return "odt"
    raise Unreadable("wrong_type", "tệp nén .zip")


def _ole(data: bytes) -> Kind:
    """Look into an OLE file (Office 97–2003) by the names of its streams."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Unreadable("encrypted")
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook"):
        raise Unreadable("wrong_type", "bảng tính Excel")
    if holds("PowerPoint Document"):
        raise Unreadable("wrong_type", "trình chiếu PowerPoint")
    raise Unreadable("wrong_type", "tệp Office đời cũ, không phải Word")


def _text_kind(data: bytes, name: str) -> Kind:
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML_START.match(head):
        return "html"
    if _XML_START.match(head):
        raise Unreadable("wrong_type", "tệp XML")
    if suffix(name) in _HTML_NAMES and b"<" in head:
        return "html"
    return "text"
