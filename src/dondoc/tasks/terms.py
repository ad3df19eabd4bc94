"""What the printed words of a deadline say of a term or of a rhythm; never the day of an event. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.kernel.choices import PeriodKind, TermUnit
from dondoc.kernel.periods import MONTHS, Period, day_in, next_period, period_of
from dondoc.kernel.vietnamese import fold

# With their marks: without them "sau ngày nhận" (after the day) would be six days.
NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười lăm": 15, "hai mươi": 20, "ba mươi": 30,
}  # fmt: skip
# Longest first, so that "ba mươi" is not read as three.
NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
# "05 ngày làm việc", "05 (năm) ngày"; not "05 ngày đầu tháng", which counts from no event.
TERM = re.compile(rf"(?<![\w/.,])({NUMBER})\s*(?:\([^)]*\)\s*)?ngày\b(\s+làm việc\b)?(?!\s+(?:đầu|cuối)\b)")
EVERY = {
    PeriodKind.MONTH: re.compile(r"\b(?:hang|moi|dinh ky) thang\b"),
    PeriodKind.QUARTER: re.compile(r"\b(?:hang|moi|dinh ky) quy\b"),
    PeriodKind.HALF: re.compile(r"\b(?:hang|moi|dinh ky)?\s*(?:6|06) thang(?: mot lan)?\b"),
    PeriodKind.YEAR: re.compile(r"\b(?:hang|moi|dinh ky) nam\b"),
}
# "mỗi năm 02 lần", "hai lần/năm": every six months.
TWICE = re.compile(
    r"\b(?:moi|hang|mot) nam (?:it nhat |toi thieu )?(?:2|02|hai) lan\b"
    r"|\b(?:2|02|hai) lan ?(?:/|trong|moi|mot|hang) ?(?:mot )?nam\b"
)
DAY_AND_MONTH = re.compile(r"\b(\d{1,2})(?:/| thang )(\d{1,2})(?!/?\d)\b")
DAY_ALONE = re.compile(r"\bngay (\d{1,2})\b(?!/|\s+thang \d)")
LAST_DAY = 31
# No office counts longer; a larger number is a slip of the keyboard.
MOST_DAYS = 999


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days or working days."""

    number: int
    unit: TermUnit


@dataclass(frozen=True, slots=True)
class PrintedRhythm:
    """How often something comes again and on which days, as (month of the period, day); empty where nothing says."""

    every: PeriodKind
    marks: tuple[tuple[int, int], ...] = ()


def plain(phrase: str) -> str:
    """Return the words in lower case, composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", phrase).lower().split())


def printed_term(phrase: str) -> Term | None:
    """Return the one term that the words print; None when they print none, or several."""
    found = {
        Term(NUMBERS.get(number) or int(number), TermUnit.WORKING_DAY if working else TermUnit.DAY)
        for number, working in TERM.findall(plain(phrase))
    }
    return found.pop() if len(found) == 1 else None


def printed_rhythm(phrase: str) -> PrintedRhythm | None:
    """Return how often the words say that something comes again; None when they say nothing, or several things."""
    # With its mark: without it "sau tháng 6" (after June) would be six months.
    words = TWICE.sub("6 thang", fold(plain(phrase).replace("sáu tháng", "6 tháng")))
    dates = [(int(month), int(day)) for day, month in DAY_AND_MONTH.findall(words)]
    found = [kind for kind, pattern in EVERY.items() if pattern.search(words)]
    if found == [PeriodKind.HALF, PeriodKind.YEAR]:  # in the middle of the year and at its end
        found = [PeriodKind.HALF]
    if dates and len(found) == 1 and found[0] in (PeriodKind.YEAR, PeriodKind.HALF):
        # Days with months lie in the year, be they one or two.
        return PrintedRhythm(PeriodKind.YEAR, tuple(sorted(set(dates))))
    if len(found) != 1:
        return None
    days = sorted({int(day) for day in DAY_ALONE.findall(words)})
    return PrintedRhythm(found[0], tuple((1, day) for day in days) if found[0] == PeriodKind.MONTH else ())


def marks_are_valid(every: str, marks: Sequence[tuple[int, int]]) -> bool:
    """Say whether every mark is a day of a month of the period, each once."""
    months = MONTHS[PeriodKind(every)]
    return len(set(marks)) == len(marks) and all(1 <= m <= months and 1 <= d <= LAST_DAY for m, d in marks)


@dataclass(frozen=True, slots=True)
class Slot:
    """One mark of one period: when it is due, and the day from which people work on it."""

    period: Period
    nth: int
    due: dt.date
    opens: dt.date


def slots(every: str, marks: Sequence[tuple[int, int]], start: dt.date) -> Iterator[Slot]:
    """Yield the marks of the period that a day lies in and of all periods after it, in order; without end."""
    period = period_of(every, start)
    while marks:
        opens = period.start
        for nth, (month, day) in enumerate(marks, start=1):
            due = day_in(period, month, day)
            yield Slot(period, nth, due, opens)
            opens = due + dt.timedelta(days=1)
        period = next_period(every, period)
