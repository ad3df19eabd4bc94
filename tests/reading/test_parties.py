"""Who must act."""

from __future__ import annotations

import pytest

from tests.reading.helpers import reading_under_head

FOUND = [
    pytest.param("Giao Phòng Kế hoạch rà soát danh mục.", ["Phòng Kế hoạch"], id="assigned"),
    pytest.param("Đề nghị các xã, phường báo cáo kết quả.", ["các xã, phường"], id="requested"),
    pytest.param(
        "Sở Giáo dục và Đào tạo chủ trì xây dựng đề án.",
        ["Sở Giáo dục và Đào tạo"],
        id="duty-words-in-a-name",
    ),
    pytest.param("Ban Quản lý dự án tỉnh tiếp tục thi công.", ["Ban Quản lý dự án tỉnh"], id="capital-duty-word"),
    pytest.param(
        "Sở Tài chính, Sở Nội vụ và UBND các xã rà soát biên chế.",
        ["Sở Tài chính", "Sở Nội vụ", "UBND các xã"],
        id="equals",
    ),
    pytest.param(
        "Các sở, ban, ngành, địa phương nghiêm túc thực hiện việc báo cáo.",
        ["Các sở, ban, ngành, địa phương"],
        id="a-collective-is-one",
    ),
    pytest.param(
        "Các Bộ: Tài chính, Nội vụ, Văn hóa, Thể thao và Du lịch rà soát quy định.",
        ["Tài chính", "Nội vụ", "Văn hóa, Thể thao và Du lịch"],
        id="names-under-a-head-word",
    ),
    pytest.param(
        "Thủ trưởng các phòng; Chủ tịch UBND các xã tổ chức kiểm tra.",
        ["Thủ trưởng các phòng", "Chủ tịch UBND các xã"],
        id="semicolon-between-parties",
    ),
    pytest.param(
        "Các cơ quan được giao chủ trì có trách nhiệm hoàn thành đúng hạn.",
        ["Các cơ quan được giao chủ trì"],
        id="duty-word-inside-the-party",
    ),
    pytest.param("Chủ đầu tư, trong phạm vi của mình, đẩy nhanh tiến độ.", ["Chủ đầu tư"], id="adverbial-after"),
    pytest.param("Về đất đai: giao Phòng Kế hoạch rà soát hồ sơ.", ["Phòng Kế hoạch"], id="topic-first"),
    pytest.param(
        "Trên cơ sở kết quả khảo sát, Văn phòng Sở đề xuất phương án.",
        ["Văn phòng Sở"],
        id="after-an-adverbial",
    ),
    pytest.param("Giao đồng chí Lê Văn An trực tiếp chỉ đạo việc này.", ["đồng chí Lê Văn An"], id="a-person"),
    pytest.param(
        "Đoàn kiểm tra, giám sát tiến hành kiểm tra các thôn.",
        ["Đoàn kiểm tra, giám sát"],
        id="nouns-like-duties",
    ),
    pytest.param(
        "Ủy ban nhân dân các Quận, Huyện, Thị xã lập danh mục chợ.",
        ["Ủy ban nhân dân các Quận, Huyện, Thị xã"],
        id="kinds-of-places-in-capitals",
    ),
    pytest.param(
        "Thủ trưởng các Sở, Ban, Ngành thuộc Thành phố rà soát biên chế.",
        ["Thủ trưởng các Sở, Ban, Ngành thuộc Thành phố"],
        id="kinds-in-capitals-and-whose-they-are",
    ),
    pytest.param(
        "Sở Y tế, Ủy ban nhân dân các Huyện, Sở Tài chính rà soát biên chế.",
        ["Sở Y tế", "Ủy ban nhân dân các Huyện", "Sở Tài chính"],
        id="bodies-beside-a-kind-in-capitals",
    ),
    pytest.param("Giám đốc Sở yêu cầu Văn phòng rà soát quy chế.", ["Văn phòng"], id="who-is-asked-not-who-asks"),
]

NOT_FOUND = [
    pytest.param("Ghi nhận nỗ lực của Phòng Kế hoạch trong việc rà soát danh mục.", id="thanks"),
    pytest.param("Phòng Kế hoạch đã hoàn thành việc rà soát danh mục.", id="what-was-done"),
    pytest.param("Phòng Kế hoạch sẽ trình đề án trong kỳ họp tới.", id="what-will-be-done"),
    pytest.param("Phòng Kế hoạch được giao rà soát danh mục từ năm 2024.", id="a-past-assignment"),
    pytest.param("Thống nhất với đề xuất của Phòng Kế hoạch.", id="agreement"),
    pytest.param("Báo cáo của Phòng Kế hoạch nêu rõ kết quả.", id="a-report-is-no-newspaper"),
    pytest.param("Việc rà soát phải bảo đảm đúng quy định.", id="a-qualification"),
    pytest.param("Tuy nhiên, các xã còn chậm báo cáo.", id="a-weakness"),
]


@pytest.mark.parametrize(("sentence", "expected"), FOUND)
def test_found(sentence, expected):
    """The shortest full name, as printed; "Giao", "Đề nghị" left out."""
    directives = reading_under_head(f"1. {sentence}").directives

    assert [party.name for directive in directives for party in directive.lead] == expected


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_not_found(sentence):
    """Nobody is bound."""
    assert reading_under_head(f"1. {sentence}").directives == ()


def test_cooperating_parties():
    """ "phối hợp với …": each as printed."""
    (directive,) = reading_under_head(
        "1. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính, Công an tỉnh và các xã liên quan khảo sát hiện trạng."
    ).directives

    assert [party.name for party in directive.cooperate] == [
        "Sở Tài chính",
        "Công an tỉnh",
        "các xã liên quan",
    ]


def test_partners_of_what_is_done_in_combination():
    """ "kết hợp với" names partners as "phối hợp với" does."""
    (directive,) = reading_under_head("1. Giao Sở Y tế kết hợp với các Viện nghiên cứu lập danh mục máy.").directives

    assert [party.name for party in directive.cooperate] == ["các Viện nghiên cứu"]


def test_a_short_name_is_explained_by_the_document():
    """The document's own definition resolves the lead; nothing else does."""
    reading = reading_under_head(
        "Cuộc họp nghe Trung tâm Ứng dụng khoa học công nghệ (Trung tâm) trình bày.\n1. Giám đố"
        "c Trung tâm rà soát chỉ tiêu.\n"
        "2. Văn phòng Sở đôn đốc việc này."
    )

    assert [party.resolved for directive in reading.directives for party in directive.lead] == [
        "Giám đốc Trung tâm Ứng dụng khoa học công nghệ",
        None,
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("các Viện nghiên cứu tổ chức tập huấn, đào tạo cán bộ", ["các Viện nghiên cứu"], id="organise"),
        pytest.param("các bộ, ngành liên quan quy định các tiêu chuẩn", ["các bộ, ngành liên quan"], id="lay-down"),
        pytest.param("các đơn vị cấp nước xây dựng phương án, lộ trình", ["các đơn vị cấp nước"], id="build-a-plan"),
        pytest.param("Ban Quản lý dự án đầu tư xây dựng rà soát", ["Ban Quản lý dự án đầu tư xây dựng"],
                     id="a-name-that-holds-the-word"),
    ],
)  # fmt: skip
def test_a_verb_that_is_as_often_a_noun_ends_the_parties(words, expected):
    """Where an object follows it; in a name it stays."""
    directive = reading_under_head(f"1. Sở Nội vụ chủ trì, phối hợp với {words}.").directives[0]

    assert [party.name for party in directive.cooperate] == expected
