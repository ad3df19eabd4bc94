"""Views of the list that somebody keeps."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .task import UNIT


class SavedView(models.Model):
    """A view of the list under a name (khung nhìn đã lưu): for oneself, or shared with a unit and those below."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    query = models.TextField(blank=True)
    shared_with = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="tasks_savedview_name_of_owner"),
        ]

    def __str__(self) -> str:
        return self.name
