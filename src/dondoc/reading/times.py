"""Times in a text: limits, periods, relative, recurring. A date stands only where the document fixes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import regex

from dondoc.reading import instants as made
from dondoc.reading import patterns
from dondoc.reading.instants import Frame, Time
from dondoc.reading.intervals import Apart, within

Place = tuple[int, int]

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
            rf",)\s(?:ngày\s)?\d{{1,2}}(?:/\d{{1,2}})?)?\s(?:của\s)?{made.EVERY}"
        ),
        ("hằng", "hàng", "mỗi"),
        made.recurring,
    ),
    (
        "recurring_weekday",
        (
            rf"(?:(?:trước|vào|chậm nhất(?:\slà)?|đến)\s)?(?:(?:lúc\s)?\d{{1,2}}\s?(?:giờ|h|:)\s?(?:\d{{2}})?"
            rf"(?:\sphút)?,?\s)?(?:ngày\s)?(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)\s(?:của\s)?{made.EVERY}"
        ),
        made.WEEKDAYS,
        made.recurring,
    ),
    (
        "recurring_last_month",
        (
            r"(?:trước|chậm nhất|vào)?\s?ngày\s\d{1,2}\s(?:của\s)?tháng\s(?:cuối|đầu|cuối cùng)\s"
            r"(?:của\s)?(?:mỗi\s)?(?:quý|kỳ|năm)"
        ),
        ("tháng cuối", "tháng đầu"),
        made.recurring,
    ),
    ("recurring_month", rf"(?:vào\s|trong\s)?tháng\s\d{{1,2}}\s{made.EVERY}", ("hằng", "hàng"), made.recurring),
    (
        "recurring_term",
        (
            rf"(?:theo\s)?định kỳ(?:\s(?:{made.COUNT}|06|03)\stháng(?:\smột lần)?|\s{made.EVERY}|"
            rf"\s(?:tháng|quý|năm|tuần))?(?:,\s(?:quý|tháng|năm|tuần|"
            rf"6 tháng))*(?:\s?\([^()]{{3,60}}\))?(?:\s(?:hoặc|và)\sđột xuất)?"
        ),
        ("định kỳ",),
        made.by_term,
    ),
    (
        "recurring_once",
        rf"{made.COUNT}\s(?:ngày|tuần|tháng|quý|năm)\s(?:một|01|1)\slần|sau mỗi đợt|sau mỗi (?:tháng|quý|năm)",
        ("một lần", "1 lần", "sau mỗi"),
        made.recurring,
    ),
    (
        "recurring_every",
        rf"{made.EVERY}(?=,?\s(?:hoặc\s\p{{L}}+\s\p{{L}}+\s)?(?:\p{{L}}+\s){{0,2}}{_RECURS})",
        ("hằng", "hàng", "mỗi"),
        made.recurring,
    ),
    ("recurring_report", made.EVERY, ("hằng", "hàng"), made.reported),
    (
        "days",
        (
            rf"(?:thời gian\s)?từ\s{made.CLOCK}(?:ngày\s)?\d{{1,2}}(?:/\d{{1,2}}|"
            rf"\stháng\s\d{{1,2}})?(?:/\d{{4}}|\snăm\s\d{{4}})?\s(?:đến|[-–]|"
            rf"tới)\s(?:hết\s)?(?:\d{{1,2}}h\d{{0,2}}\s)?(?:ngày\s)?{made.FULL}"
        ),
        ("từ",),
        made.span_of_days,
    ),
    (
        "week",
        (
            rf"(?:trong\s)?(?:tuần|khoảng)\s(?:từ\s)?ngày\s\d{{1,2}}(?:/\d{{1,2}})?\s(?:đến|"
            rf"tới)\s(?:hết\s)?(?:ngày\s)?{made.FULL}"
        ),
        ("ngày",),
        made.span_of_days,
    ),
    (
        "days_open",
        r"từ ngày\s\d{1,2}/\d{1,2}(?:/\d{4})?\sđến\s(?:hết\s)?ngày\s(?=\p{L})\p{L}+\s\p{L}+",
        ("từ",),
        made.open_span,
    ),
    (
        "months_to_day",
        (
            rf"từ\stháng\s\d{{1,2}}(?:/\d{{4}}|\snăm\s\d{{4}})?\s(?:đến|tới)\s(?:hết\s)?ngày\s"
            rf"(?:\p{{L}}+\s){{0,3}}{made.FULL}"
        ),
        ("từ tháng",),
        made.span_of_days,
    ),
    (
        "from_now",
        (
            r"từ nay\s(?:cho\s)?(?:đến|tới)\s"
            r"(?:(?:khi\s)?(?:kết thúc|hoàn thành|tổ chức)\s(?!năm\s|quý\s|tháng\s|ngày\s\d)"
            r"|(?:hết\s)?ngày\s(?=\p{L})(?!(?:\p{L}+\s){1,3}\d))[^,;.()\n]{2,80}"
        ),
        ("từ nay",),
        made.open_span,
    ),
    (
        "limit",
        rf"(?<!\d){made.FULL}",
        (),
        made.limit,
    ),
    (
        "months",
        (
            r"(?:từ|trong|các)\stháng\s\d{1,2}(?:/\d{4})?(?:,\s(?:tháng\s)?\d{1,2})*"
            r"(?:,|\sđến(?: hết)?|\svà|\s?[-–])\s?(?:tháng\s)?(?P<month>\d{1,2})"
            r"(?:/|\snăm\s)(?P<year>\d{4})(?![/\d])"
        ),
        ("từ tháng", "trong tháng", "các tháng"),
        made.month,
    ),
    (
        "month_part",
        r"(?:trong\s|vào\s)?(?:nửa\s)?(?:đầu|giữa)\stháng\s\d{1,2}(?:(?:/|\snăm\s)\d{4})?",
        ("đầu tháng", "giữa tháng"),
        made.early,
    ),
    (
        "week_said",
        r"(?:ngay\s)?trong\stuần\s(?:này|tới|sau|thứ\s[^,;.)]{2,40}|đầu[^,;.)]{2,40})",
        ("trong tuần",),
        made.early,
    ),
    (
        "before_month",
        r"trước\stháng\s(?P<month>\d{1,2})(?:(?:/|\snăm\s)(?P<year>\d{4}))?(?![/\d])",
        ("trước tháng",),
        made.earlier_month,
    ),
    (
        "month",
        (
            r"(?:trong|hết|cuối|trước cuối|đến hết|xong trong|chậm nhất(?: là| trong| vào)?|hoàn thành|"
            r"(?:thời gian|thời hạn|tiến độ)(?: hoàn thành| thực hiện)?\s?:|vào)\s"
            r"(?:cuối\s)?tháng\s(?P<month>\d{1,2})(?:(?:/|\snăm\s|-|"
            r"\.)(?P<year>\d{4}))?(?![/\d])"
        ),
        ("tháng",),
        made.month,
    ),
    (
        "before_quarter",
        r"trước\squ[ýí]\s(?P<quarter>iv|i{1,3}|[1-4])(?:(?:/|\snăm\s)(?P<year>\d{4})|(?=[\s,;.)]|$))",
        ("trước quý", "trước quí"),
        made.earlier_quarter,
    ),
    (
        "quarter",
        (
            r"(?:(?:trong|hết|cuối|đến hết|vào)\s)?qu[ýí]\s(?P<quarter>iv|i{1,3}|"
            r"[1-4])(?:(?:/|\snăm\s|-|\.|,\snăm\s)(?P<year>\d{4})|(?=[\s,;.)]|$))"
        ),
        ("quý", "quí"),
        made.quarter,
    ),
    (
        "part",
        rf"(?:trong\s)?{made.COUNT}\stháng\s(?P<half>đầu|cuối)\snăm(?:\s(?P<year>\d{{4}}))?",
        ("tháng",),
        made.part_of_year,
    ),
    (
        "year",
        (
            r"(?:trong|hết|(?<!tháng\s)cuối|đến hết|xong trong|hoàn thành(?: vào)?|"
            r"(?:thời gian|thời hạn|tiến độ)(?: hoàn thành| thực hiện)?\s?:)\s"
            r"(?:cuối\s)?năm\s(?P<year>\d{4})(?!\s?[-–]\s?\d)"
        ),
        ("năm",),
        made.whole_year,
    ),
    ("before_year", r"trước\snăm\s(?P<year>\d{4})(?!\s?[-–]\s?\d)", ("trước năm",), made.earlier_year),
    (
        "end_of_year",
        r"(?:từ nay\s)?(?:đến|hết)\s(?:hết\s|cuối\s)?năm(?=[,;.)]|\s(?:nay|này)|$)",
        ("hết năm", "cuối năm", "đến năm"),
        made.this_year,
    ),
    ("this_month", r"(?:ngay\s)?trong\stháng\snày", ("tháng này",), made.this_month),
    ("this_year", r"(?:ngay\s)?trong\snăm\snay", ("năm nay",), made.this_year),
    (
        "event_period",
        r"trong (?:suốt )?thời gian (?:diễn ra|phục vụ|tổ chức|nghỉ|bầu cử)\s[^,;.()]{3,60}",
        ("trong",),
        made.open_span,
    ),
    ("event_day", r"trong ngày\s(?:bầu cử|hội|khai mạc)", ("trong ngày",), made.open_span),
    (
        "immediate",
        r"(?:ngay\s)?trong ngày(?:\shôm nay|(?=[\s,;.]*$|[,;.]))|ngay trong ngày",
        ("trong ngày",),
        made.immediate,
    ),
    (
        "within",
        (
            rf"(?:trong\s)?(?:vòng|thời hạn|thời gian)\s(?:không quá\s|"
            rf"tối đa\s)?{made.COUNT}\s(?:\([^()]+\)\s)?(?:ngày|giờ|tháng|"
            rf"tuần)(?:\slàm việc)?(?:,?\s(?:kể\s)?từ\s[^,;.)]{{3,60}})?"
        ),
        ("vòng", "thời hạn", "thời gian"),
        made.relative,
    ),
    (
        "within_days",
        (
            rf"(?:trong|sau|chậm nhất(?:\slà)?|không quá|trước(?=\s\d+\sngày\slàm việc))\s{made.COUNT}\s"
            rf"(?:\([^()]+\)\s)?(?:ngày|giờ|tuần|tháng(?=,?\s(?:kể\s)?từ\s|[,;.]|$))"
            rf"(?:\slàm việc)?(?:,?\s(?:kể\s)?từ\s[^,;.)]{{3,60}})?"
        ),
        ("trong", "sau", "chậm nhất", "không quá", "trước"),
        made.relative,
    ),
    (
        "after",
        (
            r"(?:ngay\s)?sau khi\s(?:được|có|kết thúc|nhận được|quốc hội|ban hành)[^,;.)]{2,80}"
            r"|ngay sau khi\s[^,;.)]{2,80}"
        ),
        ("sau khi",),
        made.relative,
    ),
    (
        "at_end",
        r"(?<!sau )khi kết thúc\s[^,;.)]{2,40}?(?=\s(?:và|để)\s|[,;.]|$)",
        ("khi kết thúc",),
        made.relative,
    ),
    ("before_event", r"trước khi\s[^,;.)]{3,80}", ("trước khi",), made.relative),
    (
        "before_occasion",
        (
            r"trước\s(?:kỳ họp|phiên họp|mùa|tết|dịp|thềm|ngày (?:bầu cử|khai giảng|khai mạc|đại hội))"
            r"(?!\p{L})[^,;.)]{0,60}"
        ),
        ("trước kỳ", "trước phiên", "trước mùa", "trước tết", "trước dịp", "trước thềm", "trước ngày "),
        made.relative,
    ),
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
