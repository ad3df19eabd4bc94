"""A book as rows of words: one table for the printed sheet and for the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dondoc.kernel.vietnamese import fold
from dondoc.writing.docx import listing as docx
from dondoc.writing.listing import Listing
from dondoc.writing.pdf import listing as pdf

from .choices import Book, Column
from .errors import TooManyRows
from .selectors import columns_of, title_of

Row = TypeVar("Row")

# The formats besides the workbook in which results go out (Phụ lục VI).
FORMATS: Mapping[str, tuple[Callable[[Listing], bytes], str]] = {
    "pdf": (pdf.write_listing, "application/pdf"),
    "docx": (docx.write_listing, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What one workbook or one printed sheet holds.
MOST_ROWS = 20_000
MOST_PRINTED = 2_000
HEADING_ROW = 3
# What stands in a cell of Excel at most, in characters.
LONGEST_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """A book to be printed.

    Attributes:
        lines: what stands below the title: of which unit, which days.
        rows: words; whole numbers only where a workbook is to add them up.
    """

    title: str
    lines: list[str]
    columns: list[Column]
    rows: Sequence[Sequence[str | int]]


def sheet_of(
    book: Book,
    rows: Iterable[Row],
    cells: Mapping[str, Callable[[Row], str]],
    *,
    lines: list[str],
    most: int = MOST_ROWS,
) -> Sheet:
    """Return the rows of a book in its columns.

    Args:
        cells: how each field of the book reads.

    Raises:
        TooManyRows: there are more than `most`.
    """
    found = list(rows)
    if len(found) > most:
        raise TooManyRows(rows=len(found), most=most)
    columns = columns_of(book)
    return Sheet(title_of(book), lines, columns, [[cells[column.field](row) for column in columns] for row in found])


def workbook(sheet: Sheet) -> bytes:
    """Return an .xlsx of a book; what a cell holds is text or a figure, never a formula."""
    buffer = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as file:
        page = file.add_worksheet("Sổ")
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
        cell, head = file.add_format(base), file.add_format(base | {"bold": True, "align": "center"})
        title = file.add_format({"font_name": "Times New Roman", "font_size": 13, "bold": True})
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width)
        page.write_string(0, 0, sheet.title, title)
        page.write_string(1, 0, "; ".join(sheet.lines))
        for number, column in enumerate(sheet.columns):
            page.write_string(HEADING_ROW, number, column.heading, head)
        for place, words in enumerate(sheet.rows, start=HEADING_ROW + 1):
            for number, word in enumerate(words):
                if isinstance(word, int):
                    page.write_number(place, number, word, cell)
                else:
                    page.write_string(place, number, word[:LONGEST_CELL], cell)
        page.freeze_panes(HEADING_ROW + 1, 0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADING_ROW)
    return buffer.getvalue()


def send(sheet: Sheet, name: str) -> HttpResponse:
    """Answer with the workbook of a book.

    Args:
        name: of the file, without its suffix, in letters that every machine knows.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(workbook(sheet), content_type=XLSX, headers=headers)


def show(request: HttpRequest, sheet: Sheet, *, back: str) -> HttpResponse:
    """Answer with a book as one sheet to be printed; asked for a format (`dang`), with it as such a file.

    Args:
        back: address of the page that it belongs to.
    """
    if (wanted := request.GET.get("dang", "")) in FORMATS:
        write, media_type = FORMATS[wanted]
        name = fold(sheet.title).replace(" ", "-")
        headers = {"Content-Disposition": f'attachment; filename="{name}.{wanted}"'}
        return HttpResponse(write(listing_of(sheet)), content_type=media_type, headers=headers)
    formats = [(name, f"?{_asked(request, dang=name)}") for name in FORMATS]
    return render(request, "documents/book_print.html", {"sheet": sheet, "back": back, "formats": formats})


def listing_of(sheet: Sheet) -> Listing:
    """Return a book as what is written to a file."""
    nothing = [[_("Nothing is entered."), *[""] * (len(sheet.columns) - 1)]]
    return Listing(
        title=sheet.title,
        lines=["; ".join(sheet.lines)],
        header=[column.heading for column in sheet.columns],
        rows=[list(map(str, row)) for row in sheet.rows] or nothing,
        shares=[column.width for column in sheet.columns],
    )


def _asked(request: HttpRequest, **change: str) -> str:
    asked = request.GET.copy()
    for name, value in change.items():
        asked[name] = value
    return asked.urlencode()
