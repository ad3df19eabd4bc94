"""What a phrase of time means: the day it limits a duty to, or that the document fixes none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import regex

from dondoc.reading.dates import date_of, end_of_month, number_of
from dondoc.reading.model import DeadlineKind

FULL = (
    r"(?P<day>\d{1,2})\s?(?:/|-|\.|\stháng\s)\s?(?P<month>\d{1,2})(?:\s?(?:/|-|\.|"
    r",?\s?năm\s)\s?(?P<year>\d{4}))?"
)
CLOCK = r"(?:(?P<hour>\d{1,2})\s?(?:giờ|h|g|:)\s?(?P<minute>\d{2})?(?:\s?phút|['’])?,?\s(?:(?:sáng|chiều|tối)\s)?)?"
_WEEKDAY = r"(?:(?:ngày\s)?(?:thứ\s\p{L}+|chủ nhật)\s?,?\s?\(?(?:tức\s)?)?"
WEEKDAYS = ("thứ ", "chủ nhật ")
EVERY = r"(?:hằng|hàng|mỗi)\s(?P<unit>ngày|tuần|tháng|quý|năm)"
COUNT = r"(?P<count>\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|ba mươi)"


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
    r"không chậm hơn|không quá(?=\sngày)|hết(?=\sngày)|hạn(?=\s?:)|vào(?=\sngày)|"
    r"đến trước|đến hết|đến|hạn (?:cuối|chót)(?:\slà)?|thời hạn(?:\s\p{L}+)?|hạn hoàn thành|"
    r"hoàn thành(?: vào| trong|(?=\sngày))|xong (?:vào|trong)|"
    r"trong(?=\sngày)|(?:thời gian|ngày) hoàn thành(?:\slà)?)"
)
_LIMITING = regex.compile(
    rf"(?<!\p{{L}}){_BEFORE}\s?:?\s?{CLOCK}(?:{_WEEKDAY}(?:(?:trong\s|vào\s)?(?:ngày|thời điểm)\s)?)?$"
)
LIMIT_REACH = 80  # how far before a day the words that make it a limit may begin


def limit(found: regex.Match[str], frame: Frame) -> Time | None:
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


def span_of_days(found: regex.Match[str], frame: Frame) -> Time:
    """Make "từ ngày 10/5/2026 đến hết ngày 14/5/2026" a period that ends on its last day."""
    year, remark = _year(found["year"], frame)
    day = _not_past(date_of(year, found["month"], found["day"]), frame, remark)
    return _made(found, "period", day, "period_end" + remark)


def open_span(found: regex.Match[str], frame: Frame) -> Time:
    """Make "từ ngày 15/3/2026 đến ngày bầu cử" a period whose end the document does not date."""
    return _made(found, "period", None, "period_open")


def early(found: regex.Match[str], frame: Frame) -> Time:
    """Make "đầu tháng 12/2025", "trong tuần này" a period whose last day the document does not tell."""
    return _made(found, "period", None, "period_open")


def this_year(found: regex.Match[str], frame: Frame) -> Time:
    """Make "trong năm nay" the last day of the document's year."""
    year, remark = _year(None, frame)
    return _made(found, "period", date_of(year, 12, 31), "period_end" + remark)


def this_month(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trong tháng này" the last day of the document's month."""
    if frame.date is None:
        return _made(found, "period", None, "period_end; no year is printed")
    return _made(
        found, "period", end_of_month(frame.date.year, frame.date.month), "period_end; the month is the document's"
    )


def earlier_quarter(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trước quý II/2025" the last day of the quarter before."""
    year, remark = _year(found["year"], frame)
    quarter = number_of(found["quarter"])
    if quarter is None or not 1 <= quarter <= 4:
        return None
    day = end_of_month(*((year, quarter * 3 - 3) if quarter > 1 else (year - 1, 12))) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_before" + remark)


def earlier_month(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trước tháng 12/2025" the last day of the month before."""
    year, remark = _year(found["year"], frame)
    month = int(found["month"])
    day = end_of_month(*((year, month - 1) if month > 1 else (year - 1, 12))) if year and 0 < month < 13 else None
    return _made(found, "period", _not_past(day, frame, remark), "period_before" + remark)


def earlier_year(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trước năm 2026" the last day of the year before."""
    return _made(found, "period", date_of(int(found["year"]) - 1, 12, 31), "period_before")


def month(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trong tháng 12/2025", "từ tháng 10 đến tháng 12/2025" the last day of the (last) month."""
    year, remark = _year(found["year"], frame)
    day = end_of_month(year, int(found["month"])) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_end" + remark)


def quarter(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "quý I năm 2026" the last day of the quarter."""
    year, remark = _year(found["year"], frame)
    quarter = number_of(found["quarter"])
    if quarter is None or not 1 <= quarter <= 4:
        return None
    day = end_of_month(year, quarter * 3) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_end" + remark)


def part_of_year(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "6 tháng đầu năm 2024" the last day of those months."""
    year, remark = _year(found["year"], frame)
    count = number_of(found["count"])
    if count is None or not 1 <= count <= 12:
        return None
    month = count if found["half"] == "đầu" else 12
    day = end_of_month(year, month) if year else None
    return _made(found, "period", _not_past(day, frame, remark), "period_end" + remark)


def whole_year(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "trong năm 2025" the last day of the year."""
    return _made(found, "period", date_of(found["year"], 12, 31), "period_end")


def relative(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "relative", None, "relative")


def recurring(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "recurring", None, "recurring")


_BARE_TERM = regex.compile(r"(?:theo\s)?định kỳ(?:\s(?:hoặc|và)\sđột xuất)?")
_OR_WHENEVER = regex.compile(r"(?:,|\shay|\shoặc)\sđột xuất")  # checks of both kinds, at no time in particular
_KIND_BEFORE = regex.compile(r"(?:sinh hoạt|họp|hệ thống|chế độ)(?:\s\p{L}+){0,2}\s$")
REPORT_REACH = 200  # a report's name may be long before "định kỳ" says how often it comes


def by_term(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "định kỳ hằng quý" recurring; a bare "định kỳ" only where it does not tell of what kind a thing is."""
    if _BARE_TERM.fullmatch(found["phrase"]) is None:
        return recurring(found, frame)
    before = found.string[max(0, found.start() - REPORT_REACH) : found.start()]
    reports = "báo cáo" in before[before.rfind("\n") + 1 :]
    whenever = "đột xuất" in found["phrase"] or _OR_WHENEVER.match(found.string, found.end()) is not None
    of_a_kind = (whenever and before[-2:-1].isalpha()) or _KIND_BEFORE.search(before) is not None
    return None if of_a_kind and not reports else recurring(found, frame)


_REPORTED = regex.compile(r"báo cáo(?:\s(?!kế hoạch|dự toán|nguồn|kinh phí)[^\s,;.]+){0,8}\s$")


def reported(found: regex.Match[str], frame: Frame) -> Time | None:
    """Make "báo cáo … hằng tuần" recurring, but not "kế hoạch hằng năm"."""
    before = found.string[max(0, found.start() - 90) : found.start()]
    return recurring(found, frame) if _REPORTED.search(before) else None


def immediate(found: regex.Match[str], frame: Frame) -> Time:
    return _made(found, "immediate", None, "immediate")
