"""The pages look as they did when somebody last looked at them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from dondoc.writing import fonts
from dondoc.writing.pdf import write_pdf

from .contents import EXAMPLES, example
from .pictures import DOTS, FOLDER, pictures

# Pages are compared in tiles of 5 mm: what changes in one place is not thinned out by the rest of the page.
TILE = 16
# Dots over which edges are blurred: programs that draw the same page set its letters apart by half a dot.
BLUR = 1.5
# Shades of 256 by which the worst tile may differ. Measured over all examples: another Times font 2, another program
# (poppler 22) 18, one line moved by 2 mm 29 or more, no letterhead 74 or more.
TOLERANCE = 23
MOST_BYTES = 250_000
NO_FONT = pytest.mark.skipif(not fonts.family().files, reason="no Times font here (Debian: fonts-croscore)")


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return how far two pictures differ in the tile where they differ most, in shades of 256."""
    soft, other_soft = (picture.filter(ImageFilter.GaussianBlur(BLUR)) for picture in (one, other))
    worst = ImageChops.difference(soft, other_soft).reduce(TILE).getextrema()[1]
    assert isinstance(worst, int)
    return worst


def kept(name: str) -> list[Image.Image]:
    """Return the pages of an example as they were."""
    return [Image.open(path).convert("L") for path in sorted(FOLDER.glob(f"{name}-*.png"))]


def lines(page: Image.Image) -> Iterator[tuple[int, int]]:
    """Yield where the lines of text of a page begin and end; a rule is none."""
    inked = [page.crop((0, y, page.width, y + 1)).getextrema()[0] < 200 for y in range(page.height)]  # type: ignore[operator]
    start = 0
    for y, has_ink in enumerate([*inked, False]):
        if not has_ink:
            if y - start > DOTS * 4 / 72:
                yield start, y
            start = y + 1


def without_letterhead(page: Image.Image) -> Iterator[Image.Image]:
    """Yield a page whose first 45 mm are white."""
    changed = page.copy()
    changed.paste(255, (0, 0, page.width, round(45 * DOTS / 25.4)))
    yield changed


def with_a_moved_line(page: Image.Image) -> Iterator[Image.Image]:
    """Yield the page with each of its lines in turn 2 mm lower."""
    for start, end in lines(page):
        changed, line = page.copy(), Image.new("L", page.size, 255)
        changed.paste(255, (0, start, page.width, end))
        line.paste(page.crop((0, start, page.width, end)), (0, start + round(2 * DOTS / 25.4)))
        yield ImageChops.darker(changed, line)


@NO_FONT
@pytest.mark.parametrize("name", EXAMPLES)
def test_pages_look_as_they_did(name: str) -> None:
    """Each page is its picture, within a tolerance (after a meant change: python -m tests.writing.pictures)."""
    made = pictures(name)

    assert [page.size for page in made] == [page.size for page in kept(name)]
    assert [n for n, pair in enumerate(zip(made, kept(name), strict=True), 1) if difference(*pair) > TOLERANCE] == []


@pytest.mark.parametrize("change", [without_letterhead, with_a_moved_line])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_change_shows(name: str, change: Callable[[Image.Image], Iterator[Image.Image]]) -> None:
    """The tolerance sees a letterhead that is gone, and any line that moved by two millimetres."""
    page = kept(name)[0]
    seen = [difference(page, changed) > TOLERANCE for changed in change(page)]

    assert seen
    assert all(seen)


@NO_FONT
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="no poppler here (Debian: poppler-utils)")
@pytest.mark.parametrize("name", EXAMPLES)
def test_another_program_draws_the_same(name: str, tmp_path: Path) -> None:
    """The tolerance does not see which program draws the page."""
    (tmp_path / "a.pdf").write_bytes(write_pdf(example(name)))
    draw = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", "a.pdf", "page"]
    subprocess.run(draw, cwd=tmp_path, check=True, capture_output=True)
    drawn = [Image.open(path).convert("L") for path in sorted(tmp_path.glob("page*.png"))]

    # The programs round the size of the page differently.
    cut = [page.crop((0, 0, *picture.size)) for page, picture in zip(drawn, kept(name), strict=True)]
    assert [difference(*pair) > TOLERANCE for pair in zip(cut, kept(name), strict=True)] == [False] * len(cut)


def test_references_are_small() -> None:
    """All pictures together take less than 250 kB."""
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) < MOST_BYTES
