"""Advice to the clerk."""

from __future__ import annotations

import pytest

from tests.reading.helpers import HEAD, reading_of, reading_under_head

DUTY = "1. Văn phòng Sở rà soát quy chế trước ngày 15/4/2025."

FOUND = [
    pytest.param(HEAD.replace("12/", "/") + DUTY, "number_blank", "Văn bản chưa ghi số.", id="number"),
    pytest.param(
        HEAD.replace("ngày 05", "ngày   ") + DUTY,
        "date_blank",
        "Văn bản chưa ghi đủ ngày, tháng, năm.",
        id="date",
    ),
    pytest.param(
        HEAD.replace("12/TB-", "12/QĐ-") + DUTY,
        "symbol_against_type",
        "Ký hiệu “QĐ-SKHCN” là của quyết định, còn tên loại ghi là thông báo.",
        id="symbol",
    ),
    pytest.param(
        HEAD + DUTY + "\n\nNơi nhận:\n- Lưu: VT.\n\nTL. GIÁM ĐỐC\nTP. TỔNG HỢP\nLê Văn An",
        "title_abbreviated",
        "Chức vụ người ký viết tắt; Nghị định 30/2020/NĐ-CP yêu cầu ghi đầy đủ, như “TRƯỞNG PHÒNG”.",
        id="title",
    ),
    pytest.param(HEAD + "Cuộc họp kết thúc.", "no_directive", "Văn bản không giao nhiệm vụ nào.", id="no-directive"),
    pytest.param(
        HEAD + "II. NHIỆM VỤ\n1. Rà soát quy chế.",
        "directive_without_owner",
        "Nội dung chỉ đạo này không nêu ai thực hiện.",
        id="no-owner",
    ),
    pytest.param(
        HEAD + "1. Văn phòng rà soát quy chế.",
        "directive_without_deadline",
        "1 trên 1 nội dung chỉ đạo không nêu hạn.",
        id="no-deadline",
    ),
    pytest.param(
        HEAD + "1. Văn phòng báo cáo trước ngày 01/3/2025.",
        "deadline_before_document",
        "Hạn 01/03/2025 sớm hơn ngày văn bản (05/03/2025).",
        id="deadline-in-the-past",
    ),
    pytest.param(
        HEAD + "1. Văn phòng báo cáo trước ngày 30/3/2025.",
        "deadline_rest_day",
        "Hạn 30/03/2025 là Chủ nhật.",
        id="sunday",
    ),
    pytest.param(
        HEAD + "1. Văn phòng thực hiện Công văn số 9/SNV-VP ngày 06/3/2025.",
        "cited_after_document",
        "Văn bản được viện dẫn ghi ngày 06/03/2025, sau ngày của văn bản này.",
        id="cited-later",
    ),
    pytest.param(
        HEAD + "1. Văn phòng họp các phòng vào thứ Hai, ngày 15/4/2025.",
        "weekday_mismatch",
        "Ngày 15/04/2025 là thứ Ba, không phải thứ hai.",
        id="weekday",
    ),
    pytest.param(
        HEAD + "1. Văn phòng thực hiện Thông báo số 7/TB-SKHCHN.",
        "agency_code_variants",
        "Cùng một cơ quan có thể được viết tắt hai cách: “SKHCN” và “SKHCHN”.",
        id="agency-code",
    ),
    pytest.param(HEAD + "1. Văn phòng rà soát các các quy chế.", "doubled_words", "Lặp từ: “các các”.", id="doubled"),
    pytest.param(
        HEAD + "1. Văn phòng giao nhiệm vụ nhiệm vụ mới.",
        "doubled_words",
        "Lặp từ: “nhiệm vụ nhiệm vụ”.",
        id="doubled-phrase",
    ),
    pytest.param(
        HEAD + "1. Văn phòng thực hiện Công văn số 9/SNV-VР.",
        "look_alike_letters",
        "“VР” có chữ cái thuộc bảng chữ khác (trông giống chữ Latinh).",
        id="cyrillic",
    ),
    pytest.param(
        HEAD + "1. Văn phòng đầy mạnh cải cách.",
        "known_confusion",
        "“đầy mạnh” có thể là “đẩy mạnh”.",
        id="confused",
    ),
    pytest.param(
        HEAD + DUTY + "\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\nLê Văn An\n\nUBND TỈNH\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 2/QĐ-UBND",
        "second_document",
        "Tệp có thể chứa hai văn bản; phần sau được đọc như phụ lục.",
        id="two-documents",
    ),
]


@pytest.mark.parametrize(("text", "code", "message"), FOUND)
def test_found(text, code, message):
    """One clear sentence each."""
    assert [f.message for f in reading_of(text).findings if f.code == code] == [message]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(DUTY, id="a-clean-notice"),
        pytest.param(
            "1. Văn phòng luôn luôn bảo đảm giao thông thông suốt trước ngày 15/4/2025.", id="meant-doublings"
        ),
        pytest.param("1. Văn phòng họp thứ Ba, ngày 15/4/2025, báo cáo trước ngày 16/4/2025.", id="weekday-that-fits"),
    ],
)
def test_not_found(body):
    """A sound notice gets no advice."""
    assert reading_under_head(body).findings == ()
