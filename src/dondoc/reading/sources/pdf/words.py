"""The words of a PDF page, each with its place, in the order in which the page draws them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dondoc.reading.sources.symbols import UNKNOWN, drawn

# A gap wider than this share of the height separates words even where no space is drawn.
_WORD_GAP = 0.22
# Letters of one word overlap by no more than this share of the height (kerning, marks on letters).
_OVERLAP = 0.6
# A letter raised by more than this share of the height begins a word of its own.
_RAISED = 0.6
# Letters drawn more than this far from level (radians) stand across the page: a stamp, a margin note.
# Slanted type, where a font has no italics, counts as tilted by 0.2 to 0.35.
_TILT = 0.6
_FONT_NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page as the reader sees it; the origin is the top left corner, in points.

    `base` is the line that the letters stand on: the same for all fonts of a line of text.
    `first` and `last` count the drawn characters: neighbours in a line of text follow each other.
    `stamped` words lie over the page, written by a program that signs or numbers it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    first: int
    last: int
    stamped: bool = False

    @property
    def height(self) -> float:
        """The height of the line of type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    index: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says: the level words, the text that stands across, the letters of no known code."""

    words: list[Word]
    across: str
    unknown: list[str]


def read_words(page: pdfium.PdfPage) -> PageWords:
    """Return the words of a page."""
    textpage = page.get_textpage()
    unknown: list[str] = []
    across: list[str] = []
    words: list[Word] = []
    letters: list[_Letter] = []
    try:
        for letter in _letters(page, textpage, across, unknown):
            if letters and (letter is None or not _follows(letters[-1], letter)):
                words.append(_word(letters))
                letters = []
            if letter is not None:
                letters.append(letter)
    finally:
        textpage.close()
    if letters:
        words.append(_word(letters))
    return PageWords(words, " ".join("".join(across).split()), unknown)


def _letters(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, across: list[str], unknown: list[str]
) -> Iterator[_Letter | None]:
    """Yield the letters in drawing order, None between words."""
    turn = page.get_rotation()
    left, bottom, right, top = page.get_bbox()
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage.raw, index)
        text = _character(textpage, index, code)
        if text.isspace():
            across += " " if across else ""
            yield None
            continue
        if text == UNKNOWN:
            unknown.append(f"{code:04X}")
        if not raw.FPDFText_GetLooseCharBox(textpage.raw, index, ctypes.byref(box)):
            continue
        if _stands_across(raw.FPDFText_GetCharAngle(textpage.raw, index), turn):
            across.append(text)
            yield None
            continue
        raw.FPDFText_GetCharOrigin(textpage.raw, index, ctypes.byref(x), ctypes.byref(y))
        drawn_box = (box.left - left, box.right - left, box.bottom - bottom, box.top - bottom)
        origin = (x.value - left, x.value - left, y.value - bottom, y.value - bottom)
        base = turned(turn, origin, right - left, top - bottom)[2]
        yield _Letter(text, *turned(turn, drawn_box, right - left, top - bottom), base, index)


def _character(textpage: pdfium.PdfTextPage, index: int, code: int) -> str:
    # PDFium writes a hyphen at a line's end as U+0002.
    if code in (0x02, 0xFFFE):
        return "-"
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    text = chr(code)
    if "\ue000" <= text <= "\uf8ff":
        return drawn(text, _font(textpage, index))
    if unicodedata.category(text) == "Cc" and not text.isspace():
        return UNKNOWN
    return text


def _font(textpage: pdfium.PdfTextPage, index: int) -> str | None:
    """Return the picture font a letter is drawn in; None when it is another."""
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    raw.FPDFText_GetFontInfo(textpage.raw, index, name, _FONT_NAME_BYTES, None)
    return "wingdings" if b"wingdings" in name.value.lower() else None


def _stands_across(angle: float, turn: int) -> bool:
    # PDFium measures clockwise.
    shown = (angle + math.radians(turn)) % math.tau
    return min(shown, math.tau - shown) > _TILT


def turned(
    turn: int, box: tuple[float, float, float, float], width: float, height: float
) -> tuple[float, float, float, float]:
    """Return left, right, top, bottom as the turned page shows them."""
    x0, x1, y0, y1 = box
    if turn == 90:
        return y0, y1, x0, x1
    if turn == 180:
        return width - x1, width - x0, y0, y1
    if turn == 270:
        return height - y1, height - y0, width - x1, width - x0
    return x0, x1, height - y1, height - y0


def _follows(before: _Letter, letter: _Letter) -> bool:
    """Tell whether a letter continues the word of the letter drawn before it."""
    height = max(before.bottom - before.top, 1.0)
    gap = letter.x0 - before.x1
    return abs(letter.base - before.base) <= _RAISED * height and -_OVERLAP * height <= gap <= _WORD_GAP * height


def _word(letters: list[_Letter]) -> Word:
    return Word(
        text="".join(letter.text for letter in letters),
        x0=min(letter.x0 for letter in letters),
        x1=max(letter.x1 for letter in letters),
        top=min(letter.top for letter in letters),
        bottom=max(letter.bottom for letter in letters),
        base=letters[0].base,
        first=letters[0].index,
        last=letters[-1].index,
    )
