"""Which rows there are around a task, asked in one question, so that its page asks only for those.

A page that asks for each kind of row builds a dozen queries whose answer is nearly always "none"; building them takes
longer than answering them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Prefetch, prefetch_related_objects

from dondoc.tasks.models import (
    Awaited,
    ClosesOnChange,
    Completion,
    Cooperation,
    Correction,
    DueDate,
    Ending,
    Evidence,
    Extension,
    Inspection,
    Notice,
    Observation,
    Obstacle,
    Opinion,
    ParticularsChange,
    Pause,
    TakenBack,
    Task,
    Update,
    Urging,
)

# By name: the rows, and the column that names the task.
ROWS: dict[str, tuple[type[models.Model], str]] = {
    "due_dates": (DueDate, "task_id"),
    "pauses": (Pause, "task_id"),
    "taken_back": (TakenBack, "task_id"),
    "extensions": (Extension, "task_id"),
    "completions": (Completion, "task_id"),
    "obstacles": (Obstacle, "task_id"),
    "evidence": (Evidence, "task_id"),
    "cooperations": (Cooperation, "task_id"),
    "corrections": (Correction, "task_id"),
    "updates": (Update, "task_id"),
    "observations": (Observation, "task_id"),
    "urgings": (Urging, "task_id"),
    "inspections": (Inspection, "task_id"),
    "notices": (Notice, "task_id"),
    "parts": (Task, "parent_id"),
    "awaited": (Awaited, "task_id"),
    "closes_on_changes": (ClosesOnChange, "task_id"),
    "particulars_changes": (ParticularsChange, "task_id"),
    "from_opinion": (Opinion, "directed_id"),
    "replaced_by": (Task, "replaces_id"),
    "stands_for": (Ending, "successor_id"),
}
KNOWN = "_rows_around"


@functools.cache
def _question() -> str:
    """Return the question; only names of tables and columns are written into it."""
    asked = (
        f"EXISTS(SELECT 1 FROM {connection.ops.quote_name(model._meta.db_table)}"  # noqa: SLF001, S608
        f" WHERE {connection.ops.quote_name(column)} = %s)"
        for model, column in ROWS.values()
    )
    return f"SELECT {', '.join(asked)}"


def look_around(task: Task) -> None:
    """Remember on the task which rows there are around it."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [task.pk] * len(ROWS))
        found = cursor.fetchone()
    task.__dict__[KNOWN] = frozenset(name for name, is_there in zip(ROWS, found, strict=True) if is_there)


def may_have(task: Task, *names: str) -> bool:
    """Say whether a task may have rows of one of these names; of a task nobody looked around, it always may."""
    known = task.__dict__.get(KNOWN)
    return known is None or not known.isdisjoint(names)


def fetch_around(task: Task, wanted: Iterable[Prefetch[str]]) -> None:
    """Fetch the rows around a task, each kind that is there once; the others are known to be none."""
    look_around(task)
    by_name = {one.prefetch_to: one for one in wanted}
    prefetch_related_objects([task], *(one for name, one in by_name.items() if may_have(task, name)))
    cache: dict[str, models.QuerySet[models.Model]] = task.__dict__.setdefault("_prefetched_objects_cache", {})
    for name in by_name:
        if name not in cache:
            cache[name] = ROWS[name][0]._default_manager.none()  # noqa: SLF001
