"""Recording how a task was followed up. It is no news of the task: its silence and its version stay as they are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, followup_errors, lifecycle, selectors
from dondoc.tasks.choices import Means, Place
from dondoc.tasks.models import Inspection, Observation, Task, Urging

from .moving import Seen, require_seen


@transaction.atomic
def observe(
    *, task_id: int, date: dt.date, text: str, seen: Seen | None = None, actor: Person, now: dt.datetime
) -> Observation:
    """Note how a task goes (theo dõi).

    Raises:
        TextEmpty, FollowUpAhead, TaskMissing, WrongStage, NotTracker, MovedOn: see `_task_followed_up`.
    """
    task = _task_followed_up(Observation, task_id, date=date, text=text, seen=seen, actor=actor, now=now)
    made = Observation.objects.create(task=task, date=date, text=text.strip(), author=actor, at=now)
    _record("tasks.observe", made, actor=actor, now=now)
    return made


@transaction.atomic
def urge(
    *, task_id: int, date: dt.date, means: Means, text: str, seen: Seen | None = None, actor: Person, now: dt.datetime
) -> Urging:
    """Record that somebody was reminded of a task by telephone, by mail or at a meeting (đôn đốc).

    Raises:
        MeansUnknown: no such way; a letter is recorded when it is sent.
        TextEmpty, FollowUpAhead, TaskMissing, WrongStage, NotTracker, MovedOn: see `_task_followed_up`.
    """
    if means == Means.LETTER:
        raise followup_errors.MeansUnknown
    task = _task_followed_up(Urging, task_id, date=date, text=text, seen=seen, actor=actor, now=now)
    made = Urging.objects.create(task=task, date=date, means=means, text=text.strip(), author=actor, at=now)
    _record("tasks.urge", made, actor=actor, now=now, means=means.value)
    return made


@transaction.atomic
def inspect(
    *,
    task_id: int,
    date: dt.date,
    place: str = "",
    text: str,
    conclusion: str,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Inspection:
    """Record an inspection: what was found and concluded (kiểm tra).

    Args:
        place: where it was held; empty when it was held by a report.

    Raises:
        ConclusionEmpty: nothing was concluded.
        TextEmpty, FollowUpAhead, TaskMissing, WrongStage, NotTracker, MovedOn: see `_task_followed_up`.
    """
    if not conclusion.strip():
        raise followup_errors.ConclusionEmpty
    task = _task_followed_up(Inspection, task_id, date=date, text=text, seen=seen, actor=actor, now=now)
    made = Inspection.objects.create(
        task=task,
        date=date,
        by=Place.ON_SITE if place.strip() else Place.REPORT,
        place=place.strip(),
        text=text.strip(),
        conclusion=conclusion.strip(),
        author=actor,
        at=now,
    )
    _record("tasks.inspect", made, actor=actor, now=now, conclusion=made.conclusion)
    return made


def _task_followed_up(
    kind: type[Observation | Urging | Inspection],
    task_id: int,
    *,
    date: dt.date,
    text: str,
    seen: Seen | None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Return a task that the actor may follow up.

    Args:
        seen: how many such records of their own the actor saw; a double click makes one.

    Raises:
        TextEmpty: nothing is said.
        FollowUpAhead: the day has not come.
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task is closed.
        NotTracker: the actor neither acts for the assigning side nor tracks its tasks.
        MovedOn: the page was sent already.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require("follow_up", selectors.facts(task, actor=actor, today=today))
    if not text.strip():
        raise errors.TextEmpty
    if date > today:
        raise followup_errors.FollowUpAhead
    require_seen(task, seen, kind.objects.filter(task=task, author=actor).count())
    return task


def _record(act: str, made: Observation | Urging | Inspection, *, actor: Person, now: dt.datetime, **said: Any) -> None:
    after = {"date": made.date.isoformat(), "text": made.text} | said
    audit.record(act=act, subject=f"task:{made.task_id}", actor=actor, now=now, after=after)
