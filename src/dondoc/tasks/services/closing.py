"""From a result reported with evidence to its acceptance by somebody else."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, lifecycle, selectors
from dondoc.tasks.choices import Verdict
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Task

from .collective import settle
from .following import changing, noted, prove
from .moving import take_step


def report(*, task_id: int, text: str, attachment: Attachment | None = None, actor: Person, now: dt.datetime) -> Task:
    """Report a task as done; the day it was really done is the latest date its evidence bears.

    The report rests on the evidence of the task, the file sent along with it; files of updates prove nothing.

    Raises:
        TextEmpty: nothing says what the result is.
        EvidenceDateMissing: the date of the file sent along is missing or lies ahead.
        EvidenceAgain: the task has the same file already.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        AssigneeReports: the person given the work reports it, not the head.
        EvidenceMissing: nothing proves it.
        PartsOpen: parts of it are not done.
        MovedOn: somebody else acted in the meantime.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `following.changing`.
    """
    if not text.strip():
        raise errors.TextEmpty
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        if attachment is not None:
            prove(change, attachment, actor=actor, now=now)
        proofs = selectors.proofs(change.task)
        done_date = proofs.aggregate(latest=Max("date"))["latest"]
        note = noted(attachment) | {"text": text.strip(), "done_date": str(done_date or "")}
        task = take_step(change.task, "report", actor=actor, now=now, note=note)
        completion = Completion.objects.create(
            task=task, reported_by=actor, reported_at=now, done_date=done_date, text=text.strip()
        )
        completion.evidence.set(proofs)
        return task


@transaction.atomic
def accept_result(*, task_id: int, actor: Person, now: dt.datetime) -> Task:
    """Accept a reported result and close the task.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: no result waits for acceptance.
        NotAssigner: the actor is not on the assigning side.
        OwnResult: the actor reported it.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("accept_result", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    pending = task.completions.get(verdict=Verdict.PENDING)
    task = take_step(task, "accept_result", actor=actor, now=now, done_date=pending.done_date, closed_at=now)
    _decide(pending, Verdict.ACCEPTED, actor=actor, now=now)
    settle(task.parent_id, actor=actor, now=now)
    return task


@transaction.atomic
def send_back_result(*, task_id: int, reason: str, actor: Person, now: dt.datetime) -> Task:
    """Send a reported result back with the reason.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        ReasonEmpty: no reason is given.
        WrongStage: no result waits for acceptance.
        NotAssigner: the actor is not on the assigning side.
        OwnResult: the actor reported it.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("send_back_result", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if not reason.strip():
        raise errors.ReasonEmpty
    pending = task.completions.get(verdict=Verdict.PENDING)
    task = take_step(task, "send_back_result", actor=actor, now=now, note={"reason": reason.strip()})
    _decide(pending, Verdict.SENT_BACK, reason=reason.strip(), actor=actor, now=now)
    return task


def _decide(pending: Completion, verdict: Verdict, *, reason: str = "", actor: Person, now: dt.datetime) -> None:
    pending.verdict = verdict
    pending.reason = reason
    pending.decided_by = actor
    pending.decided_at = now
    pending.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
