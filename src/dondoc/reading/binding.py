"""Sentences: which party one binds, and which duties stand without their party."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from dondoc.reading import damaged, duties, layout, parties, patterns, sentences, subjects, tables, unbound
from dondoc.reading.walk import Place, Walk

_ASKS = regex.compile(r"(?:trân trọng\s|kính\s|rất\s)?(?:yêu cầu|đề nghị|giao|chỉ thị|phân công|mong)\s")
# Words of a basis: what is to be done stands behind a comma.
_BASES = regex.compile(r"(?:căn cứ|trên cơ sở|theo(?!\sdõi)|trong phạm vi|với vai trò|nhân dịp)\b", regex.I)
_SOON = regex.compile(r"(?:Trong t|T)hời gian tới")
_LEAD_IN = regex.compile(
    r"(?:(?:Đồng thời|Ngoài ra|Bên cạnh đó|Song song đó|Mặt khác|Trong đó|Trước mắt|Riêng|"
        r"Tiếp theo|Theo đó|Cùng với đó|Trên cơ sở đó|Từ đó|"
    r"Hằng năm|Hàng năm|Hằng tháng|Hàng tháng|Định kỳ|Cụ thể),?\s|(?:Phải|Cần)\s)", regex.I)  # fmt: skip
_TIME_ALONE = regex.compile(r"(?:Thời gian|Thời hạn|Đảm bảo hoàn thành|Bảo đảm hoàn thành|Hoàn thành|Xong|Hạn)\b")
# What a law says is the ground of an answer and orders nothing by itself.
_CITES_LAW = regex.compile(
    r"(?:Căn cứ|Theo|Tại)\s(?:vào\s)?(?:quy định\s)?(?:tại\s)?(?:các\s)?"
    r"(?:[Kk]hoản|[Đđ]iểm|[Đđ]iều|[Mm]ục|[Cc]hương|Luật|Bộ luật|Nghị định|Thông tư|Nghị quyết|Quyết định|"
    r"quy định (?:nêu )?trên|các quy định)\b"
)
# A body that assigns its own people is itself bound.
_OWN_PEOPLE = regex.compile(
    r"(?:Phân công|Giao|Cử)\s(?:cán bộ|công chức|lãnh đạo|bộ phận|người|viên chức|chuyên viên)\b"
    r"|Phân công\s(?!(?:đồng chí\s)?(?:Phó Thủ tướng|Bộ|Sở|UBND|Ủy ban|Cục|Vụ)\s)"
)
# To answer for a paper or its truth is no act to come.
_ANSWERS = regex.compile(r"chịu trách nhiệm về (?:việc|nội dung|tính|sự)\b")
_EXPLAINS = regex.compile(r"Trong đó,? (?!ưu tiên|tập trung|chú trọng|lưu ý|đặc biệt)")
_NO_SUBJECT = regex.compile(r"(?:Việc|Quá trình|Trong đó|Những|Đây)\b")
_MUST = regex.compile(r"\s(?:phải|cần)\s")
_TOPIC_COMMA = regex.compile(r",\s(?=(?:khẩn trương|kịp thời|tập trung|tiếp tục|chủ động)\s)")
_RESULT = regex.compile(r"Kết quả\b[^,;.]{0,80}?\s(?=(?:báo cáo|gửi)\s(?:về|cho|lên)\s(?:các\s)?\p{Lu})")
_SENT = regex.compile(r"\s(?:gửi|hoàn thành|báo cáo)\s")
_TELLS = regex.compile(r"(?:Thực hiện|Triển khai)\b.{0,200}?\sđã\s(?!được)|\p{Lu}\p{Ll}+(?:\s\p{Ll}+){0,2}\sđược\s\d")
_REPEATS = regex.compile(
    r"(?:Thực hiện|Triển khai)\s(?=(?:rà soát|tổng hợp|đánh giá|kiểm tra|phối hợp|báo cáo|cập nhật)(?!\p{L}))"
)


def sentence(walk: Walk, start: int, end: int) -> None:
    """Note the directives of one sentence."""
    if end - start < 8 or layout.is_upper(walk.text[start : start + 40]) or unbound.is_slogan(walk.text, start, end):
        return
    if _extends(walk, start, end):
        return
    mood = walk.context.mood
    bound = bound_in(walk, start, end)
    if mood == "order" and not walk.addressed:
        start = _itself(walk, start, end, bound)
        if start == end:
            return
    if mood == "list" and (bound is None or not bound.subject.assigned):
        return
    if bound is not None:
        if _may_bind(walk, bound, mood, start, end):
            _bind(walk, bound, end)
        elif _ANSWERS.match(walk.text, bound.subject.duty) or unbound.is_closing_wish(walk, bound, start, end):
            walk.carried = tuple(parties.entries(walk.text, bound.subject.name))
        return
    if mood == "opening" or (mood in ("assess", "aim") and not walk.bound):
        _papers(walk, start, end)
    else:
        _without_party(walk, start, end)


def _papers(walk: Walk, start: int, end: int) -> None:
    """Note papers that are to be sent by a day, whoever has to send them; a day binds among forms and terms too."""
    papers = duties.papers_sent(walk.text, start, end) if walk.context.mood == "aim" else None
    if papers is not None and (time := walk.deadline(papers, end)) is not None and time.kind == "date":
        walk.emit((papers, end), papers, (), "implied", "sent_by_date")


# "Bộ GTVT sẽ xây dựng …", among the items of a conclusion or a plan: the body that speaks binds itself.
_ITSELF = regex.compile(
    r"(?P<name>(?:Bộ|Sở|Cục|Tổng cục|Chi cục|Trung tâm|Viện|Tỉnh|Thành phố|Huyện|Xã|UBND|Ủy ban nhân dân)"
    r"(?:\s(?:tỉnh|thành phố|huyện|xã|phường)|\s\p{Lu}{2,}(?:[-&]\p{Lu}+)*)?)\ssẽ\s(?!xem xét|thông báo|xử lý|báo cáo)"
)


def _itself(walk: Walk, start: int, end: int, bound: subjects.Bound | None) -> int:
    """Note what the body that speaks will do itself; return where what it lays on others begins, `end` for nothing."""
    found = _ITSELF.match(walk.text, start, end) if walk.text.find(" sẽ ", start, end) > 0 else None
    later = bound is not None and bound.rule == "party_in_clause"
    if found is None or (bound is not None and not later) or parties.opens_duty(walk.text, found.end()) is None:
        return start
    stop = bound.start if bound is not None else end
    leads = (found.span("name"),)
    walk.bound, walk.carried = True, leads
    for number, part in enumerate(_timed(walk, start, sentences.stripped(walk.text, start, stop)[1])):
        walk.emit(part, found.end() if number == 0 else part[0], leads, "explicit", "issuer_binds_itself")
    return stop


def bound_in(walk: Walk, start: int, end: int, *, anywhere: bool = False) -> subjects.Bound | None:
    """Return the party a sentence binds; "X yêu cầu Y …" binds Y."""
    text = walk.text
    bound = subjects.bound_party(text, start, end, anywhere=anywhere)
    if bound is not None and walk.context.lend is not None and _OWN_PEOPLE.match(text, start):
        return None
    for _ in range(2):
        if bound is None or not _ASKS.match(text, bound.subject.duty):
            break
        asked = parties.subject_at(text, bound.subject.duty, end)
        if asked is None or not asked.assigned:
            break
        bound = subjects.Bound(asked, bound.start, "assigned_party")
    if bound is not None:
        return bound
    bound = subjects.asked_later(text, start, end) or subjects.charged_last(text, start, end)
    if bound is not None:
        return bound
    if parties.opens_duty(text, start) and not parties.party_at(text, start):
        return None
    for place in sentences.clauses(text, start, end)[1:]:
        subject = parties.subject_at(text, place[0], end)
        if subject is not None and (subject.assigned or _is_ordered_by_name(walk, subject)):
            return subjects.Bound(subject, place[0], "party_in_clause")
    return None


def _is_ordered_by_name(walk: Walk, subject: parties.Subject) -> bool:
    """Say whether a later clause binds a party named in full, under a heading that orders."""
    return walk.context.mood == "order" and subjects.is_full(walk.text, subject)


def is_act(walk: Walk, bound: subjects.Bound, end: int) -> bool:
    """Say whether a subject only opens its orders ("Ủy ban nhân dân tỉnh yêu cầu:")."""
    duty = parties.opens_duty(walk.text, bound.subject.duty)
    if duty is None or bound.subject.assigned:
        return False
    return duty["word"].lower() in tables.load().phrases["opening_acts"] and end - duty.end() < 220


def _may_bind(walk: Walk, bound: subjects.Bound, mood: str, start: int, end: int) -> bool:
    """Say whether a sentence with a party lays a duty on it where it stands."""
    subject, text = bound.subject, walk.text
    opening = bound.start if bound.rule == "party_in_clause" else start
    if _assesses().match(text, opening) and not subject.assigned and bound.rule != "party_after_topic":
        return False
    if is_act(walk, bound, end) and end - subject.duty < 120 and (mood == "opening" or text[end - 1] == ":"):
        return False
    if walk.zone == "annex" and unbound.describes(walk, subject) and not _is_ordered(walk):
        return False
    if unbound.is_closing_wish(walk, bound, start, end) or _ANSWERS.match(text, subject.duty):
        return False
    if mood == "opening":
        if subject.assigned:
            walk.context.levels[0].mood = "order"
        return subject.assigned
    if not subject.assigned and unbound.is_quota(text, subject.name[0], end):
        return False
    if mood == "aim":
        duty = parties.opens_duty(text, subject.duty)
        noun = (
            duty is not None
            and duty["word"] in tables.load().phrases["noun_like_duties"]
            and not _in_series(text, duty.end(), end)
        )
        dated = walk.deadline(subject.duty, end) is not None
        return subject.assigned or not noun or dated or text.startswith(("chủ trì", "phối hợp"), subject.duty)
    if mood == "assess":
        return bool(
            subject.assigned or walk.bound or unbound.MODAL.match(text, subject.duty) or _SOON.match(text, start)
        )
    return True


_NEXT = regex.compile(r"[,;]\s")


def _in_series(text: str, start: int, end: int) -> bool:
    """Say whether a word that may be a noun is the first of several duties ("thực hiện trực ban, duy trì …")."""
    if text.startswith(", ", start) and opens_duty(text, start + 2):
        return True
    following = (parties.opens_duty(text, found.end()) for found in _NEXT.finditer(text, start, end))
    nouns = tables.load().phrases["noun_like_duties"]
    return any(duty is not None and duty["word"] not in nouns for duty in following)


def _bind(walk: Walk, bound: subjects.Bound, end: int) -> None:
    """Note the directive of a named party, split where another party or another time begins."""
    walk.bound = True
    first, subject, rule = bound.start, bound.subject, bound.rule
    for start, other in _further(walk, subject, end):
        _split(walk, (first, start), subject, rule)
        first, subject, rule = start, other, "party_in_clause"
    _split(walk, (first, end), subject, rule)


_IN_CASE = regex.compile(
    r"(?:trong )?trường hợp|nếu\b|khi\b|đối với|sau khi\b|sau đó|trên cơ sở|trong quá trình|trước ngày|chậm nhất",
    regex.I,
)
_ALSO = regex.compile(r",\s(?=(?:các|những)\s[^,;]{3,60}\scó trách nhiệm)")


def _further(walk: Walk, subject: parties.Subject, end: int) -> list[tuple[int, parties.Subject]]:
    """Return the clauses that lay a duty on another party."""
    text, result = walk.text, []
    clauses = sentences.clauses(text, subject.duty, end)
    for before, (start, _) in pairwise(clauses):
        other = parties.subject_at(text, start, end)
        if other is not None and not other.assigned and _ends_in_parties(text, start, before):
            continue
        if other is None and _IN_CASE.match(text, start):
            bound = subjects.bound_party(text, start, end)
            other = bound.subject if bound is not None else None
        if other is not None and subjects.is_full(text, other) and not _is_same(text, subject, other):
            result.append((start, other))
    for found in _ALSO.finditer(text, subject.duty, end):
        other = parties.subject_at(text, found.end(), end)
        if other is not None:
            result.append((found.end(), other))
    return sorted(result, key=lambda item: item[0])


def _ends_in_parties(text: str, start: int, before: Place) -> bool:
    """Say whether "; các xã …" goes on with those whom the clause before guides ("hướng dẫn các sở, ngành; …")."""
    if not text[start].islower():
        return False
    duty = parties.duty_after(text, before[0], before[1])
    last = None
    while duty is not None:
        last, duty = duty, parties.duty_after(text, duty.end(), before[1])
    if last is None or last["word"] not in tables.load().phrases["guiding_duties"]:
        return False
    return parties.is_party_list(text, last.end() + 1, before[1])


def _is_same(text: str, subject: parties.Subject, other: parties.Subject) -> bool:
    """Say whether a later clause names the party of the sentence again."""
    return text[slice(*other.name)].lower().startswith(text[slice(*subject.name)].lower())


def _split(walk: Walk, place: Place, subject: parties.Subject, rule: str) -> None:
    """Note one party's duty, in two where its clauses have different times."""
    leads = tuple(parties.entries(walk.text, subject.name))
    walk.carried = leads
    for number, part in enumerate(_timed(walk, *place)):
        walk.emit(part, subject.duty if number == 0 else part[0], leads, "explicit", rule)


def _timed(walk: Walk, start: int, end: int) -> list[Place]:
    """Return the parts of a sentence that have times of their own."""
    borders: list[tuple[int, object]] = []
    for first, last in sentences.clauses(walk.text, start, end):
        time = walk.deadline(first, last)
        if time is not None:
            words = walk.text[time.start : time.end].lower() if time.kind == "recurring" else ""
            borders.append((last, (time.kind, time.date, words)))
    if len({what for _, what in borders}) < 2:
        return [(start, end)]
    result, first = [], start
    for last, _ in borders[:-1]:
        result.append((first, last))
        first = last + 2
    return [*result, (first, end)]


def _without_party(walk: Walk, start: int, end: int) -> None:
    """Note a duty that stands without its party, on whom the heading or the sentence before names."""
    told = _assesses().match(walk.text, start) and not _RESULT.match(walk.text, start, end)
    if told and not _lists_duties(walk.text, start):
        carry_called(walk, start, end)
        return
    later = _party_later(walk, start, end)
    if later is not None:
        _without_party(walk, start, later.start - 2)
        _bind(walk, later, end)
        return
    duty, rule = _duty(walk, start, end)
    if duty is None:
        return
    leads, source, lent_rule = walk.leads()
    if (not leads or lent_rule == "duty_of_planner") and not _is_ordered(walk):
        return
    if source == "implied" and unbound.refers(walk.text, duty, end):
        return
    if source == "implied" and lent_rule != "duty_carried_over" and unbound.is_content(walk, duty, start, end):
        return
    if unbound.is_encouraged(walk, duty, leads):
        return
    lend = walk.context.lend
    lent = lend.cooperate if lend is not None and source == "heading" else ()
    first = duty if rule == "topic" else start
    if rule in ("modal_under_heading", "duty_after_adverbial", "sent_by_date"):
        lent_rule = rule
    for number, part in enumerate(_timed(walk, first, end)):
        walk.emit(part, duty if number == 0 else part[0], leads, source, lent_rule, lent=lent)


_CALLS = regex.compile(r",\s(?=(?:yêu cầu|đề nghị)\s)")


def carry_called(walk: Walk, start: int, end: int) -> None:
    """Keep whom a closing sentence calls on ("Trên đây là …, yêu cầu các đơn vị …") for the sentence after it."""
    for found in _CALLS.finditer(walk.text, start, end):
        subject = parties.subject_at(walk.text, found.end(), end)
        if subject is not None and subject.assigned:
            walk.carried = tuple(parties.entries(walk.text, subject.name))


def _lists_duties(text: str, start: int) -> bool:
    """Say whether an assessing word is the first of several duties ("Biểu dương, khen thưởng …")."""
    first = parties.opens_duty(text, start)
    return first is not None and text.startswith(", ", first.end()) and opens_duty(text, first.end() + 2)


def _party_later(walk: Walk, start: int, end: int) -> subjects.Bound | None:
    """Return the party that a later clause binds, when the sentence opens with a duty of somebody else."""
    if walk.zone != "body" or walk.context.mood != "order" or walk.text.find(";", start, end) < 0:
        return None
    for first, _ in sentences.clauses(walk.text, start, end)[1:]:
        subject = parties.subject_at(walk.text, first, end)
        if subject is None:
            continue
        name = parties.party_at(walk.text, first)
        if subject.assigned or (name is not None and not name["group"]):
            return subjects.Bound(subject, first, "party_in_clause")
    return None


def _is_ordered(walk: Walk) -> bool:
    """Say whether a heading above speaks of tasks, so that a duty may stand without anybody named."""
    return any(level.mood == "order" and level.block is not None for level in walk.context.levels[1:])


def opens_duty(text: str, start: int) -> bool:
    """Say whether words open a duty and are not the name of a body ("Thanh tra Chính phủ")."""
    found = parties.opens_duty(text, start)
    if found is None:
        return damaged.opens_duty(text, start)
    if _BASES.match(found["word"]):
        return False
    name = parties.party_at(text, start)
    return name is None or bool(name["group"]) or not text[name.end() + 1 : name.end() + 2].isupper()


def _duty(walk: Walk, start: int, end: int) -> tuple[int | None, str]:
    """Return where the duty of a sentence without party begins, and how it was found."""
    text = walk.text
    if (_TELLS.match(text, start, end) and not _REPEATS.match(text, start)) or _CITES_LAW.match(text, start, end):
        return None, ""
    topic = subjects.topic_end(text, start, end)
    if topic is not None:
        return topic, "topic"
    colon = text.find(": ", start, min(end, start + 60))
    if colon > 0 and parties.opens_duty(text, colon + 2):
        return colon + 2, ""
    lead_in = _LEAD_IN.match(text, start, end)
    first = lead_in.end() if lead_in else start
    if opens_duty(text, first):
        return (None, "") if _EXPLAINS.match(text, start) else (first, "")
    later = subjects.duty_after_adverbial(text, start, end)
    if later is not None:
        return later, "duty_after_adverbial"
    return _late_duty(walk, start, end)


def _late_duty(walk: Walk, start: int, end: int) -> tuple[int | None, str]:
    """Return the duty of "Công tác … phải …" and of "Các báo cáo trên gửi … trước ngày …"."""
    modal = _MUST.search(walk.text, start, min(end, start + 110))
    if modal is not None and not _NO_SUBJECT.match(walk.text, start):
        return modal.start() + 1, "modal_under_heading"
    result = _RESULT.match(walk.text, start, end)
    if result is not None:
        return result.end(), "sent_by_date"
    topic = _TOPIC_COMMA.search(walk.text, start, min(end, start + 110))
    if topic is not None and walk.context.lend is not None and not _NO_SUBJECT.match(walk.text, start):
        return topic.end(), "modal_under_heading"
    sent = _SENT.search(walk.text, start, min(end, start + 80))
    if sent is not None and walk.deadline(start, end) is not None:
        return sent.start() + 1, "sent_by_date"
    return None, ""


def _extends(walk: Walk, start: int, end: int) -> bool:
    """Let "Thời gian hoàn thành trước ngày …" belong to the duty before it."""
    if not walk.drafts or not _TIME_ALONE.match(walk.text, start, end):
        return False
    last = walk.drafts[-1]
    time = walk.deadline(start, end)
    if time is None or start - last.end > 4 or end - start > 110:
        return False
    last.end = sentences.stripped(walk.text, start, end)[1]
    last.time = time
    return True


@cache
def _assesses() -> regex.Pattern[str]:
    """Compile the words with which assessing sentences begin."""
    return regex.compile(rf"(?:{patterns.alternation(tables.load().phrases['assessing_starts'])})(?!\p{{L}})", regex.I)
