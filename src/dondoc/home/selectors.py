"""What one person has to see first: what waits for them, what is late, this week, how the units stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from dondoc.documents import selectors as documents
from dondoc.documents.case_files import selectors as case_files
from dondoc.documents.case_files.models import CaseFile
from dondoc.documents.choices import State
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import Document
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.documents.outgoing.models import Outgoing
from dondoc.kernel import clock
from dondoc.kernel.calendar import week_of
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.functions import Sorted
from dondoc.kernel.periods import period_of
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person
from dondoc.programme import selectors as programme
from dondoc.programme.models import Call, Item, Target
from dondoc.programme.selectors import TargetRow
from dondoc.reports import selectors as reports
from dondoc.reports.models import Request
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import BAR, OPEN
from dondoc.tasks.models import Task
from dondoc.tasks.selectors import Bar

# Rows of one group on the home page; the list has the rest.
ROWS = 8
RECENT_DOCUMENTS = 3
# Tasks shown on one day of the week.
DUE_ROWS = 3
# Units compared on the home page.
BARS = 12
# Targets shown on the home page; their list has the rest.
TARGETS = 6


@dataclass(frozen=True, slots=True)
class Ask:
    """One group of things that wait for the person."""

    name: str
    total: int
    rows: list[Task] | list[Document] | list[Draft] | list[CaseFile] | list[Request] | list[Call] | list[Item]


def to_review(person: Person, *, now: dt.datetime) -> QuerySet[Document]:
    """Return the documents whose reading waits for the person's confirmation."""
    today = clock.day_of(now)
    if not person.can(Ability.CONFIRM, today):
        return Document.objects.none()
    theirs = documents.at_hand(person, today=today).filter(state=State.REVIEWING)
    return theirs.defer("text", "reading", "search_text").order_by("-registered_at")


def to_pass_on(person: Person, *, now: dt.datetime) -> QuerySet[Draft]:
    """Return the drafts that the person has to check, sign or mend, what waits longest first."""
    waiting = drafts.waiting_for(person, today=clock.day_of(now))
    return waiting.select_related("drafting_unit", "drafter").defer(*drafts.HEAVY).order_by("changed_at", "pk")


def to_issue(person: Person, *, now: dt.datetime) -> QuerySet[Outgoing]:
    """Return the signed documents that wait for their number or to be issued, what waits longest first."""
    waiting = outgoing.to_issue(person, today=clock.day_of(now))
    return waiting.select_related("issuer", "signer").defer(*outgoing.HEAVY).order_by("signing_recorded_at", "pk")


def to_hand_in(person: Person, *, now: dt.datetime) -> QuerySet[CaseFile]:
    """Return the case files that are due for the archive and wait for the person, the earliest first."""
    return case_files.to_hand_in(person, today=clock.day_of(now))


def of_day(rows: Callable[..., QuerySet[Any]]) -> Callable[..., QuerySet[Any]]:
    """Return what waits for a person at a moment out of what waits for them on a day."""

    def waiting(person: Person, *, now: dt.datetime) -> QuerySet[Any]:
        return rows(person, today=clock.day_of(now))

    return waiting


# What waits of other apps than the tasks, by the name of the group.
OTHERS: dict[str, Callable[..., QuerySet[Any]]] = {
    "review": to_review,
    "draft": to_pass_on,
    "issue": to_issue,
    "archive": to_hand_in,
    "weak": tasks.to_remedy,
    "contribute": of_day(reports.requests_to_answer),
    "register": of_day(programme.to_register),
    "mend": of_day(programme.to_mend),
    "gather": of_day(programme.to_gather),
    "approve": of_day(programme.to_approve),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person.

    Attributes:
        groups: how much, by the name of the group, in the order of the page.
        unread: how many notices were not read; one more than the bell counts (`tasks.MOST_ON_BELL`): more than these.
    """

    groups: dict[str, int]
    unread: int

    @property
    def total(self) -> int:
        """Return how much waits in all; what the person works on waits for nobody."""
        return sum(self.groups.values()) - self.groups.get(tasks.IN_HAND, 0)


def waiting_for(person: Person, *, now: dt.datetime) -> Waiting:
    """Count what waits for the person, all in one query, and what the bell tells of."""
    others = {name: rows(person, now=now) for name, rows in OTHERS.items()}
    groups = tasks.waiting_counts(person, now=now, **others)
    return Waiting(unread=tasks.unread_on_bell(person, today=clock.day_of(now)), groups=groups)


def asks(person: Person, *, waiting: Waiting, now: dt.datetime) -> list[Ask]:
    """Return the first rows of each group that is not empty."""
    return [Ask(name, total, _first(name, person, now=now)) for name, total in waiting.groups.items() if total]


def _first(name: str, person: Person, *, now: dt.datetime) -> list[Any]:
    if name in OTHERS:
        return list(OTHERS[name](person, now=now)[:ROWS])
    return list(tasks.waiting_rows(name, person, now=now)[:ROWS])


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week with the first tasks due on it, and how many more there are."""

    date: dt.date
    tasks: list[Task]
    more: int


@dataclass(frozen=True, slots=True)
class Pressing:
    """What presses for time.

    Attributes:
        late: the open tasks that are overdue longest, with what stands in their way as far as the records say.
        week: the days of this week with the tasks due on each.
    """

    late: list[Task]
    week: list[Day]


def pressing(person: Person, *, now: dt.datetime) -> Pressing:
    """Return what presses for time: first which tasks, so that nothing is joined to what is not shown."""
    today = clock.day_of(now)
    late, due = _overdue(person, today=today), _due(person, today=today)
    shown = [*late, *(pk for ids in due.values() for pk in ids[:DUE_ROWS])]
    rows = Task.objects.with_status(as_of=today).for_list().in_bulk(shown) if shown else {}
    week = [Day(day, [rows[pk] for pk in ids[:DUE_ROWS]], max(0, len(ids) - DUE_ROWS)) for day, ids in due.items()]
    return Pressing([rows[pk] for pk in late], week)


def _overdue(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the open tasks that are overdue longest."""
    past = tasks.listed(person, today=today).filter(stage__in=OPEN, due_date__lt=today)
    overdue = past.with_status(as_of=today).filter(tasks.filter_condition("overdue", today=today))
    return list(overdue.order_by(Sorted("due_date"), "pk").values_list("pk", flat=True)[:ROWS])


def _due(person: Person, *, today: dt.date) -> dict[dt.date, list[int]]:
    """Return the ids of the tasks due on each day of this week."""
    monday, sunday = week_of(today)
    due: dict[dt.date, list[int]] = {monday + dt.timedelta(days=offset): [] for offset in range(7)}
    falling_due = tasks.listed(person, today=today).filter(
        due_date__range=(monday, sunday), uncounted_at=None, is_collective=False
    )
    for pk, day in falling_due.order_by("due_date", "pk").values_list("pk", "due_date"):
        due[day].append(pk)  # type: ignore[index]  # within the week, so there is one
    return due


def unit_counts(
    person: Person, *, now: dt.datetime, moment: tasks.Moment, names: tasks.Names = tasks.AS_WAS
) -> dict[int | None, dict[str, int]]:
    """Return how the work of a period stands, unit by unit; None: of tasks without a lead."""
    period = tasks.of_period(moment.period) if moment.period else Q()
    visible = tasks.listed(person, today=clock.day_of(now)).filter(period)
    found = visible.with_status(as_of=moment.as_of, known_at=moment.known_at)
    return tasks.counts_by_unit(found, moment=moment, names=names)


def unit_bars(counted: dict[int | None, dict[str, int]]) -> list[Bar]:
    """Return the units that have most to do and how they stand, the busiest first."""
    most = sorted((key for key in counted if key is not None), key=lambda key: (-counted[key]["total"], key))[:BARS]
    units = organization.units_by_id(most)
    return [Bar(of=units[key], counts=counted[key]) for key in most]


def document_bars(person: Person, *, now: dt.datetime) -> list[Bar]:
    """Return how the tasks of the newest documents stand."""
    today = clock.day_of(now)
    visible = documents.visible_to(person, today=today).filter(state=State.HANDED_ON)
    recent = visible.defer("text", "reading", "search_text").order_by("-registered_at")[:RECENT_DOCUMENTS]
    theirs = tasks.visible_to(person, today=today).filter(document__in=[document.pk for document in recent])
    counted = tasks.counts_by(theirs.with_status(as_of=today), "document", today=today, names=BAR)
    return [Bar(of=document, counts=counted[document.pk]) for document in recent if document.pk in counted]


def targets(person: Person, *, now: dt.datetime) -> list[TargetRow]:
    """Return how the first targets of the person's units and those below stand this year."""
    today = clock.day_of(now)
    year = period_of(PeriodKind.YEAR, today)
    inside = organization.under([post.unit.path for post in person.current_posts(today)], "owner")
    found = Target.objects.during(year.start, today).filter(inside).select_related("owner")
    ours = list(found.order_by("owner__path", "sort_key", "pk")[:TARGETS])
    return programme.rows_of(ours, period=year, now=now, compares=False) if ours else []
