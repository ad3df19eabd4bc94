"""The workbook of staff: its rows as plain words. Pure, and nothing of it is believed."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import astuple, dataclass
from typing import IO, Any

from django.core import signing

from dondoc.kernel.vietnamese import fold, format_date

from .errors import WorkbookExpired, WorkbookTooLong, WorkbookUnreadable

COLUMNS = ("họ tên", "tên đăng nhập", "đơn vị", "chức danh", "vai trò", "từ ngày")
MOST_ROWS = 500
LONGEST_CELL = 300
# Unpacked size of a workbook that is still read.
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, as words."""

    number: int
    full_name: str
    username: str
    unit: str
    title: str
    role: str
    valid_from: str

    def pack(self) -> list[Any]:
        """Return plain values for a signed field."""
        return list(astuple(self))


def read(stream: IO[bytes]) -> list[Cells]:
    """Return the rows below the headings of the first sheet; empty ones are left out.

    Raises:
        WorkbookUnreadable: not an .xlsx, or a column is missing.
        WorkbookTooLong: more than 500 rows.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_BYTES:
            raise WorkbookUnreadable(columns=", ".join(COLUMNS))
        stream.seek(0)
        book = load_workbook(stream, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=40, max_row=MOST_ROWS + 50)
        headings = [fold(_words(cell)) for cell in next(rows)]
        places = [headings.index(fold(name)) for name in COLUMNS]
        found = [(number, [_words(row[place]) for place in places]) for number, row in enumerate(rows, start=2)]
        book.close()
    except (zipfile.BadZipFile, ValueError, KeyError, IndexError, StopIteration, OSError, SyntaxError):
        raise WorkbookUnreadable(columns=", ".join(COLUMNS)) from None
    filled = [Cells(number, *_tidied(words)) for number, words in found if any(words)]
    if not filled:
        raise WorkbookUnreadable(columns=", ".join(COLUMNS))
    if len(filled) > MOST_ROWS:
        raise WorkbookTooLong(most=MOST_ROWS)
    return filled


def _words(cell: Any) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return format_date(cell)
    return " ".join(str(cell if cell is not None else "").replace("\x00", "").split())[:LONGEST_CELL]


def _tidied(words: list[str]) -> list[str]:
    """Return the words of a row with the user name in small letters."""
    return [words[0], words[1].lower(), *words[2:]]


def unpack(signed: str, *, salt: str, max_age: int) -> list[Cells]:
    """Return the rows that a form carried, unchanged since they were checked.

    Raises:
        WorkbookExpired: changed, or checked too long ago.
    """
    try:
        return [Cells(*values) for values in signing.loads(signed, salt=salt, max_age=max_age)]
    except signing.BadSignature:
        raise WorkbookExpired from None
