"""Telling the sender of a document how it stands here."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from dondoc.documents.events import IncomingMoved
from dondoc.documents.exchange import adapters, composing, edxml
from dondoc.documents.exchange.choices import Business, MessageKind
from dondoc.documents.exchange.models import Delivery, ReceivedMessage
from dondoc.documents.incoming.choices import Handling
from dondoc.organization.models import Person

from .sending import queue

ARRIVED, REFUSED, REGISTERED = "01", "02", "03"
# Of recalls, updates and replacements.
AGREED, NOT_AGREED = "15", "16"
ASSIGNED, IN_PROGRESS, DONE = "04", "05", "06"
# What each state of the handling is to the agency that sent the document.
CODES = {
    Handling.DIRECTED: ASSIGNED,
    Handling.HANDLING: IN_PROGRESS,
    Handling.ANSWERED: DONE,
    Handling.FILED: DONE,
}


def incoming_moved(event: IncomingMoved) -> None:
    """Tell the agency that sent a document how far its handling has come."""
    if code := CODES.get(Handling(event.state)):
        report_state(document_id=event.document_id, unit_id=event.unit_id, code=code, now=event.at)


def report_state(
    *, document_id: int, unit_id: int, code: str, now: dt.datetime, text: str = "", actor: Person | None = None
) -> Delivery | None:
    """Tell the agency that sent a document that it is assigned (04), in progress (05) or done (06).

    Part of the act that brings it about, so without an entry of its own. The same code twice in a row is told once.

    Args:
        unit_id: in whose book that happened: to each body that the document was sent to, its own message came.

    Returns:
        None for a document that did not come by the exchange, and while the exchange is off.

    Raises:
        ValueError: the table of codes does not know the code.
    """
    brought = ReceivedMessage.objects.filter(document=document_id, kind=MessageKind.DOCUMENT)
    received = brought.filter(Q(unit=unit_id) | Q(unit=None)).order_by("pk").first()
    return tell(received, code=code, now=now, text=text, actor=actor) if received else None


def tell(
    received: ReceivedMessage, *, code: str, now: dt.datetime, text: str = "", actor: Person | None = None
) -> Delivery | None:
    """Queue a status message to the sender of a message."""
    if code not in edxml.STATUS_CODES:
        raise ValueError(f"no status has the code {code}")
    if not (adapters.is_on() and received.sender_id and received.addressed_id):
        return None
    told: Delivery | None = received.answers.order_by("-pk").first()
    if told is not None and told.code == code:
        return told
    message = composing.status_message(received, code=code, description=text, now=now)
    delivery = Delivery.objects.create(
        kind=MessageKind.STATUS,
        organ_id=received.sender_id,
        organ_name=received.sender_name,
        answered=received,
        code=code,
        message_id=received.message_id,
        head=edxml.encode(message).decode(),
        made_by=actor,
        made_at=now,
    )
    queue(delivery, now=now)
    return delivery


def taken(received: ReceivedMessage) -> str:
    """Return the code that says that a document was taken into the register."""
    return REGISTERED if received.business == Business.NEW else AGREED


def refuse(received: ReceivedMessage, *, text: str, now: dt.datetime, actor: Person | None = None) -> None:
    """Tell the sender that a document, or what they want done about one, is refused, and why."""
    code = REFUSED if received.business == Business.NEW else NOT_AGREED
    tell(received, code=code, text=text, now=now, actor=actor)
