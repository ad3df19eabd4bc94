"""Which tasks serve a target."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.models import Target, TaskLink
from dondoc.tasks import selectors as tasks
from dondoc.tasks.models import Task


@transaction.atomic
def link_task(*, target_id: int, task_id: int, actor: Person, now: dt.datetime) -> TaskLink:
    """Say that a task serves a target.

    Raises:
        TargetMissing: no such target, or not one the actor may know of.
        NotOwner: the actor does not act for its unit.
        TaskMissing: no such task, or not one the actor may know of.
        LinkedAlready: it is linked.
    """
    target, task = _pair(target_id, task_id, actor=actor, now=now)
    made, is_new = TaskLink.objects.get_or_create(
        target=target, task=task, defaults={"linked_by": actor, "linked_at": now}
    )
    if not is_new:
        raise errors.LinkedAlready
    _log("programme.link_task", target, task, actor=actor, now=now)
    return made


@transaction.atomic
def unlink_task(*, target_id: int, task_id: int, actor: Person, now: dt.datetime) -> Target:
    """Take back that a task serves a target; the log keeps both.

    Raises:
        TargetMissing, NotOwner, TaskMissing: see `link_task`.
        LinkMissing: it is not linked.
    """
    target, task = _pair(target_id, task_id, actor=actor, now=now)
    deleted, _rows = TaskLink.objects.filter(target=target, task=task).delete()
    if not deleted:
        raise errors.LinkMissing
    _log("programme.unlink_task", target, task, actor=actor, now=now)
    return target


def _pair(target_id: int, task_id: int, *, actor: Person, now: dt.datetime) -> tuple[Target, Task]:
    """Return a target whose unit the actor acts for, and a task that they may see."""
    today = clock.day_of(now)
    target = selectors.get(target_id, person=actor, today=today)
    selectors.require_manager(actor, target.owner, today=today)
    return target, tasks.get(task_id, person=actor, today=today)


def _log(act: str, target: Target, task: Task, *, actor: Person, now: dt.datetime) -> None:
    audit.record(
        act=act,
        subject=f"target:{target.pk}",
        actor=actor,
        now=now,
        after={"code": target.code, "task": task.code},
    )
