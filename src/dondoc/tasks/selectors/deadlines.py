"""What a page shows of a deadline, which standing duties nobody reviewed, and how many results came in time."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.periods import Period, period_of
from dondoc.tasks.choices import Basis, ExtensionVerdict, Kind, Stage, StatusClass
from dondoc.tasks.models import DueDate, Extension, Pause, Review, Rhythm, Task, TaskQuerySet, TriggerEvent
from dondoc.tasks.terms import PrintedRhythm, Term, printed_rhythm, printed_term

OPEN = (Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPORTED)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Everything about the deadline of one task, oldest first.

    Attributes:
        dues: every deadline it ever had.
        extensions: every request for a later one; `granted` says how many were granted.
        period: the period in which a standing duty has to be reviewed now; None when nobody said how often.
        is_reviewed: whether it was.
        term: the term that the printed words give.
        printed: how often the printed words say that it comes again.
    """

    dues: list[DueDate]
    extensions: list[Extension]
    pauses: list[Pause]
    rhythm: Rhythm | None
    events: list[TriggerEvent]
    reviews: list[Review]
    period: Period | None
    is_reviewed: bool
    term: Term | None
    printed: PrintedRhythm | None

    @property
    def granted(self) -> int:
        """Return how often the deadline was extended."""
        return sum(one.verdict == ExtensionVerdict.GRANTED for one in self.extensions)

    @property
    def pending(self) -> Extension | None:
        """Return the request that waits for a decision."""
        return next((one for one in self.extensions if one.verdict == ExtensionVerdict.PENDING), None)


def deadline_of(task: Task, *, today: dt.date) -> Deadline:
    """Return what the page of a task shows of its deadline; what its kind cannot have is not asked for."""
    is_rule = task.due_date is None
    is_standing, is_trigger = task.kind == Kind.STANDING, task.kind == Kind.TRIGGER
    rhythm = Rhythm.objects.filter(task=task).prefetch_related("marks").first() if is_rule else None
    reviews = list(task.reviews.select_related("reviewed_by").order_by("-pk")) if is_standing else []
    period = period_of(rhythm.every, today) if rhythm is not None and is_standing else None
    events = task.events.select_related("task", "raised_by").order_by("-happened_on", "-pk")
    return Deadline(
        dues=sorted(task.due_dates.all(), key=lambda due: (due.recorded_at, due.pk)),
        extensions=sorted(task.extensions.all(), key=lambda extension: extension.pk),
        pauses=sorted(task.pauses.all(), key=lambda pause: (pause.since, pause.pk)),
        rhythm=rhythm,
        events=list(events) if is_trigger else [],
        reviews=reviews,
        period=period,
        is_reviewed=period is not None and any(one.period_start == period.start for one in reviews),
        term=printed_term(task.deadline_phrase),
        printed=printed_rhythm(task.deadline_phrase),
    )


def not_reviewed(tasks: TaskQuerySet, *, today: dt.date) -> TaskQuerySet:
    """Return the open standing duties that nobody looked at in the period they are in."""
    missing = [Q(rhythm__every=kind) & Q(~Exists(_reviews_in(period_of(kind, today)))) for kind in PeriodKind]
    any_missing = functools.reduce(operator.or_, missing)
    return tasks.filter(any_missing, kind=Kind.STANDING, stage__in=OPEN)


def _reviews_in(period: Period) -> QuerySet[Review]:
    return Review.objects.filter(task=OuterRef("pk"), period_start=period.start, period_end=period.end)


def live_rhythms() -> QuerySet[Rhythm, int]:
    """Return the ids of the rhythms whose duty is open and that make tasks."""
    live = Rhythm.objects.filter(task__stage__in=OPEN, task__lead_unit__isnull=False, marks__nth=1)
    return live.order_by("pk").values_list("pk", flat=True)


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


def rates(tasks: TaskQuerySet, *, as_of: dt.date, known_at: dt.datetime) -> Rates:
    """Count results in time against both deadlines, in two queries; duties without a deadline are in no rate."""
    count = {
        basis: tasks.with_status(as_of=as_of, known_at=known_at, basis=basis).aggregate(
            in_time=Count("pk", filter=Q(status=StatusClass.DONE_IN_TIME)),
            late=Count("pk", filter=Q(status=StatusClass.DONE_LATE)),
            undated=Count("pk", filter=Q(status=StatusClass.DONE_NO_DEADLINE)),
        )
        for basis in Basis
    }
    current = count[Basis.CURRENT]
    denominator = current["in_time"] + current["late"]
    return Rates(
        done=denominator + current["undated"],
        denominator=denominator,
        in_time_original=count[Basis.ORIGINAL]["in_time"],
        in_time_current=current["in_time"],
    )
