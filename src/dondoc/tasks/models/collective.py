"""Several leads that a document names together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .proposal import Proposal
from .task import UNIT


class CommonLead(models.Model):
    """One of several leads of a proposal (chủ trì chung), as printed: each gets a task of its own under one whole."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="common_leads")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    printed = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "unit"], name="tasks_commonlead_once_a_proposal"),
        ]

    def __str__(self) -> str:
        return self.printed
