"""Authorities whose certificates are trusted, and what they revoked."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class TrustAnchorQuerySet(models.QuerySet["TrustAnchor"]):
    """Trusted certificates."""

    def trusted(self) -> TrustAnchorQuerySet:
        """Return those in which trust was not withdrawn."""
        return self.filter(withdrawn_at=None)


class TrustAnchor(models.Model):
    """A certificate that signatures may lead to (chứng thư gốc); it stays on record when trust in it is withdrawn."""

    certificate = models.BinaryField()  # DER
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=1000)
    # SHA-256, hexadecimal: what people compare with what the authority publishes.
    fingerprint = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    # Where it was taken from and how its fingerprint was compared.
    source = models.CharField(max_length=500)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = TrustAnchorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(withdrawn_at=None), name="documents_trustanchor_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="documents_trustanchor_withdrawn_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="documents_trustanchor_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fingerprint[:16]}"

    @property
    def fingerprint_in_groups(self) -> str:
        """Return the fingerprint as authorities print it: AB CD EF …"""
        digits = self.fingerprint.upper()
        return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))

    def is_over(self, now: dt.datetime) -> bool:
        """Say whether its own time has run out; what was signed before stays verifiable."""
        return self.valid_to < now


class RevocationList(models.Model):
    """A list of revoked certificates (CRL) that an authority published; a newer one of the same kind counts."""

    content = models.BinaryField()  # DER
    issuer = models.CharField(max_length=200)
    # SHA-256, hexadecimal, of the issuer's whole name, its key and the part of its certificates that the list is of.
    issuer_key = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer_key", "issued_at"], name="documents_revocationlist_once"),
            models.CheckConstraint(
                condition=Q(next_at=None) | Q(next_at__gte=F("issued_at")), name="documents_revocationlist_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.issued_at:%Y-%m-%d}"

    def is_over(self, now: dt.datetime) -> bool:
        """Say whether the authority has promised a newer one by now."""
        return self.next_at is not None and self.next_at < now
