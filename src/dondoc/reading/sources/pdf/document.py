"""A whole PDF: page after page, what the pages do not say as text, what was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.glyphs import convert
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.losses import quoted
from dondoc.reading.sources.pdf import layout, ruled
from dondoc.reading.sources.pdf.words import PageWords, read_words

MEDIA_TYPE = "application/pdf"
# A page with fewer letters of its own has no text layer: a stray page number, a scanner's mark.
_FEW_LETTERS = 10
# A picture this large on a page is a scan of it.
_SCAN = 0.6
# Outlined letters: a page of text drawn as shapes has hundreds.
_MANY_PATHS = 200
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(\d{1,4})(?:\s*[-–])?|(?:Trang|trang)\s+(\d{1,4})(?:\s*/\s*\d{1,4})?")
_ERRORS = {raw.FPDF_ERR_PASSWORD: "encrypted", raw.FPDF_ERR_SECURITY: "encrypted"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page read: its lines, and what kind of page it is."""

    lines: list[str]
    has_text: bool
    is_scan: bool
    across: str
    unknown: list[str]


def read(data: bytes, limits: Limits) -> Loaded:
    """Return the text of a PDF with a text layer.

    Raises:
        Unreadable: `encrypted`, `damaged`, `too_large` or `no_text`.
    """
    document = open_document(data, limits)
    try:
        pages = read_pages(document, limits)
    finally:
        document.close()
    if not any(page.has_text for page in pages):
        raise Unreadable("no_text")
    return assemble(pages)


def open_document(data: bytes, limits: Limits) -> pdfium.PdfDocument:
    """Open a PDF.

    Raises:
        Unreadable: `encrypted`, `damaged` or `too_large`.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as broken:
        code = _ERRORS.get(raw.FPDF_GetLastError(), "damaged")
        raise Unreadable(code, "không mở được tệp PDF") from broken
    count = len(document)
    if count == 0 or count > limits.pdf_pages:
        document.close()
        if count:
            raise Unreadable("too_large", f"{count} trang, tối đa {limits.pdf_pages} trang")
        raise Unreadable("damaged", "tệp PDF không có trang nào")
    return document


def read_pages(document: pdfium.PdfDocument, limits: Limits) -> list[Page]:
    """Read every page; a page that cannot be opened is an empty one.

    Raises:
        Unreadable: `too_large`.
    """
    pages: list[Page] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            pages.append(Page([], has_text=False, is_scan=False, across="", unknown=[]))
            continue
        try:
            pages.append(_read_page(document, page, number))
        finally:
            page.close()
        characters += sum(len(line) for line in pages[-1].lines)
        if characters > limits.text_chars:
            raise Unreadable("too_large", f"hơn {limits.text_chars} ký tự")
    return pages


def _read_page(document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int) -> Page:
    own = read_words(page)
    letters = sum(len(word.text) for word in own.words)
    tables = ruled.find(page)
    is_scan = letters < _FEW_LETTERS and _is_picture(page)
    if raw.FPDFPage_GetAnnotCount(page.raw) > 0:
        own = _with_fields(document, number, own)
    return Page(_lines(own, tables), letters >= _FEW_LETTERS, is_scan, own.across, own.unknown)


def _with_fields(document: pdfium.PdfDocument, number: int, own: PageWords) -> PageWords:
    """Read a page with the fields and stamps laid over it: number and date often stand there."""
    page = document[number]
    try:
        if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return own
    finally:
        page.close()
    page = document[number]
    try:
        return read_words(page).stamped_on(own)
    finally:
        page.close()


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Tell whether a page shows a large picture or outlined letters."""
    width, height = page.get_size()
    paths = 0
    for item in page.get_objects(max_depth=2):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) >= _SCAN * width * height:
                return True
        paths += item.type == raw.FPDF_PAGEOBJ_PATH
        if paths >= _MANY_PATHS:
            return True
    return False


def _lines(read_page: PageWords, tables: list[ruled.Ruled]) -> list[str]:
    """Return the lines of a page: text, tables and text between them, from the top."""
    rest = list(read_page.words)
    found: list[str] = []
    for table in tables:
        inside = [word for word in rest if table.holds(word)]
        if not inside:
            continue
        above = [word for word in rest if (word.top + word.bottom) / 2 < table.top]
        used = {id(word) for word in [*inside, *above]}
        rest = [word for word in rest if id(word) not in used]
        found += layout.lines(above) + ruled.lines(table, inside)
    found += layout.lines(rest)
    return [*found, read_page.across] if read_page.across else found


def assemble(pages: list[Page]) -> Loaded:
    """Join the pages and say what they lose."""
    losses: list[str] = []
    numbered = _page_numbers(pages)
    if numbered:
        losses.append(f"{len(numbered)} dòng chỉ ghi số trang, không đưa vào văn bản.")
    if empty := [at + 1 for at, page in enumerate(pages) if not page.has_text and page.is_scan]:
        losses.append(f"{_pages(empty)} là ảnh chụp hoặc quét, không có lớp chữ; chữ trên trang không đọc được.")
    unknown = [code for page in pages for code in page.unknown]
    if unknown:
        losses.append(f"{len(unknown)} ký tự không rõ là chữ gì, thay bằng “\ufffd”: {quoted(unknown)}.")
    text = "".join(
        line + "\n"
        for at, page in enumerate(pages)
        for place, line in enumerate(page.lines)
        if (at, place) not in numbered
    )
    if (converted := convert(text)) is not None:
        return Loaded(converted.text, MEDIA_TYPE, converted.encoding, (*losses, *converted.losses))
    return Loaded(text, MEDIA_TYPE, None, tuple(losses))


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:20]) + (", …" if len(numbers) > 20 else "")
    return f"Trang {shown}" if len(numbers) == 1 else f"{len(numbers)} trang ({shown})"


def _page_numbers(pages: list[Page]) -> set[tuple[int, int]]:
    """Return the places of the lines that only count pages: first or last of a page, rising with it."""
    found: dict[int, list[tuple[int, int]]] = {}
    for at, page in enumerate(pages):
        for place in sorted({0, len(page.lines) - 1}) if page.lines else []:
            if match := _PAGE_NUMBER.fullmatch(page.lines[place].strip()):
                found.setdefault(int(match[1] or match[2]) - at, []).append((at, place))
    # A single number on a line may be a year or a count; two that rise with the pages are page numbers.
    return {place for places in found.values() if len({at for at, _ in places}) > 1 for place in places}
