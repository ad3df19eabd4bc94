"""What looks like a duty and binds nobody, and what binds all the same beside it: one row a rule."""

from __future__ import annotations

import pytest

from tests.reading.helpers import HEAD, reading_of, reading_under_head, told
from tests.reading.test_genre import PLAN

NOBODY = [
    pytest.param("V. KHẨU HIỆU\n1. Phát huy tinh thần đo đúng, đo đủ!", id="a-slogan"),
    pytest.param("II. NHIỆM VỤ\n1. Tuyên truyền đo lường vì người dân!", id="a-call-under-tasks"),
    pytest.param(
        "II. NHIỆM VỤ\n- Tặng giấy khen cho chợ đạt các tiêu chuẩn sau:\n+ Thực hiện tốt việc kiểm định cân.",
        id="standards-to-be-met",
    ),
    pytest.param("II. SỐ LƯỢNG\n1. Đội kiểm tra chợ: Mỗi đội chọn 02 cá nhân.", id="a-quota"),
    pytest.param("II. NHIỆM VỤ\n1. Nội dung báo cáo\n- Đánh giá kết quả kiểm định cân.", id="contents-of-a-report"),
    pytest.param(
        "II. NỘI DUNG TỔNG KẾT\n1. Đánh giá hạn chế trong quá trình kiểm định cân.", id="contents-that-tell-of-a-course"
    ),
    pytest.param("II. HỒ SƠ\n- Báo cáo thành tích gửi kèm hồ sơ của năm 2024.", id="papers-without-a-day"),
    pytest.param("II. NHIỆM VỤ\n1. Thực hiện theo quy định của pháp luật về đo lường.", id="a-reference"),
    pytest.param("II. HỒ SƠ\n- Báo cáo thành tích theo mẫu.", id="papers-of-a-file"),
    pytest.param("II. NHIỆM VỤ\n1. Nghiêm cấm các hành vi: làm sai lệch cân.", id="what-is-forbidden-to-all"),
]


@pytest.mark.parametrize("body", NOBODY)
def test_binds_nobody(body):
    """In a plan, whose issuer is bound by what names nobody."""
    assert told(reading_of(PLAN + body + "\n")) == []


def test_those_who_are_encouraged_are_not_bound():
    """Households are encouraged; a body that must encourage others is bound."""
    households = reading_under_head("1. Các hộ gia đình có trách nhiệm:\na) Khuyến khích dùng cân điện tử.")
    body = reading_under_head("1. Sở Công Thương có trách nhiệm:\na) Khuyến khích chợ dùng cân điện tử.")

    assert (told(households), told(body)) == ([], [(["Sở Công Thương"], "Khuyến")])


def test_what_the_document_says_is_asked_for_at_the_end_and_no_more():
    """ "… hoàn thành các nhiệm vụ nêu trên" has no content of its own."""
    body = "1. Giao Văn phòng Sở rà soát quy chế.\nGiám đốc Sở đề nghị các phòng {}.\n"

    assert told(reading_under_head(body.format("quan tâm chỉ đạo, hoàn thành các nhiệm vụ nêu trên"))) == [
        (["Văn phòng Sở"], "Giao")
    ]
    assert len(reading_under_head(body.format("chỉ đạo kiểm kê máy")).directives) == 2


def test_what_is_to_be_told_hangs_on_the_words_before_it():
    """Introducing words of a campaign are the duty, the items under them its contents."""
    reading = reading_of(
        PLAN + "II. NHIỆM VỤ\n- Tuyên truyền quy định về cân, cụ thể:\n+ Nâng cao chất lượng cân ở chợ.\n"
    )

    assert [first for _, first in told(reading)] == ["Tuyên"]


BOUND = [
    pytest.param(
        "1. Giao Phòng Kế hoạch hướng dẫn các trạm, các đội; các xã, phường tổ chức thực hiện quy chế mới.",
        [(["Phòng Kế hoạch"], "Giao")],
        id="a-list-that-goes-on-behind-a-semicolon",
    ),
    pytest.param(
        "1. Các cơ quan thông tin, truyền thông của tỉnh: Xây dựng chuyên mục về cân.",
        [(["Các cơ quan thông tin, truyền thông của tỉnh"], "Các")],
        id="media-are-one-name",
    ),
    pytest.param(
        "1. Các cơ quan quản lý nhà nước, tổ chức liên quan tăng cường kiểm tra cân.",
        [(["Các cơ quan quản lý nhà nước, tổ chức liên quan"], "Các")],
        id="state-management-is-no-verb",
    ),
    pytest.param(
        "1. Đài Truyền hình thành phố:\n- Đưa tin về đo lường.",
        [(["Đài Truyền hình thành phố"], "Đưa")],
        id="television-forms-nothing",
    ),
    pytest.param(
        "1. Trưởng phòng Đo lường - Tổ trưởng: Phụ trách chung, báo cáo Giám đốc Sở.",
        [(["Trưởng phòng Đo lường - Tổ trưởng"], "Trưởng")],
        id="in-charge-of-all",
    ),
    pytest.param(
        "1. Các trạm, các đội (gọi tắt là các đơn vị) xác định rõ việc của mình.",
        [(["Các trạm", "các đội"], "Các")],
        id="a-short-name-in-brackets",
    ),
    pytest.param(
        "1. Các đội kiểm tra ở chợ thi đua làm tốt việc kiểm định.",
        [(["Các đội kiểm tra ở chợ"], "Các")],
        id="a-name-ends-before-a-campaign",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\n- Tùy theo tình hình thực tế, tổ chức kiểm tra cân y tế.",
        [(["Sở Y tế"], "Tùy")],
        id="according-to-the-case",
    ),
    pytest.param(
        "1. Giao Sở Y tế thực hiện:\n- Đối với những trạm y tế ở các thôn xa trung tâm chưa có cân điện tử hoặc đã có "
        "nhưng đang dùng cân cũ từ nhiều năm nay, khẩn trương thay cân.",
        [(["Sở Y tế"], "Đối")],
        id="a-topic-that-tells-and-an-order",
    ),
    pytest.param("1. Sở KHCN sẽ xây dựng quy chế về cân.", [(["Sở KHCN"], "Sở")], id="the-speaker-binds-itself"),
    pytest.param("1. Bộ tập trung quản lý cân chuẩn quốc gia.", [(["Bộ"], "Bộ")], id="a-ministry-by-its-head-word"),
]


@pytest.mark.parametrize(("body", "expected"), BOUND)
def test_who_is_bound(body, expected):
    """Names end where the duty begins, and not before."""
    assert told(reading_under_head(body)) == expected


def test_what_may_be_done_is_no_duty():
    """ "Tùy tính chất có thể …" leaves it open."""
    body = "1. Giao Sở Y tế thực hiện:\n- Tùy tính chất, mức độ có thể nghiên cứu, đề xuất mua cân."

    assert told(reading_under_head(body)) == []


def test_the_speaker_of_a_letter_only_informs():
    """In a letter with addressees, what the sender will do is no directive."""
    letter = HEAD.split("THÔNG BÁO")[0] + "Kính gửi: Phòng Kinh tế.\n\n1. Sở KHCN sẽ xây dựng quy chế về cân.\n"

    assert all(directive.rule != "issuer_binds_itself" for directive in reading_of(letter).directives)


def test_a_closing_call_is_carried_over():
    """Whom "Trên đây là …, yêu cầu …" calls on is bound by the sentence after it."""
    reading = reading_under_head(
        "1. Giao Văn phòng Sở rà soát quy chế.\n"
        "Trên đây là kết luận, yêu cầu các phòng có trách nhiệm thực hiện nghiêm túc. "
        "Trong quá trình thực hiện có vướng mắc thì kịp thời phản ánh về Văn phòng Sở."
    )

    assert told(reading)[1:] == [(["các phòng"], "Trong")]


def test_a_series_of_verbs_binds_under_an_aim_too():
    """A word that may be a noun is a verb when another verb follows it."""
    reading = reading_of(PLAN + "I. PHẠM VI\n- UBND xã thực hiện trực ban, duy trì liên lạc với Sở.\n")

    assert told(reading) == [(["UBND xã"], "UBND")]


def test_papers_to_be_sent_by_a_day_bind_among_forms_and_terms():
    """Whoever has to send them: nobody is named, so nobody is made up."""
    body = "III. HỒ SƠ, THỦ TỤC\n1. Thời gian nộp: Hồ sơ xét chọn gửi về Sở Công Thương trước ngày 20/4/2025.\n"

    (directive,) = reading_of(PLAN + body).directives

    assert (directive.lead, str(directive.deadline.date), directive.rule) == ((), "2025-04-20", "sent_by_date")


def test_forms_of_a_campaign_are_work():
    """ "Hình thức tuyên truyền" lists what is done."""
    reading = reading_of(PLAN + "II. HÌNH THỨC\n1. Hình thức tuyên truyền\n- Tuyên truyền qua loa phát thanh.\n")

    assert [first for _, first in told(reading)] == ["Tuyên"]
