"""What is counted over tasks for targets and reports (chỉ số đo): by the conditions by which lists count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.measures import Measure, Record, Records, Scope
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from .choices import Filter, OpinionKind
from .models import Obstacle, Opinion, Task, TaskQuerySet
from .selectors import filter_condition, listed, of_period

TASKS = _("tasks")
PERCENT = "%"


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


def _visible(tasks: QuerySet[Any], person: Person, today: dt.date) -> QuerySet[Any]:
    return tasks.filter(pk__in=listed(person, today=today).values("pk"))


def _visible_obstacles(obstacles: QuerySet[Any], person: Person, today: dt.date) -> QuerySet[Any]:
    return obstacles.filter(task__in=listed(person, today=today).values("pk"))


def _shown(tasks: Iterable[Task]) -> Sequence[Record]:
    return [_record(task) for task in tasks]


def _shown_obstacles(obstacles: Iterable[Obstacle]) -> Sequence[Record]:
    return [_record(one.task, words=one.text, by=one.answer_by) for one in obstacles]


def _record(task: Task, *, words: str = "", by: dt.date | None = None) -> Record:
    """Return a task as a list shows it, with the day that was asked for, or that of its result."""
    day = by or task.done_date or task.due_date
    unit = task.lead_unit.name if task.lead_unit else ""
    detail = ", ".join(filter(None, [unit, format_date(day) if day else ""]))
    return Record(f"{task.code} {words or task.action}", detail, reverse("tasks:task", args=[task.pk]))


def _share(code: str, name: Any, formula: Any, *, of: str, by: str) -> Measure:
    return Measure(
        code=code, name=name, unit=PERCENT, formula=formula, version=1, records=_counted(of), base=_counted(by),
        unit_field="lead_unit", visible=_visible, shown=_shown,
    )  # fmt: skip


MEASURES = (
    Measure(
        code="tasks.done",
        name=_("Tasks done"),
        unit=TASKS,
        formula=_("Tasks whose result was accepted, by the day on which the result was there."),
        version=1,
        records=_counted(Filter.DONE),
        unit_field="lead_unit",
        visible=_visible,
        shown=_shown,
    ),
    _share(
        "tasks.on_time",
        _("Tasks done in time, by the deadline in force"),
        _("Tasks done by the deadline in force ÷ tasks done that had a deadline."),
        of="kept_current",
        by="dated",
    ),
    _share(
        "tasks.on_time_original",
        _("Tasks done in time, by the first deadline"),
        _("Tasks done by their first deadline ÷ tasks done that had a deadline."),
        of="kept_original",
        by="dated",
    ),
    _share(
        "tasks.completed",
        _("Tasks completed"),
        _("Tasks done ÷ tasks of the period: carried over into it and arisen in it."),
        of=Filter.DONE,
        by="counted",
    ),
    _share(
        "tasks.overdue",
        _("Tasks overdue"),
        _("Open tasks past their deadline ÷ tasks of the period: carried over into it and arisen in it."),
        of=Filter.OVERDUE,
        by="counted",
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
