"""Taking messages in: each once; a document waits for a clerk, who takes it into the register or refuses it."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.documents.choices import State
from dondoc.documents.errors import AlreadyRegistered, FileMissing, Unreadable
from dondoc.documents.events import DocumentGone, DocumentRegistered
from dondoc.documents.exchange import edxml, organs, selectors
from dondoc.documents.exchange.choices import DeliveryState, MessageKind, Outcome
from dondoc.documents.exchange.errors import AlreadyDecided, AlreadyReceived, MessageRefused, RefusalReasonMissing
from dondoc.documents.exchange.models import Delivery, ReceivedMessage
from dondoc.documents.models import StoredFile
from dondoc.kernel import clock
from dondoc.organization.models import Person

from . import reporting

EFFECTS = {"acknowledged": DeliveryState.ACKNOWLEDGED, "refused": DeliveryState.REFUSED}
CODE_LENGTH = 10


def take_in(*, data: bytes, name: str, now: dt.datetime, actor: Person | None = None) -> ReceivedMessage:
    """Take in a message that came (nhận tin), and say what became of it. The same bytes under the same name are one.

    A document waits for the clerk and its sender is told that it arrived (01); one that came before, that is not meant
    for us or bears a secrecy mark is refused, and its sender told so (02). A state is noted at its delivery.

    Args:
        actor: who uploaded it; None for one that came by itself.

    Raises:
        MayNotExchange: no post of the actor allows it.
        FileMissing: there is nothing in it.
        AlreadyReceived: somebody uploads what came before; what comes by itself may come twice.
    """
    if actor is not None:
        selectors.require_exchange(actor, today=clock.day_of(now))
    if not data:
        raise FileMissing
    came = ReceivedMessage(sha256=hashlib.sha256(data).hexdigest(), name=files.clean_name(name), received_at=now)
    with translation.override(settings.LANGUAGE_CODE):
        # Reasons are told to another agency, whatever language the clerk reads.
        if earlier := _earlier(came, actor):
            return earlier
        try:
            with transaction.atomic():
                return _enter(came, data, actor=actor, now=now)
        except IntegrityError:  # Another worker took the same one in at the same moment.
            if (earlier := _earlier(came, actor)) is None:
                with transaction.atomic():
                    return _enter(came, data, actor=actor, now=now)
            return earlier


def _earlier(came: ReceivedMessage, actor: Person | None) -> ReceivedMessage | None:
    """Return the same message where it came before.

    Raises:
        AlreadyReceived: somebody uploads it once more.
    """
    # A message that bore a secrecy mark has left its hash and no name.
    same = Q(name=came.name) | Q(name="")
    earlier = ReceivedMessage.objects.filter(same, sha256=came.sha256).first()
    if earlier is not None and actor is not None:
        raise AlreadyReceived
    return earlier


def _enter(came: ReceivedMessage, data: bytes, *, actor: Person | None, now: dt.datetime) -> ReceivedMessage:
    try:
        message = edxml.decode(data)
    except edxml.Refused as refused:
        came.kind, came.outcome, came.reason = MessageKind.UNREADABLE, Outcome.REFUSED, str(refused)
        came.save()
    else:
        if message.is_status:
            _note_status(came, message)
        else:
            _receive(came, message, data, now=now)
    audit.record(
        act="documents.receive_message",
        subject=f"message:{came.pk}",
        actor=actor,
        now=now,
        after={"outcome": came.outcome, "sha256": came.sha256},
    )
    return came


def _receive(came: ReceivedMessage, message: edxml.Message, data: bytes, *, now: dt.datetime) -> None:
    """Let a document wait for the clerk, or refuse it for a reason that no clerk has to weigh."""
    _fill(came, message, today=clock.day_of(now))
    came.kind, came.outcome = MessageKind.DOCUMENT, Outcome.WAITING
    if came.addressed_id == "":
        came.reason = _("The message is not addressed to an agency here. Check the identifier of the recipient.")
    elif same := selectors.same_document(came):
        came.reason = _("Document %(number)s was received before. It is not taken twice.") % {"number": same}
    elif secret := _secrecy(message):
        came.reason = secret
        _forget_content(came)
    if came.reason:
        came.outcome = Outcome.REFUSED
        came.save()
        reporting.tell(came, code=reporting.REFUSED, text=came.reason, now=now)
        return
    with files.stored(data) as payload:
        came.payload = payload
        came.save()
        reporting.tell(came, code=reporting.ARRIVED, now=now)


def _fill(came: ReceivedMessage, message: edxml.Message, *, today: dt.date) -> None:
    """Write what the head says; of several recipients, the first that is ours."""
    head, ours = message.head, organs.own_ids(today)
    # While nobody has given us an identifier, whom it is meant for is the clerk's to say.
    addressed = next((one for one in head.receivers if not ours or one.organ_id in ours), edxml.Organ())
    came.sender_id, came.sender_name = _cut(head.sender.organ_id, 60), _cut(head.sender.name, 300)
    came.addressed_id, came.addressed_name = _cut(addressed.organ_id, 60), _cut(addressed.name, 300)
    came.unit = ours.get(addressed.organ_id)
    came.message_id = _cut(head.document_id, 200)
    came.number, came.symbol = _cut(head.code.number, 60), _cut(head.code.symbol, 100)
    came.date, came.due_date = edxml.day_of(head.promulgation.date), edxml.day_of(head.due_date)
    came.place, came.type_name = _cut(head.promulgation.place, 200), _cut(head.document_type.name, 200)
    came.subject = head.subject
    signer = head.signer
    came.signer = _cut(", ".join(filter(None, [signer.full_name, signer.position])), 300)


def _cut(words: str, most: int) -> str:
    """Return words that fit their column; the message itself is kept whole."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _secrecy(message: edxml.Message) -> str:
    """Return why a message may not be kept, where one of its files bears a secrecy mark."""
    for file in message.files:
        try:
            documents.refuse_secret(file.content, name=files.clean_name(file.name))
        except Unreadable as refusal:
            return refusal.sentence
    return ""


def _forget_content(came: ReceivedMessage) -> None:
    """Leave nothing of what a message said: who sent it and which document they asked about is needed to answer."""
    came.name = came.subject = came.signer = came.type_name = came.place = ""
    came.due_date = None


def _note_status(came: ReceivedMessage, message: edxml.Message) -> None:
    """Note at its delivery what the other side says; a state of something unknown is kept."""
    status = message.status
    came.kind = MessageKind.STATUS
    came.sender_id, came.sender_name = _cut(status.sender.organ_id, 60), _cut(status.sender.name, 300)
    came.message_id = _cut(status.answers.document_id, 200)
    came.status_code = _cut(status.code.zfill(2), CODE_LENGTH)
    came.status_text, stated_at = status.description, edxml.moment_of(status.timestamp)
    # A clock that runs ahead must not make every later state look like an earlier one.
    came.status_at = min(stated_at or came.received_at, came.received_at)
    came.delivery = selectors.delivery_of(organ_id=came.sender_id, message_id=came.message_id)
    came.outcome = Outcome.NOTED if came.delivery else Outcome.UNMATCHED
    came.save()
    if came.delivery is None:
        return
    known = edxml.STATUS_CODES.get(came.status_code)
    state = EFFECTS.get(known.effect) if known else None
    # States may overtake one another on the way: the latest by its own time holds.
    later = Q(last_status_at=None) | Q(last_status_at__lte=came.status_at)
    Delivery.objects.filter(later, pk=came.delivery.pk).update(
        last_status=came.status_code,
        last_status_text=came.status_text,
        last_status_at=came.status_at,
        **({"state": state, "next_try_at": None} if state else {}),
    )


@transaction.atomic
def accept(*, received_id: int, actor: Person, now: dt.datetime) -> ReceivedMessage:
    """Take a document that came into the register (tiếp nhận, vào sổ); its sender is told (03).

    One that the register has already is refused instead, and its sender told so (02).

    Raises:
        MayNotExchange: no post of the actor allows it.
        ReceivedMissing: no such message, or none the actor may know of.
        AlreadyDecided: somebody took it over or refused it.
        FileLost: the message is lost from the store.
        MessageRefused: the message is damaged in the store.
        FileTooLarge: the document is larger than the register takes.
        Unreadable: the reader cannot read the document; it still waits.
    """
    received = selectors.get_received(received_id, person=actor, today=clock.day_of(now))
    message = _message_of(received)
    _decide(received, Outcome.REGISTERED, actor=actor, now=now)
    file = message.files[0]
    try:
        document = documents.receive(data=file.content, name=file.name, actor=actor, now=now)
    except AlreadyRegistered:
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("The register has this document already. It is not taken twice.")
        return _refused(received, reason, actor=actor, now=now)
    received.document = document
    received.outcome = Outcome.READING if document.state == State.READING else Outcome.REGISTERED
    received.save(update_fields=["document", "outcome"])
    if received.outcome == Outcome.REGISTERED:
        reporting.tell(received, code=reporting.REGISTERED, now=now, actor=actor)
    audit.record(
        act="documents.accept_message",
        subject=f"message:{received.pk}",
        actor=actor,
        now=now,
        after={"document": document.pk, "agency": received.sender_name},
    )
    return received


@transaction.atomic
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
    _decide(received, Outcome.WAITING, actor=actor, now=now)
    return _refused(received, reason.strip(), actor=actor, now=now)


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


def _decide(received: ReceivedMessage, outcome: Outcome, *, actor: Person, now: dt.datetime) -> None:
    """Claim the decision on a message that waits; two people at once: the second is refused."""
    waiting = ReceivedMessage.objects.filter(pk=received.pk, outcome=Outcome.WAITING, decided_by=None)
    if not waiting.update(outcome=outcome, decided_by=actor, decided_at=now):
        received.refresh_from_db(fields=["outcome"])
        raise AlreadyDecided(outcome=Outcome(received.outcome).label)
    received.refresh_from_db()


def _refused(received: ReceivedMessage, reason: str, *, actor: Person, now: dt.datetime) -> ReceivedMessage:
    received.outcome, received.reason = Outcome.REFUSED, reason
    received.save(update_fields=["outcome", "reason"])
    reporting.tell(received, code=reporting.REFUSED, text=reason, now=now, actor=actor)
    audit.record(
        act="documents.refuse_message",
        subject=f"message:{received.pk}",
        actor=actor,
        now=now,
        after={"reason": reason, "agency": received.sender_name},
    )
    return received


def document_registered(event: DocumentRegistered) -> None:
    """Tell the sender once a scan that came by the exchange was read and is in the register."""
    being_read = ReceivedMessage.objects.filter(document=event.document_id, outcome=Outcome.READING)
    for received in being_read:
        received.outcome = Outcome.REGISTERED
        received.save(update_fields=["outcome"])
        reporting.tell(received, code=reporting.REGISTERED, now=clock.now())


def document_gone(event: DocumentGone) -> None:
    """Keep nothing of a message whose scan turned out to be secret or was removed unread; its sender is told."""
    for received in ReceivedMessage.objects.filter(document=event.document_id).select_related("payload"):
        with translation.override(settings.LANGUAGE_CODE):
            received.reason = _("The file could not be taken over and was removed. Nothing of it is kept.")
        payload, received.payload = received.payload, None
        received.outcome, received.document = Outcome.REFUSED, None
        _forget_content(received)
        received.save()
        if payload is not None:
            _destroy(payload)
        reporting.tell(received, code=reporting.REFUSED, text=received.reason, now=clock.now())


def _destroy(file: StoredFile) -> None:
    """Delete the bytes of a message, unless they are something else besides."""
    path = str(file.content.name)
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return
    # Before the commit: killed in between, the row is still there to be destroyed again.
    default_storage.delete(path)
