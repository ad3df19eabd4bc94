"""Why a file cannot be checked: one class, one code, one Vietnamese sentence that says what to do."""

from __future__ import annotations

# The checker runs without Django, on the command line too, so its sentences stand here and not in a catalogue.
MESSAGES: dict[str, str] = {
    "empty": "Tệp không có nội dung. Hãy kiểm tra lại và chọn đúng tệp văn bản.",
    "wrong_type": "Đây không phải tệp .docx ({detail}). Hãy mở tệp bằng Word rồi lưu thành .docx.",
    "encrypted": "Tệp đặt mật khẩu nên không kiểm tra được. Hãy gỡ mật khẩu rồi thử lại.",
    "damaged": "Tệp bị hỏng, không mở được ({detail}). Hãy xuất lại từ bản gốc rồi thử lại.",
    "too_large": "Tệp quá lớn ({detail}). Hãy tách phụ lục thành tệp riêng rồi thử lại.",
    "bomb": "Tệp nén bất thường, khi giải nén quá lớn ({detail}). Tệp bị từ chối; hãy xuất lại từ bản gốc.",
    "secret": "Văn bản mang dấu mật ({detail}) không được đưa vào hệ thống này. Không có gì được lưu lại.",
}


class Unreadable(Exception):
    """The bytes cannot be checked as a .docx.

    Attributes:
        code: a stable key of `MESSAGES`.
        detail: what the sentence names, such as the size found.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(MESSAGES[code].format(detail=detail))
