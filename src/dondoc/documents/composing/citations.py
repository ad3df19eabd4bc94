"""Cited documents: a token in the text, printed in full the first time and short afterwards. Pure.

"Khi viện dẫn lần đầu văn bản có liên quan, phải ghi đầy đủ tên loại, số, ký hiệu của văn bản, thời gian ban hành
văn bản, tên cơ quan, tổ chức ban hành văn bản và trích yếu nội dung văn bản; … trong các lần viện dẫn tiếp theo, chỉ
ghi tên loại và số, ký hiệu của văn bản đó" (Phụ lục I mục II.6 Nghị định 30/2020/NĐ-CP); "riêng Luật, Pháp lệnh không
ghi số, ký hiệu, cơ quan ban hành" (như trên). Which mention is the first is
found whenever the document is set, so that the full form moves when that mention is removed, moved or changed.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from dondoc.writing.wording import printed_day

from .choices import Kind
from .composition import JSON, texts

TOKEN = re.compile(r"\[\[([^\[\]]+)\]\]")
# "Về việc …" and "V/v …" already say "về".
ABOUT = re.compile(r"(?:v/v|về(?: việc)?)\s+", re.IGNORECASE)
# Cited by their names, without number and issuer.
LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
# What stands where a document bears no number or date.
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is cited; `document` is its id in the register."""

    document: int | None
    type: str
    number: str
    symbol: str
    date: str | None
    issuer: str
    subject: str

    @property
    def reference(self) -> str:
        """Return number and symbol as printed."""
        return "/".join(part for part in (self.number or (BLANK if self.symbol else ""), self.symbol) if part)

    @property
    def full(self) -> str:
        """Return the form of the first mention."""
        day = printed_day(dt.date.fromisoformat(self.date)) if self.date else BLANK
        if self.law:
            return f"{self.law} ngày {day}"
        words = f"{self.type} số {self.reference} ngày {day}"
        if self.issuer:
            words += f" của {self.issuer}"
        if not self.subject:
            return words
        about = ABOUT.match(self.subject)
        rest = self.subject[about.end() :] if about else self.subject
        return f"{words} {'về việc' if about else 'về'} {rest}"

    @property
    def short(self) -> str:
        """Return the form of every later mention."""
        return self.law or f"{self.type} số {self.reference}"

    @property
    def law(self) -> str:
        """Return the name of a law or an ordinance; empty for other documents, and where none is known."""
        if self.type not in LAWS or not self.subject:
            return ""
        name = self.subject[len(self.type) :] if self.subject.lower().startswith(self.type.lower()) else self.subject
        return f"{self.type} {name.strip()}"


def with_citation(content: JSON, cited: Cited) -> tuple[JSON, str]:
    """Return the content that knows a cited document, and the token that stands for it in a text."""
    known: dict[str, Any] = content["citations"]
    for token, one in known.items():
        if one["document"] == cited.document and cited.document is not None:
            return content, f"[[{token}]]"
    # Two documents of different years may bear the same number and symbol.
    token, tries = cited.reference, 1
    while token in known:
        tries += 1
        token = f"{cited.reference} ({tries})"
    changed = copy.deepcopy(content)
    changed["citations"][token] = asdict(cited)
    return changed, f"[[{token}]]"


def resolved(content: JSON) -> JSON:
    """Return the content with every token printed: in full where it comes first, then short."""
    known = {token: Cited(**cited) for token, cited in content["citations"].items()}
    seen: set[str] = set()

    def print_one(found: re.Match[str]) -> str:
        token = found.group(1)
        if token not in known:
            return found.group()
        is_first = token not in seen
        seen.add(token)
        return known[token].full if is_first else known[token].short

    return _rewritten(content, lambda text: TOKEN.sub(print_one, text))


def unknown(content: JSON) -> list[str]:
    """Return the tokens that stand for no document, each once."""
    found = dict.fromkeys(token for text in texts(content) for token in TOKEN.findall(text))
    return [token for token in found if token not in content["citations"]]


def used(content: JSON) -> list[tuple[str, Cited]]:
    """Return what is cited, in the order of the first mentions."""
    found = dict.fromkeys(token for text in texts(content) for token in TOKEN.findall(text))
    return [(token, Cited(**content["citations"][token])) for token in found if token in content["citations"]]


def _rewritten(content: JSON, rewrite: Callable[[str], str]) -> JSON:
    """Return the content with every text rewritten, in the order of `composition.texts`."""
    changed = copy.deepcopy(content)
    changed["bases"] = [rewrite(text) for text in changed["bases"]]
    for block in changed["blocks"]:
        if block["kind"] == Kind.TABLE:
            block["header"] = [rewrite(cell) for cell in block["header"]]
            block["rows"] = [[rewrite(cell) for cell in row] for row in block["rows"]]
        for key in ("title", "text", "action", "product"):
            if block.get(key):
                block[key] = rewrite(block[key])
    return changed
