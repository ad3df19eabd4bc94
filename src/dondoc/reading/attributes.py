"""Lines "Đơn vị chủ trì: …", "Thời gian thực hiện: …" that belong to the work stated before them."""

from __future__ import annotations

import regex

from dondoc.reading import binding, headings, layout, parties, sentences
from dondoc.reading.deadlines import cell_time
from dondoc.reading.drafts import Draft
from dondoc.reading.flow import Block
from dondoc.reading.walk import Walk

_LEAD = (
    r"(?:Cơ quan|Đơn vị|Bộ phận)\s(?:chủ trì|thực hiện|đầu mối)(?:\s(?:tham mưu|thực hiện|"
    r"triển khai|chính))*|Chủ trì(?:\sthực hiện)?|Phân công(?:\sthực hiện)?|Đơn vị chịu trách nhiệm"
)
_WITH = r"(?:Cơ quan|Đơn vị|Các đơn vị|Bộ phận)?\s?[Pp]hối hợp(?:\sthực hiện)?"
_TIME = (
    r"(?:Thời gian|Thời hạn|Tiến độ|Hạn)(?:\s(?:thực hiện|hoàn thành|trình|ban hành|triển khai|"
    r"thực hiện và hoàn thành))*"
)
_WORK = (
    r"(?:Nội dung|Nhiệm vụ|Công việc|Nội dung công việc|Nội dung thực hiện|"
    r"Nội dung nhiệm vụ)(?:\s(?:số\s)?\d{1,2})?(?:\s(?:thực hiện|cụ thể))?"
)
_OTHER = (
    r"(?:(?:Cơ quan|Đơn vị) (?:chỉ đạo|chủ quản|tổ chức|bảo trợ|tài trợ|đồng hành)|"
    r"Kết quả|Sản phẩm|Địa điểm|Thành phần|Hình thức|Kinh phí|Phương pháp|Đối tượng|"
    r"Số lượng)(?:\s[\p{Ll}]+){0,4}"
)
# What these lines say is never a duty; under the others one may stand.
_TOLD = regex.compile(r"Sản phẩm|Địa điểm|Thành phần|Số lượng|Cơ quan|Đơn vị|Đối tượng")
LONGEST_NAME = 100  # no name of an attribute reaches so far
# "Thanh tra Sở; phối hợp: Công an tỉnh": both parties in one line.
_BESIDES = regex.compile(r"[;,.]\s(?:[Đđ]ơn vị\s|[Cc]ơ quan\s)?[Pp]hối hợp(?:\sthực hiện)?\s?:\s")
OPENING = 4  # words with which "Nội dung: …" repeats its heading
_ATTRIBUTE = regex.compile(
    rf"(?:(?P<lead>{_LEAD})|(?P<with>{_WITH})|(?P<time>{_TIME})|(?P<work>{_WORK})|(?P<other>{_OTHER}))\s?:\s*"
)


def follows(walk: Walk, block: Block, following: Block | None) -> bool:
    """Say whether attribute lines of a deeper level follow a paragraph, so that it states their work."""
    if block.label is None or following is None or following.label is None or following.zone != block.zone:
        return False
    deeper = layout.RANK[following.label.style] > layout.RANK[block.label.style]
    return deeper and _ATTRIBUTE.match(walk.text, following.body, following.end) is not None


def apply(walk: Walk, block: Block) -> bool:
    """Read a line of attributes; say whether it was one."""
    if walk.text.find(":", block.body, min(block.end, block.body + LONGEST_NAME)) < 0:
        return False
    found = _ATTRIBUTE.match(walk.text, block.body, block.end)
    if found is None:
        return False
    kind, start, end = found.lastgroup, found.end(), block.end
    if kind == "work":
        return _work(walk, block, start)
    if kind == "other":
        walk.roles[block.start] = "other"
        return _TOLD.match(walk.text, block.body) is not None
    if block.label is not None:
        walk.context.enter(block, is_open=True)
    walk.roles[block.start] = "other"
    if end - start < 3:
        return True
    headings.titled_task(walk)
    if kind == "time":
        _set_time(walk, start, end, labelled=block.label is not None)
    elif kind == "lead":
        _set_leads(walk, start, end)
    else:
        _set_cooperate(walk, start, end)
    walk.attributed = True
    return True


def _work(walk: Walk, block: Block, start: int) -> bool:
    """Read "Nhiệm vụ: …": the words after the colon state the work; a bare one opens a list."""
    level = walk.context.enter(block, is_open=True)
    level.mood = "order"
    if walk.titled is not None and block.end - start > 3 and not _states_work(walk, start, block.end):
        walk.roles[block.start] = "other"
        return True
    walk.pending, walk.attributed = len(walk.drafts), False
    walk.carried = ()
    if block.end - start > 3:
        for place in sentences.sentences(walk.text, start, block.end):
            binding.sentence(walk, *place)
    return True


def _states_work(walk: Walk, start: int, end: int) -> bool:
    """Say whether "Nội dung: …" orders something, and does not only describe the work its heading states."""
    opening = " ".join(walk.text[start:end].split(maxsplit=OPENING)[:OPENING])
    if walk.titled is not None and walk.text.find(opening, walk.titled.body + 1, walk.titled.end) > 0:
        return False
    return binding.opens_duty(walk.text, start) or parties.subject_at(walk.text, start, end) is not None


def _targets(walk: Walk) -> list[Draft]:
    """Return the directives the attribute belongs to: those noted since the last group of attributes."""
    return walk.drafts[walk.pending :]


_LENDING = ("number", "decimal", "letter", "paren", "dash")


def _set_time(walk: Walk, start: int, end: int, *, labelled: bool) -> None:
    """Give the time to the work that has none of its own."""
    time = cell_time(walk.text, start, end, walk.setting.times)
    above = walk.context.levels[-2 if labelled else -1]
    if time is not None and not _targets(walk) and above.style in _LENDING:
        above.time = time  # "Thời gian: …" stands over the work, under the title they share
    for draft in _targets(walk):
        if time is not None and draft.time is None:
            draft.lent_time = time


def _set_leads(walk: Walk, start: int, end: int) -> None:
    """Give the named parties to the work; a value that says what each must do binds them by itself."""
    beside = _BESIDES.search(walk.text, start, end)
    if beside is not None:
        _set_cooperate(walk, beside.end(), end)
        end = beside.start()
    start, end = sentences.stripped(walk.text, start, end)
    targets = _targets(walk)
    subject = parties.subject_at(walk.text, start, end)
    if subject is not None and end - subject.duty > 12 and not _is_scope(walk.text, subject.duty):
        binding.sentence(walk, start, end)
        leads = tuple(place for draft in walk.drafts[walk.pending + len(targets) :] for place in draft.leads)
    else:
        leads = tuple(parties.entries(walk.text, (start, end)))
    for draft in targets:
        if draft.source != "explicit":
            draft.leads, draft.source = leads, "heading"


def _is_scope(text: str, start: int) -> bool:
    """Say whether words only bound a party's field ("trong phạm vi chức năng, nhiệm vụ của mình")."""
    return text.startswith(("trong phạm vi", "theo chức năng", "theo thẩm quyền", "theo nhiệm vụ"), start)


def _set_cooperate(walk: Walk, start: int, end: int) -> None:
    """Give the cooperating parties to the work."""
    place = sentences.stripped(walk.text, start, end)
    for draft in _targets(walk):
        draft.lent = (*draft.lent, *parties.entries(walk.text, place))
