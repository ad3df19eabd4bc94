"""Which tasks serve which targets: a target with no task, a task that serves no target."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dondoc.kernel import clock
from dondoc.kernel.periods import Period
from dondoc.organization.models import Person
from dondoc.programme.models import Target, TaskLink
from dondoc.tasks import selectors as tasks
from dondoc.tasks.models import Task

from .showing import held_in
from .year import of_tasks

# Tasks that serve no target are shown up to so many; how many there are is said.
MOST = 100


@dataclass(frozen=True, slots=True)
class Served:
    """A target and the tasks that serve it.

    Attributes:
        tasks: those that the reader may see.
        hidden: how many others there are.
    """

    target: Target
    tasks: list[Task]
    hidden: int


def matrix_of(period: Period, *, person: Person, now: dt.datetime) -> dict[str, Any]:
    """Return the targets of a period with their tasks, and the tasks of the period that serve none.

    Of the tasks that the work programme made also its items.
    """
    today = clock.day_of(now)
    targets = held_in(period, person=person, today=today)
    links = TaskLink.objects.filter(target__in=[target.pk for target in targets]).order_by("task")
    by_target: dict[int, list[int]] = {}
    for target_id, task_id in links.values_list("target", "task"):
        by_target.setdefault(target_id, []).append(task_id)
    linked = {task_id for ids in by_target.values() for task_id in ids}
    seen = tasks.visible_to(person, today=today).filter(pk__in=linked).with_status(as_of=today).for_list().in_bulk()
    work = tasks.listed(person, today=today).filter(tasks.of_period(period)).with_status(as_of=today)
    loose = work.filter(tasks.filter_condition("counted", today=today), targets=None)
    served = []
    for target in targets:
        ids = by_target.get(target.pk, [])
        ours = [seen[pk] for pk in ids if pk in seen]
        served.append(Served(target, ours, len(ids) - len(ours)))
    shown = list(loose.for_list().order_by("due_date", "pk")[:MOST])
    return {
        "served": served,
        "without_task": sum(not one.tasks and not one.hidden for one in served),
        "loose": shown,
        "items": of_tasks([*seen, *(task.pk for task in shown)], person=person, today=today),
        "loose_total": loose.count(),
    }
