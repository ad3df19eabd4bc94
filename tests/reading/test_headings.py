"""What titles and introducing words lend to what stands below them, and which words begin the name of a party."""

from __future__ import annotations

import pytest

from tests.reading.helpers import reading_under_head, told

HEADINGS = [
    pytest.param(
        "Điều 2. Nhiệm vụ của Tổ hòa giải, xử lý đơn thư:\n- Tiếp nhận đơn của người dân.",
        [(["Tổ hòa giải, xử lý đơn thư"], "Tiếp")],
        id="duties-of-somebody",
    ),
    pytest.param(
        "1. Các doanh nghiệp phối hợp hoạt động trong lĩnh vực hóa chất\na) Kê khai hóa chất nguy hiểm.",
        [(["Các doanh nghiệp phối hợp hoạt động trong lĩnh vực hóa chất"], "Kê")],
        id="a-title-with-a-noun-like-duty",
    ),
    pytest.param(
        "2. Sở Nội vụ:\n- Phân công đồng chí Phó Giám đốc Sở phụ trách.",
        [(["Sở Nội vụ"], "Phân")],
        id="whom-the-party-appoints",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\na) Lập danh sách cơ sở theo nhóm như:\n- Cơ sở bán thuốc\n- Cơ sở bán lẻ",
        [(["Sở Y tế"], "Lập")],
        id="examples-are-no-duties",
    ),
    pytest.param(
        "1. Các bước kiểm tra\n- Cấp xã\n+ Rà soát hồ sơ các hộ.\n- Cấp tỉnh\n+ Thẩm tra hồ sơ của xã.",
        [(["Cấp xã"], "Rà"), (["Cấp tỉnh"], "Thẩm")],
        id="a-dash-item-titles-plus-items",
    ),
    pytest.param(
        "1. Nội dung kiểm tra\n- Nội dung kiểm tra của chủ dự án\n+ Theo dõi tiến độ dự án.",
        [(["chủ dự án"], "Theo")],
        id="contents-of-somebody",
    ),
    pytest.param(
        "1. Công tác đầu tư\n- Năm nay có nhiều thuận lợi.\nDo đó, Phòng Kế hoạch cần rà soát dự án.\n"
        "+ Đẩy mạnh giải ngân vốn.",
        [(["Phòng Kế hoạch"], "Do"), (["Phòng Kế hoạch"], "Đẩy")],
        id="plus-items-under-the-words-of-a-dash",
    ),
    pytest.param(
        "* Văn phòng Sở:\n- Rà soát quy chế.\n- Lập sổ theo dõi máy.\n* Thanh tra Sở:\n- Kiểm tra các kho.",
        [(["Văn phòng Sở"], "Rà"), (["Văn phòng Sở"], "Lập"), (["Thanh tra Sở"], "Kiểm")],
        id="dashes-under-stars",
    ),
    pytest.param(
        "II. SỞ TÀI CHÍNH, SỞ NỘI VỤ VÀ UBND CÁC XÃ\n- Rà soát quy chế.",
        [(["SỞ TÀI CHÍNH", "SỞ NỘI VỤ", "UBND CÁC XÃ"], "Rà")],
        id="names-in-capitals",
    ),
    pytest.param(
        "II. ĐỐI VỚI CÁC SỞ, BAN, NGÀNH\n- Rà soát quy chế.", [(["CÁC SỞ, BAN, NGÀNH"], "Rà")], id="towards-in-capitals"
    ),
    pytest.param(
        "2. Trách nhiệm của Sở Tài chính và Sở Nội vụ\n- Rà soát quy chế.",
        [(["Sở Tài chính", "Sở Nội vụ"], "Rà")],
        id="duties-of-several",
    ),
    pytest.param("2. Trại nghiên cứu:\n- Rà soát quy chế.", [(["Trại nghiên cứu"], "Rà")], id="a-field-ends-the-name"),
    pytest.param(
        "2. Ban biên tập:\n- Rà soát quy chế.", [(["Ban biên tập"], "Rà")], id="a-duty-word-inside-a-head-word"
    ),
    pytest.param(
        "1. Các bộ, ngành:\n- Phân công Phó Thủ tướng Lê Văn An chủ trì cuộc họp.",
        [(["Phó Thủ tướng Lê Văn An"], "Phân")],
        id="an-appointed-superior-is-bound-himself",
    ),
    pytest.param(
        "1. Sở Nội vụ chịu trách nhiệm về nội dung Kế hoạch này. Tham mưu Giám đốc Sở đôn đốc các phòng.",
        [(["Sở Nội vụ"], "Tham")],
        id="who-answers-for-a-paper-is-carried-over",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\na) Thực hiện rà soát hồ sơ các nhóm đã phân loại.",
        [(["Sở Y tế"], "Thực")],
        id="carries-out-a-duty-on-what-is-done",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\na) Biểu dương, khen thưởng tập thể xuất sắc.",
        [(["Sở Y tế"], "Biểu")],
        id="praising-as-the-first-of-duties",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\na) Các kho đang mở, khẩn trương dọn dẹp lối đi.",
        [(["Sở Y tế"], "Các")],
        id="a-topic-before-a-comma",
    ),
    pytest.param(
        "1. Văn phòng Sở đề nghị các đơn vị thực hiện các nội dung sau:\n- Rà soát quy chế.",
        [(["các đơn vị"], "Rà")],
        id="asked-to-do-the-following",
    ),
    pytest.param(
        "Văn phòng Sở:\n- Rà soát quy chế.\nThanh tra Sở:\n- Kiểm tra các kho.",
        [(["Văn phòng Sở"], "Rà"), (["Thanh tra Sở"], "Kiểm")],
        id="names-without-label-over-dashes",
    ),
    pytest.param(
        "I. Các phòng\n1. Rà soát quy chế\n2. Lập danh mục máy",
        [(["Các phòng"], "Rà"), (["Các phòng"], "Lập")],
        id="the-last-item-without-mark-is-no-title",
    ),
    pytest.param(
        "1. Nhiệm vụ 1: Xây dựng quy chế chi tiêu\n- Đơn vị chủ trì: Văn phòng Sở\n"
        "2. Nhiệm vụ 2: Lập danh mục máy\n- Đơn vị chủ trì: Thanh tra Sở",
        [(["Văn phòng Sở"], "Xây"), (["Thanh tra Sở"], "Lập")],
        id="numbered-tasks-with-attributes",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\na) Kết quả thực hiện báo cáo về Văn phòng Sở.",
        [(["Sở Y tế"], "Kết")],
        id="the-result-is-reported",
    ),
]


@pytest.mark.parametrize(("body", "expected"), HEADINGS)
def test_under_a_heading(body, expected):
    """What titles and introducing words lend."""
    assert told(reading_under_head(body)) == expected


HEAD_WORDS = [
    "Liên minh Hợp tác xã tỉnh", "Công đoàn cơ sở Trung tâm", "Bưu điện tỉnh", "Vườn quốc gia Lâm Hà", "Bảo tàng tỉnh",
    "Đại học Lâm Hà", "Xã Lương Minh", "Đặc khu Phú Quốc", "Bộ phận kế toán", "Phó Trưởng phòng Hành chính", "Thủ quỹ",
    "Các chi bộ trực thuộc", "Ủy viên Ban Chấp hành", "Tập thể lãnh đạo Trung tâm", "Câu lạc bộ Khoa học",
    "Bên mời thầu",
]  # fmt: skip


@pytest.mark.parametrize("name", HEAD_WORDS)
def test_head_words(name):
    """Bodies and posts of all sorts are bound in a heading, in a sentence and when they are asked."""
    bodies = (f"2. {name}:\n- Rà soát quy chế.", f"2. {name} rà soát quy chế.", f"2. Giao {name} rà soát quy chế.")

    assert [told(reading_under_head(body))[0][0] for body in bodies] == [[name]] * 3


@pytest.mark.parametrize(
    "words", ["Xã hội hóa công tác y tế đạt kết quả.", "Cơ sở pháp lý cần rà soát là Luật Đo lường."]
)
def test_words_that_only_look_like_parties(words):
    """ "Xã hội hóa" is no commune."""
    assert told(reading_under_head(f"I. ĐÁNH GIÁ\n1. {words}")) == []
