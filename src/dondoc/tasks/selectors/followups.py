"""What was done to have a task done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, Q

from dondoc.tasks.models import FollowUp, Inspection, Observation, Pause, Task, Urging

from .around import may_have


@dataclass(frozen=True, slots=True)
class FollowUps:
    """How a task was followed up: all records, latest first, and how many there are of each kind."""

    records: list[FollowUp]
    observations: int
    urgings: int
    inspections: int

    @property
    def letters(self) -> set[int]:
        """Return the issued documents by which the lead unit was urged."""
        found = {one.letter.document_id for one in self.records if isinstance(one, Urging) and one.letter}
        return {pk for pk in found if pk is not None}

    def of(self, kind: str, author: int) -> int:
        """Return how many records of a kind, as its model is called, are of one person."""
        return sum(one.author_id == author and one._meta.model_name == kind for one in self.records)  # noqa: SLF001


def followups_of(task: Task) -> FollowUps:
    """Return how a task was followed up."""
    models: dict[str, Any] = {"observations": Observation, "urgings": Urging, "inspections": Inspection}
    kinds: list[list[FollowUp]] = [
        list(model.objects.filter(task=task).select_related(*related)) if may_have(task, name) else []
        for name, model in models.items()
        for related in [("author", "letter") if model is Urging else ("author",)]
    ]
    records = sorted(chain(*kinds), key=lambda record: (record.date, record.at), reverse=True)
    return FollowUps(records, *map(len, kinds))


def is_paused(*, today: dt.date) -> Exists:
    """Return the condition that the clock of a task stands still on a day."""
    going_on = Q(ended_at=None) | Q(until__gt=today)
    return Exists(Pause.objects.filter(going_on, task=OuterRef("pk"), since__lte=today))
