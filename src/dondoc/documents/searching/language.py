"""The language of a search: words, "phrases", fields (`so:335`), days (`tu:01/01/2026`), `-without`. Pure.

Any text is a search. What cannot be meant gets one sentence (`Query.problem`) and finds nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.vietnamese import fold, format_date, parse_date

from .words import words_of

# More parts than these are not looked for; a search is a handful of words.
MOST_PARTS = 12
LONGEST = 300
PART = re.compile(r'(?P<minus>-)?(?:(?P<name>[^\W\d_][\w-]*):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)|(?=\s|$))')
# Names of fields as a search gives them, and what else people write.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "so": ("number",),
    "ky-hieu": ("kyhieu", "kh", "symbol"),
    "loai": ("loai-van-ban", "type"),
    "co-quan": ("coquan", "noi-ban-hanh", "cq", "issuer"),
    "trich-yeu": ("trichyeu", "ty", "subject"),
    "so-den": ("soden", "arrival"),
    "chi-dao": ("chidao", "but-phe", "directive"),
    "ho-so": ("hoso", "case-file"),
    "nguoi-ky": ("nguoiky", "signer"),
    "noi-nhan": ("noinhan", "recipient"),
    "ghi-chu": ("ghichu", "note"),
    "do-khan": ("dokhan", "urgency"),
    "ngay-den": ("ngayden", "arrived"),
    "han-giai-quyet": ("hangiaiquyet", "due"),
}
# Fields that hold a day: it is written as `format_date` writes it, whatever was typed.
OF_DAYS = ("ngay-den", "han-giai-quyet")
# What is marked where it stands: filters are made of the others, or they stand beside the document.
MARKED = ("", "so", "ky-hieu", "trich-yeu")
# A word that is being typed is completed from so many letters on.
LEAST_BEGUN = 2
SINCE: tuple[str, ...] = ("tu", "tu-ngay", "from")
UNTIL: tuple[str, ...] = ("den", "den-ngay", "to")
NAMES = {
    **{alias: name for name, aliases in FIELDS.items() for alias in (name, *aliases)},
    **dict.fromkeys(SINCE, "tu"),
    **dict.fromkeys(UNTIL, "den"),
}
NO_DATE = _("“%(words)s” is no date. Write it as %(example)s.")
NOTHING_AFTER = _("After “%(name)s:” there is nothing to look for. Write what it is, as in %(name)s:335.")
NO_WORDS = _("There are no letters or digits to look for. Write a word, or a number and symbol.")
ONLY_EXCLUDED = _("Only words to leave out are named. Write at least one word that the document holds.")
TURNED_ROUND = _("The period ends before it begins. Exchange the two dates.")
EXAMPLE = "31/12/2026"


@dataclass(frozen=True, slots=True)
class Part:
    """Words that must stand side by side, in a field or anywhere."""

    words: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        since: the first day on which a document may be dated; `until` the last.
        begun: the last word, where it may be the beginning of one that is still being typed; it is a part as well.
    """

    parts: tuple[Part, ...] = ()
    excluded: tuple[Part, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    begun: str = ""
    problem: str | Promise = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked."""
        return not (self.parts or self.excluded or self.since or self.until)

    @property
    def marked(self) -> list[tuple[str, ...]]:
        """Return the words that are marked where they stand in a text."""
        return [part.words for part in self.parts if part.field in MARKED]


def parse(text: str) -> Query:
    """Read a search."""
    query = Query()
    said = unicodedata.normalize("NFC", text[:LONGEST])
    for found in PART.finditer(said):
        if found[0]:
            before, query = query, _with(query, found)
            if found.end() == len(said):
                query = replace(query, begun=_begun(before, query, found))
    if query.problem or not text.strip():
        return query
    if query.since and query.until and query.until < query.since:
        return replace(query, problem=TURNED_ROUND)
    if query.is_empty:
        return replace(query, problem=NO_WORDS)
    if not (query.parts or query.since or query.until):
        return replace(query, problem=ONLY_EXCLUDED)
    return query


def _with(query: Query, found: re.Match[str]) -> Query:
    """Return the query with one more part."""
    said = found["quoted"] if found["quoted"] is not None else found["bare"] or ""
    name = NAMES.get(fold(found["name"] or ""))
    if name in ("tu", "den"):
        return _dated(query, name, said)
    if found["name"] and name is None:
        said = f"{found['name']} {said}"
    if name in ("so", "so-den"):
        said = said.lstrip("0")
    if name in OF_DAYS and said.strip():
        day = parse_date(said)
        if day is None:
            return _wrong(query, NO_DATE, words=said, example=EXAMPLE)
        said = format_date(day)
    words = tuple(words_of(said))
    if name and not words:
        return _wrong(query, NOTHING_AFTER, name=found["name"])
    if not words or len(query.parts) + len(query.excluded) == MOST_PARTS:
        return query
    part = Part(words, name or "")
    if found["minus"]:
        return replace(query, excluded=(*query.excluded, part))
    return replace(query, parts=(*query.parts, part))


def _begun(before: Query, query: Query, found: re.Match[str]) -> str:
    """Return the last part of a search where it is one word of letters, neither in quotes nor of a field."""
    if found["quoted"] is not None or found["name"] or found["minus"] or len(query.parts) == len(before.parts):
        return ""
    said = query.parts[-1].words
    is_begun = len(said) == 1 and len(said[0]) >= LEAST_BEGUN and not said[0].isdigit()
    return said[0] if is_begun else ""


def _dated(query: Query, name: str, said: str) -> Query:
    day = parse_date(said)
    if day is None:
        return _wrong(query, NO_DATE, words=said, example=EXAMPLE)
    return replace(query, since=day) if name == "tu" else replace(query, until=day)


def _wrong(query: Query, sentence: Promise, **given: str) -> Query:
    """Return the query with the first thing that is wrong with it."""
    return query if query.problem else replace(query, problem=str(sentence) % given)


def asked(name: str, said: str) -> str:
    """Return a field as a search writes it; nothing for nothing."""
    plain = " ".join(said.replace('"', " ").split())
    return f'{name}:"{plain}"' if plain else ""


def asked_day(name: str, day: dt.date | None) -> str:
    """Return a day as a search writes it; nothing for none."""
    return f"{name}:{format_date(day)}" if day else ""
