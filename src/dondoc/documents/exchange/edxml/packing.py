"""Files on the way: zipped and in base64; unpacked with bounds, and never under a name that leads elsewhere."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from .errors import Refused
from .limits import Limits

# Every zip begins with one of these: a member, or the end of an empty one.
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Office files are zips themselves; some senders do not zip them once more.
OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
ENCRYPTED = 0x1
LONGEST_NAME = 255
# The moment in a zip: the same bytes give the same message.
EPOCH = (1980, 1, 1, 0, 0, 0)
INNER = "noi-dung"
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]|^\.{0,2}$|^[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def pack(content: bytes, *, name: str) -> str:
    """Return a file as a message carries it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        suffix = PurePosixPath(name).suffix
        inner = INNER + (suffix if suffix.isascii() and suffix.removeprefix(".").isalnum() else "")
        archive.writestr(zipfile.ZipInfo(inner, EPOCH), content, zipfile.ZIP_DEFLATED)
    return base64.b64encode(packed.getvalue()).decode("ascii")


def require_safe(name: str) -> None:
    """Refuse a name that leads to another folder, or that shows other than it is.

    Raises:
        Refused: `unsafe_name`.
    """
    if UNSAFE.search(name) or len(name) > LONGEST_NAME:
        raise Refused("unsafe_name", re.sub(r"[^\w .,()/\\:-]", "?", name)[:60])


def unpack(packed: str, *, name: str, limits: Limits) -> bytes:
    """Return the file; one that was not zipped is taken as it is.

    Raises:
        Refused: `base64`, `zip`, `zip_members`, `encrypted`, `unsafe_name` or `bomb`.
    """
    try:
        data = base64.b64decode("".join(packed.split()), validate=True)
    except (binascii.Error, ValueError) as broken:
        raise Refused("base64", name) from broken
    if len(data) > limits.file:
        raise Refused("bomb", name)
    if not data.startswith(ZIP):
        return data
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [member for member in archive.infolist() if not member.is_dir()]
    except _BROKEN as broken:
        raise Refused("zip", name) from broken
    if any(member.filename in OFFICE for member in members):
        return data
    if len(members) != 1:
        raise Refused("zip_members", name)
    return _member(archive, members[0], name=name, limits=limits)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str, limits: Limits) -> bytes:
    if member.flag_bits & ENCRYPTED:
        raise Refused("encrypted", name)
    # What the member says of its size may be a lie; reading stops at the bound in any case.
    grows = member.file_size > limits.ratio_from and member.file_size > limits.ratio * member.compress_size
    if member.file_size > limits.file or grows:
        raise Refused("bomb", name)
    require_safe(member.orig_filename)
    try:
        with archive.open(member) as stream:
            content = stream.read(limits.file + 1)
    except _BROKEN as broken:
        raise Refused("zip", name) from broken
    if len(content) > limits.file:
        raise Refused("bomb", name)
    return content
