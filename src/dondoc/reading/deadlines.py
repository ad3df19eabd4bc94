"""By when a duty must be done: the time that limits it, out of those a passage names."""

from __future__ import annotations

import regex

from dondoc.reading.dates import date_of, end_of_month, number_of
from dondoc.reading.instants import Time
from dondoc.reading.model import DeadlineKind
from dondoc.reading.times import Times

# A time directly after these tells when something was given or arose.
_GIVEN = regex.compile(r"(?:được giao|được phê duyệt|đã ban hành|phát sinh|bị\s\p{L}+(?:\s\p{L}+)?)\s$")
# A period directly after these tells what it is the plan, the result, the capital of.
_NOT_A_LIMIT = regex.compile(
    r"(?:được giao|được phê duyệt|được duyệt|kế hoạch|giai đoạn|tình hình|(?<!(?:công bố|gửi|trả)\s)kết quả|"
    r"giải ngân|phát sinh|đã ban hành|số liệu|tính|so với|được\s(?!hoàn)(?:\p{L}+\s)?\p{L}+|những tháng|các tháng|"
    r"dự toán|chỉ tiêu|vốn|quy hoạch|công lập|hoạt động|ngân sách|tầm nhìn|lộ trình|định hướng|tổ chức|diễn ra|"
    r"(?:bước|mức|tốc độ)\s(?:phát triển|tăng trưởng|chuyển biến)|tăng trưởng)\s$"
)


def deadline_in(text: str, start: int, end: int, times: Times) -> Time | None:
    """Return the time that limits the duty in `text[start:end)`: a fixed day before a vague one.

    Of several of one kind the last counts. A time that tells of something else ("được giao trong năm 2025")
    limits nothing.
    """
    inside = [time for time in times.within(start, end) if _limits(text, start, time)]
    for kind, dated in _PREFERRED:
        for time in reversed(inside):
            if time.kind == kind and (time.date is not None) == dated:
                return time
    return None


_PREFERRED: tuple[tuple[DeadlineKind, bool], ...] = (
    ("date", True),
    ("period", True),
    ("recurring", False),
    ("period", False),
    ("date", False),
    ("immediate", False),
    ("relative", False),
)


# "Hội nghị tổ chức vào ngày 2/3/2025": when an event was or will be, and no limit.
_HELD = regex.compile(r"(?:tổ chức|diễn ra|khai mạc|xảy ra|ban hành|phát hành|ký|thành lập|công bố|được\s\p{L}+)\s$")
_DESCRIBES = regex.compile(r"(?:ngay\s)?(?:sau|trước)?\s?khi\s", regex.I)


def _limits(text: str, start: int, time: Time) -> bool:
    """Say whether a time limits the duty; in brackets, "sau khi …" only describes a thing."""
    before = text[max(start, time.start - 24) : time.start]
    if (
        _GIVEN.search(before)
        or (text.startswith("vào", time.start) and _HELD.search(before))
        or (time.kind == "period" and _NOT_A_LIMIT.search(before))
    ):
        return False
    if time.kind != "relative" or not _DESCRIBES.match(text, time.start):
        return True
    return text.count("(", start, time.start) == text.count(")", start, time.start)


_BARE_DAY = regex.compile(
    r"(?:ngày\s)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})\.?", regex.I
)
_BARE_MONTH = regex.compile(r"(?:tháng\s)?(?P<month>\d{1,2})(?:\s?/\s?|\snăm\s)(?P<year>\d{4})\.?", regex.I)
_BARE_YEAR = regex.compile(r"(?:trong\s)?(?:năm\s)?(?P<year>(?:19|20)\d\d)\.?", regex.I)
_BARE_ON = regex.compile(r"(?:từ\s)?năm\s\d{4}\svà\s(?:các|những)\snăm\s(?:tiếp theo|sau)", regex.I)
_BARE_YEARS = regex.compile(
    r"(?:trong\s)?(?:(?:giai đoạn|từ năm|năm)\s)?(?:19|20)\d\d\s?(?:[-–]|đến(?: hết)?(?: năm)?)\s?"
    r"(?P<year>(?:19|20)\d\d)",
    regex.I,
)
_BARE_EVERY = regex.compile(
    r"(?:thường xuyên,?\s)?(?:(?:hằng|hàng|mỗi)\s(?:ngày|tuần|tháng|quý|năm)|định kỳ)\b.{0,40}", regex.I
)
_BARE_AFTER = regex.compile(r"(?:ngay\s)?sau khi\s.{2,80}", regex.I)


_WORDS_BEFORE = regex.compile(r"(?:thực hiện|hoàn thành|triển khai|thời gian)\s?:?\s?", regex.I)
_BARE_QUARTER = regex.compile(r"qu[ýí]\s(?P<quarter>iv|i{1,3}|[1-4])(?:\s?/\s?|\snăm\s)(?P<year>\d{4})", regex.I)
_FROM_THEN_ON = regex.compile(r"(?:[Kk]ể từ|[Tt]ừ|[Ss]au)\s(?:sau\s)?ngày\s[^:;.,]{2,60}")


def title_time(text: str, start: int, end: int, times: Times) -> Time | None:
    """Return the time that a title lends to the items under it: one it is, ends with, or begins with "từ".

    A period that only opens ("Sau ngày 15/3/2026") limits nothing: its end is not dated.
    """
    value = text[start:end].rstrip(" :;.,)")
    end = start + len(value)
    first = max(start, text.rfind(": ", start, end) + 2, text.rfind("(", start, end) + 1)
    words = _WORDS_BEFORE.match(text, first, end)
    first = words.end() if words is not None else first
    if _FROM_THEN_ON.fullmatch(text, first, end) and deadline_in(text, first, end, times) is None:
        return Time(first, end, "period", None, None, "period_open")
    time = cell_time(text, first, end, times)
    if time is not None and (time.start, time.end) == (first, end):
        return time
    inside = deadline_in(text, start, end, times)
    begins = inside is not None and text[inside.start : inside.end].lower().startswith("từ ")
    return inside if begins else None


_AROUND = regex.compile(r"(?:Dự kiến|Ngày(?=\s[Tt]háng)|ngày(?=\s[Tt]háng))\s")
_EXPLAINED = regex.compile(r"\s?\((?![^()]*\d/)[^()]*\)$")  # a bracket with a day in it may hold the limit


def _bare_value(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a value without white space, "Dự kiến" before it and the brackets that explain it."""
    value = text[start:end].strip(" .;")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    planned = _AROUND.match(value)
    if planned is not None:
        start, value = start + planned.end(), value[planned.end() :]
    explained = _EXPLAINED.search(value) if value.endswith(")") else None
    if explained is not None and explained.start():
        value = value[: explained.start()]
    return start, start + len(value)


def cell_time(text: str, start: int, end: int, times: Times | None = None) -> Time | None:
    """Return the time a cell or the value of "Thời gian:" states; a bare "2025" or "12/2025" counts there."""
    start, end = _bare_value(text, start, end)
    value = text[start:end]
    if found := _BARE_DAY.fullmatch(value):
        return Time(start, end, "date", date_of(found["year"], found["month"], found["day"]), None, "cell_day")
    if found := _BARE_MONTH.fullmatch(value):
        return Time(start, end, "period", end_of_month(int(found["year"]), int(found["month"])), None, "period_end")
    if (found := _BARE_QUARTER.fullmatch(value)) and (quarter := number_of(found["quarter"])):
        return Time(start, end, "period", end_of_month(int(found["year"]), quarter * 3), None, "period_end")
    if found := _BARE_YEAR.fullmatch(value):
        return Time(start, end, "period", date_of(found["year"], 12, 31), None, "period_end")
    if found := _BARE_YEARS.fullmatch(value):
        return Time(start, end, "period", date_of(found["year"], 12, 31), None, "period_end")
    if _BARE_ON.fullmatch(value):
        return Time(start, end, "period", None, None, "period_open")
    if _BARE_EVERY.fullmatch(value):
        return Time(start, end, "recurring", None, None, "recurring")
    inside = deadline_in(text, start, end, times) if times is not None else None
    if inside is not None:
        return inside
    if _BARE_AFTER.fullmatch(value):
        return Time(start, end, "relative", None, None, "relative")
    return None
