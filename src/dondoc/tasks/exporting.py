"""Tasks as a workbook in the office's columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from dondoc.kernel.vietnamese import format_date

from .selectors.by_unit import UnitRow
from .selectors.listing import Moment
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
UNIT_TITLE = "TỔNG HỢP THEO ĐƠN VỊ"
# Tổng hợp theo đơn vị [M]: what `UnitRow` gives, after a running number and the name.
UNIT_COLUMNS = (
    ("STT", 5),
    ("Đơn vị", 36),
    ("Kỳ trước chuyển sang", 11),
    ("Giao trong kỳ", 11),
    ("Tổng số", 11),
    ("Hoàn thành đúng hạn", 11),
    ("Hoàn thành quá hạn", 11),
    ("Hoàn thành, không có hạn", 11),
    ("Đang thực hiện trong hạn", 11),
    ("Đang thực hiện quá hạn", 11),
    ("Đang thực hiện, không có hạn", 11),
    ("Không tính", 11),
    ("Tỷ lệ đúng hạn theo hạn hiện hành", 18),
    ("Tỷ lệ đúng hạn theo hạn ban đầu", 18),
)
FONT = {"font_name": "Times New Roman"}


def lines(total: UnitRow, *, moment: Moment) -> tuple[str, str]:
    """Return what the figures of a list mean and what they come to: the day, the period, the rates and their base."""
    if moment.period:
        days = f"{format_date(moment.period.start)} – {format_date(moment.period.end)}"
        period = f"việc của {moment.period.label} ({days})"
    else:
        period = f"không theo kỳ; giao trước ngày {format_date(moment.since)} là kỳ trước chuyển sang"
    known = ", chỉ tính những gì đã ghi nhận đến hết ngày đó" if moment.known_at else ""
    current, original = total.shares
    rates = (
        f"Đúng hạn trên số đã hoàn thành có thời hạn: {current} theo hạn hiện hành; {original} theo hạn ban đầu"
        if current
        else "Chưa có nhiệm vụ có thời hạn nào hoàn thành, nên không có tỷ lệ đúng hạn"
    )
    carried, arisen, counted = total.figures[:3]
    apart = {
        "Đang đề nghị đính chính, tính như đã ghi nhận": total.rates.disputed,
        "Hủy hoặc thay thế sau thời hạn ban đầu, không có trong tỷ lệ": total.rates.ended_late,
    }
    # Of a day that has gone nobody knows what was asked for and not decided.
    beside = "" if moment.is_past else "".join(f" {words}: {n}." for words, n in apart.items() if n)
    return (
        f"Tính đến ngày {format_date(moment.as_of)}{known}; {period}",
        f"Kỳ trước chuyển sang {carried} + giao trong kỳ {arisen} = {counted} nhiệm vụ. {rates}.{beside}",
    )


def workbook(rows: Iterable[OfficeRow], units: Sequence[UnitRow], *, moment: Moment, site: str) -> bytes:
    """Return an .xlsx of the rows, written row by row; what a cell holds is text, never a formula.

    Args:
        units: how the rows stand, unit by unit, on a second sheet; the sum of all last.
        site: address of the product without a slash at its end; a cell opens the first piece that proves its task.
    """
    buffer = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Theo dõi nhiệm vụ")
        base = FONT | {"font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
        cell, head = book.add_format(base), book.add_format(base | {"bold": True, "align": "center"})
        link = book.add_format(base | {"font_color": "#0B57A4", "underline": 1})
        title = book.add_format(FONT | {"font_size": 13, "bold": True})
        words = lines(units[-1], moment=moment)
        _head(sheet, TITLE, words, COLUMNS, title=title, head=head)
        last = HEADING_ROW
        for number, row in enumerate(rows, start=1):
            last = HEADING_ROW + number
            sheet.write_number(last, 0, number, cell)
            for column, said in enumerate(row.cells, start=1):
                url = row.proofs[0].url if column == PROOF_CELL + 1 and row.proofs else ""
                if url:
                    sheet.write_url(last, column, site + url, link, said)
                elif said:
                    sheet.write_string(last, column, said, cell)
                else:
                    sheet.write_blank(last, column, None, cell)
        sheet.autofilter(HEADING_ROW, 0, last, len(COLUMNS) - 1)
        _paper(sheet)
        second = book.add_worksheet("Theo đơn vị")
        _head(second, UNIT_TITLE, words, UNIT_COLUMNS, title=title, head=head)
        for number, unit in enumerate(units, start=1):
            at, look = HEADING_ROW + number, head if number == len(units) else cell
            second.write(at, 0, number if number < len(units) else "", look)
            second.write_string(at, 1, unit.name, look)
            for column, figure in enumerate((*unit.figures, *unit.shares), start=2):
                second.write(at, column, figure, look)
        _paper(second)
    return buffer.getvalue()


def _head(sheet: Any, name: str, words: Iterable[str], columns: Any, *, title: Any, head: Any) -> None:
    """Write the title, what the figures mean, and the heads of the columns."""
    for column, (_heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, name, title)
    for row, line in enumerate(words, start=1):
        sheet.write_string(row, 0, line)
    for column, (heading, _width) in enumerate(columns):
        sheet.write_string(HEADING_ROW, column, heading, head)


def _paper(sheet: Any) -> None:
    """Lay the sheet out for A4, its heads on each page."""
    sheet.freeze_panes(HEADING_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
