"""Letters on pictures, recognised by Tesseract with its Vietnamese data; what is doubtful is said."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import programs
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.losses import page_list, quoted
from dondoc.reading.sources.pdf.words import Word

_LANGUAGE = "vie"
# Words that Tesseract itself gives less than this (of 100) are named as doubtful.
_DOUBT = 60.0
# Below this it is dust, a stamp's edge or a signature.
_NOISE = 15.0
_LINE_LEVEL, _WORD_LEVEL = "4", "5"
_COLUMNS = 12
# On a picture nothing tells columns but the white between them.
WIDE_GAP = 1.0
# Asking for the list of languages takes a few hundredths of a second.
_ASK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey pixels, one byte each, row by row from the top."""

    width: int
    height: int
    pixels: bytes

    def as_pgm(self) -> bytes:
        """Return the picture in the plainest format that Tesseract reads."""
        return f"P5\n{self.width} {self.height}\n255\n".encode() + self.pixels


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one picture in pixels, those that may be wrong, and how many blots gave none."""

    words: list[Word]
    doubtful: list[str]
    unread: int


def is_available() -> bool:
    """Tell whether Tesseract and its Vietnamese data are installed."""
    program = programs.find("tesseract")
    if program is None:
        return False
    with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
        done = programs.run([program, "--list-langs"], folder=Path(folder), seconds=_ASK_SECONDS)
    return _LANGUAGE in done.output.decode("utf-8", "replace").split()


class Recogniser:
    """Recognises the pictures of one file within its pages and its time.

    Attributes:
        is_missing: a picture was met, and Tesseract is not installed.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end: float | None = None
        self._doubtful: list[str] = []
        self._unread = 0
        self._read: list[int] = []
        self._left_out: list[int] = []
        self._not_read: list[int] = []
        self.is_missing = False

    def wants(self, page: int) -> bool:
        """Tell whether a page will be recognised; if not, it is remembered as a loss."""
        if not self._limits.ocr_pages or self.is_missing:
            self._not_read.append(page)
            return False
        if self._end is None:
            if not is_available():
                self.is_missing = True
                self._not_read.append(page)
                return False
            if not self._limits.is_recognised:
                raise Unreadable("scan")
            self._end = time.monotonic() + self._limits.ocr_seconds
        if len(self._read) >= self._limits.ocr_pages or time.monotonic() >= self._end:
            self._left_out.append(page)
            return False
        return True

    def words(self, picture: Picture, page: int, scale: float = 1.0) -> list[Word]:
        """Return the words of a page that is wanted, in pixels divided by `scale`."""
        left = max(0.1, (self._end or 0.0) - time.monotonic())
        try:
            found = recognise(picture, self._limits.ocr_dpi, left)
        except Unreadable:
            self._left_out.append(page)
            return []
        self._read.append(page)
        self._doubtful += found.doubtful
        self._unread += found.unread
        return [_scaled(word, scale) for word in found.words]

    def losses(self) -> list[str]:
        """Say what was recognised, what is doubtful and what was not read."""
        found: list[str] = []
        if self._read:
            found.append(
                f"{page_list(self._read)} là ảnh chụp hoặc quét, chữ do máy nhận dạng và có thể sai; "
                "hãy đối chiếu với bản gốc."
            )
        if self._doubtful:
            found.append(f"{len(self._doubtful)} từ máy nhận dạng không chắc: {quoted(self._doubtful)}.")
        if self._unread:
            found.append(f"{self._unread} vết mực hoặc con dấu không đọc ra chữ, bỏ qua.")
        if self._left_out:
            found.append(f"{page_list(self._left_out)} là ảnh chụp hoặc quét, chưa nhận dạng vì quá giới hạn.")
        if self._not_read:
            why = "máy này chưa cài tesseract-ocr-vie" if self.is_missing else "không bật nhận dạng chữ"
            found.append(f"{page_list(self._not_read)} là ảnh chụp hoặc quét, không đọc được vì {why}.")
        return found


def recognise(picture: Picture, dpi: int, seconds: float) -> Recognised:
    """Return the words of a picture.

    Raises:
        Unreadable: `no_ocr` or `too_slow`.
    """
    program = programs.find("tesseract")
    if program is None:
        raise Unreadable("no_ocr")
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(dpi), "--psm", "3", "tsv"]
    with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
        done = programs.run(command, folder=Path(folder), seconds=seconds, given=picture.as_pgm())
    return _recognised(done.output.decode("utf-8", "replace"))


def _recognised(table: str) -> Recognised:
    """Read Tesseract's table: a line gives height and base to its words, a word its place and confidence."""
    words: list[Word] = []
    doubtful: list[str] = []
    unread = 0
    line_top = line_bottom = 0.0
    for index, row in enumerate(table.splitlines()[1:]):
        cells = row.split("\t")
        if len(cells) != _COLUMNS:
            continue
        left, top, width, height, confidence = (float(cell) for cell in cells[6:11])
        if cells[0] == _LINE_LEVEL:
            line_top, line_bottom = top, top + height
        if cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        if confidence < _NOISE:
            unread += 1
            continue
        if confidence < _DOUBT:
            doubtful.append(cells[11])
        words.append(Word(cells[11], left, left + width, line_top, line_bottom, line_bottom, 2 * index, 2 * index))
    return Recognised(words, doubtful, unread)


def _scaled(word: Word, scale: float) -> Word:
    return replace(
        word,
        x0=word.x0 / scale,
        x1=word.x1 / scale,
        top=word.top / scale,
        bottom=word.bottom / scale,
        base=word.base / scale,
    )
