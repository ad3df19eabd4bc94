"""Names of agencies as a sentence writes them, where a letterhead prints them in capitals. Pure."""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources

# A place bears its name behind one of these, each syllable with a capital.
LEVELS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "huyện", "quận", "xã", "phường", "đặc khu")


def in_words(printed: str) -> str:
    """Return a name in capitals as Phụ lục II of Nghị định 30 writes it: "Ủy ban nhân dân tỉnh Quảng Ngãi".

    Capitals do not tell which words are proper names, so only what the table knows is written small; any other name
    stays as it is printed.
    """
    name = " ".join(unicodedata.normalize("NFC", printed).split())
    if not name.isupper():
        return name
    words, rest = [], name
    while rest:
        level = next((level for level in LEVELS if rest.startswith(f"{level.upper()} ")), None)
        phrase = _longest(rest)
        if phrase is not None:
            words.append(phrase)
            rest = rest[len(phrase) :].lstrip()
        elif level is not None and words:
            words += [level, rest[len(level) :].strip().title()]
            rest = ""
        else:
            return name
    return " ".join(words)


def _longest(rest: str) -> str | None:
    """Return the longest known words that a name begins with."""
    fitting = (phrase for phrase in _known() if f"{rest} ".startswith(f"{phrase.upper()} "))
    return max(fitting, key=len, default=None)


@functools.cache
def _known() -> tuple[str, ...]:
    lines = resources.files(__package__).joinpath("issuers.tsv").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
