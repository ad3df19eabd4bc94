"""News and evidence of a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from dondoc.documents import files
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, evidence, selectors
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Evidence, Task, Update

from .moving import take_step


@contextmanager
def changing(task_id: int, *, attachment: Attachment | None, actor: Person, now: dt.datetime) -> Iterator[Task]:
    """Open the transaction of an act on one task, the file it brings attached; all of it holds or nothing.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        FileMissing: the file is empty of bytes.
        FileTooLarge: it is larger than the limit.
        EvidenceKind: its kind is not taken as evidence.
        EvidenceDateMissing: its own date is missing or lies ahead.
    """
    if attachment is None:
        with transaction.atomic():
            yield selectors.get_for_change(task_id, actor=actor, now=now)
        return
    files.check_size(len(attachment.data))
    date = evidence.checked_date(attachment, today=clock.day_of(now))
    with transaction.atomic(), files.stored(attachment.data) as file:
        task = selectors.get_for_change(task_id, actor=actor, now=now)
        Evidence.objects.get_or_create(
            task=task,
            file=file,
            defaults={
                "file_name": files.clean_name(attachment.name),
                "date": date,
                "added_by": actor,
                "added_at": now,
            },
        )
        yield task


def noted(attachment: Attachment | None) -> dict[str, str]:
    """Return what the log keeps of a file sent along."""
    return {"evidence": files.clean_name(attachment.name)} if attachment else {}


def update(*, task_id: int, text: str, attachment: Attachment | None = None, actor: Person, now: dt.datetime) -> Task:
    """Say what was done since the last time (cập nhật tiến độ); a file sent along becomes evidence.

    Raises:
        TextEmpty: nothing is said.
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        MovedOn: somebody else acted in the meantime.
        Whatever `changing` refuses.
    """
    if not text.strip():
        raise errors.TextEmpty
    with changing(task_id, attachment=attachment, actor=actor, now=now) as task:
        task = take_step(task, "update", actor=actor, now=now, note=noted(attachment))
        Update.objects.create(task=task, author=actor, at=now, text=text.strip())
        return task


def add_evidence(*, task_id: int, attachment: Attachment, actor: Person, now: dt.datetime) -> Task:
    """Attach a file that proves the result, with the date it bears itself (minh chứng).

    Raises:
        WrongStage: the task has moved on.
        LeadOpen: nobody leads it yet.
        NotDoer: the actor neither leads the unit nor was given the work.
        MovedOn: somebody else acted in the meantime.
        Whatever `changing` refuses.
    """
    with changing(task_id, attachment=attachment, actor=actor, now=now) as task:
        return take_step(task, "add_evidence", actor=actor, now=now, note=noted(attachment))
