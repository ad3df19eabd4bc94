"""The state of a walk through the paragraphs, and the one place where a directive is noted."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from dondoc.reading import sentences
from dondoc.reading.context import Context, Lend
from dondoc.reading.deadlines import cell_time, deadline_in
from dondoc.reading.drafts import Draft
from dondoc.reading.flow import Block, Flow
from dondoc.reading.instants import Time
from dondoc.reading.model import PartySource, Role
from dondoc.reading.times import Times

Place = tuple[int, int]
_ABOUT = ("Đối với ", "Về ", "Với ")  # a time in the topic tells what it is about
_MONTH_OR_YEAR = regex.compile(r"(?P<time>Tháng\s\d{1,2}(?:/|\snăm\s)\d{4}|Năm\s\d{4})\s?:\s")
SHORTEST = 8  # fewer characters say no duty


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before the walk: times, the body that plans for itself, whom the document addresses."""

    times: Times
    planner: Place | None = None
    issuer: str | None = None
    addressed: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Introduction:
    """Introducing words that state a duty, `[start, end)`; `scope` is where their items end."""

    start: int
    duty: int
    end: int
    leads: tuple[Place, ...]
    source: PartySource
    path: str
    scope: int


@dataclass(slots=True)
class Walk:
    """What the walk has seen so far.

    Attributes:
        roles: what is certainly no directive, by the start of its paragraph.
        pending: the number of the first directive that attribute lines to come belong to.
        attributed: attribute lines were just read, so the next directive opens a new group.
        titled: the last heading that states work, until something else does.
        carried: the party of the sentence before, within one item.
        named: names the document itself gives: its issuer, the bodies whose duties a heading announces.
        plain: the annex being read assigns nothing.
        bound: a party was bound in this item, so that further sentences may order too.
    """

    flow: Flow
    setting: Setting
    context: Context = field(default_factory=Context)
    drafts: list[Draft] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    introductions: list[Introduction] = field(default_factory=list)
    addressed: list[Place] = field(default_factory=list)
    carried: tuple[Place, ...] = ()
    bound: bool = False
    pending: int = 0
    attributed: bool = False
    titled: Block | None = None
    named: list[str] = field(default_factory=list)
    zone: str = "body"
    last_label: int = 0
    plain: bool = False

    @property
    def text(self) -> str:
        return self.flow.text

    def lend(self) -> Lend | None:
        """Return what the nearest heading lends."""
        return self.context.lend

    def deadline(self, start: int, end: int) -> Time | None:
        """Return the time that limits the duty in a passage."""
        return deadline_in(self.text, start, end, self.setting.times)

    def leads(self) -> tuple[tuple[Place, ...], PartySource, str]:
        """Return who is bound by a duty without party: as before, as the heading says, as addressed."""
        if self.carried:
            return self.carried, "implied", "duty_carried_over"
        lend = self.context.lend
        if lend is not None:
            return lend.leads, lend.source, "duty_under_heading"
        if self.addressed and self.zone == "body":
            return tuple(self.addressed), "implied", "duty_of_addressee"
        if self.setting.planner is not None:
            return (self.setting.planner,), "implied", "duty_of_planner"
        return (), "implied", "duty_without_party"

    def order(self) -> None:
        """Let the paragraphs to come be orders."""
        self.context.levels[-1].mood = "order"
        if self.context.levels[0].mood == "opening":
            self.context.levels[0].mood = "order"

    def _opening_time(self, start: int, end: int) -> Time | None:
        """Return the month or year that stands over a passage as its topic ("Tháng 3/2025: …")."""
        topic = _MONTH_OR_YEAR.match(self.text, start, end)
        return cell_time(self.text, start, topic.end("time")) if topic is not None else None

    def _path(self, start: int) -> str:
        """Return the path of a passage; what follows the last label hangs on its part only."""
        if self.zone != "body" or start < self.last_label:
            return self.context.path
        return next((level.label for level in self.context.levels if level.style in ("roman", "part")), "")

    def _whole(self, leads: tuple[Place, ...]) -> tuple[Place, ...]:
        """Return the parties with the document's own names whole, whatever commas and duty words they hold."""
        result: list[Place] = []
        for start, end in leads:
            if result and start < result[-1][1]:
                continue
            reach = max((len(name) for name in self.named if self._is_named(start, name)), default=0)
            result.append((start, max(end, start + reach)))
        return tuple(result)

    def _is_named(self, start: int, name: str) -> bool:
        return self.text[start : start + len(name)].lower() == name.lower()

    def emit(
        self, place: Place, duty: int, leads: tuple[Place, ...], source: PartySource, rule: str, *,
        lent: tuple[Place, ...] = (), path: str | None = None,
    ) -> None:  # fmt: skip
        """Note one directive."""
        start, end = sentences.stripped(self.text, *place)
        if end - start < SHORTEST:
            return
        self.titled = None
        if self.attributed:
            self.pending, self.attributed = len(self.drafts), False
        leads = self._whole(leads)
        about = self.text.startswith(_ABOUT, start) and start < duty < end
        time = self.deadline(duty if about else start, end) or self._opening_time(start, end)
        where = self._path(start) if path is None else path
        lent_time = None if time else self.context.time
        self.drafts.append(Draft(start, end, duty, where, rule, leads, source, lent, time, lent_time))
