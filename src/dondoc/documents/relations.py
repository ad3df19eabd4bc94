"""What a document does to another that it cites, read from the words before the citation. Pure.

The words must say that this document does it: they open the sentence or the line, stand in the subject ("V/v …"), or
follow its own name ("Quyết định này thay thế …"). Whatever else is said of a cited document says nothing: "đề xuất sửa
đổi Quyết định số 12" asks somebody to, "được sửa đổi bởi Nghị định số 15" tells of a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .choices import Relation

# A sentence ends here, or a whole paragraph does. A line that opens one may come in the middle.
BORDER = re.compile(r"[.;]\s|\n\s*\n")
REACH = 300  # characters before a citation
# What may stand before the words that open a line: a bullet, or the label of a provision.
OPENING = r"(?:^|\n)[^\S\n]*(?:[-–+•*]\s*|(?:Điều|Khoản)?\s*\d+(?:\.\d+)*[.):]?\s+|[a-zđ]\)\s*)?"
SUBJECT = r"(?:[Vv]ề việc|V/v:?)\s+(?:ban hành[^.;\n]{0,60}\s)?"
ITSELF = (
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Quy chế|Quy định|Thông báo|Kế hoạch|Hướng dẫn|Công văn"
    r"|Văn bản)"
    r"\s+này\s+(?:sẽ\s+)?(?:có hiệu lực[^.;]{0,80}?(?:\s+và|,)\s+)?"
)
# Between the words and the citation these begin to speak of something else.
TURNS = re.compile(r"(?<!kèm )\btheo\b|\bcăn cứ\b|\bthực hiện\b|\bquy định tại\b|\btrên cơ sở\b|\bđược\b|\bbị\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that tell a relation; `name` says which told it."""

    name: str
    relation: Relation
    words: re.Pattern[str]


# The words of each act as they stand in the middle of a sentence; of two that begin alike the longer one first.
ACTS: Mapping[Relation, Sequence[str]] = {
    Relation.AMENDS: (r"sửa đổi(?:\s*,|\s+và)?\s+bổ sung", "sửa đổi"),
    Relation.REPLACES: ("thay thế",),
    Relation.REPEALS: ("bãi bỏ", "hủy bỏ", "huỷ bỏ"),
    Relation.ANSWERS: ("trả lời", "phúc đáp"),
    Relation.CARRIES_OUT: (
        r"báo cáo\s+(?:[^.;\n]{0,60}\s)?(?:thực hiện|thi hành)", r"kết quả\s+(?:[^.;\n]{0,40}\s)?thực hiện",
        r"để\s+(?:triển khai\s+)?thực hiện", r"nhằm\s+(?:triển khai\s+)?thực hiện",
        r"triển khai(?:\s+thực hiện)?", "thực hiện", "thi hành",
    ),
}  # fmt: skip


def _rules(relation: Relation, acts: Sequence[str]) -> Iterator[Rule]:
    """Yield the three places in which the words of an act tell that this document does it."""
    opening = "|".join(act[0].upper() + act[1:] for act in acts)
    said = "|".join(acts)
    for name, words in (
        ("opens_line", f"{OPENING}(?:{opening})"),
        ("in_subject", f"{SUBJECT}(?:{said})"),
        ("said_of_itself", f"{ITSELF}(?:{said})"),
    ):
        yield Rule(f"{relation}.{name}", relation, re.compile(rf"{words}\b"))


RULES: Sequence[Rule] = (
    *(rule for relation, acts in ACTS.items() for rule in _rules(relation, acts)),
    Rule("based_on.opens_line", Relation.BASED_ON, re.compile(rf"{OPENING}Căn cứ\b")),
)


def relation_of(text: str, citation_start: int) -> Rule | None:
    """Return the rule that tells what a document does to what it cites; None where the words say nothing.

    Args:
        text: the text of the document.
        citation_start: where the citation begins in it.
    """
    before = BORDER.split(text[max(0, citation_start - REACH) : citation_start])[-1]
    told = [(match.start(), match.end(), rule) for rule in RULES for match in [_last(rule.words, before)] if match]
    if not told:
        return None
    _start, end, rule = max(told, key=lambda one: (one[1], -one[0]))
    return None if TURNS.search(before, end) else rule


def _last(words: re.Pattern[str], before: str) -> re.Match[str] | None:
    found = None
    for match in words.finditer(before):
        found = match
    return found
