"""`dondoc write`: structured content in, a document set by Nghị định 30/2020/NĐ-CP out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from .progress import say
from .store import whole

WRITTEN, NOT_WRITTEN = 0, 2
SUFFIXES = (".docx", ".pdf")


class _NotWritten(Exception):
    """Why nothing was written, in sentences for the user."""


def command(options: argparse.Namespace) -> int:
    """Write the document that the options name and return the exit code."""
    try:
        findings = _write(options.content, options.output)
    except _NotWritten as refusal:
        say(str(refusal))
        return NOT_WRITTEN
    for sentence in findings:
        say(sentence)
    return WRITTEN


def _write(source: Path, target: Path) -> list[str]:
    """Write one document; return what the user should know of it."""
    if target.suffix.lower() not in SUFFIXES:
        raise _NotWritten(f"{target}: tên tệp kết quả phải kết thúc bằng .docx hoặc .pdf.")
    from dondoc.writing import InvalidContent

    try:
        data, findings = _set(_json(source), is_pdf=target.suffix.lower() == ".pdf")
    except InvalidContent as faults:
        count = len(faults.faults)
        raise _NotWritten(f"{source}: nội dung có {count} lỗi, chưa ghi gì.\n{faults}") from None
    _store(target, data)
    return findings


def _set(data: Any, *, is_pdf: bool) -> tuple[bytes, list[str]]:
    """Return the file that content makes, and what the user should know of it."""
    from dondoc.writing import from_json
    from dondoc.writing.composing import advice

    content = from_json(data)
    findings = [finding.message for finding in advice(content)]
    if is_pdf:
        from dondoc.writing.pdf import set_pdf

        result = set_pdf(content)
        return result.data, [*(finding.message for finding in result.findings), *findings]
    from dondoc.writing.docx import write_docx

    return write_docx(content), findings


def _json(source: Path) -> Any:
    try:
        return json.loads(source.read_bytes())
    except FileNotFoundError:
        raise _NotWritten(f"{source}: không tìm thấy tệp nội dung. Hãy kiểm tra lại đường dẫn.") from None
    except OSError as failure:
        raise _NotWritten(
            f"{source}: không mở được tệp nội dung ({failure.strerror}). Hãy kiểm tra đường dẫn."
        ) from None
    except json.JSONDecodeError as failure:
        place = f"dòng {failure.lineno}, cột {failure.colno}"
        raise _NotWritten(f"{source}: không phải JSON, sai ở {place}. Hãy sửa chỗ đó rồi thử lại.") from None
    except RecursionError:
        raise _NotWritten(f"{source}: JSON lồng nhau quá sâu nên không đọc được.") from None
    except UnicodeDecodeError:
        raise _NotWritten(f"{source}: không phải JSON viết bằng UTF-8. Hãy lưu lại tệp rồi thử lại.") from None


def _store(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        with whole(target) as part:
            part.write_bytes(data)
    except IsADirectoryError:
        raise _NotWritten(f"{target}: đây là thư mục. Hãy ghi tên của tệp kết quả.") from None
    except OSError as failure:
        raise _NotWritten(
            f"{target}: không ghi được tệp ({failure.strerror}). Hãy kiểm tra thư mục và quyền."
        ) from None
