"""What moves a deadline or says how it was counted: extensions asked for or decided, counts from an event."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.kernel.choices import TermUnit
from dondoc.tasks.choices import ExtensionVerdict

from .task import DueDate, Task


class Extension(models.Model):
    """A later deadline that the lead asked for (xin gia hạn), and what the assigning side decided on it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The deadline in force when it was asked for, and the one asked for.
    due_then = models.DateField()
    asked_date = models.DateField()
    reason = models.TextField()
    verdict = models.CharField(max_length=10, choices=ExtensionVerdict, default=ExtensionVerdict.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_note = models.TextField(blank=True)
    # The deadline that granting it, or the decision that answered it, put in force.
    due = models.OneToOneField(DueDate, on_delete=models.PROTECT, null=True, related_name="extension")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(verdict=ExtensionVerdict.PENDING), name="tasks_extension_one_pending"
            ),
            models.CheckConstraint(condition=Q(asked_date__gt=F("due_then")), name="tasks_extension_is_later"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="tasks_extension_asker_does_not_decide",
            ),
            models.CheckConstraint(
                condition=Q(
                    verdict=ExtensionVerdict.PENDING, decided_by__isnull=True, decided_at__isnull=True, due=None
                )
                | Q(verdict=ExtensionVerdict.REFUSED, decided_by__isnull=False, decided_at__isnull=False, due=None)
                | Q(
                    verdict__in=[ExtensionVerdict.GRANTED, ExtensionVerdict.DECIDED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    due__isnull=False,
                ),
                name="tasks_extension_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.asked_date}"


class DeadlineDecision(models.Model):
    """The decision of the assigning side that gave a later deadline, asked for or not, and why. Never edited."""

    due = models.OneToOneField(DueDate, on_delete=models.PROTECT, related_name="decision")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="tasks_deadlinedecision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.due_id} {self.document_id}"


class DeadlineCount(models.Model):
    """How a deadline was counted (cách tính thời hạn): the event, its day, the term, and where its last day fell."""

    due = models.OneToOneField(DueDate, on_delete=models.PROTECT, related_name="count")
    event = models.CharField(max_length=300)
    event_date = models.DateField()
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=TermUnit)
    # The last day as counted, and why it gave way to the next working day; empty when it did not.
    last_day = models.DateField()
    rest_reason = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(unit__in=TermUnit.values), name="tasks_deadlinecount_unit_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="tasks_deadlinecount_of_days"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit} {self.event_date}"
