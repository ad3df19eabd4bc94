"""Millimetres and points of Phụ lục I, Nghị định 30/2020/NĐ-CP, as both writers set them.

Where the decree gives a range, the value chosen here lies in it. Lengths are millimetres, sizes and gaps points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

POINTS_PER_MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
# Lề trên và dưới 20-25, trái 30-35, phải 15-20.
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
# An annex on its side keeps the wide margin where the sheets are bound: on top.
LANDSCAPE_WIDTH = PAGE_HEIGHT - BOTTOM - TOP

# The letterhead: nation and motto need the wider column.
ISSUER_COLUMN, NATION_COLUMN = 75.0, 90.0
# The closing block.
RECIPIENTS_COLUMN, SIGNATURE_COLUMN = 75.0, 90.0
# Room for the signature between title and name.
SIGNATURE_ROOM = 30.0
SIGNATURE_WIDTH = 50.0
SEAL_WIDTH = 36.0
INDENT = 12.7
ADDRESSED_INDENT, ADDRESSEES_INDENT = 25.0, 45.0
# Space of a number or a part of the date that is not known yet: what is stamped in later fits.
NUMBER_ROOM, DAY_ROOM, YEAR_ROOM = 12.0, 8.0, 12.0
RULE = 0.75
# "Có độ dài bằng từ 1/3 đến 1/2 độ dài của dòng chữ."
RULE_SHARE = 0.4
# Rules stand this far below the words, and what follows this far below them.
RULE_GAP, RULE_BELOW = 4.0, 3.0
# Khung dấu chỉ độ khẩn: HỎA TỐC 30x8, THƯỢNG KHẨN 40x8, KHẨN 20x8; đỏ tươi.
STAMP_HEIGHT = 8.0
STAMPS = {"hoa_toc": ("HỎA TỐC", 30.0), "thuong_khan": ("THƯỢNG KHẨN", 40.0), "khan": ("KHẨN", 20.0)}
STAMP_COLOUR = "FF0000"
CIRCULATIONS = {"xem_xong_tra_lai": ("XEM XONG TRẢ LẠI", 58.0), "luu_hanh_noi_bo": ("LƯU HÀNH NỘI BỘ", 58.0)}
CELL_PADDING, CELL_GAP = 1.5, 0.6
# A chart: the column of names, the height of a bar, the gap below it, and the room for the sum after the longest.
CHART_NAME, CHART_BAR, CHART_GAP, CHART_TOTAL = 55.0, 5.0, 1.5, 22.0
# A chart over time: how high its highest column is.
CHART_HEIGHT = 40.0

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """How one component is set.

    Attributes:
        size: of the letters, in points.
        indent: of the first line, in millimetres; `left` of all lines.
        before: gap above, in points.
        keeps: stays on the page of what follows.
        level: its level in the outline of the file, from 1; 0 for what is no heading.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    indent: float = 0.0
    left: float = 0.0
    before: float = 0.0
    keeps: bool = False
    level: int = 0
    colour: str = ""


ROLES: dict[str, Role] = {
    "nation": Role(name="Quốc hiệu", size=12, bold=True, align="center"),
    "motto": Role(name="Tiêu ngữ", size=13, bold=True, align="center"),
    "parent": Role(name="Cơ quan chủ quản", size=12, align="center"),
    "issuer": Role(name="Cơ quan ban hành", size=12, bold=True, align="center"),
    "number": Role(name="Số, ký hiệu", size=13, align="center", before=6),
    "place_date": Role(name="Địa danh và thời gian", size=13, italic=True, align="center", before=6),
    "letter_subject": Role(name="Trích yếu công văn", size=12, align="center", before=6),
    "stamp": Role(name="Dấu chỉ độ khẩn", size=13, bold=True, align="center", colour=STAMP_COLOUR),
    "circulation": Role(name="Phạm vi lưu hành", size=13, bold=True, align="center"),
    "type_name": Role(name="Tên loại văn bản", size=14, bold=True, align="center", before=18, keeps=True),
    "subject": Role(name="Trích yếu", size=14, bold=True, align="center", keeps=True),
    "decided_by": Role(name="Thẩm quyền ban hành", size=14, bold=True, align="center", before=12, keeps=True),
    "addressed_one": Role(name="Kính gửi", size=14, align="center", before=12),
    "addressed": Role(name="Kính gửi các nơi", size=14, left=ADDRESSED_INDENT, before=12, keeps=True),
    "addressee": Role(name="Nơi được kính gửi", size=14, left=ADDRESSEES_INDENT),
    "basis": Role(name="Căn cứ", size=14, italic=True, align="justify", indent=INDENT, before=6),
    "enacting": Role(name="Lời ban hành", size=14, bold=True, align="center", before=12, keeps=True),
    "body": Role(name="Lời văn", size=14, align="justify", indent=INDENT, before=6),
    "part": Role(name="Phần, chương, mục", size=14, bold=True, align="center", before=12, keeps=True, level=1),
    "part_title": Role(name="Tiêu đề phần, chương, mục", size=14, bold=True, align="center", keeps=True),
    "section": Role(
        name="Mục số La Mã", size=14, bold=True, align="justify", indent=INDENT, before=6, keeps=True, level=2
    ),
    "article": Role(name="Điều", size=14, bold=True, align="justify", indent=INDENT, before=6, keeps=True, level=3),
    "clause": Role(
        name="Khoản có tiêu đề", size=14, bold=True, align="justify", indent=INDENT, before=6, keeps=True, level=4
    ),
    "annex": Role(name="Phụ lục", size=14, bold=True, align="center", keeps=True, level=1),
    "annex_title": Role(name="Tiêu đề phụ lục", size=14, bold=True, align="center", keeps=True),
    "annex_of": Role(name="Kèm theo văn bản", size=14, italic=True, align="center", keeps=True),
    "table_head": Role(name="Tiêu đề cột", size=13, bold=True, align="center"),
    "table_cell": Role(name="Ô của bảng", size=13),
    "table_short": Role(name="Ô ngắn của bảng", size=13, align="center"),
    "chart": Role(name="Biểu đồ", size=10, align="center", before=6, keeps=True),
    "caption": Role(name="Tên biểu đồ", size=13, italic=True, align="center", before=3),
    "recipients": Role(name="Nơi nhận", size=12, bold=True, italic=True),
    "recipient": Role(name="Danh sách nơi nhận", size=11),
    "authority": Role(name="Thẩm quyền, chức vụ", size=13, bold=True, align="center"),
    "signer": Role(name="Họ tên người ký", size=13, bold=True, align="center"),
    "contact": Role(name="Địa chỉ cơ quan", size=11, align="center"),
    "page_number": Role(name="Số trang", size=13, align="center"),
}
