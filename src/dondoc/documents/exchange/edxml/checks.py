"""What must stand in a message, and how long it may be: tables, each row with the words people use for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import dates
from .errors import Refused
from .model import Message

# The number of a recall (BussinessDocType).
RECALL = "1"


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a message: how to come to it, the element, and what people call it."""

    path: str
    element: str
    words: str

    @property
    def line(self) -> str:
        """Return the words with the element, for whoever mends the message."""
        return f"{self.words} ({self.element})"


@dataclass(frozen=True, slots=True)
class Length:
    """The most characters of a value."""

    place: Place
    most: int


# What a document message cannot do without: who, to whom, which document. The standard asks for more; nothing is
# refused for what the register does not need. Chưa đối chiếu with the text of QCVN 102:2016.
OF_DOCUMENTS = (
    Place("head.sender.organ_id", "From/OrganId", "mã định danh nơi gửi"),
    Place("head.sender.name", "From/OrganName", "tên nơi gửi"),
    Place("head.receivers", "To", "nơi nhận"),
    Place("head.receivers.organ_id", "To/OrganId", "mã định danh nơi nhận"),
    Place("head.document_id", "DocumentId", "mã định danh văn bản"),
    Place("head.code.number", "Code/CodeNumber", "số văn bản"),
    Place("head.code.symbol", "Code/CodeNotation", "ký hiệu văn bản"),
    Place("head.promulgation.date", "PromulgationInfo/PromulgationDate", "ngày ban hành"),
    Place("head.subject", "Subject", "trích yếu"),
    Place("encoded.attachments", "AttachmentEncoded/Attachment", "tệp văn bản"),
    Place("encoded.attachments.content", "Attachment/ContentTransferEncoded", "nội dung tệp đính kèm"),
)
# A recall names what is taken back, and brings no file.
OF_RECALLS = OF_DOCUMENTS[:5]
OF_STATUSES = (
    Place("status.sender.organ_id", "Status/From/OrganId", "mã định danh nơi báo trạng thái"),
    Place("status.answers.organ_id", "ResponseFor/OrganId", "mã định danh nơi đã gửi văn bản"),
    Place("status.answers.document_id", "ResponseFor/DocumentId", "mã định danh văn bản"),
    Place("status.code", "StatusCode", "mã trạng thái"),
    Place("status.timestamp", "Timestamp", "thời điểm của trạng thái"),
)
DAYS = (
    Place("head.promulgation.date", "PromulgationDate", "ngày ban hành"),
    Place("head.due_date", "DueDate", "hạn trả lời"),
)
# Phụ lục VI Nghị định 30/2020/NĐ-CP, phần II: fields of outgoing documents.
LENGTHS = (
    Length(Place("head.sender.organ_id", "From/OrganId", "Mã định danh nơi gửi"), 13),
    Length(Place("head.sender.name", "From/OrganName", "Tên nơi gửi"), 200),
    Length(Place("head.receivers.organ_id", "To/OrganId", "Mã định danh nơi nhận"), 13),
    Length(Place("head.receivers.name", "To/OrganName", "Tên nơi nhận"), 200),
    Length(Place("head.code.number", "CodeNumber", "Số văn bản"), 11),
    Length(Place("head.code.symbol", "CodeNotation", "Ký hiệu văn bản"), 30),
    Length(Place("head.promulgation.date", "PromulgationDate", "Ngày ban hành"), 10),
    Length(Place("head.document_type.name", "TypeName", "Tên loại văn bản"), 100),
    Length(Place("head.subject", "Subject", "Trích yếu"), 500),
    Length(Place("head.content", "Content", "Ghi chú nội dung"), 500),
    Length(Place("head.signer.position", "SignerInfo/Position", "Chức vụ người ký"), 100),
    Length(Place("head.signer.full_name", "SignerInfo/FullName", "Họ tên người ký"), 50),
    Length(Place("head.due_date", "DueDate", "Hạn trả lời"), 10),
    Length(Place("head.other.priority", "Priority", "Mức độ khẩn"), 1),
    Length(Place("head.other.pages", "PageAmount", "Số trang"), 3),
    Length(Place("head.other.copies", "PromulgationAmount", "Số lượng bản phát hành"), 3),
)
# What one message is told from another by is never cut: no identifier, number or symbol in use comes near these.
COMPARED = (
    Length(Place("head.sender.organ_id", "From/OrganId", "mã định danh nơi gửi"), 60),
    Length(Place("head.document_id", "DocumentId", "mã định danh văn bản"), 200),
    Length(Place("head.code.number", "Code/CodeNumber", "số văn bản"), 60),
    Length(Place("head.code.symbol", "Code/CodeNotation", "ký hiệu văn bản"), 100),
    Length(Place("status.sender.organ_id", "Status/From/OrganId", "mã định danh nơi báo trạng thái"), 60),
    Length(Place("status.answers.document_id", "ResponseFor/DocumentId", "mã định danh văn bản"), 200),
    Length(Place("status.code", "StatusCode", "mã trạng thái"), 10),
)


def values(message: Message, path: str) -> list[Any]:
    """Return what stands at a path; of elements that stand several times, each."""
    found: list[Any] = [message]
    for step in path.split("."):
        found = [getattr(one, step) for one in found]
        found = [inner for one in found for inner in (one if isinstance(one, tuple) else (one,))]
    return found


def require_whole(message: Message) -> None:
    """Refuse a message that lacks what is obligatory, whose days are none, or what it is known by too long to be kept.

    Raises:
        Refused: `missing`, `wrong_date` or `id_too_long`, naming the first.
    """
    for length in COMPARED:
        if any(len(text) > length.most for text in values(message, length.place.path)):
            raise Refused("id_too_long", length.place.line)
    of_documents = OF_RECALLS if message.business.kind == RECALL else OF_DOCUMENTS
    for place in OF_STATUSES if message.is_status else of_documents:
        found = values(message, place.path)
        if not found or not all(found):
            raise Refused("missing", place.line)
    if message.is_status:
        if dates.moment_of(message.status.timestamp) is None:
            raise Refused("wrong_date", f"thời điểm của trạng thái (Timestamp) “{message.status.timestamp[:30]}”")
        return
    for place in DAYS:
        for text in values(message, place.path):
            if text and dates.day_of(text) is None:
                raise Refused("wrong_date", f"{place.line} “{text[:30]}”")
    _ = message.files


def require_lengths(message: Message) -> None:
    """Refuse to send what is longer than the fields of Phụ lục VI.

    Raises:
        Refused: `too_long`, naming the first.
    """
    for length in LENGTHS:
        for text in values(message, length.place.path):
            if len(text) > length.most:
                raise Refused("too_long", f"{length.place.line} có {len(text)} ký tự, tối đa {length.most}")
