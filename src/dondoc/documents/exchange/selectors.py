"""Reads of the exchange; who may know of a message is asked for here, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.utils.translation import gettext as _

from dondoc.documents import citing
from dondoc.documents import selectors as documents
from dondoc.documents.choices import Way
from dondoc.documents.incoming.bodies import body_path, entry_in_body
from dondoc.documents.models import Document
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit

from .choices import LIVE, RESENDABLE, Business, DeliveryState, MessageKind, Outcome
from .errors import (
    CorrespondentMissing,
    DeliveryMissing,
    DocumentEnded,
    MayNotExchange,
    NotOurDocument,
    ReceivedMissing,
)
from .models import Correspondent, Delivery, ReceivedMessage


def may_exchange(person: Person, *, today: dt.date) -> bool:
    """Say whether a person sends and takes over messages."""
    return person.can(Ability.REGISTER, today)


def require_exchange(person: Person, *, today: dt.date) -> None:
    """Refuse who does not.

    Raises:
        MayNotExchange: no post of the person allows it.
    """
    if not may_exchange(person, today=today):
        raise MayNotExchange


def may_send(person: Person, document: Document, *, today: dt.date) -> bool:
    """Say whether a person sends a document out: one that was issued here, by a body whose register they keep."""
    return document.direction == Way.OUT and outgoing.may_issue(person, document.registered_in, today=today)


def require_sendable(document: Document, *, actor: Person, today: dt.date, is_recall: bool = False) -> None:
    """Refuse to send what is not the actor's to send, or holds no more; a recall says that it does not.

    Raises:
        NotOurDocument: it came in; an agency sends out only its own documents.
        MayNotExchange: the actor does not keep the register of who issued it.
        DocumentEnded: it was recalled or replaced.
    """
    if document.direction != Way.OUT:
        raise NotOurDocument
    if not may_send(actor, document, today=today):
        raise MayNotExchange
    if not is_recall and outgoing.end_of(document) is not None:
        raise DocumentEnded


def received_by(person: Person, *, today: dt.date) -> QuerySet[ReceivedMessage]:
    """Return the messages that came for units the person takes documents in for, or for the organisation as a whole."""
    if not may_exchange(person, today=today):
        return ReceivedMessage.objects.none()
    paths = organization.paths_with(person, Ability.REGISTER, today=today)
    return ReceivedMessage.objects.filter(Q(unit=None) | organization.under(paths, "unit"))


def get_received(received_id: int, *, person: Person, today: dt.date) -> ReceivedMessage:
    """Return one message that came.

    Raises:
        MayNotExchange: no post of the person allows it.
        ReceivedMissing: no such message, or none the person may know of.
    """
    require_exchange(person, today=today)
    found = received_by(person, today=today).filter(pk=received_id).first()
    if found is None:
        raise ReceivedMissing
    return found


def messages_for_list(person: Person, *, today: dt.date) -> QuerySet[ReceivedMessage]:
    """Return what came, what waits for the clerk first, then the newest."""
    waiting = Q(outcome=Outcome.WAITING)
    found = received_by(person, today=today).select_related("document", "delivery__document", "decided_by", "about")
    heavy = [f"{path}__{name}" for path in ("document", "delivery__document") for name in documents.HEAVY]
    waiting_for = Prefetch("later", ReceivedMessage.objects.exclude(outcome=Outcome.REFUSED).defer("file_texts"))
    found = found.prefetch_related(waiting_for)
    return found.defer(*heavy, "delivery__head", "about__file_texts").order_by(
        Case(When(waiting, then=0), default=1), "-received_at", "-pk"
    )


def deliveries_of(person: Person, *, today: dt.date) -> QuerySet[Delivery]:
    """Return the messages sent: of documents that are the person's to handle, and answers to messages they may see."""
    if not may_exchange(person, today=today):
        return Delivery.objects.none()
    ours = documents.at_hand(person, today=today).values("pk")
    came = received_by(person, today=today).values("pk")
    return Delivery.objects.filter(Q(document__in=ours) | Q(answered__in=came))


def deliveries_for_list(person: Person, *, today: dt.date, in_trouble: bool) -> QuerySet[Delivery]:
    """Return the messages sent, newest first; or only those that did not go out, that nobody knows of, were refused."""
    found = deliveries_of(person, today=today).select_related("document", "answered", "made_by")
    if in_trouble:
        found = found.filter(state__in=RESENDABLE).exclude(_over())
    found = found.annotate(is_over=Case(When(_over(), then=True), default=False))
    return found.defer(*(f"document__{name}" for name in documents.HEAVY), "head").order_by("-made_at", "-pk")


def _over() -> Q:
    """Return the condition that a message carries a document that was recalled or replaced: nobody sends it again."""
    return Q(document__in=outgoing.ends().values("outgoing__document"), business=Business.NEW)


def get_resendable(delivery_id: int, *, person: Person, today: dt.date) -> Delivery:
    """Return a message that a person may send again.

    Raises:
        MayNotExchange: no post of the person allows it.
        DeliveryMissing: no such message, or it is not in trouble.
    """
    require_exchange(person, today=today)
    found = deliveries_of(person, today=today).filter(pk=delivery_id, state__in=RESENDABLE).first()
    if found is None:
        raise DeliveryMissing
    return found


def correspondents_on(day: dt.date) -> QuerySet[Correspondent]:
    """Return the address book of a day, in Vietnamese order."""
    current = Correspondent.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    return current.order_by("sort_key", "pk")


def get_correspondents(ids: list[int], *, day: dt.date) -> list[Correspondent]:
    """Return entries of the address book of a day.

    Raises:
        CorrespondentMissing: one of them is not there.
    """
    found = list(correspondents_on(day).filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise CorrespondentMissing
    return found


def same_document(message: ReceivedMessage) -> str:
    """Return what of ours a message repeats, in words; empty when it is new.

    Refused is what repeats the id of a document, or number, symbol and issuer (N30-PL6, III.1.h); numbers begin again
    each year, so the year of issue has to be the same. What came for another body of ours came for that one.
    """
    came = ReceivedMessage.objects.filter(kind=MessageKind.DOCUMENT, outcome__in=LIVE).exclude(business=Business.RECALL)
    came = came.filter(addressed_id=message.addressed_id)
    said = {"number": message.number, "symbol": message.symbol, "sender_id": message.sender_id}
    year = Q(date__year=message.date.year) if message.date else Q(date=None)
    by_id = Q(message_id=message.message_id, sender_id=message.sender_id)
    if came.filter(by_id | Q(**said) & year).exists():
        return message.number_line
    registered = Document.objects.filter(year, reference=citing.reference_of(message.number, message.symbol))
    there = registered.exclude(reference="").select_related("registered_in").prefetch_related("arrivals__unit")
    same = (one for one in there.defer(*documents.HEAVY) if fold(one.issuer) == fold(message.sender_name))
    return message.number_line if any(_stands_with(message.unit, one) for one in same) else ""


def _stands_with(unit: Unit | None, document: Document) -> bool:
    """Say whether a document stands in the books of the body of a unit; None: of any."""
    if unit is None or body_path(document.registered_in) == body_path(unit):
        return True
    return entry_in_body(unit, document.arrivals.all()) is not None


def earlier_message(*, sender_id: str, message_ids: list[str]) -> ReceivedMessage | None:
    """Return the document of an agency that a later message of theirs is about."""
    came = ReceivedMessage.objects.filter(kind=MessageKind.DOCUMENT, outcome__in=LIVE, sender_id=sender_id)
    return came.exclude(business=Business.RECALL).filter(message_id__in=message_ids).order_by("-pk").first()


def changes_of(document: Document) -> QuerySet[ReceivedMessage]:
    """Return what the sender of a document did about it later: recalls, updates, replacements that were not refused."""
    later = ReceivedMessage.objects.filter(about__document=document).exclude(outcome=Outcome.REFUSED)
    return later.defer("file_texts").order_by("pk")


def changes_shown(document: Document, *, person: Person, today: dt.date) -> QuerySet[ReceivedMessage]:
    """Return what `changes_of` returns, each with the `document` that came of it, where a person may open that."""
    came = documents.visible_to(person, today=today).defer(*documents.HEAVY)
    return changes_of(document).prefetch_related(Prefetch("document", came))


@dataclass(frozen=True, slots=True)
class Stated:
    """What the message that brought a document says of it where the document itself says nothing."""

    message: ReceivedMessage
    facts: list[tuple[str, str]]


def stated_of(document: Document) -> Stated | None:
    """Return what stands "theo tin điện tử" beside a document; None for one that did not come by the exchange."""
    message = ReceivedMessage.objects.filter(document=document, kind=MessageKind.DOCUMENT).order_by("pk").first()
    if message is None:
        return None
    signer = (document.reading["header"].get("signer") or {}).get("name")
    said = [
        (_("Type"), document.type_name, message.type_name),
        (_("Number"), document.number, message.number),
        (_("Symbol"), document.symbol, message.symbol),
        (_("Place"), document.place, message.place),
        (_("Date"), document.date, format_date(message.date) if message.date else ""),
        (_("Issuer"), document.issuer, message.sender_name),
        (_("Subject"), document.subject, message.subject),
        (_("Signed by"), signer, message.signer),
        (_("Due date"), None, format_date(message.due_date) if message.due_date else ""),
    ]
    return Stated(message, [(label, words) for label, read, words in said if words and not read])


def delivery_of(*, organ_id: str, message_id: str, is_of_recall: bool) -> Delivery | None:
    """Return the delivery that a status message is about: of the document, or of its recall."""
    sent = Delivery.objects.filter(kind=MessageKind.DOCUMENT, organ_id=organ_id, message_id=message_id)
    recalls = Q(business=Business.RECALL)
    return sent.filter(recalls if is_of_recall else ~recalls).order_by("-made_at").first()


def trouble() -> dict[DeliveryState, int]:
    """Return how much is in trouble, for the doctor."""
    stands = Delivery.objects.exclude(_over())
    return {state: stands.filter(state=state).count() for state in (DeliveryState.FAILED, DeliveryState.UNKNOWN)}
