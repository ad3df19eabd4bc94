"""Tasks whose own document is not in hand: what is known of them, and what may give them their content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from dondoc.documents import selectors as documents
from dondoc.documents.choices import State
from dondoc.documents.models import Citation, Document
from dondoc.organization.models import Person
from dondoc.tasks.choices import UNCOUNTED, Decision, Stage
from dondoc.tasks.models import Awaited, Ending, Proposal, Task

from .around import may_have
from .seeing import visible_to


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a task was first spoken of, and what may give it its content, as one person may see it.

    Attributes:
        document: its own document once it is in the register; None: not in hand, or not one the person may know of.
        proposals: confirmed passages of it that give no task yet.
        tasks: tasks of it that were made already, one of which this may be.
    """

    row: Awaited
    may_open_source: bool
    document: Document | None = None
    proposals: Sequence[Proposal] = ()
    tasks: Sequence[Task] = ()


def origin_of(task: Task, *, person: Person, today: dt.date) -> Origin | None:
    """Return where a task was first spoken of; None of one whose document was there from the beginning."""
    if not may_have(task, "awaited"):
        return None
    rows = Awaited.objects.select_related("citation__document").defer(
        *(f"citation__document__{name}" for name in documents.HEAVY)
    )
    row = rows.filter(task=task).first()
    if row is None:
        return None
    seen = documents.visible_to(person, today=today)
    may_open = seen.filter(pk=row.citation.document_id).exists()
    if task.stage != Stage.AWAITED or row.citation.target_id is None:
        return Origin(row, may_open)
    document = seen.filter(pk=row.citation.target_id).defer(*documents.HEAVY).first()
    if document is None:
        return Origin(row, may_open)
    return Origin(
        row,
        may_open,
        document=document,
        proposals=list(proposals_to_give(document)) if document.state == State.REVIEWING else [],
        tasks=list(tasks_to_be(document, person=person, today=today)),
    )


def proposals_to_give(document: Document) -> QuerySet[Proposal]:
    """Return the confirmed proposals of a document that gave no awaited task its content, in the order of its text."""
    confirmed = Proposal.objects.filter(directive__document=document, decision=Decision.CONFIRMED, awaited=None)
    return confirmed.select_related("directive").order_by("start", "pk")


def tasks_to_be(document: Document, *, person: Person, today: dt.date) -> QuerySet[Task]:
    """Return the visible tasks of a document that no awaited one is yet, in the order of their codes."""
    taken = Ending.objects.filter(successor=OuterRef("pk"), task__awaited__isnull=False)
    made = visible_to(person, today=today).filter(document=document, parent=None, awaited=None)
    return made.exclude(stage__in=[*UNCOUNTED, Stage.AWAITED]).exclude(Exists(taken)).order_by("pk")


def awaited_of(citations: Sequence[Citation]) -> list[Task]:
    """Return the tasks that wait for the absent document which some citations mean, in the order of their numbers.

    All that is known of them stands in the sentences of those citations.
    """
    if not citations:
        return []
    first = citations[0]
    waiting = Task.objects.filter(
        stage=Stage.AWAITED, awaited__reference=first.reference, awaited__date=first.date
    ).select_related("awaited")
    return list(waiting.order_by("awaited__number"))
