"""Whom something is told about a task, what they were told, and which mails are in trouble."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from dondoc.documents.case_files import selectors as case_files
from dondoc.kernel import clock, subjects
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Person, Post, Unit
from dondoc.organization.people.models import Delegation
from dondoc.organization.roles.selectors import roles_allowing
from dondoc.tasks.choices import WORKING, MailState
from dondoc.tasks.models import Mail, Notice, NoticePreference, Task, TaskQuerySet

from .around import may_have
from .seeing import visible_to

# The bell counts so many notices that were not read, and then says that there are more.
MOST_ON_BELL = 99


class Recipients:
    """Who answers for tasks on a day; each unit is looked up once."""

    def __init__(self, *, today: dt.date) -> None:
        self._today = today
        self._leading_roles = roles_allowing(Ability.LEAD_UNIT)
        self._heads: dict[int, list[int]] = {}
        self._offices: dict[int, list[int]] = {}

    def responsible(self, task: Task) -> list[int]:
        """Return the ids of the person given the work, else of the heads of the lead unit."""
        if task.assignee is not None and task.assignee.is_active:
            return [task.assignee.pk]
        return self.heads(task.lead_unit_id) if task.lead_unit_id else []

    def assigning_side(self, task: Task) -> list[int]:
        """Return the ids of who tracks for the assigning unit: the heads of its office, without one its own heads."""
        unit_id = task.assigning_unit_id
        if unit_id not in self._offices:
            self._offices[unit_id] = self._leading(Q(unit__parent=unit_id, unit__kind=UnitKind.OFFICE))
        return self._offices[unit_id] or self.heads(unit_id)

    def heads(self, unit_id: int) -> list[int]:
        """Return the ids of those who act for a unit; of one that nobody heads, for the nearest headed one above.

        Who stands in for a head who is away is told beside them.
        """
        if unit_id not in self._heads:
            path = Unit.objects.values_list("path", flat=True).get(pk=unit_id).strip("/").split("/")
            found = self._leading(Q(unit=unit_id))
            self._heads[unit_id] = self.heads(int(path[-2])) if not found and len(path) > 1 else found
        return self._heads[unit_id]

    def whose_own(self, task: Task) -> set[int | None]:
        """Return the ids of who decides nothing of a task: the person given the work, and the heads of another's lead.

        As `guards.actor_does_not_lead_it`.
        """
        heads = self._leading(Q(unit=task.lead_unit_id)) if task.lead_unit_id != task.assigning_unit_id else []
        return {task.assignee_id, *heads}

    def _leading(self, of: Q) -> list[int]:
        posts = Post.objects.on(self._today).filter(of, role__in=self._leading_roles)
        holders = posts.filter(person__is_active=True).order_by("pk").values_list("person", flat=True)
        given = Delegation.objects.on(self._today).filter(post__in=posts, delegate__is_active=True)
        return list(dict.fromkeys([*holders, *given.order_by("pk").values_list("delegate", flat=True)]))


def answered_by(person: Person, *, today: dt.date) -> TaskQuerySet:
    """Return the tasks that a person works on, or whose unit does and they head it."""
    led = [unit.pk for unit in organization.led_units(person, today=today)]
    working = Task.objects.filter(stage__in=WORKING)
    return working.filter(Q(assignee=person) | Q(assignee=None, lead_unit__in=led))


def notices_of(person: Person, *, today: dt.date) -> QuerySet[Notice]:
    """Return what a person was told about whatever they may still know of, newest first."""
    tasks = Task.objects.with_flags().select_related("lead_unit")
    known = _known(person, today=today)
    return known.select_related("case_file__unit").prefetch_related(Prefetch("task", tasks)).order_by("-at", "-pk")


def _known(person: Person, *, today: dt.date) -> QuerySet[Notice]:
    """Return the notices of a person about whatever they may still know of.

    Each is asked about by its id: a person has few notices, and may know of very many tasks.
    """
    known = Q()
    for name in ("task", "case_file"):
        known |= Q(Exists(_seen(name, person, today=today).order_by().filter(pk=OuterRef(name))))
    for kind in subjects.offered():
        of_kind = kind.visible(person, today).order_by().filter(pk=OuterRef("subject_id"))
        known |= Q(Exists(of_kind), subject_kind=kind.code)
    return Notice.objects.filter(known, person=person)


def with_lines(notices: Iterable[Notice]) -> list[Notice]:
    """Return notices with how their subjects read, those of a kind asked for at once."""
    rows = list(notices)
    for kind in {row.subject_kind for row in rows if row.subject_kind}:
        ours = [row for row in rows if row.subject_kind == kind]
        lines = subjects.lines_of(kind, {row.subject_id for row in ours if row.subject_id is not None})
        for row in ours:
            row.line = lines.get(row.subject_id or 0)
    return rows


def unread(person: Person, *, today: dt.date) -> QuerySet[Notice]:
    """Return what a person has not read of whatever they may still know of."""
    return _known(person, today=today).filter(read_at=None)


def unread_on_bell(person: Person, *, today: dt.date) -> int:
    """Count what `unread` returns, as far as the bell does: at most one more than `MOST_ON_BELL`.

    Asked only of the kinds of things that the notices are about: every page asks.
    """
    rows = Notice.objects.filter(person=person, read_at=None).order_by()
    abouts = list(rows.values_list("task", "case_file", "subject_kind", "subject_id")[: MOST_ON_BELL + 1])
    told: dict[str, list[int | None]] = {}
    for task, case_file, kind, subject in abouts:
        name, pk = ("task", task) if task else ("case_file", case_file) if case_file else (kind, subject)
        told.setdefault(name, []).append(pk)
    found = 0
    for name, ids in told.items():
        seen = _seen(name, person, today=today).order_by()
        known = set(seen.filter(pk__in=ids).values_list("pk", flat=True))
        found += sum(pk in known for pk in ids)
    if found < len(abouts) > MOST_ON_BELL:  # Some are hidden, and others may stand behind these.
        return unread(person, today=today).order_by()[: MOST_ON_BELL + 1].count()
    return found


def _seen(name: str, person: Person, *, today: dt.date) -> QuerySet[Any]:
    """Return what of a kind of things that notices are about a person may know of; of one that is gone nothing."""
    if name == "task":
        return visible_to(person, today=today)
    if name == "case_file":
        return case_files.visible_to(person, today=today)
    kind = next((kind for kind in subjects.offered() if kind.code == name), None)
    return kind.visible(person, today) if kind else Notice.objects.none()


def preference_of(person: Person) -> NoticePreference:
    """Return how a person wants to be told; the one who said nothing gets no mail."""
    return NoticePreference.objects.filter(person=person).first() or NoticePreference(person=person)


def reminders_of(task: Task) -> QuerySet[Notice]:
    """Return the reminders that went out by themselves, latest first, with their mails."""
    if not may_have(task, "notices"):
        return Notice.objects.none()
    return Notice.objects.filter(task=task).exclude(offset=None).select_related("person", "mail").order_by("-at", "-pk")


def mails_in_trouble(*, now: dt.datetime) -> QuerySet[Mail]:
    """Return the mails that were not sent, or nobody knows: oldest first."""
    slow = Q(state=MailState.CLAIMED, claimed_at__lt=now - dt.timedelta(minutes=10))
    failing = Q(state=MailState.WAITING) & ~Q(error="")
    trouble = Q(state__in=[MailState.FAILED, MailState.UNKNOWN]) | slow | failing
    return (
        Mail.objects.filter(trouble)
        .select_related("person", "notice__task", "notice__case_file")
        .order_by("made_at", "pk")
    )


def may_run_reminders(person: Person, *, now: dt.datetime) -> bool:
    """Say whether a person sets the days of reminders and looks after the mails: the office or an administrator."""
    today = clock.day_of(now)
    return person.can(Ability.REGISTER, today) or person.can(Ability.ADMINISTER, today)
