"""Ending a task without a result: cancelling and replacing are the assigning side's acts (hủy, thay thế)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents.models import Document
from dondoc.kernel import clock, events
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.choices import UNCOUNTED, DeadlineKind, DueOrigin, Kind, Stage, Verdict
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.models import UNFINISHED, Ending, Task

from .assigning import check_part_date
from .collective import settle
from .dues import copy_cooperations, copy_dues, late_since, make_task, move_due
from .extending import require_later
from .moving import Seen, require_seen, take_step
from .recurring import copy_rhythm

CODE = re.compile(r"(?:nv-?)?(\d{1,18})", re.IGNORECASE)


@transaction.atomic
def cancel(
    *,
    task_id: int,
    reason: str,
    document: Document | None = None,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Cancel a task, open or returned, and with it its unfinished parts; from now on it is not counted.

    Args:
        seen: the reported result that the actor saw waiting; nobody ends a task over one that they did not see.

    Raises:
        ReasonEmpty: no reason is given.
        WrongStage: the task has moved on.
        NotAssigner: the actor is not on the assigning side.
        OwnTask: the actor leads it.
        LeadNamed: it was returned, and goes on as another task.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = _to_end("cancel", task_id, reason, seen=seen, actor=actor, now=now)
    return end_without_result(
        task, "cancel", reason=reason.strip(), document=document, successor=None, actor=actor, now=now
    )


@transaction.atomic
def replace(
    *,
    task_id: int,
    reason: str,
    code: str = "",
    action: str = "",
    due_date: dt.date | None = None,
    document: Document | None = None,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Put another task in the place of this one: an open one by its code, or a new one with the same lead or leads.

    A new one in the place of one whose original deadline has passed keeps its deadlines: the leader's day is an
    extension of them, and without one the task stays as late as it was. For the same reason an open task takes the
    place of a late one only when it is late itself. Else lateness would leave the rates without work. A new
    one in the place of a rule is that rule again, with its rhythm or its printed term.

    Args:
        seen: as `cancel` takes it.

    Returns:
        The task that stands in its place.

    Raises:
        ReasonEmpty: no reason is given.
        SuccessorAmbiguous: both a code and words for a new task, or neither.
        SuccessorMissing: no such open task, or it is a part of this one.
        SuccessorInTime: the original deadline of this one has passed, that of the open task has not.
        DeadlineBeforeToday: the deadline of the new task is past.
        DeadlineAfterParent: it is later than that of the task it is a part of.
        ExtensionNotLater, ExtendParentFirst: see `extending.require_later`; an extension that nobody would be granted.
        WrongStage, NotAssigner, OwnTask, MovedOn, TaskMissing: see `cancel`.
    """
    task = _to_end("replace", task_id, reason, seen=seen, actor=actor, now=now)
    if bool(code.strip()) == bool(action.strip()):
        raise life_errors.SuccessorAmbiguous
    if due_date is not None and due_date < clock.day_of(now):
        raise errors.DeadlineBeforeToday
    if code.strip():
        successor = _found(task, code.strip(), actor=actor, now=now)
    else:
        successor = _renewed(task, action.strip(), due_date=due_date, actor=actor, now=now)
    end_without_result(
        task, "replace", reason=reason.strip(), document=document, successor=successor, actor=actor, now=now
    )
    return successor


def _to_end(move: str, task_id: int, reason: str, *, seen: Seen | None, actor: Person, now: dt.datetime) -> Task:
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require(move, selectors.facts(task, actor=actor, today=clock.day_of(now)))
    reported = task.completions.filter(verdict=Verdict.PENDING).first()
    require_seen(task, seen, reported.pk if reported is not None else 0)
    if not reason.strip():
        raise errors.ReasonEmpty
    return task


def end_without_result(
    task: Task,
    move: str,
    *,
    reason: str,
    document: Document | None,
    successor: Task | None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """End a task and cancel its unfinished parts, level by level, each with its own entry."""
    note = {"reason": reason, "successor": successor.code if successor else ""}
    task = take_step(task, move, actor=actor, now=now, note=note, uncounted_at=task.uncounted_at or now)
    Ending.objects.create(
        task=task, stage=task.stage, reason=reason, document=document, successor=successor, by=actor, at=now
    )
    settle(task.parent_id, actor=actor, now=now)
    kept = [successor.pk] if successor else []
    level = [task]
    while level:
        parts = list(
            Task.objects.select_for_update(of=("self",)).filter(UNFINISHED, parent__in=level).exclude(pk__in=kept)
        )
        for part in parts:
            _cancel_part(part, of=task, reason=reason, actor=actor, now=now)
        level = parts
    return task


def _cancel_part(part: Task, *, of: Task, reason: str, actor: Person, now: dt.datetime) -> None:
    """Cancel a part because its whole ended; the right to end the whole is the right to end its parts."""
    before = part.stage
    written = Task.objects.filter(pk=part.pk, version=part.version).update(
        stage=Stage.CANCELLED, uncounted_at=part.uncounted_at or now, version=part.version + 1, last_news_at=now
    )
    if not written:
        raise errors.MovedOn
    Ending.objects.create(task=part, stage=Stage.CANCELLED, reason=reason, by=actor, at=now)
    audit.record(
        act="tasks.cancel_with_whole",
        subject=f"task:{part.pk}",
        actor=actor,
        now=now,
        before={"stage": before},
        after={"stage": str(Stage.CANCELLED), "whole": of.code, "reason": reason},
    )
    events.announce(TaskMoved(task_id=part.pk, move="cancel_with_whole", actor_id=actor.pk, at=now))


def _found(task: Task, code: str, *, actor: Person, now: dt.datetime) -> Task:
    """Return the open task of a code that may stand in the place of another: neither itself nor one of its parts."""
    written = CODE.fullmatch(code)
    number = int(written[1]) if written else 0
    seen = selectors.visible_to(actor, today=clock.day_of(now)).filter(pk=number)
    found = seen.exclude(stage__in=[Stage.DONE, *UNCOUNTED]).exclude(pk=task.pk).first()
    if found is None or _is_inside(found, task):
        raise life_errors.SuccessorMissing
    today = clock.day_of(now)
    since = late_since(task, today=today)
    if since is not None and late_since(found, today=today) is None:
        raise life_errors.SuccessorInTime(date=format_date(since), code=found.code)
    return found


def _is_inside(task: Task, whole: Task) -> bool:
    """Say whether a task is a part of another, at any depth."""
    above = task.parent_id
    while above is not None and above != whole.pk:
        above = Task.objects.values_list("parent", flat=True).get(pk=above)
    return above is not None


def _renewed(task: Task, action: str, *, due_date: dt.date | None, actor: Person, now: dt.datetime) -> Task:
    """Make a task of the same origin and lead with other words; its deadline is the one the leader sets, or none.

    The whole of several leads becomes a whole again, with a task for each that has not finished its own.
    """
    said: dict[str, Any] = {"action": action, "due_date": due_date, "actor": actor, "now": now}
    if not task.is_collective:
        return _renew(task, parent=task.parent, stage=Stage.ASSIGNED, lead_unit=task.lead_unit, **said)
    whole = _renew(task, parent=task.parent, stage=task.stage, lead_unit=None, **said)
    for part in task.parts.filter(UNFINISHED).order_by("pk"):
        # Who returned it does not get it again; the leader names another.
        lead = None if part.stage == Stage.RETURNED else part.lead_unit
        _renew(part, parent=whole, stage=Stage.ASSIGNED, lead_unit=lead, **said)
    return whole


def _renew(
    task: Task,
    *,
    parent: Task | None,
    stage: Stage | str,
    lead_unit: Unit | None,
    action: str,
    due_date: dt.date | None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    # A new task does not begin with a clean sheet.
    today = clock.day_of(now)
    is_late = late_since(task, today=today) is not None
    if not is_late:
        check_part_date(due_date, parent, today=today)
    kept = (
        "document", "directive", "quote", "product", "product_quantity", "product_unit", "urgency",
        "closes_on", "kind", "lead_printed", "is_collective",
        "assigning_unit", "assignee", "report_to", "report_via",
    )  # fmt: skip
    successor = make_task(
        parent=parent,
        stage=stage,
        lead_unit=lead_unit,
        due_date=None if is_late else due_date,
        due_set_by=actor,
        actor=actor,
        now=now,
        action=action,
        **_deadline_words(task, is_dated=bool(due_date) or is_late),
        search_text=fold(f"{action} {task.quote} {task.document.number}/{task.document.symbol}"),
        **{name: getattr(task, name) for name in kept},
    )
    if is_late:
        copy_dues(task, successor)
        if due_date is not None and due_date != successor.due_date:
            # As an extension that is asked for would be checked.
            require_later(successor, due_date)
            move_due(successor, due_date, origin=DueOrigin.EXTENSION, actor=actor, now=now)
    copy_cooperations(task, successor, actor=actor, now=now)
    copy_rhythm(task, successor, actor=actor, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{successor.pk}",
        actor=actor,
        now=now,
        after={"replaces": task.pk, "lead": str(lead_unit or ""), "due": str(successor.due_date or "")},
    )
    return successor


def _deadline_words(task: Task, *, is_dated: bool) -> dict[str, Any]:
    """Return what a new task in the place of another says of its deadline in words.

    A rule goes on as what it is, and what its document says is counted still is, unless a day is named.
    """
    is_rule = task.kind in (Kind.STANDING, Kind.TRIGGER) or task.deadline_kind == DeadlineKind.RECURRING
    if is_rule or (task.original_due_date is None and not is_dated):
        return {name: getattr(task, name) for name in ("deadline_kind", "deadline_phrase", "deadline_rule")}
    return {"deadline_kind": DeadlineKind.DATE if is_dated else DeadlineKind.NONE}
