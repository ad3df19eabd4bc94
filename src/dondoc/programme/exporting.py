"""The yearly work programme on paper and as a workbook, in the columns of the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dondoc.documents.books.choices import Column
from dondoc.documents.books.errors import TooManyRows
from dondoc.documents.books.sheet import Sheet
from dondoc.kernel.measures import Figure
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Unit

from .amounts import written
from .choices import IssuingLevel, Milestone
from .models import Item

TITLE = "CHƯƠNG TRÌNH CÔNG TÁC NĂM {year}"
# Heading and width in characters of each column [M].
COLUMNS = [
    Column("number", "STT", 6),
    Column("action", "Nhiệm vụ", 48),
    Column("product", "Sản phẩm", 22),
    Column("lead", "Đơn vị chủ trì", 26),
    Column("cooperating", "Đơn vị phối hợp", 26),
    Column("leader", "Lãnh đạo phụ trách", 24),
    Column("month", "Thời gian trình, ban hành", 16),
    Column("level", "Cấp ban hành", 18),
    Column("budget", "Kinh phí (triệu đồng)", 14),
]


def sheet_of(items: Iterable[Item], *, body: Unit, year: int, today: dt.date, most: int) -> Sheet:
    """Return the programme in the columns of the office; items that no decision numbered yet have no number.

    Raises:
        TooManyRows: there are more than `most`.
    """
    rows = [_cells(item) for item in items]
    if len(rows) > most:
        raise TooManyRows(rows=len(rows), most=most)
    lines = [body.name, f"tính đến ngày {format_date(today)}"]
    return Sheet(TITLE.format(year=year), lines, COLUMNS, rows)


def _cells(item: Item) -> list[str]:
    verb = "ban hành" if item.milestone == Milestone.ISSUED else "trình"
    return [
        str(item.number or ""),
        item.action,
        item.product_line,
        item.lead.name,
        "; ".join(unit.name for unit in item.cooperating.all()),
        f"{item.leader.person.full_name}, {item.leader.title}" if item.leader else "",
        f"{item.month_line} ({verb})",
        str(IssuingLevel(item.level).label),
        "" if item.budget is None else written(Figure(item.budget)),
    ]
