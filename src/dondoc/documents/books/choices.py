"""The books, and the columns that the product ships for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Book(TextChoices):
    """A book or a list that is printed (sổ, báo cáo, mục lục)."""

    INCOMING = "incoming", _("Book of incoming documents")
    OUTGOING = "outgoing", _("Register of outgoing documents")
    HANDLING = "handling", _("Report on the handling of incoming documents")
    COPIES = "copies", _("Book of copies")
    CASE_FILES = "case_files", _("List of case files")
    CONTENTS = "contents", _("Table of contents of a case file")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a book.

    Attributes:
        field: which fact it holds; the book's own module says how it reads.
        width: in characters.
    """

    field: str
    heading: str
    width: int


# How each is headed on paper.
TITLES = {
    Book.INCOMING: "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
    Book.OUTGOING: "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
    Book.HANDLING: "BÁO CÁO GIẢI QUYẾT VĂN BẢN ĐẾN",
    Book.COPIES: "SỔ ĐĂNG KÝ BẢN SAO",
    Book.CASE_FILES: "DANH MỤC HỒ SƠ",
    Book.CONTENTS: "MỤC LỤC VĂN BẢN TRONG HỒ SƠ",
}

# The forms of Phụ lục IV and V Nghị định 30/2020/NĐ-CP [M]: nobody here has read them. What an administrator changes
# is kept in rows of `models.BookColumn`, which then hold instead.
SHIPPED: dict[Book, tuple[Column, ...]] = {
    Book.INCOMING: (
        Column("arrived", "Ngày đến", 11),
        Column("number", "Số đến", 8),
        Column("issuer", "Tác giả", 26),
        Column("reference", "Số, ký hiệu văn bản", 18),
        Column("date", "Ngày tháng văn bản", 12),
        Column("subject", "Tên loại và trích yếu nội dung văn bản", 48),
        Column("receivers", "Đơn vị hoặc người nhận", 26),
        Column("sent_on", "Ngày chuyển", 12),
        Column("signed_for", "Ký nhận", 20),
        Column("note", "Ghi chú", 20),
    ),
    Book.OUTGOING: (
        Column("reference", "Số, ký hiệu văn bản", 18),
        Column("date", "Ngày tháng văn bản", 12),
        Column("subject", "Tên loại và trích yếu nội dung văn bản", 48),
        Column("signer", "Người ký", 22),
        Column("recipients", "Nơi nhận văn bản", 36),
        Column("archive", "Đơn vị, người nhận bản lưu", 16),
        Column("amount", "Số lượng bản", 9),
        Column("note", "Ghi chú", 24),
    ),
    Book.HANDLING: (
        Column("number", "Số đến", 8),
        Column("arrived", "Ngày đến", 11),
        Column("issuer", "Tác giả", 24),
        Column("reference", "Số, ký hiệu văn bản", 18),
        Column("subject", "Tên loại và trích yếu nội dung văn bản", 42),
        Column("directive", "Ý kiến chỉ đạo", 32),
        Column("lead", "Đơn vị chủ trì", 22),
        Column("cooperating", "Đơn vị phối hợp", 22),
        Column("due", "Thời hạn giải quyết", 14),
        Column("state", "Tình trạng", 16),
        Column("answer", "Văn bản trả lời", 22),
    ),
    Book.COPIES: (
        Column("number", "Số, ký hiệu bản sao", 18),
        Column("copied_on", "Ngày tháng", 12),
        Column("kind", "Hình thức sao", 14),
        Column("reference", "Số, ký hiệu, ngày tháng văn bản được sao", 26),
        Column("subject", "Tên loại và trích yếu nội dung văn bản", 44),
        Column("signer", "Người ký bản sao", 24),
        Column("recipients", "Nơi nhận bản sao", 28),
        Column("amount", "Số lượng bản", 9),
        Column("note", "Ghi chú", 20),
    ),
    Book.CASE_FILES: (
        Column("code", "Số và ký hiệu hồ sơ", 16),
        Column("title", "Tên hồ sơ", 52),
        Column("retention", "Thời hạn bảo quản", 16),
        Column("keeper", "Người lập hồ sơ", 26),
        Column("note", "Ghi chú", 24),
    ),
    Book.CONTENTS: (
        Column("order", "STT", 6),
        Column("reference", "Số, ký hiệu văn bản", 20),
        Column("date", "Ngày tháng văn bản", 13),
        Column("subject", "Tên loại và trích yếu nội dung văn bản", 54),
        Column("issuer", "Tác giả văn bản", 28),
        Column("pages", "Số trang", 9),
        Column("note", "Ghi chú", 20),
    ),
}
