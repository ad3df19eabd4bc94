"""From a document to its tasks and the documents that prove them, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import proof_sources
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Ending, Evidence, Task
from dondoc.tasks.proof_sources import ProofRecord

from .around import may_have
from .figures import counts
from .seeing import visible_to
from .weaknesses import unremedied

REGISTER = proof_sources.Register.code
# So many are named on the page of a document; the list of its tasks has the rest.
MOST = 20


@dataclass(frozen=True, slots=True)
class Chain:
    """What a document led to, and what it is the end of, as one person may see it.

    Attributes:
        counts: how its tasks stand, by filter.
        proofs: documents that prove tasks of it, the oldest first.
        proves: tasks that it proves itself.
        unremedied: how many weak points that it names no task remedies.
        awaited: tasks spoken of elsewhere that wait for their content from it.
    """

    counts: dict[str, int]
    proofs: Sequence[ProofRecord]
    proves: Sequence[Task]
    unremedied: int
    awaited: Sequence[Task]


def chain_of(document_id: int, *, person: Person, now: dt.datetime) -> Chain:
    """Return the tasks that a document gave, what proves them, and the tasks that it proves."""
    today = clock.day_of(now)
    given = visible_to(person, today=today).filter(document=document_id)
    in_force = Evidence.objects.filter(source=REGISTER, update=None, superseded_at=None)
    named = in_force.filter(task__in=given.values("pk")).values_list("record_id", flat=True).distinct()[:MOST]
    proving = [record_id for record_id in named if record_id is not None]
    records = proof_sources.SOURCES[REGISTER].visible(proving, person=person, today=today) if proving else {}
    proved = list(in_force.filter(record_id=document_id).values_list("task", flat=True)[:MOST])
    seen = visible_to(person, today=today).filter(pk__in=proved) if proved else Task.objects.none()
    return Chain(
        counts=counts(given.with_status(as_of=today, known_at=now), today=today),
        proofs=sorted(records.values(), key=lambda record: (record.date or today, record.record_id)),
        proves=list(seen.for_list().order_by("pk")),
        unremedied=unremedied().filter(document=document_id).count(),
        awaited=list(
            visible_to(person, today=today)
            .filter(stage=Stage.AWAITED, awaited__citation__target=document_id)
            .select_related("awaited")
            .order_by("awaited__number", "pk")
        ),
    )


def going_on_as(task_ids: Iterable[int]) -> dict[int, int]:
    """Return which task goes on in the place of each: the last of those that replaced it, else itself."""
    current = {pk: pk for pk in task_ids}
    ahead = set(current)
    while ahead:
        ended = Ending.objects.filter(task__in=ahead, successor__isnull=False).values_list("task", "successor")
        returned = Task.objects.filter(replaces__in=ahead).values_list("replaces", "pk")
        step = dict(ended) | dict(returned)
        current = {first: step.get(last, last) for first, last in current.items()}
        ahead = set(step.values())
    return current


def replaced_by(task: Task, *, person: Person, today: dt.date) -> list[tuple[Task, bool]]:
    """Return the tasks in whose place one stands, each with whether a person may open it."""
    earlier = [task.replaces_id] if task.replaces_id is not None else []
    if may_have(task, "stands_for"):
        earlier += Ending.objects.filter(successor=task).order_by("task").values_list("task", flat=True)
    if not earlier:
        return []
    seen = set(visible_to(person, today=today).filter(pk__in=earlier).values_list("pk", flat=True))
    return [(Task(pk=pk), pk in seen) for pk in dict.fromkeys(earlier)]
