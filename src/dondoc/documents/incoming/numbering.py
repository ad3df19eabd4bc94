"""The number under which a document came in (số đến)."""

from __future__ import annotations

import datetime as dt

from dondoc.documents.models import Document
from dondoc.documents.numbering import next_of
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit

from .models import Arrival, ArrivalSeries


def give_number(document: Document) -> Arrival:
    """Enter a document that was read into the book of its unit, under the next number (số đến); part of an act.

    The year is that of the day on which it came: numbers follow the order of receipt in the year (Điều 22 Nghị định
    30/2020/NĐ-CP), also of a scan that is read a little after midnight.
    """
    day = clock.day_of(document.registered_at)
    unit = document.registered_in
    number = next_of(ArrivalSeries, unit=unit, year=day.year)
    return Arrival.objects.create(
        document=document, unit=unit, year=day.year, number=number, arrived_on=day,
        sender_unit=sender_of(document.issuer, document.date),
    )  # fmt: skip


def sender_of(issuer: str, day: dt.date | None) -> Unit | None:
    """Return the one unit of ours that goes by the name of an issuer on a day; None when none or several do."""
    if not issuer:
        return None
    fitting = organization.matching(issuer, organization.all_units(), day=day)
    return fitting[0] if len(fitting) == 1 else None
