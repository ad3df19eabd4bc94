"""Where in a sentence the bound party stands: first, after a topic, after an adverbial, after "giao"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from dondoc.reading import patterns, tables
from dondoc.reading.parties import (
    ENUMERATES,
    PLACES,
    Subject,
    duty_after,
    is_party_list,
    opens_duty,
    party_at,
    subject_at,
)

LAST = 3  # what may follow a bracket that ends a sentence
ANCHOR_REACH = 900  # a topic before the party may be long ("Về đề nghị … cho tỉnh …:")
# Where the basis ends without a comma: "… Kế hoạch này các đơn vị …", "… nhiệm vụ được giao Thủ trưởng …".
_ANCHOR = regex.compile(
    r"[,:]\s(?:(?:vì vậy|do đó|do vậy|vì thế),?\s)?"
    r"|(?<=\d{4}|\snày|\s(?:nêu|kể|nói) trên|\sđược giao|\sthực (?:tế|tiễn))\s(?=(?:các|những|\p{Lu})\p{L}*\s)|\sthì\s"
    r"|\s(?=(?:giao|đề nghị|yêu cầu|phân công|chỉ thị)\s(?!như|sau|này|của|tại|với))"
)
_MUST = regex.compile(r"(?:phải|cần|có trách nhiệm|chịu trách nhiệm)\s")
# What may happen is told in words like duties ("nếu cần sửa đổi, bổ sung …"): the party comes after it.
_CONDITION = regex.compile(r"(?:(?:Trong )?[Qq]uá trình|Nếu|Trường hợp|Trong trường hợp|Khi)\s")
_OBEYING = regex.compile(
    r"(?:Thực hiện|Triển khai|Tiếp tục thực hiện|Thi hành|Tiếp thu)\s"
    r"(?:\p{Lu}|chỉ đạo|(?:các\s|những\s)?(?:ý kiến|kiến nghị)|nhiệm vụ được|các văn bản)"
)
_TOPIC = regex.compile(
    r"(?:Về|Đối với|Riêng|Với|Liên quan|Thực hiện điểm|Thực hiện khoản|Trong công tác|Trong lĩnh vực)\b",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A subject found in a sentence, where the directive begins, and the rule that found it."""

    subject: Subject
    start: int
    rule: str


@cache
def _starts() -> regex.Pattern[str]:
    """Compile the words with which a sentence may keep its party for later."""
    phrases = patterns.alternation(tables.load().phrases["adverbial_starts"])
    return regex.compile(rf"(?!theo\sdõi)(?:{phrases})(?!\p{{L}})", regex.I)


def bound_party(text: str, start: int, end: int, *, anywhere: bool = False) -> Bound | None:
    """Return the party a sentence binds, or None when it names none.

    Args:
        anywhere: look behind every comma, however the sentence begins, as introducing words need.
    """
    first = subject_at(text, start, end)
    if first is not None:
        return Bound(first, start, "assigned_party" if first.assigned else "named_party")
    towards = _towards(text, start, end)
    if towards is not None:
        return towards
    topic = topic_end(text, start, end)
    if topic is not None:
        return _after_topic(text, topic, end)
    short = _short_topic(text, start, end)
    if short is not None:
        return Bound(short, start, "party_after_topic")
    asked = _asked(text, start, end)
    if asked is not None:
        return asked
    if anywhere or _starts().match(text, start) or _OBEYING.match(text, start):
        return _later_party(text, start, end, anywhere=anywhere)
    return None


_TOWARDS = regex.compile(r"(?:Riêng đối với|Đối với|Về phía|Riêng)\s")
_WHOM_IT_CONCERNS = regex.compile(
    r"(?:[Cc]ác\s|[Nn]hững\s)?(?:doanh nghiệp|tổ chức|cá nhân|hộ|cơ sở|người|công ty|nhà thầu|trường hợp)\b", regex.I
)
TOWARDS_LENGTH = 200


def is_public(text: str, start: int) -> bool:
    """Say whether persons, firms and households are named, and no body that is given orders."""
    return _WHOM_IT_CONCERNS.match(text, start) is not None


def _towards(text: str, start: int, end: int) -> Bound | None:
    """Return the party of "Đối với Sở Y tế: rà soát …"; kinds of persons and firms are only what it is about."""
    found = _TOWARDS.match(text, start, end) if text[start] in "ĐVR" else None
    colon = text.find(": ", found.end(), min(end, found.end() + TOWARDS_LENGTH)) if found is not None else -1
    if found is None or colon < 0 or _WHOM_IT_CONCERNS.match(text, found.end()):
        return None
    if ENUMERATES.search(text, found.end(), colon) or not is_party_list(text, found.end(), colon):
        return None
    if duty_after(text, found.end(), colon) is not None or not opens_duty(text, colon + 2):
        return None
    return Bound(Subject(start, (found.end(), colon), colon + 2, assigned=True), colon + 2, "party_after_topic")


def _after_topic(text: str, topic: int, end: int) -> Bound | None:
    """Return the party that follows a topic, at once or behind an adverbial."""
    after = subject_at(text, topic, end)
    if after is not None:
        return Bound(after, topic, "party_after_topic")
    if _starts().match(text, topic) or text.startswith("với vai trò", topic):
        return bound_party(text, topic, end)
    return None


def _later_party(text: str, start: int, end: int, *, anywhere: bool) -> Bound | None:
    """Return the party that stands behind a comma, a colon or an assigning word."""
    colon = _topic_colon(text, start, end)
    conditional = _CONDITION.match(text, start) is not None
    listing = False  # "Đối với khiếu nại, tố cáo, kiến nghị …": nouns, until a party that must do something
    for found in _ANCHOR.finditer(text, colon or start, min(end, start + ANCHOR_REACH)):
        subject = subject_at(text, found.end(), end)
        if subject is not None and _NARRATES.search(text, start, found.end()):
            return None
        if subject is not None and _is_bound(text, subject, listing=listing):
            return _anchored(text, start, colon, found, subject)
        if found[0][0] == "," and not anywhere and not conditional and _is_duty(text, found.end()):
            if not _TOPIC.match(text, start):
                return None
            listing = True
    return None


def _is_bound(text: str, subject: Subject, *, listing: bool) -> bool:
    """Say whether a later party is bound; behind nouns like duties only when it is assigned or must do something."""
    if subject.assigned or _MUST.match(text, subject.duty) is not None:
        return True
    return is_full(text, subject) and not listing


def _anchored(text: str, start: int, colon: int | None, found: regex.Match[str], subject: Subject) -> Bound:
    """Return a later party with the place where its directive begins."""
    if colon is None:
        return Bound(subject, found.end() if found[0][0] == ":" else start, "party_after_adverbial")
    border = max(text.rfind("; ", colon, found.start()), text.rfind(". ", colon, found.start()))
    return Bound(subject, max(colon, border) + 2, "party_after_topic")


def is_full(text: str, subject: Subject) -> bool:
    """Say whether a party inside a sentence is one: a capital, or "các …"; never a lone lower-case noun."""
    first = party_at(text, subject.name[0])
    if first is None:
        return False
    named = first["group"] in PLACES and text[first.end() + 1 : first.end() + 2].isupper()
    return not first["group"] or first.start("group") > first.start() or named


# What was told, but not "những ý kiến đã thảo luận", which are only what is acted upon.
_NARRATES = regex.compile(r"(?<!\s(?:ý kiến|nội dung|vấn đề|kiến nghị))\s(?:đã|sẽ|đang)\s(?!được|có)")


SHORT_TOPIC = 100  # a title before the colon is no longer
_LISTING = (" như", " gồm", " là", " với")  # what follows the colon are examples


def _short_topic(text: str, start: int, end: int) -> Subject | None:
    """Return the party after a short title of the item ("Tiêu chuẩn - đo lường: Ủy ban nhân dân huyện …")."""
    colon = text.find(": ", start, min(end, start + SHORT_TOPIC))
    if colon < 0 or text.endswith(_LISTING, start, colon) or ENUMERATES.search(text, start, colon):
        return None
    return subject_at(text, colon + 2, end)


_ASKED = regex.compile(r"\s(?=(?:rất\s)?(?:mong|đề nghị|yêu cầu)\s)")


def _asked(text: str, start: int, end: int) -> Bound | None:
    """Return the party of "Bộ Nội vụ … rất mong Quý cơ quan …"."""
    if not party_at(text, start):
        return None
    found = _ASKED.search(text, start, min(end, start + 160))
    subject = subject_at(text, found.end(), end) if found is not None else None
    return Bound(subject, start, "assigned_party") if subject is not None and subject.assigned else None


_ORDERS = regex.compile(r",\s(?=\p{Lu}[^,;:]{3,80}\s(?:yêu cầu|đề nghị|giao|chỉ thị)\s)")


def asked_later(text: str, start: int, end: int) -> Bound | None:
    """Return whom the issuer asks in the middle of a sentence ("Đây là …, Thủ tướng Chính phủ đề nghị Bộ …")."""
    for found in _ORDERS.finditer(text, start, end):
        bound = _asked(text, found.end(), end)
        if bound is not None:
            return Bound(bound.subject, found.end(), "party_after_adverbial")
    return None


_CHARGED_LAST = regex.compile(
    r"(?:,\s(?=giao\s)|\((?:[Tt]rách nhiệm\s?:\s|[Gg]iao\s|[Pp]hân công\s)?(?=(?:[Cc]ác\s)?\p{Lu}))"
)
_CHARGE = regex.compile(r"(?:chủ trì|thực hiện|tham mưu|làm đầu mối|là đầu mối|phụ trách|chịu trách nhiệm|theo dõi)\b")


def charged_last(text: str, start: int, end: int) -> Bound | None:
    """Return whom a sentence charges at its end ("Rà soát quy chế, giao Văn phòng chủ trì", "(Văn phòng chủ trì)")."""
    if text.find("(", start, end) < 0 and text.find(", giao ", start, end) < 0:
        return None
    start = topic_end(text, start, end) or start
    for found in _CHARGED_LAST.finditer(text, start + 1, end):
        subject = subject_at(text, found.end(), end)
        if subject is None or _CHARGE.match(text, subject.duty) is None:
            continue
        duty = start if opens_duty(text, start) else subject.duty
        closes = text.find(")", subject.duty, end)
        if found[0][0] == "(" and (duty != start or closes < 0 or end - closes > LAST):
            continue
        return Bound(Subject(start, subject.name, duty, assigned=True), start, "assigned_party")
    return None


def _is_duty(text: str, start: int) -> bool:
    """Say whether a duty of its own begins here, so that what follows is its object and no party bound."""
    found = opens_duty(text, start)
    return found is not None and tables.load().duties.get(found["word"].lower()) not in ("adverb", "modal")


def _topic_colon(text: str, start: int, end: int) -> int | None:
    """Return the colon that closes a topic; before it nobody is bound."""
    if not _TOPIC.match(text, start):
        return None
    colons = _COLON.finditer(text, start, min(end, start + ANCHOR_REACH))
    return next((found.start() for found in colons if not ENUMERATES.search(text, start, found.start())), None)


_COLON = regex.compile(r":\s")
_TELLS_OF = regex.compile(r"(?:việc|công tác|kết quả|tình hình|số)\s")
_LATER = regex.compile(r",\s|\s(?=phải\s|cần\s)|(?<=\snăm)\s")


def topic_end(text: str, start: int, end: int) -> int | None:
    """Return where the words after a topic ("Về …:", "Đối với …:") begin."""
    if not _TOPIC.match(text, start):
        return None
    fallback = None
    for found in _COLON.finditer(text, start, min(end - 1, start + ANCHOR_REACH)):
        if ENUMERATES.search(text, start, found.start()) or _is_bracketed(text, start, found.start()):
            continue
        if subject_at(text, found.end(), end):
            return found.end()
        if fallback is None and opens_duty(text, found.end()):
            fallback = found.end()
    return fallback


def _is_bracketed(text: str, start: int, place: int) -> bool:
    """Say whether a place stands inside brackets opened after `start`."""
    return text.count("(", start, place) > text.count(")", start, place)


# After what a topic tells ("Đối với các xã đang …, khẩn trương …") these open the order.
_URGES = regex.compile(r"(?:khẩn trương|kịp thời|tiếp tục|chủ động|nhanh chóng|phải|cần)\s")
_THEN = regex.compile(r"\sthì\s(?=(?:phải|cần|có trách nhiệm|kịp thời|khẩn trương|chủ động)\s)")


def duty_after_adverbial(text: str, start: int, end: int) -> int | None:
    """Return where the duty begins in "Trong quá trình thực hiện, tiếp tục …" and the like.

    A party named on the way speaks of somebody else's doings: then the sentence is no order.
    """
    if not _starts().match(text, start) or _topic_colon(text, start, end) is not None:
        return None
    then = _THEN.search(text, start, min(end, start + ANCHOR_REACH))
    if then is not None and opens_duty(text, then.end()):
        return then.end()
    about = _TOPIC.match(text, start) is not None
    for found in _LATER.finditer(text, start, min(end, start + 400)):
        if about and _URGES.match(text, found.end()):
            return found.end()
        if _NARRATES.search(text, start, found.end()):
            if about:
                continue
            return None
        if opens_duty(text, found.end()):
            return None if " có thể " in text[start : found.end()] else found.end()
        if _TELLS_OF.match(text, found.end()):
            return None
        first = party_at(text, found.end())
        if first is not None and not first["group"]:
            return None
    return None
