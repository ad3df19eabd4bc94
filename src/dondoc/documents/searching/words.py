"""Words as search compares them, and the terms under which a document is indexed. Pure.

Every word is ASCII: marks are folded away, a letter of another script stands as its code point. Two words side by side
make one term besides (`_hanh_chinh`), and so do three, so that phrases are looked up and not searched through; words of
a field make terms that name it (`=ky-hieu=tb`). Only words begin with a letter or digit, so the beginning of a term is
that of a word. Both databases see these terms only, and so they agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dondoc.kernel.vietnamese import fold

# Stands in a skeleton where the text has a mark of its own code point; it belongs to the letter before.
MARK = "\u0301"
PAIR, FIELD = "_", "="
# After a term of a search: any term that begins so.
BEGUN = "*"
# A term of a document that has too many threes for all of them to be indexed: none is.
CUT = "_-"
LONGEST_WORD = 60
# Bytes of distinct terms of one document; PostgreSQL keeps at most 1 MiB (`tsvector`). A book of 500 pages fits.
MOST_BYTES = 900_000
ROOM = MOST_BYTES - len(f"{CUT} ")


class _Skeleton(dict[int, str]):
    """One character for each: a folded letter or digit, `MARK`, or a space for all else."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character):
            bare = MARK
        elif not character.isalnum():
            bare = " "
        else:
            folded = fold(character)
            bare = folded if len(folded) == 1 else character
        self[code] = bare
        return bare


_SKELETON = _Skeleton()


def skeleton(text: str) -> str:
    """Return the text without marks, capitals and punctuation, each character at its old place."""
    return text.translate(_SKELETON)


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order."""
    return [word for found in skeleton(text).split() if (word := _plain(found))]


def _plain(word: str) -> str:
    if not word.isascii():
        word = "".join(c if c.isascii() else f"u{ord(c):x}" for c in word.replace(MARK, ""))
    return word[:LONGEST_WORD]


def pairs_of(words: Sequence[str]) -> list[str]:
    """Return the terms of two words side by side."""
    return [f"{PAIR}{first}{PAIR}{second}" for first, second in pairwise(words)]


def threes_of(words: Sequence[str]) -> list[str]:
    """Return the terms of three words side by side."""
    return [f"{PAIR}{PAIR.join(three)}" for three in zip(words, words[1:], words[2:], strict=False)]


def terms_of(words: Sequence[str], field: str = "") -> list[str]:
    """Return the terms that must all occur where the words stand side by side, in a field or anywhere."""
    terms = pairs_of(words) or list(words)
    return [of_field(field, term) for term in terms] if field else terms


def of_field(field: str, term: str) -> str:
    """Return the term of words in a field."""
    return f"{FIELD}{field}{FIELD}{term}"


def index_text(fields: Mapping[str, str], *texts: str, beside: Mapping[str, Iterable[str]] | None = None) -> str:
    """Return what is indexed of a document: all words in their order, the terms of its fields, its pairs and threes.

    Args:
        fields: what stands in each field, by the name that a search gives it.
        texts: what else can be found, without a name.
        beside: what is found by its name alone, each with the texts that stand there.
    """
    parts = [words_of(part) for part in (*fields.values(), *texts)]
    words = [word for part in parts for word in part]
    named = (
        of_field(name, term) for name, part in zip(fields, parts, strict=False) for term in (*part, *pairs_of(part))
    )
    apart = (
        of_field(name, term)
        for name, said in (beside or {}).items()
        for part in map(words_of, said)
        for term in (*part, *pairs_of(part))
    )
    pairs = (pair for part in parts for pair in pairs_of(part))
    threes = list(dict.fromkeys(three for part in parts for three in threes_of(part)))
    room = ROOM - _bytes(dict.fromkeys(words))
    terms = _within(room, (*named, *apart, *pairs))
    rest = threes if _bytes(terms) + _bytes(threes) <= room else [CUT]
    return f" {' '.join([*_fitting(words), *terms, *rest])} "


def _bytes(terms: Iterable[str]) -> int:
    return sum(len(term) + 1 for term in terms)


def _fitting(words: Sequence[str]) -> Sequence[str]:
    """Return the words, without those that come when the room for distinct ones is full: of a hostile file."""
    if sum(map(len, words)) + len(words) <= ROOM:
        return words
    kept = set(_within(ROOM, words))
    return [word for word in words if word in kept]


def _within(room: int, terms: Iterable[str]) -> list[str]:
    """Return the distinct terms, the first ones, that need no more bytes than there is room."""
    kept = []
    for term in dict.fromkeys(terms):
        room -= len(term) + 1
        if room < 0:
            break
        kept.append(term)
    return kept


def holding(words: Sequence[str]) -> str:
    """Return what an indexed text holds where the words stand side by side."""
    return f" {' '.join(words)} "
