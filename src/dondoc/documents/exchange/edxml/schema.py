"""How a structure names its elements: fields of a dataclass that know their element."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cache
from typing import Any


class Kind(Enum):
    """What an element holds, and how often it may stand."""

    TEXT = "one text"
    TEXTS = "a text each"
    ONE = "one structure"
    MANY = "a structure each"
    CONTENT = "bytes, zipped, in base64"


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a structure.

    Attributes:
        attribute: the field of the dataclass.
        structure: the dataclass of what it holds, None for texts and bytes.
    """

    name: str
    kind: Kind
    structure: Any = None
    attribute: str = ""


def text(name: str) -> Any:
    """Declare an element that holds a text; absent and empty are the same."""
    return field(default="", metadata={"part": Part(name, Kind.TEXT)})


def texts(name: str) -> Any:
    """Declare an element that holds a text and may stand several times."""
    return field(default=(), metadata={"part": Part(name, Kind.TEXTS)})


def one(name: str, structure: Any) -> Any:
    """Declare an element that holds a structure; absent and empty are the same."""
    return field(default=structure(), metadata={"part": Part(name, Kind.ONE, structure)})


def many(name: str, structure: Any) -> Any:
    """Declare an element that holds a structure and may stand several times."""
    return field(default=(), metadata={"part": Part(name, Kind.MANY, structure)})


def content(name: str) -> Any:
    """Declare an element that holds the bytes of a file."""
    return field(default=b"", metadata={"part": Part(name, Kind.CONTENT)})


def parts_of(structure: Any) -> dict[str, Part]:
    """Return the elements of a structure by their names, in the order in which they are written."""
    return _parts_of(structure)


@cache
def _parts_of(structure: Any) -> dict[str, Part]:
    found = ((entry.name, entry.metadata["part"]) for entry in fields(structure) if "part" in entry.metadata)
    return {part.name: Part(part.name, part.kind, part.structure, attribute) for attribute, part in found}
