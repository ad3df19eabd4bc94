"""By when a lead has to take a task over or return it; beside the class of the task, which it never changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from dondoc.kernel import calendar, clock
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import TakeOverTime, Task, TaskQuerySet

GIVEN = Coalesce(F("lead_named_at"), F("assigned_at"))


@dataclass(frozen=True, slots=True)
class TakeOver:
    """By when a task is to be taken over, and by how many working days that has passed; 0: it has not."""

    by: dt.date
    days_over: int


def to_be_taken_over(*, since: dt.datetime) -> TaskQuerySet:
    """Return the tasks given since a moment that wait for their lead to take them over, with the days it has for that.

    `take_over_days` is what held when the task was given; None: nothing did, so no clock runs.
    """
    waiting = Task.objects.filter(stage=Stage.ASSIGNED, lead_unit__isnull=False, is_collective=False)
    return with_take_over(waiting.alias(given=GIVEN).filter(given__gte=since))


def with_take_over(tasks: TaskQuerySet) -> TaskQuerySet:
    """Annotate the working days that the lead of each task has to take it over."""
    held = TakeOverTime.objects.filter(set_at__lte=OuterRef("given_at")).order_by("-set_at", "-pk")
    return tasks.annotate(given_at=GIVEN).annotate(take_over_days=Subquery(held.values("working_days")[:1]))


def take_over_of(task: Task, *, today: dt.date) -> TakeOver | None:
    """Return by when a task is to be taken over; None of one that is, or that no clock runs for."""
    if task.stage != Stage.ASSIGNED or task.lead_unit_id is None:
        return None
    if not hasattr(task, "take_over_days"):
        return take_over_of(with_take_over(Task.objects.all()).get(pk=task.pk), today=today)
    by = take_over_by(task)
    if by is None:
        return None
    return TakeOver(by, max(0, calendar.load().working_days_between(by, today)))


def take_over_by(task: Task) -> dt.date | None:
    """Return the last working day for taking a task over; needs `with_take_over`. The day of giving does not count."""
    given_at, days = task.given_at, task.take_over_days  # type: ignore[attr-defined]
    if given_at is None or days is None:
        return None
    return calendar.load().add(clock.day_of(given_at), days, "working_day")


def take_over_time() -> TakeOverTime | None:
    """Return how long a lead has for what is given now; None when nobody said so."""
    return TakeOverTime.objects.order_by("-set_at", "-pk").first()
