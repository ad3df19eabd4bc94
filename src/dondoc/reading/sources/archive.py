"""A zip that may be hostile: bounds are checked before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.limits import MEBIBYTE, Limits

_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Archive:
    """The members of a zip, read one at a time and never written to disk.

    Raises:
        Unreadable: `damaged`, `bomb` or `encrypted`.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as broken:
            raise Unreadable("damaged", "tệp nén bị cắt hoặc sai cấu trúc") from broken
        self._members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._check(self._zip.infolist())

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        limits = self._limits
        if len(members) > limits.zip_members:
            raise Unreadable("bomb", f"{len(members)} tệp con")
        total = sum(info.file_size for info in members)
        if total > limits.zip_total_bytes:
            raise Unreadable("bomb", f"{total // MEBIBYTE} MB")
        for info in members:
            if info.flag_bits & _ENCRYPTED:
                raise Unreadable("encrypted")
            if info.file_size > limits.zip_ratio_from_bytes and info.file_size > limits.zip_ratio * info.compress_size:
                raise Unreadable("bomb", f"một phần nén {info.file_size // max(1, info.compress_size)} lần")

    def names(self) -> list[str]:
        """Return the names of the members."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Unpack one member.

        Raises:
            Unreadable: `damaged` when it is missing or broken, `bomb` when it is too large.
        """
        info = self._members.get(name)
        if info is None:
            raise Unreadable("damaged", "thiếu phần nội dung")
        limit = self._limits.zip_part_bytes
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as broken:
            raise Unreadable("damaged", "một phần của tệp nén bị hỏng") from broken
        if len(data) > limit:
            raise Unreadable("bomb", f"một phần hơn {limit // MEBIBYTE} MB")
        return data
