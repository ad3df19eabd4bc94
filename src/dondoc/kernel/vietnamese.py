"""Vietnamese text, numbers and dates: folding for search, order of names, printing. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from decimal import Decimal

# The Vietnamese alphabet; f, j, w, z stand where foreign names need them.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Order of the tone marks in Vietnamese dictionaries: none, grave, hook, tilde, acute, dot.
TONES = "\u0300\u0309\u0303\u0301\u0323"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def fold(text: str) -> str:
    """Return the text without tone marks, in lower case, đ as d, single spaces: what search compares."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a key that sorts names by the Vietnamese alphabet, tones last."""
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text.lower()):
        marks = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in marks if mark in TONES), "")
        base = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else character
        place = ALPHABET.find(base)
        letters.append(place + 0x100 if place >= 0 else min(ord(base[0]), 0xFF))
        tones.append(TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)


@functools.lru_cache(maxsize=4096)
def sort_bytes(text: str) -> bytes:
    """Return bytes that sort as `sort_key` does, so that a database can order by them whatever its collation."""
    letters, tones = sort_key(text)
    return b"".join(place.to_bytes(2, "big") for place in letters) + b"\0\0" + bytes(tones)


def name_key(full_name: str) -> str:
    """Return text that any database sorts as the people of a list stand: by given name, in Vietnamese order.

    Digits only, three for each letter, so that no collation changes the order; the tones follow after 000.
    """
    letters, tones = sort_key(" ".join(reversed(full_name.split())))
    return "".join(f"{letter:03d}" for letter in letters) + "000" + "".join(map(str, tones))


def format_date(day: dt.date) -> str:
    """Return the day as offices write it: 12/6/2024."""
    return f"{day.day}/{day.month}/{day.year}"


def format_number(value: float | Decimal, places: int | None = None) -> str:
    """Return 1234567.8 as 1.234.567,8; `places` fixes the decimals."""
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.-", ".,−"))


def weekday_name(day: dt.date) -> str:
    """Return the Vietnamese name of the day of the week."""
    return WEEKDAYS[day.weekday()]


def parse_date(text: str) -> dt.date | None:
    """Read d/m/yyyy (also with dots, dashes) or yyyy-mm-dd; None when it is no date."""
    parts = text.strip().replace(".", "/").replace("-", "/").split("/")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    if len(parts[2]) != 4:
        return None
    try:
        return dt.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None
