"""Why a message is not taken: one class, one code, one Vietnamese sentence that says what to do."""

from __future__ import annotations

# The codec knows no Django, so its sentences stand here and not in a catalogue.
MESSAGES: dict[str, str] = {
    "empty": "Tệp không có nội dung. Hãy chọn lại tệp edXML.",
    "too_large": "Tin quá lớn ({detail}). Hãy đề nghị nơi gửi tách tệp đính kèm.",
    "encoding": "Tin không dùng bảng mã UTF-8 ({detail}). Hãy đề nghị nơi gửi xuất lại bằng UTF-8.",
    "declarations": "Tin chứa khai báo DOCTYPE hoặc ENTITY nên bị từ chối. Hãy đề nghị nơi gửi xuất lại.",
    "inclusion": "Tin đòi chèn tệp khác (XInclude) nên bị từ chối. Hãy đề nghị nơi gửi xuất lại đủ trong một tệp.",
    "damaged": "Tin sai cấu trúc XML, không mở được ({detail}). Hãy đề nghị nơi gửi xuất lại.",
    "wrong_type": "Đây không phải tin edXML theo QCVN 102:2016 ({detail}). Hãy chọn lại tệp.",
    "missing": "Tin thiếu {detail}. Hãy đề nghị nơi gửi bổ sung rồi gửi lại.",
    "wrong_date": "Tin ghi {detail} không phải là ngày tháng đọc được. Hãy đề nghị nơi gửi sửa rồi gửi lại.",
    "too_long": "{detail} ký tự theo Phụ lục VI Nghị định 30/2020/NĐ-CP. Hãy rút ngắn trước khi gửi.",
    "id_too_long": "Tin ghi {detail}, dài hơn mức nhận. Hãy đề nghị nơi gửi sửa rồi gửi lại.",
    "characters": "Nội dung có ký tự không ghi được vào XML ({detail}). Hãy xóa ký tự đó rồi gửi lại.",
    "base64": "Tệp đính kèm “{detail}” bị hỏng mã base64. Hãy đề nghị nơi gửi gửi lại.",
    "zip": "Tệp đính kèm “{detail}” nén sai cấu trúc. Hãy đề nghị nơi gửi gửi lại.",
    "zip_members": "Tệp đính kèm “{detail}” phải nén đúng một tệp. Hãy đề nghị nơi gửi tách ra.",
    "encrypted": "Tệp đính kèm “{detail}” đặt mật khẩu nên không mở được. Hãy đề nghị nơi gửi gỡ mật khẩu.",
    "bomb": "Tệp đính kèm “{detail}” khi giải nén quá lớn nên bị từ chối. Hãy đề nghị nơi gửi gửi bản nhỏ hơn.",
    "unsafe_name": "Tên tệp đính kèm “{detail}” chứa đường dẫn hoặc ký tự cấm. Hãy đề nghị nơi gửi đặt lại tên.",
    "attachments": "Tin có {detail} tệp đính kèm, nhiều hơn mức nhận. Hãy đề nghị nơi gửi chia thành nhiều tin.",
    "same_name": "Tin có hai tệp đính kèm cùng mã “{detail}”. Hãy đề nghị nơi gửi sửa rồi gửi lại.",
}


class Refused(Exception):
    """The bytes are no message that can be taken, or the message none that can be written.

    Attributes:
        code: a stable key of `MESSAGES`.
        detail: what the sentence names.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(MESSAGES[code].format(detail=detail))
