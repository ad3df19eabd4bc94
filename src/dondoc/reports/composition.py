"""A composed report, as plain structure: what pages show, what is frozen, what drafts and workbooks are made of. Pure.

It is the same structure whether it was composed a moment ago or years ago: `asdict` of it is what a snapshot keeps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from typing import Any

from dondoc.kernel.vietnamese import format_number

from .wording import Piece

# What is printed where there is no figure: nothing to be a share of, or a measure that failed.
NO_FIGURE = "—"
# Before the code of a target, where figures of reports are told apart.
TARGET = "target:"


def plain(number: Decimal) -> str:
    """Return a number with the decimals that it has."""
    return format_number(number.normalize() if number % 1 else int(number))


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of a report.

    Attributes:
        counted: the count or sum; of a share, what it counts; None: it could not be computed.
        base: of what it is a share; None: it is no share.
        why: why there is no figure.
        printed: what it printed when it was kept, which stays whatever is printed now; empty: it was counted now.
    """

    code: str
    name: str
    formula: str
    version: int
    counted: Decimal | None
    base: Decimal | None = None
    why: str = ""
    printed: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """Return what a sentence prints: a count, or a share from its unrounded parts; of nothing there is none."""
        if self.printed:
            return self.printed
        if self.counted is None:
            return NO_FIGURE
        if self.base is None:
            return plain(self.counted)
        return f"{format_number(100 * self.counted / self.base, 1)} %" if self.base else NO_FIGURE

    @property
    def parts(self) -> str:
        """Return the count with that of which it is a share: 20/48."""
        if self.counted is None:
            return NO_FIGURE
        counted = plain(self.counted)
        return counted if self.base is None else f"{counted}/{plain(self.base)}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header.

    Attributes:
        total: how many rows there are in all.
        hidden: how many of them the reader may not see.
        addresses: where each row opens, by its place; empty: nowhere.
        links: where the figures of each row open, by its place and theirs; one that begins with no stroke opens below
            the report. Of a report as it is now: as it was sent none is kept.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: int
    hidden: int = 0
    addresses: Sequence[str] = ()
    links: Sequence[Sequence[str]] = ()

    @property
    def left_out(self) -> int:
        """Return how many rows that the reader may see are not shown: there are too many for a page."""
        return self.total - self.hidden - len(self.rows)


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit wrote."""

    unit: str
    by: str
    at: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: for each row a name and a number for each part.

    Attributes:
        parts: of each how a page draws it, and its name.
        form: how it is drawn (`writing.content.ChartForm`): how the tasks of units stand, how far targets have come of
            their plans in per cent, or what was done in each month.
        decimals: how many digits of the numbers stand behind the comma.
    """

    parts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, Sequence[int]]]
    form: str = "bars"
    title: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """One section as it reads.

    Attributes:
        label: its number as printed: "II.", of a clause "2.".
        text: its words with tokens, as somebody may rewrite them.
        is_typed: somebody wrote or rewrote it.
        waiting: the units that were asked and have not written yet.
    """

    code: str
    label: str
    title: str
    level: str
    source: str
    text: str = ""
    is_typed: bool = False
    paragraphs: Sequence[Sequence[Piece]] = ()
    said: Sequence[Said] = ()
    waiting: Sequence[str] = ()
    table: Table | None = None
    bars: Bars | None = None
    is_annex: bool = False

    @property
    def is_blank(self) -> bool:
        """Say whether it says nothing yet."""
        return not (self.paragraphs or self.said or self.table)


@dataclass(frozen=True, slots=True)
class Annex:
    """The targets of a report as they were counted: their table, how far each has come, and the figure of each."""

    table: Table
    bars: Bars | None
    figures: Sequence[Value] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self) | {"figures": [figure_of(value) for value in self.figures]}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Annex:
        """Read what `as_json` wrote."""
        figures = [value_from(said) for said in body["figures"]]
        return cls(Table(**body["table"]), Bars(**body["bars"]) if body["bars"] else None, figures)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report of one moment.

    Attributes:
        figures: those that its sentences name.
        targets: the cumulative figure of each of its targets.
    """

    subject: str
    unit: str
    as_of: dt.date
    sections: Sequence[Composed]
    figures: Sequence[Value] = field(default_factory=tuple)
    targets: Sequence[Value] = field(default_factory=tuple)

    @property
    def missing(self) -> list[Value]:
        """Return the figures that could not be computed."""
        return [value for value in self.figures if value.counted is None]

    @property
    def all_figures(self) -> list[Value]:
        """Return the figures of its sentences, then those of its targets."""
        return [*self.figures, *self.targets]


def body_of(paper: Paper) -> dict[str, Any]:
    """Return what a snapshot keeps of a paper: plain JSON, with what is computed from fields beside them."""
    body = asdict(paper)
    body["as_of"] = paper.as_of.isoformat()
    for kept, section in zip(body["sections"], paper.sections, strict=True):
        kept["is_blank"] = section.is_blank
        if section.table is not None:
            kept["table"]["left_out"] = section.table.left_out
            del kept["table"]["links"]
    body["figures"] = [figure_of(value) for value in paper.figures]
    body["targets"] = [figure_of(value) for value in paper.targets]
    return body


def paper_from(body: Mapping[str, Any]) -> Paper:
    """Return the paper of which `body_of` wrote the body; early ones say nothing of targets and of charts' forms."""
    figures, targets = ([value_from(said) for said in body.get(name, ())] for name in ("figures", "targets"))
    sections = [_section_from(said) for said in body["sections"]]
    return Paper(body["subject"], body["unit"], dt.date.fromisoformat(body["as_of"]), sections, figures, targets)


def _section_from(said: Mapping[str, Any]) -> Composed:
    plainly = {
        name: said[name] for name in ("code", "label", "title", "level", "source", "text", "is_typed", "waiting")
    }
    table = said["table"]
    kept = {field.name: table[field.name] for field in fields(Table) if field.name in table} if table else None
    return Composed(
        **plainly,
        paragraphs=[[Piece(**piece) for piece in paragraph] for paragraph in said["paragraphs"]],
        said=[Said(**one) for one in said["said"]],
        table=Table(**kept) if kept else None,
        bars=Bars(**said["bars"]) if said.get("bars") else None,
        is_annex=said["is_annex"],
    )


def value_from(said: Mapping[str, Any]) -> Value:
    """Return the figure that `figure_of` wrote."""
    counted, base = (None if said[key] is None else Decimal(said[key]) for key in ("counted", "base"))
    return Value(said["code"], said["name"], said["formula"], said["version"], counted, base, said["why"], said["text"])


def figure_of(value: Value) -> dict[str, Any]:
    """Return a figure as plain JSON."""
    return {
        "code": value.code, "name": value.name, "formula": value.formula, "version": value.version,
        "counted": None if value.counted is None else str(value.counted),
        "base": None if value.base is None else str(value.base), "text": value.text, "parts": value.parts,
        "why": value.why,
    }  # fmt: skip
