"""Why a file cannot be read: one class, one code, one Vietnamese sentence that says what to do."""

from __future__ import annotations

# The reader runs without Django, on the command line too, so its sentences stand here and not in a catalogue.
MESSAGES: dict[str, str] = {
    "empty": "Tệp không có nội dung. Hãy kiểm tra lại và chọn đúng tệp văn bản.",
    "wrong_type": "Đây không phải loại tệp đọc được ({detail}). Hãy dùng tệp .docx, .pdf hoặc .txt.",
    "encrypted": "Tệp đặt mật khẩu nên không đọc được. Hãy gỡ mật khẩu rồi gửi lại.",
    "damaged": "Tệp bị hỏng, không mở được ({detail}). Hãy xuất lại từ bản gốc rồi gửi lại.",
    "strange": "Tệp có cấu trúc mà bộ đọc chưa biết ({detail}). Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại.",
    "too_large": "Tệp quá lớn ({detail}). Hãy tách phụ lục hoặc gửi bản nhỏ hơn.",
    "bomb": "Tệp nén bất thường, khi giải nén quá lớn ({detail}). Tệp bị từ chối; hãy xuất lại từ bản gốc.",
    "encoding": "Không nhận ra bảng mã chữ của tệp. Hãy lưu lại tệp bằng bảng mã UTF-8 rồi gửi lại.",
    "no_text": "Tệp không có lớp chữ (bản chụp hoặc quét). Hãy gửi bản .docx hoặc .pdf có chữ.",
    "no_ocr": "Tệp là bản chụp hoặc quét và máy này chưa cài bộ nhận dạng chữ. "
    "Hãy cài tesseract-ocr và tesseract-ocr-vie, hoặc gửi bản .docx hoặc .pdf có chữ.",
    "no_converter": "Máy này chưa cài bộ đọc tệp {detail}. "
    "Hãy cài LibreOffice (gói libreoffice-writer-nogui), hoặc mở tệp bằng Word rồi lưu thành .docx.",
    "too_slow": "Tệp đọc quá lâu ({detail}) nên đã dừng. Hãy tách nhỏ tệp hoặc gửi bản .docx.",
    "scan": "Tệp là bản chụp hoặc quét, phải nhận dạng chữ trước khi đọc.",
    "secret": "Văn bản mang dấu mật ({detail}) không được đưa vào hệ thống này. Không có gì được lưu lại.",
}


class Unreadable(Exception):
    """The bytes cannot be read as an official document.

    Attributes:
        code: a stable key of `MESSAGES`.
        detail: what the sentence names, such as the size found.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(MESSAGES[code].format(detail=detail))
