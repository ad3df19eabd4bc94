"""Records as evidence, and evidence that gives way to newer; nothing of it is edited or deleted (minh chứng)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.documents import files
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, life_errors, lifecycle, proof_errors, proof_sources, selectors
from dondoc.tasks.evidence import IN_USE, Attachment, Reference
from dondoc.tasks.models import Evidence, Task

from .following import Change, Piece, attach, changing
from .moving import take_step


@transaction.atomic
def use_proof(*, task_id: int, reference: Reference, actor: Person, now: dt.datetime) -> Task:
    """Name a record, or a piece that proves another task already, as evidence of this one (dùng minh chứng đã có).

    Raises:
        ProofMissing: no such record, or not one the actor may see.
        ProofUndated: it bears no date up to today.
        ProofIsTheOrder: it is the document that lays the duty.
        EvidenceAgain: the task has it already.
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage, LeadOpen, NotDoer, AssigneeReports, MovedOn: see `add_evidence`.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    piece = piece_of(reference, task=task, actor=actor, now=now)
    attach(task, piece, actor=actor, now=now)
    return take_step(task, "add_evidence", actor=actor, now=now, note=named_in_log(piece))


def supersede_evidence(
    *,
    task_id: int,
    evidence_id: int,
    date: dt.date | None = None,
    reason: str,
    attachment: Attachment | None = None,
    reference: Reference | None = None,
    actor: Person,
    now: dt.datetime,
) -> Evidence:
    """Put a newer piece in the place of one: a record, another file, or the same file under the date it really bears.

    Open while the work is open: a result that waits for acceptance is sent back first, an accepted one stays.

    Raises:
        ReasonEmpty: no reason is given.
        EvidenceDateMissing: its own date is missing or lies ahead.
        EvidenceGone: no such evidence of this task is in force.
        EvidenceAgain: another piece in force is the same.
        ProofOfRecord: the date of a record is typed.
        ProofMissing, ProofUndated, ProofIsTheOrder: see `use_proof`.
        WrongStage, LeadOpen, NotDoer, AssigneeReports, MovedOn: see `add_evidence`.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `following.changing`.
    """
    if not reason.strip():
        raise errors.ReasonEmpty
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        task = change.task
        lifecycle.require("supersede_evidence", selectors.facts(task, actor=actor, today=clock.day_of(now)))
        old = selectors.proofs(task).filter(pk=evidence_id).first()
        if old is None:
            raise life_errors.EvidenceGone
        if reference is not None:
            piece = piece_of(reference, task=task, actor=actor, now=now)
        else:
            piece = _newer(old, change, date=date, attachment=attachment, today=clock.day_of(now))
        note = named_in_log(old) | {"date": str(piece.date), "reason": reason.strip()}
        take_step(task, "supersede_evidence", actor=actor, now=now, note=note)
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        return attach(task, piece, actor=actor, now=now, supersedes=old, supersedes_reason=reason.strip())


def named_in_log(piece: Piece | Evidence) -> dict[str, str]:
    """Return what the log keeps of a piece: who may see the task may not always see the name of a record."""
    if piece.record_id is not None:
        return {"evidence": f"{proof_sources.SOURCES[piece.source].name} ({piece.record_id})"}
    return {"evidence": piece.name if isinstance(piece, Piece) else piece.file_name}


def piece_of(reference: Reference, *, task: Task, actor: Person, now: dt.datetime) -> Piece:
    """Return what a reference names, as evidence of a task.

    Raises:
        ProofMissing: no such record, or not one the actor may see.
        ProofUndated: it bears no date up to today.
        ProofIsTheOrder: it is the document that lays the duty.
    """
    today = clock.day_of(now)
    if reference.source == IN_USE:
        piece = _piece_in_use(reference.record_id, actor=actor, today=today)
        if piece.record_id is None:
            return piece
        reference = Reference(piece.source, piece.record_id)
    record = proof_sources.find(reference.source, reference.record_id, person=actor, today=today)
    if record is None:
        raise proof_errors.ProofMissing
    if record.date is None or record.date > today:
        raise proof_errors.ProofUndated
    if (record.source, record.record_id) == (proof_sources.Register.code, task.document_id):
        raise proof_errors.ProofIsTheOrder
    return Piece(record.label, record.date, source=record.source, record_id=record.record_id)


def _piece_in_use(evidence_id: int, *, actor: Person, today: dt.date) -> Piece:
    """Return a piece in force of a task that the actor may see."""
    seen = selectors.visible_to(actor, today=today).filter(evidence=evidence_id)
    found = Evidence.objects.filter(
        pk=evidence_id, update=None, superseded_at=None, date__isnull=False, task__in=seen.values("pk")
    ).first()
    if found is None or found.date is None:
        raise proof_errors.ProofMissing
    return Piece(found.file_name, found.date, file=found.file, source=found.source, record_id=found.record_id)


def _newer(
    old: Evidence, change: Change, *, date: dt.date | None, attachment: Attachment | None, today: dt.date
) -> Piece:
    """Return the file sent, or the old one under another date."""
    if date is None or date > today:
        raise errors.EvidenceDateMissing
    if change.file is None and old.file is None:
        raise proof_errors.ProofOfRecord
    name = files.clean_name(attachment.name) if attachment else old.file_name
    return Piece(name, date, file=change.file or old.file)
