"""Evidence gives way to newer evidence; nothing of it is edited or deleted (thay thế minh chứng)."""

from __future__ import annotations

import datetime as dt

from dondoc.documents import files
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Evidence

from .following import changing
from .moving import take_step


def supersede_evidence(
    *,
    task_id: int,
    evidence_id: int,
    date: dt.date | None,
    reason: str,
    attachment: Attachment | None = None,
    actor: Person,
    now: dt.datetime,
) -> Evidence:
    """Put a newer piece in the place of one: another file, or the same file under the date it really bears.

    Open while the work is open: a result that waits for acceptance is sent back first, an accepted one stays.

    Raises:
        ReasonEmpty: no reason is given.
        EvidenceDateMissing: its own date is missing or lies ahead.
        EvidenceGone: no such evidence of this task is in force.
        WrongStage, LeadOpen, NotDoer, AssigneeReports, MovedOn: see `add_evidence`.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `following.changing`.
    """
    if not reason.strip():
        raise errors.ReasonEmpty
    today = clock.day_of(now)
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        task = change.task
        lifecycle.require("supersede_evidence", selectors.facts(task, actor=actor, today=today))
        old = selectors.proofs(task).filter(pk=evidence_id).first()
        if old is None:
            raise life_errors.EvidenceGone
        if date is None or date > today:
            raise errors.EvidenceDateMissing
        note = {"evidence": old.file_name, "date": str(date), "reason": reason.strip()}
        take_step(task, "supersede_evidence", actor=actor, now=now, note=note)
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        return Evidence.objects.create(
            task=task,
            file=change.file or old.file,
            file_name=files.clean_name(attachment.name) if attachment else old.file_name,
            date=date,
            supersedes=old,
            supersedes_reason=reason.strip(),
            added_by=actor,
            added_at=now,
        )
