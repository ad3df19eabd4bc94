"""Characters of picture fonts (Symbol, Wingdings) as the Unicode characters that look like them."""

from __future__ import annotations

# Font positions 0x20–0xFF; Word writes them as U+F000 + position. Only what official documents use.
_SYMBOL: dict[int, str] = {
    0x2D: "−", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xA2: "′", 0xB2: "″", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒",
    0xD7: "⋅", 0xE5: "∑", 0xD6: "√", 0xC6: "∅", 0xCE: "∈", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ",
    0x44: "Δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x71: "θ", 0x72: "ρ", 0x73: "σ", 0x53: "Σ", 0x77: "ω",
    0x57: "Ω", 0x6A: "φ", 0x65: "ε", 0x68: "η", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xA8: "♦", 0xBC: "…",
    0xA0: "€",
}  # fmt: skip
_WINGDINGS: dict[int, str] = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x78: "☒",
    0xA7: "▪", 0x6E: "■", 0x6C: "●", 0x9F: "•", 0x9E: "·", 0xA1: "○", 0x75: "◆", 0x76: "❖", 0xD8: "➢",
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xEF: "⇦", 0x46: "☞", 0x2A: "✉",
    0x28: "☎", 0xAB: "★", 0x4A: "☺", 0x22: "✂", 0x21: "✎", 0xB5: "✪", 0x77: "⬥", 0x73: "⬧", 0x74: "⧫",
    0xC4: "➔",
}  # fmt: skip
_FONTS: dict[str, dict[int, str]] = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = 0xF000
UNKNOWN = "\ufffd"


def is_picture_font(font: str | None) -> bool:
    """Tell whether a font draws pictures where others draw letters."""
    return font is not None and font.lower() in (
        "symbol",
        "wingdings",
        "wingdings 2",
        "wingdings 3",
        "webdings",
    )


def drawn(character: str, font: str | None) -> str:
    """Return what a character of a picture font looks like; U+FFFD when no table knows."""
    if character.isspace():
        return character
    position = ord(character) & 0xFF if _PRIVATE <= ord(character) <= _PRIVATE + 0xFF else ord(character)
    table = _FONTS.get((font or "symbol").lower(), {})
    if position in table:
        return table[position]
    if (font or "symbol").lower() == "symbol" and 0x20 <= position < 0x40:
        return chr(position)
    return UNKNOWN
