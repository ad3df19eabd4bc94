"""The parts of a .docx that may be hostile: bounds before anything is unpacked, no entity, nothing from outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from dondoc.writing.checking.errors import Unreadable

MEBIBYTE = 1024 * 1024
# E-mail gateways of offices stop at 25 MiB; a document with pictures may be twice as large on disk.
FILE_BYTES = 50 * MEBIBYTE
ZIP_MEMBERS = 5_000
ZIP_TOTAL_BYTES = 250 * MEBIBYTE
# One XML part: parsing needs about ten times this in memory. The text of a 1 500 page volume has 20 MiB.
PART_BYTES = 32 * MEBIBYTE
# The XML of long tables shrinks about 40 times; zeros shrink 1 000 times. Small parts shrink as much as they like.
RATIO, RATIO_FROM_BYTES = 200, 4 * MEBIBYTE

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_OTHERS = {"xl/": "bảng tính Excel", "ppt/": "trình chiếu PowerPoint", "visio/": "bản vẽ Visio"}
_MAIN = "word/document.xml"

_OPEN = "http://schemas.openxmlformats.org/"
W = f"{{{_OPEN}wordprocessingml/2006/main}}"
R = f"{{{_OPEN}officeDocument/2006/relationships}}"
A = f"{{{_OPEN}drawingml/2006/main}}"
MC = f"{{{_OPEN}markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix it has everywhere
# Word's "strict" files say the same under other names.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
}


def parse(data: bytes) -> etree._Element:
    """Parse one XML part.

    Raises:
        Unreadable: `damaged` when it is no XML or declares a DTD, `too_large` when it nests too deep.
    """
    if _STRICT in data:
        for strict, usual in _NAMES.items():
            data = data.replace(_STRICT + strict, _OPEN.encode() + usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        if "depth" in str(broken).lower():
            raise Unreadable("too_large", "các phần lồng nhau quá sâu") from broken
        raise Unreadable("damaged", "nội dung XML sai cấu trúc") from broken
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("damaged", "nội dung XML có khai báo không được phép")
    return root


class Package:
    """A .docx; its parts are parsed when they are asked for.

    Raises:
        Unreadable: any code but `secret`.
    """

    def __init__(self, data: bytes, *, name: str) -> None:
        self._zip = _opened(data, name)
        self._members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        if "[Content_Types].xml" not in self._members:
            raise Unreadable("wrong_type", "tệp nén .zip")
        for folder, what in _OTHERS.items():
            if any(name.startswith(folder) for name in self._members):
                raise Unreadable("wrong_type", what)
        self.main = next((target for kind, target in self._relations("").values() if kind == "officeDocument"), _MAIN)
        self.document = parse(self._read(self.main))
        self._links = self._relations(self.main)

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind ("styles") that the main part points at, None when there is none."""
        return next((self._part(target) for found, target in self._links.values() if found == kind), None)

    def by_id(self, identity: str) -> etree._Element | None:
        """Return the root of the part behind a relation of the main part."""
        return self._part(self._links[identity][1]) if identity in self._links else None

    def _part(self, name: str) -> etree._Element | None:
        return parse(self._read(name)) if name in self._members else None

    def _read(self, name: str) -> bytes:
        info = self._members.get(name)
        if info is None:
            raise Unreadable("damaged", "thiếu phần nội dung")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(PART_BYTES + 1)
        except _BROKEN as broken:
            raise Unreadable("damaged", "một phần của tệp nén bị hỏng") from broken
        if len(data) > PART_BYTES:
            raise Unreadable("too_large", f"một phần hơn {PART_BYTES // MEBIBYTE} MB")
        return data

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and target of each relation of a part that points inside the file."""
        folder, base = posixpath.split(part)
        root = self._part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in root if root is not None else ():
            if item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, item.get("Target") or "")).lstrip("/")
                found[item.get("Id") or ""] = ((item.get("Type") or "").rpartition("/")[2], target)
        return found


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    """Open the zip and check its bounds; the name only tells what the file is when it is none."""
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable("empty")
    if len(data) > FILE_BYTES:
        raise Unreadable("too_large", f"{len(data) // MEBIBYTE} MB, tối đa {FILE_BYTES // MEBIBYTE} MB")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted")
        raise Unreadable("wrong_type", "tệp Office đời cũ")
    if not data.startswith(_ZIP):
        suffix = posixpath.splitext(name.replace("\\", "/"))[1].lower()
        raise Unreadable("wrong_type", "không có cấu trúc của tệp Word" if suffix in ("", ".docx") else f"tệp {suffix}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as broken:
        raise Unreadable("damaged", "tệp nén bị cắt hoặc sai cấu trúc") from broken
    _check_bounds(archive.infolist())
    return archive


def _check_bounds(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what is locked or would grow beyond all measure."""
    if len(members) > ZIP_MEMBERS:
        raise Unreadable("bomb", f"{len(members)} tệp con")
    if (total := sum(info.file_size for info in members)) > ZIP_TOTAL_BYTES:
        raise Unreadable("bomb", f"{total // MEBIBYTE} MB")
    for info in members:
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise Unreadable("encrypted")
        if info.file_size > RATIO_FROM_BYTES and info.file_size > RATIO * info.compress_size:
            raise Unreadable("bomb", f"một phần nén {info.file_size // max(1, info.compress_size)} lần")


def value(element: etree._Element | None, attribute: str = "val") -> str | None:
    """Return an attribute of the word-processing namespace, None when it is absent."""
    return None if element is None else element.get(W + attribute)


def is_on(element: etree._Element | None) -> bool | None:
    """Read a toggle such as `<w:b/>`: True, False, or None when it is absent."""
    if element is None:
        return None
    return element.get(W + "val") not in ("0", "false", "off", "none")


def elements(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name."""
    return iter(()) if parent is None else parent.iterchildren(W + name)


def points(text: str | None, per_point: float = 20) -> float | None:
    """Return a measure in points; plain numbers are twips, or as many to the point as said."""
    if text is None:
        return None
    units = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0, "pi": 12.0}
    try:
        if text[-2:] in units:
            return float(text[:-2]) * units[text[-2:]]
        number = float(text) / per_point
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 1e6 else None
