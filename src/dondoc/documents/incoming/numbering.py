"""The number under which a document came in (số đến)."""

from __future__ import annotations

import datetime as dt

from dondoc.documents.choices import Way
from dondoc.documents.models import Document
from dondoc.documents.numbering import next_of
from dondoc.documents.searching import index
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit

from .choices import BY_URGENCY, Priority
from .models import Arrival, ArrivalSeries


def give_number(document: Document) -> Arrival:
    """Enter a document that was read into the book of its unit, under the next number (số đến); part of an act.

    The year is that of the day on which it came: numbers follow the order of receipt in the year (Điều 22 Nghị định
    30/2020/NĐ-CP), also of a scan that is read a little after midnight. How urgent it is: as its stamp was read.
    """
    day = clock.day_of(document.registered_at)
    return _enter(document, document.registered_in, day, priority=_as_read(document) or Priority.NORMAL)


def give_another(document: Document, *, unit: Unit, day: dt.date) -> Arrival:
    """Enter a document that stands in a book, or was issued here, into that of another unit; part of an act.

    It gets the next number there. What was issued here says how urgent it is; of another, its stamp does, as read.

    Args:
        day: on which it came there.
    """
    is_ours = document.direction == Way.OUT
    said = BY_URGENCY.get(document.outgoing.content.get("urgency") or "") if is_ours else _as_read(document)
    return _enter(document, unit, day, entered_on=day, priority=said or Priority.NORMAL)


def _enter(
    document: Document,
    unit: Unit,
    day: dt.date,
    *,
    entered_on: dt.date | None = None,
    priority: Priority = Priority.NORMAL,
) -> Arrival:
    number = next_of(ArrivalSeries, unit=unit, year=day.year)
    arrival = Arrival.objects.create(
        document=document, unit=unit, year=day.year, number=number, arrived_on=day, entered_on=entered_on,
        priority=priority, sender_unit=_sender(document),
    )  # fmt: skip
    index.renew(document.pk)
    return arrival


def _as_read(document: Document) -> Priority | None:
    """Return how urgent the reader found a document to be; None where it saw no stamp of urgency."""
    return BY_URGENCY.get(document.reading["header"].get("urgency") or "")


def _sender(document: Document) -> Unit | None:
    """Return the unit of ours that sent a document: of one that was issued here it is known."""
    return document.registered_in if document.direction == Way.OUT else sender_of(document.issuer, document.date)


def sender_of(issuer: str, day: dt.date | None) -> Unit | None:
    """Return the one unit of ours that goes by the name of an issuer on a day; None when none or several do."""
    if not issuer:
        return None
    fitting = organization.matching(issuer, organization.all_units(), day=day)
    return fitting[0] if len(fitting) == 1 else None
