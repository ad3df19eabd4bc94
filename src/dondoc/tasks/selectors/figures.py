"""Counting tasks: the same filters for a figure and for the list it opens."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.lookups import GreaterThan

from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.functions import DayHere
from dondoc.kernel.periods import Period
from dondoc.organization.models import Unit
from dondoc.tasks.choices import Filter, Stage, StatusClass
from dondoc.tasks.models import Evidence, Pause, TaskQuerySet
from dondoc.tasks.status import DUE_SOON_DAYS, SILENT_DAYS

from .deadlines import is_no_rule, is_not_reviewed

Row = dict[str, Any]
DATED = (StatusClass.DONE_IN_TIME, StatusClass.DONE_LATE)
DONE = (*DATED, StatusClass.DONE_NO_DEADLINE)
# Ended by the assigning side without a result.
ENDED = (Stage.CANCELLED, Stage.REPLACED)
OPEN_CLASSES = (StatusClass.OPEN_IN_TIME, StatusClass.OPEN_OVERDUE, StatusClass.OPEN_NO_DEADLINE)
COUNTED = (*DONE, *OPEN_CLASSES)
# What is counted: the classes a task may have (None: any), and the flag beside its class that must hold (None: none;
# with "~" before it: must not hold, which costs no column of its own).
# `done`, `in_time`, `overdue`, `no_deadline`, `not_counted` partition all tasks; `due_soon` and `review` are parts of
# them, and so is what is missing from open ones (`choices.BLANKS`); `disputed` stands beside them, and `ended_late` is
# the part of `not_counted` that was cancelled or replaced after its original deadline: no lateness goes unsaid.
CONDITIONS: dict[str, tuple[tuple[StatusClass, ...] | None, str | None]] = {
    "total": (None, None),
    Filter.DONE: (DONE, None),
    Filter.REVIEW: (None, "is_reported"),
    Filter.IN_TIME: ((StatusClass.OPEN_IN_TIME,), None),
    Filter.DUE_SOON: ((StatusClass.OPEN_IN_TIME,), "is_due_soon"),
    Filter.OVERDUE: ((StatusClass.OPEN_OVERDUE,), None),
    Filter.NO_DEADLINE: ((StatusClass.OPEN_NO_DEADLINE,), None),
    Filter.NO_LEAD: (OPEN_CLASSES, "is_without_lead"),
    Filter.UNDATED: ((StatusClass.OPEN_NO_DEADLINE,), "is_no_rule"),
    Filter.NO_EVIDENCE: (OPEN_CLASSES, "is_without_evidence"),
    Filter.SILENT: (OPEN_CLASSES, "is_silent"),
    Filter.UNREVIEWED: (OPEN_CLASSES, "is_unreviewed"),
    Filter.DISPUTED: (None, "is_contested"),
    Filter.ENDED_LATE: ((StatusClass.NOT_COUNTED,), "is_ended_late"),
    Filter.NOT_COUNTED: ((StatusClass.NOT_COUNTED,), None),
    # The tasks that count: assigned before the period that is looked at, and in it.
    "counted": (COUNTED, None),
    "carried": (COUNTED, "is_carried"),
    "arisen": (COUNTED, "~is_carried"),
    # What the rates are made of.
    "dated": (DATED, None),
    "kept_current": ((StatusClass.DONE_IN_TIME,), None),
    "late": ((StatusClass.DONE_LATE,), None),
    "done_undated": ((StatusClass.DONE_NO_DEADLINE,), None),
    "kept_original": (DATED, "is_by_original"),
}


def filter_condition(name: str, *, today: dt.date, since: dt.date | None = None) -> Q:
    """Return the condition behind what is counted under a name; needs `with_status`.

    Args:
        since: as `counts` takes it.
    """
    classes, flag = CONDITIONS[name]
    return (Q(status__in=classes) if classes else Q()) & (_flag(flag, today, since) if flag else Q())


def implied(name: str, *, today: dt.date) -> Q:
    """Return what a filter of the present says of the columns of a task, so that a database looks at few of them.

    No more than that: the class is decided by `with_status`.
    """
    is_open = Q(done_date=None) | Q(done_date__gt=today)
    return {
        Filter.DONE: Q(done_date__lte=today),
        Filter.REVIEW: Q(stage=Stage.REPORTED),
        Filter.OVERDUE: is_open & Q(due_date__lt=today),
        Filter.IN_TIME: is_open & Q(due_date__isnull=False),
        Filter.DUE_SOON: is_open & Q(due_date__isnull=False),
        Filter.NO_DEADLINE: is_open & Q(due_date=None),
        Filter.UNDATED: is_open & Q(due_date=None),
        Filter.ENDED_LATE: Q(stage__in=ENDED),
    }.get(Filter(name), Q())


def any_of(names: Sequence[str], *, today: dt.date) -> Q:
    """Return the condition that at least one of the named filters holds; needs `with_status`."""
    return functools.reduce(operator.or_, [filter_condition(name, today=today) for name in names])


def counts(tasks: TaskQuerySet, *, today: dt.date, since: dt.date | None = None) -> dict[str, int]:
    """Count the tasks by each filter, and `total`, in one query; needs `with_status`.

    Args:
        since: the first day of the period into which tasks are carried over, or in which they arise; None: of the year.
    """
    return _sum(_groups(tasks, (), CONDITIONS, today=today, since=since), CONDITIONS)


@dataclass(frozen=True, slots=True)
class Bar:
    """How the tasks of one unit, or one document, stand."""

    of: Unit | Document
    counts: dict[str, int]


def counts_by(
    tasks: TaskQuerySet,
    field: str,
    *,
    today: dt.date,
    since: dt.date | None = None,
    names: Collection[str] = CONDITIONS,
) -> dict[int | None, dict[str, int]]:
    """Count the tasks of each unit or document in one query; as `counts` does.

    Args:
        names: the filters that are asked for; fewer are faster.
    """
    by_key: dict[int | None, list[Row]] = {}
    for row in _groups(tasks, (field,), names, today=today, since=since):
        by_key.setdefault(row[field], []).append(row)
    return {key: _sum(rows, names) for key, rows in by_key.items()}


def total_of(counted: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the sum of counts: no task is counted under two keys."""
    total = dict.fromkeys(CONDITIONS, 0)
    for part in counted:
        for name, n in part.items():
            total[name] += n
    return total


def of_period(period: Period) -> Q:
    """Return the condition that a task is the work of a period: assigned until its end, and not ended before it."""
    first, after = clock.start_of(period.start), clock.start_of(period.end + dt.timedelta(days=1))
    ended_before = Q(done_date__lt=period.start) | Q(uncounted_at__lt=first)
    return Q(assigned_at__lt=after) & ~ended_before


@dataclass(frozen=True, slots=True)
class Rates:
    """How many results came in time, against the first deadline and against the one in force.

    Attributes:
        done: tasks that are done.
        denominator: those of them that had a deadline; both rates are shares of it.
        in_time_original: done in time by the first deadline.
        in_time_current: done in time by the deadline in force.
        disputed: tasks of any class whose correction waits for a decision: until then they count as they are recorded.
        ended_late: tasks that are counted no more, cancelled or replaced after their original deadline.
    """

    done: int
    denominator: int
    in_time_original: int
    in_time_current: int
    disputed: int
    ended_late: int

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
        disputed=counted[Filter.DISPUTED],
        ended_late=counted[Filter.ENDED_LATE],
    )


def _groups(
    tasks: TaskQuerySet, fields: tuple[str, ...], names: Collection[str], *, today: dt.date, since: dt.date | None
) -> list[Row]:
    """Count the tasks by class and by the flags beside it that names ask for: each class is computed once."""
    asked = {flag.removeprefix("~") for name in names if (flag := CONDITIONS[name][1])}
    flags = {name: ExpressionWrapper(_flag(name, today, since), BooleanField()) for name in FLAGS if name in asked}
    return list(tasks.order_by().annotate(**flags).values(*fields, "status", *flags).annotate(n=Count("pk")))


def _flag(name: str, today: dt.date, since: dt.date | None = None) -> Q:
    """Return the condition of what may hold of a task beside its class."""
    holds = FLAGS[name.removeprefix("~")](today, clock.start_of(since or new_year(today)))
    return ~holds if name.startswith("~") else holds


def _proofless(_today: dt.date, _first: dt.datetime) -> Q:
    # Of a rule, its parts are proved. Asked for tasks that are not over only: what is done was proved.
    proofs = Evidence.objects.filter(task=OuterRef("pk"), update=None)
    # What is cheap stands first: a database asks in this order, and stops where one does not hold.
    return Q(closed_at=None) & Q(uncounted_at=None) & is_no_rule() & Q(~Exists(proofs))


def _ended_late(_today: dt.date, _first: dt.datetime) -> Q:
    # By the original deadline: an extension given just before would make any lateness vanish. A clock that stood still
    # before it was never overdue.
    standing = Pause.objects.filter(task=OuterRef("pk"), ended_at=None, since__lte=OuterRef("original_due_date"))
    is_late = Q(GreaterThan(DayHere("uncounted_at"), F("original_due_date")))
    # What is cheap stands first, as above.
    ended = Q(uncounted_at__isnull=False) & Q(stage__in=ENDED) & Q(is_collective=False)
    return ended & is_late & Q(~Exists(standing))


def _silent(today: dt.date, _first: dt.datetime) -> Q:
    silent = clock.start_of(today) - dt.timedelta(days=SILENT_DAYS)
    return Q(last_news_at__lt=silent) | Q(last_news_at=None, assigned_at__lt=silent)


# What may hold of a task beside its class: of today, and of the first moment of the period that is looked at.
FLAGS: dict[str, Callable[[dt.date, dt.datetime], Q]] = {
    "is_reported": lambda _today, _first: Q(stage=Stage.REPORTED),
    "is_due_soon": lambda today, _first: Q(
        due_known__isnull=False, due_known__lte=today + dt.timedelta(days=DUE_SOON_DAYS)
    ),
    "is_without_lead": lambda _today, _first: Q(lead_unit__isnull=True),
    "is_no_rule": lambda _today, _first: is_no_rule(),
    "is_without_evidence": _proofless,
    "is_silent": _silent,
    "is_contested": lambda _today, _first: Q(is_disputed=True),
    "is_ended_late": _ended_late,
    "is_unreviewed": lambda today, _first: is_not_reviewed(today=today),
    "is_carried": lambda _today, first: Q(assigned_at__lt=first),
    "is_by_original": lambda _today, _first: Q(done_date__lte=F("original_due_date")),
}


def new_year(day: dt.date) -> dt.date:
    """Return the first day of the year of a day."""
    return day.replace(month=1, day=1)


def _sum(rows: Iterable[Row], names: Collection[str]) -> dict[str, int]:
    """Return what is counted under each name, out of rows of `_groups`."""
    counted = dict.fromkeys(names, 0)
    counting = _counting(tuple(names))
    for row in rows:
        for name, flag, holds in counting[row["status"]]:
            if flag is None or row[flag] == holds:
                counted[name] += row["n"]
    return counted


@functools.cache
def _counting(names: tuple[str, ...]) -> dict[str, list[tuple[str, str | None, bool]]]:
    """Return, for each class, the names under which it is counted, each with the flag beside it and what it must be."""
    asked = [(name, *CONDITIONS[name]) for name in names]
    return {
        status: [
            (name, flag and flag.removeprefix("~"), not (flag or "").startswith("~"))
            for name, classes, flag in asked
            if classes is None or status in classes
        ]
        for status in StatusClass.values
    }
