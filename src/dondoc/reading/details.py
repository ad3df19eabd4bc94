"""The smaller facts of a directive: cooperating parties, to whom and through whom it reports."""

from __future__ import annotations

import regex

from dondoc.reading import parties

Place = tuple[int, int]

_WITH = regex.compile(
    r"(?:(?:[Pp]hối|[Kk]ết) hợp(?:,\s(?:hỗ trợ|hướng dẫn))?(?:\s(?:chặt chẽ|tốt|thường xuyên|và hướng dẫn|"
    r"triển khai))?(?:\s(?:với|cùng(?:\svới)?))?|"
    r"[Cc]hủ trì,?\s(?:cùng|phối hợp)(?:\svới)?)\s"
)
_TO = regex.compile(
    r"(?P<verb>(?:[Bb]áo cáo|[Tt]rình|[Gg]ửi|[Pp]hản ánh|[Đđ]ề xuất|[Kk]iến nghị|"
    r"tham mưu trình))(?:\s(?:bằng văn bản|kịp thời))?"
    r"(?:\s(?:kết quả|tình hình|tiến độ|kết quả thực hiện|tình hình, kết quả)(?:\s(?!về\s\p{Lu}|"
    r"cho\s\p{Lu}|lên\s|với\s\p{Lu})[^\s,;.()]+){0,8})?"
    r"(?:\s(?:về|cho|lên|với|tới|đến|gửi(?:\svề)?))?\s"
)
_TO_WORDS = ("áo cáo ", "rình ", "ửi ", "hản ánh ", "ề xuất ", "iến nghị ")  # the verbs without their first letters
_VIA = regex.compile(
    r"\(?(?:qua|thông qua)\s(?P<name>(?:Phòng|Văn phòng|Sở|Ban|Vụ|Cục|Trung tâm|Bộ|UBND|"
    r"Ủy ban)\b[^(),;.]*?)(?=\)|,|;|\.|\sđể\b|\strước\b|$)"
)
_PARTY_END = regex.compile(
    r"(?=[,;.]\s(?!và\s)|\s(?:để|xem xét|theo|về|trước|trong|kết quả|tại|phương án|những|"
    r"đối với|tổng hợp|quyết định|phê duyệt|ban hành|chỉ đạo|chương trình|xin|"
    r"tình hình|thông qua|qua|các phương án|điều chỉnh|bổ sung|sửa đổi|bố trí|và|giải quyết|"
    r"xử lý|việc|cho phép|ký|thẩm định|hàng|hằng|định kỳ|chậm|khen)\b|\s?\(|$)"
)


# What ends a list of parties: a purpose, or a verb that is as often a noun but takes an object here.
_PURPOSE = regex.compile(
    r";|\.\s|\s(?:trong việc|trong công tác|trên cơ sở|để|nhằm|trong quá trình|đưa|khi|theo)\s"
    r"|\s(?:xây dựng|quy định|dự thảo|thống nhất|phát triển)\s(?=(?:các|những|việc|phương án|kế hoạch|lộ trình|đề án|"
    r"chương trình|thị trường|hệ thống|Trung tâm|Nghị quyết|Nghị định|Quyết định)(?!\p{L}))"
)
_AUTHORITY = regex.compile(r"(?:cấp|cơ quan)(?:\scó)?\sthẩm quyền")


def cooperating(text: str, start: int, end: int) -> list[Place]:
    """Return the parties after "phối hợp với"."""
    result: list[Place] = []
    if all(text.find(word, start, end) < 0 for word in ("hối hợp", "ết hợp với", "hủ trì")):
        return result
    for found in _WITH.finditer(text, start, end):
        first = parties.party_at(text, found.end())
        if first is None or (result and found.start() < result[-1][1]):
            continue
        duty = parties.duty_after(text, first.end(), min(end, found.end() + 420))
        stop = duty.start() if duty is not None else end
        border = _PURPOSE.search(text, first.end(), stop) if first.end() <= stop else None
        stop = border.start() if border is not None else stop
        place = parties.trimmed(text, found.end(), stop)
        result.extend(entry for entry in parties.entries(text, place) if entry[1] > entry[0])
    return result


def reporting(text: str, start: int, end: int) -> tuple[Place | None, Place | None]:
    """Return to whom a passage says the result goes, and through which unit."""
    via = _VIA.search(text, start, end) if text.find("qua ", start, end) >= 0 else None
    if not any(text.find(word, start, end) >= 0 for word in _TO_WORDS):
        return None, via and via.span("name")
    for found in _TO.finditer(text, start, end):
        first = parties.party_at(text, found.end())
        authority = _AUTHORITY.match(text, found.end())
        if authority is not None:
            return (found.end(), authority.end()), via and via.span("name")
        if first is None:
            continue
        stop = _PARTY_END.search(text, max(first.end() - 1, found.end()), end)
        close = stop.start() if stop is not None else end
        return (found.end(), close), via and via.span("name")
    return None, via and via.span("name")
