"""Rows of task tables: which column says what, however the table was flattened."""

from __future__ import annotations

import pytest

from dondoc.reading.rows import column_of
from tests.reading.helpers import reading_under_head

ABOVE = """1. Giao các phòng thực hiện các nhiệm vụ tại Phụ lục.

Nơi nhận:
- Lưu: VT.

GIÁM ĐỐC
Lê Văn An

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ

"""


def told(table):
    """Return path, leads, day and first word of every row."""
    reading = reading_under_head(ABOVE + table)
    return [
        (
            item.path,
            [party.name for party in item.lead],
            str(item.deadline.date),
            reading.text[slice(*item.span)].split()[0],
        )
        for item in reading.directives
        if item.rule == "task_row"
    ]


@pytest.mark.parametrize(
    ("words", "column"),
    [
        pytest.param("Bộ phụ trách tiếp nhận, xử lý", "lead", id="who-handles-it"),
        pytest.param("Cơ quan soạn thảo", "lead", id="who-drafts-it"),
        pytest.param("Trách nhiệm", "lead", id="responsibility"),
        pytest.param("Phân công nhiệm vụ", "lead", id="assignment"),
        pytest.param("Viên chức thực hiện", "lead", id="a-person"),
        pytest.param("Đơn vị được giao", "lead", id="who-was-charged"),
        pytest.param("Tỉnh kiến nghị", "other", id="who-asked"),
        pytest.param("Họ và tên", "other", id="a-persons-name-is-no-work"),
        pytest.param("Thời gian bắt đầu", "other", id="a-beginning-is-no-limit"),
        pytest.param("Thông tin đề xuất", "work", id="what-is-asked"),
        pytest.param("Ý kiến chỉ đạo", "work", id="what-was-ordered"),
        pytest.param("Hạng mục", "work", id="item-of-work"),
        pytest.param("Hạn", "time", id="limit"),
        pytest.param("Đơn vị tính", None, id="a-unit-of-measure"),
    ],
)
def test_columns(words, column):
    """The words over a column tell what its cells say."""
    assert column_of(words) == column


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(
            "| STT | Nội dung | Phòng chủ trì | Hạn |\n|---|---|---|---|\n"
            "| 1 | Rà soát quy chế | Văn phòng | 15/4/2025 |\n",
            [("PHỤ LỤC.1", ["Văn phòng"], "2025-04-15", "Rà")],
            id="a-rule-of-dashes-under-the-header",
        ),
        pytest.param(
            "TT | Nội dung | Phòng chủ trì | Hạn\n1 | Rà soát quy chế | Văn phòng | 15/4/2025\n"
            "2 | Kiểm kê tài sản | nt | nt\n",
            [
                ("PHỤ LỤC.1", ["Văn phòng"], "2025-04-15", "Rà"),
                ("PHỤ LỤC.2", ["Văn phòng"], "2025-04-15", "Kiểm"),
            ],
            id="as-above",
        ),
        pytest.param(
            "TT | Nội dung | Phòng chủ trì | Hạn | Ghi chú\n1 | Rà soát quy chế | Văn phòng | 15/4/2025 |\n"
            " | - Lập danh mục máy | | 20/4/2025 |\n",
            [
                ("PHỤ LỤC.1", ["Văn phòng"], "2025-04-15", "Rà"),
                ("PHỤ LỤC", [], "2025-04-20", "Lập"),
            ],
            id="a-row-without-number-and-a-dash-in-its-cell",
        ),
        pytest.param(
            "TT\n\nNội dung\n\nPhòng chủ trì\n\nHạn\n\n1.\n\nRà soát quy chế\n\nVăn phòng\n\n15/4/2025\n\n"
            "2.\n\nKiểm kê tài sản\n\nThanh tra\n\n20/4/2025\n",
            [
                ("PHỤ LỤC.1", ["Văn phòng"], "2025-04-15", "Rà"),
                ("PHỤ LỤC.2", ["Thanh tra"], "2025-04-20", "Kiểm"),
            ],
            id="numbers-with-a-mark",
        ),
        pytest.param(
            "TT\n\nTỉnh kiến nghị\n\nThông tin đề xuất\n\nBộ phụ trách tiếp nhận, xử lý\n"
            "1 | Lâm Hà | Đề nghị hướng dẫn thi hành luật | Bộ Tư pháp\n",
            [("PHỤ LỤC.1", ["Bộ Tư pháp"], "None", "Đề")],
            id="requests-and-who-handles-them",
        ),
    ],
)
def test_rows(table, rows):
    """One directive for each row that states work."""
    assert told(table) == rows
