"""Documents cited by number and symbol."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.reading.helpers import reading_under_head

FOUND = [
    pytest.param(
        "Thực hiện Quyết định số 45/QĐ-UBND ngày 07/02/2025 của UBND tỉnh.",
        [("Quyết định", "45", "QĐ-UBND", dt.date(2025, 2, 7), None)],
        id="type-number-symbol-date",
    ),
    pytest.param(
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ.",
        [("Nghị định", "30", "2020/NĐ-CP", dt.date(2020, 3, 5), None)],
        id="year-in-the-number",
    ),
    pytest.param(
        "Theo điểm b khoản 3 Điều 12 Thông tư số 08/2024/TT-BXD.",
        [("Thông tư", "08", "2024/TT-BXD", None, "điểm b khoản 3 Điều 12")],
        id="provision",
    ),
    pytest.param(
        "Thực hiện điểm đ) khoản 4 Thông báo 77/TB-UBND ngày 1/2/2025.",
        [("Thông báo", "77", "TB-UBND", dt.date(2025, 2, 1), "điểm đ khoản 4")],
        id="label-punctuation-left-out",
    ),
    pytest.param(
        "Thực hiện Chỉ thị số 15-CT/TU ngày 09/01/2025 của Tỉnh ủy.",
        [("Chỉ thị", "15", "CT/TU", dt.date(2025, 1, 9), None)],
        id="party-number",
    ),
    pytest.param(
        "Theo Nghị quyết số 57-NQ / TW và Nghị quyết số 66.4/2025/NQ-CP.",
        [("Nghị quyết", "57", "NQ / TW", None, None), ("Nghị quyết", "66.4", "2025/NQ-CP", None, None)],
        id="blanks-in-the-symbol-and-a-point-in-the-number",
    ),
    pytest.param(
        "Tại các Thông báo số 49/TB-VPCP ngày 07/02/2024 và số 160/TB-VPCP ngày 24/4/2023.",
        [
            ("Thông báo", "49", "TB-VPCP", dt.date(2024, 2, 7), None),
            ("Thông báo", "160", "TB-VPCP", dt.date(2023, 4, 24), None),
        ],
        id="several-numbers-under-one-type",
    ),
    pytest.param(
        "Tại văn bản số 18/BC-STC của Sở Tài chính ngày 11/02/2025.",
        [("văn bản", "18", "BC-STC", dt.date(2025, 2, 11), None)],
        id="issuer-between-number-and-date",
    ),
    pytest.param(
        "Sở nhận văn bản đề ngày 29 tháng 01 năm 2025 số 16/CV-HTX của Hợp tác xã.",
        [(None, "16", "CV-HTX", dt.date(2025, 1, 29), None)],
        id="date-before-the-number",
    ),
    pytest.param(
        "Thực hiện Chỉ thị sô 20/CT-TTg ngày 17/01/2025 và công văn số. 32/SYT-KH ngày 1/2/2025.",
        [
            ("Chỉ thị", "20", "CT-TTg", dt.date(2025, 1, 17), None),
            ("công văn", "32", "SYT-KH", dt.date(2025, 2, 1), None),
        ],
        id="word-for-number-damaged",
    ),
    pytest.param(
        "Theo Luật Tổ chức chính quyền địa phương số 72/2025/QH15.",
        [("Luật", "72", "2025/QH15", None, None)],
        id="law-with-its-name",
    ),
    pytest.param(
        "Theo Quyết định số 144 /2002/QĐ/BTC ngày 31/02/2002.",
        [("Quyết định", "144", "2002/QĐ/BTC", None, None)],
        id="a-day-no-calendar-has-is-no-date",
    ),
]

NOT_FOUND = [
    pytest.param("Đạt tỷ lệ 5/7 chỉ tiêu, tăng 1/2 so với năm 2024.", id="fractions"),
    pytest.param("Họp ngày 12/3/2025 tại Hội trường A.", id="dates"),
    pytest.param("Điền mẫu số 03/HNMT và mẫu 04/HNCT gửi kèm.", id="forms"),
    pytest.param("Theo tiêu chuẩn TCVN 14423:2025 và Chỉ thị số 32 của Ban Bí thư.", id="no-symbol"),
    pytest.param("Kèm theo Thông báo số 12/TB-SKHCN ngày 05/3/2025.", id="the-document-itself"),
    pytest.param("Đường ĐT.770B, quốc lộ 6, thông số 24/7.", id="roads-and-hours"),
]


@pytest.mark.parametrize(("sentence", "expected"), FOUND)
def test_found(sentence, expected):
    """Type, number, symbol, date and provision as printed."""
    citations = reading_under_head(sentence).citations

    assert [(c.type, c.number, c.symbol, c.date, c.provision) for c in citations] == expected


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_not_found(sentence):
    """What only looks like a number and symbol."""
    assert reading_under_head(sentence).citations == ()


@pytest.mark.parametrize(
    ("number", "cited"),
    [
        pytest.param("18", [], id="one-digit-misread"),
        pytest.param("95", ["95"], id="another-document"),
        pytest.param("112", ["112"], id="a-longer-number"),
    ],
)
def test_the_line_over_an_annex_names_the_document_itself(number, cited):
    """Also when a scan misreads a digit of its number."""
    reading = reading_under_head(
        "1. Giao Văn phòng Sở rà soát.\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\nLê Văn An\n\n"
        f"PHỤ LỤC\nDanh mục cân và quả cân của các chợ\n(Kèm theo Thông báo số {number}/TB-SKHCN ngày 05/3/2025)\n"
    )

    assert [citation.number for citation in reading.citations] == cited


def test_letterhead_title_and_recipients_cite_nothing():
    """The document's own number, its title and its recipients are no citations; a footnote is read."""
    reading = reading_under_head(
        "Giao Văn phòng Sở rà soát.[1]\n\nNơi nhận:\n- Như Quyết định số 5/QĐ-SNV;\n- Lưu: VT.\n\nGIÁM ĐỐC\n"
        "Lê Văn An\n\n[1] Theo Công văn số 88/SNV-VP ngày 02/01/2025."
    )

    assert [(c.number, c.symbol) for c in reading.citations] == [("88", "SNV-VP")]
