"""How a copy reads in the columns of its book."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.documents.official import HIDDEN, name_of, subject_of
from dondoc.kernel.vietnamese import format_date

from .selectors import Item

CELLS: dict[str, Callable[[Item], str]] = {
    "number": lambda item: item.copy.line,
    "copied_on": lambda item: format_date(item.copy.copied_on),
    "kind": lambda item: str(item.copy.get_kind_display()),
    "reference": lambda item: name_of(item.document) if item.document else "",
    "subject": lambda item: subject_of(item.document) if item.document else HIDDEN,
    "signer": lambda item: f"{item.copy.signer.full_name}, {item.copy.signer_title}",
    "recipients": lambda item: item.copy.recipients,
    "amount": lambda item: str(item.copy.amount),
    "note": lambda item: "; ".join(filter(None, [item.copy.extract, item.copy.note])),
}
