"""Moving a registered document on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from dondoc.audit import services as audit
from dondoc.documents import selectors
from dondoc.documents.choices import State
from dondoc.documents.errors import MayNotChangeState
from dondoc.documents.models import Directive, Distribution, Document
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit

# What a reading says of a passage in which it found nothing.
NOTHING_READ: dict[str, Any] = {
    "lead": [], "cooperate": [], "report_to": None, "citations": [],
    "deadline": {"kind": "none", "date": None, "phrase": None, "rule": ""},
}  # fmt: skip


def lock(document: Document) -> Document:
    """Return the document as it is now, locked until the transaction ends where the database can lock."""
    return Document.objects.select_for_update().defer("text", "reading", "search_text").get(pk=document.pk)


@transaction.atomic
def keep_in_register(*, document: Document, actor: Person, now: dt.datetime) -> Document:
    """Keep a document in the register without making tasks of it.

    Raises:
        MayNotRegister, OfAnotherRegister: the actor does not keep its register.
        MayNotChangeState: it was handed on or kept already.
    """
    selectors.require_keeper(document, person=actor, today=clock.day_of(now))
    return change_state(
        document=document, state=State.REGISTERED, act="documents.keep_in_register", actor=actor, now=now
    )


@transaction.atomic
def hand_on(*, document: Document, units: Iterable[Unit], actor: Person, now: dt.datetime) -> Document:
    """Close the review of a document and send it on to the units that its tasks fall to.

    Raises:
        MayNotChangeState: it was handed on or kept already.
    """
    change_state(document=document, state=State.HANDED_ON, act="documents.hand_on", actor=actor, now=now)
    distribute(document=document, units=units)
    return document


def distribute(*, document: Document, units: Iterable[Unit]) -> None:
    """Let the units open the document; part of the act that makes it necessary, so without an entry of its own."""
    rows = [Distribution(document=document, unit=unit) for unit in units]
    Distribution.objects.bulk_create(rows, ignore_conflicts=True)


def add_passage(*, document: Document, place: str, words: str, rule: str) -> Directive:
    """Write what was laid down with a document beside what its text lays down, so that a task can quote it.

    Part of the act that makes it necessary, so without an entry of its own. The document is locked: two may write at
    once.

    Args:
        place: what stands where other passages have their section.
    """
    lock(document)
    last = Directive.objects.filter(document=document).aggregate(last=Max("position"))["last"] or 0
    return Directive.objects.create(
        document=document, position=last + 1, path=place, start=0, end=0, quote=words, kind="task", rule=rule,
        confidence="sure", data=NOTHING_READ | {"action": words},
    )  # fmt: skip


def change_state(*, document: Document, state: State, act: str, actor: Person, now: dt.datetime) -> Document:
    """Move a document under review to its end state; two people at once: the second is refused.

    Raises:
        MayNotChangeState: it is not under review any more.
    """
    moved = Document.objects.filter(pk=document.pk, state=State.REVIEWING).update(state=state)
    if not moved:
        document.refresh_from_db(fields=["state"])
        raise MayNotChangeState(state=State(document.state).label)
    audit.record(
        act=act,
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        before={"state": State.REVIEWING},
        after={"state": state},
    )
    document.state = state
    return document
