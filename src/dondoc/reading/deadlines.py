"""By when: limits, periods, relative and recurring times. A date stands only where the document fixes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from dondoc.reading import patterns
from dondoc.reading.dates import date_of, end_of_month, number_of
from dondoc.reading.model import DeadlineKind

Place = tuple[int, int]

_FULL = r"(?P<day>\d{1,2})\s?(?:/|-|\.|\stháng\s)\s?(?P<month>\d{1,2})(?:\s?(?:/|-|\.|,?\snăm\s)\s?(?P<year>\d{4}))?"
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})\s?(?:giờ|h|g|:)\s?(?P<minute>\d{2})?(?:\s?phút)?,?\s(?:(?:sáng|chiều|tối)\s)?)?"
)
_WEEKDAY = r"(?:(?:thứ\s\p{L}+|Thứ\s\p{L}+|chủ nhật|Chủ nhật|Chủ Nhật)\s?,?\s?\(?(?:tức\s)?)?"
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


def _made(
    found: regex.Match[str], kind: DeadlineKind, day: dt.date | None, rule: str, time: str | None = None
) -> Time:
    return Time(found.start("phrase"), found.end("phrase"), kind, day, time, rule)


def _limit(found: regex.Match[str], frame: Frame) -> Time:
    """Make "trước 17 giờ 00 ngày 15/12/2025" a day, with its clock time."""
    year, remark = _year(found["year"], frame)
    day = _not_past(date_of(year, found["month"], found["day"]), frame, remark)
    time = None
    if found["hour"] and int(found["hour"]) < 25 and int(found["minute"] or 0) < 60:
        time = f"{int(found['hour']):02d}:{int(found['minute'] or 0):02d}"
    return _made(found, "date", day, "date_limit" + remark, time)


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


def _immediate(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "immediate", None, "immediate")


_BEFORE = (
    r"(?:(?:xong\s)?trước|chậm nhất(?:\slà)?(?:\s(?:vào|đến|trước))?|muộn nhất(?:\slà)?(?:\s(?:vào|đến|trước))?|không muộn hơn|"
    r"không chậm hơn|đến trước|đến hết|đến|hạn (?:cuối|chót)(?:\slà)?|thời hạn(?:\s\p{L}+)?|hạn hoàn thành|"
    r"hoàn thành (?:vào|trong)|xong (?:vào|trong))"
)
_RECURS = r"(?:báo cáo|tổng hợp|rà soát|đánh giá|cập nhật|kiểm tra|gửi|sơ kết|tổ chức|xây dựng|thống kê|công bố|chủ động|tiến hành|giao ban)"


@cache
def recognisers() -> tuple[patterns.Recogniser[Frame, Time], ...]:
    """Return the recognisers of times, the most telling first: a later one does not overlap an earlier."""

    def make(
        rule: str, pattern: str, literals: tuple[str, ...], build: object
    ) -> patterns.Recogniser[Frame, Time]:
        return patterns.Recogniser(rule, regex.compile(rf"(?P<phrase>{pattern})", regex.I), literals, build)  # type: ignore[arg-type]

    before = rf"{_BEFORE}\s?:?\s?{_CLOCK}(?:{_WEEKDAY}(?:vào\s)?ngày\s)?"
    return (
        make("recurring_day", rf"(?:trước|chậm nhất|vào)?\s?(?:là\s)?(?:ngày\s)\d{{1,2}}(?:/\d{{1,2}})?(?:\s?(?:và|,)\s(?:ngày\s)?\d{{1,2}}(?:/\d{{1,2}})?)?\s(?:của\s)?{_EVERY}", ("hằng", "hàng", "mỗi"), _recurring),
        make("recurring_month", rf"(?:vào\s|trong\s)?tháng\s\d{{1,2}}\s{_EVERY}", ("hằng", "hàng"), _recurring),
        make("recurring_term", rf"(?:theo\s)?định kỳ(?:\s(?:{_COUNT}|06|03)\stháng(?:\smột lần)?|\s{_EVERY}|\s(?:tháng|quý|năm|tuần))?(?:,\s(?:quý|tháng|năm|tuần|6 tháng))*(?:\s?\([^()]{{3,60}}\))?(?:\s(?:hoặc|và)\sđột xuất)?", ("định kỳ",), _recurring),
        make("recurring_once", rf"{_COUNT}\stháng\smột\slần|sau mỗi đợt|sau mỗi (?:tháng|quý|năm)", ("một lần", "sau mỗi"), _recurring),
        make("recurring_every", rf"{_EVERY}(?=,?\s(?:hoặc\s\p{{L}}+\s\p{{L}}+\s)?(?:\p{{L}}+\s){{0,2}}{_RECURS})", ("hằng", "hàng", "mỗi"), _recurring),
        make("recurring_report", rf"(?<=báo cáo(?:\s(?!kế hoạch|dự toán|nguồn|kinh phí)[^\s,;.]+){{0,8}}\s){_EVERY}", ("hằng", "hàng"), _recurring),
        make("days", rf"(?:thời gian\s)?từ\s{_CLOCK}(?:ngày\s)?\d{{1,2}}(?:/\d{{1,2}}|\stháng\s\d{{1,2}})?(?:/\d{{4}}|\snăm\s\d{{4}})?\s(?:đến|tới)\s(?:hết\s)?(?:\d{{1,2}}h\d{{0,2}}\s)?(?:ngày\s)?{_FULL}", ("từ",), _span_of_days),
        make("week", rf"(?:trong\s)?(?:tuần|khoảng)\s(?:từ\s)?ngày\s\d{{1,2}}(?:/\d{{1,2}})?\s(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?{_FULL}", ("ngày",), _span_of_days),
        make("days_open", r"từ ngày\s\d{1,2}/\d{1,2}(?:/\d{4})?\sđến\s(?:hết\s)?ngày\s(?=\p{L})\p{L}+\s\p{L}+", ("từ",), _open_span),
        make("limit", rf"{before}{_FULL}", ("trước", "chậm", "muộn", "đến", "hạn", "hoàn thành", "xong"), _limit),
        make("month", r"(?:trong|trước|hết|cuối|đến hết|xong trong|vào)\s(?:cuối\s)?tháng\s(?P<month>\d{1,2})(?:(?:/|\snăm\s|-|\.)(?P<year>\d{4}))?(?![/\d])", ("tháng",), _month),
        make("quarter", r"(?:(?:trong|trước|hết|cuối|đến hết|vào)\s)?quý\s(?P<quarter>IV|I{1,3}|[1-4])(?:(?:/|\snăm\s|-|\.|,\snăm\s)(?P<year>\d{4})|(?=[\s,;.)]|$))", ("quý",), _quarter),
        make("part", rf"(?:trong\s)?{_COUNT}\stháng\s(?P<half>đầu|cuối)\snăm(?:\s(?P<year>\d{{4}}))?", ("tháng",), _part_of_year),
        make("year", r"(?:trong|hết|(?<!tháng\s)cuối|trước|đến hết|xong trong)\s(?:cuối\s)?năm\s(?P<year>\d{4})(?!\s?[-–]\s?\d)", ("năm",), _whole_year),
        make("event_day", r"trong ngày\s(?:bầu cử|hội|khai mạc)", ("trong ngày",), _open_span),
        make("immediate", r"(?:ngay\s)?trong ngày(?:\shôm nay|(?=[\s,;.]*$|[,;.]))|ngay trong ngày", ("trong ngày",), _immediate),
        make("within", rf"(?:trong\s)?(?:vòng|thời hạn|thời gian)\s(?:không quá\s|tối đa\s)?{_COUNT}\s(?:\([^()]+\)\s)?(?:ngày|giờ|tháng|tuần)(?:\slàm việc)?(?:,?\s(?:kể\s)?từ\s[^,;.]{{3,60}})?", ("vòng", "thời hạn", "thời gian"), _relative),
        make("within_days", rf"(?:trong|sau)\s{_COUNT}\s(?:\([^()]+\)\s)?(?:ngày|giờ|tuần)(?:\slàm việc)?(?:,?\s(?:kể\s)?từ\s[^,;.]{{3,60}})?", ("trong", "sau"), _relative),
        make("after", r"(?:ngay\s)?sau khi\s(?:được|có|kết thúc|nhận được|Quốc hội|ban hành)[^,;.]{2,80}", ("sau khi",), _relative),
        make("before_event", r"trước khi\s[^,;.]{3,80}", ("trước khi",), _relative),
    )  # fmt: skip


_NOT_A_LIMIT = regex.compile(
    r"(?:được giao|được phê duyệt|được duyệt|kế hoạch|giai đoạn|tình hình|kết quả|giải ngân|phát sinh|đã ban hành|số liệu|tính|so với|"
    r"được\s(?!hoàn)(?:\p{L}+\s)?\p{L}+|những tháng|các tháng|dự toán|chỉ tiêu|vốn|quy hoạch|công lập|hoạt động|ngân sách|tầm nhìn|lộ trình|định hướng)\s$"
)


def times_in(text: str, frame: Frame, *, skip: Sequence[Place] = ()) -> list[Time]:
    """Return the times of a text in order, none overlapping another or a place to skip (a cited date)."""
    taken: list[Time] = []
    for _, _, time in patterns.scan(recognisers(), text, frame):
        free = all(time.end <= start or end <= time.start for start, end in skip)
        if free and all(time.end <= other.start or other.end <= time.start for other in taken):
            taken.append(time)
    return sorted(taken, key=lambda time: time.start)


def deadline_in(text: str, start: int, end: int, times: Sequence[Time]) -> Time | None:
    """Return the time that limits the duty in `text[start:end)`: a fixed day before a vague one, the last first.

    A time that tells of something else ("được giao trong năm 2025") limits nothing.
    """
    inside = [
        time
        for time in times
        if start <= time.start
        and time.end <= end
        and not _NOT_A_LIMIT.search(text[max(start, time.start - 24) : time.start])
        and _limits(text, start, time)
    ]
    for kind, dated in _PREFERRED:
        for time in reversed(inside):
            if time.kind == kind and (time.date is not None) == dated:
                return time
    return None


_PREFERRED: tuple[tuple[DeadlineKind, bool], ...] = (
    ("date", True), ("period", True), ("recurring", False), ("period", False), ("date", False), ("immediate", False),
    ("relative", False),
)  # fmt: skip


def _limits(text: str, start: int, time: Time) -> bool:
    """Say whether "after" and "before" times stand where they limit the duty and do not describe a thing."""
    if not time.rule.startswith("relative"):
        return True
    return text.count("(", start, time.start) == text.count(")", start, time.start)


_BARE_DAY = regex.compile(
    r"(?:ngày\s)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})\.?", regex.I
)
_BARE_MONTH = regex.compile(r"(?:tháng\s)?(?P<month>\d{1,2})(?:\s?/\s?|\snăm\s)(?P<year>\d{4})\.?", regex.I)
_BARE_YEAR = regex.compile(r"(?:trong\s)?(?:năm\s)?(?P<year>(?:19|20)\d\d)\.?", regex.I)
_BARE_ON = regex.compile(r"(?:từ\s)?năm\s\d{4}\svà\s(?:các|những)\snăm\s(?:tiếp theo|sau)", regex.I)
_BARE_EVERY = regex.compile(r"(?:(?:hằng|hàng|mỗi)\s(?:ngày|tuần|tháng|quý|năm)|định kỳ)\b.{0,40}", regex.I)
_BARE_AFTER = regex.compile(r"(?:ngay\s)?sau khi\s.{2,80}", regex.I)


def cell_time(text: str, start: int, end: int, times: Sequence[Time] = ()) -> Time | None:
    """Return the time a cell or the value of "Thời gian:" states, where a bare "2025" or "12/2025" counts."""
    value = text[start:end].strip(" .;")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(value)
    if found := _BARE_DAY.fullmatch(value):
        return Time(
            start, end, "date", date_of(found["year"], found["month"], found["day"]), None, "cell_day"
        )
    if found := _BARE_MONTH.fullmatch(value):
        return Time(
            start, end, "period", end_of_month(int(found["year"]), int(found["month"])), None, "period_end"
        )
    if found := _BARE_YEAR.fullmatch(value):
        return Time(start, end, "period", date_of(found["year"], 12, 31), None, "period_end")
    if _BARE_ON.fullmatch(value):
        return Time(start, end, "period", None, None, "period_open")
    if _BARE_EVERY.fullmatch(value):
        return Time(start, end, "recurring", None, None, "recurring")
    inside = deadline_in(text, start, end, times)
    if inside is not None:
        return inside
    if _BARE_AFTER.fullmatch(value):
        return Time(start, end, "relative", None, None, "relative")
    return None
