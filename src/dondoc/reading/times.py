"""Times in a text: limits, periods, relative, recurring. A date stands only where the document fixes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from dondoc.reading import patterns
from dondoc.reading.dates import date_of, end_of_month, number_of
from dondoc.reading.intervals import Apart, within
from dondoc.reading.model import DeadlineKind

Place = tuple[int, int]

_FULL = (
    r"(?P<day>\d{1,2})\s?(?:/|-|\.|\stháng\s)\s?(?P<month>\d{1,2})(?:\s?(?:/|-|\.|"
    r",?\snăm\s)\s?(?P<year>\d{4}))?"
)
_CLOCK = r"(?:(?P<hour>\d{1,2})\s?(?:giờ|h|g|:)\s?(?P<minute>\d{2})?(?:\s?phút)?,?\s(?:(?:sáng|chiều|tối)\s)?)?"
_WEEKDAY = r"(?:(?:thứ\s\p{L}+|chủ nhật)\s?,?\s?\(?(?:tức\s)?)?"
_WEEKDAYS = (*(f"thứ {day} " for day in ("hai", "ba", "tư", "năm", "sáu", "bảy", *"2345678")), "chủ nhật ")
_EVERY = r"(?:hằng|hàng|mỗi)\s(?P<unit>ngày|tuần|tháng|quý|năm)"
_COUNT = r"(?P<count>\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|ba mươi)"


@dataclass(frozen=True, slots=True)
class Time:
    """A time in the flow, `[start, end)`, and what it says."""

    start: int
    end: int
    kind: DeadlineKind
    date: dt.date | None
    time: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a time is read against: the document's own date, or None when it bears none."""

    date: dt.date | None


def _year(printed: str | None, frame: Frame) -> tuple[int | None, str]:
    """Return the printed year, else the document's, and what the rule must say of it."""
    if printed:
        return int(printed), ""
    return (frame.date.year, "; the year is the document's") if frame.date else (None, "; no year is printed")


def _not_past(day: dt.date | None, frame: Frame, remark: str) -> dt.date | None:
    """Return a day with a borrowed year only when it does not lie before the document."""
    if day is None or not remark or frame.date is None or day >= frame.date:
        return day
    return None


def _made(found: regex.Match[str], kind: DeadlineKind, day: dt.date | None, rule: str, time: str | None = None) -> Time:
    return Time(found.start("phrase"), found.end("phrase"), kind, day, time, rule)


_BEFORE = (
    r"(?:(?:xong\s)?trước|chậm nhất(?:\slà)?(?:\s(?:vào|đến|trước))?|"
    r"muộn nhất(?:\slà)?(?:\s(?:vào|đến|trước))?|không muộn hơn|"
    r"không chậm hơn|đến trước|đến hết|đến|hạn (?:cuối|chót)(?:\slà)?|thời hạn(?:\s\p{L}+)?|hạn hoàn thành|"
    r"hoàn thành (?:vào|trong)|xong (?:vào|trong))"
)
_LIMITING = regex.compile(rf"(?<!\p{{L}}){_BEFORE}\s?:?\s?{_CLOCK}(?:{_WEEKDAY}(?:vào\s)?ngày\s)?$")
LIMIT_REACH = 80  # how far before a day the words that make it a limit may begin


def _limit(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trước 17 giờ 00 ngày 15/12/2025" a day, with its clock time."""
    before = found.string[max(0, found.start() - LIMIT_REACH) : found.start()]
    lead = _LIMITING.search(before)
    if lead is None:
        return None
    year, remark = _year(found["year"], frame)
    day = _not_past(date_of(year, found["month"], found["day"]), frame, remark)
    time = None
    if lead["hour"] and int(lead["hour"]) < 25 and int(lead["minute"] or 0) < 60:
        time = f"{int(lead['hour']):02d}:{int(lead['minute'] or 0):02d}"
    start = found.start() - len(before) + lead.start()
    return Time(start, found.end(), "date", day, time, "date_limit" + remark)


def _span_of_days(found: regex.Match[str], frame: Frame) -> Time:
    """Make "từ ngày 10/5/2026 đến hết ngày 14/5/2026" a period that ends on its last day."""
    year, remark = _year(found["year"], frame)
    day = _not_past(date_of(year, found["month"], found["day"]), frame, remark)
    return _made(found, "period", day, "period_end" + remark)


def _open_span(found: regex.Match[str], frame: Frame) -> Time:
    """Make "từ ngày 15/3/2026 đến ngày bầu cử" a period whose end the document does not date."""
    return _made(found, "period", None, "period_open")


def _month(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trong tháng 12/2025" the last day of the month."""
    year, remark = _year(found["year"], frame)
    day = end_of_month(year, int(found["month"])) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_end" + remark)


def _quarter(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "quý I năm 2026" the last day of the quarter."""
    year, remark = _year(found["year"], frame)
    quarter = number_of(found["quarter"])
    if quarter is None or not 1 <= quarter <= 4:
        return None
    day = end_of_month(year, quarter * 3) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_end" + remark)


def _part_of_year(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "6 tháng đầu năm 2024" the last day of those months."""
    year, remark = _year(found["year"], frame)
    count = number_of(found["count"])
    if count is None or not 1 <= count <= 12:
        return None
    month = count if found["half"] == "đầu" else 12
    day = end_of_month(year, month) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_end" + remark)


def _whole_year(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trong năm 2025" the last day of the year."""
    return _made(found, "period", date_of(found["year"], 12, 31), "period_end")


def _relative(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "relative", None, "relative")


def _recurring(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "recurring", None, "recurring")


_REPORTED = regex.compile(r"báo cáo(?:\s(?!kế hoạch|dự toán|nguồn|kinh phí)[^\s,;.]+){0,8}\s$")


def _reported(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "báo cáo … hằng tuần" recurring, but not "kế hoạch hằng năm"."""
    before = found.string[max(0, found.start() - 90) : found.start()]
    return _recurring(found, frame) if _REPORTED.search(before) else None


def _immediate(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "immediate", None, "immediate")


_RECURS = (
    r"(?:báo cáo|tổng hợp|rà soát|đánh giá|cập nhật|kiểm tra|gửi|sơ kết|tổ chức|xây dựng|thống kê|"
    r"công bố|chủ động|tiến hành|giao ban)"
)


# Rule, pattern, words one of which must occur, and what is made of it; the most telling first.
_RECOGNISED: tuple[tuple[str, str, tuple[str, ...], Callable[[regex.Match[str], Frame], Time | None]], ...] = (
    (
        "recurring_day",
        (
            rf"(?:trước|chậm nhất|vào)?\s?(?:là\s)?(?:ngày\s)\d{{1,2}}(?:/\d{{1,2}})?(?:\s?(?:và|"
            rf",)\s(?:ngày\s)?\d{{1,2}}(?:/\d{{1,2}})?)?\s(?:của\s)?{_EVERY}"
        ),
        ("hằng", "hàng", "mỗi"),
        _recurring,
    ),
    (
        "recurring_weekday",
        (
            rf"(?:(?:trước|vào|chậm nhất(?:\slà)?|đến)\s)?(?:(?:lúc\s)?\d{{1,2}}\s?(?:giờ|h|:)\s?(?:\d{{2}})?"
            rf"(?:\sphút)?,?\s)?(?:ngày\s)?(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)\s(?:của\s)?{_EVERY}"
        ),
        _WEEKDAYS,
        _recurring,
    ),
    ("recurring_month", rf"(?:vào\s|trong\s)?tháng\s\d{{1,2}}\s{_EVERY}", ("hằng", "hàng"), _recurring),
    (
        "recurring_term",
        (
            rf"(?:theo\s)?định kỳ(?:\s(?:{_COUNT}|06|03)\stháng(?:\smột lần)?|\s{_EVERY}|"
            rf"\s(?:tháng|quý|năm|tuần))?(?:,\s(?:quý|tháng|năm|tuần|"
            rf"6 tháng))*(?:\s?\([^()]{{3,60}}\))?(?:\s(?:hoặc|và)\sđột xuất)?"
        ),
        ("định kỳ",),
        _recurring,
    ),
    (
        "recurring_once",
        rf"{_COUNT}\stháng\smột\slần|sau mỗi đợt|sau mỗi (?:tháng|quý|năm)",
        ("một lần", "sau mỗi"),
        _recurring,
    ),
    (
        "recurring_every",
        rf"{_EVERY}(?=,?\s(?:hoặc\s\p{{L}}+\s\p{{L}}+\s)?(?:\p{{L}}+\s){{0,2}}{_RECURS})",
        ("hằng", "hàng", "mỗi"),
        _recurring,
    ),
    ("recurring_report", _EVERY, ("hằng", "hàng"), _reported),
    (
        "days",
        (
            rf"(?:thời gian\s)?từ\s{_CLOCK}(?:ngày\s)?\d{{1,2}}(?:/\d{{1,2}}|"
            rf"\stháng\s\d{{1,2}})?(?:/\d{{4}}|\snăm\s\d{{4}})?\s(?:đến|"
            rf"tới)\s(?:hết\s)?(?:\d{{1,2}}h\d{{0,2}}\s)?(?:ngày\s)?{_FULL}"
        ),
        ("từ",),
        _span_of_days,
    ),
    (
        "week",
        (
            rf"(?:trong\s)?(?:tuần|khoảng)\s(?:từ\s)?ngày\s\d{{1,2}}(?:/\d{{1,2}})?\s(?:đến|"
            rf"tới)\s(?:hết\s)?(?:ngày\s)?{_FULL}"
        ),
        ("ngày",),
        _span_of_days,
    ),
    (
        "days_open",
        r"từ ngày\s\d{1,2}/\d{1,2}(?:/\d{4})?\sđến\s(?:hết\s)?ngày\s(?=\p{L})\p{L}+\s\p{L}+",
        ("từ",),
        _open_span,
    ),
    (
        "limit",
        rf"(?<!\d){_FULL}",
        (),
        _limit,
    ),
    (
        "month",
        (
            r"(?:trong|trước|hết|cuối|đến hết|xong trong|"
            r"vào)\s(?:cuối\s)?tháng\s(?P<month>\d{1,2})(?:(?:/|\snăm\s|-|"
            r"\.)(?P<year>\d{4}))?(?![/\d])"
        ),
        ("tháng",),
        _month,
    ),
    (
        "quarter",
        (
            r"(?:(?:trong|trước|hết|cuối|đến hết|vào)\s)?qu[ýí]\s(?P<quarter>iv|i{1,3}|"
            r"[1-4])(?:(?:/|\snăm\s|-|\.|,\snăm\s)(?P<year>\d{4})|(?=[\s,;.)]|$))"
        ),
        ("quý", "quí"),
        _quarter,
    ),
    (
        "part",
        rf"(?:trong\s)?{_COUNT}\stháng\s(?P<half>đầu|cuối)\snăm(?:\s(?P<year>\d{{4}}))?",
        ("tháng",),
        _part_of_year,
    ),
    (
        "year",
        (
            r"(?:trong|hết|(?<!tháng\s)cuối|trước|đến hết|"
            r"xong trong)\s(?:cuối\s)?năm\s(?P<year>\d{4})(?!\s?[-–]\s?\d)"
        ),
        ("năm",),
        _whole_year,
    ),
    (
        "event_period",
        r"trong (?:suốt )?thời gian (?:diễn ra|phục vụ|tổ chức|nghỉ|bầu cử)\s[^,;.()]{3,60}",
        ("trong",),
        _open_span,
    ),
    ("event_day", r"trong ngày\s(?:bầu cử|hội|khai mạc)", ("trong ngày",), _open_span),
    (
        "immediate",
        r"(?:ngay\s)?trong ngày(?:\shôm nay|(?=[\s,;.]*$|[,;.]))|ngay trong ngày",
        ("trong ngày",),
        _immediate,
    ),
    (
        "within",
        (
            rf"(?:trong\s)?(?:vòng|thời hạn|thời gian)\s(?:không quá\s|"
            rf"tối đa\s)?{_COUNT}\s(?:\([^()]+\)\s)?(?:ngày|giờ|tháng|"
            rf"tuần)(?:\slàm việc)?(?:,?\s(?:kể\s)?từ\s[^,;.]{{3,60}})?"
        ),
        ("vòng", "thời hạn", "thời gian"),
        _relative,
    ),
    (
        "within_days",
        (
            rf"(?:trong|sau)\s{_COUNT}\s(?:\([^()]+\)\s)?(?:ngày|giờ|"
            rf"tuần)(?:\slàm việc)?(?:,?\s(?:kể\s)?từ\s[^,;.]{{3,60}})?"
        ),
        ("trong", "sau"),
        _relative,
    ),
    (
        "after",
        r"(?:ngay\s)?sau khi\s(?:được|có|kết thúc|nhận được|quốc hội|ban hành)[^,;.]{2,80}",
        ("sau khi",),
        _relative,
    ),
    (
        "at_end",
        r"(?<!sau )khi kết thúc\s[^,;.]{2,40}?(?=\s(?:và|để)\s|[,;.]|$)",
        ("khi kết thúc",),
        _relative,
    ),
    ("before_event", r"trước khi\s[^,;.]{3,80}", ("trước khi",), _relative),
)


@cache
def recognisers() -> tuple[patterns.Recogniser[Frame, Time], ...]:
    """Return the recognisers of times, the most telling first: a later one does not overlap an earlier."""
    return tuple(
        patterns.Recogniser(rule, regex.compile(rf"(?P<phrase>{pattern})"), literals, build)
        for rule, pattern, literals, build in _RECOGNISED
    )


class Times:
    """The times of a text in order, found again by place."""

    __slots__ = ("_starts", "_times")

    def __init__(self, times: Sequence[Time]) -> None:
        self._times = sorted(times, key=lambda time: time.start)
        self._starts = [time.start for time in self._times]

    def within(self, start: int, end: int) -> list[Time]:
        """Return the times that stand in `[start, end)`."""
        return [self._times[n] for n in within(self._starts, start, end) if self._times[n].end <= end]


def times_in(text: str, frame: Frame, *, skip: Sequence[Place] = ()) -> Times:
    """Return the times of a text, none overlapping another or a place to skip (a cited date)."""
    taken = Apart.of(skip)
    found = [
        time
        for _, _, time in patterns.scan(recognisers(), patterns.lowered(text), frame)
        if taken.add(time.start, time.end)
    ]
    return Times(found)
