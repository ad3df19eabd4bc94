"""Taking a document that stands in the book of another body into one's own."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import files, official
from dondoc.documents import selectors as register
from dondoc.documents.errors import AlreadyRegistered
from dondoc.documents.models import Document
from dondoc.documents.services.moving import distribute, lock
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit

from .bodies import entry_in_body
from .errors import ArrivalMissing
from .models import Arrival
from .numbering import give_another


def known_elsewhere(data: bytes, *, unit: Unit) -> Document | None:
    """Return the document of the same bytes that stands in the books of other bodies and not in that of a unit's."""
    document = Document.objects.filter(file__sha256=files.digest(data)).defer(*register.HEAVY).first()
    entries = list(document.arrivals.select_related("unit")) if document else []
    return document if entries and entry_in_body(unit, entries) is None else None


def waits_for(person: Person, document: Document, *, now: dt.datetime) -> Unit | None:
    """Return the unit whose book a person may enter a document into; None when it is there, or stands in none."""
    posts = register.posts_that_register(person, now=now)
    entries = list(document.arrivals.select_related("unit")) if posts else []
    return posts[0].unit if entries and entry_in_body(posts[0].unit, entries) is None else None


def enter_in_book(*, document_id: int, actor: Person, now: dt.datetime) -> Arrival:
    """Enter a document that came to the actor's unit as well, and that another body registered (vào sổ văn bản đến).

    Raises:
        MayNotRegister: no post of the actor allows it.
        DocumentMissing: no such document, or not one the actor may know of.
        ArrivalMissing: it stands in no book, so it did not come in.
        AlreadyRegistered: it stands in the unit's own.
    """
    unit = register.registering_unit(actor, now=now)
    document = official.get(document_id, person=actor, today=clock.day_of(now))
    if not document.arrivals.exists():
        raise ArrivalMissing
    return enter_known(document, unit=unit, actor=actor, now=now)


def enter_known(document: Document, *, unit: Unit, actor: Person, now: dt.datetime) -> Arrival:
    """Write the entry of a unit that has the document, and let the unit open it.

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
            subject=f"document:{document.pk}",
            actor=actor,
            now=now,
            after={"unit": unit.name, "number": arrival.line},
        )
        return arrival
