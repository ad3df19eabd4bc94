"""What a document of the register says, as a message. Nothing is filled in that the document does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dondoc.documents.models import Document

from . import edxml
from .edxml.checks import OF_DOCUMENTS, values
from .errors import MessageRefused
from .models import Correspondent, ReceivedMessage
from .organs import OwnOrgan

# What the attributes of these elements are in practice.
MANIFEST = edxml.Rest(attributes=(("version", "1.0"),))
NEW_DOCUMENT = "0"
NO_PAPER = "0"


def document_message(
    document: Document,
    *,
    issuer: OwnOrgan,
    receivers: Iterable[Correspondent],
    answered: Iterable[ReceivedMessage] = (),
    now: dt.datetime,
) -> edxml.Message:
    """Return the message of a document, without the contents of its file.

    Args:
        answered: the messages of the documents that it answers.

    Raises:
        MessageRefused: the document lacks a number, a symbol, a date or a subject, or a field is too long.
    """
    signer: dict[str, Any] = document.reading["header"].get("signer") or {}
    date = edxml.day_text(document.date) if document.date else ""
    head = edxml.MessageHeader(
        sender=edxml.Organ(organ_id=issuer.organ_id, name=issuer.name),
        receivers=tuple(edxml.Organ(organ_id=one.organ_id, name=one.name) for one in receivers),
        document_id=f"{issuer.organ_id},{date},{document.number}/{document.symbol}",
        code=edxml.Code(number=document.number, symbol=document.symbol),
        promulgation=edxml.PromulgationInfo(place=document.place, date=date),
        document_type=edxml.DocumentType(name=document.type_name),
        subject=" ".join(document.subject.split()),
        signer=edxml.SignerInfo(
            competence=signer.get("authority") or "",
            position=signer.get("title") or "",
            full_name=signer.get("name") or "",
        ),
        other=edxml.OtherInfo(pages=str(document.pages) if document.pages else ""),
        answers=tuple(_response_for(received) for received in answered),
    )
    trace = edxml.TraceHeaderList(
        stations=(edxml.TraceHeader(organ_id=issuer.organ_id, timestamp=edxml.moment_text(now)),),
        business=edxml.Bussiness(kind=NEW_DOCUMENT, paper=NO_PAPER),
    )
    reference = edxml.Reference(
        content_id=document.file.sha256, content_type=document.media_type, name=document.file_name
    )
    message = edxml.Message(
        envelope=edxml.Envelope(
            header=edxml.Header(message=head, trace=trace),
            body=edxml.Body(manifest=edxml.Manifest(references=(reference,), rest=MANIFEST)),
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


def with_content(message: edxml.Message, content: bytes) -> edxml.Message:
    """Return the message of a document with the contents of its file."""
    (reference,) = message.envelope.body.manifest.references
    attachment = edxml.Attachment(
        content_id=reference.content_id, name=reference.name, content_type=reference.content_type, content=content
    )
    return replace(message, encoded=edxml.AttachmentEncoded(attachments=(attachment,)))


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
        description=" ".join(description.split()),
        timestamp=edxml.moment_text(now),
    )
    return edxml.Message(envelope=edxml.Envelope(header=edxml.Header(status=status)))
