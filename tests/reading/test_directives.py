"""What is a directive, how much text it is, and what headings lend to it."""

from __future__ import annotations

import pytest

from tests.reading.helpers import reading_of, reading_under_head


def told(reading):
    """Return path, leads, their source and the first words of every directive."""
    return [
        (
            directive.path,
            [party.name for party in directive.lead],
            {party.source for party in directive.lead},
            " ".join(reading.text[slice(*directive.span)].split()[:3]),
        )
        for directive in reading.directives
    ]


def test_a_heading_lends_its_party():
    """ "2. Sở Nội vụ:" and its items."""
    reading = reading_under_head("2. Sở Nội vụ:\na) Rà soát biên chế;\nb) Báo cáo kết quả cho Giám đốc Sở.")

    assert told(reading) == [
        ("2.a", ["Sở Nội vụ"], {"heading"}, "Rà soát biên"),
        ("2.b", ["Sở Nội vụ"], {"heading"}, "Báo cáo kết"),
    ]


def test_introducing_words_lend_party_and_partners():
    """ "… chủ trì, phối hợp với …:" is no directive of its own."""
    reading = reading_under_head("1. Sở Y tế chủ trì, phối hợp với Sở Tài chính:\na) Xây dựng đơn giá.")

    assert told(reading) == [("1.a", ["Sở Y tế"], {"heading"}, "Xây dựng đơn")]
    assert [party.name for party in reading.directives[0].cooperate] == ["Sở Tài chính"]


def test_a_sentence_without_party_carries_the_one_before():
    """Within one item the party is carried over, and said to be implied."""
    reading = reading_under_head("3. Văn phòng Sở rà soát quy chế. Tham mưu sửa đổi các quy định.")

    assert told(reading) == [
        ("3", ["Văn phòng Sở"], {"explicit"}, "Văn phòng Sở"),
        ("3", ["Văn phòng Sở"], {"implied"}, "Tham mưu sửa"),
    ]


def test_clauses_on_different_parties_are_split():
    """One sentence, two parties, two directives."""
    reading = reading_under_head("1. Giao Sở Xây dựng lập quy hoạch; Sở Tài chính bố trí kinh phí thực hiện.")

    assert [names for _, names, _, _ in told(reading)] == [["Sở Xây dựng"], ["Sở Tài chính"]]


def test_inline_items_are_directives():
    """ "(i) …; (ii) …" after a colon."""
    reading = reading_under_head("1. Giao Sở Công Thương: (i) Rà soát chợ; (ii) Kiểm tra giá cả.")

    assert told(reading) == [
        ("1.(i)", ["Sở Công Thương"], {"heading"}, "Rà soát chợ"),
        ("1.(ii)", ["Sở Công Thương"], {"heading"}, "Kiểm tra giá"),
    ]


def test_the_assessment_binds_nobody_unless_it_says_so():
    """Under "ĐÁNH GIÁ CHUNG" only what must be done counts."""
    reading = reading_under_head(
        "I. ĐÁNH GIÁ CHUNG\nTỉnh hoàn thành nhiều chỉ tiêu. Tăng cường kiểm tra đạt kết quả tốt.\n"
        "Trong thời gian tới, Tỉnh tập trung giải ngân vốn.\nII. NHIỆM VỤ\n1. Sở Tài chính đôn đốc giải ngân."
    )

    assert [(path, names) for path, names, _, _ in told(reading)] == [
        ("I", ["Tỉnh"]),
        ("II.1", ["Sở Tài chính"]),
    ]


def test_aims_bind_nobody():
    """Aims and requirements are no orders; who is named and bound is."""
    reading = reading_under_head(
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nNâng cao nhận thức của cán bộ.\n2. Yêu cầu\n"
        "- Bảo đảm tiết kiệm.\n- Người đứng đầu các phòng phải chủ động triển khai."
    )

    assert [(path, names) for path, names, _, _ in told(reading)] == [("I.2", ["Người đứng đầu các phòng"])]


def test_addressees_of_a_letter_are_bound_when_nobody_else_is():
    """ "Kính gửi: …" lends what the text leaves out."""
    reading = reading_of(
        "SỞ NỘI VỤ\n\nSố: 8/SNV-VP\nV/v báo cáo biên chế\n\nLâm Hà, ngày 1 tháng 4 năm 2025\n\n"
        "Kính gửi: UBND các xã, phường.\n\n"
        "Để tổng hợp, Sở Nội vụ đề nghị:\n1. Rà soát biên chế được giao."
    )

    assert told(reading) == [("1", ["UBND các xã, phường"], {"implied"}, "Rà soát biên")]


def test_attribute_lines_belong_to_the_work_before_them():
    """Who and by when, each on a line of its own."""
    reading = reading_of(
        "UBND TỈNH LÂM HÀ\n\nSố: 5/KH-UBND\n\nLâm Hà, ngày 2 tháng 1 năm 2025\n\nKẾ HOẠCH\nTriể"
        "n khai chuyển đổi số\n\n"
        "UBND tỉnh ban hành Kế hoạch với các nội dung như sau:\nII. NHIỆM VỤ\n1. Về dữ liệu\n- "
        "Chuẩn hóa dữ liệu dùng chung.\n"
        "- Cơ quan chủ trì: Sở Khoa học và Công nghệ.\n- Cơ quan phối hợp: Công an tỉnh, UBND các xã.\n"
        "- Thời gian thực hiện: Quý II năm 2025."
    )

    (directive,) = reading.directives
    assert [party.name for party in directive.lead] == ["Sở Khoa học và Công nghệ"]
    assert [party.name for party in directive.cooperate] == ["Công an tỉnh", "UBND các xã"]
    assert directive.deadline.date.isoformat() == "2025-06-30"


ROWS = """1. Thực hiện các nhiệm vụ tại Phụ lục.

Nơi nhận:
- Lưu: VT.

GIÁM ĐỐC
Lê Văn An

PHỤ LỤC
DANH MỤC NHIỆM VỤ
"""
FLAT = ROWS + (
    "TT\n\nNội dung công việc\n\nCơ quan chủ trì\n\nCơ quan phối hợp\n\nThời gian hoàn thành\n\n"
    "1\n\nXây dựng quy chế vận hành\n\nSở Nội vụ\n\nSở Tài chính\n\n30/4/2025\n\n"
    "2\n\nTập huấn cán bộ các xã\n\nVăn phòng Sở\n\nUBND các xã\n\nHằng năm\n"
)
BARRED = ROWS + (
    "TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn\n"
    "1 | Xây dựng quy chế vận hành | Sở Nội vụ | 30/4/2025\n2 | Tập huấn cán bộ các xã |"
    " Văn phòng Sở | Hằng năm\n"
)


@pytest.mark.parametrize("text", [pytest.param(FLAT, id="a-cell-a-paragraph"), pytest.param(BARRED, id="bars")])
def test_each_row_of_a_task_table_is_a_directive(text):
    """The cell that states the work is quoted; who and when come from the other columns."""
    rows = [d for d in reading_under_head(text).directives if d.rule == "task_row"]

    assert [(d.path, [p.name for p in d.lead], d.deadline.kind) for d in rows] == [
        ("PHỤ LỤC.1", ["Sở Nội vụ"], "date"),
        ("PHỤ LỤC.2", ["Văn phòng Sở"], "recurring"),
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        pytest.param("Giao Văn phòng xây dựng quy chế.", "task", id="a-product"),
        pytest.param("Văn phòng thường xuyên đôn đốc các phòng.", "standing", id="goes-on"),
        pytest.param(
            "Văn phòng tăng cường kiểm tra, hoàn thành trước ngày 1/6/2025.", "task", id="a-date-makes-an-end"
        ),
        pytest.param("Trường hợp có vướng mắc, các phòng báo cáo Giám đốc Sở.", "trigger", id="only-if"),
        pytest.param("Các phòng báo cáo Giám đốc Sở kết quả thực hiện.", "report", id="a-report"),
        pytest.param(
            "Văn phòng xử lý kiến nghị; trường hợp vượt thẩm quyền, báo cáo Giám đốc Sở.",
            "standing",
            id="else-a-report",
        ),
        pytest.param("Văn phòng bố trí xe để đưa đón khi có yêu cầu.", "task", id="makes-ready"),
        pytest.param("Văn phòng chịu trách nhiệm rà soát quỹ nhà.", "task", id="answers-for-an-act"),
        pytest.param("Văn phòng chịu trách nhiệm trước Giám đốc về tiến độ.", "standing", id="answers-before-somebody"),
        pytest.param("Văn phòng tham mưu Giám đốc theo dõi, đôn đốc các phòng.", "standing", id="advises-to-follow-up"),
        pytest.param("Các xã nộp tiền thuê kho còn thiếu.", "task", id="pays"),
    ],
)
def test_kind(sentence, kind):
    """Task, standing, trigger or report."""
    assert [d.kind for d in reading_under_head(f"1. {sentence}").directives] == [kind]


PARTIES = [
    pytest.param(
        "Trong quá trình thực hiện, nếu thấy cần sửa đổi, bổ sung quy chế, các phòng chủ động đề xuất Văn phòng.",
        ["các phòng"],
        id="behind-a-condition-told-in-duty-words",
    ),
    pytest.param(
        "Việc bố trí vốn: Sở Tài chính tổng hợp, trình UBND tỉnh.", ["Sở Tài chính"], id="after-a-short-topic"
    ),
    pytest.param("Hàng tuần, các chủ đầu tư báo cáo Sở Xây dựng.", ["các chủ đầu tư"], id="investor-is-a-whole-name"),
    pytest.param(
        "Cục Hạ tầng xây dựng tham mưu việc chống ngập.", ["Cục Hạ tầng xây dựng"], id="field-of-work-in-the-name"
    ),
    pytest.param("Mỗi địa phương chọn một xã làm điểm.", ["Mỗi địa phương"], id="each"),
    pytest.param("Lực lượng Công an, Quân đội giúp dân dựng nhà.", ["Lực lượng Công an", "Quân đội"], id="forces"),
    pytest.param("Sở Y tế không để xảy ra thiếu thuốc.", ["Sở Y tế"], id="must-not-let-happen"),
    pytest.param(
        "Đề nghị Thủ trưởng các phòng được giao nhiệm vụ tập trung nguồn lực.",
        ["Thủ trưởng các phòng được giao nhiệm vụ"],
        id="who-was-given-a-task",
    ),
]


@pytest.mark.parametrize(("sentence", "names"), PARTIES)
def test_the_party_of_a_sentence(sentence, names):
    """Who must act, however the sentence begins."""
    reading = reading_under_head(f"II. NHIỆM VỤ\n1. {sentence}")

    assert [party.name for directive in reading.directives for party in directive.lead] == names


def test_a_prohibition_and_the_named_party_of_the_next_clause_are_two():
    """ "Nghiêm cấm …; Công an tỉnh xử lý …"."""
    reading = reading_under_head("II. NHIỆM VỤ\n1. Nghiêm cấm thu phí trái phép; Công an tỉnh xử lý vi phạm.")

    assert [names for _, names, _, _ in told(reading)] == [[], ["Công an tỉnh"]]


def test_examples_after_a_colon_are_not_bound():
    """ "… phối hợp với các cơ quan như: Công an, …" binds whom the heading names."""
    reading = reading_under_head("2. Sở Y tế:\na) Tiếp tục phối hợp các cơ quan như: Công an, Thuế kiểm tra các kho.")

    assert [names for _, names, _, _ in told(reading)] == [["Sở Y tế"]]


def test_a_heading_that_asks_to_cooperate_lends_only_the_party():
    """ "2. Đề nghị Công an tỉnh phối hợp" and its items."""
    reading = reading_under_head(
        "2. Đề nghị Công an tỉnh phối hợp\n- Kiểm tra các kho.\n- Chỉ đạo Công an các xã tuần tra."
    )

    assert [names for _, names, _, _ in told(reading)] == [["Công an tỉnh"], ["Công an tỉnh"]]


@pytest.mark.parametrize(
    "closing",
    [
        pytest.param("Văn phòng Sở thông báo để các phòng biết, thực hiện./.", id="told-to-know"),
        pytest.param("Yêu cầu các phòng, đơn vị nghiêm túc thực hiện Thông báo này./.", id="asked-to-comply"),
        pytest.param("Văn phòng Sở xin trân trọng thông báo./.", id="with-respect"),
        pytest.param("Trên đây là Kết luận của Giám đốc Sở./.", id="such-is"),
    ],
)
def test_the_closing_formality_is_no_directive(closing):
    """Words that close and order nothing of their own."""
    reading = reading_under_head(f"1. Văn phòng Sở rà soát quy chế.\n\n{closing}")

    assert [d.path for d in reading.directives] == ["1"]


def test_reports_name_their_way():
    """To whom, and through whom."""
    (directive,) = reading_under_head(
        "1. Các phòng báo cáo kết quả cho Giám đốc Sở (qua Văn phòng Sở) trước ngày 1/4/2025."
    ).directives

    assert (directive.report_to.name, directive.report_to.via) == ("Giám đốc Sở", "Văn phòng Sở")


def test_a_document_without_directives_is_a_good_reading():
    """An empty list and the finding."""
    reading = reading_of(
        "CỤC THUẾ\n\nSố: 9/TB-CT\n\nHà Nội, ngày 1 tháng 2 năm 2025\n\nTHÔNG BÁO\nTạm dừng ứng dụng\n\n"
        "Cục Thuế tạm dừng ứng dụng để nâng cấp từ ngày 3/2/2025.\nCục Thuế thông báo để các đơn vị biết./."
    )

    assert reading.directives == ()
    assert [finding.code for finding in reading.findings] == ["no_directive"]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        pytest.param(
            "Giao Phòng Tài chính là cơ quan đầu mối, phối hợp với các phòng tổng hợp số liệu.",
            ("Phòng Tài chính",),
            id="the-role-is-not-the-name",
        ),
        pytest.param(
            "Các đội kiểm tra khi vào làm việc phải mang theo giấy tờ.",
            ("Các đội kiểm tra",),
            id="when-is-not-the-name",
        ),
        pytest.param(
            "Đối với 10 hồ sơ còn lại (theo Báo cáo số 1/BC-SYT), yêu cầu các Phòng: Kế hoạch, Tài chính "
            "khẩn trương xử lý.",
            ("Kế hoạch", "Tài chính"),
            id="a-colon-that-enumerates",
        ),
    ],
)
def test_names_end_where_the_duty_begins(sentence, leads):
    """What the party is, or when it acts, is not part of its name."""
    (directive,) = reading_under_head(f"1. {sentence}").directives

    assert tuple(party.name for party in directive.lead) == leads


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("1. Căn cứ khoản 2 Điều 15 Luật Thuế quy định về hoàn thuế, cơ sở phải nộp hồ sơ.", id="the-law"),
        pytest.param("1. Tổ giúp việc Ban Chỉ đạo: Không quá 05 cá nhân.", id="a-quota"),
        pytest.param("1. Kiểm tra được 120 hồ sơ, bằng 98% cùng kỳ.", id="a-result"),
        pytest.param("1. Giám đốc Sở luôn khẳng định vai trò, tổ chức tốt việc của cơ sở.", id="an-opinion"),
    ],
)
def test_nobody_is_bound(body):
    """Law, quotas, results and opinions."""
    assert reading_under_head(body).directives == ()


def test_an_annex_that_measures_orders_nothing():
    """Criteria and signs of risk describe; a rule below the subject opens no footnotes."""
    reading = reading_under_head(
        "1. Văn phòng rà soát quy chế.\n\nNơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\nPhan Văn Tú\n\n"
        "BẢNG TIÊU CHÍ ĐÁNH GIÁ\n\n4. Nội dung hoạt động\n\n4.1. Tập huấn nghiệp vụ cho cán bộ quản lý mỗi năm hai lần."
    )

    assert [d.path for d in reading.directives] == ["1"]
    assert reading.header.signer.title == "GIÁM ĐỐC"


def test_a_rule_under_the_subject_opens_no_footnotes():
    """A line of underscores only parts."""
    reading = reading_of(
        "SỞ Y TẾ\nSố: 1/TB-SYT\n\nTHÔNG BÁO\nKết luận\n____________________\n1. Văn phòng rà soát quy chế.\n"
    )

    assert [d.path for d in reading.directives] == ["1"]
