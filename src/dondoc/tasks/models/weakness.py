"""Weak points that a document names, and the tasks that remedy them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .task import Task


class Weakness(models.Model):
    """A weak point named in a document's assessment (tồn tại, hạn chế), word for word; tasks remedy it.

    Whether it is remedied is computed from its tasks, never entered.
    """

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="weaknesses")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    remedies: models.ManyToManyField[Task, models.Model] = models.ManyToManyField(Task, related_name="remedied")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "start"], name="tasks_weakness_once_a_passage"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="tasks_weakness_quotes_something"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]
