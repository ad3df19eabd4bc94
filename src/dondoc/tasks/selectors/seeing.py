"""Who may see a task, and what the rules look at. Visibility is asked for here, once."""

from __future__ import annotations

import datetime as dt
import functools
import operator
import re

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from dondoc.audit.models import Entry
from dondoc.audit.templatetags.audit import act_in_words
from dondoc.documents import selectors as documents
from dondoc.kernel import clock
from dondoc.kernel.functions import IsAmong
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Person, Unit
from dondoc.tasks import lifecycle, proof_sources
from dondoc.tasks.choices import (
    OPEN,
    ClosesOn,
    CorrectionVerdict,
    DeadlineKind,
    ExtensionVerdict,
    Kind,
    ObstacleState,
    Stage,
    Verdict,
)
from dondoc.tasks.errors import TaskMissing
from dondoc.tasks.models import (
    UNFINISHED,
    Completion,
    Cooperation,
    Correction,
    DueDate,
    Evidence,
    Extension,
    Obstacle,
    Pause,
    TakenBack,
    Task,
    TaskQuerySet,
    Update,
)
from dondoc.tasks.terms import printed_term

from .around import fetch_around, may_have
from .taking_over import take_over_of

# So much of what happened since is said in one sentence.
MOST_NEWS = 3
# More words than this are not looked for; a search is a handful of words.
MOST_WORDS = 12
# A task as people name it. A number alone may be that of a document.
CODE = re.compile(r"nv[-–\s]?(\d{1,18})", re.IGNORECASE)


def visible_to(person: Person, *, today: dt.date) -> TaskQuerySet:
    """Return the tasks a person may know of: of their unit and below, and those they take part in."""
    return Task.objects.filter(functools.reduce(operator.or_, _ways(person, today=today)))


def listed(person: Person, *, today: dt.date) -> TaskQuerySet:
    """Return what `visible_to` returns, asked for as suits a list of them.

    PostgreSQL looks each way up in its index. SQLite rather reads all tasks, unless it is asked for the ids alone.
    """
    if connection.vendor == "postgresql":
        return visible_to(person, today=today)
    ids = [Task.objects.filter(way).values("pk") for way in _ways(person, today=today)]
    return Task.objects.filter(pk__in=ids[0].union(*ids[1:], all=True))


def _ways(person: Person, *, today: dt.date) -> list[Q]:
    """Return the conditions one of which holds of each task that a person may know of."""
    units = organization.scope_units(person, today=today)
    shared = Cooperation.objects.filter(unit__in=units).values("task")
    return [Q(lead_unit__in=units), Q(assigning_unit__in=units), Q(assignee=person), Q(IsAmong("pk", shared))]


def get(task_id: int, *, person: Person, today: dt.date) -> Task:
    """Return one visible task with what its page shows.

    Raises:
        TaskMissing: no such task, or not one the person may know of.
    """
    # Asked for apart: with so many tables beside it, PostgreSQL looks the union up last and reads every task first.
    if not visible_to(person, today=today).filter(pk=task_id).exists():
        raise TaskMissing
    task = Task.objects.with_flags().select_related("document", "directive", "parent").get(pk=task_id)
    _fetch_named(task, Unit, ("lead_unit", "assigning_unit"))
    _fetch_named(task, Person, ("assignee", "assigned_by", "due_set_by"))
    fetch_around(task, _of_page())
    return task


def _fetch_named(task: Task, model: type[Unit | Person], names: tuple[str, ...]) -> None:
    """Fetch what a task names at once: PostgreSQL needs 15 ms to plan a join of nine tables."""
    ids = {name: getattr(task, f"{name}_id") for name in names}
    found = model._default_manager.in_bulk({pk for pk in ids.values() if pk is not None})  # noqa: SLF001
    for name, pk in ids.items():
        if pk is not None:
            setattr(task, name, found[pk])


def _of_page() -> tuple[Prefetch[str], ...]:
    """Return the rows around a task that its page shows and its rules look at, each fetched once."""
    return (
        Prefetch("due_dates", _due_dates()),
        Prefetch("pauses", Pause.objects.select_related("recorded_by")),
        Prefetch("taken_back", TakenBack.objects.order_by("pk")),
        Prefetch("extensions", Extension.objects.select_related("asked_by", "decided_by")),
        Prefetch(
            "completions", Completion.objects.select_related("reported_by", "decided_by").order_by("-reported_at")
        ),
        Prefetch(
            "obstacles",
            Obstacle.objects.select_related("raised_by", "lies_with")
            .prefetch_related("opinions__author", "opinions__to_unit", "opinions__part", "opinions__directed")
            .order_by("-pk"),
        ),
        Prefetch(
            "evidence",
            Evidence.objects.select_related("added_by", "file", "superseded_by__added_by").order_by("-added_at"),
        ),
        Prefetch("cooperations", Cooperation.objects.select_related("unit", "answered_by")),
        Prefetch("corrections", Correction.objects.select_related("asked_by", "decided_by").order_by("-pk")),
    )


def _due_dates() -> QuerySet[DueDate]:
    """Return deadlines with how each came about; of a document that gave it only what names it."""
    related = ("recorded_by", "count", "decision__document")
    heavy = (f"decision__document__{column}" for column in documents.HEAVY)
    return DueDate.objects.select_related(*related).defer(*heavy)


def parts_of(task: Task, *, person: Person, now: dt.datetime) -> TaskQuerySet:
    """Return the parts of a task that a person may know of, with their class of the moment."""
    if not may_have(task, "parts"):
        return Task.objects.none()
    today = clock.day_of(now)
    parts = visible_to(person, today=today).filter(parent=task, arisen_from=None)
    return parts.with_status(as_of=today).for_list().order_by("pk")


def updates_of(task: Task) -> QuerySet[Update]:
    """Return what was said of a task, the latest first, with the files that came along."""
    if not may_have(task, "updates"):
        return Update.objects.none()
    return task.updates.select_related("author").prefetch_related("files__file", "files__added_by").order_by("-at")


def get_for_change(task_id: int, *, actor: Person, now: dt.datetime) -> Task:
    """Return one visible task, locked where the database can lock.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
    """
    visible = visible_to(actor, today=clock.day_of(now)).filter(pk=task_id).values("pk")
    related = ("lead_unit", "assigning_unit")
    task = Task.objects.select_related(*related).select_for_update(of=("self",)).filter(pk__in=visible).first()
    if task is None:
        raise TaskMissing
    return task


def acted_for(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the units a person acts for.

    Those they head, what ended and left its affairs to them, and the department whose office they head.
    """
    led = organization.led_units(person, today=today)
    return organization.answered_units(person, today=today) + [
        unit.parent_id for unit in led if unit.kind == UnitKind.OFFICE and unit.parent_id is not None
    ]


def acts_for(person: Person, unit: Unit, *, today: dt.date) -> bool:
    """Say whether a person acts for a unit."""
    return unit.pk in acted_for(person, today=today)


def tracked_by(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the units whose tasks a person follows up.

    Those they act for, and the department whose office they work in (đầu mối theo dõi).
    """
    offices = [post.unit for post in person.current_posts(today) if post.unit.kind == UnitKind.OFFICE]
    return list({*acted_for(person, today=today), *(unit.parent_id for unit in offices if unit.parent_id is not None)})


def tracks(person: Person, task: Task, *, today: dt.date) -> bool:
    """Say whether a person follows a task up; nobody urges or inspects the work given to themselves."""
    return task.assignee_id != person.pk and task.assigning_unit_id in tracked_by(person, today=today)


def facts(task: Task, *, actor: Person, today: dt.date) -> lifecycle.Facts:
    """Return what the rules look at, for one task and one person; rows that `get` fetched are not asked for again."""
    pending = next((one for one in task.completions.all() if one.verdict == Verdict.PENDING), None)
    extension = next((one for one in task.extensions.all() if one.verdict == ExtensionVerdict.PENDING), None)
    obstacle = next((one for one in task.obstacles.all() if one.removed_at is None), None)
    led = {unit.pk for unit in organization.led_units(actor, today=today)}
    return lifecycle.Facts(
        stage=Stage(task.stage),
        has_lead=task.lead_unit_id is not None,
        lead_has_ended=task.lead_unit is not None and task.lead_unit.valid_to is not None,
        has_deadline=task.due_date is not None,
        actor_acts_for_lead=task.lead_unit_id in led,
        actor_answers_for_lead=task.lead_unit_id in organization.kept_units(actor, today=today),
        actor_is_assignee=task.assignee_id == actor.pk,
        actor_acts_for_assigner=acts_for(actor, task.assigning_unit, today=today),
        actor_may_assign=may_assign(actor, task, today=today),
        actor_made_result=pending is not None and is_maker(actor, pending),
        is_inner=task.assigning_unit_id == task.lead_unit_id,
        is_replaced=may_have(task, "replaced_by") and Task.objects.filter(replaces=task).exists(),
        evidence=sum(one.update_id is None and one.superseded_at is None for one in task.evidence.all()),
        actor_tracks=tracks(actor, task, today=today),
        open_parts=task.parts.filter(UNFINISHED).count() if may_have(task, "parts") else 0,
        kind=Kind(task.kind),
        deadline_kind=DeadlineKind(task.deadline_kind),
        prints_term=printed_term(task.deadline_phrase) is not None,
        is_past_due=_is_past_due(task, today=today),
        extension_waits=extension is not None,
        actor_asked_extension=extension is not None and extension.asked_by_id == actor.pk,
        actor_may_confirm=actor.can(Ability.CONFIRM, today),
        has_obstacle=obstacle is not None,
        obstacle_waits=obstacle is not None and obstacle.state == ObstacleState.WAITING,
        actor_answers=obstacle is not None and obstacle.lies_with_id in organization.answered_units(actor, today=today),
        actor_cooperates=any(one.unit_id in led and not one.participation for one in task.cooperations.all()),
        is_disputed=task.is_disputed,
        actor_asked_correction=task.is_disputed
        and task.corrections.filter(verdict=CorrectionVerdict.PENDING, asked_by=actor).exists(),
        has_assignee=task.assignee_id is not None,
        is_collective=task.is_collective,
        is_paused=any(one.ended_at is None for one in task.pauses.all()),
        whole_has_ended=task.parent is not None and task.parent.stage not in OPEN,
        needs_issued=task.closes_on == ClosesOn.ISSUED_DOCUMENT,
        issued=_issued(task) if task.closes_on == ClosesOn.ISSUED_DOCUMENT else 0,
        is_return_late=_is_return_late(task, today=today),
        has_arrived=task.stage == Stage.AWAITED and task.awaited.citation.target_id is not None,
    )


def _is_past_due(task: Task, *, today: dt.date) -> bool:
    """Say whether the deadline in force has passed; it does not while the clock stands still since before it."""
    standing = next((one for one in task.pauses.all() if one.ended_at is None), None)
    due = task.due_date
    return due is not None and due < today and (standing is None or due < standing.since)


def _is_return_late(task: Task, *, today: dt.date) -> bool:
    """Say whether both the time to take a task over or return it and its deadline have passed."""
    if task.due_date is None or task.due_date >= today:
        return False
    clock_of_it = take_over_of(task, today=today)
    return clock_of_it is not None and clock_of_it.days_over > 0


def _issued(task: Task) -> int:
    """Return how many issued documents prove a task."""
    return proof_sources.issued(
        one for one in task.evidence.all() if one.update_id is None and one.superseded_at is None
    )


def may_assign(actor: Person, task: Task, *, today: dt.date) -> bool:
    """Say whether a person fills what a task leaves open: the assigning leader, of a part the unit it came from."""
    if task.parent is not None and not task.parent.is_collective:
        return acts_for(actor, task.assigning_unit, today=today)
    return actor.can(Ability.ASSIGN, today)


def is_maker(person: Person, completion: Completion) -> bool:
    """Say whether a person reported a result, or attached what it rests on."""
    return completion.reported_by_id == person.pk or completion.evidence.filter(added_by=person).exists()


def proofs(task: Task) -> QuerySet[Evidence]:
    """Return the evidence that the next report of a task rests on; files that came with an update prove nothing."""
    return task.evidence.filter(update=None, superseded_at=None)


def news_since(task: Task, entry_id: int) -> str:
    """Return in words who did what to a task after an entry of its log, the latest first."""
    entries = Entry.objects.about(f"task:{task.pk}").filter(pk__gt=entry_id)[:MOST_NEWS]
    return "; ".join(_in_words(entry) for entry in entries)


def _in_words(entry: Entry) -> str:
    """Return who did what when; who was erased from the log is not named."""
    who = f"{entry.actor.full_name}: " if entry.actor else ""
    at = entry.at.astimezone(clock.ZONE)
    return f"{who}{act_in_words(entry)} ({at:%H:%M}, {format_date(at)})"


def search(tasks: TaskQuerySet, words: str) -> TaskQuerySet:
    """Return the tasks that hold every word, marks and case aside; the code of a task (NV-12) names it alone."""
    if code := CODE.fullmatch(words.strip()):
        return tasks.filter(pk=int(code[1]))
    for word in fold(words).split()[:MOST_WORDS]:
        tasks = tasks.filter(search_text__contains=word)
    return tasks
