"""The walk through the paragraphs: addressees, headings, attribute lines, rows, sentences."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import attributes, binding, context, headings, rows, sentences, tables
from dondoc.reading.context import Context, Lend, Level
from dondoc.reading.drafts import Draft
from dondoc.reading.flow import Block, Flow
from dondoc.reading.model import Role
from dondoc.reading.walk import Setting, Walk

_ADDRESSED = regex.compile(r"(?:K[íi]nh g[ửu]i|Điện)\s*:\s*|K[íi]nh gửi\s(?=(?:các|Các|Quý|quý|Bộ|Sở|UBND|Ủy ban)\b)")
_ADDRESSED_START = frozenset("KĐ")
_DETAILED = regex.compile(
    r"\(?(?:Chi tiết|Nội dung chi tiết|Có danh mục|Danh mục chi tiết)\b.{0,120}(?:[Pp]hụ lục|"
    r"PHỤ LỤC|kèm theo)"
)
# The last article of a decision: who carries it out, without a duty of its own.
_EXECUTES = regex.compile(
    r"\s(?:chịu trách nhiệm|có trách nhiệm|căn cứ)?[^,;.]{0,40}(?:thi hành|thực hiện)\s"
    r"(?:các\s)?(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Quy chế|Chương trình)(?:\snày)?[\s./]*$"
)
ADDRESS_LENGTH = 300
FORMALITY_LENGTH = 500
CELL_LENGTH = 60  # what is shorter and ends without a mark in an annex is a cell


def collect(flow: Flow, setting: Setting) -> tuple[list[Draft], dict[int, Role]]:
    """Return the directives of body and annexes in order, and what is certainly none by its paragraph."""
    walk = Walk(flow, setting)
    walk.addressed.extend(setting.addressed)
    walk.named.extend([setting.issuer] if setting.issuer is not None else [])
    walk.last_label = max((block.end for block in flow.blocks if block.label and block.zone == "body"), default=0)
    found, taken = rows.find_rows(flow)
    addressing = False
    for number, block in enumerate(flow.blocks):
        if block.start in taken:
            walk.roles[block.start] = "other"
        elif block.zone in ("body", "annex"):
            addressing = _addresses(walk, block, addressing=addressing)
            if not addressing:
                following = flow.blocks[number + 1] if number + 1 < len(flow.blocks) else None
                _paragraph(walk, block, following, tabled=bool(found))
    headings.unused_introductions(walk)
    walk.drafts.extend(rows.drafts_of(flow, found, setting.times))
    return _apart(walk.drafts), walk.roles


def _apart(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in order, none reaching into the next."""
    result: list[Draft] = []
    for draft in sorted(drafts, key=lambda item: (item.start, -item.end)):
        if not result or draft.start >= result[-1].end:
            result.append(draft)
    return result


def _addresses(walk: Walk, block: Block, *, addressing: bool) -> bool:
    """Note the addressees of "Kính gửi:" and "… điện:"; say whether a paragraph belongs to them."""
    title = walk.text[block.body : block.end]
    found = _ADDRESSED.match(title) if title[:1] in _ADDRESSED_START else None
    if found is not None or title.endswith(" điện:"):
        rest = (block.body + (found.end() if found else len(title)), block.end)
        if rest[1] - rest[0] > 3 and len(title) < ADDRESS_LENGTH:
            walk.addressed.append(sentences.stripped(walk.text, *rest))
    elif addressing and block.label is not None and block.label.style == "dash":
        walk.addressed.append(sentences.stripped(walk.text, block.body, block.end))
    else:
        return False
    walk.roles[block.start] = "recipients"
    return True


def _paragraph(walk: Walk, block: Block, following: Block | None, *, tabled: bool) -> None:
    """Read one paragraph."""
    if block.zone != walk.zone:
        walk.zone, walk.context = block.zone, Context()
        walk.context.levels[0].mood = "order"
    title = walk.text[block.body : block.end]
    if block.zone == "annex" and (_is_no_plan(walk, block, title) or _is_cell(block, title)):
        walk.roles[block.start] = "other"
    elif not attributes.apply(walk, block):
        _stated(walk, block, following, tabled=tabled)


def _is_cell(block: Block, title: str) -> bool:
    """Say whether a paragraph of an annex is a cell of a flattened table."""
    return block.label is None and len(title) < CELL_LENGTH and title[-1:] not in ".:;"


def _stated(walk: Walk, block: Block, following: Block | None, *, tabled: bool) -> None:
    """Read a paragraph for what it is: a formality, a title, introducing words, sentences."""
    title = walk.text[block.body : block.end]
    if block.label is None and title.endswith(":") and headings.names_parties(walk, block.body, block.end):
        walk.context.leave_items()
    level = walk.context.enter(block, is_open=title.endswith(":") or context.is_heading(block, title))
    if block.label is not None:
        walk.carried, walk.bound = (), False
        if walk.context.levels[0].mood == "opening" and block.label.style in ("roman", "number"):
            walk.context.levels[0].mood = "order"
    if tabled and _DETAILED.match(title):
        _leave_to_annex(walk)
    if _is_formality(block, title):
        walk.roles[block.start] = "formality"
        _besides(walk, block)
    elif (works := _states_work(walk, block, title, following)) or headings.is_title(walk, block, title, following):
        headings.heading(walk, level, block, title, following)
        if works and walk.titled is None and len(title.split()) > 3 and context.mood_of(title) is None:
            walk.titled = block
    elif title.endswith(":"):
        headings.introduction(walk, level, block.body, block.end)
    else:
        _words(walk, level, block)
        _hang(walk, level, block, following)


def _states_work(walk: Walk, block: Block, title: str, following: Block | None) -> bool:
    """Say whether a paragraph is the title over attribute lines, and no sentence that binds somebody by itself."""
    if not attributes.follows(walk, block, following):
        return False
    return not title.endswith(".") or binding.bound_in(walk, block.body, block.end) is None


def _hang(walk: Walk, level: Level, block: Block, following: Block | None) -> None:
    """Lend the party a dash item binds, in its own words or in those below it, to the "+" items that hang on it."""
    hangs = following is not None and following.label is not None and following.label.style == "plus"
    if level.style == "dash" and hangs and walk.carried and level.lend is None:
        level.lend = Lend(walk.carried, (), "heading")


_NO_PLAN = regex.compile(
    r"(?:QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|ĐIỀU LỆ|NỘI QUY|ĐỀ CƯƠNG|MẪU|BIỂU|PHIẾU|(?:BẢNG |BỘ )?TIÊU CHÍ|BẢNG ĐIỂM|"
    r"THANG ĐIỂM|DANH SÁCH|Danh sách|Đề cương|Mẫu số|Biểu mẫu)(?!\p{L})"
)
_PLAN = regex.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|DANH MỤC|PHỤ LỤC|PHÂN CÔNG|NHIỆM VỤ)(?!\p{L})")


def _is_no_plan(walk: Walk, block: Block, title: str) -> bool:
    """Say whether a paragraph stands in an annex that assigns nothing: regulations, an outline, a form, a list."""
    if block.label is not None and block.label.style == "annex":
        walk.plain = _NO_PLAN.search(title[:200]) is not None
    elif block.label is None and len(title) < ADDRESS_LENGTH and _NO_PLAN.match(title):
        walk.plain = True
    elif block.label is None and _PLAN.match(title):
        walk.plain = False
    return walk.plain


def _words(walk: Walk, level: Level, block: Block) -> None:
    """Read the sentences of a paragraph; what "…: (1) …; (2) …" enumerates stands each for itself."""
    parts = sentences.items(walk.text, block.body, block.end)
    if len(parts) < 2 or walk.context.mood not in ("order", "opening"):
        for place in sentences.sentences(walk.text, block.body, block.end):
            binding.sentence(walk, *place)
        return
    first, last = sentences.stripped_end(walk.text, *parts[0])
    if last > first:
        headings.introduction(walk, level, first, last)
    for label, start, end in sentences.marked(walk.text, parts[1:]):
        walk.context.levels.append(Level("paren", label, open=False))
        walk.carried, walk.bound = (), False
        for place in sentences.sentences(walk.text, start, end):
            binding.sentence(walk, *place)
        walk.context.levels.pop()


def _leave_to_annex(walk: Walk) -> None:
    """Drop a list of contents that an annex repeats as tasks, each with its own party."""
    sections = [level.block.start for level in walk.context.levels if level.style == "roman" and level.block]
    if sections:
        walk.drafts = [draft for draft in walk.drafts if draft.start < sections[-1] or draft.source != "implied"]


def _besides(walk: Walk, block: Block) -> None:
    """Read the sentences beside the formality in one paragraph ("Trên đây là …. Nếu vướng mắc, đề nghị …")."""
    walk.carried = ()
    for start, end in sentences.sentences(walk.text, block.body, block.end):
        if not _is_formal(walk.text[start:end]) or walk.deadline(start, end) is not None:
            bound = binding.bound_in(walk, start, end)
            if bound.subject.assigned if bound is not None else walk.carried:
                binding.sentence(walk, start, end)
        else:
            binding.carry_called(walk, start, end)


def _is_formality(block: Block, title: str) -> bool:
    """Say whether a paragraph is the closing formality, without content of its own."""
    if block.label is not None and block.label.style != "dash":
        return block.label.style == "article" and _EXECUTES.search(title) is not None
    return len(title) < FORMALITY_LENGTH and _is_formal(title)


def _is_formal(text: str) -> bool:
    """Say whether words are a closing formality."""
    lowered = text.lower()
    if not any(word in lowered for word in tables.load().phrases["formality_words"]):
        return False
    opening, within = _formal()
    return opening.match(text) is not None or within.search(text) is not None


@cache
def _formal() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Compile the closing formalities: those that open a paragraph, and those that stand anywhere in it."""
    phrases = tables.load().phrases["formalities"]
    opening = [phrase for phrase in phrases if phrase.startswith("^")]
    return regex.compile("|".join(opening)), regex.compile(
        "|".join(phrase for phrase in phrases if phrase not in opening)
    )
