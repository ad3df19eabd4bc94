"""The kind of a duty: it has an end, it goes on, it waits for an event, or its product is a report."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import details, parties, tables
from dondoc.reading.instants import Time
from dondoc.reading.model import Kind

_TRIGGER = regex.compile(
    (
        r"^(?:Trường hợp|Trong trường hợp|Nếu|Khi|Mỗi khi)\b|\b(?:nếu|khi) (?:có|thấy|phát sinh|gặp|"
        r"xảy ra|để xảy ra|cần)\b.{0,60}"
        r"(?:khó khăn|vướng mắc|phát sinh|yêu cầu|thay đổi|tình trạng|sửa đổi|Thông tư|đề nghị)|"
        r"\bnếu phát sinh\b|(?<!trước )\bkhi có\s|\bkhi (?:phát sinh|xảy ra|phát hiện|nhận được)\b"
        r"|(?:^Trong quá trình\b[^,;.]{0,60}|,\strường hợp)\scó (?:khó khăn|vướng mắc)\b"
        r"|\bkhi được (?:đề nghị|yêu cầu|mời)\b|^(?:Đối với|Với)\b.{10,}\bthì\b"
    ),
    regex.I,
)
_TRIGGER_WORDS = ("khi", "nếu", "trường hợp", "thì", "quá trình")  # without one of them nothing need be searched
# The report is the act itself, whatever gathers it first.
_REPORTING = regex.compile(
    r"(?:(?:có trách nhiệm|phải|cần|định kỳ|kịp thời|nghiêm chỉnh|nghiêm túc|khẩn trương|và|thực hiện|chủ động|"
    r"(?:hằng|hàng)\s(?:năm|quý|tháng|tuần)|theo dõi|tổng hợp|đánh giá|rà soát)(?:\s(?:nghiêm chỉnh|nghiêm túc|tốt|"
    r"đầy đủ))?,?\s){0,5}(?:chế độ (?:thông tin,? )?)?báo cáo\b",
    regex.I,
)
# What is gathered to be reported, and what is reported at fixed times.
_GATHERED = regex.compile(
    r"(?:(?:có trách nhiệm|chịu trách nhiệm|phải|cần|khẩn trương|chủ động)\s)*"
    r"(?:chủ trì,?\sphối hợp với\s[^,;]{3,60}?\s)?(?:nghiên cứu|rà soát)?,?\s?tổng hợp\b[^.]*?\bbáo cáo\b",
    regex.I,
)
_THEN_REPORTS = regex.compile(
    r"\s?(?:\([^()]*\)\s)?(?:(?:kịp thời|phải|thực hiện|tổng hợp),?\s){0,2}(?:gửi\s)?báo cáo\b", regex.I
)
REPORT_LENGTH = 150  # a passage that names where its report goes and says little else is a report
_CASE = regex.compile(r"[;.]\s(?:trường hợp|nếu|khi)\s", regex.I)  # what is reported only then is not the duty itself
_ADVERBS = ("adverb", "modal")
_PRODUCT = regex.compile(
    r"\b(?:ban hành|hoàn thành|hoàn thiện|trình|phương án|đề án|dự thảo|quy chế|danh mục|"
    r"kế hoạch|báo cáo|văn bản|quyết định|nghị định|thành lập|"
    r"xây dựng)\b",
    regex.I,
)
_GOES_ON = regex.compile(
    r"(?:tiếp theo|những năm sau|các năm sau|từ nay\s(?:cho\s)?(?:đến|tới)\s(?:khi\s)?kết thúc)", regex.I
)
# What must be done at once has an end, whatever the act.
_URGENT = regex.compile(
    r"(?:(?:cần|phải|có trách nhiệm|tiếp tục|chủ động)\s)?(?:khẩn trương|nhanh chóng|sớm)\b", regex.I
)
# Words that only say how the duty that follows is done ("chủ trì, phối hợp với … rà soát").
_CARRIERS = ("chịu trách nhiệm", "tham mưu", "chủ trì", "phối hợp", "tổ chức", "tập trung")
_ANSWERS = regex.compile(r"\s(?:về|trước|toàn diện|chính|cá nhân)\s")  # "chịu trách nhiệm trước …" carries nothing
_READY = regex.compile(r"\s(?:để|nhằm|sẵn sàng|khả năng)\s(?:(?!,\s(?:kịp thời|phải|báo cáo|đề xuất)\s)[^;])*$")
_HELD = regex.compile(r"[;.]\s|\s(?:để|nhằm|trong việc|trong công tác)\s")


@cache
def _kinds() -> dict[str, str]:
    return tables.load().duties


def kind_of(text: str, start: int, end: int, duty: int, time: Time | None) -> Kind:
    """Return the kind of a duty: something only if it happens, a report, a task with an end, or standing."""
    words = text[start:end]
    first = text.find("; ", duty, end)
    if _waits(text[start : first if first > 0 else end]):
        return "trigger"
    kind = _leading_kind(text, duty, end)
    case = _CASE.search(text, duty, end)
    main = case.start() if case is not None else end
    if kind == "report" or ("báo cáo" in words.lower() and _reports(text, (start, duty, main, end), time)):
        return "report"
    if time is not None and time.kind in ("date", "period"):
        return "standing" if _GOES_ON.search(text, time.start, time.end) else "task"
    if _URGENT.match(text, duty, end):
        return "task"
    if kind == "standing" or (time is not None and time.kind == "recurring"):
        return "standing"
    if kind == "either":
        return "task" if _PRODUCT.search(words) else "standing"
    return "task"


def _reports(text: str, place: tuple[int, int, int, int], time: Time | None) -> bool:
    """Say whether a duty is to report; `place` holds its start, its verb, the end of its main clause and its end."""
    start, duty, main, end = place
    if _REPORTING.match(text, duty, end) or _GATHERED.match(text, duty, main):
        return True
    if time is not None and time.kind == "recurring" and _THEN_REPORTS.match(text, time.end, end):
        return True
    short = end - start < REPORT_LENGTH and "báo cáo" in text[start:main].lower()
    return short and details.reporting(text, start, main)[0] is not None


def _waits(words: str) -> bool:
    """Say whether a duty waits for an event; one that makes ready for it ("để … khi có yêu cầu") does not."""
    lowered = words.lower()
    if not any(word in lowered for word in _TRIGGER_WORDS):
        return False
    found = _TRIGGER.search(words)
    return found is not None and (found.start() == 0 or _READY.search(words, 0, found.start()) is None)


def _leading_kind(text: str, duty: int, end: int) -> str:
    """Return the kind of the first telling duty word, adverbs and modals passed over."""
    offset = duty
    for _ in range(6):
        found = parties.opens_duty(text, offset)
        if found is None or found.end() > end:
            found = parties.duty_after(text, max(offset, 1), min(end, offset + 160))
        if found is None:
            return "task"
        word = found["word"].lower()
        kind = _kinds().get(word, "task")
        if kind not in _ADVERBS:
            carries = word.startswith(_CARRIERS) and _ANSWERS.match(text, found.end()) is None
            return (_carried_kind(text, found.end(), end) if carries else None) or kind
        offset = found.end()
        while offset < end and text[offset] in " ,":
            offset += 1
    return "task"


def _carried_kind(text: str, start: int, end: int) -> str | None:
    """Return the kind of the duty that a carrying word introduces, None when it stands alone."""
    border = _HELD.search(text, start, end)
    stop = min(border.start() if border else end, start + 320)
    following = parties.duty_after(text, start, stop)
    while following is not None:
        word = following["word"].lower()
        kind = _kinds().get(word, "task")
        if not word.startswith(_CARRIERS) and kind not in _ADVERBS:
            return kind
        following = parties.duty_after(text, following.end(), stop)
    return None
