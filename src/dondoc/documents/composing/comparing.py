"""Two versions of a draft beside each other, by paragraph and by word. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from dondoc.kernel.vietnamese import format_date

from . import charts, citations
from .choices import Circulation, DeadlineKind, Kind, Level, Urgency
from .composition import JSON

Tag = Literal["", "ins", "del"]
Run = tuple[Tag, str]

WORD = re.compile(r"\s+|[^\s]+")
# Paragraphs as like as this are one paragraph that was changed; others were removed and added.
LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the comparison: unchanged, added, removed, or changed word by word."""

    state: Literal["same", "ins", "del", "changed"]
    runs: tuple[Run, ...]


def paragraphs(content: JSON, signature: JSON | None) -> list[str]:
    """Return what a version says, one paragraph each, citations printed as the document prints them."""
    printed = citations.resolved(content)
    lines = [
        Urgency(printed["urgency"]).label if printed["urgency"] else "",
        Circulation(printed["circulation"]).label if printed["circulation"] else "",
        printed["issuer"]["parent"], printed["issuer"]["name"], printed["symbol"], printed["place"],
        printed["subject"], printed["decided_by"], *(party["name"] for party in printed["to"]), *printed["bases"],
    ]  # fmt: skip
    meeting = printed["meeting"]
    lines += [meeting.get(key, "") for key in ("time", "place", "chair", "secretary")] + meeting.get("present", [])
    for block in printed["blocks"]:
        lines += _lines_of(block)
    lines += [party["name"] for party in printed["recipients"]] + [printed["archive"], printed["drafter"]]
    lines += [str(printed["copies"] or ""), *printed["contact"].values()]
    if signature:
        lines.append(" ".join([*signature["authority"], signature["title"], signature["name"]]))
    return [str(line) for line in lines if line]


def compared(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Return the rows that lead from one version to another; every word of both comes out once."""
    rows: list[Row] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row("same", (("", text),)) for text in before[i:j]]
        else:
            rows += _changed(before[i:j], after[k:m])
    return rows


def words(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs that lead from one paragraph to another."""
    old, new = WORD.findall(before), WORD.findall(after)
    runs: list[Run] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            runs.append(("", "".join(old[i:j])))
            continue
        runs += [("del", "".join(old[i:j]))] if i < j else []
        runs += [("ins", "".join(new[k:m]))] if k < m else []
    return tuple(runs)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """Yield removed and added paragraphs; those that are alike as one that changed."""
    left = list(before)
    for text in after:
        like = next((old for old in left if SequenceMatcher(None, old, text, autojunk=False).ratio() >= LIKE), None)
        if like is None:
            yield Row("ins", (("ins", text),))
            continue
        skipped = left[: left.index(like)]
        yield from (Row("del", (("del", old),)) for old in skipped)
        del left[: len(skipped) + 1]
        yield Row("changed", words(like, text))
    yield from (Row("del", (("del", old),)) for old in left)


def _lines_of(block: JSON) -> list[str]:
    if block["kind"] == Kind.TABLE:
        return [" | ".join(row) for row in [block["header"], *block["rows"]]]
    if block["kind"] == Kind.CHART:
        return [block["title"], *charts.lines_of_chart(block)]
    if block["kind"] == Kind.STATEMENT:
        return [f"{block['who']}: {block['text']}"]
    if block["kind"] == Kind.HEADING:
        # Its level is printed as its number.
        return [f"{Level(block['level']).label}: {' '.join(filter(None, [block['title'], block['text']]))}"]
    if block["kind"] == Kind.PARAGRAPH:
        return [block["text"]]
    if block["kind"] == Kind.ANNEX:
        signers = [" ".join([*signer["titles"], signer["name"]]) for signer in block["signers"]]
        return [f"{Kind.ANNEX.label}: {block['title']}", *signers]
    deadline = block["deadline"]
    until = deadline["phrase"]
    if deadline["kind"] == DeadlineKind.DATE:
        until = format_date(dt.date.fromisoformat(deadline["date"]))
    parts = [
        ", ".join(party["name"] for party in block["lead"]), block["action"],
        ", ".join(party["name"] for party in block["cooperate"]), until, block["product"],
    ]  # fmt: skip
    return ["; ".join(part for part in parts if part)]
