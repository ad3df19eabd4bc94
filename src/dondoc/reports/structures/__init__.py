"""Kinds of reports, their sections and their figures, as data (loại báo cáo, mục, số liệu). Pure."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dondoc.reports.choices import Graph, Source


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of figures, and the one that stands instead where the figure that decides is nought."""

    on: str
    none: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a kind of report (mục).

    Attributes:
        code: its name in addresses and rows.
        level: of its heading, as `documents.composing.choices.Level` names it.
        sentences: what it says of its own accord; nothing of free text.
        ask: what the units are asked to write.
        is_annex: it is printed as an annex, on pages of its own.
        chart: what it draws; None: nothing.
    """

    code: str
    title: str
    level: str
    source: Source
    sentences: tuple[Sentence, ...] = ()
    ask: str = ""
    is_annex: bool = False
    chart: Graph | None = None

    @property
    def is_free(self) -> bool:
        """Say whether people write it."""
        return self.source == Source.FREE


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report.

    Attributes:
        subject: with `{period}` or `{document}` where these stand.
        months: how many first months of the year; 1 and 0: months are chosen; None: it has no period.
        is_of_document: it tells how one document was carried out.
    """

    code: str
    name: str
    subject: str
    sections: tuple[Section, ...]
    months: int | None = None
    is_of_document: bool = False

    def section(self, code: str) -> Section | None:
        """Return the section of a code."""
        return next((section for section in self.sections if section.code == code), None)


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure over tasks: which are counted, and of which it is the share.

    Attributes:
        counted, base: names of `tasks.selectors.figures.CONDITIONS`; no base: it is no share.
        version: raised whenever the same tasks would give another figure.
    """

    code: str
    name: str
    formula: str
    counted: str
    version: int
    base: str = ""


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of reports by code, in the order in which they are offered."""
    structures = {name: tuple(map(_section, rows)) for name, rows in _read("sections.toml").items()}
    return {
        code: Kind(code=code, sections=structures[said.pop("structure")], **said)
        for code, said in _read("kinds.toml").items()
    }


@functools.cache
def counters() -> Mapping[str, Counter]:
    """Return the figures over tasks by code."""
    return {code: Counter(code=code, **said) for code, said in _read("figures.toml").items()}


def names() -> Sequence[tuple[str, str]]:
    """Return the kinds as a form offers them."""
    return [(kind.code, kind.name) for kind in kinds().values()]


def _section(said: dict[str, Any]) -> Section:
    sentences = tuple(Sentence(**one) for one in said.pop("sentences", ()))
    chart = Graph(said.pop("chart")) if "chart" in said else None
    return Section(source=Source(said.pop("source")), sentences=sentences, chart=chart, **said)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(name).read_text("utf-8"))
