"""News of a task, what proves it, and the results that were reported."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.tasks.choices import Verdict

from .task import Task


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

    A newer piece may take the place of one; both stay.
    A file sent with an update only shows how the work goes on: it proves nothing until it is reported.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    update = models.ForeignKey("Update", on_delete=models.PROTECT, null=True, related_name="files")
    date = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # The piece in whose place this one stands, and why; the older one says since when it gave way.
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    supersedes_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
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
