"""Handing a task over from one person of the lead unit to another (bàn giao)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.models import Task

from .moving import take_step


@transaction.atomic
def reassign(*, task_id: int, person_id: int, reason: str, actor: Person, now: dt.datetime) -> Task:
    """Give the work of one person to another of the lead unit; what was done stays under the names of who did it.

    Raises:
        ReasonEmpty: no reason is given.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotLead: the actor does not act for the lead unit, nor stands above it while nobody heads it.
        NobodyElse: the person has it already, or is the actor.
        PersonMissing: the person holds no post in the lead unit or below.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require("reassign", selectors.facts(task, actor=actor, today=today))
    if not reason.strip():
        raise errors.ReasonEmpty
    if task.lead_unit is None:
        raise errors.LeadOpen
    somebody = organization.get_member(person_id, unit=task.lead_unit, today=today)
    if somebody.pk in (task.assignee_id, actor.pk):
        raise life_errors.NobodyElse
    return take_step(task, "reassign", actor=actor, now=now, note={"reason": reason.strip()}, assignee=somebody)
