"""The pages look as they did when somebody last looked at them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from dondoc.writing import fonts

from .contents import EXAMPLES
from .pictures import FOLDER, pictures

# Mean difference in shades of 256: another version of the same font stays below, a line that moves by 2 mm does not.
TOLERANCE = 3.0
MOST_BYTES = 200_000


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures differ on average where either shows something, in shades of 256."""
    changes = ImageChops.difference(one, other)
    return float(ImageStat.Stat(changes).mean[0])


@pytest.mark.skipif(not fonts.family().files, reason="no Times font here (Debian: fonts-croscore)")
@pytest.mark.parametrize("name", EXAMPLES)
def test_pages_look_as_they_did(name: str) -> None:
    """Each page is its picture, within a tolerance (after a meant change: python -m tests.writing.pictures)."""
    made = pictures(name)
    kept = [Image.open(path).convert("L") for path in sorted(FOLDER.glob(f"{name}-*.png"))]

    assert [picture.size for picture in made] == [picture.size for picture in kept]
    assert [n for n, pair in enumerate(zip(made, kept, strict=True), 1) if difference(*pair) > TOLERANCE] == []


def test_a_moved_line_shows() -> None:
    """The tolerance sees lines that moved by two millimetres."""
    (page,) = pictures("bao-cao")
    moved = page.copy()
    moved.paste(page.crop((0, 100, page.width, page.height - 4)), (0, 103))

    assert difference(page, moved) > TOLERANCE


def test_references_are_small() -> None:
    """All pictures together take less than 200 kB."""
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) < MOST_BYTES
