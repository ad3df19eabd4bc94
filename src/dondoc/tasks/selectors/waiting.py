"""What waits for one person: results to accept, gaps to fill, tasks to take over; and what they work on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value

from dondoc.audit.models import Entry
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit
from dondoc.tasks.choices import OPEN, WORKING, ExtensionVerdict, ObstacleState, Stage, Verdict
from dondoc.tasks.models import Awaited, Completion, Cooperation, Extension, Obstacle, Task, TaskQuerySet

from .seeing import acted_for
from .taking_over import with_take_over


def _own(person: Person, *, today: dt.date) -> Q:
    """Return the condition that others decide: the person was given the work, or heads the unit that leads for another.

    As `guards.actor_does_not_lead_it`.
    """
    led = [unit.pk for unit in organization.led_units(person, today=today)]
    return Q(assignee=person) | Q(lead_unit__in=led) & ~Q(lead_unit=F("assigning_unit"))


def to_accept(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the reported results that the person decides on; never their own, nor those of a unit they head."""
    today = clock.day_of(now)
    acted = acted_for(person, today=today)
    if not acted:
        return Task.objects.none()
    pending = Completion.objects.filter(task=OuterRef("pk"), verdict=Verdict.PENDING)
    proved = pending.filter(evidence__added_by=person)
    waiting = Task.objects.filter(stage=Stage.REPORTED, assigning_unit__in=acted)
    own = _own(person, today=today) | Exists(pending.filter(reported_by=person)) | Exists(proved)
    return waiting.exclude(own)


def to_take_over(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks that the person's unit has not taken over yet, and those given to the person."""
    led = organization.led_units(person, today=clock.day_of(now))
    return Task.objects.filter(
        Q(lead_unit__in=[unit.pk for unit in led], assignee=None) | Q(assignee=person), stage=Stage.ASSIGNED
    )


def to_complete(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks whose lead is open, or was returned, and the person names it."""
    today = clock.day_of(now)
    if not _may_assign(person, today=today):
        return Task.objects.none()
    waiting = Q(stage=Stage.ASSIGNED, lead_unit=None) | Q(stage=Stage.RETURNED, replaced_by=None)
    # The stages are said again beside the rest: an index is looked up by unit and stage.
    stages = (Stage.ASSIGNED, Stage.RETURNED)
    return Task.objects.filter(waiting, _assigned_by(person, today=today), stage__in=stages)


def _may_assign(person: Person, *, today: dt.date) -> bool:
    """Say whether there may be tasks whose lead a person names."""
    return bool(acted_for(person, today=today)) or person.can(Ability.ASSIGN, today)


def _assigned_by(person: Person, *, today: dt.date) -> Q:
    """Return the condition that a person names the lead: the assigning leader, of a part who handed it on."""
    units = acted_for(person, today=today)
    mine = Q(parent__is_collective=False, assigning_unit__in=units)
    if person.can(Ability.ASSIGN, today):
        whole = Q(parent=None) | Q(parent__is_collective=True)
        scope = organization.scope_units(person, today=today)
        mine |= whole & Q(assigning_unit__in=scope)
        units = list({*units, *scope})
    return Q(assigning_unit__in=units) & mine


def to_extend(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks for which more time is asked and the person decides; never for themselves."""
    today = clock.day_of(now)
    acted = acted_for(person, today=today)
    if not acted:
        return Task.objects.none()
    # Asked from the few requests that wait, which an index holds, not from all open tasks.
    asked = Extension.objects.filter(verdict=ExtensionVerdict.PENDING).exclude(asked_by=person)
    waiting = Task.objects.filter(pk__in=asked.values("task"), stage__in=OPEN, assigning_unit__in=acted)
    return waiting.exclude(_own(person, today=today))


def to_answer(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks with an obstacle on which the person has to give an opinion."""
    answered = organization.answered_units(person, today=clock.day_of(now))
    if not answered:
        return Task.objects.none()
    waiting = Obstacle.objects.filter(state=ObstacleState.WAITING, lies_with__in=answered)
    return Task.objects.filter(pk__in=waiting.values("task"), stage__in=OPEN)


def to_hand_over(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks that nobody works on any more (phải bàn giao).

    To the head: those whose assignee holds no post in the lead unit or below it; of a unit that nobody heads, to the
    head above. To who assigned them: those whose lead unit has ended.
    """
    today = clock.day_of(now)
    kept = organization.kept_units(person, today=today)
    if not kept and not _may_assign(person, today=today):
        return Task.objects.none()
    posts = Post.objects.on(today).filter(person=OuterRef("assignee"), person__is_active=True)
    inside = posts.filter(unit__path__startswith=OuterRef("lead_unit__path"))
    given = Task.objects.filter(lead_unit__in=kept, stage__in=OPEN, assignee__isnull=False)
    ended = Unit.objects.exclude(valid_to=None).values("pk")
    orphans = Task.objects.filter(_assigned_by(person, today=today), stage__in=WORKING, lead_unit__in=ended)
    # A union, because no database looks an OR of two questions up in its indexes.
    return Task.objects.filter(pk__in=given.exclude(Exists(inside)).values("pk").union(orphans.values("pk")))


def to_correct(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks whose correction the person decides on; never their own request."""
    today = clock.day_of(now)
    acted = acted_for(person, today=today)
    if not acted:
        return Task.objects.none()
    disputed = Task.objects.filter(is_disputed=True, assigning_unit__in=acted)
    return disputed.exclude(_own(person, today=today))


def to_cooperate(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks in which a unit of the person takes part and has not answered for its part."""
    led = organization.led_units(person, today=clock.day_of(now))
    if not led:
        return Task.objects.none()
    asked = Cooperation.objects.filter(unit__in=[unit.pk for unit in led], participation="")
    return Task.objects.filter(pk__in=asked.values("task"), stage__in=OPEN, is_collective=False)


def in_hand(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the tasks that the person has taken over and works on (việc tôi đang làm)."""
    return Task.objects.filter(stage=Stage.IN_PROGRESS, assignee=person)


def to_end(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the open tasks of recalled or replaced documents: the assigning side cancels or replaces them."""
    today = clock.day_of(now)
    acted = acted_for(person, today=today)
    if not acted:
        return Task.objects.none()
    rests_on_nothing = Q(document__in=outgoing.ends().values("outgoing__document"))
    found = Task.objects.filter(rests_on_nothing, stage__in=OPEN, parent=None, assigning_unit__in=acted)
    return found.exclude(_own(person, today=today))


def to_fill(person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return the awaited tasks whose document has arrived, for who confirms what documents say."""
    today = clock.day_of(now)
    if not (person.can(Ability.CONFIRM, today) or person.can(Ability.ASSIGN, today)):
        return Task.objects.none()
    arrived = Awaited.objects.filter(task__stage=Stage.AWAITED, citation__target__isnull=False)
    return Task.objects.filter(
        pk__in=arrived.values("task"), assigning_unit__in=organization.scope_units(person, today=today)
    )


# What waits, by the name in the address of the list.
WAITING = {
    "end": to_end,
    "correct": to_correct,
    "hand_over": to_hand_over,
    "accept": to_accept,
    "answer": to_answer,
    "extend": to_extend,
    "complete": to_complete,
    "fill": to_fill,
    "cooperate": to_cooperate,
    "take_over": to_take_over,
}
# What somebody works on stands on their desk beside it; it waits for no decision, so no mail tells of it.
IN_HAND = "in_hand"
GROUPS = WAITING | {IN_HAND: in_hand}


def waiting_rows(name: str, person: Person, *, now: dt.datetime) -> TaskQuerySet:
    """Return what waits for a person under a name as the desk shows it, what is due first at the head.

    Obstacles go by the day for their answer (`answer_by`); a result says which it is (`result_id`); what is new says
    how many working days there are to take it over (`take_over_days`).
    """
    rows = GROUPS[name](person, now=now).for_list()
    order: list[Any] = [F("due_date").asc(nulls_last=True), "pk"]
    if name == "answer":
        waiting = Obstacle.objects.filter(task=OuterRef("pk"), state=ObstacleState.WAITING)
        rows = rows.annotate(answer_by=Subquery(waiting.values("answer_by")[:1]))
        order = [F("answer_by").asc(nulls_last=True), *order]
    if name == "accept":
        pending = Completion.objects.filter(task=OuterRef("pk"), verdict=Verdict.PENDING)
        rows = rows.annotate(result_id=Subquery(pending.values("pk")[:1]))
    if name == "take_over":
        rows = with_take_over(rows)
    return rows.order_by(*order)


def waiting_counts(person: Person, *, now: dt.datetime, **others: QuerySet[Any]) -> dict[str, int]:
    """Count the other rows that are given, what waits for a person and what they work on, all in one query."""
    groups = others | {name: group(person, now=now) for name, group in GROUPS.items()}
    counted = [
        rows.order_by().annotate(group=Value(name, output_field=CharField())).values("group").annotate(n=Count("pk"))
        for name, rows in groups.items()
    ]
    found = {row["group"]: row["n"] for row in counted[0].union(*counted[1:], all=True)}
    return {name: found.get(name, 0) for name in groups}


def seen_results(tasks: Iterable[Task]) -> dict[int, str]:
    """Return what a page that shows the waiting results of some tasks says it showed: "result.latest entry"."""
    by_subject = {f"task:{task.pk}": task.pk for task in tasks}
    entries = Entry.objects.filter(subject__in=by_subject).order_by().values("subject").annotate(latest=Max("pk"))
    latest = {by_subject[row["subject"]]: row["latest"] for row in entries}
    pending = Completion.objects.filter(task__in=by_subject.values(), verdict=Verdict.PENDING)
    return {task: f"{result}.{latest.get(task, 0)}" for task, result in pending.values_list("task", "pk")}
