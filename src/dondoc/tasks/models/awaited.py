"""A task of a document that is not in hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .proposal import Proposal
from .task import Task


class Awaited(models.Model):
    """Where a task comes from whose own document is not in hand (nhiệm vụ chờ văn bản). Stays when it gets content.

    Attributes:
        citation: the place that speaks of so many tasks of the absent document; `quote` is its sentence.
        reference: number and symbol of the absent document as one key, with its date as cited (`documents.citing`).
        number: which of its tasks this is, from 1; nothing else is known of it.
        proposal: the passage of the document that arrived which gave it its content.
    """

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="awaited")
    citation = models.ForeignKey("documents.Citation", on_delete=models.PROTECT, related_name="+")
    quote = models.TextField()
    reference = models.CharField(max_length=100)
    date = models.DateField(null=True)
    number = models.PositiveSmallIntegerField()
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="awaited")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reference", "date", "number"], condition=Q(date__isnull=False), name="tasks_awaited_once"
            ),
            models.UniqueConstraint(
                fields=["reference", "number"], condition=Q(date=None), name="tasks_awaited_once_undated"
            ),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(reference=""), name="tasks_awaited_of_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.number}"
