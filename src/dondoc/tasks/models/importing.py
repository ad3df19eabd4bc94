"""Old registers taken in from workbooks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.tasks.choices import ImportState


class ImportBatch(models.Model):
    """One workbook of an old register (đợt nhập): looked at, taken in as a whole, taken back as a whole."""

    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    mapping = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.DRAFT)
    # The register's entry that its tasks quote; empty unless it is taken in.
    document = models.OneToOneField("documents.Document", on_delete=models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="tasks_importbatch_state_known"),
            models.CheckConstraint(
                condition=Q(state=ImportState.DONE) | Q(document=None), name="tasks_importbatch_document_iff_done"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
