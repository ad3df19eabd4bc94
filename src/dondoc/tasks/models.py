"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from .choices import DeadlineKind, Decision, Kind, Stage, StatusClass, Verdict
from .status import StatusFacts, classify

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from dondoc.organization.models import Unit

UNIT = "organization.Unit"


class Proposal(models.Model):
    """A passage under review (đề xuất): what it will become, once a person has confirmed it.

    It begins as one directive; splitting makes two of it, merging lets it take the next one in.

    `lead_printed` and `due_printed` are words of the document; where they are empty and the field beside them is not,
    the assigning leader filled it.
    """

    directive = models.ForeignKey("documents.Directive", on_delete=models.PROTECT, related_name="proposals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.TODO)
    action = models.TextField()
    product = models.CharField(max_length=300, blank=True)
    lead_printed = models.CharField(max_length=300, blank=True)
    lead_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    cooperating: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(UNIT, related_name="+")
    due_printed = models.CharField(max_length=300, blank=True)
    due_date = models.DateField(null=True)
    # What these words say of a deadline, with or without a day, and to whom the result goes.
    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    deadline_phrase = models.CharField(max_length=300, blank=True)
    deadline_rule = models.CharField(max_length=200, blank=True)
    report_to = models.CharField(max_length=300, blank=True)
    report_via = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    # Its number on the screen, in the order of the text; set by `selectors.proposals_of`.
    number = 0

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="tasks_proposal_decision_known"),
            models.CheckConstraint(
                condition=Q(decision=Decision.MERGED, merged_into__isnull=False)
                | ~Q(decision=Decision.MERGED) & Q(merged_into__isnull=True),
                name="tasks_proposal_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.TODO) | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="tasks_proposal_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id}: {self.action[:60]}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Filters that chain."""

    def with_status(self, *, as_of: dt.date, known_at: dt.datetime) -> TaskQuerySet:
        """Annotate `status`, the class of each task; the twin of `status.classify`."""
        due_known = Q(due_date__isnull=False, due_recorded_at__lte=known_at)
        done_known = Q(closed_at__lte=known_at, done_date__lte=as_of)
        return self.annotate(
            status=Case(
                When(
                    Q(assigned_at__gt=known_at) | Q(uncounted_at__lte=known_at),
                    then=Value(StatusClass.NOT_COUNTED),
                ),
                When(
                    done_known & due_known & Q(done_date__lte=F("due_date")),
                    then=Value(StatusClass.DONE_IN_TIME),
                ),
                When(done_known & due_known, then=Value(StatusClass.DONE_LATE)),
                When(done_known, then=Value(StatusClass.DONE_NO_DEADLINE)),
                When(due_known & Q(due_date__lt=as_of), then=Value(StatusClass.OPEN_OVERDUE)),
                When(due_known, then=Value(StatusClass.OPEN_IN_TIME)),
                default=Value(StatusClass.OPEN_NO_DEADLINE),
                output_field=models.CharField(),
            )
        )

    def for_list(self) -> TaskQuerySet:
        """Fetch what a row of a list shows."""
        return self.select_related("lead_unit", "assignee", "document", "directive").defer(
            "document__text", "document__reading", "document__search_text", "directive__data", "search_text"
        )


class Task(models.Model):
    """A piece of work laid on somebody by an official document, or handed on inside a unit (nhiệm vụ)."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="tasks")
    directive = models.ForeignKey("documents.Directive", on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    # The words of the document that it rests on.
    quote = models.TextField()
    action = models.TextField()
    product = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.ASSIGNED)

    lead_printed = models.CharField(max_length=300, blank=True)
    lead_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assigning_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    deadline_phrase = models.CharField(max_length=300, blank=True)
    deadline_rule = models.CharField(max_length=200, blank=True)
    due_date = models.DateField(null=True)
    due_recorded_at = models.DateTimeField(null=True)
    # Who set a date that the document does not give; empty when the date is the document's.
    due_set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    report_to = models.CharField(max_length=300, blank=True)
    report_via = models.CharField(max_length=300, blank=True)

    done_date = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    uncounted_at = models.DateTimeField(null=True)
    last_news_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)

    parts: RelatedManager[Task]
    updates: RelatedManager[Update]
    evidence: RelatedManager[Evidence]
    completions: RelatedManager[Completion]
    cooperations: RelatedManager[Cooperation]
    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="tasks_task_stage_known"),
            models.CheckConstraint(
                condition=Q(stage=Stage.DONE, done_date__isnull=False, closed_at__isnull=False)
                | ~Q(stage=Stage.DONE) & Q(done_date__isnull=True, closed_at__isnull=True),
                name="tasks_task_done_iff_closed",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.RETURNED, uncounted_at__isnull=False)
                | ~Q(stage=Stage.RETURNED) & Q(uncounted_at__isnull=True),
                name="tasks_task_returned_iff_uncounted",
            ),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True, due_recorded_at__isnull=True)
                | Q(due_date__isnull=False, due_recorded_at__isnull=False),
                name="tasks_task_due_is_recorded",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lead_unit", "stage", "due_date"], name="tasks_task_by_lead"),
            models.Index(fields=["assignee", "stage"], name="tasks_task_by_assignee"),
            models.Index(fields=["due_date"], name="tasks_task_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.action[:80]}"

    @property
    def code(self) -> str:
        """Return the short code people say (mã nhiệm vụ)."""
        return f"NV-{self.pk}"

    def status_facts(self) -> StatusFacts:
        """Return what the class of this task depends on."""
        return StatusFacts(
            assigned_at=self.assigned_at,
            due_date=self.due_date,
            due_recorded_at=self.due_recorded_at,
            done_date=self.done_date,
            closed_at=self.closed_at,
            uncounted_at=self.uncounted_at,
        )

    def status_on(self, *, as_of: dt.date, known_at: dt.datetime) -> StatusClass:
        """Return the class of this task; see `status.classify`."""
        return classify(self.status_facts(), as_of=as_of, known_at=known_at)


class Cooperation(models.Model):
    """A unit that takes part beside the lead (đơn vị phối hợp); as printed, and which unit that is."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="cooperations")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    printed = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.printed


class Update(models.Model):
    """News of a task: what was done (cập nhật tiến độ)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="updates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(models.Model):
    """A file that proves a result, with the date it bears itself (minh chứng). Never edited or deleted.

    A file sent with an update only shows how the work goes on: it proves nothing until it is reported.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    update = models.ForeignKey("Update", on_delete=models.PROTECT, null=True, related_name="files")
    date = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "file"], condition=Q(update=None), name="tasks_evidence_once_a_task"
            ),
            models.CheckConstraint(
                condition=Q(update__isnull=False) | Q(date__isnull=False),
                name="tasks_evidence_dated_unless_of_an_update",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Completion(models.Model):
    """A result reported as done, and what the assigning side decided on it (báo cáo hoàn thành)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="completions")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    # The day the result was really there: the latest date that the evidence bears.
    done_date = models.DateField()
    text = models.TextField()
    evidence: models.ManyToManyField[Evidence, models.Model] = models.ManyToManyField(Evidence, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(verdict=Verdict.PENDING), name="tasks_completion_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("reported_by")),
                name="tasks_completion_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PENDING, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(verdict=Verdict.PENDING) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="tasks_completion_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.done_date}"
