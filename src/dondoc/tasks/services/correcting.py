"""Asking for a correction of a status or a figure, deciding on it, and putting it right; disputed until then.

What held before stays on record, so that what was known before the correction is still answered as it was.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.choices import OPEN, CorrectionVerdict, DueOrigin, Stage, Target
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Correction, TakenBack, Task

from .dues import put_in_force
from .following import Piece, attach, changing, noted
from .moving import Seen, plain, require_seen, take_step


def ask_correction(
    *,
    task_id: int,
    target: Target,
    wrong: str,
    right: str,
    right_date: dt.date | None = None,
    attachment: Attachment | None = None,
    actor: Person,
    now: dt.datetime,
) -> Correction:
    """Say what is wrong about a task and what it should be; it counts as disputed until somebody decides.

    Args:
        target: what accepting it puts right.
        right_date: the right day of the evidence, or the deadline as it is printed.

    Raises:
        TextEmpty: what is wrong, or what it should be, is not said.
        LeadOpen: nobody leads it.
        NotLead: the actor does not act for the lead unit.
        OwnTask: the unit assigned it to itself, so that nobody else could decide.
        CorrectionWaits: one is asked for already.
        NothingToCorrect, WholeStaysEnded, WholeIsOver, DayOfRecord, RightDateMissing, OtherProofLater,
        DeadlineSetByLeader: see `_check`.
        MovedOn: somebody else acted in the meantime.
        WrongStage, CollectiveTask: the task has no such step.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `following.changing`.
    """
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        today = clock.day_of(now)
        lifecycle.require("ask_correction", selectors.facts(change.task, actor=actor, today=today))
        if not wrong.strip() or not right.strip():
            raise errors.TextEmpty
        right_date = None if target == Target.REOPEN else right_date
        _check(change.task, target, right_date, today=today)
        note = noted(attachment) | {"target": str(target.label), "wrong": wrong.strip(), "right": right.strip()}
        note |= {"right_date": str(right_date or "")}
        task = take_step(change.task, "ask_correction", actor=actor, now=now, note=note, is_disputed=True)
        return Correction.objects.create(
            task=task,
            target=target,
            wrong=wrong.strip(),
            right=right.strip(),
            right_date=right_date,
            file=change.file,
            file_name=files.clean_name(attachment.name) if attachment else "",
            asked_by=actor,
            asked_at=now,
        )


@transaction.atomic
def decide_correction(
    *, task_id: int, verdict: CorrectionVerdict, words: str, seen: Seen | None = None, actor: Person, now: dt.datetime
) -> Correction:
    """Accept or refuse a correction with words; accepting it puts its target right from now on.

    Args:
        seen: the correction that the actor saw.

    Raises:
        ReasonEmpty: no words say why.
        NoCorrection: nothing waits for a decision.
        NotAssigner: the actor is not on the assigning side.
        OwnCorrection: the actor asked for it.
        OwnTask: the actor leads the task.
        NothingToCorrect, WholeStaysEnded, WholeIsOver, DayOfRecord, RightDateMissing, OtherProofLater: the task changed
            since it was asked for.
        MovedOn: somebody else acted in the meantime.
        WrongStage: the task has no such step.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("decide_correction", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    pending = task.corrections.get(verdict=CorrectionVerdict.PENDING)
    require_seen(task, seen, pending.pk)
    if not words.strip():
        raise errors.ReasonEmpty
    is_accepted = verdict == CorrectionVerdict.ACCEPTED
    if is_accepted:
        _check(task, Target(pending.target), pending.right_date, today=clock.day_of(now))
    pending.verdict, pending.words = verdict, words.strip()
    pending.decided_by, pending.decided_at = actor, now
    pending.save(update_fields=["verdict", "words", "decided_by", "decided_at"])
    changes = _put_right(task, pending, actor=actor, now=now) if is_accepted else {}
    note = {"verdict": str(verdict.label), "reason": words.strip()}
    take_step(task, "decide_correction", actor=actor, now=now, note=note, is_disputed=False, **changes)
    if is_accepted:
        _follow(task, pending, actor=actor, now=now)
    return pending


def _check(task: Task, target: Target, right_date: dt.date | None, *, today: dt.date) -> None:
    """Refuse a correction that could not be carried out.

    Raises:
        NothingToCorrect: the stage of the task has nothing of the kind.
        WholeStaysEnded: it is a part of a task that has ended.
        WholeIsOver: it is a part of a collective duty that was cancelled or replaced as a whole.
        DayOfRecord: a record gives the day of the result.
        RightDateMissing: the right day is not given, is the one on record, or lies ahead.
        OtherProofLater: other evidence bears a later date.
        DeadlineSetByLeader: the assigning side set the deadline.
    """
    refusal = selectors.cannot_correct(task, target)
    if refusal is not None:
        raise refusal
    if target == Target.REOPEN:
        return
    on_record = task.done_date if target == Target.EVIDENCE else task.original_due_date
    if right_date is None or right_date == on_record or (target == Target.EVIDENCE and right_date > today):
        raise life_errors.RightDateMissing
    if target == Target.EVIDENCE:
        others = selectors.proofs(task).exclude(date=task.done_date).aggregate(latest=Max("date"))["latest"]
        if others is not None and others > right_date:
            raise life_errors.OtherProofLater(date=format_date(others))
    elif on_record and task.due_dates.filter(date=on_record, origin=DueOrigin.LEADER).exists():
        raise life_errors.DeadlineSetByLeader


def _put_right(task: Task, correction: Correction, *, actor: Person, now: dt.datetime) -> dict[str, Any]:
    """Write the rows of an accepted correction; return the columns of the task that change with them."""
    if correction.right_date is None:
        _keep_end(task, correction, now=now)
        return _opened(Stage.IN_PROGRESS)
    if correction.target == Target.DUE:
        return _correct_due(task, correction.right_date, actor=actor, now=now)
    _keep_end(task, correction, now=now)
    for old in selectors.proofs(task).filter(date=task.done_date).select_related("file"):
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        piece = Piece(old.file_name, correction.right_date, file=old.file)
        attach(task, piece, actor=correction.asked_by, now=now, supersedes=old, supersedes_reason=correction.right)
    return {"done_date": correction.right_date, "closed_at": now}


def _keep_end(task: Task, correction: Correction, *, now: dt.datetime) -> None:
    """Record the end of a task that a correction takes back."""
    recorded_at = task.closed_at or task.uncounted_at
    if recorded_at is None:
        raise errors.MovedOn
    TakenBack.objects.create(
        task=task, correction=correction, done_date=task.done_date, recorded_at=recorded_at, taken_back_at=now
    )


def _opened(stage: Stage) -> dict[str, Any]:
    return {"stage": stage, "done_date": None, "closed_at": None, "uncounted_at": None}


def _correct_due(task: Task, date: dt.date, *, actor: Person, now: dt.datetime) -> dict[str, Any]:
    """Put the deadline that is printed in the place of the one read; what moved that one since moves this one too.

    A pause moves it by its days; an extension leads to its day, unless the printed one is later.
    """
    rows = list(task.due_dates.order_by("recorded_at", "pk"))
    original = max((n for n, row in enumerate(rows) if n == 0 or row.origin == DueOrigin.CORRECTED), default=0)
    changes = put_in_force(task, date, origin=DueOrigin.CORRECTED, actor=actor, now=now) | {"original_due_date": date}
    for before, row in zip(rows[original:], rows[original + 1 :], strict=False):
        in_force = changes["due_date"]
        moved = in_force + (row.date - before.date) if row.origin == DueOrigin.PAUSE else max(in_force, row.date)
        if moved != in_force:
            changes |= put_in_force(task, moved, origin=DueOrigin(row.origin), actor=actor, now=now)
    return changes


def _follow(task: Task, correction: Correction, *, actor: Person, now: dt.datetime) -> None:
    """Carry over what an accepted correction means for the collective whole, and for parts that ended with the task."""
    ended = Task.objects.select_for_update().filter(is_collective=True).exclude(stage__in=OPEN)
    whole = ended.filter(pk=task.parent_id).first() if task.parent_id else None
    if correction.target == Target.REOPEN:
        if whole is not None:
            _amend(whole, correction, _opened(Stage.ASSIGNED), actor=actor, now=now)
        _open_parts(task, correction, actor=actor, now=now)
    elif correction.target == Target.EVIDENCE and whole is not None and whole.stage == Stage.DONE:
        latest = whole.parts.filter(stage=Stage.DONE).aggregate(latest=Max("done_date"))["latest"]
        _amend(whole, correction, {"done_date": latest, "closed_at": now}, actor=actor, now=now)


def _open_parts(task: Task, correction: Correction, *, actor: Person, now: dt.datetime) -> None:
    """Open the parts again that were cancelled with the task, level by level."""
    ended = correction.ends.get(task=task)
    level = [task]
    while level and ended.done_date is None:
        level = list(
            Task.objects.select_for_update().filter(
                parent__in=level, stage=Stage.CANCELLED, uncounted_at=ended.recorded_at
            )
        )
        for part in level:
            _amend(part, correction, _opened(Stage.IN_PROGRESS), actor=actor, now=now)


def _amend(task: Task, correction: Correction, changes: dict[str, Any], *, actor: Person, now: dt.datetime) -> None:
    """Change another task because of an accepted correction, with its own entry in the log."""
    _keep_end(task, correction, now=now)
    before = {name: plain(getattr(task, name)) for name in changes}
    written = Task.objects.filter(pk=task.pk, version=task.version).update(
        version=task.version + 1, last_news_at=now, **changes
    )
    if not written:
        raise errors.MovedOn
    after = {name: plain(value) for name, value in changes.items()} | {"task": correction.task.code}
    audit.record(act="tasks.amend", subject=f"task:{task.pk}", actor=actor, now=now, before=before, after=after)
