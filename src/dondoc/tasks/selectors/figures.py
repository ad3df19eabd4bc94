"""Counting tasks: the same filters for a figure and for the list it opens."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from dondoc.documents.models import Document
from dondoc.organization.models import Unit
from dondoc.tasks.choices import Filter, Stage, StatusClass
from dondoc.tasks.models import TaskQuerySet
from dondoc.tasks.status import DUE_SOON_DAYS

DONE = (StatusClass.DONE_IN_TIME, StatusClass.DONE_LATE, StatusClass.DONE_NO_DEADLINE)


def filter_condition(name: str, *, today: dt.date) -> Q:
    """Return the condition behind a filter; needs `with_status`.

    `done`, `in_time`, `overdue`, `no_deadline`, `not_counted` partition all tasks; `due_soon`, `review` and `no_lead`
    are parts of them.
    """
    is_open = ~Q(status__in=[*DONE, StatusClass.NOT_COUNTED])
    return {
        "done": Q(status__in=DONE),
        "review": Q(stage=Stage.REPORTED),
        "in_time": Q(status=StatusClass.OPEN_IN_TIME),
        "due_soon": Q(status=StatusClass.OPEN_IN_TIME, due_known__lte=today + dt.timedelta(days=DUE_SOON_DAYS)),
        "overdue": Q(status=StatusClass.OPEN_OVERDUE),
        "no_deadline": Q(status=StatusClass.OPEN_NO_DEADLINE),
        "no_lead": is_open & Q(lead_unit=None),
        "not_counted": Q(status=StatusClass.NOT_COUNTED),
    }[name]


def any_of(names: Sequence[str], *, today: dt.date) -> Q:
    """Return the condition that at least one of the named filters holds; needs `with_status`."""
    return functools.reduce(operator.or_, [filter_condition(name, today=today) for name in names])


def counts(tasks: TaskQuerySet, *, today: dt.date) -> dict[str, int]:
    """Count the tasks by each filter, and `total`, in one query; needs `with_status`."""
    by_filter = {name: Count("pk", filter=filter_condition(name, today=today)) for name in Filter.values}
    return tasks.aggregate(total=Count("pk"), **by_filter)


@dataclass(frozen=True, slots=True)
class Bar:
    """How the tasks of one unit, or one document, stand."""

    of: Unit | Document
    counts: dict[str, int]


def bars_by(tasks: TaskQuerySet, field: str, keys: Iterable[Unit | Document], *, today: dt.date) -> list[Bar]:
    """Count the tasks of each unit or document, in the order of the keys; needs `with_status`."""
    by_filter = {name: Count("pk", filter=filter_condition(name, today=today)) for name in Filter.values}
    rows = {row[field]: row for row in tasks.order_by().values(field).annotate(total=Count("pk"), **by_filter)}
    return [Bar(of=key, counts=rows[key.pk]) for key in keys if key.pk in rows]
