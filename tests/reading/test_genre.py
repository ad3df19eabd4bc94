"""Rules of the genre that hold for documents nobody has annotated: one row a trouble, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.reading.helpers import HEAD, reading_of, reading_under_head, told

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
        "Đồng ý chủ trương mua máy; Văn phòng Sở lập dự toán.",
        [(["Văn phòng Sở"], "Văn")],
        id="agreed-first-ordered-after",
    ),
    pytest.param(
        "Phòng Kế hoạch trình quy chế; sau khi được phê duyệt, Văn phòng Sở tổ chức thực hiện.",
        [(["Phòng Kế hoạch"], "Phòng"), (["Văn phòng Sở"], "sau")],
        id="a-clause-behind-an-event",
    ),
    pytest.param(
        "Phòng Kế hoạch rà soát hồ sơ; sau khi rà soát, Phòng Kế hoạch hoàn thiện báo cáo.",
        [(["Phòng Kế hoạch"], "Phòng")],
        id="the-same-party-again",
    ),
    pytest.param(
        "Chuyên viên phụ trách tổng hợp tham mưu Ban Giám đốc chuẩn bị hội nghị.",
        [(["Chuyên viên phụ trách tổng hợp"], "Chuyên")],
        id="what-somebody-is-in-charge-of",
    ),
    pytest.param(
        "Các đơn vị trực thuộc chịu sự quản lý của Sở phát huy vai trò cầu nối.",
        [(["Các đơn vị trực thuộc"], "Các")],
        id="under-whom-a-party-stands",
    ),
    pytest.param(
        "Các cơ quan liên quan (cơ quan chủ trì triển khai, tổ chức thực hiện dự án) báo cáo Giám đốc Sở.",
        [(["Các cơ quan liên quan"], "Các")],
        id="a-duty-in-brackets-explains-the-name",
    ),
    pytest.param(
        "Yêu cầu các Sở: Nội vụ; Y tế; Khoa học và Công nghệ xây dựng phương án.",
        [(["Nội vụ", "Y tế", "Khoa học và Công nghệ"], "Yêu")],
        id="names-parted-by-semicolons",
    ),
    pytest.param(
        "Rà soát công nợ, hoàn thành trong tháng 4/2025 (giao Phòng Tài chính thực hiện).",
        [(["Phòng Tài chính"], "Rà")],
        id="charged-in-brackets",
    ),
    pytest.param(
        "Về công tác tài chính: Rà soát công nợ còn lại (Phòng Tài chính chủ trì).",
        [(["Phòng Tài chính"], "Rà")],
        id="charged-in-brackets-after-a-topic",
    ),
    pytest.param(
        "Đối với Phòng Kế hoạch: Khẩn trương hoàn thiện quy chế.",
        [(["Phòng Kế hoạch"], "Khẩn")],
        id="towards-a-party-in-one-line",
    ),
    pytest.param(
        "Công tác cải cách hành chính cần đẩy mạnh, giao Văn phòng Sở chủ trì.",
        [(["Văn phòng Sở"], "Công")],
        id="charged-at-the-end",
    ),
    pytest.param(
        "Ngoài ra, phòng Kế hoạch lập sổ theo dõi máy.", [(["phòng Kế hoạch"], "Ngoài")], id="a-body-written-small"
    ),
    pytest.param(
        "Thành viên Tổ công tác rà soát quy chế.", [(["Thành viên Tổ công tác"], "Thành")], id="a-team-at-work"
    ),
    pytest.param(
        "Căn cứ vào lịch kiểm định này Thủ trưởng các phòng lập dự trù vật tư.",
        [(["Thủ trưởng các phòng"], "Căn")],
        id="a-basis-without-a-comma",
    ),
    pytest.param(
        "Căn cứ nhiệm vụ được giao các trạm lập sổ theo dõi cân.",
        [(["các trạm"], "Căn")],
        id="a-charge-without-a-comma",
    ),
    pytest.param(
        "Do máy đo mỗi nơi một khác, vì vậy các trạm phải hiệu chuẩn lại.",
        [(["các trạm"], "Do")],
        id="for-that-reason",
    ),
    pytest.param(
        "Tiếp thu các ý kiến đã phát biểu, đề nghị các trạm rà soát quy trình cân.",
        [(["các trạm"], "Tiếp")],
        id="what-was-said-is-taken-up",
    ),
    pytest.param(
        "Những nơi có chợ đầu mối cần đặt cân đối chứng.",
        [(["Những nơi có chợ đầu mối"], "Những")],
        id="places-are-bound",
    ),
    pytest.param("Lãnh đạo Trung tâm họp xét khen thưởng.", [(["Lãnh đạo Trung tâm"], "Lãnh")], id="meets-to-award"),
    pytest.param(
        "Sở đã ban hành quy chế; Phòng Kế hoạch rà soát hồ sơ trước.",
        [(["Phòng Kế hoạch"], "Phòng")],
        id="announced-first-ordered-after",
    ),
]

NOT_FOUND = [
    pytest.param("Trong quá trình thực hiện Kế hoạch này các trạm đã phối hợp chặt chẽ.", id="told-without-a-comma"),
    pytest.param("Do nắng nóng kéo dài, các trạm đã dừng kiểm định.", id="a-reason-and-what-was-done"),
    pytest.param("Căn cứ Điều 5 Luật Đo lường quy định về kiểm định;", id="a-legal-basis"),
    pytest.param("Qua đó, tạo điều kiện cho các đơn vị nắm rõ quy định.", id="what-comes-of-it"),
    pytest.param("Sở Tài chính khẳng định vai trò của nguồn vốn và bảo đảm chi trả.", id="what-somebody-says"),
]

KINDS = [
    pytest.param(
        "Trong quá trình kiểm định có vướng mắc đề nghị các xã phản ánh về Sở.", "trigger", id="if-trouble-without-if"
    ),
    pytest.param(
        "Đối với cân cũ, trường hợp có khó khăn, giao các xã linh hoạt bố trí.", "trigger", id="in-case-of-trouble"
    ),
    pytest.param("Giao Phòng Kế hoạch chủ trì, phối hợp với các xã theo dõi giá cả.", "standing", id="led-going-on"),
    pytest.param("Giao Phòng Kế hoạch phối hợp với các xã lập danh mục.", "task", id="together-with-an-end"),
    pytest.param("Giao Phòng Kế hoạch thực hiện nghiêm túc chế độ báo cáo.", "report", id="the-duty-to-report"),
    pytest.param("Giao Phòng Kế hoạch khẩn trương thực hiện kết luận kiểm tra.", "task", id="at-once"),
    pytest.param("Giao các xã thi công xong trước khi có lũ về.", "task", id="before-it-happens"),
    pytest.param(
        "Giao các xã bố trí lực lượng để sơ tán dân, cứu hộ khi có tình huống xấu.",
        "task",
        id="ready-for-several-things",
    ),
    pytest.param(
        "Giao Phòng Kế hoạch nghiên cứu, tổng hợp kiến nghị của các xã trong quá trình sửa đổi, bổ sung quy định về "
        "chế độ công tác phí và chi hội nghị, báo cáo cấp có thẩm quyền xem xét, quyết định.",
        "report",
        id="gathered-to-be-reported",
    ),
    pytest.param(
        "Giao Phòng Kế hoạch theo dõi, đôn đốc và định kỳ sáu tháng báo cáo Giám đốc Sở về kết quả thực hiện "
        "quy chế, nhất là những việc các xã còn vướng mắc hoặc chậm so với yêu cầu.",
        "report",
        id="reported-at-fixed-times",
    ),
    pytest.param("Giao các xã báo cáo ngay Sở khi phát sinh dịch bệnh.", "trigger", id="when-it-happens"),
    pytest.param("Giao các xã tổ chức tuyên truyền trong năm 2025 và các năm tiếp theo.", "task", id="a-year-named"),
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


def test_whom_a_topic_concerns_is_not_bound():
    """ "Đối với các doanh nghiệp vi phạm: xử lý …" binds whom the heading names."""
    reading = reading_under_head("1. Thanh tra Sở:\na) Đối với các doanh nghiệp vi phạm: xử lý nghiêm theo quy định.")

    assert told(reading) == [(["Thanh tra Sở"], "xử")]


def test_partners_at_the_head_of_a_sentence():
    """ "Phối hợp với …" opens the item."""
    (directive,) = reading_under_head("2. Sở Y tế:\na) Phối hợp chặt chẽ với Công an tỉnh để kiểm tra kho.").directives

    assert [party.name for party in directive.cooperate] == ["Công an tỉnh"]


def test_a_sentence_above_attribute_lines_binds_by_itself():
    """Who acts stands in the sentence; what hangs below it only describes."""
    reading = reading_under_head("3. Tổ chức đoàn: Văn phòng Sở thành lập đoàn kiểm tra.\n- Thành phần: các phòng.")

    assert told(reading) == [(["Văn phòng Sở"], "Tổ")]


def test_lead_and_partner_in_one_attribute_line():
    """ "Đơn vị chủ trì: …; phối hợp: …"."""
    reading = reading_of(
        PLAN + "II. NHIỆM VỤ\n1. Kiểm tra\na) Nội dung: Kiểm tra các chợ.\n"
        "b) Đơn vị chủ trì: Thanh tra Sở; phối hợp: Công an tỉnh.\nc) Sản phẩm: Báo cáo kết quả kiểm tra."
    )

    (directive,) = reading.directives
    assert [party.name for party in directive.lead] == ["Thanh tra Sở"]
    assert [party.name for party in directive.cooperate] == ["Công an tỉnh"]


def test_contents_that_repeat_the_title_state_no_other_work():
    """ "+ Nội dung: quy định chi tiết …" under "- Nghị định quy định chi tiết …"."""
    reading = reading_of(
        PLAN + "II. NHIỆM VỤ\n1. Văn bản cần có\n- Quyết định quy định chi tiết nhãn hàng hóa\n"
        "+ Nội dung: quy định chi tiết nhãn hàng hóa nhập khẩu.\n+ Cơ quan chủ trì: Phòng Quản lý đo lường.\n"
    )

    assert told(reading) == [(["Phòng Quản lý đo lường"], "Quyết")]


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
