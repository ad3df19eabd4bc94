"""Obstacles: the line they go up, by when an answer is due, and the thread of a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dondoc.kernel import calendar
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Person, Post, Unit
from dondoc.tasks import life_errors
from dondoc.tasks.choices import OpinionKind
from dondoc.tasks.models import AnswerTime, Obstacle, Opinion, Task

from .around import may_have
from .seeing import visible_to


def line_of(unit: Unit, *, today: dt.date) -> list[Unit]:
    """Return the units an obstacle goes through, from the unit itself to the top, those that somebody heads today.

    One level at a time up the tree; where a body has an office, what comes from below goes through it first.
    """
    ids = [int(part) for part in unit.path.strip("/").split("/")]
    above = Unit.objects.in_bulk(ids)
    offices = {
        office.parent_id: office for office in Unit.objects.living().filter(parent__in=ids, kind=UnitKind.OFFICE)
    }
    line = [above[ids[-1]]]
    for unit_id in reversed(ids[:-1]):
        office = offices.get(unit_id)
        if office is not None and office.pk not in ids:
            line.append(office)
        line.append(above[unit_id])
    posts = Post.objects.on(today).filter(unit__in=line, person__is_active=True).select_related("rights")
    headed = {post.unit_id for post in posts if post.allows(Ability.LEAD_UNIT)}
    return [level for level in line if level.pk in headed]


def first_level(task: Task, *, actor: Person, today: dt.date) -> Unit | None:
    """Return whom an obstacle that the actor raises goes to: the head of their unit, of a head the level above."""
    if task.lead_unit is None:
        return None
    line = line_of(task.lead_unit, today=today)
    led = {unit.pk for unit in organization.led_units(actor, today=today)}
    return next((level for level in line if level.pk not in led), None)


def level_above(obstacle: Obstacle, *, today: dt.date) -> Unit | None:
    """Return the level above the one that the obstacle lies with; None at the top."""
    lead = obstacle.task.lead_unit
    line = line_of(lead, today=today) if lead is not None else []
    places = [n for n, level in enumerate(line) if level.pk == obstacle.lies_with_id]
    return line[places[0] + 1] if places and places[0] + 1 < len(line) else None


def answer_time() -> AnswerTime | None:
    """Return how long an answer may take now; None when nobody said so."""
    return AnswerTime.objects.order_by("-set_at", "-pk").first()


def answer_by(today: dt.date) -> dt.date | None:
    """Return the last day for an answer asked for today; the day of asking does not count."""
    time = answer_time()
    return calendar.load().add(today, time.working_days, "working_day") if time else None


def opinion_to_direct(opinion_id: int, *, actor: Person, today: dt.date) -> tuple[Opinion, Unit]:
    """Return an answer of which its author may give a directive, and the unit for which they give it.

    That is the unit that the obstacle lies with, an office for its department; of one that ended, the nearest above it
    that the author heads.

    Raises:
        OpinionMissing: no such answer on a task the actor may know of, or it became a part or a directive already.
        OpinionOfAnother: somebody else gave it, or the obstacle was passed up.
    """
    answers = Opinion.objects.filter(
        pk=opinion_id, kind=OpinionKind.ANSWER, part=None, directed=None,
        obstacle__task__in=visible_to(actor, today=today).filter(obstacles__opinions=opinion_id).values("pk"),
    )  # fmt: skip
    found = answers.select_related("obstacle__task", "obstacle__lies_with__parent").first()
    if found is None:
        raise life_errors.OpinionMissing
    unit = _directing_unit(found.obstacle.lies_with, actor, today=today)
    if found.author_id != actor.pk or unit is None:
        raise life_errors.OpinionOfAnother
    return found, unit


def directable(obstacles: Sequence[Obstacle], *, actor: Person, today: dt.date) -> set[int]:
    """Return the ids of the opinions, of those fetched with some obstacles, of which a person may give a directive."""
    own = [
        (obstacle, opinion)
        for obstacle in obstacles
        for opinion in obstacle.opinions.all()
        if opinion.kind == OpinionKind.ANSWER and opinion.author_id == actor.pk
    ]
    return {
        opinion.pk for obstacle, opinion in own if _directing_unit(obstacle.lies_with, actor, today=today) is not None
    }


def _directing_unit(lies_with: Unit, person: Person, *, today: dt.date) -> Unit | None:
    led = [unit for unit in organization.led_units(person, today=today) if lies_with.path.startswith(unit.path)]
    unit = max(led, key=lambda one: len(one.path), default=None)
    is_office = unit is not None and unit.kind == UnitKind.OFFICE and unit.parent is not None
    return unit.parent if unit is not None and is_office else unit


def opinion_behind(task: Task) -> Opinion | None:
    """Return the opinion that a task was given with, with the obstacle that it was on; None of other tasks."""
    if not may_have(task, "from_opinion"):
        return None
    return Opinion.objects.filter(directed=task).select_related("author", "obstacle__task").first()
