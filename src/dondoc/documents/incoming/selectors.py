"""Reads of the book of incoming documents; who may see what is asked for here, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from dondoc.audit.models import Entry
from dondoc.documents import official
from dondoc.documents import selectors as register
from dondoc.documents.books.days import dated, typed
from dondoc.documents.case_files.models import CaseFileEntry
from dondoc.documents.choices import State, Way
from dondoc.documents.models import Distribution, Document
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit

from .bodies import entry_for, entry_in_body
from .choices import BY_URGENCY, OPEN, Answered, Handling, Original
from .errors import ArrivalMissing
from .lifecycle import Facts
from .listing import LATE, Wanted
from .models import Arrival, Direction, Forwarding

# Columns of the document that no list shows.
HEAVY = tuple(f"document__{name}" for name in ("text", "reading", "search_text"))

# What a body does with a document that others have too.
OF_ONE_BODY = (
    "documents.record_copy", "documents.sign_copy", "documents.grant_reading", "documents.withdraw_reading",
    "documents.send_message", "documents.export_message", "documents.not_sent", "documents.send_recall",
)  # fmt: skip


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Arrival]:
    """Return the entries a person may open: of a book, or sent on, where they look after.

    That they may open the document is enough while it came in by one book. Of several, each is its body's own; so is
    that of what a body of ours issued, to its other recipients.
    """
    paths = organization.scope_paths(person, today=today)
    forwarded = Forwarding.objects.filter(organization.under(paths, "unit"), arrival=OuterRef("pk"))
    sent = Distribution.objects.filter(organization.under(paths, "unit"), document=OuterRef("document"))
    others = Arrival.objects.filter(document=OuterRef("document")).exclude(pk=OuterRef("pk"))
    alone = Q(document__direction=Way.IN) & ~Q(Exists(others))
    there = Arrival.objects.exclude(document__state=State.REFUSED)
    return there.filter(organization.under(paths, "unit") | Q(Exists(forwarded)) | Q(Exists(sent)) & alone)


def entries_of(document: Document, *, person: Person, today: dt.date) -> list[Arrival]:
    """Return the entries of a document that a person may open, in the order in which they were made."""
    seen = visible_to(person, today=today).filter(document=document)
    return list(seen.select_related("unit").order_by("pk"))


def sent_by(person: Person, *, today: dt.date) -> QuerySet[Arrival]:
    """Return the incoming documents that a unit of the person sent: where each stands, newest first.

    Who sent a document knows it, and what answered it where they may open that; what was said on it inside the office
    that got it is not part of the answer.
    """
    units = organization.scope_units(person, today=today)
    sent = Arrival.objects.filter(sender_unit__in=units).select_related("document", "unit", "sender_unit")
    answers = Prefetch("answered_by", official.visible_to(person, today=today))
    return sent.defer(*HEAVY).prefetch_related(answers).order_by("-arrived_on", "-pk")


def log_of(document: Document, entries: Iterable[Arrival], *, person: Person, today: dt.date) -> QuerySet[Entry]:
    """Return the acts on a document and on those of its entries that a person may open.

    What was done in the first book is told by the log under the document itself where it is older than the others. For
    whom a body made copies, whom it let read and to whom it sent the document is told to those who look after the body.
    """
    there = list(entries)
    subjects = (f"arrival:{one.pk}" for one in there)
    told = Entry.objects.about(f"document:{document.pk}", *subjects)
    units = organization.scope_units(person, today=today)
    held = Post.objects.filter(unit__in=units, person=OuterRef("actor"), valid_from__lte=OuterRef("at"))
    theirs = Exists(held.filter(Q(valid_to=None) | Q(valid_to__gt=OuterRef("at"))))
    told = told.filter(~Q(act__in=OF_ONE_BODY) | Q(actor=person) | theirs)
    if any(one.entered_on is None for one in there):
        return told
    return told.exclude(act__startswith="documents.incoming_", subject=f"document:{document.pk}")


def entry_of(document: Document, *, person: Person, now: dt.datetime) -> Arrival:
    """Return the entry of a document in the book that a person keeps.

    Raises:
        MayNotRegister: they keep none.
        ArrivalMissing: it is not there.
    """
    unit = register.registering_unit(person, now=now)
    entry = entry_in_body(unit, document.arrivals.select_related("unit"))
    if entry is None:
        raise ArrivalMissing
    return entry


def get(arrival_id: int, *, person: Person, today: dt.date) -> Arrival:
    """Return one entry with what its page shows.

    Raises:
        ArrivalMissing: there is none, or the person may not know of it.
    """
    try:
        seen = rows_of(visible_to(person, today=today), person=person, today=today)
        found = seen.annotate(stamp=F("document__reading__header__urgency")).get(pk=arrival_id)
    except Arrival.DoesNotExist:
        raise ArrivalMissing from None
    found.priority_read = BY_URGENCY.get(found.stamp or "")
    return found


def get_for_change(arrival_id: int, *, actor: Person, today: dt.date) -> Arrival:
    """Return one entry, locked where the database can lock.

    Raises:
        ArrivalMissing: there is none, or the actor may not know of it.
    """
    visible = visible_to(actor, today=today).filter(pk=arrival_id).values("pk")
    locked = Arrival.objects.select_related("unit", "document").defer(*HEAVY).select_for_update(of=("self",))
    arrival = locked.filter(pk__in=visible).first()
    if arrival is None:
        raise ArrivalMissing
    return arrival


def rows_of(arrivals: QuerySet[Arrival], *, person: Person, today: dt.date) -> QuerySet[Arrival]:
    """Fetch what a row of the book shows a person; `answered_by` is None where they may not open the answer."""
    directions = Direction.objects.select_related("lead_unit", "given_by").prefetch_related("cooperating")
    return (
        arrivals.select_related("document", "unit", "sender_unit", "presented_to")
        .defer(*HEAVY)
        .prefetch_related(
            Prefetch("answered_by", official.visible_to(person, today=today)),
            Prefetch("forwardings", Forwarding.objects.select_related("unit", "received_by", "sent_by")),
            Prefetch("directions", directions),
        )
    )


def direction_of(arrival: Arrival) -> Direction | None:
    """Return the directive that holds; None while there is none."""
    return next((one for one in arrival.directions.all() if one.ended_at is None), None)


def facts(arrival: Arrival, *, actor: Person, today: dt.date) -> Facts:
    """Return what the rules look at."""
    direction = direction_of(arrival)
    registers = organization.reaches(actor, arrival.unit, Ability.REGISTER, today=today)
    leads = direction is not None and direction.lead_unit_id in organization.answered_units(actor, today=today)
    return Facts(
        state=Handling(arrival.state),
        actor_registers=registers,
        actor_directs=directing_post(actor, arrival.unit, today=today) is not None,
        actor_answers=registers or leads,
        is_duty_open=direction is not None and direction.done_at is None,
        is_in_a_case_file=_lies_in_a_file(arrival),
        is_of_the_first_book=arrival.entered_on is None,
    )


def _lies_in_a_file(arrival: Arrival) -> bool:
    """Say whether a document lies in a case file of the body whose entry it is."""
    places = CaseFileEntry.objects.filter(document=arrival.document_id).select_related("case_file__unit")
    entries = list(Arrival.objects.filter(document=arrival.document_id).select_related("unit"))
    return any(entry_for(place.case_file.unit, entries) == arrival for place in places)


def directing_post(person: Person, unit: Unit, *, today: dt.date) -> Post | None:
    """Return the post by which a person gives directives on what a unit registers; None when no post allows it.

    An assigning leader at or above the unit, or who acts for the unit itself; the higher of two.
    """
    posts = [post for post in person.exercised_posts(today) if _directs(post, unit)]
    return min(posts, key=lambda post: len(post.unit.path), default=None)


def _directs(post: Post, unit: Unit) -> bool:
    if post.allows(Ability.ASSIGN) and unit.path.startswith(post.unit.path):
        return True
    return post.allows(Ability.LEAD_UNIT) and post.unit_id == unit.pk


def leaders_for(unit: Unit, *, today: dt.date) -> list[Person]:
    """Return those to whom a document that a unit registered can be presented, in the order of their names."""
    above = [int(pk) for pk in unit.path.strip("/").split("/")]
    posts = Post.objects.on(today).filter(unit__in=above, person__is_active=True)
    held = posts.select_related("unit", "person", "rights")
    people = {post.person.pk: post.person for post in held if _directs(post, unit)}
    return sorted(people.values(), key=lambda person: (person.sort_key, person.pk))


def book(person: Person, wanted: Wanted, *, today: dt.date) -> QuerySet[Arrival]:
    """Return the entries of the book that are asked for, the state aside."""
    return visible_to(person, today=today).filter(asked(wanted))


def asked(wanted: Wanted) -> Q:
    """Return what an entry must be to be among those asked for, the state aside."""
    found = dated("arrived_on", wanted.since, wanted.until) & typed("document__type_code", wanted.type_code)
    if wanted.unit is not None:
        found &= Q(unit=wanted.unit)
    if wanted.answered:
        found &= Q(answered_by__isnull=wanted.answered == Answered.NO)
    if wanted.original:
        found &= Q(document__is_scan=wanted.original == Original.SCAN)
    return found


def in_state(arrivals: QuerySet[Arrival], state: str, *, today: dt.date) -> QuerySet[Arrival]:
    """Return those in a state; overdue ones are open and past their deadline."""
    if state == LATE:
        return arrivals.filter(_late(today))
    return arrivals.filter(state=state) if state else arrivals


def counts(arrivals: QuerySet[Arrival], *, today: dt.date) -> dict[str, int]:
    """Count entries by state, and those that are overdue beside."""
    asked = {state: Count("pk", filter=Q(state=state)) for state in Handling.values}
    return arrivals.order_by().aggregate(**asked, **{LATE: Count("pk", filter=_late(today))})


def registering_units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units in whose books a person sees entries, in Vietnamese order."""
    inside = visible_to(person, today=today).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=inside).order_by("sort_key", "pk"))


def due_of(arrival: Arrival) -> dt.date | None:
    """Return the day by which something is to be done: the entry's, or that of an open directive if it is earlier."""
    direction = direction_of(arrival)
    days = [arrival.due_date, direction.due_date if direction and direction.done_at is None else None]
    return min((day for day in days if day is not None), default=None)


def is_late(arrival: Arrival, today: dt.date) -> bool:
    """Say whether an entry is open past its deadline; twin of `_late`."""
    due = due_of(arrival)
    return arrival.state in OPEN and due is not None and due < today


def _late(today: dt.date) -> Q:
    directed = Direction.objects.filter(arrival=OuterRef("pk"), ended_at=None, done_at=None, due_date__lt=today)
    return Q(state__in=OPEN) & (Q(due_date__lt=today) | Q(Exists(directed)))
