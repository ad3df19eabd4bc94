"""What the style guide shows: made-up persons, units and figures, longer than most."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

DAY = dt.date(2025, 3, 14)
MOMENT = dt.datetime(2025, 3, 14, 9, 5, tzinfo=dt.UTC)
LATE_UNIT = "Phòng Ứng dụng, Chuyển giao công nghệ và Đổi mới sáng tạo"

SURFACES = ["canvas", "surface", "sunken", "hover", "rule", "rule-2", "control", "idle-fill"]
INKS = ["ink", "ink-2", "ink-3", "cham", "cham-tint", "cham-line"]
MEANINGS = [f"{colour}{use}" for colour in ("green", "amber", "red", "violet") for use in ("", "-tint", "-fill")]

PARTS = [
    ("done", 8, _("Done")),
    ("review", 3, _("Waiting for acceptance")),
    ("doing", 5, _("In time")),
    ("soon", 2, _("Due soon")),
    ("late", 4, _("Overdue")),
    ("block", 1, _("Blocked")),
]

STATES = [
    ("todo", "Chưa bắt đầu"),
    ("doing", "Đang thực hiện"),
    ("review", "Chờ duyệt kết quả"),
    ("done", "Hoàn thành"),
    ("open", "Còn 23 ngày"),
    ("soon", "Sắp đến hạn, còn 3 ngày"),
    ("late", "Quá hạn 12 ngày"),
    ("block", "Chờ ý kiến chỉ đạo"),
    ("out", "Không tính"),
]


class SampleForm(forms.Form):
    """Every kind of control."""

    lead = forms.CharField(label="Đơn vị chủ trì")
    due = forms.DateField(label="Hạn hoàn thành", help_text="Để trống nếu văn bản không nêu hạn.", required=False)
    unit = forms.ChoiceField(label="Đơn vị phối hợp", choices=[("", "Chọn đơn vị"), ("1", LATE_UNIT)], required=False)
    body = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.ChoiceField(
        label="Hạn do đâu mà có",
        widget=forms.RadioSelect,
        choices=[
            ("text", "Theo văn bản"),
            ("leader", "Do người giao ấn định"),
            ("none", "Văn bản không nêu hạn"),
        ],
        initial="text",
    )
    chief = forms.BooleanField(label="Báo cáo qua Phòng Hành chính - Tổng hợp", required=False)
    evidence = forms.FileField(label="Minh chứng", help_text=".pdf, .docx, .xlsx hoặc ảnh, không quá 20 MB.")


def context() -> dict[str, Any]:
    """Return what the style guide's template reads."""
    wrong = SampleForm(data={"lead": "", "due": "31/2/2025", "unit": "", "body": "", "source": ""}, prefix="w")
    return {
        "colours": [*SURFACES, *INKS, *MEANINGS],
        "icons": re.findall(r'id="i-(\w+)"', render_to_string("web/_icons.html")),
        "states": STATES,
        "parts": PARTS,
        "kinds": [(state, label) for state, _count, label in PARTS],
        "form": SampleForm(prefix="s", initial={"lead": LATE_UNIT, "body": "Chờ kết quả họp với Sở Tài chính."}),
        "wrong": wrong,
        "page": Paginator(range(386), 20).page(6),
        "no_page": Paginator([], 20).page(1),
        "figures": _figures(),
        "facts": _facts(),
        "entries": _entries(),
        "tasks": _tasks(),
        "day": DAY,
        "moment": MOMENT,
        "amount": 1234567.8,
    }


def _figures() -> list[dict[str, object]]:
    return [{"value": count, "label": label, "state": state, "url": "#so-lieu"} for state, count, label in PARTS] + [
        {"value": 12480, "label": "Không có hạn", "state": "todo"}
    ]


def _facts() -> list[dict[str, object]]:
    return [
        {"label": "Đơn vị chủ trì", "value": LATE_UNIT, "note": "Đỗ Thị Như Ngọc"},
        {"label": "Hạn hoàn thành", "value": None, "absent": "Văn bản không nêu hạn"},
        {"label": "Sản phẩm", "value": None},
        {
            "label": "Văn bản",
            "value": "Thông báo số 48/TB-SKHCN ngày 03/3/2025",
            "url": "#thuoc-tinh",
            "note": "Mục 3 (2)",
        },
    ]


def _entries() -> list[dict[str, object]]:
    return [
        {
            "icon": "say",
            "state": "cham",
            "title": "Lãnh đạo cho ý kiến chỉ đạo",
            "at": MOMENT,
            "who": "Lương Quốc Khánh",
        },
        {
            "icon": "block",
            "state": "block",
            "title": "Báo cáo khó khăn, vướng mắc",
            "at": MOMENT - dt.timedelta(days=2),
            "body": "Chưa có đơn giá nhân công cho nhóm dịch vụ thử nghiệm; đề nghị Sở họp thống nhất.",
            "files": [
                {
                    "name": "Bảng so sánh phương án đơn giá (bản lấy ý kiến lần hai).xlsx",
                    "url": "#dien-bien",
                    "size": 86016,
                },
                {"name": "Biên bản làm việc.pdf", "url": "#dien-bien", "size": 1258291},
            ],
        },
        {
            "icon": "check",
            "state": "done",
            "title": "Hoàn thành việc con 1",
            "at": MOMENT - dt.timedelta(days=9),
        },
        {
            "icon": "send",
            "title": "Giao nhiệm vụ từ văn bản",
            "at": MOMENT - dt.timedelta(days=11),
            "who": "Văn thư",
        },
    ]


def _tasks() -> list[dict[str, object]]:
    titles = [
        "Rà soát toàn bộ thiết bị đã đầu tư, lập phương án khai thác và báo cáo hiệu quả từng thiết bị",
        "Sơ kết quý I các hợp đồng dịch vụ sự nghiệp công",
        "Trình ban hành quy trình kiểm định phương tiện đo nhóm 2 lĩnh vực khối lượng, dung tích và áp suất",
    ]
    rest = [("late", "Quá hạn 12 ngày", 55), ("done", "Hoàn thành", 100), ("open", "Không có hạn", None)]
    dates = [DAY, dt.date(2025, 3, 31), None]
    return [
        {
            "code": f"NV-{number}",
            "title": title,
            "unit": LATE_UNIT,
            "due": due,
            "state": state,
            "label": label,
            "percent": percent,
        }
        for number, title, due, (state, label, percent) in zip((204, 205, 1206), titles, dates, rest, strict=True)
    ]
