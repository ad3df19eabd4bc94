"""Counting tasks: the same filters for a figure and for the list it opens."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q

from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.models import Unit
from dondoc.tasks.choices import Filter, Stage, StatusClass
from dondoc.tasks.models import Evidence, TaskQuerySet
from dondoc.tasks.status import DUE_SOON_DAYS, SILENT_DAYS

from .deadlines import is_not_reviewed

DATED = (StatusClass.DONE_IN_TIME, StatusClass.DONE_LATE)
# What is counted: the filters, what the rates are made of, and what was assigned before this year.
COUNTED = ("total", *Filter.values, "dated", "kept_current", "kept_original", "carried")
Row = dict[str, Any]
DONE = (StatusClass.DONE_IN_TIME, StatusClass.DONE_LATE, StatusClass.DONE_NO_DEADLINE)


def filter_condition(name: str, *, today: dt.date) -> Q:
    """Return the condition behind a filter; needs `with_status`.

    `done`, `in_time`, `overdue`, `no_deadline`, `not_counted` partition all tasks; `due_soon` and `review` are parts of
    them, and so is what is missing from open ones (`choices.BLANKS`);
    `disputed` stands beside them.
    """
    is_open = ~Q(status__in=[*DONE, StatusClass.NOT_COUNTED])
    flags = _flags(today)
    return {
        "done": Q(status__in=DONE),
        "review": Q(stage=Stage.REPORTED),
        "in_time": Q(status=StatusClass.OPEN_IN_TIME),
        "due_soon": Q(status=StatusClass.OPEN_IN_TIME) & flags["is_due_soon"],
        "overdue": Q(status=StatusClass.OPEN_OVERDUE),
        "no_deadline": Q(status=StatusClass.OPEN_NO_DEADLINE),
        "no_lead": is_open & flags["is_without_lead"],
        "no_evidence": is_open & flags["is_without_evidence"],
        "silent": is_open & flags["is_silent"],
        "disputed": Q(is_disputed=True),
        "unreviewed": is_open & flags["is_unreviewed"],
        "not_counted": Q(status=StatusClass.NOT_COUNTED),
    }[name]


def any_of(names: Sequence[str], *, today: dt.date) -> Q:
    """Return the condition that at least one of the named filters holds; needs `with_status`."""
    return functools.reduce(operator.or_, [filter_condition(name, today=today) for name in names])


def counts(tasks: TaskQuerySet, *, today: dt.date) -> dict[str, int]:
    """Count the tasks by each filter, and `total`, in one query; needs `with_status`."""
    return _sum(_groups(tasks, (), today=today))


@dataclass(frozen=True, slots=True)
class Bar:
    """How the tasks of one unit, or one document, stand."""

    of: Unit | Document
    counts: dict[str, int]


def counts_by(tasks: TaskQuerySet, field: str, *, today: dt.date) -> dict[int | None, dict[str, int]]:
    """Count the tasks of each unit or document by each filter, in one query; needs `with_status`."""
    by_key: dict[int | None, list[Row]] = {}
    for row in _groups(tasks, (field,), today=today):
        by_key.setdefault(row[field], []).append(row)
    return {key: _sum(rows) for key, rows in by_key.items()}


def total_of(counted: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the sum of counts: no task is counted under two keys."""
    total = dict.fromkeys(COUNTED, 0)
    for part in counted:
        for name, n in part.items():
            total[name] += n
    return total


def of_year(year: int) -> Q:
    """Return the condition that a task is the work of a year: assigned until its end, and not ended before it."""
    first, after = clock.start_of(dt.date(year, 1, 1)), clock.start_of(dt.date(year + 1, 1, 1))
    ended_before = Q(done_date__lt=dt.date(year, 1, 1)) | Q(uncounted_at__lt=first)
    return Q(assigned_at__lt=after) & ~ended_before


@dataclass(frozen=True, slots=True)
class Rates:
    """How many results came in time, against the first deadline and against the one in force.

    Attributes:
        done: tasks that are done.
        denominator: those of them that had a deadline; both rates are shares of it.
        in_time_original: done in time by the first deadline.
        in_time_current: done in time by the deadline in force.
    """

    done: int
    denominator: int
    in_time_original: int
    in_time_current: int

    @property
    def on_time_original(self) -> float | None:
        """Return the share that kept the first deadline; of nothing there is none."""
        return self.in_time_original / self.denominator if self.denominator else None

    @property
    def on_time_current(self) -> float | None:
        """Return the share that kept the deadline in force; of nothing there is none."""
        return self.in_time_current / self.denominator if self.denominator else None


def rates_of(counted: dict[str, int]) -> Rates:
    """Return the rates that counts hold; duties without a deadline are in no rate."""
    return Rates(
        done=counted[Filter.DONE],
        denominator=counted["dated"],
        in_time_original=counted["kept_original"],
        in_time_current=counted["kept_current"],
    )


def _groups(tasks: TaskQuerySet, fields: tuple[str, ...], *, today: dt.date) -> list[Row]:
    """Count the tasks by class and by the flags beside it: the class of each task is computed once."""
    flags = {name: ExpressionWrapper(condition, BooleanField()) for name, condition in _flags(today).items()}
    return list(tasks.order_by().annotate(**flags).values(*fields, "status", *flags).annotate(n=Count("pk")))


def _flags(today: dt.date) -> dict[str, Q]:
    """Return what may hold of a task beside its class."""
    silent = clock.start_of(today) - dt.timedelta(days=SILENT_DAYS)
    proofs = Evidence.objects.filter(task=OuterRef("pk"), update=None)
    return {
        "is_reported": Q(stage=Stage.REPORTED),
        "is_due_soon": Q(due_known__isnull=False, due_known__lte=today + dt.timedelta(days=DUE_SOON_DAYS)),
        "is_without_lead": Q(lead_unit__isnull=True),
        # Asked for tasks that are not over only: what is done was proved.
        "is_without_evidence": Q(~Exists(proofs), closed_at=None, uncounted_at=None),
        "is_silent": Q(last_news_at__lt=silent) | Q(last_news_at=None, assigned_at__lt=silent),
        "is_contested": Q(is_disputed=True),
        "is_unreviewed": is_not_reviewed(today=today),
        "is_carried": Q(assigned_at__lt=clock.start_of(today.replace(month=1, day=1))),
        "is_by_original": Q(done_date__lte=F("original_due_date")),
    }


def _sum(rows: Iterable[Row]) -> dict[str, int]:
    """Return what each filter counts, out of rows of `_groups`; the same conditions as `filter_condition`."""
    counted = dict.fromkeys(COUNTED, 0)
    for row in rows:
        status = row["status"]
        is_open = status not in DONE and status != StatusClass.NOT_COUNTED
        holds = {
            "total": True,
            Filter.DONE: status in DONE,
            Filter.REVIEW: row["is_reported"],
            Filter.IN_TIME: status == StatusClass.OPEN_IN_TIME,
            Filter.DUE_SOON: status == StatusClass.OPEN_IN_TIME and row["is_due_soon"],
            Filter.OVERDUE: status == StatusClass.OPEN_OVERDUE,
            Filter.NO_DEADLINE: status == StatusClass.OPEN_NO_DEADLINE,
            Filter.NO_LEAD: is_open and row["is_without_lead"],
            Filter.NO_EVIDENCE: is_open and row["is_without_evidence"],
            Filter.SILENT: is_open and row["is_silent"],
            Filter.DISPUTED: row["is_contested"],
            Filter.UNREVIEWED: is_open and row["is_unreviewed"],
            Filter.NOT_COUNTED: status == StatusClass.NOT_COUNTED,
            "carried": row["is_carried"],
            "dated": status in DATED,
            "kept_current": status == StatusClass.DONE_IN_TIME,
            "kept_original": status in DATED and row["is_by_original"],
        }
        for name, holding in holds.items():
            counted[name] += row["n"] if holding else 0
    return counted
