"""How much a message may ask of the machine, with the reason of each bound."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one message, in bytes where nothing else is said."""

    # What the register takes of one file is 50 MiB; base64 makes 67 of it, and a few annexes come along.
    message: int = 100 * MEBIBYTE
    # Everything but the contents of the attachments: a real header has some kilobytes.
    skeleton: int = MEBIBYTE
    # Attachments of one message.
    attachments: int = 100
    # One attachment, unpacked: as the register.
    file: int = 50 * MEBIBYTE
    # All attachments, unpacked.
    files: int = 100 * MEBIBYTE
    # Long tables of a Word file shrink about 40 times; zeros shrink 1 000 times.
    ratio: int = 200
    # Below this a ratio says nothing: small repetitive files shrink as much as they like.
    ratio_from: int = 16 * MEBIBYTE


DEFAULT = Limits()
