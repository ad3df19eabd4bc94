"""Lines become paragraphs."""

from __future__ import annotations

import pytest

from dondoc.reading.flow import flow_of


def paragraphs(text):
    """Return the paragraphs of a text without letterhead, label first."""
    flow = flow_of("Mở đầu văn bản này.\n" + text)
    return [
        ((block.label.style, block.label.text) if block.label else None, flow.of(block)) for block in flow.blocks[1:]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. Rà soát các\nquy định.", [(("number", "1"), "Rà soát các quy định.")], id="hard-wrap"),
        pytest.param(
            "2. Sở\nXây dựng rà soát.",
            [(("number", "2"), "Sở Xây dựng rà soát.")],
            id="wrap-after-a-head-word",
        ),
        pytest.param(
            "3. Sở Xây dựng\n\nRà soát quy hoạch.",
            [(("number", "3"), "Sở Xây dựng"), (None, "Rà soát quy hoạch.")],
            id="heading-then-words",
        ),
        pytest.param(
            "1.1. Giao Sở Nội vụ\nRà soát biên chế.",
            [(("decimal", "1.1"), "Giao Sở Nội vụ"), (None, "Rà soát biên chế.")],
            id="heading-then-duty-without-blank",
        ),
        pytest.param(
            "a) Một việc;\nđ) việc khác.",
            [(("letter", "a"), "Một việc;"), (("letter", "đ"), "việc khác.")],
            id="letters-with-đ",
        ),
        pytest.param(
            "II. NHIỆM VỤ\n(1) Rà soát.\n+ Báo cáo.",
            [(("roman", "II"), "NHIỆM VỤ"), (("paren", "(1)"), "Rà soát."), (("plus", "+"), "Báo cáo.")],
            id="roman-bracket-plus",
        ),
        pytest.param(
            "8. Yêu cầu các Sở: Nội vụ; Y tế;\nKhoa học và Công nghệ rà soát.",
            [(("number", "8"), "Yêu cầu các Sở: Nội vụ; Y tế; Khoa học và Công nghệ rà soát.")],
            id="names-go-on-behind-a-semicolon",
        ),
        pytest.param(
            "9. Báo cáo kết quả về Cục Quản lý hành chính\n- Cơ quan thường trực Tổ công tác của Bộ.",
            [(("number", "9"), "Báo cáo kết quả về Cục Quản lý hành chính - Cơ quan thường trực Tổ công tác của Bộ.")],
            id="a-name-goes-on-behind-a-hyphen",
        ),
        pytest.param(
            "1. Trung tâm chủ trì, phối hợp với Sở Y tế, Phòng\nQuản lý Khoa học rà soát.",
            [(("number", "1"), "Trung tâm chủ trì, phối hợp với Sở Y tế, Phòng Quản lý Khoa học rà soát.")],
            id="head-word-waits-for-a-name-that-begins-like-a-duty",
        ),
        pytest.param("4.\nĐôn đốc các xã.", [(("number", "4"), "Đôn đốc các xã.")], id="label-alone-on-its-line"),
        pytest.param(
            "5. Theo khoản\n2. Điều này thì thôi.",
            [(("number", "5"), "Theo khoản 2. Điều này thì thôi.")],
            id="a-number-after-khoản-is-no-label",
        ),
        pytest.param(
            "6. Căn cứ Nghị quyết số 01/NQ-\nCP của Chính phủ.",
            [(("number", "6"), "Căn cứ Nghị quyết số 01/NQ-CP của Chính phủ.")],
            id="symbol-cut-at-its-hyphen",
        ),
        pytest.param(
            "7. Kiểm tra giai đoạn 2026\n- 2030 theo kế hoạch.",
            [(("number", "7"), "Kiểm tra giai đoạn 2026 - 2030 theo kế hoạch.")],
            id="years-are-no-item",
        ),
        pytest.param(
            "8. Rà soát các dự\n\n2\n\nán chậm.",
            [(("number", "8"), "Rà soát các dự án chậm.")],
            id="page-number-inside-a-sentence",
        ),
        pytest.param(
            "Tăng 1.500 tỷ đồng.\n30/11/2025 là hạn.",
            [(None, "Tăng 1.500 tỷ đồng."), (None, "30/11/2025 là hạn.")],
            id="numbers-and-dates-are-no-labels",
        ),
    ],
)
def test_paragraphs(text, expected):
    """Each trouble of real texts, once."""
    assert paragraphs(text) == expected


def test_double_spacing_parts_nothing():
    """A text set with a blank line after every line reads as it would without."""
    text = "Mở đầu.\n1. Giao Sở Nội vụ rà soát các\nquy định.\n\nKết thúc việc này."

    assert [b.label for b in flow_of(text.replace("\n", "\n\n")).blocks] == [b.label for b in flow_of(text).blocks]
