"""Asking for a correction of a status or a figure, and deciding on it; disputed until then (đề nghị đính chính)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.documents import files
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, lifecycle, selectors
from dondoc.tasks.choices import CorrectionVerdict
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Correction

from .following import changing, noted
from .moving import take_step


def ask_correction(
    *, task_id: int, wrong: str, right: str, attachment: Attachment | None = None, actor: Person, now: dt.datetime
) -> Correction:
    """Say what is wrong about a task and what it should be; it counts as disputed until somebody decides.

    Raises:
        TextEmpty: what is wrong, or what it should be, is not said.
        LeadOpen: nobody leads it.
        NotLead: the actor does not act for the lead unit.
        OwnTask: the unit assigned it to itself, so that nobody else could decide.
        CorrectionWaits: one is asked for already.
        MovedOn: somebody else acted in the meantime.
        WrongStage, CollectiveTask: the task has no such step.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `following.changing`.
    """
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        lifecycle.require("ask_correction", selectors.facts(change.task, actor=actor, today=clock.day_of(now)))
        if not wrong.strip() or not right.strip():
            raise errors.TextEmpty
        note = noted(attachment) | {"wrong": wrong.strip(), "right": right.strip()}
        task = take_step(change.task, "ask_correction", actor=actor, now=now, note=note, is_disputed=True)
        return Correction.objects.create(
            task=task,
            wrong=wrong.strip(),
            right=right.strip(),
            file=change.file,
            file_name=files.clean_name(attachment.name) if attachment else "",
            asked_by=actor,
            asked_at=now,
        )


@transaction.atomic
def decide_correction(
    *, task_id: int, verdict: CorrectionVerdict, words: str, actor: Person, now: dt.datetime
) -> Correction:
    """Accept or refuse a correction with words; the class changes only through the acts that are there for it.

    Raises:
        ReasonEmpty: no words say why.
        NoCorrection: nothing waits for a decision.
        NotAssigner: the actor is not on the assigning side.
        OwnCorrection: the actor asked for it.
        OwnTask: the actor leads the task.
        MovedOn: somebody else acted in the meantime.
        WrongStage: the task has no such step.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("decide_correction", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    if not words.strip():
        raise errors.ReasonEmpty
    pending = task.corrections.get(verdict=CorrectionVerdict.PENDING)
    note = {"verdict": str(verdict), "reason": words.strip()}
    take_step(task, "decide_correction", actor=actor, now=now, note=note, is_disputed=False)
    pending.verdict, pending.words = verdict, words.strip()
    pending.decided_by, pending.decided_at = actor, now
    pending.save(update_fields=["verdict", "words", "decided_by", "decided_at"])
    return pending
