"""The rules as a table, and what a finding is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from dondoc.writing.kinds import kinds

Level = Literal["blocking", "advice"]
DECREE = "Nghị định 30/2020/NĐ-CP"
_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: its stable name.
        cell: the cell number of the decree ("1", "5b"), "trang" for page set-up, "phụ lục".
        source: article or annex of the decree.
        level: `blocking` when a document may not be issued so.
        component: which part of a document it looks at, "" when it is no plain rule of form.
        form: what must hold there ("size 12-13", "bold yes", "case upper", "align center").
        sentence: Vietnamese, with places for what was found and what is wanted.
    """

    code: str
    cell: str
    source: str
    level: Level
    component: str
    form: str
    sentence: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: the number of the paragraph, counted from 1 through cells and boxes, and its words."""

    paragraph: int
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands otherwise than the decree wants; every place where the same sentence holds."""

    rule: str
    cell: str
    source: str
    level: Level
    message: str
    places: tuple[Place, ...]

    @property
    def is_blocking(self) -> bool:
        """Tell whether the document may not be issued so."""
        return self.level == "blocking"


@cache
def load_rules() -> dict[str, Rule]:
    """Return the rules by code, in the order of the table."""
    found: dict[str, Rule] = {}
    for row in _rows("rules.tsv"):
        if len(row) != _COLUMNS or row[3] not in get_args(Level) or row[0] in found:
            raise ValueError(f"rules.tsv: {row}")
        level: Level = "blocking" if row[3] == "blocking" else "advice"
        found[row[0]] = Rule(row[0], row[1], row[2], level, row[4], row[5], row[6])
    return found


@cache
def load_types() -> dict[str, str]:
    """Return the names of the types of document that print one, by code; "-" for the one whose symbol bears none."""
    return {"-" if kind.is_uncoded else kind.code: kind.name for kind in kinds().values() if not kind.is_untitled}


@cache
def load_words() -> dict[str, tuple[str, ...]]:
    """Return the lists of words by which parts of a document are known."""
    raw = (files("dondoc.writing.checking") / "tables" / "words.toml").read_text("utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(raw).items()}


def _rows(name: str) -> Iterator[list[str]]:
    raw = (files("dondoc.writing.checking") / "tables" / name).read_text("utf-8")
    for line in raw.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
