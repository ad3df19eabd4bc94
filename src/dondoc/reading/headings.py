"""Headings and introducing words: whom they bind, what they lend, in which mood they set the items below."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import binding, context, details, duties, layout, parties, patterns, sentences, subjects, tables
from dondoc.reading.context import Lend, Level
from dondoc.reading.deadlines import title_time
from dondoc.reading.flow import Block
from dondoc.reading.instants import Time
from dondoc.reading.model import PartySource
from dondoc.reading.walk import Introduction, Walk

# Introducing words that conclude, and those that only inform or answer.
_CONCLUDES = regex.compile(
    r"\s(?:chỉ thị|yêu cầu)\s?:$|(?:kết luận|có ý kiến|ý kiến chỉ đạo|quyết nghị|quyết định)\b[^:]{0,140}:$"
)
_CONCLUDING = ("chỉ thị", "yêu cầu", "kết luận", "ý kiến", "quyết nghị", "quyết định")
_INFORMS = regex.compile(
    r"\b(?:xin báo cáo|trả lời|phúc đáp|xin thông tin)\b(?:(?!đề nghị|yêu cầu|kết luận|"
    r"chỉ đạo)[^:]){0,260}như sau\s?:$"
)
# A letter that answers a question: what it says is advice, and binds only whom it asks by name.
_ANSWERS = regex.compile(
    r"\bnhận được\b.{0,80}?\b(?:công văn|văn bản|đơn|thư|phiếu chuyển|hồ sơ|câu hỏi|kiến nghị|ý kiến)\b"
)
_TOWARDS = regex.compile(r"(?:Đối với|Về phía|Riêng)\s")
_DUTIES_OF = regex.compile(
    r"(?:Về |Các )?(?:[Nn]hiệm vụ|[Tt]rách nhiệm|[Qq]uyền hạn|[Nn]ội dung(?:\s\p{Ll}+){0,3}|[Cc]ông việc)"
    r"(?:(?:,| và)\s(?:nhiệm vụ|trách nhiệm|quyền hạn|nghĩa vụ))?(?:\scụ thể)?\scủa\s"
)
_DUTIES_START = frozenset("VCNnTtQq")
_CALLS = regex.compile(r"\s(?:yêu cầu|đề nghị|giao|chỉ thị)\s(?=[^:]{3,200}:$)")
_ASKS = regex.compile(r"(?:^|[\s,])(?=(?:yêu cầu|đề nghị|giao|phân công)\s)", regex.MULTILINE)
_BOUND_TAIL = regex.compile(
    r"\s(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phối hợp(?: thực hiện)?)(?=\s?:?$)", regex.MULTILINE
)
_SPECIFIES = regex.compile(r"(?:cụ thể như sau|cụ thể)\s?:$")
_LISTS = regex.compile(r"(?:,|\s)(?:như|gồm|bao gồm|gồm có)\s?:$")
# What must be met to be chosen or rewarded, and what a report or a campaign is to tell: lists that bind nobody.
_STANDARDS = regex.compile(
    r"\b(?:đạt|đáp ứng|có|có đủ|đủ|thỏa mãn|bảo đảm|đảm bảo|theo)\s(?:được\s)?(?:đủ\s|đầy đủ\s)?"
    r"(?:các\s|một trong các\s|những\s)"
    r"(?:tiêu chuẩn|tiêu chí|điều kiện)(?:\s[^:;,]{1,60})?\s(?:sau|sau đây|như sau|dưới đây)\s?:$"
)
_TOLD = regex.compile(
    r"(?:Tuyên truyền|Phổ biến|Quán triệt|Thông tin|Giới thiệu|Phản ánh|Nhấn mạnh|Đánh giá)(?!\p{L})"
    r"[^:;]*?(?:,\s(?:cụ thể|trong đó|gồm|bao gồm|như|nhất là)"
    r"|(?:nội dung|vấn đề)(?:\s(?:sau|sau đây|như sau|chính|chủ yếu))*)\s?:$"
)
# Behind it introducing words only announce items; before it they may order something of their own.
_THEN = regex.compile(
    r"(?:;\s(?=(?:[^,;:]{3,90}\s)?(?:cần|phải)\b[^;:]{0,120}:$)"
    r"|,\s(?=đồng thời\s(?:nhấn mạnh|lưu ý|yêu cầu)\b[^,;:]{0,80}:$))",
    regex.MULTILINE,
)
_DONE_BY = regex.compile(r"(?:hoàn thành|xong)(?:\s\p{Ll}+){0,2}\s$")  # before a period: that everything ends in it
_NAME_HEAD = regex.compile(r"(?<!\p{L})(?:ubnd|hđnd|mttq|ubmttq|bch)(?!\p{L})|(?:^|(?<=[,;:]\s|\svà\s))\p{L}")
TITLE_WORDS = 30
OWN_DUTY = 80  # shorter introducing words only announce their items


def is_title(walk: Walk, block: Block, title: str, following: Block | None) -> bool:
    """Say whether a paragraph is a title; one that opens a duty only when items or words follow under it."""
    if _titles_plus_items(block, title, following):
        return True
    if context.is_heading(block, title):
        if layout.is_upper(title) or walk.context.mood != "order" or not parties.opens_duty(walk.text, block.body):
            return True
        if following is None or following.zone != block.zone:
            return False
        if following.label is None or block.label is None:
            return True
        return layout.RANK[following.label.style] > layout.RANK[block.label.style]
    return block.label is not None and names_parties(
        walk, block.body, block.end, titled=_has_items(block, title, following)
    )


def _titles_plus_items(block: Block, title: str, following: Block | None) -> bool:
    """Say whether a dash item that no mark ends is the title of the "+" items under it ("- Cấp xã")."""
    styles = [item.label.style for item in (block, following) if item is not None and item.label is not None]
    return styles == ["dash", "plus"] and title[-1:] not in ".:;!…" and len(title.split()) <= TITLE_WORDS


def _has_items(block: Block, title: str, following: Block | None) -> bool:
    """Say whether items of a deeper level follow a labelled title that no mark ends."""
    return _titles_plus_items(block, title, following) or (
        context.is_heading(block, title)
        and block.label is not None
        and following is not None
        and following.zone == block.zone
        and (following.label is None or layout.RANK[following.label.style] > layout.RANK[block.label.style])
    )


def names_parties(walk: Walk, start: int, end: int, *, titled: bool = False) -> bool:
    """Say whether a labelled paragraph only names parties ("2. Bộ Tài chính:").

    Args:
        titled: items of a deeper level follow and no mark ends the words, so that a duty word is part of a name.
    """
    text = walk.text
    owned = _owner(text, start) > start
    start = _towards(text, _owner(text, start))
    if text[end - 1] in ".;" or parties.party_at(text, parties.assigning_at(text, start)) is None:
        return False
    tail = _BOUND_TAIL.search(text, start, end)
    end = tail.start() if tail is not None else end
    if not parties.is_party_list(text, start, end, owned=owned):
        return False
    name = parties.assigning_at(text, start)
    first = parties.party_at(text, name)
    duty = parties.duty_after(text, first.end() if first is not None else name, end)
    if duty is None or owned or (duties.is_field(duty["word"]) and not text[duty.end() : end].strip(" :")):
        return True
    if titled and not text[start:end].endswith(":") and parties.is_noun_like(text, duty):
        return True
    short = len(text[start:end].split()) <= TITLE_WORDS and not text[start:end].endswith(":")
    return short and duty["word"] in tables.load().phrases["noun_like_duties"]


def _owner(text: str, start: int) -> int:
    """Return where the party begins whose duties a title announces ("Nhiệm vụ của …:")."""
    found = _DUTIES_OF.match(text, start) if text[start : start + 1] in _DUTIES_START else None
    return found.end() if found is not None else start


def _towards(text: str, start: int) -> int:
    """Return where the words after "Đối với", "Về phía" begin."""
    found = _TOWARDS.match(text, start)
    return found.end() if found is not None else start


def heading(walk: Walk, level: Level, block: Block, title: str, following: Block | None = None) -> None:
    """Take over what a heading says: its mood, its parties, its period."""
    walk.roles[block.start] = "other"
    walk.pending = len(walk.drafts)
    walk.titled = block if binding.opens_duty(walk.text, block.body) else None
    if names_parties(walk, block.body, block.end, titled=_has_items(block, title, following)):
        level.lend = _lend_titled(walk, block.body, block.end)
        level.mood = "order"
        return
    lend = _lend_in_capitals(walk, block) if layout.is_upper(title) and block.label is not None else None
    if lend is not None:
        level.lend, level.mood = lend, "order"
        return
    if title.endswith(":"):
        introduction(walk, level, block.body, block.end)
    mood = context.mood_of(title)
    if mood is not None and (level.mood is None or mood != "order"):
        level.mood = mood
    level.time = title_time(walk.text, block.body, block.end, walk.setting.times) or level.time


def _lend_in_capitals(walk: Walk, block: Block) -> Lend | None:
    """Return what "II. SỞ TÀI CHÍNH" lends; capitals are read as small letters with one at each name's head."""
    words = walk.text[block.body : block.end]
    small = _NAME_HEAD.sub(lambda found: found[0].upper(), words.lower())
    if len(small) != len(words):
        return None
    owner = _owner(small, 0)
    start = _towards(small, owner)
    place = parties.trimmed(small, *sentences.stripped(small, start, len(small)))
    first = parties.assigning_at(small, place[0])
    if not parties.is_party_list(small, *place, owned=owner > 0) or parties.duty_after(small, first + 1, place[1]):
        return None
    names = parties.entries(small, (first, place[1]))
    return Lend(tuple((block.body + a, block.body + b) for a, b in names), (), "heading")


def _lend_titled(walk: Walk, start: int, end: int) -> Lend:
    """Return what a title lends that names parties or whose duties follow."""
    owner = _owner(walk.text, start)
    name = parties.assigning_at(walk.text, _towards(walk.text, owner))
    return _lend_names(walk, name, end, owned=owner > start)


def _lend_names(walk: Walk, start: int, end: int, *, owned: bool = False) -> Lend:
    """Return what a list of names lends."""
    tail = _BOUND_TAIL.search(walk.text, start, end)
    place = parties.trimmed(walk.text, *sentences.stripped(walk.text, start, tail.start() if tail else end))
    names = parties.entries(walk.text, place)
    if owned and len(names) == 1:
        walk.named.append(walk.text[slice(*place)])
    return Lend(tuple(names), (), "heading")


def introduction(walk: Walk, level: Level, start: int, end: int) -> None:
    """Read words that end with a colon: what they lend to the items below."""
    places = sentences.sentences(walk.text, start, end)
    for place in places[:-1]:
        binding.sentence(walk, *place)
    first, last = places[-1]
    words = walk.text[first:last]
    concludes = any(word in words for word in _CONCLUDING) and _CONCLUDES.search(words) is not None
    answers = _ANSWERS.search(walk.text, start, end) is not None and (
        concludes or binding.bound_in(walk, first, last, anywhere=True) is None
    )
    if _INFORMS.search(words) or answers:
        walk.context.levels[0].mood = "assess"
        return
    if _names_or_lists(walk, level, first, last):
        return
    bound = None if concludes else _called(walk, first, last)
    if bound is None and not concludes:
        bound = binding.bound_in(walk, first, last, anywhere=True)
    if bound is None or binding.is_act(walk, bound, last):
        _open(walk, level, first, last, acts=bound is not None)
        return
    leads = tuple(parties.entries(walk.text, bound.subject.name))
    near = last - bound.subject.duty < 200
    together = tuple(details.cooperating(walk.text, bound.subject.duty, last)) if near else ()
    walk.order()
    level.lend = Lend(leads, together, "heading")
    level.time = _lent_limit(walk, bound.subject.duty, last)
    borders = [found.start() for found in _THEN.finditer(walk.text, bound.subject.duty + OWN_DUTY, last)]
    if borders:
        walk.emit((bound.start, borders[-1]), bound.subject.duty, leads, "explicit", bound.rule)
    elif words.endswith("trong đó:") and last - bound.subject.duty > 60:
        walk.emit((bound.start, last), bound.subject.duty, leads, "explicit", bound.rule)
    elif _SPECIFIES.search(words):
        _remember(walk, level, (bound.start, bound.subject.duty, last), leads, "explicit")


def _names_or_lists(walk: Walk, level: Level, first: int, last: int) -> bool:
    """Read introducing words that only name parties, or what must be met, or that list what they order."""
    if _STANDARDS.search(walk.text, first, last):
        level.mood = "list"
        return True
    if names_parties(walk, first, last):
        level.lend = _lend_titled(walk, first, last)
        walk.order()
        return True
    return _lists(walk, level, first, last)


def _lent_limit(walk: Walk, start: int, end: int) -> Time | None:
    """Return the day by which introducing words want all their items done ("…, hoàn thành trong tháng 11, cụ thể:")."""
    time = walk.deadline(start, end)
    if time is None or ";" in walk.text[time.end : end]:
        return None
    if time.kind == "date":
        return time
    phrase = walk.text[time.start : time.end]
    done = phrase.startswith(("hoàn thành", "xong")) or _DONE_BY.search(walk.text, start, time.start)
    return time if time.kind == "period" and done else None


def _remember(
    walk: Walk, level: Level, place: tuple[int, int, int], leads: tuple[tuple[int, int], ...], source: PartySource
) -> None:
    """Keep introducing words that state a duty, `place` being their start, duty and end."""
    start, duty, end = place
    scope = _scope(walk, level, end)
    walk.introductions.append(Introduction(start, duty, end, leads, source, walk.context.path, scope))


def _lists(walk: Walk, level: Level, first: int, last: int) -> bool:
    """Let words that end "…, như:", "…, gồm:" be the duty, and what follows only the things they list."""
    words = walk.text[first:last]
    own = level.block is not None and level.block.start <= first < level.block.end
    if walk.context.mood != "order" or not own:
        return False
    if not _LISTS.search(words) and not _TOLD.match(walk.text, first, last):
        return False
    before = len(walk.drafts)
    binding.sentence(walk, first, last)
    if len(walk.drafts) > before:
        level.mood, level.lend = "list", None
    return len(walk.drafts) > before


def _called(walk: Walk, start: int, end: int) -> subjects.Bound | None:
    """Return the party that introducing words call on last ("…, yêu cầu Bộ Y tế … thực hiện …:")."""
    result = None
    for found in _ASKS.finditer(walk.text, start, end):
        subject = parties.subject_at(walk.text, found.end(), end)
        if subject is not None and subject.assigned:
            result = subjects.Bound(subject, start, "assigned_party")
    return result


def _open(walk: Walk, level: Level, first: int, last: int, *, acts: bool) -> None:
    """Open orders without a party of their own: the one who orders, or plain introducing words."""
    words = walk.text[first:last]
    called = _CALLS.search(words)
    if called is not None and parties.is_party_list(walk.text, first + called.end(), last):
        level.lend = _lend_names(walk, first + called.end(), last)
        walk.order()
    elif acts:
        walk.order()
        if walk.setting.planner is not None and level.lend is None:
            level.lend = Lend((walk.setting.planner,), (), "implied")
    elif _introduces().search(words) and walk.context.mood != "assess":
        if walk.context.mood == "order" and level.block is not None and binding.opens_duty(walk.text, first):
            leads, source, _ = walk.leads()
            _remember(walk, level, (first, first, last), leads, source)
        walk.order()
        if walk.carried and last - first < 20:
            level.lend = Lend(walk.carried, (), "heading")


def _scope(walk: Walk, level: Level, end: int) -> int:
    """Return where the items below introducing words end."""
    rank = layout.RANK.get(level.style, -1)
    for block in walk.flow.blocks:
        if block.start > end and block.label is not None and layout.RANK[block.label.style] <= rank:
            return block.start
    return len(walk.text)


def unused_introductions(walk: Walk) -> None:
    """Let introducing words whose items bind nobody stand as a directive of their own."""
    for intro in walk.introductions:
        used = any(intro.end < draft.start < intro.scope and draft.rule != "assigned_party" for draft in walk.drafts)
        if not used and intro.end - intro.duty > OWN_DUTY:
            place = (intro.start, intro.end)
            walk.emit(place, intro.duty, intro.leads, intro.source, "introduction_alone", path=intro.path)


def titled_task(walk: Walk) -> None:
    """Let a heading be the work when attributes follow it and nothing else states one."""
    block, walk.titled = walk.titled, None
    if block is not None and walk.pending == len(walk.drafts):
        leads, source, _ = walk.leads()
        walk.emit((block.body, block.end), block.body, leads, source, "task_under_attributes")


@cache
def _introduces() -> regex.Pattern[str]:
    """Compile the ends of introducing words."""
    return regex.compile(rf"(?:{patterns.alternation(tables.load().phrases['introducing_ends'])})\s?:$", regex.I)
