"""Reading what people send: words, dates, units, files. No rule, nothing saved."""

from __future__ import annotations

import datetime as dt

from django.http import QueryDict

from dondoc.kernel.vietnamese import parse_date
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit

from .errors import DateUnreadable
from .services.reviewing import Choice


def date_of(text: str | None) -> dt.date | None:
    """Read a date as written; None when the field is empty.

    Raises:
        DateUnreadable: it is not a date.
    """
    if not text or not text.strip():
        return None
    date = parse_date(text)
    if date is None:
        raise DateUnreadable(words=text.strip())
    return date


def unit_of(text: str | None) -> Unit | None:
    """Read the id of a unit; None when the field is empty.

    Raises:
        UnitMissing: there is none with this id.
    """
    return organization.get_unit(int(text)) if text and text.isdigit() else None


def choice_of(data: QueryDict) -> Choice:
    """Read the form of one proposal.

    Raises:
        DateUnreadable: the deadline is not a date.
        UnitMissing: a unit that does not exist.
        UnitUnknown: no unit, or more than one, goes by the name.
    """
    return Choice(
        action=data.get("action", ""),
        product=data.get("product", ""),
        lead_printed=data.get("lead_printed", ""),
        lead_unit=organization.get_unit_named(lead) if (lead := data.get("lead_unit", "").strip()) else None,
        cooperating=[unit for value in data.getlist("cooperating") if (unit := unit_of(value))],
        due_printed=data.get("due_printed", ""),
        due_date=date_of(data.get("due_date")),
    )
