"""Sending messages: claimed before they go out, tried again only when it is known that they did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.documents import files
from dondoc.documents.errors import FileLost
from dondoc.documents.events import DocumentIssued, DocumentRecalled
from dondoc.documents.exchange import adapters, composing, edxml, organs, selectors
from dondoc.documents.exchange.choices import Business, DeliveryState, MessageKind
from dondoc.documents.exchange.errors import AlreadySent, DeliveryMovedOn, ExchangeOff, MessageRefused, NobodyChosen
from dondoc.documents.exchange.models import Correspondent, Delivery
from dondoc.documents.models import Document
from dondoc.documents.outgoing.choices import Medium
from dondoc.documents.outgoing.models import Outgoing
from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person

SEND = "documents.send_message"
# A document in one of these states is there, or may be.
ON_THEIR_WAY = (DeliveryState.CLAIMED, DeliveryState.UNKNOWN, DeliveryState.SENT, DeliveryState.ACKNOWLEDGED)
# Waits before the second, third … attempt: a server that is down for the night, or over a weekend, is reached.
PAUSES = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=10),
    dt.timedelta(hours=1),
    dt.timedelta(hours=6),
    dt.timedelta(hours=24),
    dt.timedelta(hours=48),
)


@transaction.atomic
def deliver(*, document: Document, correspondent_ids: list[int], actor: Person, now: dt.datetime) -> list[Delivery]:
    """Send a document to agencies of the address book (gửi liên thông); each gets a message of its own.

    Raises:
        MayNotExchange: no post of the actor allows it, or who issued it is none whose register they keep.
        ExchangeOff: nothing says where messages go.
        NobodyChosen: no agency is named.
        CorrespondentMissing: one is not in the address book today.
        NotOurDocument: it came in.
        DocumentEnded: it was recalled or replaced.
        OrganIdMissing: its issuer has no identifier.
        MessageRefused: it lacks what a message must say, or a field is too long.
        AlreadySent: it was sent to one of them.
    """
    today = clock.day_of(now)
    selectors.require_exchange(actor, today=today)
    selectors.require_sendable(document, actor=actor, today=today)
    if not adapters.is_on():
        raise ExchangeOff
    if not correspondent_ids:
        raise NobodyChosen
    made = _made(document, selectors.get_correspondents(correspondent_ids, day=today), actor=actor, now=now)
    _record("documents.send_message", document, made, actor=actor, now=now)
    return made


def _made(document: Document, receivers: Iterable[Correspondent], *, actor: Person, now: dt.datetime) -> list[Delivery]:
    """Queue a document to agencies."""
    issuer = organs.issuer_of(document)
    made = []
    for receiver in receivers:
        message = composing.document_message(document, issuer=issuer, receivers=[receiver], now=now)
        try:
            with transaction.atomic():
                delivery = Delivery.objects.create(
                    kind=MessageKind.DOCUMENT,
                    organ_id=receiver.organ_id,
                    organ_name=receiver.name,
                    document=document,
                    message_id=message.head.document_id,
                    head=edxml.encode(message).decode(),
                    made_by=actor,
                    made_at=now,
                )
        except IntegrityError:
            raise AlreadySent(name=receiver.name) from None
        queue(delivery, now=now)
        made.append(delivery)
    return made


def _record(act: str, document: Document, made: list[Delivery], *, actor: Person, now: dt.datetime) -> None:
    audit.record(
        act=act,
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"to": [delivery.organ_name for delivery in made]},
    )


def document_issued(event: DocumentIssued) -> None:
    """Send an electronic document that was issued to those of its recipients that the address book knows by this name.

    That it cannot be sent does not undo that it was issued: the log of the document says why not.
    """
    outgoing = Outgoing.objects.select_related("document__file").get(document=event.document_id)
    if not adapters.is_on() or outgoing.medium != Medium.ELECTRONIC or outgoing.document is None:
        return
    document, actor = outgoing.document, Person.objects.get(pk=event.actor_id)
    named = {fold(printed) for printed in outgoing.sendings.filter(unit=None).values_list("printed", flat=True)}
    known = selectors.correspondents_on(clock.day_of(event.at))
    receivers = [entry for entry in known if fold(entry.name) in named]
    if not receivers:
        return
    try:
        with transaction.atomic():
            made = _made(document, receivers, actor=actor, now=event.at)
            _record("documents.send_message", document, made, actor=actor, now=event.at)
    except DomainError as refusal:
        audit.record(
            act="documents.not_sent",
            subject=f"document:{document.pk}",
            actor=actor,
            now=event.at,
            after={"reason": refusal.sentence, "to": [receiver.name for receiver in receivers]},
        )


def document_recalled(event: DocumentRecalled) -> None:
    """Take an issued document back from every agency that it was sent to (thu hồi); one that was replaced stays there.

    What waits to be sent does not go out any more: where nothing arrived there is nothing to take back.
    """
    document, actor = Document.objects.get(pk=event.document_id), Person.objects.get(pk=event.actor_id)
    deliveries = Delivery.objects.filter(document=document, kind=MessageKind.DOCUMENT, business=Business.NEW)
    with translation.override(settings.LANGUAGE_CODE):
        why = _("The document was recalled or replaced before it was sent.")
    deliveries.filter(state=DeliveryState.WAITING).update(state=DeliveryState.FAILED, error=why, next_try_at=None)
    if event.is_replaced or not adapters.is_on():
        return
    made = []
    for sent in deliveries.filter(state__in=ON_THEIR_WAY):
        message = composing.recall_message(sent, reason=event.reason, now=event.at)
        made.append(
            Delivery.objects.create(
                kind=MessageKind.DOCUMENT,
                business=Business.RECALL,
                organ_id=sent.organ_id,
                organ_name=sent.organ_name,
                document=document,
                message_id=sent.message_id,
                head=edxml.encode(message).decode(),
                made_by=actor,
                made_at=event.at,
            )
        )
        queue(made[-1], now=event.at)
    if made:
        _record("documents.send_recall", document, made, actor=actor, now=event.at)


@transaction.atomic
def export(*, document: Document, correspondent_ids: list[int], actor: Person, now: dt.datetime) -> tuple[bytes, str]:
    """Return a document as a message in one file, to be sent another way, with the name of the file.

    Raises:
        MayNotExchange: no post of the actor allows it, or who issued it is none whose register they keep.
        NobodyChosen: no agency is named.
        CorrespondentMissing: one is not in the address book today.
        NotOurDocument: it came in.
        DocumentEnded: it was recalled or replaced.
        OrganIdMissing: its issuer has no identifier.
        MessageRefused: it lacks what a message must say, or a field is too long.
        FileLost: the bytes of its file are gone.
    """
    today = clock.day_of(now)
    selectors.require_exchange(actor, today=today)
    selectors.require_sendable(document, actor=actor, today=today)
    if not correspondent_ids:
        raise NobodyChosen
    receivers = selectors.get_correspondents(correspondent_ids, day=today)
    message = composing.document_message(document, issuer=organs.issuer_of(document), receivers=receivers, now=now)
    payload = _with_files(message, document)
    audit.record(
        act="documents.export_message",
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"to": [receiver.name for receiver in receivers]},
    )
    return payload, f"{document.reference or document.pk}{adapters.SUFFIX}"


def queue(delivery: Delivery, *, now: dt.datetime, run_at: dt.datetime | None = None) -> None:
    """Ask for a message to be sent, now or later; its claim sees to it that it is sent once."""
    key = f"{SEND}:{delivery.pk}:{(run_at or now).isoformat()}"
    background.enqueue(SEND, key=key, params={"delivery_id": delivery.pk}, now=now, run_at=run_at)


def send(*, delivery_id: int, now: dt.datetime) -> None:
    """Send one message. May run twice: one that is claimed already is not sent again, but said to be unknown."""
    delivery = Delivery.objects.select_related("document__file").get(pk=delivery_id)
    mine = Delivery.objects.filter(pk=delivery.pk)
    if delivery.state == DeliveryState.CLAIMED:
        died = mine.filter(state=DeliveryState.CLAIMED, attempts=delivery.attempts)
        died.update(state=DeliveryState.UNKNOWN, error=_("The worker ended while the message was on its way."))
    if delivery.state != DeliveryState.WAITING:
        return
    waiting = mine.filter(state=DeliveryState.WAITING)
    adapter = adapters.current()
    if adapter is None:
        waiting.update(state=DeliveryState.FAILED, error=ExchangeOff().sentence, next_try_at=None)
        return
    try:
        payload = payload_of(delivery)
    except (FileLost, MessageRefused) as refusal:
        waiting.update(state=DeliveryState.FAILED, error=refusal.sentence, next_try_at=None)
        return
    if not waiting.update(
        state=DeliveryState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1, next_try_at=None, error=""
    ):
        return
    try:
        adapter.send(payload, name=f"{delivery.kind}-{delivery.pk}")
    except adapters.NotTaken as refusal:
        _try_later(delivery, refusal)
    except adapters.Doubtful as doubt:
        mine.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.UNKNOWN, error=str(doubt))
    else:
        # Another worker may have taken this one for dead in the meantime; it was not.
        there = mine.filter(state__in=(DeliveryState.CLAIMED, DeliveryState.UNKNOWN))
        there.update(state=DeliveryState.SENT, sent_at=clock.now(), error="")


def payload_of(delivery: Delivery) -> bytes:
    """Return a message as it goes out: as it was made, with the document's files.

    Raises:
        FileLost: the bytes of the file are gone.
        MessageRefused: the message cannot be written.
    """
    message = edxml.read(delivery.head.encode())
    if delivery.document is None or delivery.business != Business.NEW:
        return delivery.head.encode()
    return _with_files(message, delivery.document)


def _with_files(message: edxml.Message, document: Document) -> bytes:
    attached = [one.file for one in document.attachments.select_related("file")]
    contents = {}
    for file in (document.file, *attached):
        with files.opened(file) as stream:
            contents[file.sha256] = stream.read()
    try:
        return edxml.encode(composing.with_contents(message, contents))
    except edxml.Refused as refused:
        raise MessageRefused(why=str(refused)) from refused


@transaction.atomic
def _try_later(delivery: Delivery, refusal: adapters.NotTaken) -> None:
    """Note that a message did not go out: it waits for the next attempt, or is given up after the last."""
    now = clock.now()
    claimed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CLAIMED)
    if refusal.is_final or delivery.attempts >= len(PAUSES):
        claimed.update(state=DeliveryState.FAILED, error=str(refusal))
        return
    later = now + PAUSES[delivery.attempts]
    if claimed.update(state=DeliveryState.WAITING, error=str(refusal), next_try_at=later):
        queue(delivery, now=now, run_at=later)


@transaction.atomic
def resend(*, delivery_id: int, actor: Person, now: dt.datetime) -> Delivery:
    """Send a message again that did not go out, of which nobody knows, or that was refused; only a person decides that.

    Raises:
        MayNotExchange: no post of the actor allows it, or who issued it is none whose register they keep.
        DeliveryMissing: no such message, or it is not in trouble.
        DocumentEnded: the document was recalled or replaced.
        ExchangeOff: nothing says where messages go.
        DeliveryMovedOn: it is in trouble no more, or somebody was faster.
    """
    today = clock.day_of(now)
    delivery = selectors.get_resendable(delivery_id, person=actor, today=today)
    if delivery.document is not None:
        is_recall = delivery.business == Business.RECALL
        selectors.require_sendable(delivery.document, actor=actor, today=today, is_recall=is_recall)
    if not adapters.is_on():
        raise ExchangeOff
    anew = {"attempts": 0, "error": "", "last_status": "", "last_status_text": "", "last_status_at": None}
    if not Delivery.objects.filter(pk=delivery.pk, state=delivery.state).update(state=DeliveryState.WAITING, **anew):
        raise DeliveryMovedOn
    queue(delivery, now=now)
    audit.record(
        act="documents.resend_message",
        subject=f"delivery:{delivery.pk}",
        actor=actor,
        now=now,
        before={"state": delivery.state, "status": delivery.last_status},
        after={"state": DeliveryState.WAITING},
    )
    return delivery
