"""The clock of a task stands still and runs again: the assigning side's act, never the lead's (tạm dừng).

A result that is reported or accepted lets it run on: the work does not wait any more.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dondoc.kernel import calendar, clock
from dondoc.kernel.choices import TermUnit
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import errors, lifecycle, selectors
from dondoc.tasks.choices import DueOrigin
from dondoc.tasks.models import Obstacle, Pause, Task

from .dues import put_in_force
from .moving import take_step

DAY = dt.timedelta(days=1)


@transaction.atomic
def pause(*, task_id: int, reason: str, obstacle: Obstacle | None = None, actor: Person, now: dt.datetime) -> Task:
    """Stop the clock of a task from today on.

    Args:
        obstacle: until whose removal it stands still; None: until it is restarted.

    Raises:
        ReasonEmpty: no reason is given.
        WrongStage: the task has moved on.
        NotAssigner: the actor is not on the assigning side.
        OwnTask: the actor leads it.
        ClockStands: it stands still already.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require("pause", selectors.facts(task, actor=actor, today=today))
    if not reason.strip():
        raise errors.ReasonEmpty
    task = take_step(task, "pause", actor=actor, now=now, note={"reason": reason.strip()})
    Pause.objects.create(
        task=task, since=today, reason=reason.strip(), obstacle=obstacle, recorded_at=now, recorded_by=actor
    )
    return task


@transaction.atomic
def restart(*, task_id: int, actor: Person, now: dt.datetime) -> Task:
    """Let the clock run again from today on; the deadline moves by the days for which it stood still.

    One that was counted moves by the days of its term, working days where those are counted, and ends on none of rest.
    A deadline that had passed before the clock was stopped does not move.

    Raises:
        WrongStage: the task has moved on.
        NotAssigner: the actor is not on the assigning side.
        OwnTask: the actor leads it.
        ClockRuns: it does not stand still.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require("restart", selectors.facts(task, actor=actor, today=today))
    standing = task.pauses.get(ended_at=None)
    return run_on(task, standing, "restart", note={}, actor=actor, now=now)


def run_on(
    task: Task,
    standing: Pause,
    move: str,
    *,
    note: dict[str, Any],
    actor: Person,
    now: dt.datetime,
    **changes: Any,
) -> Task:
    """Take a step that lets the clock run again from today on; a part of an act."""
    today = clock.day_of(now)
    due = due_after(task, standing, today=today)
    if due is not None and due != task.due_date:
        changes |= put_in_force(task, due, origin=DueOrigin.PAUSE, actor=actor, now=now)
    note = note | {"since": format_date(standing.since), "until": format_date(today)}
    task = take_step(task, move, actor=actor, now=now, note=note, **changes)
    standing.until, standing.ended_at, standing.ended_by = today, now, actor
    standing.save(update_fields=["until", "ended_at", "ended_by"])
    return task


def step_and_run(
    task: Task, move: str, *, note: dict[str, Any] | None = None, actor: Person, now: dt.datetime, **changes: Any
) -> Task:
    """Take a step after which the clock does not stand still, whether it did or not; a part of an act."""
    standing = standing_of(task)
    if standing is None:
        return take_step(task, move, actor=actor, now=now, note=note, **changes)
    return run_on(task, standing, move, note=note or {}, actor=actor, now=now, **changes)


def standing_of(task: Task) -> Pause | None:
    """Return the pause in which the clock of a task stands still."""
    return task.pauses.filter(ended_at=None).first()


def due_after(task: Task, standing: Pause | None, *, today: dt.date) -> dt.date | None:
    """Return the deadline in force once the clock runs again from today on."""
    if standing is None or task.due_date is None or task.due_date < standing.since:
        return task.due_date
    return _moved(task, task.due_date, since=standing.since, today=today)


def _moved(task: Task, due: dt.date, *, since: dt.date, today: dt.date) -> dt.date:
    """Return a deadline moved by the days from one day until before another."""
    counted = task.due_dates.exclude(origin=DueOrigin.PAUSE).latest("recorded_at", "pk")
    if counted.origin != DueOrigin.COUNTED:
        return due + (today - since)
    work = calendar.read()
    if counted.count.unit == TermUnit.DAY:
        return work.add(due, (today - since).days, TermUnit.DAY)
    return work.add(due, work.working_days_between(since - DAY, today - DAY), TermUnit.WORKING_DAY)
