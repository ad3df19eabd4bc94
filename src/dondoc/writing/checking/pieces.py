"""What the checks look at: a paragraph, or the part of one that stands between tabs and line breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dondoc.writing.checking.document import Paragraph, Run

_BREAKS = re.compile(r"[\t\n]+")
# Older spelling puts the tone on the other vowel: "HOÀ" is "HÒA".
_TONES = str.maketrans({"\u0300": "", "\u0301": "", "\u0303": "", "\u0309": "", "\u0323": ""})
WORDS = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one paragraph with the runs they are set in; `is_whole` when nothing else stands in the paragraph."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    is_whole: bool = True

    @property
    def text(self) -> str:
        """Return the words with the automatic number before them, white space folded."""
        return folded(f"{self.paragraph.label} {self.words}" if self.is_whole else self.words)

    @property
    def words(self) -> str:
        """Return the words as they were typed."""
        return "".join(run.text for run in self.runs)

    def printed(self) -> Iterator[Run]:
        """Yield the runs that show something."""
        return (run for run in self.runs if run.text.strip())

    @property
    def is_drawn(self) -> bool:
        """Tell whether it is a line made of signs ("______") and says nothing."""
        return not any(letter.isalnum() for letter in self.text)

    @property
    def is_bold(self) -> bool:
        """Tell whether all of it is bold."""
        return all(run.look.bold for run in self.printed())

    @property
    def is_upper(self) -> bool:
        """Tell whether its letters are capitals."""
        return is_upper(self.words)

    @property
    def is_centred(self) -> bool:
        """Tell whether it is centred."""
        return self.paragraph.look.align == "center"

    @property
    def story(self) -> int:
        """Return what it flows in."""
        return self.paragraph.story


def whole(paragraph: Paragraph) -> Piece:
    """Return a paragraph as one piece."""
    return Piece(paragraph, tuple(paragraph.runs))


def split(paragraph: Paragraph) -> list[Piece]:
    """Return the parts of a paragraph of the letterhead: columns parted by tabs, lines parted by breaks."""
    if not _BREAKS.search(paragraph.text):
        return [whole(paragraph)]
    parts: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *others = _BREAKS.split(run.text)
        parts[-1].append(Run(first, run.look))
        parts += [[Run(other, run.look)] for other in others]
    filled = [tuple(part) for part in parts if "".join(run.text for run in part).strip()]
    is_alone = len(filled) == 1 or "\t" not in paragraph.text.strip()
    return [Piece(paragraph, part, is_whole=is_alone) for part in filled]


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the text with each stretch of white space as one space, composed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def bare(text: str) -> str:
    """Return the words in small letters without tones: "HOÀ" and "Hòa" are one."""
    plain = unicodedata.normalize("NFD", folded(text).lower()).translate(_TONES)
    return unicodedata.normalize("NFC", plain)


def is_upper(text: str) -> bool:
    """Tell whether a text has letters and all are capitals."""
    return text.upper() == text and text.lower() != text


def cut(text: str, length: int = WORDS) -> str:
    """Return words cut to a readable length."""
    short = folded(text)
    return short if len(short) <= length else short[:length].rstrip() + "…"
