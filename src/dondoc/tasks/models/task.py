"""A task, its deadlines over time, its pauses, and who takes part in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel import clock
from dondoc.organization.units.fields import VietnameseOrder
from dondoc.tasks.choices import (
    OPEN,
    SHORTENED,
    UNCOUNTED,
    Basis,
    ClosesOn,
    DeadlineKind,
    DueOrigin,
    Kind,
    ObstacleState,
    Stage,
    StatusClass,
)
from dondoc.tasks.status import EndSpan, PauseSpan, StatusFacts, classify

from .described import Described

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .awaited import Awaited
    from .cooperation import Cooperation
    from .correction import Correction
    from .deadline import Extension
    from .deadline_rhythm import Review, TriggerEvent
    from .obstacle import Obstacle, Opinion
    from .proof import Completion, Evidence, Update

UNIT = "organization.Unit"
# Lists are ordered by so many letters of what is to be done.
SORTED_LETTERS = 60
# A part that its whole waits for: open, or returned and not assigned anew.
UNFINISHED = Q(stage__in=OPEN) | Q(stage=Stage.RETURNED, replaced_by=None)


def _by(known_at: dt.datetime | None) -> Callable[[str], Q]:
    """Return what says that the moment in a column had come: had been recorded by `known_at`."""
    if known_at is None:
        return lambda column: Q(**{f"{column}__isnull": False})
    return lambda column: Q(**{f"{column}__isnull": False, f"{column}__lte": known_at})


def _due_known(known_at: dt.datetime | None, basis: Basis) -> F | Case:
    """Return the deadline in force, or the first one, as it had been recorded by `known_at`."""
    column = "original_due_date" if basis == Basis.ORIGINAL else "due_date"
    if known_at is None:
        return F(column)
    rows = DueDate.objects.filter(task=OuterRef("pk"), recorded_at__lte=known_at)
    latest = rows.order_by("-recorded_at", "-pk").values("date")
    if basis == Basis.ORIGINAL:
        first = rows.order_by("recorded_at", "pk").values("date")
        corrected = latest.filter(origin=DueOrigin.CORRECTED)
        earlier: Combinable = Coalesce(Subquery(corrected[:1]), Subquery(first[:1]))
    else:
        earlier = Subquery(latest[:1])
    # Most tasks never need the rows: they have no deadline, or the one in force was known already.
    return Case(
        When(due_recorded_at=None, then=Value(None)),
        When(due_recorded_at__lte=known_at, then=F(column)),
        default=earlier,
        output_field=models.DateField(),
    )


def _end_known(known_at: dt.datetime | None, *, before: dt.datetime) -> tuple[F | Case, Q | Combinable]:
    """Return the day of the result that counted as accepted by `known_at`, and whether an end without one did.

    Args:
        before: an end without a result counts when it came before this moment.

    An end that a correction took back only later counts for what was known before.
    """
    known = _by(known_at)
    if known_at is None:
        return F("done_date"), known("uncounted_at") & Q(uncounted_at__lt=before)
    ends = TakenBack.objects.filter(task=OuterRef("pk"), recorded_at__lte=known_at, taken_back_at__gt=known_at)
    done = Case(When(closed_at__lte=known_at, then=F("done_date")), default=Subquery(ends.values("done_date")[:1]))
    without = Exists(ends.filter(done_date=None, recorded_at__lt=before))
    return done, known("uncounted_at") & Q(uncounted_at__lt=before) | without


class TaskQuerySet(models.QuerySet["Task"]):
    """Filters that chain."""

    def with_status(
        self, *, as_of: dt.date, known_at: dt.datetime | None = None, basis: Basis = Basis.CURRENT
    ) -> TaskQuerySet:
        """Annotate `due_known`, the deadline known at the moment, and `status`, the class; twin of `status.classify`.

        A class in time or overdue is decided last, so that the rows of pauses are asked for late open tasks only.

        Args:
            known_at: the moment by which things must have been recorded; None: whatever is recorded now, which the
                columns of a task hold, so that no row of its history is asked for.
        """
        known = _by(known_at)
        after = clock.start_of(as_of + dt.timedelta(days=1))
        done_known, is_uncounted = _end_known(known_at, before=after)
        done = Q(done_known__lte=as_of)
        has_due = Q(due_known__isnull=False)
        pauses = Pause.objects.filter(known("recorded_at"), task=OuterRef("pk"), since__lte=as_of)
        standing = pauses.filter(~known("ended_at") | Q(until__gt=as_of), since__lte=OuterRef("due_known"))
        classes = Case(
            When(
                Q(is_collective=True) | ~(known("assigned_at") & Q(assigned_at__lt=after)) | is_uncounted,
                then=Value(StatusClass.NOT_COUNTED),
            ),
            When(done & has_due & Q(done_known__lte=F("due_known")), then=Value(StatusClass.DONE_IN_TIME)),
            When(done & has_due, then=Value(StatusClass.DONE_LATE)),
            When(done, then=Value(StatusClass.DONE_NO_DEADLINE)),
            When(~has_due, then=Value(StatusClass.OPEN_NO_DEADLINE)),
            When(due_known__gte=as_of, then=Value(StatusClass.OPEN_IN_TIME)),
            When(Exists(standing), then=Value(StatusClass.OPEN_IN_TIME)),
            default=Value(StatusClass.OPEN_OVERDUE),
            output_field=models.CharField(),
        )
        return (
            self.alias(done_known=done_known).annotate(due_known=_due_known(known_at, basis)).annotate(status=classes)
        )

    def with_flags(self) -> TaskQuerySet:
        """Annotate what stands beside the class: an obstacle that waits, the day since which the clock stands still."""
        from .obstacle import Obstacle  # its foreign key needs this module first

        waiting = Obstacle.objects.filter(task=OuterRef("pk"), state=ObstacleState.WAITING)
        standing = Pause.objects.filter(task=OuterRef("pk"), ended_at=None)
        return self.annotate(is_blocked=Exists(waiting), paused_since=Subquery(standing.values("since")))

    def for_list(self) -> TaskQuerySet:
        """Fetch what a row of a list shows."""
        return (
            self.with_flags()
            .select_related("lead_unit", "assignee", "document", "directive")
            .defer("document__text", "document__reading", "document__search_text", "directive__data")
            .defer("search_text", "action_order")
        )


class Task(Described):
    """A piece of work laid on somebody by an official document, or handed on inside a unit (nhiệm vụ)."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="tasks")
    # Of a task whose own document is not in hand: the document that speaks of it, and no directive.
    directive = models.ForeignKey("documents.Directive", on_delete=models.PROTECT, null=True, related_name="tasks")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    # The whole of a duty of several units: no lead of its own, its state follows its parts, not counted itself.
    is_collective = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    # The words of the document that it rests on.
    quote = models.TextField()
    action = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.ASSIGNED)
    closes_on = models.CharField(max_length=15, choices=ClosesOn, default=ClosesOn.RESULT)

    lead_printed = models.CharField(max_length=300, blank=True)
    lead_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assigning_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Empty while it waits for its document: until then it is not counted.
    assigned_at = models.DateTimeField(null=True)

    # When another lead was named than at first: the time to take it over runs from then on.
    lead_named_at = models.DateTimeField(null=True)

    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    deadline_phrase = models.CharField(max_length=300, blank=True)
    deadline_rule = models.CharField(max_length=200, blank=True)
    # The deadline in force now and when it was recorded: the latest row of `due_dates`, kept here for lists.
    due_date = models.DateField(null=True)
    due_recorded_at = models.DateTimeField(null=True)
    # The first of those rows, or the latest that a correction put in its place. It never changes otherwise.
    original_due_date = models.DateField(null=True)
    # Who set a date that the document does not give; empty when the date is the document's.
    due_set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    report_to = models.CharField(max_length=300, blank=True)
    report_via = models.CharField(max_length=300, blank=True)

    # A correction is asked for and not decided: kept here for lists, with the row of `corrections` that says so.
    is_disputed = models.BooleanField(default=False)
    done_date = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    uncounted_at = models.DateTimeField(null=True)
    last_news_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)
    action_order = VietnameseOrder(of="action", letters=SORTED_LETTERS)

    awaited: Awaited
    from_opinion: Opinion
    parts: RelatedManager[Task]
    due_dates: RelatedManager[DueDate]
    pauses: RelatedManager[Pause]
    taken_back: RelatedManager[TakenBack]
    obstacles: RelatedManager[Obstacle]
    updates: RelatedManager[Update]
    evidence: RelatedManager[Evidence]
    corrections: RelatedManager[Correction]
    completions: RelatedManager[Completion]
    cooperations: RelatedManager[Cooperation]
    extensions: RelatedManager[Extension]
    reviews: RelatedManager[Review]
    events: RelatedManager[TriggerEvent]
    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="tasks_task_stage_known"),
            models.CheckConstraint(condition=Q(closes_on__in=ClosesOn.values), name="tasks_task_closes_on_known"),
            models.CheckConstraint(condition=Q(urgency__in=["", *Urgency.values]), name="tasks_task_urgency_known"),
            models.CheckConstraint(
                condition=Q(product_quantity=None, product_unit="") | Q(product_quantity__gt=0) & ~Q(product_unit=""),
                name="tasks_task_quantity_of_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DONE, done_date__isnull=False, closed_at__isnull=False)
                | ~Q(stage=Stage.DONE) & Q(done_date__isnull=True, closed_at__isnull=True),
                name="tasks_task_done_iff_closed",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=UNCOUNTED, uncounted_at__isnull=False)
                | ~Q(stage__in=UNCOUNTED) & Q(uncounted_at__isnull=True),
                name="tasks_task_uncounted_iff_ended_so",
            ),
            models.CheckConstraint(
                condition=Q(assigned_at__isnull=False, assigned_by__isnull=False, directive__isnull=False)
                & ~Q(stage=Stage.AWAITED)
                | Q(assigned_at=None, assigned_by=None, directive=None, lead_unit=None, due_date=None)
                & Q(stage__in=[Stage.AWAITED, Stage.CANCELLED, Stage.REPLACED]),
                name="tasks_task_assigned_or_awaited",
            ),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True, due_recorded_at__isnull=True, original_due_date__isnull=True)
                | Q(due_date__isnull=False, due_recorded_at__isnull=False, original_due_date__isnull=False),
                name="tasks_task_due_is_recorded",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="tasks_task_is_no_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(is_collective=False) | Q(lead_unit=None, assignee=None),
                name="tasks_task_collective_has_no_lead",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lead_unit", "stage", "due_date"], name="tasks_task_by_lead"),
            models.Index(fields=["assignee", "stage"], name="tasks_task_by_assignee"),
            models.Index(fields=["assigning_unit", "stage", "due_date"], name="tasks_task_by_assigner"),
            models.Index(fields=["assigning_unit"], condition=Q(is_disputed=True), name="tasks_task_disputed"),
            models.Index(fields=["due_date"], name="tasks_task_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.action[:80]}"

    @property
    def in_full(self) -> str:
        """Return what is to be done in whole words, for paper and for who writes on from it."""
        is_short = self.action.endswith(SHORTENED)
        return self.quote[:1].upper() + self.quote[1:] if is_short else self.action

    @property
    def code(self) -> str:
        """Return the short code people say (mã nhiệm vụ)."""
        return f"NV-{self.pk}"

    def status_facts(self, basis: Basis = Basis.CURRENT) -> StatusFacts:
        """Return what the class of this task depends on: its columns, and rows of deadlines, pauses, old ends."""
        rows = sorted(self.due_dates.all(), key=lambda row: (row.recorded_at, row.pk))
        if basis == Basis.ORIGINAL:
            rows = rows[:1] + [row for row in rows[1:] if row.origin == DueOrigin.CORRECTED]
        return StatusFacts(
            assigned_at=self.assigned_at,
            due_date=self.original_due_date if basis == Basis.ORIGINAL else self.due_date,
            due_recorded_at=self.due_recorded_at,
            earlier_dues=tuple((row.recorded_at, row.date) for row in rows),
            pauses=tuple(pause.span for pause in self.pauses.all()),
            done_date=self.done_date,
            closed_at=self.closed_at,
            uncounted_at=self.uncounted_at,
            is_collective=self.is_collective,
            taken_back=tuple(end.span for end in self.taken_back.all()),
            original_due_date=self.original_due_date,
        )

    def status_on(self, *, as_of: dt.date, known_at: dt.datetime, basis: Basis = Basis.CURRENT) -> StatusClass:
        """Return the class of this task; see `status.classify`."""
        return classify(self.status_facts(basis), as_of=as_of, known_at=known_at)


class DueDate(models.Model):
    """A deadline of a task from the moment it was recorded (thời hạn): the original, then each change. Never edited."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="due_dates")
    date = models.DateField()
    origin = models.CharField(max_length=10, choices=DueOrigin)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(origin__in=DueOrigin.values), name="tasks_duedate_origin_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["task", "recorded_at"], name="tasks_duedate_of_task")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.date}"


class Pause(models.Model):
    """Days in which the clock of a task stands still (tạm dừng): from a day until before another, or still on."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="pauses")
    since = models.DateField()
    reason = models.TextField()
    # The obstacle until whose removal it lasts; a pause without one lasts until somebody ends it.
    obstacle = models.ForeignKey("Obstacle", on_delete=models.PROTECT, null=True, related_name="pauses")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task"], condition=Q(ended_at=None), name="tasks_pause_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, until=None, ended_by=None)
                | Q(ended_at__isnull=False, until__gte=F("since"), ended_by__isnull=False),
                name="tasks_pause_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.since}"

    @property
    def span(self) -> PauseSpan:
        """Return the days of the pause and when they were recorded."""
        return PauseSpan(self.since, self.recorded_at, self.until, self.ended_at)


class TakenBack(models.Model):
    """An end of a task that a correction took back: it held from its recording until then. Never edited.

    The day of the result is that of an accepted one; an end without a result has none.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="taken_back")
    correction = models.ForeignKey("Correction", on_delete=models.PROTECT, related_name="ends")
    done_date = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_back_at__gte=F("recorded_at")), name="tasks_takenback_after_it_was_recorded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.recorded_at}"

    @property
    def span(self) -> EndSpan:
        """Return what ended the task, and how long that held."""
        return EndSpan(self.recorded_at, self.taken_back_at, self.done_date)
