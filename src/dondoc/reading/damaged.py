"""Duty words that a scan has damaged: right letters, wrong marks ("Day mạnh", "Hoan thiện", "Để xuất")."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import patterns, tables, zones

WINDOW = 48  # longer than any duty word


@cache
def _words() -> regex.Pattern[str]:
    """Compile the duty words of two syllables and more without their marks; shorter ones say too little."""
    bare = {zones.unmarked(word) for word in tables.load().duties if " " in word}
    return regex.compile(rf"(?:{patterns.alternation(sorted(bare))})(?!\p{{L}})")


def opens_duty(text: str, start: int) -> bool:
    """Say whether a sentence begins with a duty word but for its marks; it must begin with a capital."""
    if not text[start : start + 1].isupper():
        return False
    return _words().match(zones.unmarked(text[start : start + WINDOW])) is not None
