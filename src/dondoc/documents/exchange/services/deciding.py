"""Deciding what becomes of a document that came: a clerk takes it into the register or refuses it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.documents.choices import State
from dondoc.documents.errors import AlreadyRegistered
from dondoc.documents.events import DocumentGone, DocumentRegistered
from dondoc.documents.exchange import edxml, selectors
from dondoc.documents.exchange.choices import Business, MessageKind, Outcome
from dondoc.documents.exchange.errors import (
    AlreadyDecided,
    AnnexesBeingRead,
    MessageRefused,
    RefusalReasonMissing,
)
from dondoc.documents.exchange.models import ReceivedMessage
from dondoc.documents.models import Document
from dondoc.documents.signing.verifying import refuse_altered
from dondoc.kernel import clock
from dondoc.organization.models import Person

from . import annexes, reporting


def accept(*, received_id: int, actor: Person, now: dt.datetime) -> ReceivedMessage:
    """Take a document that came into the register of whom it is addressed to (tiếp nhận, vào sổ); its sender is told.

    One that the register has already is refused instead, and its sender told so (02); an update of it is put beside it.
    To accept a recall is to agree to it (15): the document stays, and says that it was recalled.

    Raises:
        MayNotExchange: no post of the actor allows it.
        ReceivedMissing: no such message, or none the actor may know of.
        AlreadyDecided: somebody took it over or refused it.
        AnnexesBeingRead: scans among its annexes have not been read yet.
        FileLost: the message is lost from the store.
        MessageRefused: the message is damaged in the store.
        MayNotRegister: no post of the actor allows it.
        FileMissing: the document is empty of bytes.
        FileTooLarge: the document is larger than the register takes.
        PdfAltered: a file of it was changed after it was signed.
        ExaminerBusy: too many signed files are being examined.
        Unreadable: the reader cannot read the document; it still waits.
    """
    received = selectors.get_received(received_id, person=actor, today=clock.day_of(now))
    if received.business == Business.RECALL:
        return _agree(received, actor=actor, now=now)
    message = _message_of(received)
    if received.is_being_read:
        raise AnnexesBeingRead
    main, *others = message.files
    for file in others:
        refuse_altered(file.content)
    try:
        examined = documents.examine(data=main.content, name=main.name, unit=received.unit, actor=actor, now=now)
    except AlreadyRegistered:
        return _refuse_known(received, actor=actor, now=now)
    try:
        return _enter(received, message, examined, actor=actor, now=now)
    except AlreadyRegistered:
        if received.business == Business.NEW or received.about is None or received.about.document is None:
            return _refuse_known(received, actor=actor, now=now)
        return _put_beside(received, message, received.about.document, actor=actor, now=now)


@transaction.atomic
def _enter(
    received: ReceivedMessage, message: edxml.Message, examined: documents.Examined, *, actor: Person, now: dt.datetime
) -> ReceivedMessage:
    """Write a document into the register, with its annexes."""
    _decide(received, Outcome.REGISTERED, actor=actor, now=now)
    document = documents.enter(examined, unit=received.unit, actor=actor, now=now)
    texts = received.file_texts[1:]
    annexes.attach(document, message.files[1:], texts, is_there_already=examined.known is not None)
    outcome = Outcome.READING if document.state == State.READING else Outcome.REGISTERED
    return _accepted(received, document, outcome, actor=actor, now=now)


@transaction.atomic
def _put_beside(
    received: ReceivedMessage, message: edxml.Message, document: Document, *, actor: Person, now: dt.datetime
) -> ReceivedMessage:
    """Put the files of an update beside the document, which stays as it came."""
    _decide(received, Outcome.REGISTERED, actor=actor, now=now)
    annexes.attach(document, message.files, received.file_texts, update=received)
    return _accepted(received, document, Outcome.REGISTERED, actor=actor, now=now)


def _accepted(
    received: ReceivedMessage, document: Document, outcome: Outcome, *, actor: Person, now: dt.datetime
) -> ReceivedMessage:
    received.document, received.outcome = document, outcome
    received.save(update_fields=["document", "outcome"])
    if outcome == Outcome.REGISTERED:
        reporting.tell(received, code=reporting.taken(received), now=now, actor=actor)
    _record("documents.accept_message", received, document=document.pk, actor=actor, now=now)
    return received


@transaction.atomic
def _agree(received: ReceivedMessage, *, actor: Person, now: dt.datetime) -> ReceivedMessage:
    """Agree to a recall: what was received stays on record and says that its sender took it back."""
    _decide(received, Outcome.AGREED, actor=actor, now=now)
    reporting.tell(received, code=reporting.AGREED, now=now, actor=actor)
    about = received.about.document_id if received.about else None
    _record("documents.agree_to_recall", received, document=about, actor=actor, now=now)
    return received


def _refuse_known(received: ReceivedMessage, *, actor: Person, now: dt.datetime) -> ReceivedMessage:
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The register has this document already. It is not taken twice.")
    return _refuse(received, reason, actor=actor, now=now)


def refuse(*, received_id: int, reason: str, actor: Person, now: dt.datetime) -> ReceivedMessage:
    """Refuse a document that came (từ chối tiếp nhận), because it was misaddressed or its signature does not hold.

    Raises:
        MayNotExchange: no post of the actor allows it.
        ReceivedMissing: no such message, or none the actor may know of.
        RefusalReasonMissing: nothing says why.
        AlreadyDecided: somebody took it over or refused it.
    """
    received = selectors.get_received(received_id, person=actor, today=clock.day_of(now))
    if not reason.strip():
        raise RefusalReasonMissing
    return _refuse(received, reason.strip(), actor=actor, now=now)


@transaction.atomic
def _refuse(received: ReceivedMessage, reason: str, *, actor: Person, now: dt.datetime) -> ReceivedMessage:
    _decide(received, Outcome.REFUSED, reason=reason, actor=actor, now=now)
    if None in received.file_texts:  # Nobody has looked for a secrecy mark on its scans, and nobody will.
        annexes.destroy_payload(received)
    reporting.refuse(received, text=reason, now=now, actor=actor)
    _record("documents.refuse_message", received, reason=reason, actor=actor, now=now)
    return received


def _message_of(received: ReceivedMessage) -> edxml.Message:
    """Return the message as it came.

    Raises:
        AlreadyDecided: it waits no more.
        FileLost: it is lost from the store.
        MessageRefused: it is damaged in the store.
    """
    if received.outcome != Outcome.WAITING or received.payload is None:
        raise AlreadyDecided(outcome=Outcome(received.outcome).label)
    with files.opened(received.payload) as stream:
        try:
            return edxml.decode(stream.read())
        except edxml.Refused as damaged:
            raise MessageRefused(why=str(damaged)) from damaged


def _decide(received: ReceivedMessage, outcome: Outcome, *, reason: str = "", actor: Person, now: dt.datetime) -> None:
    """Claim the decision on a message that waits; two people at once: the second is refused."""
    waiting = ReceivedMessage.objects.filter(pk=received.pk, outcome=Outcome.WAITING)
    if not waiting.update(outcome=outcome, reason=reason, decided_by=actor, decided_at=now):
        received.refresh_from_db(fields=["outcome"])
        raise AlreadyDecided(outcome=Outcome(received.outcome).label)
    received.refresh_from_db()


def _record(act: str, received: ReceivedMessage, *, actor: Person, now: dt.datetime, **after: object) -> None:
    after["agency"] = received.sender_name
    audit.record(act=act, subject=f"message:{received.pk}", actor=actor, now=now, after=after)


def document_registered(event: DocumentRegistered) -> None:
    """Tell the sender once a scan that came by the exchange was read and is in the register."""
    being_read = ReceivedMessage.objects.filter(document=event.document_id, outcome=Outcome.READING)
    for received in being_read:
        received.outcome = Outcome.REGISTERED
        received.save(update_fields=["outcome"])
        reporting.tell(received, code=reporting.taken(received), now=clock.now())


def document_gone(event: DocumentGone) -> None:
    """Keep nothing of a message whose scan turned out to be secret or was removed unread; its sender is told."""
    brought = ReceivedMessage.objects.filter(document=event.document_id, kind=MessageKind.DOCUMENT)
    for received in brought.select_related("payload"):
        annexes.leave_nothing(received, now=clock.now())
    annexes.detach(event.document_id)
