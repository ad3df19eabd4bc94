"""What waits for one person: results to accept, gaps to fill, tasks to take over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit
from dondoc.tasks.choices import OPEN, WORKING, ExtensionVerdict, ObstacleState, Stage, Verdict
from dondoc.tasks.models import Completion, Extension, Obstacle, Task, TaskQuerySet

from .seeing import acted_for


def to_accept(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the reported results that the person decides on; never their own."""
    pending = Completion.objects.filter(task=OuterRef("pk"), verdict=Verdict.PENDING)
    proved = pending.filter(evidence__added_by=person)
    waiting = Task.objects.filter(stage=Stage.REPORTED, assigning_unit__in=acted_for(person, today=clock.day_of(now)))
    return waiting.exclude(Exists(pending.filter(reported_by=person))).exclude(Exists(proved))


def to_take_over(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks that the person's unit has not taken over yet, and those given to the person."""
    led = organization.led_units(person, today=clock.day_of(now))
    return Task.objects.filter(
        Q(lead_unit__in=[unit.pk for unit in led], assignee=None) | Q(assignee=person), stage=Stage.ASSIGNED
    )


def to_complete(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks whose lead is open, or was returned, and the person names it."""
    today = clock.day_of(now)
    waiting = Q(stage=Stage.ASSIGNED, lead_unit=None) | Q(stage=Stage.RETURNED, replaced_by=None)
    return Task.objects.filter(waiting, _assigned_by(person, today=today))


def _assigned_by(person: Person, *, today: dt.date) -> Q:
    """Return the condition that a person names the lead: the assigning leader, of a part who handed it on."""
    mine = Q(parent__is_collective=False, assigning_unit__in=acted_for(person, today=today))
    if person.can(Ability.ASSIGN, today):
        whole = Q(parent=None) | Q(parent__is_collective=True)
        mine |= whole & Q(assigning_unit__in=organization.scope_units(person, today=today))
    return mine


def to_extend(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks for which more time is asked and the person decides; never on their own request."""
    # Asked from the few requests that wait, which an index holds, not from all open tasks.
    asked = Extension.objects.filter(verdict=ExtensionVerdict.PENDING).exclude(asked_by=person)
    return Task.objects.filter(
        pk__in=asked.values("task"),
        stage__in=OPEN,
        assigning_unit__in=acted_for(person, today=clock.day_of(now)),
    )


def to_answer(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks with an obstacle on which the person has to give an opinion."""
    answered = organization.answered_units(person, today=clock.day_of(now))
    waiting = Obstacle.objects.filter(task=OuterRef("pk"), state=ObstacleState.WAITING, lies_with__in=answered)
    return Task.objects.filter(Exists(waiting), stage__in=OPEN)


def to_hand_over(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks that nobody works on any more (phải bàn giao).

    To the head: those whose assignee holds no post. To who assigned them: those whose lead unit has ended.
    """
    today = clock.day_of(now)
    led = organization.led_units(person, today=today)
    posts = Post.objects.on(today).filter(person=OuterRef("assignee"), person__is_active=True)
    given = Task.objects.filter(lead_unit__in=[unit.pk for unit in led], stage__in=OPEN, assignee__isnull=False)
    ended = Unit.objects.exclude(valid_to=None).values("pk")
    orphans = Task.objects.filter(_assigned_by(person, today=today), stage__in=WORKING, lead_unit__in=ended)
    # A union, because no database looks an OR of two questions up in its indexes.
    return Task.objects.filter(pk__in=given.exclude(Exists(posts)).values("pk").union(orphans.values("pk")))


def to_correct(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks whose correction the person decides on; never their own request."""
    today = clock.day_of(now)
    led = [unit.pk for unit in organization.led_units(person, today=today)]
    disputed = Task.objects.filter(is_disputed=True, assigning_unit__in=acted_for(person, today=today))
    return disputed.exclude(lead_unit__in=led)


# What waits, by the name in the address of the list.
WAITING = {
    "correct": to_correct,
    "hand_over": to_hand_over,
    "accept": to_accept,
    "answer": to_answer,
    "extend": to_extend,
    "complete": to_complete,
    "take_over": to_take_over,
}


def waiting_rows(name: str, person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return what waits for a person under a name as the desk shows it, what is due first at the head.

    Obstacles go by the day for their answer (`answer_by`); a result says which it is (`result_id`).
    """
    rows = WAITING[name](person, now=now).for_list()
    order: list[Any] = [F("due_date").asc(nulls_last=True), "pk"]
    if name == "answer":
        waiting = Obstacle.objects.filter(task=OuterRef("pk"), state=ObstacleState.WAITING)
        rows = rows.annotate(answer_by=Subquery(waiting.values("answer_by")[:1]))
        order = [F("answer_by").asc(nulls_last=True), *order]
    if name == "accept":
        pending = Completion.objects.filter(task=OuterRef("pk"), verdict=Verdict.PENDING)
        rows = rows.annotate(result_id=Subquery(pending.values("pk")[:1]))
    return rows.order_by(*order)


def waiting_counts(person: Person, *, now: dt.datetime, **others: QuerySet[Any]) -> dict[str, int]:
    """Count the other rows that are given and what waits for a person, group by group, all in one query."""
    groups = others | {name: waiting(person, now=now) for name, waiting in WAITING.items()}
    counted = [
        rows.order_by().annotate(group=Value(name, output_field=CharField())).values("group").annotate(n=Count("pk"))
        for name, rows in groups.items()
    ]
    found = {row["group"]: row["n"] for row in counted[0].union(*counted[1:], all=True)}
    return {name: found.get(name, 0) for name in groups}
