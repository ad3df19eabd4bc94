"""Tasks as a workbook in the office's columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from dondoc.kernel.vietnamese import format_date

from .selectors.office import PROOF_CELL, OfficeRow

TITLE = "PHỤ LỤC THEO DÕI KẾT QUẢ THỰC HIỆN KẾT LUẬN"
# Phụ lục theo dõi kết quả thực hiện kết luận [M]: heading and width in characters of each column.
COLUMNS = (
    ("STT", 5),
    ("Nội dung nhiệm vụ", 48),
    ("Văn bản giao (số, ngày, điểm)", 26),
    ("Đơn vị chủ trì", 24),
    ("Đơn vị phối hợp", 22),
    ("Thời hạn", 12),
    ("Sản phẩm", 18),
    ("Kết quả thực hiện", 36),
    ("Văn bản kết quả", 24),
    ("Tình trạng", 16),
    ("Nguyên nhân", 20),
    ("Kiến nghị", 20),
    ("Ghi chú", 20),
)
HEADING_ROW = 3


def workbook(rows: Iterable[OfficeRow], *, as_of: dt.date, site: str) -> bytes:
    """Return an .xlsx of the rows, written row by row; what a cell holds is text, never a formula.

    Args:
        site: address of the product without a slash at its end; a cell opens the first piece that proves its task.
    """
    buffer = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Theo dõi nhiệm vụ")
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
        cell, head = book.add_format(base), book.add_format(base | {"bold": True, "align": "center"})
        link = book.add_format(base | {"font_color": "#0B57A4", "underline": 1})
        title = book.add_format({"font_name": "Times New Roman", "font_size": 13, "bold": True})
        for column, (_heading, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, TITLE, title)
        sheet.write_string(1, 0, f"Tính đến ngày {format_date(as_of)}")
        for column, (heading, _width) in enumerate(COLUMNS):
            sheet.write_string(HEADING_ROW, column, heading, head)
        last = HEADING_ROW
        for number, row in enumerate(rows, start=1):
            last = HEADING_ROW + number
            sheet.write_number(last, 0, number, cell)
            for column, words in enumerate(row.cells, start=1):
                url = row.proofs[0].url if column == PROOF_CELL + 1 and row.proofs else ""
                if url:
                    sheet.write_url(last, column, site + url, link, words)
                elif words:
                    sheet.write_string(last, column, words, cell)
                else:
                    sheet.write_blank(last, column, None, cell)
        sheet.autofilter(HEADING_ROW, 0, last, len(COLUMNS) - 1)
        sheet.freeze_panes(HEADING_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW)
    return buffer.getvalue()
