"""Taking a document that stands in the book of another body, or that another body issued, into one's own.

Who keeps the book of a unit enters what came to that unit or, for an office, to the body it serves. Where no post at a
body or its office keeps its book, whoever keeps that of a unit of it enters for the body as well, in the body's book,
as far as their post reaches it.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from dondoc.audit import services as audit
from dondoc.documents import files, official
from dondoc.documents import selectors as register
from dondoc.documents.choices import Way
from dondoc.documents.errors import AlreadyRegistered
from dondoc.documents.models import Document
from dondoc.documents.outgoing.choices import ENDS
from dondoc.documents.outgoing.models import Sending
from dondoc.documents.services.moving import distribute, lock
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import ISSUING, UnitKind
from dondoc.organization.models import Person, Post, Unit

from .bodies import body_path, entry_in_body, units_of_body
from .errors import ArrivalMissing
from .models import Arrival
from .numbering import give_another

# So many that wait to be entered are shown above the book.
MOST_WAITING = 10


def known_elsewhere(data: bytes, *, unit: Unit) -> Document | None:
    """Return the document of the same bytes that other bodies have in their books, or issued, and a unit's has not.

    The issued one, where the bytes came in somewhere before they were issued.
    """
    found = Document.objects.filter(file__sha256=files.digest(data)).select_related("registered_in")
    copies = list(found.defer(*register.HEAVY).order_by("-direction"))
    if not copies or not _may_come_in(copies[0], unit):
        return None
    entries = Arrival.objects.filter(document__in=copies).select_related("unit")
    return copies[0] if entry_in_body(unit, entries) is None else None


def waits_for(person: Person, document: Document, *, now: dt.datetime) -> Unit | None:
    """Return the unit whose book a person may enter a document into; None when it is there, or did not come to it."""
    books = _books_for(document, person, now=now)
    return next((unit for unit in books if _may_come_in(document, unit) and _came_to(document, unit)), None)


def _books_for(document: Document, person: Person, *, now: dt.datetime) -> list[Unit]:
    """Return the units in whose books a person may enter a document.

    What came from outside has one number in a body; what a body of ours issued may have gone to a unit and to its body.
    """
    books = _books_of(person, now=now)
    if document.direction == Way.OUT or not books[1:]:
        return books
    paths = [entry.unit.path for entry in document.arrivals.select_related("unit")]
    apart = [body for body in books[1:] if not any(path.startswith(body.path) for path in paths)]
    return [*books[:1], *apart]


def _books_of(person: Person, *, now: dt.datetime) -> list[Unit]:
    """Return the units in whose books a person enters: that of their post, and of its body where nobody keeps it."""
    posts = register.posts_that_register(person, now=now)
    if not posts:
        return []
    own, today = posts[0].unit, clock.day_of(now)
    body = _body_without_keeper(own, today=today)
    is_reached = body is not None and organization.reaches(person, body, Ability.REGISTER, today=today)
    return [own, body] if body is not None and is_reached else [own]


def _body_without_keeper(unit: Unit, *, today: dt.date) -> Unit | None:
    """Return the body that a unit is a part of, where no post there or in its office keeps a book."""
    if unit.kind in ISSUING or unit.kind == UnitKind.OFFICE:
        return None
    above = Unit.objects.filter(pk__in=unit.path.strip("/").split("/"), kind__in=ISSUING)
    body = max(above, key=lambda one: len(one.path), default=None)
    if body is None:
        return None
    there = Q(unit=body) | Q(unit__parent=body, unit__kind=UnitKind.OFFICE)
    held = Post.objects.on(today).filter(there, person__is_active=True).select_related("unit", "rights")
    return None if any(post.allows(Ability.REGISTER) for post in held) else body


def waiting_for(unit: Unit) -> QuerySet[Document]:
    """Return what other bodies of ours issued to the body of a unit and nobody has entered there, the latest first.

    What was recalled or replaced meanwhile does not wait any more.
    """
    units = units_of_body(unit)
    sent = _sent_to(units).values("outgoing__document")
    entered = Arrival.objects.filter(document=OuterRef("pk"), unit__in=units)
    issued = Document.objects.filter(pk__in=sent, direction=Way.OUT).exclude(registered_in__in=units)
    waiting = issued.exclude(outgoing__aftermath__kind__in=ENDS).exclude(Exists(entered))
    return waiting.select_related("registered_in").defer(*register.HEAVY).order_by("-date", "-pk")


def waiting_in(person: Person, *, now: dt.datetime) -> list[Document]:
    """Return the latest of what waits for the body in whose book a person enters documents; none if they keep none."""
    found = {one.pk: one for unit in _books_of(person, now=now) for one in waiting_for(unit)[:MOST_WAITING]}
    return sorted(found.values(), key=lambda one: (one.date or dt.date.min, one.pk), reverse=True)[:MOST_WAITING]


def enter_in_book(*, document_id: int, actor: Person, now: dt.datetime) -> Arrival:
    """Enter a document that came to the actor's body as well, and that another registered or issued (vào sổ đến).

    Raises:
        MayNotRegister: no post of the actor allows it.
        DocumentMissing: no such document, or not one the actor may know of.
        ArrivalMissing: it stands in no book, so it did not come in; or the actor's own body issued it, or another one
            did and sent it to nobody of theirs.
        AlreadyRegistered: it stands in the unit's own.
    """
    register.registering_unit(actor, now=now)
    document = official.get(document_id, person=actor, today=clock.day_of(now))
    came_to = [unit for unit in _books_for(document, actor, now=now) if _came_to(document, unit)]
    if not came_to:
        raise ArrivalMissing
    # The first of them where it does not stand; where it stands in all, that is told of the first.
    unit = next((unit for unit in came_to if _may_come_in(document, unit)), came_to[0])
    return enter_known(document, unit=unit, actor=actor, now=now)


def enter_known(document: Document, *, unit: Unit, actor: Person, now: dt.datetime) -> Arrival:
    """Write the entry of a unit that has the document, and let the unit open it; of an issued one, that it arrived.

    Raises:
        AlreadyRegistered: it stands in the unit's book.
    """
    with transaction.atomic():
        lock(document)
        if entry_in_body(unit, document.arrivals.select_related("unit")) is not None:
            raise AlreadyRegistered(link=register.link_to(document))
        arrival = give_another(document, unit=unit, day=clock.day_of(now))
        distribute(document=document, units=[unit])
        audit.record(
            act="documents.enter_in_book",
            subject=f"arrival:{arrival.pk}",
            actor=actor,
            now=now,
            after={"unit": unit.name, "number": arrival.line},
        )
        if document.direction == Way.OUT:
            _note_arrival(document, unit, actor=actor, now=now)
        return arrival


def _may_come_in(document: Document, unit: Unit) -> bool:
    """Say whether a document that came in, or that another body issued, is not in the book of a unit's body yet."""
    entries = list(document.arrivals.select_related("unit"))
    return (bool(entries) or _is_issued_elsewhere(document, unit)) and entry_in_body(unit, entries) is None


def _came_to(document: Document, unit: Unit) -> bool:
    """Say whether a document came in: by any book, or sent by its issuer to the body of a unit or somebody in it."""
    if document.direction != Way.OUT:
        return document.arrivals.exists()
    if not _is_issued_elsewhere(document, unit):
        return False
    return _sent_to(units_of_body(unit)).filter(outgoing__document=document).exists()


def _sent_to(units: list[int]) -> QuerySet[Sending]:
    """Return what was issued to units: who was only given a task by a document, or sent it on, is not among them."""
    return Sending.objects.filter(unit__in=units)


def _is_issued_elsewhere(document: Document, unit: Unit) -> bool:
    return document.direction == Way.OUT and body_path(document.registered_in) != body_path(unit)


def _note_arrival(document: Document, unit: Unit, *, actor: Person, now: dt.datetime) -> None:
    """Note for its sender that a document arrived where it was entered, unless somebody said so before.

    What was sent to a unit that keeps no book arrives with its body.
    """
    sendings = list(document.outgoing.sendings.filter(received_at=None, unit__isnull=False).select_related("unit"))
    here = set(units_of_body(unit))
    for sending in sendings:
        if sending.unit and sending.unit_id in here:
            waiting = Sending.objects.filter(pk=sending.pk, received_at=None)
            if not waiting.update(received_by=actor, received_at=now):
                continue  # Somebody said so in the meantime.
            audit.record(
                act="outgoing.arrived",
                subject=f"outgoing:{sending.outgoing_id}",
                actor=actor,
                now=now,
                after={"unit": sending.unit.name},
            )
