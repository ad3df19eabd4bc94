"""Naming weak points and linking the tasks that remedy them (tồn tại, hạn chế)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.documents import services as document_services
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import life_errors, selectors
from dondoc.tasks.errors import TaskMissing
from dondoc.tasks.models import Task, Weakness

from .reviewing import require_reviewer


@transaction.atomic
def name_weakness(*, document_id: int, start: int, actor: Person, now: dt.datetime) -> Weakness:
    """Name a sentence of the assessment a weak point, word for word.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        DocumentMissing: no such document, or not one the actor may know of.
        NoSuchSentence: no sentence of the assessment begins there, or it is named already.
    """
    require_reviewer(actor, now=now)
    document = documents.get_at_hand(document_id, person=actor, today=clock.day_of(now))
    document_services.lock(document)
    sentences = {begin: (end, words) for begin, end, words in selectors.assessed(document)}
    if start not in sentences or Weakness.objects.filter(document=document, start=start).exists():
        raise life_errors.NoSuchSentence
    end, words = sentences[start]
    made = Weakness.objects.create(document=document, start=start, end=end, quote=words, named_by=actor, named_at=now)
    audit.record(
        act="tasks.name_weakness",
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"text": words[:300]},
    )
    return made


@transaction.atomic
def remedy(*, weakness_id: int, task_id: int, actor: Person, now: dt.datetime) -> Weakness:
    """Say that a task of the actor's view remedies a weak point; its accepted result closes it.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        WeaknessMissing: no such weak point of a document the actor may know of.
        TaskMissing: no such task, or not one the actor may know of.
    """
    found, task = _pair(weakness_id, task_id, actor=actor, now=now)
    found.remedies.add(task)
    _log("tasks.remedy", found, task, actor=actor, now=now)
    return found


@transaction.atomic
def unlink_remedy(*, weakness_id: int, task_id: int, actor: Person, now: dt.datetime) -> Weakness:
    """Take back that a task remedies a weak point; the log keeps both.

    Raises:
        MayNotReview, WeaknessMissing: see `remedy`.
        TaskMissing: no such task that remedies it, or not one the actor may know of.
    """
    found, task = _pair(weakness_id, task_id, actor=actor, now=now)
    if not found.remedies.filter(pk=task.pk).exists():
        raise TaskMissing
    found.remedies.remove(task)
    _log("tasks.unlink_remedy", found, task, actor=actor, now=now)
    return found


def _pair(weakness_id: int, task_id: int, *, actor: Person, now: dt.datetime) -> tuple[Weakness, Task]:
    """Return a weak point and a task that the actor may see and link."""
    require_reviewer(actor, now=now)
    today = clock.day_of(now)
    visible = documents.at_hand(actor, today=today).values("pk")
    found = Weakness.objects.select_for_update().filter(pk=weakness_id, document__in=visible).first()
    if found is None:
        raise life_errors.WeaknessMissing
    return found, selectors.get(task_id, person=actor, today=today)


def _log(act: str, found: Weakness, task: Task, *, actor: Person, now: dt.datetime) -> None:
    audit.record(
        act=act,
        subject=f"document:{found.document_id}",
        actor=actor,
        now=now,
        after={"text": found.quote[:300], "task": task.code},
    )
