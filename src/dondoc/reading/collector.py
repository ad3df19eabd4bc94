"""The walk through the paragraphs: headings lend, sentences bind, and directives are noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from dondoc.reading import attributes, context, details, layout, parties, patterns, rows, sentences, subjects, tables
from dondoc.reading.context import Context, Lend, Level
from dondoc.reading.deadlines import Time, deadline_in
from dondoc.reading.drafts import Draft
from dondoc.reading.flow import Block, Flow
from dondoc.reading.model import PartySource, Role

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before the walk: times, the body that plans for itself, whom the document addresses."""

    times: Sequence[Time]
    planner: Place | None = None
    addressed: tuple[Place, ...] = ()


@dataclass(slots=True)
class Collector:
    """Walks through a flow and collects drafts; `roles` notes what is certainly no directive."""

    flow: Flow
    setting: Setting
    context: Context = field(default_factory=Context)
    drafts: list[Draft] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    pending: int = 0
    addressing: bool = False
    addressed: list[Place] = field(default_factory=list)
    carried: tuple[Place, ...] = ()
    bound: bool = False
    zone: str = "body"
    attributed: bool = False
    titled: Block | None = None
    following: dict[int, Block] = field(default_factory=dict)
    last_label: int = 0
    introductions: list[tuple[Lend, subjects.Bound, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.flow.text

    def walk(self) -> list[Draft]:
        """Return the directives of body and annexes in order."""
        self.addressed.extend(self.setting.addressed)
        self.last_label = max((block.end for block in self.flow.blocks if block.label and block.zone == "body"), default=0)
        found, taken = rows.find_rows(self.flow)
        self.following = dict(zip((b.start for b in self.flow.blocks), self.flow.blocks[1:], strict=False))
        for block in self.flow.blocks:
            if block.start in taken:
                self.roles[block.start] = "other"
            elif block.zone in ("body", "annex"):
                self._block(block)
        self._unused_introductions()
        self.drafts.extend(rows.drafts_of(self.flow, found, self.setting.times))
        return sorted(self.drafts, key=lambda draft: draft.start)

    def _block(self, block: Block) -> None:
        """Read one paragraph."""
        if block.zone != self.zone:
            self.zone, self.context = block.zone, Context()
            self.context.levels[0].mood = "order"
        start, end = block.body, block.end
        title = self.text[start:end]
        if self._addresses(block, title):
            return
        if attributes.apply(self, block):
            return
        level = self.context.enter(block, is_open=title.endswith(":") or context.is_heading(block, title))
        if block.label is not None:
            self.carried, self.bound = (), False
            if self.context.levels[0].mood == "opening" and block.label.style in ("roman", "number"):
                self.context.levels[0].mood = "order"
        if self._is_formality(block, title):
            self.roles[block.start] = "formality"
        elif self._is_heading(block, title):
            self._heading(level, block, title)
        elif title.endswith(":"):
            self._introduction(level, start, end)
        else:
            for place in sentences.sentences(self.text, start, end):
                self.sentence(*place)

    # -- addressees ---------------------------------------------------------------------------------

    def _addresses(self, block: Block, title: str) -> bool:
        """Note the addressees of "Kính gửi:" and "… điện:"."""
        found = regex.match(r"(?:K[íi]nh g[ửu]i|Điện)\s*:\s*", title)
        if found is not None or regex.search(r"\sđiện:$", title):
            self.addressing = True
            self.roles[block.start] = "recipients"
            rest = (block.body + (found.end() if found else len(title)), block.end)
            if rest[1] - rest[0] > 3 and len(title) < 300:
                self.addressed.append(sentences.stripped(self.text, *rest))
            return True
        if self.addressing and block.label is not None and block.label.style == "dash":
            self.roles[block.start] = "recipients"
            self.addressed.append(sentences.stripped(self.text, block.body, block.end))
            return True
        self.addressing = False
        return False

    # -- headings and introductions -------------------------------------------------------------------

    def _is_heading(self, block: Block, title: str) -> bool:
        """Say whether a paragraph is a title; one that opens a duty only when items or words follow under it."""
        if context.is_heading(block, title):
            if layout.is_upper(title) or not parties.opens_duty(self.text, block.body) or self.context.mood != "order":
                return True
            after = self.following.get(block.start)
            if after is None or after.zone != block.zone or after.label is None or block.label is None:
                return True
            return layout.RANK[after.label.style] > layout.RANK[block.label.style]
        return block.label is not None and self._is_parties(block.body, block.end)

    def _is_parties(self, start: int, end: int) -> bool:
        """Say whether a labelled paragraph only names parties ("2. Bộ Tài chính:")."""
        start = _towards(self.text, start)
        return (
            parties.is_party_list(self.text, start, end)
            and parties.duty_after(self.text, parties.assigning_at(self.text, start) + 3, end) is None
            and not self.text[start:end].endswith((".", ";"))
        )

    def _heading(self, level: Level, block: Block, title: str) -> None:
        """Take over what a heading says: its mood, its parties, its period."""
        self.roles[block.start] = "other"
        self.pending = len(self.drafts)
        self.titled = block if parties.opens_duty(self.text, block.body) else None
        mood = context.mood_of(title)
        if self._is_parties(block.body, block.end):
            name = parties.assigning_at(self.text, _towards(self.text, block.body))
            place = sentences.stripped(self.text, name, block.end)
            place = parties.trimmed(self.text, *place)
            level.lend = Lend(tuple(parties.entries(self.text, place)), (), "heading")
            level.mood = "order"
            return
        if title.endswith(":"):
            self._introduction(level, block.body, block.end)
        if mood is not None:
            level.mood = mood if level.mood is None or mood != "order" else level.mood
        period = deadline_in(self.text, block.body, block.end, self.setting.times)
        if (
            period is not None
            and period.kind == "period"
            and period.rule.startswith(("period_end", "period_open"))
        ):
            if regex.search(r"từ\s", self.text[period.start : period.end], regex.I):
                level.time = period

    def _introduction(self, level: Level, start: int, end: int) -> None:
        """Read a paragraph that ends with a colon: what it lends to the items below."""
        places = sentences.sentences(self.text, start, end)
        for place in places[:-1]:
            self.sentence(*place)
        first, last = places[-1]
        words = self.text[first:last]
        if _INFORMS.search(words):
            self.context.levels[0].mood = "assess"
            return
        bound = None if _CONCLUDES.search(words) else self._bound(first, last, anywhere=True)
        if bound is None:
            if _introduces().search(words) and (self.context.mood != "assess" or _TASKS.search(words)):
                self._order(level)
                if self.carried and last - first < 20:
                    level.lend = Lend(self.carried, (), "heading")
            return
        if self._is_act(bound, last):
            self._order(level)
            if self.setting.planner is not None and level.lend is None:
                level.lend = Lend((self.setting.planner,), (), "implied")
            return
        leads = tuple(parties.entries(self.text, bound.subject.name))
        together = (
            tuple(details.cooperating(self.text, bound.subject.duty, last))
            if last - bound.subject.duty < 200
            else ()
        )
        self._order(level)
        level.lend = Lend(leads, together, "heading")
        if regex.search(r"trong đó:$", words) and last - bound.subject.duty > 60:
            self._emit(bound.start, last, bound.subject.duty, leads, "explicit", bound.rule)
        else:
            level.lend.used = regex.search(r"(?:cụ thể như sau|cụ thể):$", words) is None
            self.introductions.append((level.lend, bound, last))

    def _order(self, level: Level) -> None:
        """Let the items below be orders; words outside any heading speak for the whole document."""
        level.mood = "order"
        if self.context.levels[0].mood == "opening":
            self.context.levels[0].mood = "order"

    def _is_act(self, bound: subjects.Bound, end: int) -> bool:
        """Say whether a subject only opens its orders ("Ủy ban nhân dân tỉnh yêu cầu:")."""
        duty = parties.opens_duty(self.text, bound.subject.duty)
        if duty is None or bound.subject.assigned:
            return False
        return duty["word"].lower() in tables.load().phrases["opening_acts"] and end - duty.end() < 220

    def _unused_introductions(self) -> None:
        """Let introducing words whose items bind nobody stand as a directive of their own."""
        for lend, bound, end in self.introductions:
            if not lend.used and end - bound.subject.duty > 80:
                leads = tuple(parties.entries(self.text, bound.subject.name))
                self._emit(bound.start, end, bound.subject.duty, leads, "explicit", "introduction_alone")

    def titled_task(self) -> None:
        """Let a heading be the work when attributes follow it and nothing else states one."""
        block, self.titled = self.titled, None
        if block is not None and self.pending == len(self.drafts):
            leads, source, _ = self._leads()
            self._emit(block.body, block.end, block.body, leads, source, "task_under_attributes")

    # -- sentences --------------------------------------------------------------------------------------

    def sentence(self, start: int, end: int) -> None:
        """Note the directives of one sentence."""
        if end - start < 8 or self._extends(start, end):
            return
        parts = sentences.items(self.text, start, end)
        if len(parts) > 1 and self.context.mood == "order":
            self._enumeration(parts)
            return
        mood = self.context.mood
        bound = self._bound(start, end)
        if bound is not None:
            if self._may_bind(bound, mood, start, end):
                self._bind(bound, end)
            return
        if mood == "opening" or (mood in ("assess", "aim") and not self.bound):
            return
        self._without_party(start, end)

    def _bound(self, start: int, end: int, *, anywhere: bool = False) -> subjects.Bound | None:
        """Return the party a sentence binds; "X yêu cầu Y …" binds Y."""
        bound = subjects.bound_party(self.text, start, end, anywhere=anywhere)
        for _ in range(2):
            if bound is None or not regex.match(
                _ASKS, self.text[bound.subject.duty : bound.subject.duty + 20]
            ):
                break
            asked = parties.subject_at(self.text, bound.subject.duty, end)
            if asked is None or not asked.assigned:
                break
            bound = subjects.Bound(asked, bound.start, "assigned_party")
        if bound is not None:
            return bound
        if parties.opens_duty(self.text, start) and not parties.party_at(self.text, start):
            return None
        for place in sentences.clauses(self.text, start, end)[1:]:
            subject = parties.subject_at(self.text, place[0], end)
            if subject is not None and subject.assigned:
                return subjects.Bound(subject, place[0], "party_in_clause")
        return None

    def _may_bind(self, bound: subjects.Bound, mood: str, start: int, end: int) -> bool:
        """Say whether a sentence with a party lays a duty on it where it stands."""
        words = self.text[start:end]
        if _assesses().match(words) and not bound.subject.assigned:
            return False
        if self._is_act(bound, end) and end - bound.subject.duty < 120:
            return False
        if self._is_closing_wish(bound, start, end):
            return False
        if mood == "opening":
            if bound.subject.assigned:
                self.context.levels[0].mood = "order"
            return bound.subject.assigned
        if mood == "assess":
            modal = _MODAL.match(self.text[bound.subject.duty : bound.subject.duty + 40])
            return bool(
                bound.subject.assigned
                or modal
                or self.bound
                or regex.match(r"(?:Trong t|T)hời gian tới", words)
            )
        return True

    def _bind(self, bound: subjects.Bound, end: int) -> None:
        """Note the directive of a named party, split where another party or another time begins."""
        self.bound = True
        first, subject, rule = bound.start, bound.subject, bound.rule
        for start, other in self._further(subject, end):
            self._split(first, start, subject, rule)
            first, subject, rule = start, other, "party_in_clause"
        self._split(first, end, subject, rule)

    def _further(self, subject: parties.Subject, end: int) -> list[tuple[int, parties.Subject]]:
        """Return the clauses that lay a duty on another party."""
        result = []
        for start, _ in sentences.clauses(self.text, subject.duty, end)[1:]:
            other = parties.subject_at(self.text, start, end)
            if other is not None and subjects.is_full(self.text, other):
                result.append((start, other))
        for found in regex.finditer(
            r",\s(?=(?:các|những)\s[^,;]{3,60}\scó trách nhiệm)", self.text, pos=subject.duty, endpos=end
        ):
            other = parties.subject_at(self.text, found.end(), end)
            if other is not None:
                result.append((found.end(), other))
        return sorted(result, key=lambda item: item[0])

    def _split(self, start: int, end: int, subject: parties.Subject, rule: str) -> None:
        """Note one party's duty, in two where its clauses have different times."""
        leads = tuple(parties.entries(self.text, subject.name))
        self.carried = leads
        for number, (first, last) in enumerate(self._timed(start, end)):
            duty = subject.duty if number == 0 else first
            self._emit(first, last, duty, leads, "explicit", rule)

    def _timed(self, start: int, end: int) -> list[Place]:
        """Return the parts of a sentence that have times of their own."""
        borders: list[tuple[int, object]] = []
        for first, last in sentences.clauses(self.text, start, end):
            time = deadline_in(self.text, first, last, self.setting.times)
            if time is not None:
                borders.append((last, (time.kind, time.date)))
        if len({what for _, what in borders}) < 2:
            return [(start, end)]
        result, first = [], start
        for last, _ in borders[:-1]:
            result.append((first, last))
            first = last + 2
        return [*result, (first, end)]

    def _without_party(self, start: int, end: int) -> None:
        """Note a duty that stands without its party, on whom the heading or the sentence before names."""
        words = self.text[start:end]
        if _assesses().match(words):
            return
        duty, rule = self._duty(start, end)
        if duty is None:
            return
        first = duty if rule == "topic" else start
        leads, source, lent_rule = self._leads()
        if not leads and not self._is_ordered():
            return
        lend = self.context.lend
        if rule in ("modal_under_heading", "duty_after_adverbial", "sent_by_date"):
            lent_rule = rule
        for number, (begin, last) in enumerate(self._timed(first, end)):
            self._emit(begin, last, duty if number == 0 else begin, leads, source, lent_rule,
                       lent=lend.cooperate if lend is not None and source == "heading" else ())  # fmt: skip

    def _is_ordered(self) -> bool:
        """Say whether a heading above speaks of tasks, so that a duty may stand without anybody named."""
        return any(level.mood == "order" and level.block is not None for level in self.context.levels[1:])

    def _duty(self, start: int, end: int) -> tuple[int | None, str]:
        """Return where the duty of a sentence without party begins, and how it was found."""
        words = self.text[start:end]
        if regex.match(r"(?:Thực hiện|Triển khai)\b.{0,200}?\sđã\s", words):
            return None, ""
        topic = subjects.topic_end(self.text, start, end)
        if topic is not None:
            return topic, "topic"
        lead_in = regex.match(_LEAD_IN, words)
        first = start + (lead_in.end() if lead_in else 0)
        if parties.opens_duty(self.text, first):
            if regex.match(r"Trong đó", words) and not regex.match(
                r"Trong đó,? (?:ưu tiên|tập trung|chú trọng|lưu ý)", words
            ):
                return None, ""
            return first, ""
        later = subjects.duty_after_adverbial(self.text, start, end)
        if later is not None:
            return later, "duty_after_adverbial"
        modal = regex.search(r"\s(?:phải|cần)\s", words[:110])
        if modal is not None and not regex.match(r"(?:Việc|Quá trình|Trong đó|Những|Đây)\b", words):
            return start + modal.start() + 1, "modal_under_heading"
        sent = regex.search(r"\s(?:gửi|hoàn thành|báo cáo)\s", words[:80])
        if sent is not None and deadline_in(self.text, start, end, self.setting.times):
            return start + sent.start() + 1, "sent_by_date"
        return None, ""

    def _leads(self) -> tuple[tuple[Place, ...], PartySource, str]:
        """Return who is bound by a duty without party: as before, as the heading says, as addressed."""
        if self.carried:
            return self.carried, "implied", "duty_carried_over"
        lend = self.context.lend
        if lend is not None:
            lend.used = True
            return lend.leads, lend.source, "duty_under_heading"
        if self.addressed:
            return tuple(self.addressed), "implied", "duty_of_addressee"
        return (), "implied", "duty_without_party"

    def _enumeration(self, parts: list[Place]) -> None:
        """Note the items of "…: (i) …; (ii) …", to which the words before lend their party."""
        start, end = parts[0]
        bound = self._bound(start, end) or self._bound(start, parts[-1][1])
        if bound is not None and bound.subject.duty < end:
            leads, source = tuple(parties.entries(self.text, bound.subject.name)), "explicit"
            self.carried = leads
        elif self.text[start:end].rstrip().endswith(":"):
            leads, source, _ = self._leads()
        else:
            leads, source = (), "implied"
        if not leads or not self.text[start:end].rstrip().endswith(":"):
            if bound is not None and self._may_bind(bound, self.context.mood, start, parts[-1][1]):
                self._bind(bound, parts[-1][1])
            elif bound is None:
                self._without_party(start, parts[-1][1])
            return
        for first, last in parts[1:]:
            mark = regex.match(r"\(\w+\)\s", self.text[first:last])
            label = mark[0].strip() if mark else ""
            begin = first + (mark.end() if mark else 0)
            self._emit(begin, last, begin, leads, "heading", "enumerated_item", suffix=label)

    def _extends(self, start: int, end: int) -> bool:
        """Let "Thời gian hoàn thành trước ngày …" belong to the duty before it."""
        if not self.drafts or not _TIME_ALONE.match(self.text[start:end]):
            return False
        last = self.drafts[-1]
        time = deadline_in(self.text, start, end, self.setting.times)
        if time is None or start - last.end > 4 or end - start > 110:
            return False
        last.end = sentences.stripped(self.text, start, end)[1]
        last.time = time
        return True

    def _emit(
        self, start: int, end: int, duty: int, leads: tuple[Place, ...], source: PartySource, rule: str, *,
        lent: tuple[Place, ...] = (), suffix: str = "",
    ) -> None:  # fmt: skip
        """Note one directive."""
        start, end = sentences.stripped(self.text, start, end)
        if end - start < 8:
            return
        self.titled = None
        if self.attributed:
            self.pending, self.attributed = len(self.drafts), False
        path = self.context.path
        if suffix:
            path = f"{path}.{suffix}" if path else suffix
        time = deadline_in(self.text, start, end, self.setting.times)
        self.drafts.append(
            Draft(
                start, end, duty, path, rule, leads, source, lent, time, None if time else self.context.time
            )
        )

    def _is_formality(self, block: Block, title: str) -> bool:
        """Say whether a paragraph is the closing formality, without content of its own."""
        if block.label is not None and block.label.style != "dash":
            return False
        return _formal().search(title) is not None and len(title) < 500

    def _is_closing_wish(self, bound: subjects.Bound, start: int, end: int) -> bool:
        """Say whether an order at the end only asks that the document be carried out."""
        if start < self.last_label or end - bound.subject.duty > 190 or self.context.levels[0].mood == "opening":
            return False
        wish = self.text[bound.subject.duty : end]
        return _WISH.search(wish) is not None and not regex.search(r"báo cáo|trước ngày|kiểm tra|hằng|hàng", wish)


_ASKS = regex.compile(r"(?:trân trọng\s|kính\s|rất\s)?(?:yêu cầu|đề nghị|giao|chỉ thị|phân công|mong)\s")
# Introducing words that conclude, and those that only inform or answer.
_CONCLUDES = regex.compile(r"(?:kết luận|có ý kiến|ý kiến chỉ đạo|quyết nghị|quyết định)\b[^:]{0,140}:$")
_INFORMS = regex.compile(
    r"\b(?:xin báo cáo|xin trả lời|trả lời|giải trình|phúc đáp|xin thông tin|báo cáo)\b(?:(?!đề nghị|yêu cầu)[^:]){0,260}như sau\s?:$"
)
_TASKS = regex.compile(r"nhiệm vụ|giải pháp|yêu cầu|chỉ đạo|công việc|nội dung trọng tâm")
_WISH = regex.compile(
    r"thực hiện(?:\s(?:nghiêm túc|nghiêm|đầy đủ|tốt|kịp thời|có hiệu quả|hiệu quả))*(?:\s(?:đầy đủ|các|những))*"
    r"(?:\s(?:nội dung|nhiệm vụ|yêu cầu|chỉ đạo|ý kiến)){0,3}(?:\s(?:tại|của|theo))?(?:\s\p{Lu}?\p{L}+){0,3}(?:\s(?:này|nêu trên|trên))?"
    r"(?:\s(?:theo|đúng)[^.;]{0,70})?[\s./]*$"
)
_MODAL = regex.compile(r"(?:cần|phải|có trách nhiệm|chịu trách nhiệm|tiếp tục)\b")
_LEAD_IN = regex.compile(
    r"(?:(?:Đồng thời|Ngoài ra|Bên cạnh đó|Song song đó|Mặt khác|Trong đó|Trước mắt|Riêng|Tiếp theo|Theo đó|Cùng với đó|Trên cơ sở đó|Từ đó|"
    r"Hằng năm|Hàng năm|Hằng tháng|Hàng tháng|Định kỳ|Cụ thể),?\s|(?:Phải|Cần)\s)", regex.I)  # fmt: skip
_TIME_ALONE = regex.compile(
    r"(?:Thời gian|Thời hạn|Đảm bảo hoàn thành|Bảo đảm hoàn thành|Hoàn thành|Xong|Hạn)\b"
)


def _towards(text: str, start: int) -> int:
    """Return where the words after "Đối với", "Về phía" begin."""
    found = regex.compile(r"(?:Đối với|Về phía|Riêng)\s").match(text, start)
    return found.end() if found is not None else start


@cache
def _assesses() -> regex.Pattern[str]:
    """Compile the words with which assessing sentences begin."""
    return regex.compile(
        rf"(?:{patterns.alternation(tables.load().phrases['assessing_starts'])})(?!\p{{L}})", regex.I
    )


@cache
def _introduces() -> regex.Pattern[str]:
    """Compile the ends of introducing words."""
    return regex.compile(
        rf"(?:{patterns.alternation(tables.load().phrases['introducing_ends'])})\s?:$", regex.I
    )


@cache
def _formal() -> regex.Pattern[str]:
    """Compile the closing formalities."""
    return regex.compile("|".join(tables.load().phrases["formalities"]))
