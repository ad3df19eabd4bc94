"""What a source gives: the text, what it was, and what could not be carried over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loaded:
    """The text of one file.

    Attributes:
        text: what every span of a reading indexes.
        media_type: decided by the content, not by the name.
        encoding: the table of characters the file used; None where the format fixes it.
        losses: Vietnamese sentences, each naming something that is in the file and not in `text`,
            or that is in `text` and may be wrong.
    """

    text: str
    media_type: str
    encoding: str | None = None
    losses: tuple[str, ...] = ()
