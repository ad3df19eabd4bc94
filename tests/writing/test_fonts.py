"""Which font a PDF is set in: one with every Vietnamese letter, or the embedded one."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from dondoc.writing import fonts


def font(codes: list[int], *, form: int = 12) -> bytes:
    """Return the skeleton of a font whose character map holds the codes."""
    if form == 12:
        table = struct.pack(">HHIII", 12, 0, 16 + 12 * len(codes), 0, len(codes))
        table += b"".join(struct.pack(">III", code, code, 1) for code in codes)
        entry = struct.pack(">HHI", 3, 10, 12)
    else:
        count = len(codes)
        ends, starts = struct.pack(f">{count}H", *codes), struct.pack(f">{count}H", *codes)
        table = struct.pack(">HHHHHHH", 4, 16 + 8 * count, 0, 2 * count, 0, 0, 0) + ends + b"\0\0" + starts
        entry = struct.pack(">HHI", 3, 1, 12)
    return (
        struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0)
        + b"cmap"
        + struct.pack(">III", 0, 28, 0)
        + struct.pack(">HH", 0, 1)
        + entry
        + table
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(font(list(map(ord, sorted(fonts.TELLING)))), True, id="all letters"),
        pytest.param(font(list(map(ord, sorted(fonts.TELLING))), form=4), True, id="all letters in 16 bits"),
        pytest.param(font(list(map(ord, sorted(fonts.TELLING)))[:-1]), False, id="one is missing"),
        pytest.param(b"", False, id="empty"),
        pytest.param(b"not a font at all", False, id="no font"),
        pytest.param(font([65])[:30], False, id="cut off"),
    ],
)  # fmt: skip
def test_letters(data: bytes, expected: bool) -> None:
    """A font is taken only when its character map holds the letters that half Vietnamese fonts lack."""
    assert fonts.has_letters(data, fonts.TELLING) is expected


def test_a_family_lacking_letters_is_passed_over(tmp_path: Path) -> None:
    """Liberation 1 has the file names of version 2 and no Vietnamese letters: it is not taken."""
    for style in fonts.STYLES:
        (tmp_path / f"LiberationSerif-{style}.ttf").write_bytes(font([65]))

    assert fonts.find([str(tmp_path)]) == fonts.Family(fonts.FALLBACK, ())


def test_a_whole_family_is_taken(tmp_path: Path) -> None:
    """All four styles must be there; the folder of version 2 is found beside that of version 1."""
    whole = font(list(map(ord, sorted(fonts.TELLING))))
    for folder, data in (("a", font([65])), ("b", whole)):
        (tmp_path / folder).mkdir()
        for style in fonts.STYLES:
            (tmp_path / folder / f"LiberationSerif-{style}.ttf").write_bytes(data)

    assert fonts.find([str(tmp_path)]).name == "Liberation Serif"
    assert {path.parent.name for path in fonts.find([str(tmp_path)]).files} == {"b"}
    shutil.rmtree(tmp_path / "b")
    assert fonts.find([str(tmp_path)]).files == ()


def test_missing_folders_are_passed_over() -> None:
    """A folder that is not there is no fault."""
    assert fonts.find(["/nowhere/at/all"]).name == fonts.FALLBACK
