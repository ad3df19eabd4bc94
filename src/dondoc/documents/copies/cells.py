"""How a copy reads in the columns of its book."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.documents.incoming.cells import name_of, subject_of
from dondoc.kernel.vietnamese import format_date

from .models import Copy

CELLS: dict[str, Callable[[Copy], str]] = {
    "number": lambda copy: copy.line,
    "copied_on": lambda copy: format_date(copy.copied_on),
    "kind": lambda copy: str(copy.get_kind_display()),
    "reference": lambda copy: name_of(copy.document),
    "subject": lambda copy: subject_of(copy.document),
    "signer": lambda copy: f"{copy.signer.full_name}, {copy.signer_title}",
    "recipients": lambda copy: copy.recipients,
    "amount": lambda copy: str(copy.amount),
    "note": lambda copy: "; ".join(filter(None, [copy.extract, copy.note])),
}
