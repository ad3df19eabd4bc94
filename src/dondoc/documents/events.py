"""What happens to documents and matters above."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentRegistered:
    """A document was read and taken into the register."""

    document_id: int


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    """A document of ours was issued with its duties as composed; nothing of it has to be confirmed."""

    document_id: int
    actor_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DocumentRecalled:
    """A document of ours that was issued is taken back; the words say why."""

    document_id: int
    reason: str
    actor_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DocumentGone:
    """A scan that never became a document is being destroyed: it bears a secrecy mark, or was removed unread."""

    document_id: int
