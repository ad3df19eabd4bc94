"""From a result reported with evidence to its acceptance by somebody else."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import errors, lifecycle, proof_errors, selectors
from dondoc.tasks.choices import LateReason, Verdict
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Task

from .collective import settle
from .following import changing, noted, prove
from .moving import Seen, require_seen, take_step
from .pausing import due_after, standing_of, step_and_run


def report(
    *,
    task_id: int,
    text: str,
    attachment: Attachment | None = None,
    late_kind: LateReason | None = None,
    late_reason: str = "",
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Report a task as done; the day it was really done is the latest date its evidence bears.

    The report rests on the evidence of the task, the file sent along with it; files of updates prove nothing. A clock
    that stood still runs again, and the deadline moves by the days until then.

    Args:
        late_kind: of which kind the cause is, when the result comes after the deadline.
        late_reason: the cause in words.

    Raises:
        TextEmpty: nothing says what the result is.
        EvidenceDateMissing: the date of the file sent along is missing or lies ahead.
        EvidenceAgain: the task has the same file already.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        AssigneeReports: the person given the work reports it, not the head.
        EvidenceMissing: nothing proves it.
        NotPromulgated: it closes on an issued document, and none is attached.
        LateReasonMissing: it is late, and the cause or its kind is not said.
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
        due_date = due_after(change.task, standing_of(change.task), today=clock.day_of(now))
        cause = _cause(late_kind, late_reason, due_date=due_date, done_date=done_date)
        task = step_and_run(change.task, "report", actor=actor, now=now, note=note | _cause_in_words(cause))
        completion = Completion.objects.create(
            task=task, reported_by=actor, reported_at=now, done_date=done_date, text=text.strip(), **cause
        )
        completion.evidence.set(proofs)
        return task


def _cause(
    kind: LateReason | None, words: str, *, due_date: dt.date | None, done_date: dt.date | None
) -> dict[str, str]:
    """Return why a result is late, as its columns; empty when nobody says so and it is not."""
    if kind is not None and words.strip():
        return {"late_reason_kind": str(kind), "late_reason": words.strip()}
    is_late = due_date is not None and done_date is not None and done_date > due_date
    if due_date is not None and (is_late or words.strip()):
        raise proof_errors.LateReasonMissing(date=format_date(due_date))
    return {}


def _cause_in_words(cause: dict[str, str]) -> dict[str, str]:
    if not cause:
        return {}
    return {"late_reason": f"{LateReason(cause['late_reason_kind']).label}: {cause['late_reason']}"}


@transaction.atomic
def accept_result(*, task_id: int, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Task:
    """Accept a reported result and close the task; a clock that was stopped since runs again.

    Args:
        seen: the result that the actor saw.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: no result waits for acceptance.
        NotAssigner: the actor is not on the assigning side.
        OwnResult: the actor reported it.
        OwnTask: the actor leads it.
        NotPromulgated: it closes on an issued document, and what is attached is none.
        PartsOpen: a part of it has not ended.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("accept_result", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    pending = task.completions.get(verdict=Verdict.PENDING)
    require_seen(task, seen, pending.pk)
    task = step_and_run(task, "accept_result", actor=actor, now=now, done_date=pending.done_date, closed_at=now)
    _decide(pending, Verdict.ACCEPTED, actor=actor, now=now)
    settle(task.parent_id, actor=actor, now=now)
    return task


@transaction.atomic
def send_back_result(*, task_id: int, reason: str, seen: Seen | None = None, actor: Person, now: dt.datetime) -> Task:
    """Send a reported result back with the reason.

    Args:
        seen: the result that the actor saw.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        ReasonEmpty: no reason is given.
        WrongStage: no result waits for acceptance.
        NotAssigner: the actor is not on the assigning side.
        OwnResult: the actor reported it.
        OwnTask: the actor leads it.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("send_back_result", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if not reason.strip():
        raise errors.ReasonEmpty
    pending = task.completions.get(verdict=Verdict.PENDING)
    require_seen(task, seen, pending.pk)
    task = take_step(task, "send_back_result", actor=actor, now=now, note={"reason": reason.strip()})
    _decide(pending, Verdict.SENT_BACK, reason=reason.strip(), actor=actor, now=now)
    return task


def _decide(pending: Completion, verdict: Verdict, *, reason: str = "", actor: Person, now: dt.datetime) -> None:
    pending.verdict = verdict
    pending.reason = reason
    pending.decided_by = actor
    pending.decided_at = now
    pending.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
