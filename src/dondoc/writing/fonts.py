"""The font of the PDF: a family with the widths of Times New Roman that has every Vietnamese letter."""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Where systems keep fonts; a folder that is not there is passed over.
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
# Debian fonts-croscore and fonts-liberation2. Liberation 1 has the same file names and no Vietnamese letters.
FAMILIES = (("Tinos", "Tinos"), ("Liberation Serif", "LiberationSerif"))
# Embedded in the typst wheel.
FALLBACK = "Libertinus Serif"
# Letters that fonts which are only half Vietnamese lack.
TELLING = "ẵỴữ₫ơĐ"
UNICODE_TABLES = ((3, 10), (0, 4), (3, 1), (0, 3))


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: its name, and the files to take it from; none for the one that typst embeds."""

    name: str
    files: tuple[Path, ...]


@functools.cache
def family() -> Family:
    """Return the family that PDFs are set in on this machine."""
    return find(FOLDERS)


def find(folders: Iterable[str]) -> Family:
    """Return the first family whose four files lie in the folders and have every Vietnamese letter."""
    files: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(Path(folder).expanduser().rglob("*.ttf")):
            files.setdefault(path.name, []).append(path)
    for name, stem in FAMILIES:
        found = [_usable(files.get(f"{stem}-{style}.ttf", ())) for style in STYLES]
        chosen = tuple(path for path in found if path is not None)
        if len(chosen) == len(STYLES):
            return Family(name, chosen)
    return Family(FALLBACK, ())


def _usable(paths: Sequence[Path]) -> Path | None:
    return next((path for path in paths if has_letters(path.read_bytes(), TELLING)), None)


def has_letters(font: bytes, letters: str) -> bool:
    """Say whether the character map of a TrueType font holds the letters; False for what is no such font."""
    try:
        known = _mapped(font)
    except (struct.error, IndexError):
        return False
    return all(ord(letter) in known for letter in letters)


def _mapped(font: bytes) -> frozenset[int]:
    """Return the code points of the `cmap` table, its formats 4 and 12."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(count)}
    start = tables.get(b"cmap")
    if start is None:
        return frozenset()
    (number,) = struct.unpack_from(">H", font, start + 2)
    entries = [struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(number)]
    places = {(platform, encoding): start + offset for platform, encoding, offset in entries}
    place = next((places[key] for key in UNICODE_TABLES if key in places), None)
    if place is None:
        return frozenset()
    (form,) = struct.unpack_from(">H", font, place)
    return _segments(font, place) if form == 4 else _groups(font, place) if form == 12 else frozenset()


def _segments(font: bytes, place: int) -> frozenset[int]:
    (doubled,) = struct.unpack_from(">H", font, place + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, place + 14)
    starts = struct.unpack_from(f">{count}H", font, place + 16 + doubled)
    return frozenset(code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1))


def _groups(font: bytes, place: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">I", font, place + 12)
    groups = (struct.unpack_from(">II", font, place + 16 + 12 * n) for n in range(count))
    return frozenset(code for first, last in groups for code in range(first, last + 1))
