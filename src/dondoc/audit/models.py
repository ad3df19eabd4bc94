"""The log of acts, and the seals that chain it. The database refuses to change either (migration 0004)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, newest first where it matters to a reader."""

    def about(self, *subjects: str) -> EntryQuerySet:
        """Return the acts on some records, newest first, with their actors; that one was opened only the log says."""
        return self.filter(subject__in=subjects).exclude(act__endswith=".read").select_related("actor").order_by("-id")


class Entry(models.Model):
    """One act on one record (nhật ký). Written in the act's own transaction, never changed.

    The only change the database lets through is erasing a part for good (`services.erase`).
    """

    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    at = models.DateTimeField()

    # Who acted, as it was at that moment; empty after erasing, and so is the salt.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=400, blank=True)
    address = models.GenericIPAddressField(null=True)
    who_salt = models.CharField(max_length=32, blank=True)
    who_digest = models.CharField(max_length=64, default="")

    # What changed; the same holds.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    what_salt = models.CharField(max_length=32, blank=True)
    what_digest = models.CharField(max_length=64, default="")

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "-id"], name="audit_entry_subject"),
            models.Index(fields=["at"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


class Seal(models.Model):
    """A closed batch of entries: its hash covers them and the seal before (niêm phong nhật ký)."""

    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    # The number and the hash of each entry, a line each: so that checking can name the very entry.
    roll = models.TextField(default="")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first}–{self.last} {self.digest[:12]}"
