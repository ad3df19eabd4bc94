"""What acts write of a new task and of its deadlines, each a row that stays. Parts of acts, so without log entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from dondoc.kernel import events
from dondoc.organization.models import Person, Unit
from dondoc.tasks.choices import DueOrigin, ExtensionVerdict
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.models import Cooperation, DueDate, Task


def make_task(
    *,
    due_date: dt.date | None,
    due_set_by: Person | None,
    origin: DueOrigin | None = None,
    actor: Person,
    now: dt.datetime,
    **fields: Any,
) -> Task:
    """Write a new task, with its original deadline where it has one.

    Args:
        due_set_by: who set a date that the document does not give; None: the document gives it.
        origin: where the date comes from, when neither of them gives it.
    """
    task = Task.objects.create(
        assigned_by=actor,
        assigned_at=now,
        due_date=due_date,
        due_recorded_at=now if due_date else None,
        original_due_date=due_date,
        due_set_by=due_set_by if due_date else None,
        **fields,
    )
    if due_date is not None:
        origin = origin or (DueOrigin.LEADER if due_set_by else DueOrigin.DOCUMENT)
        DueDate.objects.create(task=task, date=due_date, origin=origin, recorded_at=now, recorded_by=actor)
    events.announce(TaskMoved(task_id=task.pk, move="assign", actor_id=actor.pk, at=now))
    return task


def let_take_part(task: Task, parties: Iterable[tuple[Unit | None, str]], *, actor: Person, now: dt.datetime) -> None:
    """Write which units take part beside the lead, each with the words that name it, and let them be told."""
    made = Cooperation.objects.bulk_create(
        Cooperation(task=task, unit=unit, printed=printed) for unit, printed in parties
    )
    if made:
        events.announce(TaskMoved(task_id=task.pk, move="cooperate", actor_id=actor.pk, at=now))


def copy_cooperations(source: Task, made: Task, *, actor: Person, now: dt.datetime) -> None:
    """Let those who take part in a task take part in the one it made, or that goes on in its place."""
    parties = source.cooperations.select_related("unit").order_by("pk")
    let_take_part(made, [(one.unit, one.printed) for one in parties], actor=actor, now=now)


def copy_dues(source: Task, made: Task) -> None:
    """Let a task that goes on in the place of another keep its deadlines: the original, how often it was extended."""
    columns = ("due_date", "due_recorded_at", "original_due_date", "due_set_by")
    for name in columns:
        setattr(made, name, getattr(source, name))
    made.save(update_fields=columns)
    copies: dict[int | None, DueDate] = {}
    for row in source.due_dates.select_related("count", "decision").order_by("recorded_at", "pk"):
        copies[row.pk] = _copy(row, task=made)
        for name in ("count", "decision"):
            if hasattr(row, name):
                _copy(getattr(row, name), due=copies[row.pk])
    # A request that nobody decided on was the returned lead's.
    for asked in source.extensions.exclude(verdict=ExtensionVerdict.PENDING).order_by("pk"):
        _copy(asked, task=made, due=copies.get(asked.due_id))


def _copy(row: Any, **changes: Any) -> Any:
    """Write a row once more with some of its columns changed."""
    fields = type(row)._meta.concrete_fields  # noqa: SLF001
    copied = {field.name: getattr(row, field.name) for field in fields if not field.primary_key}
    return type(row).objects.create(**copied | changes)


def late_since(task: Task, *, today: dt.date) -> dt.date | None:
    """Return the original deadline of a task when it has passed: whatever moved it since, by that one it is late."""
    original = task.original_due_date
    return original if original is not None and original < today else None


def put_in_force(task: Task, date: dt.date, *, origin: DueOrigin, actor: Person, now: dt.datetime) -> dict[str, Any]:
    """Record a deadline and return the columns of the task that change with it, for `take_step`."""
    DueDate.objects.create(task=task, date=date, origin=origin, recorded_at=now, recorded_by=actor)
    first = {"original_due_date": date} if task.original_due_date is None else {}
    return {"due_date": date, "due_recorded_at": now, **first}


def move_due(task: Task, date: dt.date, *, origin: DueOrigin, actor: Person, now: dt.datetime) -> None:
    """Let another deadline follow those that a new task took over."""
    columns = put_in_force(task, date, origin=origin, actor=actor, now=now)
    for name, value in columns.items():
        setattr(task, name, value)
    task.save(update_fields=list(columns))
