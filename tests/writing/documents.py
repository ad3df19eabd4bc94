"""Generated documents: plausible offices, people and words, so that what is written can be read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from dondoc.writing.kinds import kinds

from . import contents

PLACES = ("Bình Sơn", "Quảng Ngãi", "Hà Nội", "Thành phố Hồ Chí Minh")
ISSUERS = (
    ("UBND TỈNH BÌNH SƠN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SKHCN"),
    (None, "ỦY BAN NHÂN DÂN TỈNH BÌNH SƠN", "UBND"),
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "TRUNG TÂM ỨNG DỤNG VÀ DỊCH VỤ KHOA HỌC CÔNG NGHỆ", "TTUDDV"),
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "CHI CỤC TIÊU CHUẨN ĐO LƯỜNG CHẤT LƯỢNG", "CCTĐC"),
)
UNITS = (
    "Sở Tài chính", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Trung tâm Y tế khu vực Bình Sơn",
    "Phòng Hành chính - Tổng hợp", "Phòng Quản lý Khoa học", "Công an tỉnh", "Ủy ban nhân dân các xã, phường",
    "Chi cục Tiêu chuẩn Đo lường Chất lượng", "Trung tâm", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Nội vụ",
    "Giám đốc Trung tâm", "Ban Quản lý các khu công nghiệp",
)  # fmt: skip
ACTIONS = (
    "xây dựng phương án khai thác thiết bị tại Trại nghiên cứu thực nghiệm",
    "rà soát danh mục phương tiện đo đến hạn kiểm định năm 2027",
    "hoàn thiện dự thảo định mức kinh tế - kỹ thuật dịch vụ kiểm định",
    "tổ chức tập huấn cho chủ cửa hàng xăng dầu trên địa bàn tỉnh",
    "tham mưu văn bản chỉ đạo về bảo đảm đo lường trong mua bán xăng dầu",
    "triển khai Kế hoạch số 41/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh",
    "lập hồ sơ nghiệm thu nhiệm vụ khoa học và công nghệ cấp cơ sở",
)
PRODUCTS = ("phương án được phê duyệt", "danh mục kèm số liệu", "02 lớp tập huấn")
PHRASES = (
    ("trong quý I năm 2027", dt.date(2027, 3, 31)),
    ("Quý IV/2026", dt.date(2026, 12, 31)),
    ("trong tháng 12 năm 2026", dt.date(2026, 12, 31)),
    ("trước ngày 15/01/2027", dt.date(2027, 1, 15)),
)
SUBJECTS = (
    "Kết luận của Giám đốc Sở tại cuộc họp về tiến độ kiểm định phương tiện đo",
    "Kết quả quản lý đo lường 10 tháng đầu năm 2026 và nhiệm vụ trọng tâm các tháng cuối năm",
    "Tăng cường bảo đảm đo lường trong kinh doanh xăng dầu",
    "Quản lý thiết bị",
)
SENTENCES = (
    "Số lượng phương tiện đo đã kiểm định là 1.240, đạt 82,7% kế hoạch năm.",
    "Một số thiết bị chưa được khai thác thường xuyên; hồ sơ của 06 thiết bị chưa đầy đủ.",
    "Kinh phí 14.000.000 đồng được bố trí tại Quyết định số 96/QĐ-UBND ngày 12/3/2026.",
)
TITLES = ("Mục tiêu", "Phạm vi", "Đặc điểm tình hình", "Kinh phí")
RECIPIENTS = (
    "Như trên",
    "Giám đốc, các Phó Giám đốc Sở",
    "Các phòng thuộc Sở",
    "Trung tâm Ứng dụng và Dịch vụ KHCN",
    "UBND tỉnh (b/c)",
)
SIGNATURES = (
    contents.DIRECTOR,
    contents.DEPUTY,
    contents.BY_ORDER,
    {"authority": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "title": "PHÓ CHỦ TỊCH", "name": "Võ Hoàng Yến"},
    {"authority": [], "title": "CHI CỤC TRƯỞNG", "name": "Nguyễn Văn Ân"},
    {"authority": ["TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG"], "title": "PHÓ CHÁNH VĂN PHÒNG", "name": "Đỗ Ngọc Mai"},
    {
        "authority": ["TL. CHỦ TỊCH", "KT. GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
        "title": "PHÓ GIÁM ĐỐC",
        "name": "Phạm Thu Hà",
    },
    {"authority": ["TL. CHỦ TỊCH"], "title": "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", "name": "Trần Quốc Việt"},
    {"authority": ["TUQ. CHỦ TỊCH"], "title": "GIÁM ĐỐC SỞ", "name": "Trần Quốc Việt"},
    {"authority": [], "title": "Q. GIÁM ĐỐC", "name": "Lê Minh Khôi"},
)
TYPES = ("TB", "KH", "QĐ", "BC", "TTr", "CV", "CT", "HD", "PA")

units = st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True)
days = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@st.composite
def duties(draw: st.DrawFn) -> dict[str, Any]:
    """Return a duty whose leads and cooperating units differ."""
    names = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True))
    leads = draw(st.integers(1, min(2, len(names))))
    deadline = draw(
        st.none()
        | days.map(lambda day: {"date": day.isoformat()})
        | st.sampled_from(PHRASES).map(lambda pair: {"phrase": pair[0]})
    )
    return contents.duty(
        names[:leads],
        draw(st.sampled_from(ACTIONS)),
        names[leads:],
        deadline=deadline,
        product=draw(st.none() | st.sampled_from(PRODUCTS)),
    )


@st.composite
def bodies(draw: st.DrawFn, code: str) -> list[dict[str, Any]]:
    """Return the text of a document: an opening, parts that tell, one part that gives duties."""
    told = draw(st.lists(st.sampled_from(TITLES), max_size=2, unique=True))
    outer, inner = (
        ("article", "clause") if code == "QĐ" else draw(st.sampled_from([("section", "clause"), ("clause", "point")]))
    )
    parts = [contents.heading(outer, title, draw(st.sampled_from(SENTENCES))) for title in told]
    given_out = draw(st.lists(duties(), min_size=1, max_size=4))
    parts.append(contents.heading(outer, "Nhiệm vụ trọng tâm", None, *given_out))
    if inner == "point" and draw(st.booleans()):
        parts.append(
            contents.heading("clause", "Phân công", None, contents.heading("clause", "Nhiệm vụ", None, *given_out[:1]))
        )
    opening = [] if code == "QĐ" else [contents.paragraph("Sau khi xem xét, Giám đốc Sở kết luận như sau:")]
    return [*opening, *parts]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return the JSON of a document."""
    code = draw(st.sampled_from(TYPES))
    parent, name, initials = draw(st.sampled_from(ISSUERS))
    is_dated = draw(st.booleans())
    number = draw(st.integers(1, 9999))
    subject = draw(st.sampled_from(SUBJECTS))
    return {
        "schema": "dondoc.writing/1",
        "type": {"code": code},
        "issuer": {"parent": parent, "name": name},
        "number": f"{number:02d}" if is_dated else None,
        "symbol": f"{initials}-HCTH" if code == "CV" else f"{code}-{initials}",
        "place": draw(st.sampled_from(PLACES)),
        "date": draw(days).isoformat() if is_dated else None,
        "subject": subject,
        "to": draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))
        if code in ("CV", "BC", "TTr")
        else [],
        "bases": ["Căn cứ Quyết định số 18/2025/QĐ-UBND ngày 05/3/2025 của Ủy ban nhân dân tỉnh"]
        if code == "QĐ"
        else [],
        "body": draw(bodies(code)),
        "recipients": draw(st.lists(st.sampled_from(RECIPIENTS), min_size=1, max_size=4, unique=True)),
        "archive": draw(st.sampled_from(["VT, HCTH", "VT"])),
        "signature": draw(st.sampled_from(SIGNATURES)),
        "drafter": draw(st.none() | st.just("NTB")),
        "copies": draw(st.none() | st.just(30)),
    }


FORMS = ({"authority": [], "title": "NGƯỜI LẬP BIỂU", "name": "Đỗ Ngọc Mai"}, contents.BY_ORDER)


@st.composite
def annexes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return annexes that tell and list, some with signers of their own."""
    rows = [["1", "Bộ bình chuẩn 20 lít", "02"], ["2", "Cân chuẩn 30 kg", "01"]]
    table = {"kind": "table", "header": ["TT", "Thiết bị", "Số lượng"], "rows": rows}
    texts = st.lists(
        st.sampled_from([contents.paragraph(words) for words in SENTENCES] + [table]), min_size=1, max_size=3
    )
    titles = draw(
        st.lists(
            st.sampled_from(["Danh mục thiết bị", "Số liệu kiểm định", "Biểu tổng hợp"]),
            min_size=1,
            max_size=2,
            unique=True,
        )
    )
    return [
        {
            "title": title,
            "body": draw(texts),
            "signatures": draw(st.lists(st.sampled_from(FORMS), max_size=2, unique_by=str)),
        }
        for title in titles
    ]


LEVELS = ("part", "chapter", "section", "article", "clause", "point", "dash")
words = st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), min_size=1, max_size=40).filter(str.strip)


@st.composite
def charts(draw: st.DrawFn, names: st.SearchStrategy[str]) -> dict[str, Any]:
    """Return a chart of any form, of so many parts and bars as it may have."""
    form = draw(st.sampled_from(["bars", "bullets", "series"]))
    parts = draw(st.lists(names, min_size=1, max_size=4 if form == "bars" else 2))
    counts = st.lists(st.integers(0, 10**9 - 1), min_size=len(parts), max_size=len(parts))
    bars = draw(st.lists(st.tuples(names, counts), min_size=1, max_size=4))
    return contents.chart(*bars, parts=tuple(parts), title=draw(names), form=form, decimals=draw(st.integers(0, 1)))


@st.composite
def blocks(draw: st.DrawFn, lowest: int = 0) -> list[dict[str, Any]]:
    """Return any text that the schema takes: headings of every level, paragraphs, duties and tables in any order."""
    found: list[dict[str, Any]] = []
    for kind in draw(st.lists(st.sampled_from(["paragraph", "heading", "duty", "table", "chart"]), max_size=3)):
        if kind == "paragraph":
            found.append(contents.paragraph(draw(words)))
        elif kind == "duty":
            found.append(contents.duty([draw(words)], draw(words), draw(st.lists(words, max_size=2))))
        elif kind == "table":
            columns = draw(st.integers(1, 6))
            rows = draw(st.lists(st.lists(words | st.just(""), min_size=columns, max_size=columns), max_size=3))
            header = draw(st.lists(words, min_size=columns, max_size=columns))
            found.append({"kind": "table", "header": header, "rows": rows, "widths": []})
        elif kind == "chart":
            found.append(draw(charts(words)))
        elif lowest < len(LEVELS):
            level = draw(st.integers(lowest, len(LEVELS) - 1))
            found.append(
                contents.heading(LEVELS[level], draw(words), draw(st.none() | words), *draw(blocks(level + 1)))
            )
    return found


@st.composite
def anything(draw: st.DrawFn) -> dict[str, Any]:
    """Return a document of any type with any text and annexes."""
    kind = draw(st.sampled_from(sorted(kinds())))
    texts = draw(st.lists(blocks(), max_size=2))
    return contents.notice() | {
        "type": {"code": kind},
        "subject": draw(words),
        "body": draw(blocks()) or [contents.paragraph("a")],
        "annexes": [
            {"title": draw(words), "body": body, "signatures": draw(st.lists(st.sampled_from(FORMS), max_size=2))}
            for body in texts
        ],
        "recipients": draw(st.lists(words, max_size=3)),
        "archive": draw(st.none() | words),
        "urgency": draw(st.sampled_from([None, "khan", "hoa_toc"])),
        "contact": draw(st.none() | st.fixed_dictionaries({"address": words})),
    }
