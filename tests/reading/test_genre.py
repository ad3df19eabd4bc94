"""Rules of the genre that hold for documents nobody has annotated: one row a trouble, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.reading.helpers import HEAD, reading_of, reading_under_head

PLAN = """UBND TỈNH LÂM HÀ
SỞ KHOA HỌC VÀ CÔNG NGHỆ

Số: 14/KH-SKHCN

Lâm Hà, ngày 05 tháng 3 năm 2025

KẾ HOẠCH
Kiểm tra nhãn hàng hóa

Sở Khoa học và Công nghệ ban hành Kế hoạch kiểm tra nhãn hàng hóa năm 2025 như sau:

"""

FOUND = [
    pytest.param(
        "Các Chi cục quản lý thị trường, các Sở Công Thương cần rà soát các chợ.",
        [(["Các Chi cục quản lý thị trường", "các Sở Công Thương"], "Các")],
        id="a-field-of-work-in-a-name",
    ),
    pytest.param(
        "Cơ quan được giao chủ trì soạn thảo phải gửi dự thảo lấy ý kiến.",
        [(["Cơ quan được giao chủ trì soạn thảo"], "Cơ")],
        id="charged-with-something-and-bound-to-another",
    ),
    pytest.param(
        "Những đơn vị đã có trang thông tin phải đăng danh sách.",
        [(["Những đơn vị đã có trang thông tin"], "Những")],
        id="a-relative-clause-tells-and-binds",
    ),
    pytest.param(
        "Các xã, phường khi được lấy ý kiến có trách nhiệm trả lời đúng hạn.",
        [(["Các xã, phường"], "Các")],
        id="a-condition-after-the-name",
    ),
    pytest.param(
        "Các cơ quan, đơn vị triển khai nghiêm túc việc tiết kiệm điện.",
        [(["Các cơ quan, đơn vị"], "Các")],
        id="all-bodies-and-their-verb",
    ),
    pytest.param(
        "Đây là việc cấp bách, Giám đốc Sở yêu cầu Phòng Kế hoạch lập dự toán ngay.",
        [(["Phòng Kế hoạch"], "Giám")],
        id="asked-in-mid-sentence",
    ),
    pytest.param(
        "Khi thi công, nếu có vướng mắc thì Ban Quản lý dự án kịp thời báo cáo Giám đốc Sở.",
        [(["Ban Quản lý dự án"], "Khi")],
        id="a-party-after-then",
    ),
    pytest.param(
        "Đối với các đơn tố cáo, kiến nghị về đất đai, Thanh tra Sở phải chuyển đơn đúng nơi.",
        [(["Thanh tra Sở"], "Đối")],
        id="a-topic-of-nouns-like-duties",
    ),
    pytest.param(
        "Phòng Kế hoạch tổng hợp khó khăn; trường hợp vượt thẩm quyền, Văn phòng Sở báo cáo Giám đốc Sở.",
        [(["Phòng Kế hoạch"], "Phòng"), (["Văn phòng Sở"], "trường")],
        id="a-clause-in-case-of",
    ),
    pytest.param(
        "Sở sẽ ban hành quy chế; Phòng Kế hoạch rà soát hồ sơ trước.",
        [(["Phòng Kế hoạch"], "Phòng")],
        id="announced-first-ordered-after",
    ),
]

NOT_FOUND = [
    pytest.param("Căn cứ Điều 5 Luật Đo lường quy định về kiểm định;", id="a-legal-basis"),
    pytest.param("Qua đó, tạo điều kiện cho các đơn vị nắm rõ quy định.", id="what-comes-of-it"),
    pytest.param("Sở Tài chính khẳng định vai trò của nguồn vốn và bảo đảm chi trả.", id="what-somebody-says"),
]

KINDS = [
    pytest.param("Giao Phòng Kế hoạch chủ trì, phối hợp với các xã theo dõi giá cả.", "standing", id="led-going-on"),
    pytest.param("Giao Phòng Kế hoạch phối hợp với các xã lập danh mục.", "task", id="together-with-an-end"),
    pytest.param("Giao Phòng Kế hoạch thực hiện nghiêm túc chế độ báo cáo.", "report", id="the-duty-to-report"),
    pytest.param("Giao Phòng Kế hoạch khẩn trương thực hiện kết luận kiểm tra.", "task", id="at-once"),
    pytest.param("Giao các xã báo cáo ngay Sở khi phát sinh dịch bệnh.", "trigger", id="when-it-happens"),
    pytest.param("Giao các xã tổ chức tuyên truyền trong năm 2025 và các năm tiếp theo.", "task", id="a-year-named"),
]


def told(reading):
    """Return the leads and the first word of every directive."""
    return [
        ([party.name for party in directive.lead], reading.text[slice(*directive.span)].split()[0])
        for directive in reading.directives
    ]


@pytest.mark.parametrize(("sentence", "expected"), FOUND)
def test_found(sentence, expected):
    """Who is bound, and where the directive begins."""
    assert told(reading_under_head(f"1. {sentence}")) == expected


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_not_found(sentence):
    """Nobody is bound."""
    assert told(reading_under_head(f"1. Thống nhất với báo cáo của Phòng Kế hoạch.\n2. {sentence}")) == []


@pytest.mark.parametrize(("sentence", "kind"), KINDS)
def test_kinds(sentence, kind):
    """The word that tells the duty decides, not who leads it."""
    (directive,) = reading_under_head(f"1. {sentence}").directives

    assert directive.kind == kind


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
]


@pytest.mark.parametrize(("body", "expected"), HEADINGS)
def test_under_a_heading(body, expected):
    """What titles and introducing words lend."""
    assert told(reading_under_head(body)) == expected


def test_damaged_labels_and_duty_words():
    """A scan leaves "_" after labels and loses marks; the duty is read all the same."""
    reading = reading_under_head(
        "Giao Sở Y tế thực hiện:\n2. _ Tăng cường kiểm tra các chợ.\n3... Day mạnh tuyên truyền."
    )

    assert told(reading) == [(["Sở Y tế"], "Tăng"), (["Sở Y tế"], "Day")]


def test_a_letter_that_answers_binds_only_whom_it_asks():
    """ "Sở nhận được văn bản của …, có ý kiến như sau:" opens advice."""
    reading = reading_of(
        HEAD.split("THÔNG BÁO")[0]
        + "Kính gửi: Phòng Kinh tế.\n\nSở nhận được văn bản số 4/KT của Phòng Kinh tế về phí. Sở có ý kiến như sau:\n\n"
        "Trường hợp đủ hồ sơ, thực hiện hoàn phí theo quy định.\n\nĐề nghị Phòng Kinh tế kiểm tra lại hồ sơ.\n"
    )

    assert told(reading) == [(["Phòng Kinh tế"], "Đề")]


def test_a_plan_is_its_issuers_where_it_names_nobody():
    """The body that plans is implied, and only under headings that speak of tasks."""
    reading = reading_of(PLAN + "I. MỤC TIÊU\n1. Nâng cao ý thức.\nII. NHIỆM VỤ\n1. Kiểm tra các chợ đầu mối.\n")

    (directive,) = reading.directives
    assert [(party.name, party.source) for party in directive.lead] == [("Sở Khoa học và Công nghệ", "implied")]


def test_work_stands_above_its_attributes():
    """A dash item with attribute lines below it is the work, though no duty word opens it."""
    reading = reading_of(
        PLAN + "II. NHIỆM VỤ\n1. Văn bản cần có\n- Quy trình kiểm tra nhãn hàng hóa\n"
        "+ Cơ quan chủ trì: Phòng Quản lý đo lường.\n+ Thời gian hoàn thành: Quí II-2025.\n"
    )

    (directive,) = reading.directives
    assert told(reading) == [(["Phòng Quản lý đo lường"], "Quy")]
    assert directive.deadline.date.isoformat() == "2025-06-30"


def test_rows_between_the_titles_of_sections():
    """A flattened header, titles of sections, rows with bars: every row is a directive."""
    reading = reading_of(
        PLAN
        + "./.\n\nNơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\n\nSTT\n\nTên nhiệm vụ\n\nCơ quan chủ trì\n\nThời gian hoàn thành\n"
        "I.\nTUYÊN TRUYỀN\n1 | Phát sóng bản tin nhãn hàng hóa | Phòng Kế hoạch | Thường xuyên, hằng năm\n"
        "II. KIỂM TRA\n2 | Kiểm tra các chợ đầu mối | Thanh tra Sở | 2025 - 2026\n"
    )

    assert [(item.path, item.deadline.kind) for item in reading.directives] == [
        ("PHỤ LỤC.I.1", "recurring"),
        ("PHỤ LỤC.II.2", "period"),
    ]


@pytest.mark.parametrize("title", ["QUY CHẾ", "ĐỀ CƯƠNG BÁO CÁO", "MẪU SỐ 1"])
def test_an_annex_of_rules_or_forms_assigns_nothing(title):
    """Regulations, outlines and forms use the words of duties and bind nobody."""
    body = f"1. Giao Phòng Kế hoạch lập dự toán.\n./.\n\nNơi nhận:\n- Lưu: VT.\n\n{title}\n(Kèm theo Thông báo)\n"
    reading = reading_under_head(body + "Điều 1. Phòng Kế hoạch đánh giá kết quả hằng năm.\n")

    assert told(reading) == [(["Phòng Kế hoạch"], "Giao")]


def test_regulations_assign_nothing():
    """A document whose type is a set of rules holds no directive."""
    reading = reading_of(HEAD.replace("THÔNG BÁO", "QUY ĐỊNH") + "Điều 1. Phòng Kế hoạch thẩm định hồ sơ.\n")

    assert reading.directives == ()


def test_a_duty_beside_the_formality():
    """ "Trên đây là …" ends the document; a request in the same paragraph still binds."""
    reading = reading_under_head(
        "1. Giao Phòng Kế hoạch lập dự toán.\n"
        "Trên đây là kết luận. Quá trình thực hiện có vướng mắc, đề nghị các phòng phản ánh về Văn phòng."
    )

    assert [leads for leads, _ in told(reading)] == [["Phòng Kế hoạch"], ["các phòng"]]


def test_who_carries_a_decision_out_has_no_duty_of_its_own():
    """The last article of a decision is its formality."""
    reading = reading_of(
        HEAD.replace("THÔNG BÁO", "QUYẾT ĐỊNH")
        + "Điều 1. Ban hành Kế hoạch kiểm tra.\nĐiều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.\n"
    )

    assert reading.directives == ()


def test_a_number_line_in_two_lines():
    """ "Số:" and the number under it, in a narrow column."""
    header = reading_of(HEAD.replace("Số: 12/TB-SKHCN", "Số:\n12/TB-SKHCN") + "1. Giao Văn phòng lập sổ.").header

    assert (header.number, header.symbol, header.issuer) == ("12", "TB-SKHCN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")


def test_two_weekly_limits_split_a_sentence():
    """Friday for one clause, Sunday for the other."""
    reading = reading_under_head(
        "1. Giao Văn phòng Sở gửi số liệu trước 15 giờ thứ Sáu hằng tuần; báo cáo Giám đốc Sở vào Chủ nhật hằng tuần."
    )

    assert [item.deadline.kind for item in reading.directives] == ["recurring", "recurring"]


def test_the_article_of_annexed_rules_is_cited_with_the_document():
    """ "Điều 5 đến Điều 10 Quy định ban hành kèm theo Quyết định số …"."""
    reading = reading_under_head(
        "1. Giao Phòng Kế hoạch rà soát theo Điều 5 đến Điều 10 Quy định ban hành kèm theo Quyết định số 17/QĐ-UBND."
    )

    assert [(item.number, item.provision) for item in reading.citations] == [("17", "Điều 5 đến Điều 10")]


def test_plus_items_hang_on_the_party_of_their_dash():
    """A "+" item without party belongs to whom the dash item binds."""
    reading = reading_under_head("1. Công tác đầu tư\n- Phòng Kế hoạch cần rà soát dự án.\n+ Đẩy mạnh giải ngân vốn.")

    assert told(reading) == [(["Phòng Kế hoạch"], "Phòng"), (["Phòng Kế hoạch"], "Đẩy")]


def test_a_time_in_the_topic_is_no_limit():
    """ "Đối với việc của năm 2025" says what it is about, not by when."""
    reading = reading_under_head("1. Đối với nhiệm vụ mở mới trong năm 2025, Phòng Kế hoạch lập dự toán.")

    assert [item.deadline.kind for item in reading.directives] == ["none"]
