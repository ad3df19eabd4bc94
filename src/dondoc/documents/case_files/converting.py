"""Turning what lies in a case file into PDF: pictures and plain text here, office files in one run of LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageSequence, UnidentifiedImageError
from pypdfium2 import PdfiumError

from dondoc.documents import files, pages
from dondoc.documents.models import StoredFile
from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import office, plain
from dondoc.writing.pdf.plain import write_plain

# Formats that LibreOffice prints, pictures, and text; another one is left as it is.
PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
PRINTED = (".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx")
TEXTS = (".txt",)
# Of plain text, letters that are set in one go: about 45 seconds. What comes after them is left as it is.
MOST_LETTERS = 5_000_000
# Of a picture that does not say how large it is.
SCREEN_DPI = 96.0
# For a file at all: 500 short letters take about two minutes.
SECONDS = 180.0


@contextmanager
def as_pdf(wanted: Iterable[tuple[int, StoredFile, str]]) -> Iterator[dict[int, Path]]:
    """Make PDFs of stored files and give their paths, by the numbers under which they were asked for.

    One that cannot be printed, or not in time, is not among them; nor is an office file where LibreOffice is missing.

    Args:
        wanted: number, file, and the suffix that says its format.

    Raises:
        FileLost: the store does not have the bytes any more.
    """
    with TemporaryDirectory(prefix="dondoc-") as name:
        folder = Path(name)
        given = dict(_laid_out(wanted, folder))
        pictures = {path: path.with_suffix(".pdf") for path in given if path.suffix in PICTURES}
        for path, pdf in pictures.items():
            _bind(path, pdf)
        texts = dict(_set(path for path in given if path.suffix in TEXTS))
        made = office.to_pdf([path for path in given if path.suffix in PRINTED], folder=folder, seconds=SECONDS)
        yield {given[path]: pdf for path, pdf in (made | pictures | texts).items() if _is_whole(pdf)}


def _laid_out(wanted: Iterable[tuple[int, StoredFile, str]], folder: Path) -> Iterator[tuple[Path, int]]:
    """Copy the files that can be printed into a folder."""
    for number, file, suffix in wanted:
        if suffix in (*PRINTED, *PICTURES, *TEXTS):
            path = folder / f"{number:05d}{suffix}"
            with files.opened(file) as stored, path.open("wb") as target:
                shutil.copyfileobj(stored, target)
            yield path, number


def _bind(picture: Path, pdf: Path) -> None:
    """Write a picture, each frame a page; nothing of one that is damaged."""
    try:
        with Image.open(picture) as image:
            frames = [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]
        said = float(image.info.get("dpi", (SCREEN_DPI,))[0])  # 0, or no number at all, where it is not known
        dpi = said if said >= 1 else SCREEN_DPI
        frames[0].save(pdf, "PDF", save_all=True, append_images=frames[1:], resolution=dpi)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        pdf.unlink(missing_ok=True)


def _set(texts: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Set files of plain text, whatever letters they are written in; what is no text is left as it is."""
    room = MOST_LETTERS
    for path in texts:
        try:
            said = plain.decode(path.read_bytes()).text
        except Unreadable:
            continue
        room -= len(said)
        if said.strip() and room >= 0:
            pdf = path.with_suffix(".pdf")
            pdf.write_bytes(write_plain(said))
            yield path, pdf


def _is_whole(pdf: Path) -> bool:
    """Say whether a PDF was written to its end."""
    if not pdf.is_file():
        return False
    try:
        return pages.count(pdf.read_bytes(), pages.PDF) > 0
    except PdfiumError:
        return False
