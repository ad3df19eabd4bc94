"""Acts on incoming documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from dondoc.audit import services as audit
from dondoc.documents import citing, official
from dondoc.documents import services as documents
from dondoc.documents.events import IncomingMoved
from dondoc.documents.models import Document
from dondoc.documents.searching import index
from dondoc.kernel import clock, events
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.errors import UnitMissing
from dondoc.organization.models import Person, Unit

from . import errors, lifecycle, selectors
from .bodies import entry_for
from .choices import OPEN, Handling, Priority
from .models import Arrival, Direction, Forwarding

# The rule under which the words of a leader stand among the directives of a document, and their place.
LEADERS_WORDS = "leaders_words"
PLACE = "bút phê"
# What the log calls columns whose names other entries use for their codes.
LOGGED_AS = {"state": "handling", "note": "remark"}


def _advance(
    arrival: Arrival,
    move: str,
    *,
    act: str,
    actor: Person,
    now: dt.datetime,
    told: dict[str, Any] | None = None,
    **changes: Any,
) -> Arrival:
    """Check a move, write the new state with the changes, and log it; call inside the act's transaction.

    Args:
        told: what the log keeps beside the changes.

    Raises:
        MovedOn: somebody else changed it in the meantime, and whatever the guards of the move refuse.
    """
    state = lifecycle.require(move, selectors.facts(arrival, actor=actor, today=clock.day_of(now)))
    _write(arrival, act=act, actor=actor, now=now, told=told, state=state, **changes)
    return arrival


def _write(
    arrival: Arrival,
    *,
    act: str,
    actor: Person | None,
    now: dt.datetime,
    told: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    before = {name: getattr(arrival, name) for name in changes}
    changed = {name: value for name, value in changes.items() if value != before[name]}
    written = Arrival.objects.filter(pk=arrival.pk, version=arrival.version).update(version=F("version") + 1, **changes)
    if not written:
        raise errors.MovedOn
    audit.record(
        act=act,
        subject=f"arrival:{arrival.pk}",
        actor=actor,
        now=now,
        before={LOGGED_AS.get(name, name): _plain(name, before[name]) for name in changed},
        after={LOGGED_AS.get(name, name): _plain(name, value) for name, value in changed.items()} | (told or {}),
    )
    arrival.refresh_from_db(fields=["version", *changes])
    if "state" in changed:
        events.announce(
            IncomingMoved(document_id=arrival.document_id, unit_id=arrival.unit_id, state=arrival.state, at=now)
        )


def _plain(name: str, value: Any) -> Any:
    """Return a value as the log keeps it, in words where it is a code."""
    if name == "state":
        return str(Handling(value).label)
    if name == "priority":
        return str(Priority(value).label)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int)) else str(value)


@transaction.atomic
def set_facts(
    *,
    arrival_id: int,
    version: int,
    arrived_on: dt.date,
    priority: str,
    due_date: dt.date | None,
    note: str,
    actor: Person,
    now: dt.datetime,
) -> Arrival:
    """Write on which day it came, how urgent it is, by when it is to be handled, and a note.

    Args:
        version: of the entry as the actor saw it.

    Raises:
        ArrivalMissing: no such incoming document, or none the actor may know of.
        MovedOn: somebody changed it since.
        MayNotRegister: no post of the actor allows it.
        WrongState: it is filed.
        ArrivedAhead, ArrivedInAnotherYear: the day does not fit the number.
    """
    arrival = selectors.get_for_change(arrival_id, actor=actor, today=clock.day_of(now))
    if version != arrival.version:
        raise errors.MovedOn
    registered = arrival.entered_on or clock.day_of(arrival.document.registered_at)
    if arrived_on > registered:
        raise errors.ArrivedAhead(day=format_date(registered))
    if arrived_on.year != arrival.year:
        raise errors.ArrivedInAnotherYear(year=arrival.year)
    facts: dict[str, Any] = {"arrived_on": arrived_on, "priority": priority, "due_date": due_date, "note": note.strip()}
    _advance(arrival, "set_facts", act="documents.incoming_set_facts", actor=actor, now=now, **facts)
    index.renew(arrival.document_id)
    return arrival


@transaction.atomic
def present(*, arrival_id: int, to: int, actor: Person, now: dt.datetime) -> Arrival:
    """Present a document to a leader, for a directive (trình).

    Args:
        to: id of the leader.

    Raises:
        ArrivalMissing, MovedOn, MayNotRegister, WrongState: see `set_facts`.
        NobodyToPresentTo: this person gives no directives on it.
    """
    today = clock.day_of(now)
    arrival = selectors.get_for_change(arrival_id, actor=actor, today=today)
    leaders = {person.pk: person for person in selectors.leaders_for(arrival.unit, today=today)}
    if to not in leaders:
        raise errors.NobodyToPresentTo
    return _advance(
        arrival,
        "present",
        act="documents.incoming_present",
        actor=actor,
        now=now,
        presented_to=leaders[to],
        presented_at=now,
    )


@transaction.atomic
def forward(*, arrival_id: int, unit_id: int, actor: Person, now: dt.datetime) -> Forwarding:
    """Send a document on to a unit, which may open it from then on (chuyển giao).

    Raises:
        ArrivalMissing, MovedOn, MayNotRegister: see `set_facts`.
        UnitMissing, UnitOver: there is no such unit where the actor keeps the register, or it is no more.
        SentAlready: the unit has it.
    """
    today = clock.day_of(now)
    arrival = selectors.get_for_change(arrival_id, actor=actor, today=today)
    lifecycle.require("forward", selectors.facts(arrival, actor=actor, today=today))
    unit = organization.get_living_unit(unit_id)
    if not organization.reaches(actor, unit, Ability.REGISTER, today=today):
        raise UnitMissing
    if arrival.forwardings.filter(unit=unit).exists():
        raise errors.SentAlready(unit=unit.name)
    _advance(arrival, "forward", act="documents.incoming_forward", actor=actor, now=now, told={"to": unit.name})
    return send_to(arrival, [unit], actor=actor, now=now)[0]


def send_to(arrival: Arrival, units: Sequence[Unit], *, actor: Person, now: dt.datetime) -> list[Forwarding]:
    """Write that a document went to units; those that have it are left alone. Part of an act, without a log entry.

    What is searched of the document is computed anew.
    """
    documents.distribute(document=arrival.document, units=units)
    there = set(arrival.forwardings.values_list("unit_id", flat=True))
    made = [
        Forwarding.objects.create(arrival=arrival, unit=unit, sent_at=now, sent_by=actor)
        for unit in units
        if unit.pk not in there
    ]
    index.renew(arrival.document_id)
    return made


@transaction.atomic
def sign_for(*, forwarding_id: int, actor: Person, now: dt.datetime) -> Forwarding:
    """Sign for a document in a unit that it was sent to (ký nhận).

    Raises:
        ForwardingMissing: it was not sent there, or the actor may not know of it.
        MayNotSignFor: the actor holds no post in the unit.
        SignedForAlready: somebody signed for it.
    """
    today = clock.day_of(now)
    seen = Forwarding.objects.filter(arrival__in=selectors.visible_to(actor, today=today).values("pk"))
    forwarding = seen.select_related("unit", "arrival").filter(pk=forwarding_id).first()
    if forwarding is None:
        raise errors.ForwardingMissing
    if all(post.unit_id != forwarding.unit_id for post in actor.exercised_posts(today)):
        raise errors.MayNotSignFor
    signed = Forwarding.objects.filter(pk=forwarding.pk, received_at=None).update(received_at=now, received_by=actor)
    forwarding.refresh_from_db()
    if not signed:
        raise errors.SignedForAlready(name=str(forwarding.received_by))
    audit.record(
        act="documents.incoming_sign_for",
        subject=f"arrival:{forwarding.arrival_id}",
        actor=actor,
        now=now,
        after={"unit": forwarding.unit.name},
    )
    return forwarding


@transaction.atomic
def write_direction(
    *,
    arrival_id: int,
    text: str,
    lead_unit: Unit | None,
    cooperating: Sequence[Unit],
    due_date: dt.date | None,
    is_without_deadline: bool,
    actor: Person,
    now: dt.datetime,
) -> Direction:
    """Write what a leader said of a document, and send it to the units; the act of `tasks` that makes the task of it.

    Args:
        is_without_deadline: the leader said that none is named (không nêu hạn).

    Raises:
        ArrivalMissing, MovedOn: see `set_facts`.
        MayNotDirect: the actor is neither the assigning leader nor the head of the registering unit.
        WrongState: a directive holds already, or the document is handled.
        DirectionEmpty, DirectionWithoutLead, LeadCooperates, DeadlineOpen, DayPast: what was written is not whole.
    """
    arrival = selectors.get_for_change(arrival_id, actor=actor, today=clock.day_of(now))
    text = text.strip()
    lead_unit = lifecycle.require_whole(
        text=text,
        lead_unit=lead_unit,
        cooperating=cooperating,
        due_date=due_date,
        is_without_deadline=is_without_deadline,
        today=clock.day_of(now),
    )
    told = {
        "text": text,
        "lead": lead_unit.name,
        "cooperating": [unit.name for unit in cooperating],
        "due": str(due_date or ""),
    }
    _advance(arrival, "direct", act="documents.incoming_direct", actor=actor, now=now, told=told)
    directive = documents.add_passage(document=arrival.document, place=PLACE, words=text, rule=LEADERS_WORDS)
    direction = Direction.objects.create(
        arrival=arrival, directive=directive, text=text, lead_unit=lead_unit, due_date=due_date, given_by=actor,
        given_at=now,
    )  # fmt: skip
    direction.cooperating.set(cooperating)
    send_to(arrival, [lead_unit, *cooperating], actor=actor, now=now)
    return direction


def begin_handling(*, directive_id: int, now: dt.datetime) -> None:
    """Note that somebody works on the task of a directive, also one that was closed and is opened again.

    Part of the act on the task.
    """
    Direction.objects.filter(directive=directive_id, ended_at=None).update(done_at=None)
    direction = _held(directive_id)
    if direction is not None and direction.arrival.state == Handling.DIRECTED:
        _write(direction.arrival, act="documents.incoming_handle", actor=None, now=now, state=Handling.HANDLING)


def finish_duty(*, directive_id: int, now: dt.datetime) -> None:
    """Note that the task of a directive is closed with its proof; part of the act on the task."""
    Direction.objects.filter(directive=directive_id, ended_at=None, done_at=None).update(done_at=now)


def end_direction(*, directive_id: int, now: dt.datetime) -> None:
    """Let a directive end whose task was cancelled: the document waits for another; part of the act on the task."""
    direction = _held(directive_id)
    if direction is None:
        return
    Direction.objects.filter(pk=direction.pk).update(ended_at=now)
    arrival = direction.arrival
    if arrival.state in OPEN:
        state = Handling.PRESENTED if arrival.presented_at else Handling.NEW
        _write(arrival, act="documents.incoming_end_direction", actor=None, now=now, state=state)


def _held(directive_id: int) -> Direction | None:
    """Return the directive that holds, its document locked; None for one that has ended or is done."""
    held = Direction.objects.filter(directive=directive_id, ended_at=None, done_at=None)
    direction = held.select_related("arrival").first()
    if direction is not None:
        direction.arrival = Arrival.objects.select_for_update().get(pk=direction.arrival_id)
    return direction


@transaction.atomic
def answer(*, arrival_id: int, reference: str, actor: Person, now: dt.datetime) -> Arrival:
    """Say which document answers an incoming one (văn bản trả lời); said again, the later one holds.

    Args:
        reference: number and symbol of the answer, as printed.

    Raises:
        ArrivalMissing, MovedOn, WrongState: see `set_facts`.
        MayNotAnswer: the actor is neither the records clerk nor the head of the lead unit.
        AnswerUnknown: no document that the actor may open, or several, bear the number.
        AnswersItself: it is the document itself.
    """
    today = clock.day_of(now)
    arrival = selectors.get_for_change(arrival_id, actor=actor, today=today)
    lifecycle.require("answer", selectors.facts(arrival, actor=actor, today=today))
    number, _slash, symbol = reference.strip().partition("/")
    wanted = citing.reference_of(number, symbol)
    fitting = list(official.visible_to(actor, today=today).filter(reference=wanted)[:2]) if wanted else []
    if len(fitting) != 1:
        raise errors.AnswerUnknown(words=reference.strip()[:60])
    if fitting[0].pk == arrival.document_id:
        raise errors.AnswersItself
    return _advance(
        arrival,
        "answer",
        act="documents.incoming_answer",
        actor=actor,
        now=now,
        answered_by=fitting[0],
        answered_at=now,
    )


def note_answer(*, answered_id: int | None, document: Document, actor: Person, now: dt.datetime) -> None:
    """Note that a document which is being issued answers the incoming one it was drafted for; part of that act.

    Whoever may issue it says so by that, whatever else they may do with the incoming one. One that is filed stays so.

    Args:
        answered_id: id of the answered document; nothing happens for None, or for one that did not come in. Of several
            entries that of the book of whoever issues is meant.
    """
    there = Arrival.objects.select_for_update(of=("self",)).filter(document=answered_id).select_related("unit")
    arrival = entry_for(document.registered_in, there) if answered_id else None
    if arrival is None:
        return
    state = Handling(arrival.state)
    answered = lifecycle.MOVES["answer"]
    changes: dict[str, Any] = {"state": answered.target} if state in answered.sources else {}
    changes |= {"answered_by": document, "answered_at": now}
    _write(arrival, act="documents.incoming_answer", actor=actor, now=now, **changes)


@transaction.atomic
def file(*, arrival_id: int, actor: Person, now: dt.datetime) -> Arrival:
    """End the handling of a document that lies in a case file (lưu hồ sơ).

    Raises:
        ArrivalMissing, MovedOn, MayNotRegister, WrongState: see `set_facts`.
        DutyOpen: the task given on it is open, and no answer is named.
        NotInACaseFile: it lies in no case file.
    """
    arrival = selectors.get_for_change(arrival_id, actor=actor, today=clock.day_of(now))
    return _advance(arrival, "file", act="documents.incoming_file", actor=actor, now=now, filed_at=now)
