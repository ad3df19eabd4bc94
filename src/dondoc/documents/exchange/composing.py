"""What a document of the register says, as a message. Nothing is filled in that the document does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dondoc.documents.incoming.choices import BY_URGENCY
from dondoc.documents.models import Document
from dondoc.documents.outgoing.models import Outgoing

from . import edxml
from .choices import Business, MessageKind
from .edxml.checks import OF_DOCUMENTS, values
from .errors import MessageRefused
from .models import Correspondent, Delivery, ReceivedMessage
from .organs import OwnOrgan

# What the attributes of these elements are in practice.
MANIFEST = edxml.Rest(attributes=(("version", "1.0"),))
NO_PAPER = "0"


def document_message(
    document: Document,
    *,
    issuer: OwnOrgan,
    receivers: Iterable[Correspondent],
    now: dt.datetime,
) -> edxml.Message:
    """Return the message of a document, without the contents of its files.

    Raises:
        MessageRefused: the document lacks a number, a symbol, a date or a subject, or a field is too long.
    """
    signer: dict[str, Any] = document.reading["header"].get("signer") or {}
    outgoing = Outgoing.objects.filter(document=document).only("content").first()
    content: dict[str, Any] = outgoing.content if outgoing else {}
    date = edxml.day_text(document.date) if document.date else ""
    head = edxml.MessageHeader(
        sender=edxml.Organ(organ_id=issuer.organ_id, name=issuer.name),
        receivers=tuple(edxml.Organ(organ_id=one.organ_id, name=one.name) for one in receivers),
        document_id=f"{issuer.organ_id},{date},{document.number}/{document.symbol}",
        code=edxml.Code(number=document.number, symbol=document.symbol),
        promulgation=edxml.PromulgationInfo(place=document.place, date=date),
        document_type=edxml.DocumentType(name=document.type_name),
        subject=edxml.line_of(document.subject),
        signer=edxml.SignerInfo(
            competence=signer.get("authority") or "",
            position=signer.get("title") or "",
            full_name=signer.get("name") or "",
        ),
        to_places=edxml.ToPlaces((*content.get("to", ()), *content.get("recipients", ()))),
        other=edxml.OtherInfo(
            priority=BY_URGENCY.get(content.get("urgency") or "", ""),
            copies=str(content.get("copies") or ""),
            pages=str(document.pages) if document.pages else "",
        ),
        answers=tuple(_answered_by(document)),
    )
    trace = edxml.TraceHeaderList(
        stations=(edxml.TraceHeader(organ_id=issuer.organ_id, timestamp=edxml.moment_text(now)),),
        business=edxml.Bussiness(kind=Business.NEW, paper=NO_PAPER),
    )
    main = edxml.Reference(content_id=document.file.sha256, content_type=document.media_type, name=document.file_name)
    annexes = (
        edxml.Reference(content_id=one.file.sha256, name=one.name)
        for one in document.attachments.select_related("file")
    )
    message = edxml.Message(
        envelope=edxml.Envelope(
            header=edxml.Header(message=head, trace=trace),
            body=edxml.Body(manifest=edxml.Manifest(references=(main, *annexes), rest=MANIFEST)),
        )
    )
    _require_sendable(message)
    return message


def _require_sendable(message: edxml.Message) -> None:
    """Refuse what the other side would refuse, in words for the one who sends."""
    for place in OF_DOCUMENTS:
        if place.path.startswith("head.") and not all(values(message, place.path)):
            raise MessageRefused(why=f"Văn bản chưa có {place.line} nên chưa gửi được. Hãy ban hành đủ thể thức trước.")
    try:
        edxml.require_lengths(message)
    except edxml.Refused as refused:
        raise MessageRefused(why=str(refused)) from refused


def _answered_by(document: Document) -> Iterable[edxml.ResponseFor]:
    """Return what a document answers, as the messages that brought it name it."""
    asked = ReceivedMessage.objects.filter(
        document__arrivals__answered_by=document, kind=MessageKind.DOCUMENT, business=Business.NEW
    )
    for received in asked.distinct().order_by("pk"):
        yield _response_for(received)


def recall_message(sent: Delivery, *, reason: str, now: dt.datetime) -> edxml.Message:
    """Return the message that takes back what was sent: its head as it was, and no file."""
    message = edxml.read(sent.head.encode())
    head = message.head
    station = edxml.TraceHeader(organ_id=head.sender.organ_id, timestamp=edxml.moment_text(now))
    business = edxml.Bussiness(
        kind=Business.RECALL, reason=edxml.line_of(reason), document_id=sent.message_id, paper=NO_PAPER
    )
    trace = edxml.TraceHeaderList(stations=(station,), business=business)
    return edxml.Message(envelope=edxml.Envelope(header=edxml.Header(message=head, trace=trace)))


def with_contents(message: edxml.Message, contents: dict[str, bytes]) -> edxml.Message:
    """Return the message of a document with the contents of its files, each under its SHA-256."""
    attachments = tuple(
        edxml.Attachment(
            content_id=one.content_id, name=one.name, content_type=one.content_type, content=contents[one.content_id]
        )
        for one in message.envelope.body.manifest.references
    )
    return replace(message, encoded=edxml.AttachmentEncoded(attachments=attachments))


def _response_for(received: ReceivedMessage) -> edxml.ResponseFor:
    return edxml.ResponseFor(
        organ_id=received.sender_id,
        code=received.number_line,
        date=edxml.day_text(received.date) if received.date else "",
        document_id=received.message_id,
    )


def status_message(received: ReceivedMessage, *, code: str, description: str, now: dt.datetime) -> edxml.Message:
    """Return the message that tells the sender of a document how it stands."""
    status = edxml.Status(
        answers=_response_for(received),
        sender=edxml.Organ(organ_id=received.addressed_id, name=received.addressed_name),
        code=code,
        description=edxml.line_of(description),
        timestamp=edxml.moment_text(now),
    )
    return edxml.Message(envelope=edxml.Envelope(header=edxml.Header(status=status)))
