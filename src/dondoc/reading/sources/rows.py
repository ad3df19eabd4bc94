"""How a table becomes lines, the same for every format: one row of data, one line."""

from __future__ import annotations

import re

# What stands in a letterhead or a signature block (Điều 8 NĐ 30/2020/NĐ-CP), whatever its borders.
_PLACED = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa|đảng cộng sản việt nam|^\s*nơi nhận\s*:|^\s*kính gửi\s*:", re.I | re.M
)
_PLACED_ROWS = 4
_PLACED_COLUMNS = 3
# Without lines, this many columns and rows are still a table of data.
_DATA_COLUMNS = 3
_DATA_ROWS = 3
BETWEEN = " | "
# The name of a chart: "Biểu đồ: …", "Biểu đồ 2. …".
CAPTION = re.compile(r"Biểu đồ(?:\s\d{1,3})?\s?[:.]\s")


def is_placed(text: str, rows: int, columns: int, *, ruled: bool, holds_table: bool = False) -> bool:
    """Tell whether a table only places text on the page (letterhead, signature block, frame).

    One that holds another table does, unless its own lines and columns show that it is a table of data.
    """
    if columns <= 1:
        return True
    if rows <= _PLACED_ROWS and columns <= _PLACED_COLUMNS and _PLACED.search(text):
        return True
    if holds_table and not (ruled and columns >= _DATA_COLUMNS and rows > 1):
        return True
    return not ruled and (columns < _DATA_COLUMNS or rows < _DATA_ROWS)


def line(cells: list[tuple[str, int]]) -> str:
    """Join the cells of a row of data, each a text and the number of columns it covers.

    A cell over several columns leaves the others empty; a row that is one such cell stands alone.
    """
    filled = [text for text, _ in cells if text]
    if not filled:
        return ""
    if len(filled) == 1 and cells[0][0] and (len(cells) == 1 or cells[0][1] > 1):
        return filled[0]
    columns: list[str] = []
    for text, width in cells:
        columns += [text, *[""] * (width - 1)]
    return BETWEEN.join(columns)
