"""A report as a workbook: its sections, its figures with their formulas, and every row of its tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from dondoc.kernel.vietnamese import format_date
from dondoc.web.templatetags.dondoc import vn_datetime

from . import wording
from .composition import Composed, Paper

FONT = {"font_name": "Times New Roman", "font_size": 12}
CELL = FONT | {"text_wrap": True, "border": 1, "valign": "top"}
# Width of the columns of text, and of a table, in characters.
WIDE, COLUMN, NUMBER = 110, 22, 8
# Names of sheets may be as long as this, and hold none of these letters.
SHEET_NAME, FORBIDDEN = 31, str.maketrans("", "", "[]:*?/\\'")
# Numbers as reports print them: 1.250 and 12,5; not 007.
WHOLE = re.compile(r"0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+")
FRACTION = re.compile(rf"(?:{WHOLE.pattern}),\d+")
NOT_SENT = "tính lúc {at}, không phải bản đã gửi"
FIGURE_COLUMNS = (
    ("Mã", 22), ("Số liệu", 46), ("Giá trị", 14), ("Tử số", 12), ("Mẫu số", 12), ("Cách tính", 80), ("Phiên bản", 10),
)  # fmt: skip


def workbook(paper: Paper, *, snapshot_code: str = "", counted_at: dt.datetime | None = None) -> bytes:
    """Return an .xlsx of a report; what a cell holds is text or a number, never a formula.

    Args:
        snapshot_code: what its frozen figures are called; empty: they are those of now.
        counted_at: when those of now were counted, which says that they are not those that were sent.
    """
    live = NOT_SENT.format(at=vn_datetime(counted_at)) if counted_at else ""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        looks = {
            "text": book.add_format(FONT | {"text_wrap": True, "valign": "top"}),
            "title": book.add_format(FONT | {"bold": True, "font_size": 14, "text_wrap": True}),
            "head": book.add_format(FONT | {"bold": True, "text_wrap": True, "border": 1, "align": "center"}),
            "cell": book.add_format(CELL),
            "whole": book.add_format(CELL | {"num_format": "#,##0"}),
            "fraction": book.add_format(CELL | {"num_format": "#,##0.0###"}),
        }
        _words(book.add_worksheet("Báo cáo"), paper, looks, snapshot_code or live)
        taken = {"báo cáo", "số liệu"}
        for section in paper.sections:
            if section.table is not None and section.table.rows:
                _table(book.add_worksheet(_free_name(section.title, taken)), section, looks)
        _figures(book.add_worksheet("Số liệu"), paper, looks)
    return buffer.getvalue()


def _words(sheet: Any, paper: Paper, looks: dict[str, Any], source: str) -> None:
    sheet.set_column(0, 0, WIDE)
    lines: list[tuple[str, str]] = [
        ("title", paper.subject),
        ("text", paper.unit),
        ("text", f"Số liệu đến hết ngày {format_date(paper.as_of)}" + (f", {source}" if source else "")),
    ]
    for section in paper.sections:
        lines.append(("title", section.title))
        lines += [("text", text) for text in wording.plain(section.paragraphs)]
        lines += [("text", f"{said.unit} ({said.by}): {text}") for said in section.said for text in said.paragraphs]
    for row, (look, text) in enumerate(lines):
        sheet.write_string(row, 0, text, looks[look])
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _table(sheet: Any, section: Composed, looks: dict[str, Any]) -> None:
    table = section.table
    if table is None:
        return
    for column, heading in enumerate(table.header):
        sheet.set_column(column, column, NUMBER if heading == "STT" else COLUMN)
        sheet.write_string(0, column, heading, looks["head"])
    for at, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, at, column, cell, looks)
    if table.hidden:
        words = f"Còn {table.hidden} dòng người xuất không có quyền xem."
        sheet.write_string(len(table.rows) + 1, 0, words, looks["text"])
    elif table.left_out:
        sheet.write_string(len(table.rows) + 1, 0, f"Còn {table.left_out} dòng khác không có ở đây.", looks["text"])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _figures(sheet: Any, paper: Paper, looks: dict[str, Any]) -> None:
    for column, (heading, width) in enumerate(FIGURE_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, looks["head"])
    for at, value in enumerate(paper.all_figures, start=1):
        cells: Sequence[Any] = (
            value.code, value.name, value.text, value.counted, value.base, value.why or value.formula, value.version
        )  # fmt: skip
        for column, cell in enumerate(cells):
            if cell is None:
                sheet.write_blank(at, column, None, looks["cell"])
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell, looks["cell"])
            else:
                sheet.write_number(at, column, float(cell), looks["cell"])


def _write(sheet: Any, row: int, column: int, cell: str, looks: dict[str, Any]) -> None:
    """Write a cell; what is nothing but a number is one, so that the columns of the table can be added up."""
    if WHOLE.fullmatch(cell):
        sheet.write_number(row, column, int(cell.replace(".", "")), looks["whole"])
    elif FRACTION.fullmatch(cell):
        sheet.write_number(row, column, float(cell.replace(".", "").replace(",", ".")), looks["fraction"])
    else:
        sheet.write_string(row, column, cell, looks["cell"])


def _free_name(title: str, taken: set[str]) -> str:
    """Return the name of a sheet that no other bears."""
    name = title.translate(FORBIDDEN)[:SHEET_NAME].strip()
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{name[: SHEET_NAME - 3].strip()} {number}"
    taken.add(name.lower())
    return name
