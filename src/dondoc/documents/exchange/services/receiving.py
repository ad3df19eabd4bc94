"""Taking messages in: each once; a document waits for a clerk, a state is noted at its delivery."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.documents.errors import FileMissing, Unreadable
from dondoc.documents.exchange import edxml, organs, selectors
from dondoc.documents.exchange.choices import Business, DeliveryState, MessageKind, Outcome
from dondoc.documents.exchange.errors import AlreadyReceived
from dondoc.documents.exchange.models import Delivery, ReceivedMessage
from dondoc.kernel import clock
from dondoc.organization.models import Person

from . import annexes, reporting

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
        opened = _open(data)
        try:
            with transaction.atomic():
                return _enter(came, opened, data, actor=actor, now=now)
        except IntegrityError:  # Another worker took the same one in at the same moment.
            if (earlier := _earlier(came, actor)) is None:
                with transaction.atomic():
                    return _enter(came, opened, data, actor=actor, now=now)
            return earlier


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in a message: found before a transaction holds the database, because a hundred files take their time.

    Attributes:
        message: None where it cannot be read.
        refusal: why it cannot be read, or may not be kept.
        texts: what each file says, None for a scan that nobody has read.
    """

    message: edxml.Message | None
    refusal: str = ""
    texts: tuple[str | None, ...] = ()


def _open(data: bytes) -> Opened:
    try:
        message = edxml.decode(data)
    except edxml.Refused as refused:
        return Opened(None, str(refused))
    texts: list[str | None] = []
    for file in message.files:
        try:
            documents.refuse_secret(file.content, name=files.clean_name(file.name))
            texts.append(annexes.text_of(file))
        except Unreadable as refusal:
            return Opened(message, refusal.sentence)
    return Opened(message, texts=tuple(texts))


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


def _enter(
    came: ReceivedMessage, opened: Opened, data: bytes, *, actor: Person | None, now: dt.datetime
) -> ReceivedMessage:
    if opened.message is None:
        came.kind, came.outcome, came.reason = MessageKind.UNREADABLE, Outcome.REFUSED, opened.refusal
        came.save()
    elif opened.message.is_status:
        _note_status(came, opened.message)
    else:
        _receive(came, opened.message, opened, data, now=now)
    audit.record(
        act="documents.receive_message",
        subject=f"message:{came.pk}",
        actor=actor,
        now=now,
        after={"outcome": came.outcome, "sha256": came.sha256},
    )
    return came


def _receive(came: ReceivedMessage, message: edxml.Message, opened: Opened, data: bytes, *, now: dt.datetime) -> None:
    """Let a document wait for the clerk, or refuse it for a reason that no clerk has to weigh."""
    _fill(came, message, today=clock.day_of(now))
    came.kind, came.outcome = MessageKind.DOCUMENT, Outcome.WAITING
    came.reason = _why_not(came, opened)
    if came.reason:
        came.outcome = Outcome.REFUSED
        came.save()
        reporting.refuse(came, text=came.reason, now=now)
        return
    if came.business == Business.RECALL:  # It brings no file.
        came.save()
        return
    came.file_texts = list(opened.texts)
    with files.stored(data) as payload:
        came.payload = payload
        came.save()
        reporting.tell(came, code=reporting.ARRIVED, now=now)
        if came.is_being_read:
            annexes.ask_for_reading(came, now=now)


def _why_not(came: ReceivedMessage, opened: Opened) -> str:
    """Return why a message is refused at once, in words for its sender. Secrecy first: nothing of it may stay."""
    if opened.refusal:
        annexes.forget_content(came)
        return opened.refusal
    if came.addressed_id == "":
        return _("The message is not addressed to an agency here. Check the identifier of the recipient.")
    if came.business == Business.RECALL and came.about is None:
        return _("Document %(number)s was not received here, so there is nothing to give back.") % {
            "number": came.number_line or came.message_id
        }
    if came.about is None and (same := selectors.same_document(came)):
        return _("Document %(number)s was received before. It is not taken twice.") % {"number": same}
    return ""


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
    business = message.business
    came.business = business.kind if business.kind in Business.values else Business.NEW
    if came.business != Business.NEW:
        came.business_reason = business.reason
        ids = [head.document_id, *filter(None, [business.document_id])]
        came.about = selectors.earlier_message(sender_id=came.sender_id, message_ids=ids)


def _cut(words: str, most: int) -> str:
    """Return words that fit their column; the message itself is kept whole."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


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
    came.delivery = selectors.delivery_of(
        organ_id=came.sender_id,
        message_id=came.message_id,
        is_of_recall=came.status_code in (reporting.AGREED, reporting.NOT_AGREED),
    )
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
