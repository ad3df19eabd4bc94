"""Where a passage may be taken apart, and how a long one is named shortly."""

from __future__ import annotations

import re

from dondoc.documents.selectors import begins_duty

from .choices import SHORTENED

# Longest name of a proposal made from a sentence; the sentence itself is kept whole beside it.
ACTION_LENGTH = 160
# After these a new clause may begin: the second of two duties.
BORDER = re.compile(r"[;.,:]\s+|\s+(?=(?:đồng thời|và|trong đó)\s)")


def clause_borders(passage: str) -> list[tuple[int, str]]:
    """Return the offsets at which a passage may be split, each with the words from there on.

    Only where a verb of duty begins, with its party or without: what else "và" joins is a list of nouns.
    """
    found = [match.end() for match in BORDER.finditer(passage)]
    return [(at, passage[at:]) for at in found if 0 < at < len(passage) and begins_duty(passage[at:])]


def shortened(text: str, length: int = ACTION_LENGTH) -> str:
    """Return a text on one line with a capital in front, shortened at a word and marked as shortened."""
    words = " ".join(text.split())
    words = words[:1].upper() + words[1:]
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + SHORTENED
