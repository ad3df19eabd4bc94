"""Taking a step: the rule, the write that nobody else overtook, the entry in the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models

from dondoc.audit import services as audit
from dondoc.kernel import clock, events
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, lifecycle, selectors
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed before somebody acted on it.

    Attributes:
        what: the id of the row that is decided on, or how many rows of a kind there were.
        entry: the id of the latest entry of the log.
    """

    what: int
    entry: int = 0


# What no page showed.
NOTHING_SEEN = Seen(-1)


def require_seen(task: Task, seen: Seen | None, there: int) -> None:
    """Refuse an act on a page that showed something else than what is there; call with the task locked.

    Args:
        seen: None when the act does not come from a page.

    Raises:
        MovedOn: something else is there, with who did what since.
    """
    if seen is None or seen.what == there:
        return
    news = selectors.news_since(task, seen.entry)
    raise errors.MovedOnSince(news=news) if news else errors.MovedOn


def take_step(
    task: Task,
    move: str,
    *,
    actor: Person,
    now: dt.datetime,
    note: dict[str, Any] | None = None,
    asks: Unit | None = None,
    **changes: Any,
) -> Task:
    """Check a move, write the new stage with the changes, and log it; call inside the act's transaction.

    Args:
        note: what the log keeps beside the changes.
        asks: the unit that the step asks for something.

    Raises:
        WrongStage and whatever the guards of the move refuse.
        MovedOn: somebody else changed the task in the meantime.
    """
    stage = lifecycle.require(move, selectors.facts(task, actor=actor, today=clock.day_of(now)))
    changes = {"stage": stage, **changes}
    before = {name: getattr(task, name) for name in changes}
    written = Task.objects.filter(pk=task.pk, version=task.version).update(
        version=task.version + 1, last_news_at=now, **changes
    )
    if not written:
        raise errors.MovedOn
    changed = {name: value for name, value in changes.items() if value != before[name]}
    audit.record(
        act=f"tasks.{move}",
        subject=f"task:{task.pk}",
        actor=actor,
        now=now,
        before={name: plain(before[name]) for name in changed},
        after={name: plain(value) for name, value in changed.items()} | (note or {}),
    )
    task.refresh_from_db()
    events.announce(TaskMoved(task_id=task.pk, move=move, actor_id=actor.pk, at=now, unit_id=asks.pk if asks else None))
    return task


def plain(value: Any) -> Any:
    """Return a value as the log keeps it."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value
