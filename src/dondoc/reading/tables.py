"""The data tables of the reader: words an official can correct, read once, hashed into the reader's name."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("document_types.tsv", "cited_types.tsv", "heads.tsv", "duties.tsv", "confusions.tsv", "phrases.toml")


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables: types by code, cited type words, party heads, duty words, confusions, phrases by topic."""

    types: dict[str, str]
    cited: tuple[str, ...]
    heads: dict[str, str]
    duties: dict[str, str]
    confusions: dict[str, str]
    phrases: dict[str, tuple[str, ...]]
    digest: str


@cache
def load() -> Tables:
    """Return the tables that came with the package."""
    folder = files("dondoc.reading") / "tables"
    raw = {name: (folder / name).read_bytes() for name in FILES}
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + raw[name] + b"\0")
    confusions = _pairs(raw["confusions.tsv"])
    duties = _pairs(raw["duties.tsv"])
    misprinted = {wrong: duties[right] for wrong, right in confusions.items() if right in duties}
    return Tables(
        types=_pairs(raw["document_types.tsv"]),
        cited=tuple(_rows(raw["cited_types.tsv"])),
        heads=_pairs(raw["heads.tsv"]),
        duties={**duties, **misprinted},
        confusions=confusions,
        phrases=_phrases(tomllib.loads(raw["phrases.toml"].decode())),
        digest=digest.hexdigest(),
    )


def _rows(raw: bytes) -> list[str]:
    """Return the lines of a table without remarks and blank lines."""
    return [line for line in raw.decode().splitlines() if line.strip() and not line.startswith("#")]


def _pairs(raw: bytes) -> dict[str, str]:
    """Return a table of two columns as a mapping, in its order."""
    split = (row.split("\t") for row in _rows(raw))
    return {row[0]: row[1] for row in split}


def _phrases(data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the lists of phrases by topic."""
    return {topic: tuple(phrases) for topic, phrases in data.items()}
