"""By when."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.reading.helpers import reading_of, reading_under_head

# The document bears the date 5/3/2025.
FOUND = [
    pytest.param("trước ngày 15/12/2025", "date", dt.date(2025, 12, 15), "date_limit", id="before-a-day"),
    pytest.param("chậm nhất ngày 10 tháng 4 năm 2025", "date", dt.date(2025, 4, 10), "date_limit", id="at-the-latest"),
    pytest.param(
        "trước ngày 20/3",
        "date",
        dt.date(2025, 3, 20),
        "date_limit; the year is the document's",
        id="no-year",
    ),
    pytest.param("trước ngày 20/01", "date", None, "date_limit; the year is the document's", id="no-year-and-past"),
    pytest.param("trước 30/4/2025", "date", dt.date(2025, 4, 30), "date_limit", id="without-the-word-day"),
    pytest.param("trong tháng 3/2025", "period", dt.date(2025, 3, 31), "period_end", id="month"),
    pytest.param("trong tháng 02 năm 2028", "period", dt.date(2028, 2, 29), "period_end", id="leap-year"),
    pytest.param("trong Quý I năm 2026", "period", dt.date(2026, 3, 31), "period_end", id="quarter"),
    pytest.param("trong quý IV/2025", "period", dt.date(2025, 12, 31), "period_end", id="quarter-slash"),
    pytest.param("trong năm 2025", "period", dt.date(2025, 12, 31), "period_end", id="year"),
    pytest.param("trong 6 tháng đầu năm 2025", "period", dt.date(2025, 6, 30), "period_end", id="half-year"),
    pytest.param(
        "trong sáu tháng đầu năm",
        "period",
        dt.date(2025, 6, 30),
        "period_end; the year is the document's",
        id="half-year-without-year",
    ),
    pytest.param(
        "từ ngày 10/5/2025 đến hết ngày 14/5/2025", "period", dt.date(2025, 5, 14), "period_end", id="from-to"
    ),
    pytest.param("trước ngày 20 hằng tháng", "recurring", None, "recurring", id="every-month"),
    pytest.param("trước ngày 25/12 hàng năm", "recurring", None, "recurring", id="every-year"),
    pytest.param("theo định kỳ 06 tháng một lần", "recurring", None, "recurring", id="every-six-months"),
    pytest.param("trong 10 ngày làm việc", "relative", None, "relative", id="working-days"),
    pytest.param("sau khi được phê duyệt", "relative", None, "relative", id="after-an-event"),
    pytest.param("ngay trong ngày", "immediate", None, "immediate", id="today"),
    pytest.param("trong ngày 25/11/2025", "date", dt.date(2025, 11, 25), "date_limit", id="within-a-day"),
    pytest.param("trước thời điểm 30/4/2025", "date", dt.date(2025, 4, 30), "date_limit", id="before-a-moment"),
    pytest.param("trước ngày 15 tháng 12năm 2025", "date", dt.date(2025, 12, 15), "date_limit", id="blank-lost"),
    pytest.param("hoàn thành ngày 20/12/2025", "date", dt.date(2025, 12, 20), "date_limit", id="done-on-a-day"),
    pytest.param("trước tháng 12/2025", "period", dt.date(2025, 11, 30), "period_before", id="before-a-month"),
    pytest.param("trước tháng 01/2026", "period", dt.date(2025, 12, 31), "period_before", id="before-january"),
    pytest.param("trước năm 2026", "period", dt.date(2025, 12, 31), "period_before", id="before-a-year"),
    pytest.param("chậm nhất tháng 6/2025", "period", dt.date(2025, 6, 30), "period_end", id="latest-month"),
    pytest.param("trong tháng 11, 12 năm 2025", "period", dt.date(2025, 12, 31), "period_end", id="two-months"),
    pytest.param(
        "từ tháng 10 đến tháng 12/2025", "period", dt.date(2025, 12, 31), "period_end", id="from-month-to-month"
    ),
    pytest.param("từ ngày 05/4/2025 - 08/4/2025", "period", dt.date(2025, 4, 8), "period_end", id="days-with-a-dash"),
    pytest.param(
        "trong năm nay", "period", dt.date(2025, 12, 31), "period_end; the year is the document's", id="this-year"
    ),
    pytest.param("đầu tháng 4/2025", "period", None, "period_open", id="early-in-a-month"),
    pytest.param("ngay trong tuần này", "period", None, "period_open", id="this-week"),
    pytest.param("hai tuần một lần", "recurring", None, "recurring", id="every-two-weeks"),
    pytest.param("trước ngày 25 của tháng cuối quý", "recurring", None, "recurring", id="last-month-of-a-quarter"),
    pytest.param("chậm nhất 05 ngày làm việc kể từ ngày nhận", "relative", None, "relative", id="latest-days"),
    pytest.param("trong thời hạn 05 ngày kể từ ngày nhận đơn", "relative", None, "relative", id="days-from"),
    pytest.param("không quá 03 ngày làm việc", "relative", None, "relative", id="not-more-days"),
    pytest.param("trong 3 tháng kể từ ngày ký", "relative", None, "relative", id="months-from"),
    pytest.param("ngay sau khi phương án được thông qua", "relative", None, "relative", id="right-after"),
    pytest.param("trước quý II/2025", "period", dt.date(2025, 3, 31), "period_before", id="before-a-quarter"),
    pytest.param("trước quý I/2026", "period", dt.date(2025, 12, 31), "period_before", id="before-the-first-quarter"),
    pytest.param(
        "trong tháng này", "period", dt.date(2025, 3, 31), "period_end; the month is the document's", id="this-month"
    ),
    pytest.param(
        "đến cuối năm", "period", dt.date(2025, 12, 31), "period_end; the year is the document's", id="end-of-the-year"
    ),
    pytest.param("vào ngày 15/4/2025", "date", dt.date(2025, 4, 15), "date_limit", id="on-a-day"),
    pytest.param("không quá ngày 15/4/2025", "date", dt.date(2025, 4, 15), "date_limit", id="not-beyond-a-day"),
    pytest.param("hết ngày 15/4/2025", "date", dt.date(2025, 4, 15), "date_limit", id="by-the-end-of-a-day"),
    pytest.param(
        "trước ngày thứ Sáu 11/4/2025", "date", dt.date(2025, 4, 11), "date_limit", id="weekday-before-the-day"
    ),
    pytest.param(
        "chậm nhất 11h30' ngày 15/4/2025", "date", dt.date(2025, 4, 15), "date_limit", id="minutes-with-a-stroke"
    ),
    pytest.param("trước mùa mưa năm 2025", "relative", None, "relative", id="before-a-season"),
]

NOT_FOUND = [
    pytest.param("kịp thời, đúng quy định", id="promptly"),
    pytest.param("khẩn trương trong thời gian tới", id="soon"),
    pytest.param("theo Quyết định số 45/QĐ-UBND ngày 07/02/2025", id="date-of-a-cited-document"),
    pytest.param("cho giai đoạn 2026 - 2030", id="horizon"),
    pytest.param("các nhiệm vụ được giao trong năm 2024", id="what-was-assigned"),
    pytest.param("kế hoạch hằng năm của đơn vị", id="an-attribute"),
    pytest.param("hoàn thành 3.00 km đường", id="a-length"),
    pytest.param("nội dung hội nghị tổ chức vào quý III/2025", id="when-an-event-is-held"),
    pytest.param("kết luận của hội nghị tổ chức vào ngày 12/3/2025", id="the-day-of-an-event"),
    pytest.param("dự án (sau khi được thông qua)", id="an-aside"),
]


@pytest.mark.parametrize(("phrase", "kind", "day", "rule"), FOUND)
def test_found(phrase, kind, day, rule):
    """Kind, day, words and rule; a year that is not printed is the document's, and the rule says so."""
    deadline = reading_under_head(f"Giao Phòng Kế hoạch hoàn thành báo cáo {phrase}.").directives[0].deadline

    assert (deadline.kind, deadline.date, deadline.phrase, deadline.rule) == (kind, day, phrase, rule)


@pytest.mark.parametrize("words", NOT_FOUND)
def test_not_found(words):
    """Nothing is a deadline that does not say by when."""
    deadline = reading_under_head(f"Giao Phòng Kế hoạch rà soát {words}.").directives[0].deadline

    assert (deadline.kind, deadline.date, deadline.phrase, deadline.span) == ("none", None, None, None)


def test_a_clock_time_is_kept():
    """Hours and minutes stand beside the day."""
    deadline = reading_under_head("Giao Văn phòng báo cáo trước 16 giờ 30 ngày 20/11/2025.").directives[0].deadline

    assert (deadline.date, deadline.time) == (dt.date(2025, 11, 20), "16:30")


def test_without_a_date_of_its_own_a_document_lends_no_year():
    """No letterhead, no printed year: no date."""
    reading = reading_of("Giám đốc Sở yêu cầu:\n1. Phòng Kế hoạch báo cáo trước ngày 20/3.")

    assert (reading.directives[0].deadline.kind, reading.directives[0].deadline.date) == ("date", None)


def test_a_limit_in_brackets_after_its_name():
    """ "(hạn: 20/3/2025)"."""
    deadline = reading_under_head("1. Giao Văn phòng lập sổ theo dõi (hạn: 20/3/2025).").directives[0].deadline

    assert deadline.date == dt.date(2025, 3, 20)


@pytest.mark.parametrize(
    ("topic", "day"),
    [
        pytest.param("Tháng 4/2025", dt.date(2025, 4, 30), id="a-month"),
        pytest.param("Năm 2026", dt.date(2026, 12, 31), id="a-year"),
    ],
)
def test_a_time_over_a_duty(topic, day):
    """ "Tháng 4/2025: …" in a schedule."""
    reading = reading_under_head(f"1. Giao Văn phòng Sở thực hiện:\na) {topic}: Triển khai kiểm tra các kho.")

    assert [item.deadline.date for item in reading.directives] == [day]


@pytest.mark.parametrize(
    ("opening", "days"),
    [
        pytest.param(
            "1. Sở Y tế khẩn trương khắc phục tồn tại, hoàn thành trong tháng 4/2025, cụ thể:",
            [dt.date(2025, 4, 30), dt.date(2025, 3, 20)],
            id="a-period-in-which-all-ends",
        ),
        pytest.param(
            "1. Sở Y tế báo cáo Giám đốc Sở trước ngày 15/4/2025 các nội dung sau:",
            [dt.date(2025, 4, 15), dt.date(2025, 3, 20)],
            id="a-day-before-which-all-is-done",
        ),
        pytest.param(
            "1. Sở Y tế tập trung các nhiệm vụ trong 02 tháng cuối năm 2025, trong đó lưu ý một số nội dung sau:",
            [None, dt.date(2025, 3, 20)],
            id="a-vague-period-is-not-lent",
        ),
        pytest.param(
            "1. Sở Y tế họp rút kinh nghiệm trước ngày 15/4/2025; trong đó thực hiện các nội dung sau:",
            [None, dt.date(2025, 3, 20)],
            id="the-limit-of-another-clause-is-not-lent",
        ),
    ],
)
def test_introducing_words_lend_their_limit(opening, days):
    """The items that name no time of their own are wanted by the day that introduces them."""
    reading = reading_under_head(f"{opening}\na) Rà soát kho thuốc.\nb) Kiểm kê máy trước ngày 20/3/2025.")

    assert [item.deadline.date for item in reading.directives if item.path in ("1.a", "1.b")] == days


def test_the_fixed_day_wins_over_the_vague_time():
    """Two times in one clause: the day counts."""
    deadline = (
        reading_under_head("Giao Văn phòng định kỳ rà soát, hoàn thành trước ngày 01/6/2025.").directives[0].deadline
    )

    assert deadline.date == dt.date(2025, 6, 1)


def test_clauses_with_different_times_are_two_directives():
    """One party, two limits, split at the semicolon."""
    reading = reading_under_head(
        "Văn phòng Sở hoàn thiện quy chế trước ngày 01/4/2025; công khai kết quả trước ngày 01/5/2025."
    )

    assert [d.deadline.date for d in reading.directives] == [dt.date(2025, 4, 1), dt.date(2025, 5, 1)]


def test_a_limit_in_a_sentence_of_its_own_belongs_to_the_duty_before():
    """ "Thời gian hoàn thành …" is quoted with the duty."""
    reading = reading_under_head("1. Phòng Kế hoạch rà soát danh mục dự án. Thời gian hoàn thành trước ngày 15/4/2025.")

    (directive,) = reading.directives
    assert directive.deadline.date == dt.date(2025, 4, 15)
    assert reading.text[slice(*directive.span)].endswith("ngày 15/4/2025")


def test_days_in_brackets_limit():
    """ "(trong thời hạn 05 ngày …)" limits, "(sau khi …)" only describes."""
    reading = reading_under_head("1. Giao Văn phòng rà soát, xử lý đơn (trong thời hạn 05 ngày kể từ ngày nhận đơn).")

    assert reading.directives[0].deadline.phrase == "trong thời hạn 05 ngày kể từ ngày nhận đơn"
