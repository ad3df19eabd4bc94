"""What looks like a duty and binds nobody: slogans, quotas, contents of a report, references, closing wishes."""

from __future__ import annotations

import regex

from dondoc.reading import parties, subjects, zones
from dondoc.reading.walk import Place, Walk

_WISH = regex.compile(
    r"thực hiện(?:\s(?:nghiêm túc|nghiêm|đầy đủ|tốt|kịp thời|có hiệu quả|"
    r"hiệu quả))*(?:\s(?:đầy đủ|các|những))*"
    r"(?:\s(?:nội dung|nhiệm vụ|yêu cầu|chỉ đạo|ý kiến)){0,3}(?:\s(?:tại|của|"
    r"theo))?(?:\s\p{Lu}?\p{L}+){0,3}(?:\s(?:này|nêu trên|trên))?"
    r"(?:\s(?:theo|đúng)[^.;]{0,70})?[\s./]*$"
)
# "… lãnh đạo, chỉ đạo hoàn thành các nhiệm vụ nêu trên": all that the document says, and nothing more.
_ALL_ABOVE = regex.compile(
    r"(?:hoàn thành|thực hiện)\s(?:tốt\s|nghiêm túc\s|nghiêm\s|đầy đủ\s)*(?:các|những)\s(?:nhiệm vụ|nội dung|yêu cầu)"
    r"\s(?:đã\s)?(?:nêu trên|trên đây)(?!\p{L})"
)
_REPORTS = regex.compile(r"báo cáo|trước ngày|kiểm tra|theo dõi|đôn đốc|giám sát|hướng dẫn|tổng hợp|hằng|hàng")
WISH_LENGTH = 190
MODAL = regex.compile(r"(?:cần|phải|có trách nhiệm|chịu trách nhiệm|tiếp tục)\b")
# Which firms and persons an annex speaks of.
_KIND = regex.compile(r"(?:Doanh nghiệp|Cơ sở|Hộ|Người(?! đứng đầu)|Tổ chức|Cá nhân|Công ty|Đơn vị)\b")
# How many may be chosen, and of which kind.
_QUOTA = regex.compile(
    r"[Mm]ỗi\s[^,;.:]{2,60}?\s(?:chọn|đề nghị|giới thiệu|cử|bình chọn|lựa chọn)\s[^,;.:]{0,30}?"
    r"\d{1,3}\s(?:cá nhân|tập thể|trường hợp|người|đơn vị|đại biểu)"
)
# What only refers to other rules.
_REFERS = regex.compile(r"Thực hiện theo\s(?:đúng\s)?(?:các\s)?(?:quy định|hướng dẫn)\s[^;]*$")


def is_slogan(text: str, start: int, end: int) -> bool:
    """Say whether a sentence calls out ("… đi bầu cử!") and binds nobody."""
    return text[end - 1] == "!" and text.find(". ", start, end) < 0


def is_quota(text: str, start: int, end: int) -> bool:
    """Say whether a sentence only says how many may be chosen ("Mỗi đơn vị chọn 02 cá nhân")."""
    return _QUOTA.match(text, start, end) is not None


def refers(text: str, start: int, end: int) -> bool:
    """Say whether words only refer to rules that stand elsewhere."""
    return _REFERS.match(text, start, end) is not None


def describes(walk: Walk, subject: parties.Subject) -> bool:
    """Say whether an annex speaks of a kind ("Doanh nghiệp sử dụng …") and binds nobody."""
    return (
        not subject.assigned
        and _KIND.match(walk.text, subject.name[0]) is not None
        and MODAL.match(walk.text, subject.duty) is None
    )


def is_closing_wish(walk: Walk, bound: subjects.Bound, start: int, end: int) -> bool:
    """Say whether an order at the end only asks that the document be carried out."""
    if start < walk.last_label or walk.zone != "body" or walk.context.levels[0].mood == "opening":
        return False
    if _ALL_ABOVE.search(walk.text, bound.subject.duty, end) is not None and walk.deadline(start, end) is None:
        return True
    if end - bound.subject.duty > WISH_LENGTH:
        return False
    wish = walk.text[bound.subject.duty : end]
    return _WISH.search(wish) is not None and _REPORTS.search(wish) is None


# What a report is to tell, under a heading that speaks of one ("Nội dung tổng kết").
_TOLD_IN_REPORT = regex.compile(r"(?:Đánh giá|Kiến nghị|Đề xuất|Nêu|Phân tích|Xác định|Làm rõ)(?!\p{L})")
_OF_REPORT = ("TONG KET", "SO KET", "BAO CAO")  # without marks: scans damage titles first
_ACTS_BESIDES = regex.compile(r";\s(?!(?:kiến nghị|đề xuất|đánh giá|nêu))|\s(?:gửi|(?<!quá\s)trình|ban hành|tổ chức)\s")


def is_content(walk: Walk, duty: int, start: int, end: int) -> bool:
    """Say whether words only name what a report must hold, nobody being named and no day set."""
    if _TOLD_IN_REPORT.match(walk.text, duty) is None or _ACTS_BESIDES.search(walk.text, duty, end) is not None:
        return False
    if walk.deadline(start, end) is not None or walk.context.time is not None:
        return False
    titles = (level.block for level in walk.context.levels if level.block is not None)
    own = walk.flow.block_at(start).start
    return any(
        block.start != own and any(word in zones.unmarked(walk.flow.of(block)) for word in _OF_REPORT)
        for block in titles
    )


def is_encouraged(walk: Walk, duty: int, leads: tuple[Place, ...]) -> bool:
    """Say whether those who would act are only encouraged to ("Các hộ gia đình: Khuyến khích sử dụng …")."""
    return walk.text.startswith("Khuyến khích ", duty) and any(
        subjects.is_public(walk.text, place[0]) for place in leads
    )
