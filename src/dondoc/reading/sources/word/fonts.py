"""Runs set in a font that gives characters another meaning: .VnTime, VNI-Times, Wingdings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from dondoc.reading.sources.glyphs import TCVN3, from_vni, kept
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.syllables import plausibility
from dondoc.reading.sources.symbols import UNKNOWN, drawn, is_picture_font

_SOFT_HYPHENS = re.compile("\u00ad+")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_Piece = tuple[str, str | None]


def coding(font: str | None) -> str | None:
    """Return the old encoding a font stands for."""
    if font is None:
        return None
    if font.startswith(".Vn"):
        return "tcvn3"
    return "vni" if font.upper().startswith("VNI-") else None


class Fonts:
    """Turns runs into text by their fonts.

    A document brought to Unicode often keeps the old font's name: whether a font's runs are
    converted is decided once, by which reading gives Vietnamese words.
    """

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self.converted: dict[str, list[str]] = {}

    def decide(self, pieces: Iterable[_Piece]) -> None:
        """Look at all runs of a document and settle which old encodings are really used."""
        texts: dict[str, list[str]] = {"tcvn3": [], "vni": []}
        for text, font in pieces:
            if code := coding(font):
                texts[code].append(text)
        for code, parts in texts.items():
            whole = "".join(parts)
            after = plausibility(_converted(whole, code, capital=False)[0])
            before = plausibility(whole)
            if after is not None and after > (before or 0.0):
                self.converted[code] = []

    def is_old(self, font: str | None) -> bool:
        """Tell whether runs of a font are converted."""
        return coding(font) in self.converted

    def join(self, pieces: list[_Piece]) -> str:
        """Return the text of a paragraph; neighbours of one font are taken together."""
        out: list[str] = []
        for font, group in groupby(pieces, key=lambda piece: piece[1]):
            text = "".join(part for part, _ in group)
            code = coding(font)
            if code in self.converted and code is not None:
                text, left = _converted(text, code, capital=_is_capital_font(font))
                self.converted[code] += left
            elif is_picture_font(font) or _PRIVATE.search(text):
                text = self._drawn(text, font)
            out.append(text)
        return "".join(out)

    def losses(self) -> tuple[str, ...]:
        """Name the characters that the old encodings do not hold."""
        return tuple(kept(left, code.upper()) for code, left in self.converted.items() if left)

    def _drawn(self, text: str, font: str | None) -> str:
        pictures = is_picture_font(font)
        out = [
            drawn(mark, font if pictures else None) if pictures or "\uf000" <= mark <= "\uf0ff" else mark
            for mark in text
        ]
        for mark, shown in zip(text, out, strict=True):
            if shown == UNKNOWN:
                self._losses.note("symbol", f"{font or 'không rõ phông'} {ord(mark):04X}")
        return "".join(out)


def _is_capital_font(font: str | None) -> bool:
    """Tell .VnTimeH, .VnArialH from .VnTime: the capital fonts draw small letters as capitals."""
    return font is not None and font.rstrip().endswith("H")


def _converted(text: str, code: str, *, capital: bool) -> tuple[str, list[str]]:
    # A font marked as one of pictures has its letters from U+F000 on.
    text = "".join(chr(ord(mark) & 0xFF) if "\uf000" <= mark <= "\uf0ff" else mark for mark in text)
    if code == "vni":
        return from_vni(text)
    # A soft hyphen beside the letter that has its number: no word holds "ưư".
    text = _SOFT_HYPHENS.sub("\u00ad", text)
    left = [mark for mark in text if "À" <= mark <= "ÿ" and mark not in TCVN3]
    out = "".join(TCVN3.get(mark, mark) for mark in text)
    return (out.upper() if capital else out), left
