"""What programs lay over a page when they sign or number it: number and date in place, notices apart."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dondoc.reading.sources.pdf.words import PageWords, Word, read_words, turned

# A number, a day, a month, a year: stamped into the white that a line of the text leaves for it.
# More words, or words level with no line, are a notice of their own ("Người ký: …, Thời gian ký: …").
_IN_PLACE = 3
# Words level with a line stand on its base, within this share of their height.
_LEVEL = 0.5
# A page of a hostile file may carry any number of fields.
_MOST = 500

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamped words of a page: those that belong into its lines, and whole notices."""

    in_place: list[Word]
    notices: list[list[Word]]


NONE = Stamps([], [])


def read(document: pdfium.PdfDocument, number: int, own: PageWords) -> Stamps:
    """Return what is stamped on a page; the page is drawn together with its fields from now on."""
    page = document[number]
    try:
        boxes = list(_boxes(page))
        if not boxes or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return NONE
    finally:
        page.close()
    page = document[number]
    try:
        together = read_words(page).words
    finally:
        page.close()
    places = {_place(word) for word in own.words}
    stamped = [replace(word, stamped=True) for word in together if _place(word) not in places]
    return _sorted(_groups(stamped, boxes), own.words)


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.x0), round(word.base)


def _groups(words: list[Word], boxes: list[_Box]) -> list[list[Word]]:
    """Gather the stamped words by the field they stand in."""
    groups: dict[int, list[Word]] = {}
    for word in words:
        across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        field = next(
            (at for at, (x0, x1, top, bottom) in enumerate(boxes) if x0 <= across <= x1 and top <= down <= bottom),
            -1,
        )
        groups.setdefault(field, []).append(word)
    return list(groups.values())


def _sorted(groups: list[list[Word]], own: list[Word]) -> Stamps:
    """Tell what fills a blank of the text from what stands apart."""
    sorted_ = Stamps([], [])
    for group in groups:
        if len(group) <= _IN_PLACE and any(_is_level(group[0], word) for word in own):
            sorted_.in_place.extend(group)
        else:
            sorted_.notices.append(group)
    return sorted_


def _is_level(one: Word, other: Word) -> bool:
    return abs(one.base - other.base) <= _LEVEL * one.height


def _boxes(page: pdfium.PdfPage) -> Iterator[_Box]:
    """Yield left, right, top, bottom of each field of a page, as the page is shown."""
    left, bottom, right, top = page.get_bbox()
    box = raw.FS_RECTF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        field = raw.FPDFPage_GetAnnot(page.raw, index)
        if not field:
            continue
        if raw.FPDFAnnot_GetRect(field, ctypes.byref(box)):
            flat = (box.left - left, box.right - left, box.bottom - bottom, box.top - bottom)
            yield turned(page.get_rotation(), flat, right - left, top - bottom)
        raw.FPDFPage_CloseAnnot(field)
