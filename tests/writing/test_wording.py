"""Words and labels that are made here."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.writing import wording
from dondoc.writing.content import Deadline, Duty, Level
from dondoc.writing.kinds import Style
from dondoc.writing.measures import ROLES
from dondoc.writing.metrics import longest_line, width
from dondoc.writing.numbering import Numbering, annex_labels
from dondoc.writing.parting import parted


@pytest.mark.parametrize(
    ("day", "printed", "month"),
    [
        pytest.param(dt.date(2026, 1, 5), "05/01/2026", "01", id="January takes a zero"),
        pytest.param(dt.date(2026, 2, 15), "15/02/2026", "02", id="February takes a zero"),
        pytest.param(dt.date(2026, 3, 9), "09/3/2026", "3", id="March takes none"),
        pytest.param(dt.date(2026, 10, 20), "20/10/2026", "10", id="October"),
    ],
)
def test_days(day: dt.date, printed: str, month: str) -> None:
    """Days below 10 and the months 1 and 2 take a zero."""
    assert (wording.printed_day(day), wording.month_of(day)) == (printed, month)


LEAD, OTHERS = ("Trung tâm",), ("Phòng A", "Sở B")


@pytest.mark.parametrize(
    ("duty", "sentence"),
    [
        pytest.param(Duty(lead=LEAD, action="Lập hồ sơ."), "Giao Trung tâm chủ trì lập hồ sơ.", id="without deadline"),
        pytest.param(
            Duty(lead=LEAD, cooperate=OTHERS, action="lập hồ sơ", deadline=Deadline(date=dt.date(2026, 12, 31))),
            "Giao Trung tâm chủ trì, phối hợp với Phòng A, Sở B, lập hồ sơ; hoàn thành trước ngày 31/12/2026.",
            id="day",
        ),
        pytest.param(
            Duty(lead=LEAD, action="lập hồ sơ", deadline=Deadline(phrase="Quý IV/2026"), product="hồ sơ."),
            "Giao Trung tâm chủ trì lập hồ sơ; sản phẩm: hồ sơ; hoàn thành trong Quý IV/2026.",
            id="period and product",
        ),
        pytest.param(
            Duty(lead=LEAD, action="UBND giao lập hồ sơ", deadline=Deadline(phrase="trước khi họp")),
            "Giao Trung tâm chủ trì UBND giao lập hồ sơ; hoàn thành trước khi họp.",
            id="abbreviation keeps its capitals",
        ),
    ],
)
def test_sentence_of_a_duty(duty: Duty, sentence: str) -> None:
    """A duty is one sentence; what it does not have, the sentence does not name."""
    assert wording.duty_sentence(duty) == sentence


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        pytest.param("Thực hiện.", "Thực hiện./.", id="full stop"),
        pytest.param("Thực hiện", "Thực hiện./.", id="nothing"),
        pytest.param("Thực hiện./.", "Thực hiện./.", id="already"),
        pytest.param("Thực hiện;", "Thực hiện./.", id="semicolon"),
    ],
)
def test_end_mark(text: str, ended: str) -> None:
    """The text ends with the mark once."""
    assert wording.ended(text) == ended


def test_lists_end_with_a_full_stop() -> None:
    """Marks that were typed are not doubled."""
    assert wording.listed(["Như trên;", "Sở A.", "Lưu: VT"]) == ["Như trên;", "Sở A;", "Lưu: VT."]


WALK: tuple[tuple[Level | str, int], ...] = (
    ("section", 2), ("clause", 2), ("in:clause", 0), ("clause", 2), ("in:clause", 0), ("clause", 1), ("out:clause", 0),
    ("out:clause", 0), ("clause", 1), ("in:clause", 0), ("point", 6), ("dash", 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        pytest.param(
            "report",
            ["I.", "II.", "1.", "2.", "2.1.", "2.2.", "2.2.1.", "3.", "a)", "b)", "c)", "d)", "đ)", "e)", "-"],
            id="report",
        ),
        pytest.param(
            "legal",
            ["Mục 1", "Mục 2", "1.", "2.", "2.1.", "2.2.", "2.2.1.", "3.", "a)", "b)", "c)", "d)", "đ)", "e)", "-"],
            id="legal",
        ),
    ],
)
def test_labels(style: Style, expected: list[str]) -> None:
    """Labels count within what holds them, points by the Vietnamese alphabet."""
    numbering, labels = Numbering(style), []
    for step, count in WALK:
        way, _, level = step.rpartition(":")
        if way:
            getattr(numbering, "enter" if way == "in" else "leave")(level)
        labels += [numbering.next(level) for _ in range(count)]

    assert labels == expected


def test_articles_count_through_the_text() -> None:
    """Điều goes on from chapter to chapter."""
    numbering = Numbering("legal")
    labels = []
    for _ in range(2):
        labels.append(numbering.next("chapter"))
        numbering.enter("chapter")
        labels += [numbering.next("article"), numbering.next("article")]
        numbering.leave("chapter")

    assert labels == ["Chương I", "Điều 1.", "Điều 2.", "Chương II", "Điều 3.", "Điều 4."]


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, []), (1, ["Phụ lục"]), (2, ["Phụ lục I", "Phụ lục II"])],
)
def test_annexes_are_numbered_from_two_on(count: int, expected: list[str]) -> None:
    """A single annex has no number."""
    assert list(annex_labels(count)) == expected


def test_roman() -> None:
    """Roman numerals as far as documents go."""
    assert [wording.roman(number) for number in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("GIÁM ĐỐC", "GIÁM ĐỐC", id="short"),
        pytest.param("TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP", "TRƯỞNG PHÒNG\nHÀNH CHÍNH - TỔNG HỢP", id="after the post"),
        pytest.param(
            "TRUNG TÂM ỨNG DỤNG VÀ DỊCH VỤ KHOA HỌC CÔNG NGHỆ",
            "TRUNG TÂM ỨNG DỤNG VÀ\nDỊCH VỤ KHOA HỌC CÔNG NGHỆ",
            id="words of two syllables together",
        ),
        pytest.param(
            "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN TỈNH BÌNH SƠN",
            "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ\nXÂY DỰNG CÁC CÔNG TRÌNH\nNÔNG NGHIỆP VÀ PHÁT TRIỂN\nNÔNG THÔN TỈNH BÌNH SƠN",
            id="four lines",
        ),
        pytest.param("A" * 60, "A" * 60, id="one word"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_long_lines_are_parted(text: str, expected: str) -> None:
    """Lines that are too long are parted where a reader would part them; nothing of them is lost."""
    assert parted(text, ROLES["issuer"], 75.0) == expected


def test_widths() -> None:
    """A Vietnamese letter is as wide as the plain one; bold is wider; a wrapped line is measured alone."""
    assert width("Ệ", 12) == width("E", 12)
    assert width("Độc lập", 13, bold=True) > width("Độc lập", 13)
    assert longest_line("AAAA\nAA", ROLES["issuer"], 75.0) == width("AAAA", 12, bold=True)
    assert longest_line("AAAA AAAA", ROLES["issuer"], width("AAAAA", 12, bold=True)) == width("AAAA", 12, bold=True)
