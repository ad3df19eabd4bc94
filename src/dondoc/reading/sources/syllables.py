"""Does a text look like Vietnamese? The one measure by which encodings are told apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Enough to tell an encoding: one document page holds some 2 000 characters.
SAMPLE_CHARS = 100_000

# A run of letters, or of the symbols that stand for letters in the old font encodings (¸ µ ¶ · ¹ § «).
_WORD = re.compile(r"[A-Za-z\u00a1-\u036f\u1e00-\u1eff]+")
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?"
    r"(?:iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu"
    r"|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê"
    r"|[aăâeêioôơuưy])"
    r"(?:ch?|m|ng?|nh|p|t)?"
)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word can be one Vietnamese syllable, whatever its case and tone."""
    toneless = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def marked_words(text: str) -> list[str]:
    """Return the words that hold a letter outside ASCII, from the head of the text; no lone signs."""
    return [word for word in _WORD.findall(text[:SAMPLE_CHARS]) if len(word) > 1 and not word.isascii()]


def plausibility(text: str) -> float | None:
    """Return the share of the marked words that are syllables, 0 to 1; None when no word is marked."""
    words = marked_words(text)
    if not words:
        return None
    return sum(map(is_syllable, words)) / len(words)
