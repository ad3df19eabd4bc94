"""What is counted over tasks for targets and reports (chỉ số đo): by the conditions by which lists count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.measures import ByUnit, Figure, Measure, Record, Records, Scope
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from .choices import Filter, OpinionKind
from .models import Obstacle, Opinion, Task, TaskQuerySet
from .selectors import counts_by, filter_condition, listed, of_period

TASKS = _("tasks")
PERCENT = "%"
# What a measure counts, and of what it is the share; names of `figures.CONDITIONS`. Empty: it is no share.
OF_TASKS: Mapping[str, tuple[str, str]] = {
    "tasks.done": (Filter.DONE, ""),
    "tasks.on_time": ("kept_current", "dated"),
    "tasks.on_time_original": ("kept_original", "dated"),
    "tasks.completed": (Filter.DONE, "counted"),
    "tasks.overdue": (Filter.OVERDUE, "counted"),
}


def work_of(scope: Scope, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks that are the work of a scope, with their class as it was at its end."""
    tasks = Task.objects.filter(of_period(scope.period) & _inside(scope, "lead_unit"))
    return tasks.with_status(as_of=scope.as_of(now), known_at=scope.known_at)


def obstacles_to_answer(scope: Scope, now: dt.datetime) -> QuerySet[Obstacle]:
    """Return the obstacles whose answer was due in a scope; each counts for the unit that it lies with."""
    days = (scope.period.start, scope.as_of(now))
    raised = Q(raised_at__lte=scope.known_at) if scope.known_at else Q()
    return Obstacle.objects.filter(raised & _inside(scope, "lies_with"), answer_by__range=days)


def obstacles_answered(scope: Scope, now: dt.datetime) -> QuerySet[Obstacle]:
    """Return those of them that were answered on the day that was asked for, or before."""
    given = Opinion.objects.filter(
        obstacle=OuterRef("pk"), kind=OpinionKind.ANSWER, at__date__lte=OuterRef("answer_by")
    )
    if scope.known_at is not None:
        given = given.filter(at__lte=scope.known_at)
    return obstacles_to_answer(scope, now).filter(Exists(given))


def _inside(scope: Scope, field: str) -> Q:
    return Q() if scope.units is None else organization.within(scope.units, field)


def _counted(name: str) -> Records:
    """Return what gives the tasks of a scope that are counted under a name (`figures.CONDITIONS`)."""

    def records(scope: Scope, now: dt.datetime) -> TaskQuerySet:
        return work_of(scope, now).filter(filter_condition(name, today=scope.as_of(now)))

    return records


def _together(codes: Collection[str], scope: Scope, now: dt.datetime) -> dict[str, ByUnit]:
    """Count several of the measures over the tasks of a scope: each task is classed once."""
    names = {name for code in codes for name in OF_TASKS[code] if name}
    tasks = work_of(scope, now)
    counted = counts_by(tasks, "lead_unit", today=scope.as_of(now), names=names) if names else {}
    return {code: _figures(counted, *OF_TASKS[code]) for code in codes}


def _figures(counted: Mapping[int | None, Mapping[str, int]], of: str, by: str) -> ByUnit:
    """Return the figures of one measure, of the units of which it counts anything."""
    found: ByUnit = {}
    for unit, counts in counted.items():
        base = Decimal(counts[by]) if by else None
        if counts[of] or base:
            found[unit] = Figure(Decimal(counts[of]), base)
    return found


def _visible(tasks: QuerySet[Any], person: Person, today: dt.date) -> QuerySet[Any]:
    return tasks.filter(pk__in=listed(person, today=today).values("pk"))


def _visible_obstacles(obstacles: QuerySet[Any], person: Person, today: dt.date) -> QuerySet[Any]:
    return obstacles.filter(task__in=listed(person, today=today).values("pk"))


def _shown(tasks: Iterable[Task]) -> Sequence[Record]:
    rows = list(tasks)
    prefetch_related_objects(rows, "lead_unit")
    return [_record(task) for task in rows]


def _shown_obstacles(obstacles: Iterable[Obstacle]) -> Sequence[Record]:
    rows = list(obstacles)
    prefetch_related_objects(rows, "task__lead_unit")
    return [_record(one.task, words=one.text, by=one.answer_by) for one in rows]


def _record(task: Task, *, words: str = "", by: dt.date | None = None) -> Record:
    """Return a task as a list shows it, with the day that was asked for, or that of its result."""
    day = by or task.done_date or task.due_date
    unit = task.lead_unit.name if task.lead_unit else ""
    detail = ", ".join(filter(None, [unit, format_date(day) if day else ""]))
    return Record(f"{task.code} {words or task.action}", detail, reverse("tasks:task", args=[task.pk]))


def _of_tasks(code: str, name: Any, formula: Any, *, unit: Any = PERCENT) -> Measure:
    of, by = OF_TASKS[code]
    return Measure(
        code=code, name=name, unit=unit, formula=formula, version=1, records=_counted(of),
        base=_counted(by) if by else None, unit_field="lead_unit", visible=_visible, shown=_shown, together=_together,
    )  # fmt: skip


MEASURES = (
    _of_tasks(
        "tasks.done",
        _("Tasks done"),
        _("Tasks whose result was accepted, by the day on which the result was there."),
        unit=TASKS,
    ),
    _of_tasks(
        "tasks.on_time",
        _("Tasks done in time, by the deadline in force"),
        _("Tasks done by the deadline in force ÷ tasks done that had a deadline."),
    ),
    _of_tasks(
        "tasks.on_time_original",
        _("Tasks done in time, by the first deadline"),
        _("Tasks done by their first deadline ÷ tasks done that had a deadline."),
    ),
    _of_tasks(
        "tasks.completed",
        _("Tasks completed"),
        _("Tasks done ÷ tasks of the period: carried over into it and arisen in it."),
    ),
    _of_tasks(
        "tasks.overdue",
        _("Tasks overdue"),
        _("Open tasks past their deadline ÷ tasks of the period: carried over into it and arisen in it."),
    ),
    Measure(
        code="tasks.obstacles_answered",
        name=_("Obstacles answered in time"),
        unit=PERCENT,
        formula=_("Obstacles answered by the day asked for ÷ obstacles whose answer was due in the period."),
        version=1,
        records=obstacles_answered,
        base=obstacles_to_answer,
        unit_field="lies_with",
        visible=_visible_obstacles,
        shown=_shown_obstacles,
    ),
)
