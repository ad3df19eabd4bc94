"""News and evidence of a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.documents.models import StoredFile
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import errors, evidence, selectors
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Evidence, Task, Update

from .moving import Seen, require_seen, take_step


@dataclass(frozen=True, slots=True)
class Change:
    """A task in the middle of an act, and the file that the act brings."""

    task: Task
    file: StoredFile | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What proves a result: a file or a record, how it is called, the date it bears itself."""

    name: str
    date: dt.date
    file: StoredFile | None = None
    source: str = ""
    record_id: int | None = None

    @property
    def identity(self) -> dict[str, Any]:
        """Return the columns that tell the piece from every other."""
        return {"file": self.file, "source": self.source, "record_id": self.record_id}


@contextmanager
def changing(task_id: int, *, attachment: Attachment | None, actor: Person, now: dt.datetime) -> Iterator[Change]:
    """Open the transaction of an act on one task, the file it brings kept; all of it holds or nothing.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        FileMissing: the file is empty of bytes.
        FileTooLarge: it is larger than the limit.
        EvidenceKind: its kind is not taken.
        Unreadable: it bears a secrecy mark.
    """
    if attachment is None:
        with transaction.atomic():
            yield Change(selectors.get_for_change(task_id, actor=actor, now=now), None)
        return
    files.check_size(len(attachment.data))
    evidence.check_kind(attachment.data, attachment.name)
    documents.refuse_secret(attachment.data, name=attachment.name)
    with transaction.atomic(), files.stored(attachment.data) as file:
        yield Change(selectors.get_for_change(task_id, actor=actor, now=now), file)


def prove(change: Change, attachment: Attachment, *, actor: Person, now: dt.datetime) -> Evidence:
    """Attach the file of an act as evidence, with the date it bears itself.

    Raises:
        EvidenceDateMissing: its own date is missing or lies ahead.
        EvidenceAgain: the task has the same file already.
    """
    date = evidence.checked_date(attachment, today=clock.day_of(now))
    if change.file is None:
        raise errors.EvidenceMissing
    piece = Piece(files.clean_name(attachment.name), date, file=change.file)
    return attach(change.task, piece, actor=actor, now=now)


def attach(task: Task, piece: Piece, *, actor: Person, now: dt.datetime, **more: Any) -> Evidence:
    """Write a piece of evidence of a task, with more of its columns; part of an act.

    Raises:
        EvidenceAgain: the task has the same piece already.
    """
    again = selectors.proofs(task).filter(**piece.identity).first()
    if again is not None and again.date is not None:
        raise errors.EvidenceAgain(date=format_date(again.date))
    return Evidence.objects.create(
        task=task, file_name=piece.name, date=piece.date, added_by=actor, added_at=now, **piece.identity, **more
    )


def noted(attachment: Attachment | None) -> dict[str, str]:
    """Return what the log keeps of a file sent along."""
    return {"evidence": files.clean_name(attachment.name)} if attachment else {}


def update(
    *,
    task_id: int,
    text: str,
    attachment: Attachment | None = None,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Say what was done since the last time (cập nhật tiến độ); a file sent along shows it, and proves nothing.

    Args:
        seen: how many updates of their own the actor saw; a double click makes one.

    Raises:
        TextEmpty: nothing is said.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        MovedOn: somebody else acted in the meantime.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `changing`.
    """
    if not text.strip():
        raise errors.TextEmpty
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        require_seen(change.task, seen, change.task.updates.filter(author=actor).count())
        task = take_step(change.task, "update", actor=actor, now=now, note=noted(attachment))
        news = Update.objects.create(task=task, author=actor, at=now, text=text.strip())
        if change.file is not None and attachment is not None:
            Evidence.objects.create(
                task=task,
                file=change.file,
                file_name=files.clean_name(attachment.name),
                update=news,
                added_by=actor,
                added_at=now,
            )
        return task


def add_evidence(*, task_id: int, attachment: Attachment, actor: Person, now: dt.datetime) -> Task:
    """Attach a file that proves the result, with the date it bears itself (minh chứng).

    Raises:
        EvidenceDateMissing: its own date is missing or lies ahead.
        EvidenceAgain: the task has the same file already.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        AssigneeReports: the person given the work proves it, not the head.
        MovedOn: somebody else acted in the meantime.
        TaskMissing, FileMissing, FileTooLarge, EvidenceKind, Unreadable: see `changing`.
    """
    with changing(task_id, attachment=attachment, actor=actor, now=now) as change:
        prove(change, attachment, actor=actor, now=now)
        return take_step(change.task, "add_evidence", actor=actor, now=now, note=noted(attachment))
