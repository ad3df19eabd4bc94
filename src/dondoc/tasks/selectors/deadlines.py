"""What a page shows of a deadline, which standing duties nobody reviewed, and which rhythms make tasks."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.periods import Period, period_of
from dondoc.tasks.choices import OPEN, WORKING, DeadlineKind, DueOrigin, ExtensionVerdict, Kind
from dondoc.tasks.models import DueDate, Extension, Pause, Review, Rhythm, Task, TriggerEvent
from dondoc.tasks.terms import PrintedRhythm, Term, printed_rhythm, printed_term


@dataclass(frozen=True, slots=True)
class Deadline:
    """Everything about the deadline of one task, oldest first.

    Attributes:
        dues: every deadline it ever had.
        extensions: every request for a later one.
        period: the period in which a standing duty has to be reviewed now; None when nobody said how often.
        is_reviewed: whether it was.
        is_open: whether the task is, so that a request may still be decided on.
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
    is_open: bool
    term: Term | None
    printed: PrintedRhythm | None

    @property
    def granted(self) -> int:
        """Return how often the deadline was extended, as asked for or by a decision."""
        return sum(due.origin == DueOrigin.EXTENSION for due in self.dues)

    @property
    def answers(self) -> set[int | None]:
        """Return the deadlines that answered a request."""
        return {extension.due_id for extension in self.extensions}

    @property
    def pending(self) -> Extension | None:
        """Return the request that waits for a decision; one that the end of the task overtook waits for none."""
        if not self.is_open:
            return None
        return next((one for one in self.extensions if one.verdict == ExtensionVerdict.PENDING), None)


def deadline_of(task: Task, *, today: dt.date) -> Deadline:
    """Return what the page of a task shows of its deadline; what its kind cannot have is not asked for."""
    is_rule = task.due_date is None
    is_standing, is_trigger = task.kind == Kind.STANDING, task.kind == Kind.TRIGGER
    rhythm = Rhythm.objects.filter(task=task).prefetch_related("marks").first() if is_rule else None
    reviews = list(task.reviews.select_related("reviewed_by").order_by("-pk")) if is_standing else []
    period = period_of(rhythm.every, today) if rhythm is not None and is_standing else None
    events = (
        task.events.select_related("raised_by")
        .prefetch_related(Prefetch("task", Task.objects.with_flags()))
        .order_by("-happened_on", "-pk")
    )
    return Deadline(
        dues=sorted(task.due_dates.all(), key=lambda due: (due.recorded_at, due.pk)),
        extensions=sorted(task.extensions.all(), key=lambda extension: extension.pk),
        pauses=sorted(task.pauses.all(), key=lambda pause: (pause.since, pause.pk)),
        rhythm=rhythm,
        events=list(events) if is_trigger else [],
        reviews=reviews,
        period=period,
        is_reviewed=period is not None and any(one.period_start == period.start for one in reviews),
        is_open=task.stage in OPEN,
        term=printed_term(task.deadline_phrase),
        printed=printed_rhythm(task.deadline_phrase),
    )


def is_no_rule() -> Q:
    """Return the condition that a task is done once; what recurs is a rule as soon as its rhythm is set."""
    # Asked for what recurs only.
    recurs = Q(deadline_kind=DeadlineKind.RECURRING) & Q(Exists(Rhythm.objects.filter(task=OuterRef("pk"))))
    return ~(Q(kind__in=[Kind.STANDING, Kind.TRIGGER]) | recurs)


def is_not_reviewed(*, today: dt.date) -> Q:
    """Return the condition that nobody looked at a standing duty in the period it is in."""
    missing = [Q(every=kind) & ~Exists(_reviews_in(period_of(kind, today))) for kind in PeriodKind]
    # Asked task by task, of standing duties only: joined, every rhythm of the province would be read for each count.
    rhythms = Rhythm.objects.filter(functools.reduce(operator.or_, missing), task=OuterRef("pk"))
    return Q(kind=Kind.STANDING) & Q(Exists(rhythms))


def _reviews_in(period: Period) -> QuerySet[Review]:
    """Return the reviews of the duty of a rhythm in a period."""
    return Review.objects.filter(task=OuterRef("task"), period_start=period.start, period_end=period.end)


def live_rhythms() -> QuerySet[Rhythm, int]:
    """Return the ids of the rhythms whose duty is worked on and that make tasks."""
    live = Rhythm.objects.filter(task__stage__in=WORKING, task__lead_unit__isnull=False, marks__nth=1)
    return live.order_by("pk").values_list("pk", flat=True)
