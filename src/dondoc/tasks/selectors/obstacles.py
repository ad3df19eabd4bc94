"""Obstacles: the line they go up, by when an answer is due, and the thread of a task."""

from __future__ import annotations

import datetime as dt

from dondoc.kernel import calendar
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Person, Post, Unit
from dondoc.tasks.models import AnswerTime, Obstacle, Task


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
    posts = Post.objects.on(today).filter(unit__in=line, person__is_active=True)
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
