"""Vietnamese dates and the ends of periods; pure arithmetic, nothing guessed."""

from __future__ import annotations

import calendar
import datetime as dt

DATE = r"(?:(?P<day>\d{1,2})\s?(?:/|-|\.|tháng)\s?(?P<month>\d{1,2})\s?(?:/|-|\.|,?\s?năm)\s?(?P<year>\d{4})\b)"
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
    "mười": 10, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "i": 1, "ii": 2, "iii": 3,
    "iv": 4, "đầu": 1,
}  # fmt: skip


def date_of(year: str | int | None, month: str | int | None, day: str | int | None) -> dt.date | None:
    """Return the day, or None when one part is missing or the calendar has no such day."""
    if not year or not month or not day:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def number_of(word: str) -> int | None:
    """Return the number a numeral, a Roman numeral or a Vietnamese number word stands for."""
    return int(word) if word.isdecimal() else _NUMBERS.get(word.lower())


def end_of_month(year: int, month: int) -> dt.date | None:
    """Return the last day of a month."""
    if not 1 <= month <= 12 or not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def weekday_name(day: dt.date) -> str:
    """Return the Vietnamese name of the weekday."""
    return ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[day.weekday()]
