"""What is named as evidence, and which files are taken: deny by default, the bytes must fit the suffix. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from .errors import EvidenceDateMissing, EvidenceKind

ZIP = (b"PK\x03\x04",)
OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
# Suffix → what the bytes begin with; an empty beginning means plain text, checked apart.
KINDS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".docx": ZIP,
    ".xlsx": ZIP,
    ".pptx": ZIP,
    ".odt": ZIP,
    ".ods": ZIP,
    ".doc": OLE,
    ".xls": OLE,
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".txt": (b"",),
    ".csv": (b"",),
}
ACCEPT = ",".join(KINDS)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent as evidence: its bytes, its name as sent, and the date it bears itself."""

    data: bytes
    name: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Reference:
    """Something on record that is named as evidence: a source and the id of the record there, or a piece in use."""

    source: str
    record_id: int


# The source of a `Reference` that names a piece of evidence of another task; the others stand in `proof_sources`.
IN_USE = "evidence"


def checked_date(attachment: Attachment, *, today: dt.date) -> dt.date:
    """Return the date an attachment bears; refuse what cannot be evidence.

    Raises:
        EvidenceKind: its kind is not taken.
        EvidenceDateMissing: its own date is missing or lies ahead.
    """
    check_kind(attachment.data, attachment.name)
    if attachment.date is None or attachment.date > today:
        raise EvidenceDateMissing
    return attachment.date


def check_kind(data: bytes, name: str) -> None:
    """Refuse a file whose suffix is not taken, or whose bytes do not begin as that kind does.

    Raises:
        EvidenceKind: naming the file.
    """
    beginnings = KINDS.get(PurePosixPath(name.lower()).suffix)
    fits = beginnings is not None and data.startswith(beginnings)
    if not fits or (beginnings == (b"",) and b"\x00" in data):
        raise EvidenceKind(name=name)
