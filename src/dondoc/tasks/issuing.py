"""Which passages ask for a document to be issued. Pure; what is found is a proposal that a person decides on."""

from __future__ import annotations

import re

# What is issued or approved.
PAPERS = (
    "quyết định|nghị quyết|nghị định|thông tư|chỉ thị|kế hoạch|chương trình|đề án|đề cương|phương án|quy chế|"
    "quy định|quy trình|hướng dẫn|định mức|đơn giá|danh mục|dự toán|văn bản|thông báo|công văn|tiêu chí"
)
ENDS = r"(?P<end>ban hành|phê duyệt)"
# A verb that makes a document ready, or one at the beginning of a clause that issues it at once.
ASKING = (
    re.compile(rf"\b(?P<verb>tham mưu|trình|xây dựng|soạn thảo|dự thảo|hoàn thiện)\b[^.;:]{{0,240}}?\b{ENDS}\b", re.I),
    re.compile(rf"(?:^|[,;]\s|\bvà\s)(?P<verb>){ENDS}\b", re.I),
)
# Before the verb: a document that is there already ("do Chính phủ ban hành"), or the act spoken of ("việc ban hành").
SPOKEN_OF = re.compile(
    r"\b(?:(?:đã|được|do|theo|vừa|mới)(?:\s[^,.;:]{1,60})?|luật|việc|khi|tiến độ|công tác|chỉ)$", re.I
)
PAPER = re.compile(rf"\b(?:{PAPERS})\b", re.I)
# How many characters after the verb may name the document.
AFTER = 80


def issuing_words(passage: str) -> str:
    """Return the words of a passage that ask for a document to be issued or approved; empty when none do."""
    text = " ".join(passage.split())
    for pattern in ASKING:
        for match in pattern.finditer(text):
            before, after = text[: match.start("end")].rstrip(), text[match.end() : match.end() + AFTER]
            named = PAPER.search(match[0]) or PAPER.search(re.split(r"[.;:,]", after)[0])
            if named and not SPOKEN_OF.search(before):
                return f"{match['verb']} … {match['end']}".lower() if match["verb"] else match["end"].lower()
    return ""
