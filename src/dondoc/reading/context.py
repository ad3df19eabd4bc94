"""What the headings above a paragraph lend to it: who is bound, with whom, by when, in which mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import regex

from dondoc.reading import layout, patterns, tables
from dondoc.reading.flow import Block
from dondoc.reading.instants import Time
from dondoc.reading.model import PartySource

TITLE_WORDS = 40  # a labelled title is no longer
Mood = Literal["opening", "order", "assess", "aim", "list"]
Place = tuple[int, int]


@dataclass(slots=True)
class Lend:
    """Parties a heading or introducing words lend to the items below."""

    leads: tuple[Place, ...]
    cooperate: tuple[Place, ...]
    source: PartySource
    used: bool = False


@dataclass(slots=True)
class Level:
    """One open level of the numbering."""

    style: str
    label: str
    open: bool
    lend: Lend | None = None
    mood: Mood | None = None
    time: Time | None = None
    block: Block | None = None
    children: int = 0


@dataclass(slots=True)
class Context:
    """The open levels, the outermost first; the first one is the document itself."""

    levels: list[Level] = field(default_factory=lambda: [Level("root", "", open=True, mood="opening")])

    def enter(self, block: Block, *, is_open: bool) -> Level:
        """Open the level of a labelled paragraph, closing what it ends."""
        if block.label is None:
            return self.levels[-1]
        style = block.label.style
        if not self._hangs_on_other_mark(block.label.text, style):
            self._close(style, block.label.text)
        self.levels[-1].children += 1
        level = Level(style, block.label.text, open=is_open, block=block)
        self.levels.append(level)
        return level

    def leave_items(self) -> None:
        """Close dash and "+" items: a party named without label opens items of its own."""
        while self.levels[-1].style in ("dash", "plus"):
            self.levels.pop()

    def _hangs_on_other_mark(self, mark: str, style: str) -> bool:
        """Say whether a dash item stands under an open one with another mark ("* Văn phòng Sở:" / "- …")."""
        dashes = [level for level in self.levels if level.style == "dash"]
        return style == "dash" and bool(dashes) and dashes[-1].open and all(mark != level.label for level in dashes)

    def _close(self, style: str, mark: str) -> None:
        """Close the levels that a label of this style ends; of dash items the one with the same mark, if any."""
        same = next(
            (n for n, level in enumerate(self.levels) if level.style == style == "dash" and level.label == mark), None
        )
        if same is not None:
            del self.levels[same:]
            return
        styles = [level.style for level in self.levels]
        if style in styles:
            del self.levels[styles.index(style) :]
            return
        rank = layout.RANK[style]
        while len(self.levels) > 1 and layout.RANK[self.levels[-1].style] > rank and not self.levels[-1].open:
            self.levels.pop()
        while (
            len(self.levels) > 1 and layout.RANK[self.levels[-1].style] > rank and style in ("annex", "part", "roman")
        ):
            self.levels.pop()

    @property
    def lend(self) -> Lend | None:
        """What the nearest heading lends."""
        return next((level.lend for level in reversed(self.levels) if level.lend is not None), None)

    @property
    def mood(self) -> Mood:
        """The mood the nearest heading sets."""
        return next(level.mood for level in reversed(self.levels) if level.mood is not None)

    @property
    def time(self) -> Time | None:
        """The period the nearest heading sets."""
        return next((level.time for level in reversed(self.levels) if level.time is not None), None)

    @property
    def path(self) -> str:
        """The labels from the outside in, as printed; a label "1.1" already holds the outer "1"."""
        return path_of([(level.style, level.label) for level in self.levels[1:]])


def path_of(labels: Sequence[tuple[str, str]]) -> str:
    """Join labels; dashes have none of their own."""
    result: list[str] = []
    for style, label in labels:
        if style in ("dash", "plus"):
            continue
        if style == "decimal" and result and label.startswith(result[-1] + "."):
            result.pop()
        result.append(label)
    return ".".join(result)


@cache
def _headings() -> tuple[tuple[Mood, regex.Pattern[str]], ...]:
    """Compile the heading words by mood."""
    phrases = tables.load().phrases
    moods: tuple[tuple[Mood, str], ...] = (
        ("aim", "aiming_headings"), ("assess", "assessing_headings"), ("order", "ordering_headings"),
    )  # fmt: skip
    return tuple(
        (mood, regex.compile(rf"(?:{patterns.alternation(phrases[topic])})(?!\p{{L}})", regex.I))
        for mood, topic in moods
    )


_FOREWORD = regex.compile(r"^(?:về|Về|VỀ|các|một số|MỘT SỐ|CÁC|NHỮNG)\s")
_REQUESTS = regex.compile(r"yêu cầu\s(?!chung|cụ thể|$)", regex.I)
# "Hình thức tuyên truyền": how the work is done, in items that are work themselves.
_FORMS_OF_WORK = regex.compile(r"hình thức\s(?:tuyên truyền|truyền thông|phổ biến|vận động)", regex.I)


def mood_of(title: str) -> Mood | None:
    """Return the mood a heading sets, None when it says nothing about it."""
    words = _FOREWORD.sub("", title.strip(" .:"))
    for mood, pattern in _headings():
        if pattern.match(title) or pattern.match(words):
            if mood == "aim" and _REQUESTS.match(words):
                continue
            if mood == "aim" and _FORMS_OF_WORK.match(words):
                return "order"
            return mood
    order = _headings()[2][1]
    return "order" if order.search(title) else None


def is_heading(block: Block, title: str) -> bool:
    """Say whether a paragraph is only a title: labelled or in capitals, short, without an end mark."""
    if title.endswith((".", ";", "!", "…")) or not title:
        return False
    if block.label is not None and block.label.style not in ("dash", "plus") and len(title.split()) <= TITLE_WORDS:
        return True
    return layout.is_upper(title)
