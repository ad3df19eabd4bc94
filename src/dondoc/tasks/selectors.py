"""Reads of tasks and proposals; who may see a task is asked for here, once."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Person, Unit

from . import lifecycle
from .choices import Decision, Filter, Stage, StatusClass, Verdict
from .errors import ProposalMissing, TaskMissing
from .models import Cooperation, Proposal, Task, TaskQuerySet
from .status import DUE_SOON_DAYS


def visible_to(person: Person, *, today: dt.date) -> TaskQuerySet:
    """Return the tasks a person may know of: of their unit and below, and those they take part in."""
    paths = organization.scope_paths(person, today=today)
    cooperates = Cooperation.objects.filter(organization.under(paths, "unit"), task=OuterRef("pk"))
    return Task.objects.filter(
        organization.under(paths, "lead_unit")
        | organization.under(paths, "assigning_unit")
        | Q(assignee=person)
        | Exists(cooperates)
    )


def get(task_id: int, *, person: Person, today: dt.date) -> Task:
    """Return one visible task with what its page shows.

    Raises:
        TaskMissing: no such task, or not one the person may know of.
    """
    related = (
        "document",
        "directive",
        "parent",
        "lead_unit",
        "assignee",
        "assigning_unit",
        "assigned_by",
        "due_set_by",
    )
    try:
        return visible_to(person, today=today).select_related(*related).get(pk=task_id)
    except Task.DoesNotExist:
        raise TaskMissing from None


def get_for_change(task_id: int, *, actor: Person, now: dt.datetime) -> Task:
    """Return one visible task, locked where the database can lock.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
    """
    visible = visible_to(actor, today=clock.day_of(now)).filter(pk=task_id).values("pk")
    task = Task.objects.select_for_update().filter(pk__in=visible).first()
    if task is None:
        raise TaskMissing
    return task


def acts_for(person: Person, unit: Unit | None, *, today: dt.date) -> bool:
    """Say whether a person acts for a unit: its head, or for a department the head of its office, its tracker."""
    if unit is None:
        return False
    return any(
        led.pk == unit.pk or (led.kind == UnitKind.OFFICE and led.parent_id == unit.pk)
        for led in organization.led_units(person, today=today)
    )


def facts(task: Task, *, actor: Person, today: dt.date) -> lifecycle.Facts:
    """Return what the rules look at, for one task and one person."""
    pending = task.completions.filter(verdict=Verdict.PENDING).first()
    return lifecycle.Facts(
        stage=Stage(task.stage),
        has_lead=task.lead_unit_id is not None,
        has_deadline=task.due_date is not None,
        actor_acts_for_lead=any(led.pk == task.lead_unit_id for led in organization.led_units(actor, today=today)),
        actor_is_assignee=task.assignee_id == actor.pk,
        actor_acts_for_assigner=acts_for(actor, task.assigning_unit, today=today),
        actor_may_assign=actor.can(Ability.ASSIGN, today),
        actor_reported=pending is not None and pending.reported_by_id == actor.pk,
        evidence=task.evidence.count(),
        open_parts=task.parts.exclude(stage__in=[Stage.DONE, Stage.RETURNED]).count(),
    )


# --- proposals -------------------------------------------------------------------------------------------------


def proposals_of(document: Document) -> list[Proposal]:
    """Return the proposals of a document in the order of its text, numbered; merged ones stand in another."""
    found = (
        Proposal.objects.filter(directive__document=document)
        .exclude(decision=Decision.MERGED)
        .select_related("directive", "lead_unit")
        .prefetch_related("cooperating")
        .order_by("start", "pk")
    )
    proposals = list(found)
    for number, proposal in enumerate(proposals, start=1):
        proposal.number = number
    return proposals


def get_proposal(proposal_id: int, *, documents: QuerySet[Document]) -> Proposal:
    """Return a proposal of one of the documents, locked where the database can lock.

    Raises:
        ProposalMissing: no such proposal among them.
    """
    found = Proposal.objects.filter(pk=proposal_id, directive__document__in=documents.values("pk"))
    proposal = found.select_for_update(of=("self",)).select_related("directive__document").first()
    if proposal is None:
        raise ProposalMissing
    return proposal


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a document has come."""

    total: int
    reviewed: int
    confirmed: int

    @property
    def is_finished(self) -> bool:
        """Say whether nothing waits for a decision."""
        return self.reviewed == self.total

    @property
    def percent(self) -> int:
        """Return the reviewed share in whole per cent; of nothing, nothing."""
        return 100 * self.reviewed // self.total if self.total else 0


def progress_of(document: Document) -> Progress:
    """Count the proposals of a document by decision."""
    shown = Proposal.objects.filter(directive__document=document).exclude(decision=Decision.MERGED)
    counts = shown.aggregate(
        total=Count("pk"),
        reviewed=Count("pk", filter=~Q(decision=Decision.TODO)),
        confirmed=Count("pk", filter=Q(decision=Decision.CONFIRMED)),
    )
    return Progress(**counts)


# --- lists and figures -----------------------------------------------------------------------------------------

DONE = (StatusClass.DONE_IN_TIME, StatusClass.DONE_LATE, StatusClass.DONE_NO_DEADLINE)


def filter_condition(name: str, *, today: dt.date) -> Q:
    """Return the condition behind a filter; needs `with_status`.

    `done`, `in_time`, `overdue`, `no_deadline`, `not_counted` partition all tasks; `due_soon`, `review` and `no_lead`
    are parts of them.
    """
    is_open = ~Q(status__in=[*DONE, StatusClass.NOT_COUNTED])
    return {
        "done": Q(status__in=DONE),
        "review": Q(stage=Stage.REPORTED),
        "in_time": Q(status=StatusClass.OPEN_IN_TIME),
        "due_soon": Q(status=StatusClass.OPEN_IN_TIME, due_date__lte=today + dt.timedelta(days=DUE_SOON_DAYS)),
        "overdue": Q(status=StatusClass.OPEN_OVERDUE),
        "no_deadline": Q(status=StatusClass.OPEN_NO_DEADLINE),
        "no_lead": is_open & Q(lead_unit=None),
        "not_counted": Q(status=StatusClass.NOT_COUNTED),
    }[name]


def any_of(names: Sequence[str], *, today: dt.date) -> Q:
    """Return the condition that at least one of the named filters holds; needs `with_status`."""
    return functools.reduce(operator.or_, [filter_condition(name, today=today) for name in names])


def search(tasks: TaskQuerySet, words: str) -> TaskQuerySet:
    """Return the tasks that hold every word, marks and case aside."""
    for word in fold(words).split():
        tasks = tasks.filter(search_text__contains=word)
    return tasks


def counts(tasks: TaskQuerySet, *, today: dt.date) -> dict[str, int]:
    """Count the tasks by each filter, and `total`, in one query; needs `with_status`."""
    by_filter = {name: Count("pk", filter=filter_condition(name, today=today)) for name in Filter.values}
    return tasks.aggregate(total=Count("pk"), **by_filter)


@dataclass(frozen=True, slots=True)
class Bar:
    """How the tasks of one unit, or one document, stand."""

    of: Unit | Document
    counts: dict[str, int]


def bars_by(tasks: TaskQuerySet, field: str, keys: Iterable[Unit | Document], *, today: dt.date) -> list[Bar]:
    """Count the tasks of each unit or document, in the order of the keys; needs `with_status`."""
    by_filter = {name: Count("pk", filter=filter_condition(name, today=today)) for name in Filter.values}
    rows = {row[field]: row for row in tasks.order_by().values(field).annotate(total=Count("pk"), **by_filter)}
    return [Bar(of=key, counts=rows[key.pk]) for key in keys if key.pk in rows]
