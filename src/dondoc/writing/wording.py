"""The words that are made here: dates, numbers, lists with their marks, the sentence of a duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from .content import LETTERS, Content, Deadline, Duty

END = "./."
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# Ngày nhỏ hơn 10 và tháng 1, 2 thêm số 0 phía trước (điểm d khoản 4 Phần II Phụ lục I Nghị định 30/2020/NĐ-CP).
MONTHS_WITH_ZERO = 2


def day_of(day: dt.date) -> str:
    """Return the day as it is printed: 05, 25."""
    return f"{day.day:02d}"


def month_of(day: dt.date) -> str:
    """Return the month as it is printed: 01, 02, 3."""
    return f"{day.month:02d}" if day.month <= MONTHS_WITH_ZERO else str(day.month)


def printed_day(day: dt.date) -> str:
    """Return a day within a sentence: 05/02/2026, 05/3/2026."""
    return f"{day_of(day)}/{month_of(day)}/{day.year}"


def roman(number: int) -> str:
    """Return a number from 1 in Roman numerals."""
    digits = ""
    for value, letters in ROMAN:
        while number >= value:
            digits, number = digits + letters, number - value
    return digits


def letter(number: int) -> str:
    """Return the letter of a point, counted from 1, in the order of the Vietnamese alphabet."""
    return LETTERS[number - 1]


def listed(items: Sequence[str]) -> list[str]:
    """Return the items of a list, each ended by a semicolon and the last by a full stop."""
    bare = [item.rstrip(" ;.,") for item in items]
    return [*(f"{item};" for item in bare[:-1]), *(f"{item}." for item in bare[-1:])]


def recipients(content: Content) -> list[str]:
    """Return the lines under Nơi nhận, the archive last."""
    archive = [f"Lưu: {content.archive.rstrip(' ;.')}"] if content.archive else []
    return [f"- {item}" for item in listed([*content.recipients, *archive])]


def drafting(content: Content) -> str:
    """Return the drafter's code and the number of copies: PL.(300)."""
    copies = f"({content.copies})" if content.copies else ""
    return f"{content.drafter.upper()}.{copies}" if content.drafter else copies


def contacts(content: Content) -> str:
    """Return the address line at the foot of the first page."""
    contact = content.contact
    if contact is None:
        return ""
    parts = (
        ("Địa chỉ", contact.address), ("Điện thoại", contact.phone), ("Fax", contact.fax),
        ("Thư điện tử", contact.email), ("Trang thông tin điện tử", contact.website),
    )  # fmt: skip
    return "; ".join(f"{name}: {value}" for name, value in parts if value)


def duty_sentence(duty: Duty) -> str:
    """Return the sentence that lays a duty on its leads.

    `dondoc.reading` reads the same leads, cooperating units and deadline back from it; a law of the tests.
    """
    leads = ", ".join(duty.lead)
    # "Chủ trì" and the comma part the names from the action: in "Giao Trung tâm xây dựng phương án" nothing does.
    with_whom = f", phối hợp với {', '.join(duty.cooperate)}," if duty.cooperate else ""
    parts = [f"Giao {leads} chủ trì{with_whom} {_lowered(duty.action).rstrip(' .;')}"]
    if duty.product:
        parts.append(f"sản phẩm: {duty.product.rstrip(' .;')}")
    if duty.deadline:
        parts.append(f"hoàn thành {_by(duty.deadline)}")
    return "; ".join(parts) + "."


def ended(text: str) -> str:
    """Return the last sentence of a document with the end mark."""
    bare = text.rstrip()
    return bare if bare.endswith(END) else bare.rstrip(".; ") + END


def _by(deadline: Deadline) -> str:
    if deadline.date:
        return f"trước ngày {printed_day(deadline.date)}"
    phrase = (deadline.phrase or "").rstrip(" .;")
    return f"trong {phrase}" if phrase[:1].isupper() or phrase[:1].isdigit() else phrase


def _lowered(action: str) -> str:
    """Return an action as it stands in the middle of a sentence, an abbreviation left as it is."""
    is_word = action[:1].isupper() and not action[1:2].isupper()
    return action[:1].lower() + action[1:] if is_word else action
