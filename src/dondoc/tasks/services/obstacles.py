"""Obstacles: raised by those who do the work, answered up the line one level at a time (khó khăn, vướng mắc)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.choices import ObstacleState, OpinionKind
from dondoc.tasks.models import Obstacle, Opinion, Task

from .assigning import hand_on
from .moving import Seen, require_seen, take_step
from .particulars import NOTHING_SAID, Particulars
from .pausing import pause, run_on


@transaction.atomic
def raise_obstacle(*, task_id: int, text: str, proposal: str, actor: Person, now: dt.datetime) -> Obstacle:
    """Say what stops a task and what is proposed; it goes to the level above with a day for the answer.

    Raises:
        TextEmpty: what stops it, or what is proposed, is not said.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        ObstacleStands: one is open already.
        TopOfLine: nobody stands above.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require("raise_obstacle", selectors.facts(task, actor=actor, today=today))
    if not text.strip() or not proposal.strip():
        raise errors.TextEmpty
    level = selectors.first_level(task, actor=actor, today=today)
    if level is None:
        raise life_errors.TopOfLine
    note = {"text": text.strip(), "to": level.name}
    task = take_step(task, "raise_obstacle", actor=actor, now=now, note=note, asks=level)
    return Obstacle.objects.create(
        task=task,
        text=text.strip(),
        proposal=proposal.strip(),
        raised_by=actor,
        raised_at=now,
        lies_with=level,
        answer_by=selectors.answer_by(today),
    )


@transaction.atomic
def answer_obstacle(
    *,
    task_id: int,
    text: str,
    stop_clock: bool = False,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Obstacle:
    """Give the opinion that was asked for (cho ý kiến chỉ đạo).

    Args:
        stop_clock: let the clock of the task stand still until the obstacle is removed.

    Raises:
        TextEmpty: nothing is said.
        WrongStage: the task has moved on.
        NoObstacle: nothing waits for an opinion.
        ObstacleElsewhere: it lies with somebody else.
        NotAssigner, OwnTask, ClockStands: the actor may not stop the clock, or it stands still already.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    found = _say(task_id, "answer_obstacle", OpinionKind.ANSWER, text=text, seen=seen, actor=actor, now=now)
    if stop_clock:
        pause(task_id=task_id, reason=text, obstacle=found, actor=actor, now=now)
    return found


@transaction.atomic
def pass_obstacle_up(*, task_id: int, text: str, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Obstacle:
    """Pass an obstacle up to the next level with one's own words (trình lên).

    Raises:
        TextEmpty: nothing is said.
        TopOfLine: nobody stands above.
        WrongStage, NoObstacle, ObstacleElsewhere, MovedOn, TaskMissing: see `answer_obstacle`.
    """
    return _say(task_id, "pass_obstacle_up", OpinionKind.PASSED_UP, text=text, seen=seen, actor=actor, now=now)


@transaction.atomic
def return_obstacle(*, task_id: int, text: str, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Obstacle:
    """Give an obstacle back to those who raised it, saying what is missing (trả lại).

    Raises:
        TextEmpty: nothing is said.
        WrongStage, NoObstacle, ObstacleElsewhere, MovedOn, TaskMissing: see `answer_obstacle`.
    """
    return _say(task_id, "return_obstacle", OpinionKind.RETURNED, text=text, seen=seen, actor=actor, now=now)


@transaction.atomic
def ask_again(*, task_id: int, text: str, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Obstacle:
    """Go on asking after an answer or a return; it goes to whoever spoke last.

    Raises:
        TextEmpty: nothing is said.
        WrongStage: the task has moved on.
        NoObstacle: none is open.
        NotDoer: the actor neither leads the unit nor was given the work.
        ObstacleWaits: it lies with somebody above already.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    return _say(task_id, "ask_again", OpinionKind.ASKED, text=text, seen=seen, actor=actor, now=now)


@transaction.atomic
def remove_obstacle(*, task_id: int, text: str, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Obstacle:
    """Say that an obstacle is out of the way, and how (đã tháo gỡ); a clock that stood still for it runs again.

    Raises:
        TextEmpty: nothing is said.
        WrongStage: the task has moved on.
        NoObstacle: none is open.
        NotDoer: the actor neither leads the unit nor was given the work.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    return _say(task_id, "remove_obstacle", OpinionKind.REMOVED, text=text, seen=seen, actor=actor, now=now)


@transaction.atomic
def turn_into_part(
    *,
    opinion_id: int,
    action: str,
    unit_id: int | None = None,
    person_id: int | None = None,
    due_date: dt.date | None = None,
    said: Particulars = NOTHING_SAID,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Hand an opinion on as a part of the task (chuyển thành việc con).

    Raises:
        OpinionMissing: no such opinion on a task of the actor, or it became a part or a directive already.
        WrongStage, LeadOpen, NotLead, ActionEmpty, QuantityUnfit, UnitMissing, PersonMissing, OutsideUnit,
        DeadlineBeforeToday, DeadlineAfterParent, MovedOn, TaskMissing: see `hand_on`.
    """
    opinion = Opinion.objects.filter(pk=opinion_id, kind=OpinionKind.ANSWER, part=None, directed=None).select_related(
        "obstacle"
    )
    found = opinion.first()
    if found is None:
        raise life_errors.OpinionMissing
    part = hand_on(
        task_id=found.obstacle.task_id,
        unit_id=unit_id,
        person_id=person_id,
        action=action,
        due_date=due_date,
        said=said,
        actor=actor,
        now=now,
    )
    # Who clicked at the same moment waited for the task, and finds the part of the first.
    if not opinion.update(part=part):
        raise life_errors.OpinionMissing
    return part


STATES = {
    OpinionKind.ANSWER: ObstacleState.ANSWERED,
    OpinionKind.PASSED_UP: ObstacleState.WAITING,
    OpinionKind.RETURNED: ObstacleState.RETURNED,
    OpinionKind.ASKED: ObstacleState.WAITING,
    OpinionKind.REMOVED: ObstacleState.REMOVED,
}


def _say(
    task_id: int, move: str, kind: OpinionKind, *, text: str, seen: Seen | None, actor: Person, now: dt.datetime
) -> Obstacle:
    """Write an opinion and move the obstacle along.

    Args:
        seen: how many opinions on the obstacles of the task the actor saw.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require(move, selectors.facts(task, actor=actor, today=today))
    if not text.strip():
        raise errors.TextEmpty
    require_seen(task, seen, Opinion.objects.filter(obstacle__task=task).count())
    obstacle = task.obstacles.select_related("task__lead_unit", "lies_with").get(removed_at=None)
    to_unit = _level_above(obstacle, today=today) if kind == OpinionKind.PASSED_UP else None
    note = {"text": text.strip(), "to": to_unit.name if to_unit else ""}
    standing = task.pauses.filter(obstacle=obstacle, ended_at=None).first()
    if kind == OpinionKind.REMOVED and standing is not None:
        run_on(task, standing, move, note=note, actor=actor, now=now)
    else:
        take_step(task, move, actor=actor, now=now, note=note, asks=to_unit or obstacle.lies_with)
    Opinion.objects.create(
        obstacle=obstacle,
        kind=kind,
        text=text.strip(),
        author=actor,
        post=actor.post_line(now)[:300],
        at=now,
        to_unit=to_unit,
    )
    obstacle.state = STATES[kind]
    obstacle.lies_with = to_unit or obstacle.lies_with
    if obstacle.state == ObstacleState.WAITING:
        obstacle.answer_by = selectors.answer_by(today)
    obstacle.removed_at = now if kind == OpinionKind.REMOVED else None
    obstacle.save(update_fields=["state", "lies_with", "answer_by", "removed_at"])
    return obstacle


def _level_above(obstacle: Obstacle, *, today: dt.date) -> Unit:
    level = selectors.level_above(obstacle, today=today)
    if level is None:
        raise life_errors.TopOfLine
    return level
