"""The 29 types of administrative documents (Điều 7 Nghị định 30/2020/NĐ-CP) and what each has, from types.tsv."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Literal, cast

Style = Literal["legal", "report"]

ABSENT = "-"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of document (loại văn bản).

    Attributes:
        style: how headings are labelled: `legal` (Chương I, Mục 1, Điều 1) or `report` (I., 1., a).
        addressed: the words before those it is sent to (Kính gửi:), empty where the type has no such part.
        enacting: the line between the legal bases and the text (QUYẾT ĐỊNH:), empty where there is none.
        is_uncoded: its symbol bears no code, and `code` is a name of ours (thư công).
        is_untitled: no type name is printed and the subject stands under the number (công văn).
    """

    code: str
    name: str
    style: Style
    addressed: str
    has_bases: bool
    enacting: str
    is_untitled: bool
    is_uncoded: bool
    has_secretary: bool


@functools.cache
def kinds() -> dict[str, Kind]:
    """Return the types by their code."""
    lines = resources.files(__package__).joinpath("types.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: _kind(row) for row in rows}


def kind_of(code: str) -> Kind | None:
    """Return the type of a code; None when there is none."""
    return kinds().get(code)


def _kind(row: list[str]) -> Kind:
    code, name, style, addressed, bases, enacting, extra = ("" if cell == ABSENT else cell for cell in row)
    return Kind(
        code=code,
        name=name,
        style=cast("Style", style),
        addressed=addressed,
        has_bases=bases == "yes",
        enacting=enacting,
        is_untitled=extra == "untitled",
        is_uncoded=extra == "uncoded",
        has_secretary=extra == "secretary",
    )
