"""What happens to documents and matters above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentRegistered:
    """A document was read and taken into the register."""

    document_id: int
