"""What happens to documents and matters above."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentRegistered:
    """A document was read and taken into the register."""

    document_id: int


@dataclass(frozen=True, slots=True)
class CitesAbsent:
    """A document cites one that is not in the register: it was just read, or a link to one came off."""

    document_id: int


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    """A document of ours was issued with its duties as composed; nothing of it has to be confirmed."""

    document_id: int
    actor_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DocumentRecalled:
    """An issued document was recalled or replaced: what it laid on somebody rests on nothing any more."""

    document_id: int
    reason: str
    is_replaced: bool
    actor_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class IncomingMoved:
    """The handling of an incoming document came to another state (`incoming.choices.Handling`), in a unit's book."""

    document_id: int
    unit_id: int
    state: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DocumentGone:
    """A scan that never became a document is being destroyed: it bears a secrecy mark, or was removed unread."""

    document_id: int
