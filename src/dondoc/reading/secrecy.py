"""Documents marked MẬT, TỐI MẬT or TUYỆT MẬT are refused at the door.

Looks at plain lines and needs no letterhead: a stamp may stand above it, in it or alone.
"""

from __future__ import annotations

import unicodedata

import regex

from dondoc.reading import stamps
from dondoc.reading.errors import Unreadable

# A stamp stands in the letterhead; so many lines that are not empty hold any letterhead.
STAMP_LINES = 60
# A longer line is running text.
LINE_LENGTH = 400
# Without the word, letter-spaced or not, nothing need be looked at.
_WORD = regex.compile(r"[mM]\s*[ậẬ]\s*[tT](?!\p{L})")
_LABEL = regex.compile(r"(?:mức )?độ mật\s?[:.]?\s?", regex.IGNORECASE)
_MARKS = ("tuyệt mật", "tối mật", "mật")
_NUMBER_LINE = regex.compile(r"\s*số\b.*?/.*?[-(\[]\s?(?P<mark>tuyệt mật|tối mật|mật)\s?[\])]?\s*$", regex.IGNORECASE)


def refuse(text: str) -> None:
    """Refuse a document that bears a secrecy stamp.

    Raises:
        Unreadable: `secret`, naming the mark.
    """
    lines = (line for line in text.splitlines() if line.strip())
    for _, line in zip(range(STAMP_LINES), lines, strict=False):
        if len(line) > LINE_LENGTH:
            continue
        plain = unicodedata.normalize("NFC", line)
        if _WORD.search(plain) is None:
            continue
        if found := _NUMBER_LINE.match(plain):
            raise Unreadable("secret", found["mark"].capitalize())
        for cell in stamps.cells(plain):
            if mark := _mark(cell):
                raise Unreadable("secret", mark.capitalize())


def _mark(cell: str) -> str | None:
    """Return the mark that is all a cell says: capitalised, letter-spaced or after "Độ mật:"."""
    words = stamps.words(cell)
    label = _LABEL.match(words)
    if label and label.end() < len(words):
        words = words[label.end() :]
    elif not words[:1].isupper():
        return None
    folded = " ".join(words.lower().split())
    return next((mark for mark in _MARKS if folded in (mark, mark.replace(" ", ""))), None)
