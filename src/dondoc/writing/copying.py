"""What a copy says besides the copied text (Phụ lục I phần II, Mẫu 3.1 và 3.2 Phụ lục III Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from . import wording
from .content import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNote:
    """Phần thể thức của bản sao sang định dạng giấy.

    Attributes:
        form: hình thức sao, such as SAO Y.
        issuer: the body that copies.
        number: with its symbol, as 05/SY-SKHCN.
        place: empty where none is known; a blank is printed.
        recipients: without the line of the archive.
    """

    form: str
    issuer: str
    number: str
    place: str
    date: dt.date
    signature: Signature
    recipients: tuple[str, ...]


def recipients(note: CopyNote) -> list[str]:
    """Return the lines under Nơi nhận: the archive last, as Mẫu 3.1 has it."""
    return [f"- {item}" for item in wording.listed([*note.recipients, "Lưu: VT"])]


def place_and_date(note: CopyNote) -> str:
    """Return the line of place and day."""
    day = note.date
    printed = f"ngày {wording.day_of(day)} tháng {wording.month_of(day)} năm {day.year}"
    return f"{note.place or '…'}, {printed}"


def mark(form: str, issuer: str, moment: str = "") -> str:
    """Return the words in the upper right corner of an electronic copy.

    Args:
        moment: of the signature; empty while it bears none.
    """
    return "; ".join(filter(None, [form.capitalize(), issuer, moment]))
