"""Correcting what a task closes on, while nothing was reported (sửa căn cứ hoàn thành)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, lifecycle, proof_errors, selectors
from dondoc.tasks.choices import ClosesOn
from dondoc.tasks.models import ClosesOnChange, Task

from .moving import take_step


@transaction.atomic
def change_closes_on(*, task_id: int, closes_on: ClosesOn, reason: str, actor: Person, now: dt.datetime) -> Task:
    """Correct what a task closes on: any proof of its result, or an issued document. What it was stays on record.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: a result waits for acceptance, or was accepted, or the task has ended.
        CollectiveTask: it is the whole of several leads.
        NotAssigner: the actor is not on the assigning side.
        OwnTask: the actor leads it.
        ClosesOnThat: it closes on that already.
        ReasonEmpty: no reason is given.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("change_closes_on", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if task.closes_on == closes_on:
        raise proof_errors.ClosesOnThat
    if not reason.strip():
        raise errors.ReasonEmpty
    before = ClosesOn(task.closes_on)
    note = {"closes_on": str(closes_on.label), "reason": reason.strip()}
    task = take_step(task, "change_closes_on", actor=actor, now=now, note=note)
    task.closes_on = closes_on
    task.save(update_fields=["closes_on"])
    ClosesOnChange.objects.create(task=task, before=before, after=closes_on, reason=reason.strip(), by=actor, at=now)
    return task
