"""Text made easier to read, with a way back to the original, character by character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

import regex

from dondoc.reading.model import Span

# Letters of other alphabets that print like Latin ones and slip into symbols (one for one, so offsets stay).
LOOK_ALIKES = {
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T",
    "Х": "X", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "Ð": "Đ", "ð": "đ",
    "Α": "A", "Β": "B", "Ε": "E", "Η": "H", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T",
}  # fmt: skip
_PLAIN = {
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
    "\u2010": "-", "\u2011": "-", "\u00ad": "-", "\u2044": "/", "\ufffc": " ", "\ufeff": " ", "\u200b": " ",
    "\r": "\n", "\f": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_ONE_FOR_ONE = {**LOOK_ALIKES, **_PLAIN}
# A set of single characters: `re` looks them up faster than `regex`.
_REPLACED = re.compile("[" + "".join(map(re.escape, _ONE_FOR_ONE)) + "]")
_CLUSTER = regex.compile(r"\P{M}\p{M}+")
# "uỷ", "hoà", "khoẻ" and "ủy", "hòa", "khỏe" are the same syllables; tables hold the second spelling.
_OLD_TONE = re.compile(r"[oOuU][àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ](?![^\W\d_])")
_TONED_Y = frozenset("ỳýỷỹỵỲÝỶỸỴ")  # after "u" these belong to it, but not in "quý"; after "o" the others do
_TONE_OF = dict(zip("àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ", "01234" * 6, strict=True))
_TONED = {"o": "òóỏõọ", "O": "ÒÓỎÕỌ", "u": "ùúủũụ", "U": "ÙÚỦŨỤ"}
_BARE = {**dict.fromkeys("àáảãạ", "a"), **dict.fromkeys("ÀÁẢÃẠ", "A"), **dict.fromkeys("èéẻẽẹ", "e"),
         **dict.fromkeys("ÈÉẺẼẸ", "E"), **dict.fromkeys("ỳýỷỹỵ", "y"),
         **dict.fromkeys("ỲÝỶỸỴ", "Y")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text of which every character knows the characters of the original it stands for.

    The text is cut into runs. A run as long as its original maps one to one; any other run is one
    character that stands for the whole of its original (a composed letter, a fold of white space).
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[Span, ...]

    def origin(self, start: int, end: int) -> Span:
        """Return the original `[start, end)` of the characters `[start, end)`; start < end."""
        if len(self.starts) == 1 and self.origins[0][1] - self.origins[0][0] == len(self.text):
            return self.origins[0][0] + start, self.origins[0][0] + end
        index = bisect_right(self.starts, start)
        begin, stop = self.starts[index - 1], self._stop(index)
        first, last = self.origins[index - 1]
        low = first + start - begin if last - first == stop - begin else first
        if end > stop:
            index = bisect_right(self.starts, end - 1)
            begin, stop = self.starts[index - 1], self._stop(index)
            first, last = self.origins[index - 1]
        return low, first + end - begin if last - first == stop - begin else last

    def _stop(self, index: int) -> int:
        """Return where the run before `index` ends."""
        return self.starts[index] if index < len(self.starts) else len(self.text)


@dataclass(slots=True)
class Builder:
    """Collects the runs of a `Mapped` text from left to right."""

    source: str
    base: Mapped | None = None
    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    origins: list[Span] = field(default_factory=list)
    length: int = 0

    def copy(self, start: int, end: int) -> None:
        """Take `source[start:end)` over as it stands."""
        if end > start:
            self.pieces.append(self.source[start:end])
            self.starts.append(self.length)
            self.origins.append((start, end))
            self.length += end - start

    def put(self, character: str, start: int, end: int) -> None:
        """Let one character stand for `source[start:end)`."""
        self.pieces.append(character)
        self.starts.append(self.length)
        self.origins.append((start, end))
        self.length += len(character)

    def done(self) -> Mapped:
        """Return the text collected so far."""
        return Mapped("".join(self.pieces), tuple(self.starts), tuple(self.origins))


def composed(text: str) -> Mapped:
    """Return the text in NFC with plain spaces, line ends and hyphens, look-alike letters made Latin.

    Only composing changes the length; everything else is one character for one.
    """
    builder = Builder(text)
    if unicodedata.is_normalized("NFC", text):
        builder.copy(0, len(text))
    else:
        _compose(text, builder)
    plain = builder.done()
    replaced = _REPLACED.sub(lambda found: _ONE_FOR_ONE[found[0]], plain.text)
    return Mapped(_one_tone(replaced), plain.starts, plain.origins)


def _compose(text: str, builder: Builder) -> None:
    """Add the text cluster by cluster (a base letter and its marks), each composed."""
    last = 0
    for found in _CLUSTER.finditer(text):
        builder.copy(last, found.start())
        cluster = unicodedata.normalize("NFC", found[0])
        if len(cluster) == len(found[0]):
            builder.copy(found.start(), found.end())
        else:
            builder.put(cluster[0], found.start(), found.end())
        last = found.end()
    builder.copy(last, len(text))


def _one_tone(text: str) -> str:
    """Return the text with the tone mark where the tables have it ("uỷ" as "ủy"), length unchanged."""
    characters: list[str] | None = None
    for found in _OLD_TONE.finditer(text):
        vowel, letter = found.start(), found[0][1]
        belongs = letter in _TONED_Y
        if (text[vowel] in "uU") != belongs or (belongs and text[vowel - 1 : vowel] in ("q", "Q")):
            continue
        characters = characters or list(text)
        characters[vowel] = _TONED[text[vowel]][int(_TONE_OF[letter])]
        characters[vowel + 1] = _BARE[letter]
    return text if characters is None else "".join(characters)


def one_line(text: str) -> str:
    """Return the text in NFC with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())
