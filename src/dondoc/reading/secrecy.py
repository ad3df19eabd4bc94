"""Documents marked MẬT, TỐI MẬT or TUYỆT MẬT are refused at the door."""

from __future__ import annotations

import regex

from dondoc.reading import zones
from dondoc.reading.errors import Unreadable
from dondoc.reading.flow import Flow

STAMP_LINES = 40  # a stamp stands in the letterhead
_STAMP = regex.compile(r"(?:DO\s?MAT\s?[:.]?\s?)?[\[(\"“]?(?P<mark>TUYET\s?MAT|TOI\s?MAT|MAT)[\])\"”.]?")
_SYMBOL = regex.compile(
    r"/\s?\p{Lu}[\p{L}\d&.-]*\s?[-(\[]\s?(?P<mark>Tuyệt mật|Tối mật|Mật|TUYỆT MẬT|TỐI MẬT|MẬT)\s?[\])]?\s*$"
)
_NAMES = {"MAT": "Mật", "TOIMAT": "Tối mật", "TUYETMAT": "Tuyệt mật"}


def refuse(flow: Flow) -> None:
    """Refuse a document that bears a secrecy stamp.

    Raises:
        Unreadable: `secret`, naming the mark.
    """
    for block in flow.blocks[:STAMP_LINES]:
        for cell in regex.split(r"\s{2,}|\t|\|", flow.text[block.start : block.end]):
            mark = _mark(cell.strip(" *_#-–"))
            if mark is not None:
                raise Unreadable("secret", mark)
        found = _SYMBOL.search(flow.text, block.start, block.end)
        if found is not None and regex.match(r"\s*(?:Số|SỐ)", flow.text[block.start : block.end]):
            raise Unreadable("secret", found["mark"].capitalize())


def _mark(cell: str) -> str | None:
    """Return the mark a cell bears: capitals of its own, also letter-spaced, after "ĐỘ MẬT:" in any case."""
    if not 2 < len(cell) < 40:
        return None
    plain = regex.sub(r"(?<=\b\p{L})\s(?=\p{L}\b)", "", cell)
    labelled = regex.match(r"[ĐđDd][Ộộ]\s?[Mm][Ậậ][Tt]\s?:", plain)
    if not labelled and not plain.isupper():
        return None
    found = _STAMP.fullmatch(zones.unmarked(plain))
    if found is None or "Ậ" not in plain.upper():
        return None
    return _NAMES["".join(found["mark"].split())]
