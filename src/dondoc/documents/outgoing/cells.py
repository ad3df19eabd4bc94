"""How an outgoing document reads in the columns of its register."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.documents.official import type_line
from dondoc.kernel.vietnamese import format_date
from dondoc.writing.kinds import kind_of

from .choices import Medium, OutgoingState
from .listing import Wanted
from .models import Outgoing


def _subject(row: Outgoing) -> str:
    kind = kind_of(row.type_code)
    return f"{kind.name} {row.subject}" if kind and not kind.is_untitled else row.subject


def _note(row: Outgoing) -> str:
    state = str(row.get_state_display()) if row.state != OutgoingState.ISSUED else ""
    said = f"{state}: {row.void_reason}" if row.void_reason else state
    return "; ".join(filter(None, [said, *(str(one.get_kind_display()) for one in row.aftermath.all())]))


CELLS: dict[str, Callable[[Outgoing], str]] = {
    "reference": lambda row: row.number_line,
    "date": lambda row: format_date(row.date) if row.date else "",
    "subject": _subject,
    "signer": lambda row: f"{row.prefix} {row.signer.full_name}".strip(),
    "recipients": lambda row: "; ".join(one.printed for one in row.sendings.all()),
    "archive": lambda row: row.archive,  # type: ignore[attr-defined]  # annotated by `selectors.entries`
    "amount": lambda row: str(row.copies),  # type: ignore[attr-defined]  # annotated by `selectors.entries`
    "note": _note,
}


def lines_of(wanted: Wanted, issuer: str) -> list[str]:
    """Return what stands below the title of the register: which part of it is printed."""
    since = f"Từ ngày {format_date(wanted.since)}" if wanted.since else ""
    said = [
        issuer,
        f"Năm {wanted.year}" if wanted.year else since,
        type_line(wanted.type_code),
        str(Medium(wanted.medium).label) if wanted.medium else "",
        str(OutgoingState(wanted.state).label) if wanted.state else "",
        f"Có các từ “{wanted.words}”" if wanted.words else "",
    ]
    return [line for line in said if line]
