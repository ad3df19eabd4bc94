"""Workbooks of staff as people send them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from openpyxl import Workbook

HEADINGS = ["Họ tên", "Tên đăng nhập", "Đơn vị", "Chức danh", "Vai trò", "Từ ngày"]
RIGHT = ["Phạm Văn Mới", "moi", "Trại nghiên cứu thực nghiệm", "Viên chức", "Viên chức", dt.date(2026, 9, 1)]


def staff_workbook(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    """Return the bytes of an .xlsx with these rows; one right row when none is given."""
    book = Workbook()
    sheet = book.active
    sheet.append(headings or HEADINGS)
    for row in rows or [RIGHT]:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
