"""A reading made by hand, with long Vietnamese text in every place."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from dataclasses import replace

import dondoc
from dondoc.reading import tables
from dondoc.reading.errors import Unreadable
from dondoc.reading.model import (
    Citation,
    Deadline,
    Directive,
    DocumentType,
    Finding,
    Header,
    Party,
    Reader,
    Reading,
    ReportLine,
    Signer,
    Source,
    Where,
)

ACTION = (
    "Giám đốc Trung tâm chỉ đạo bổ sung đầy đủ hồ sơ nghiệm thu của hai nhiệm vụ còn thiếu, báo cáo kết quả "
    "cho Giám đốc Sở trước ngày 05/12/2026"
)


def directive(**changes: object) -> Directive:
    """Return a directive; what is not given is plausible."""
    fields: dict[str, object] = {
        "path": "2.(2)",
        "span": (0, 10),
        "kind": "task",
        "action": ACTION,
        "lead": (Party("Giám đốc Trung tâm", "explicit", resolved="Giám đốc Trung tâm Ứng dụng và Dịch vụ"),),
        "cooperate": (Party("Phòng Hành chính - Tổng hợp", "explicit"),),
        "deadline": Deadline("date", dt.date(2026, 12, 5), None, "trước ngày 05/12/2026", rule="day"),
        "report_to": ReportLine("Giám đốc Sở", "Phòng Hành chính - Tổng hợp"),
        "citations": (0,),
        "rule": "named_lead",
        "confidence": "sure",
    }
    return Directive(**{**fields, **changes})  # type: ignore[arg-type]


READING = Reading(
    reader=Reader("0.1.0", "0" * 64),
    source=Source("thong-bao.txt", "0" * 64, "text/plain", "utf-8", ("một hình vẽ",)),
    text="Thông báo",
    header=Header(
        issuer="Sở Khoa học và Công nghệ",
        symbol="TB-SKHCN",
        place="Bình Sơn",
        date=dt.date(2026, 11, 16),
        type=DocumentType("TB", "Thông báo"),
        subject="Kết luận của Giám đốc Sở tại buổi làm việc với [bold]Trung tâm[/bold] Ứng dụng",
        signer=Signer("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP", "Lê Minh Khôi"),
        where={"symbol": Where((0, 8), "number_line")},
    ),
    directives=(
        directive(),
        directive(
            path="2.(3)",
            lead=(),
            cooperate=(),
            report_to=None,
            deadline=Deadline("none"),
        ),
        directive(path="2.(4)", deadline=Deadline("period", dt.date(2026, 12, 31), None, "trong quý IV năm 2026")),
    ),
    citations=(Citation((0, 5), "Thông báo", "187", "TB-UBND", dt.date(2026, 10, 22), "điểm c khoản 3"),),
    findings=(Finding("number_blank", "Số văn bản để trống."),),
)


def read(data: bytes, *, name: str) -> Reading:
    """Stand in for the reader: the first word of the file says what happens."""
    if data.startswith(b"secret"):
        raise Unreadable("secret", "MẬT")
    if data.startswith(b"bug"):
        raise ZeroDivisionError
    if data.startswith(b"die"):
        os._exit(9)
    return replace(READING, source=replace(READING.source, name=name), text=data.decode())


def read_as_now(data: bytes, *, name: str) -> Reading:
    """Stand in for the reader, and say which file and which reader it was, as the reader does."""
    reading = read(data, name=name)
    return replace(
        reading,
        reader=Reader(dondoc.__version__, tables.load().digest),
        source=replace(reading.source, sha256=hashlib.sha256(data).hexdigest()),
    )
