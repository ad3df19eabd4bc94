"""The container of Office 97–2003 (compound file): named streams in a file of sectors ([MS-CFB])."""

from __future__ import annotations

import struct

from dondoc.reading.errors import Unreadable

_ENTRY = 128
_STREAM, _ROOT = 2, 5
_LAST = 0xFFFFFFFA  # special sector numbers start here
_MAX_ENTRIES = 10_000


class Container:
    """The streams of a compound file.

    Raises:
        Unreadable: `damaged`.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._size = 1 << struct.unpack_from("<H", data, 0x1E)[0]
            self._mini_size = 1 << struct.unpack_from("<H", data, 0x20)[0]
            first_directory, self._cutoff = struct.unpack_from("<I4xI", data, 0x30)[0], 4096
            first_mini, _, first_more, more = struct.unpack_from("<4I", data, 0x3C)
            if self._size not in (512, 4096) or self._mini_size != 64:
                raise Unreadable("damaged", "sai cấu trúc tệp Word")
            self._next = self._table(self._table_sectors(first_more, more))
            self._mini_next = self._table(self._chain(first_mini))
            self._streams = self._directory(b"".join(map(self._sector, self._chain(first_directory))))
        except (struct.error, IndexError, ValueError) as broken:
            raise Unreadable("damaged", "sai cấu trúc tệp Word") from broken
        root = self._streams.get("Root Entry", (0, 0))
        self._mini = self._large(*root) if root[1] else b""

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            Unreadable: `damaged` when there is no such stream.
        """
        if name not in self._streams:
            raise Unreadable("damaged", "thiếu phần nội dung")
        start, size = self._streams[name]
        if size >= self._cutoff:
            return self._large(start, size)
        parts = []
        for number in _follow(self._mini_next, start):
            parts.append(self._mini[number * self._mini_size : (number + 1) * self._mini_size])
        return b"".join(parts)[:size]

    def _large(self, start: int, size: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start)))[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int) -> list[int]:
        return _follow(self._next, start)

    def _table_sectors(self, first_more: int, more: int) -> list[int]:
        """Return the sectors of the allocation table: 109 in the header, others in a chain of lists."""
        found = list(struct.unpack_from("<109I", self._data, 0x4C))
        number = first_more
        for _ in range(min(more, len(self._data) // self._size)):
            if number >= _LAST:
                break
            listed = struct.unpack(f"<{self._size // 4}I", self._sector(number))
            found += listed[:-1]
            number = listed[-1]
        # Each once, and none beyond the file: a small file cannot claim a table of any size.
        return [sector for sector in dict.fromkeys(found) if sector < len(self._data) // self._size]

    def _table(self, sectors: list[int]) -> list[int]:
        whole = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4]))

    def _directory(self, entries: bytes) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for place in range(0, min(len(entries), _MAX_ENTRIES * _ENTRY) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, place + 64)
            if kind in (_STREAM, _ROOT) and 2 <= length <= 64:
                name = entries[place : place + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", entries, place + 116)
                found.setdefault(name, (start, min(size, len(self._data))))
        return found


def _follow(following: list[int], start: int) -> list[int]:
    """Return a chain of sectors; a circle or a wrong number ends it."""
    found: list[int] = []
    seen: set[int] = set()
    number = start
    while number < len(following) and number not in seen:
        seen.add(number)
        found.append(number)
        number = following[number]
    return found
