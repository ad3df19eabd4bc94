"""Word 97 documents (.doc) written byte by byte, as far as the reader looks at them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
IN_TABLE = struct.pack("<HB", 0x2416, 1)
HIDDEN, DELETED, SPECIAL = (struct.pack("<HB", code, 1) for code in (0x083C, 0x0800, 0x0855))


def font(number: int) -> bytes:
    """The property that sets letters in a font."""
    return struct.pack("<HH", 0x4A4F, number) + struct.pack("<HH", 0x4A51, number)


def listed(number: int, depth: int = 0) -> bytes:
    """The properties that put a paragraph in a list."""
    return struct.pack("<HH", 0x460B, number) + struct.pack("<HB", 0x260A, depth)


def row_end(*edges: int, ruled: bool = False) -> bytes:
    """The properties of the mark that ends a row, with the edges of its cells."""
    cells = (struct.pack("<HH", 0, 0) + (b"\x04\x01\x00\x00" if ruled else bytes(4)) * 4) * (len(edges) - 1)
    body = struct.pack("<B", len(edges) - 1) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return IN_TABLE + struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(body) + 1) + body


@dataclass
class Doc:
    """The parts of a document: stories of runs and paragraph marks with their properties."""

    fonts: tuple[str, ...] = ("Times New Roman",)
    flags: int = 0
    version: int = 0xC1
    lists: bytes = b""
    uses: bytes = b""
    notes: list[int] = field(default_factory=list)
    note_bounds: list[int] = field(default_factory=list)
    header_bounds: list[int] = field(default_factory=list)
    runs: list[tuple[str, bytes]] = field(default_factory=list)
    paragraphs: list[tuple[int, bytes]] = field(default_factory=list)
    lengths: dict[int, int] = field(default_factory=dict)
    wide: bool = True
    # How many pieces name the text; more than one lie on one another.
    pieces: int = 1

    def add(self, *runs: str | tuple[str, bytes], mark: str = "\r", story: int = 0, properties: bytes = b"") -> Doc:
        """Write a paragraph at the end of a story; stories are written in their order."""
        for run in (*runs, mark):
            text, look = run if isinstance(run, tuple) else (run, b"")
            self.runs.append((text, look))
            self.lengths[story] = self.lengths.get(story, 0) + len(text)
        self.paragraphs.append((sum(len(text) for text, _ in self.runs), properties))
        return self

    def row(self, *cells: str, ruled: bool = False) -> Doc:
        """Write a row of a table."""
        for cell in cells:
            self.add(cell, mark="\x07", properties=IN_TABLE)
        edges = [1000 * at for at in range(len(cells) + 1)]
        return self.add(mark="\x07", properties=row_end(*edges, ruled=ruled))

    def bytes(self) -> bytes:
        """Return the file."""
        text = "".join(part for part, _ in self.runs)
        width = 2 if self.wide else 1
        content = text.encode("utf-16-le", "surrogatepass") if self.wide else text.encode("cp1252")
        start = 2048
        main = bytearray(start) + content + bytes(-len(content) % SECTOR)
        table = bytearray(16)
        struct.pack_into("<H", main, 0, 0xA5EC)
        struct.pack_into("<H", main, 2, self.version)
        struct.pack_into("<H", main, 10, 0x0200 | self.flags)
        for story in range(8):
            struct.pack_into("<i", main, 76 + 4 * story, self.lengths.get(story, 0))

        def part(index: int, data: bytes) -> None:
            struct.pack_into("<II", main, 154 + 8 * index, len(table), len(data))
            table.extend(data)

        where = start if self.wide else 0x40000000 | start * 2
        starts = [0, len(text)] if self.pieces == 1 else [at % 2 * len(text) for at in range(self.pieces + 1)]
        table_of = struct.pack(f"<{len(starts)}I", *starts) + struct.pack("<HIH", 0, where, 0) * self.pieces
        part(33, b"\x02" + struct.pack("<I", len(table_of)) + table_of)
        bounds = [0]
        for run, _ in self.runs:
            bounds.append(bounds[-1] + len(run))
        part(
            12,
            self._pages(main, [start + width * at for at in bounds], [look for _, look in self.runs], papx=False),
        )
        ends = [start] + [start + width * end for end, _ in self.paragraphs]
        part(13, self._pages(main, ends, [look for _, look in self.paragraphs], papx=True))
        part(15, self._fonts())
        if self.notes:
            part(
                2,
                struct.pack(f"<{len(self.notes) + 1}I", *self.notes, len(text)) + b"\x01\x00" * len(self.notes),
            )
            part(3, struct.pack(f"<{len(self.note_bounds)}I", *self.note_bounds))
        if self.header_bounds:
            part(11, struct.pack(f"<{len(self.header_bounds)}I", *self.header_bounds))
        if self.uses:
            size = 2 + 28 * struct.unpack_from("<h", self.lists)[0]
            struct.pack_into("<II", main, 154 + 8 * 73, len(table), size)
            table.extend(self.lists)
            part(74, self.uses)
        return container({"WordDocument": bytes(main), "1Table": bytes(table)})

    def _fonts(self) -> bytes:
        entries = [bytes(39) + name.encode("utf-16-le") + b"\x00\x00" for name in self.fonts]
        return struct.pack("<HH", len(entries), 0) + b"".join(bytes([len(entry)]) + entry for entry in entries)

    @staticmethod
    def _pages(main: bytearray, ends: list[int], looks: list[bytes], *, papx: bool) -> bytes:
        """Write one page for each stretch: simple, and enough for small files."""
        numbers = []
        for at, look in enumerate(looks):
            page = bytearray(SECTOR)
            struct.pack_into("<II", page, 0, ends[at], ends[at + 1])
            page[511] = 1
            page[8] = 128 // 2
            if papx:
                look = b"\x00\x00" + look
                look += bytes(len(look) & 1)
                page[128 : 130 + len(look)] = bytes([0, len(look) // 2]) + look
            else:
                page[128 : 129 + len(look)] = bytes([len(look)]) + look
            numbers.append(len(main) // SECTOR)
            main.extend(page)
        return struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(numbers)}I", *numbers)


def level(number_format: int, text: str, start: int = 1, follow: int = 0) -> bytes:
    """One level of a list; characters below 9 in its text stand for numbers."""
    head = struct.pack("<iBB", start, number_format, 0) + bytes(9) + bytes([follow]) + bytes(12)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def list_table(*lists: list[bytes]) -> bytes:
    """The lists of a document, numbered from 1; simple ones have one level."""
    heads = b"".join(
        struct.pack("<ii", at, 0) + bytes(18) + bytes([len(levels) == 1, 0]) for at, levels in enumerate(lists, 1)
    )
    return struct.pack("<h", len(lists)) + heads + b"".join(part for levels in lists for part in levels)


def list_uses(*uses: tuple[int, int | None]) -> bytes:
    """The uses of lists: the list, and where it starts anew."""
    heads = b"".join(
        struct.pack("<i", identity) + bytes(8) + bytes([start is not None, 0, 0, 0]) for identity, start in uses
    )
    rest = b"".join(bytes(4) + (b"" if start is None else struct.pack("<iI", start, 0x10)) for _, start in uses)
    return struct.pack("<I", len(uses)) + heads + rest


def container(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each padded so that none is a small one."""
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items()}
    padded = {name: data + bytes(-len(data) % SECTOR) for name, data in padded.items()}
    sectors: list[bytes] = []
    following: list[int] = []
    starts: dict[str, int] = {}

    def put(data: bytes) -> int:
        first = len(sectors)
        parts = [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        sectors.extend(parts)
        following.extend([*range(first + 1, first + len(parts)), 0xFFFFFFFE])
        return first

    for name, data in padded.items():
        starts[name] = put(data)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [_entry(name, 2, starts[name], len(data)) for name, data in padded.items()]
    directory = put(b"".join(entries) + bytes(-len(entries) * 128 % SECTOR))
    tables = -(-(len(following) + 2) // 128)
    first_table = len(sectors)
    following += [0xFFFFFFFD] * tables
    following += [0xFFFFFFFF] * (tables * 128 - len(following))
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", header, 0x2C, tables, directory, 0)
    struct.pack_into("<IIIII", header, 0x38, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    listed_tables = [*range(first_table, first_table + tables), *[0xFFFFFFFF] * (109 - tables)]
    struct.pack_into("<109I", header, 0x4C, *listed_tables)
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(following)}I", *following)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    entry = bytearray(128)
    encoded = (name + "\x00").encode("utf-16-le")
    entry[: len(encoded)] = encoded
    struct.pack_into("<HB", entry, 64, len(encoded), kind)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
