"""Files that are refused, made here: for the page and for the command line alike."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.reading.sources.word_files import docx, p

MEBIBYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def pdf(password: str | None = None) -> bytes:
    """Return a PDF of one line, behind a password if one is given."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption(password) if password else None)
    canvas.drawString(100, 700, "THONG BAO")
    canvas.save()
    return target.getvalue()


# What is wrong → file name, bytes, words of the sentence that is said.
BAD_FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.txt", lambda: b"", "rỗng|không có nội dung"),
    "blank": ("a.txt", lambda: b" \n\n ", "không có nội dung"),
    "program": ("a.docx", lambda: b"MZ\x90\x00\x03\x00\x00\x00" * 50, "không phải loại tệp"),
    "rubbish-called-text": ("a.txt", lambda: bytes(range(128, 256)) * 40, "bảng mã|không phải loại tệp"),
    "pdf-damaged": ("a.pdf", lambda: pdf()[:200], "hỏng"),
    "pdf-with-password": ("a.pdf", lambda: pdf("bi mat"), "mật khẩu"),
    "docx-damaged": ("a.docx", lambda: docx(p("Kính gửi"))[:300], "hỏng"),
    "docx-with-password": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "zip-bomb": ("a.docx", lambda: docx("", members={"a.bin": bytes(60 * MEBIBYTE)}), "nén bất thường"),
    "100-megabytes": ("a.txt", lambda: b"Trung tam bao cao. " * (100 * MEBIBYTE // 19), "MB"),
    "secret": ("a.txt", lambda: "MẬT\n\nSỞ A\nSố: 1/TB-SA\n".encode(), "Không có gì được lưu lại"),
    "top-secret": ("a.txt", lambda: "TỐI MẬT\n\nSỞ A\nSố: 1/TB-SA\n".encode(), "Không có gì được lưu lại"),
    "most-secret": ("a.txt", lambda: "TUYỆT MẬT\n\nSỞ A\nSố: 1/TB-SA\n".encode(), "Không có gì được lưu lại"),
    "secret-docx": ("a.docx", lambda: docx(p("MẬT") + p("SỞ A")), "Không có gì được lưu lại"),
    "html-in-its-name": ("<img src=x onerror=alert(1)>.exe", lambda: b"MZ" + bytes(200), "không phải loại tệp"),
}
