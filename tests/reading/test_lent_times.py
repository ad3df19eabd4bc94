"""Times that stand over the work: titles, lines of attributes; and times that limit nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.reading.helpers import HEAD, reading_of, reading_under_head

# The document bears the date 5/3/2025.
TITLES = [
    pytest.param("2.1. Đợt 1: Trong tháng 4/2025", "period", dt.date(2025, 4, 30), id="a-month-behind-a-colon"),
    pytest.param("2.1. Đợt 1 (Quý II/2025)", "period", dt.date(2025, 6, 30), id="a-quarter-in-brackets"),
    pytest.param(
        "2.1. Đợt 2: Từ tháng 4 đến ngày hội 15/5/2025", "period", dt.date(2025, 5, 15), id="a-month-to-a-day"
    ),
    pytest.param("2.1. Đợt 3: Sau ngày hội 15/5/2025", "period", None, id="open-at-its-end"),
    pytest.param("2.1. Kiểm tra từ nay đến kết thúc đợt kiểm định", "period", None, id="until-an-event"),
    pytest.param("2.1. Đợt kiểm tra năm 2025", "none", None, id="a-year-it-is-only-about"),
]


@pytest.mark.parametrize(("title", "kind", "day"), TITLES)
def test_a_title_that_is_a_time_lends_it(title, kind, day):
    """The items under it have no time of their own."""
    reading = reading_under_head(f"2. Giao Sở Y tế thực hiện:\n{title}\n- Rà soát cân y tế.\n- Lập danh mục cân.")

    assert [(item.deadline.kind, item.deadline.date) for item in reading.directives] == [(kind, day)] * 2


def test_from_now_until_an_event_goes_on():
    """What is done until something ends is standing."""
    (directive,) = reading_under_head(
        "1. Giao Sở Y tế tuyên truyền về cân từ nay đến kết thúc đợt kiểm định."
    ).directives

    assert (directive.kind, directive.deadline.date) == ("standing", None)


def test_a_line_of_time_over_the_work_lends_it():
    """ "Thời gian: …" before the work, under the title they share."""
    reading = reading_under_head(
        "2. Giao Sở Y tế thực hiện:\n2.1. Đợt một\na) Thời gian: Từ ngày 10/4/2025 đến ngày 20/4/2025.\n"
        "b) Nội dung\n- Rà soát cân y tế."
    )

    assert [item.deadline.date for item in reading.directives] == [dt.date(2025, 4, 20)]


VALUES = [
    pytest.param("Dự kiến tháng 4/2025 (sau khi tỉnh có hướng dẫn)", dt.date(2025, 4, 30), id="planned-and-explained"),
    pytest.param("ngày 05/4/2025 (chậm nhất ngày 10/4/2025)", dt.date(2025, 4, 10), id="the-limit-in-brackets"),
]


@pytest.mark.parametrize(("value", "day"), VALUES)
def test_values_of_time(value, day):
    """What stands around a value does not hide it."""
    reading = reading_under_head(f"1. Giao Sở Y tế thực hiện:\na) Rà soát cân y tế\n- Thời gian hoàn thành: {value}.")

    assert [item.deadline.date for item in reading.directives] == [day]


NO_LIMITS = [
    pytest.param("tổ chức kiểm tra theo định kỳ hoặc đột xuất các chợ", id="checks-at-any-time"),
    pytest.param("giúp các chợ có bước phát triển trong năm 2025", id="a-period-of-growth"),
]


@pytest.mark.parametrize("words", NO_LIMITS)
def test_no_limit(words):
    """No date and no rhythm is made of them."""
    (directive,) = reading_under_head(f"1. Giao Sở Y tế {words}.").directives

    assert directive.deadline.kind == "none"


def test_a_date_of_which_a_scan_shows_letters():
    """ "ngày II" is read as 11 and told; a lone stroke is not read."""
    scanned = reading_of(HEAD.replace("ngày 05 tháng 3", "ngày II tháng 3") + "1. Giao Văn phòng lập sổ.")
    stroke = reading_of(HEAD.replace("ngày 05 tháng 3", "ngày | tháng 3") + "1. Giao Văn phòng lập sổ.")

    assert scanned.header.date == dt.date(2025, 3, 11)
    assert scanned.header.where["date"].rule == "date_line_scanned"
    assert [item.message for item in scanned.findings if item.code == "date_scanned"] == [
        "Văn bản in “ngày II tháng 3 năm 2025”, được đọc là ngày 11/03/2025; cần đối chiếu với bản gốc."
    ]
    assert stroke.header.date is None
