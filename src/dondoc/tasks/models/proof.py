"""News of a task, what proves it, and the results that were reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.tasks.choices import ClosesOn, LateReason, Verdict

from .task import Task

if TYPE_CHECKING:
    from dondoc.tasks.proof_sources import ProofRecord


class Update(models.Model):
    """News of a task: what was done (cập nhật tiến độ)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="updates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(models.Model):
    """What proves a result, with the date it bears itself (minh chứng). Never edited or deleted.

    A file, or a record that another part of the product keeps, such as a document of the register.
    A newer piece may take the place of one; both stay.
    A file sent with an update only shows how the work goes on: it proves nothing until it is reported.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    # The name of the file, or how the record was called when it was named as evidence.
    file_name = models.CharField(max_length=200)
    # Code of a source (`proof_sources`) and the id of the record there.
    source = models.CharField(max_length=30, blank=True)
    record_id = models.PositiveBigIntegerField(null=True)
    # Looked up by the index below: most pieces come with no update, for which SQLite would rather read all of them.
    update = models.ForeignKey("Update", on_delete=models.PROTECT, null=True, related_name="files", db_index=False)
    date = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # The piece in whose place this one stands, and why; the older one says since when it gave way.
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    supersedes_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True)

    # The record as the person who looks may see it; set by `selectors.with_records`.
    record: ProofRecord | None = None

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["source", "record_id"], condition=Q(record_id__isnull=False), name="tasks_evidence_by_record"
            ),
            models.Index(fields=["update"], condition=Q(update__isnull=False), name="tasks_evidence_of_update"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, source="", record_id=None)
                | Q(file=None, record_id__isnull=False) & ~Q(source=""),
                name="tasks_evidence_file_or_record",
            ),
            models.UniqueConstraint(
                fields=["task", "source", "record_id"],
                condition=Q(file=None, superseded_at=None),
                name="tasks_evidence_record_once_a_task",
            ),
            models.UniqueConstraint(
                fields=["task", "file"],
                condition=Q(update=None, superseded_at=None),
                name="tasks_evidence_in_force_once_a_task",
            ),
            models.CheckConstraint(
                condition=Q(update__isnull=False) | Q(date__isnull=False),
                name="tasks_evidence_dated_unless_of_an_update",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, supersedes_reason="")
                | Q(supersedes__isnull=False) & ~Q(supersedes_reason=""),
                name="tasks_evidence_gives_way_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ClosesOnChange(models.Model):
    """What a task closes on was corrected after it was given (sửa căn cứ hoàn thành). Never edited."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="closes_on_changes")
    before = models.CharField(max_length=15, choices=ClosesOn)
    after = models.CharField(max_length=15, choices=ClosesOn)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(before__in=ClosesOn.values, after__in=ClosesOn.values) & ~Q(before=F("after")),
                name="tasks_closesonchange_to_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.before} → {self.after}"


class ParticularsChange(models.Model):
    """The product of a task, how much of it, or its urgency was filled in or corrected. Never edited.

    Attributes:
        before, after: as people read them.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="particulars_changes")
    before = models.CharField(max_length=500, blank=True)
    after = models.CharField(max_length=500, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(before=F("after")) & (Q(before="") | ~Q(reason="")),
                name="tasks_particularschange_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.after}"


class Completion(models.Model):
    """A result reported as done, and what the assigning side decided on it (báo cáo hoàn thành)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="completions")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    # The day the result was really there: the latest date that the evidence bears.
    done_date = models.DateField()
    text = models.TextField()
    # Why it is late, where it is: of which kind, and in words.
    late_reason_kind = models.CharField(max_length=10, choices=LateReason, blank=True)
    late_reason = models.TextField(blank=True)
    evidence: models.ManyToManyField[Evidence, models.Model] = models.ManyToManyField(Evidence, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(late_reason_kind="", late_reason="")
                | Q(late_reason_kind__in=LateReason.values) & ~Q(late_reason=""),
                name="tasks_completion_late_reason_in_words",
            ),
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
