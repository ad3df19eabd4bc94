"""Why content cannot be written: each fault names its field and says what to do, in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the content: `path` as in `body[2].deadline.date`, and a sentence that says what to mend."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


class InvalidContent(Exception):
    """The content is not what schema `dondoc.writing/1` describes.

    Attributes:
        faults: everything that is wrong, in the order of the content; never empty.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Finding:
    """Advice about what was written: a stable code and a sentence that says what to do."""

    code: str
    message: str
