"""A whole PDF: page after page, what the pages do not say as text, what was left out."""

from __future__ import annotations

import re
import time

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dondoc.kernel.pdfium import LOCK
from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import ocr
from dondoc.reading.sources.glyphs import convert
from dondoc.reading.sources.limits import MEBIBYTE, Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.losses import page_list, quoted
from dondoc.reading.sources.pdf import page as one
from dondoc.reading.sources.pdf import streams
from dondoc.reading.sources.pdf.page import Page

MEDIA_TYPE = "application/pdf"
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(\d{1,4})(?:\s*[-–])?|(?:Trang|trang)\s+(\d{1,4})(?:\s*/\s*\d{1,4})?")
_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def read(data: bytes, limits: Limits) -> Loaded:
    """Return the text of a PDF; pages that are pictures are recognised where Tesseract is installed.

    Raises:
        Unreadable: `encrypted`, `damaged`, `too_large`, `too_slow`, `bomb`, `no_text` or `no_ocr`.
    """
    if streams.exceed(data, limits.pdf_stream_bytes):
        raise Unreadable("bomb", f"hơn {limits.pdf_stream_bytes // MEBIBYTE} MB")
    recogniser = ocr.Recogniser(limits)
    with LOCK:
        document = _open(data, limits)
        try:
            pages = _pages(document, recogniser, limits)
        finally:
            document.close()
    if not any(page.has_text for page in pages):
        if all(page.is_broken for page in pages):
            raise Unreadable("damaged", "không mở được trang nào")
        raise Unreadable("no_ocr" if recogniser.is_missing else "no_text")
    return _assemble(pages, recogniser)


def _open(data: bytes, limits: Limits) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as broken:
        code = "encrypted" if raw.FPDF_GetLastError() in _LOCKED else "damaged"
        raise Unreadable(code, "không mở được tệp PDF") from broken
    count = len(document)
    if 0 < count <= limits.pdf_pages:
        return document
    document.close()
    if count:
        raise Unreadable("too_large", f"{count} trang, tối đa {limits.pdf_pages} trang")
    raise Unreadable("damaged", "tệp PDF không có trang nào")


def _pages(document: pdfium.PdfDocument, recogniser: ocr.Recogniser, limits: Limits) -> list[Page]:
    pages: list[Page] = []
    characters = 0
    end = time.thread_time() + limits.pdf_seconds  # this thread's own, so that a busy machine refuses nobody
    for number in range(len(document)):
        pages.append(one.read(document, number, recogniser, limits))
        characters += sum(len(line) for line in pages[-1].lines)
        if characters > limits.text_chars:
            raise Unreadable("too_large", f"hơn {limits.text_chars} ký tự")
        if time.thread_time() > end:
            raise Unreadable("too_slow", f"mới xong {number + 1} trong {len(document)} trang")
    return pages


def _assemble(pages: list[Page], recogniser: ocr.Recogniser) -> Loaded:
    """Join the pages and say what they lose."""
    numbered = _page_numbers(pages)
    losses = _losses(pages, len(numbered)) + recogniser.losses()
    text = "".join(
        line + "\n"
        for at, page in enumerate(pages)
        for place, line in enumerate(page.lines)
        if (at, place) not in numbered
    )
    if (converted := convert(text)) is not None:
        return Loaded(converted.text, MEDIA_TYPE, converted.encoding, (*losses, *converted.losses))
    return Loaded(text, MEDIA_TYPE, None, tuple(losses))


def _losses(pages: list[Page], numbered: int) -> list[str]:
    found: list[str] = []
    if numbered:
        found.append(f"{numbered} dòng chỉ ghi số trang, không đưa vào văn bản.")
    if broken := [at + 1 for at, page in enumerate(pages) if page.is_broken]:
        found.append(f"{page_list(broken)} bị hỏng, không mở được.")
    if under := [at + 1 for at, page in enumerate(pages) if page.is_scan_with_text]:
        found.append(f"{page_list(under)} là bản quét, lớp chữ do máy khác nhận dạng và có thể sai.")
    if pictures := [at + 1 for at, page in enumerate(pages) if page.has_picture]:
        found.append(f"{page_list(pictures)} có hình ảnh lớn; chữ trong hình, nếu có, không đọc được.")
    if unknown := [code for page in pages for code in page.unknown]:
        found.append(f"{len(unknown)} ký tự không rõ là chữ gì, thay bằng “\ufffd”: {quoted(unknown)}.")
    return found


def _page_numbers(pages: list[Page]) -> set[tuple[int, int]]:
    """Return the places of the lines that only count pages: first or last of a page, rising with it."""
    found: dict[int, list[tuple[int, int]]] = {}
    for at, page in enumerate(pages):
        for place in sorted({0, len(page.lines) - 1}) if page.lines else []:
            if match := _PAGE_NUMBER.fullmatch(page.lines[place].strip()):
                found.setdefault(int(match[1] or match[2]) - at, []).append((at, place))
    # A single number on a line may be a year or a count; two that rise with the pages are page numbers.
    return {place for places in found.values() if len({at for at, _ in places}) > 1 for place in places}
