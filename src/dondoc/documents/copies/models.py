"""Copies with their numbers, and what an administrator said of the series."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .choices import Kind, Medium

PERSON = settings.AUTH_USER_MODEL
UNIT = "organization.Unit"


class CopyForm(models.Model):
    """How copies of a kind are numbered, as an administrator set it after comparing; this holds then."""

    kind = models.CharField(max_length=10, choices=Kind, unique=True)
    abbreviation = models.CharField(max_length=10)
    series = models.CharField(max_length=10)
    source = models.CharField(max_length=200)
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(abbreviation="") & ~Q(series="") & ~Q(source=""), name="documents_copyform_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.abbreviation}"


class CopySeries(models.Model):
    """The last number that a unit gave to a copy in a series of a year, changed in the act that gives the next."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=10)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "series"], name="documents_copyseries_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.series} {self.year}: {self.last}"


class Copy(models.Model):
    """That a document was copied under a number (bản sao). Never edited."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=10, choices=Kind)
    medium = models.CharField(max_length=15, choices=Medium)
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    # As it is printed after the number, such as SY-SKHCN.
    symbol = models.CharField(max_length=60)
    copied_on = models.DateField()
    signer = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    # The post in which they sign, as it was called on the day.
    signer_title = models.CharField(max_length=120)
    recipients = models.CharField(max_length=1000)
    amount = models.PositiveSmallIntegerField()
    # What was extracted; of an extract only.
    extract = models.CharField(max_length=500, blank=True)
    # The pages of the file that it takes, as 1, 3-4; empty: all.
    pages = models.CharField(max_length=60, blank=True)
    # How the signer signs: authority, title, name; none where it was entered before this was kept.
    signature = models.JSONField(null=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "series", "number"], name="documents_copy_number"),
            models.CheckConstraint(condition=Q(number__gte=1, amount__gte=1), name="documents_copy_counts_from_one"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="documents_copy_kind_known"),
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="documents_copy_medium_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.EXTRACT) & ~Q(extract="") | ~Q(kind=Kind.EXTRACT) & Q(extract=""),
                name="documents_copy_extract_says_what",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "copied_on"], name="documents_copy_by_day")]

    def __str__(self) -> str:
        return self.line

    # As the organisation signed it, where it did.
    signed: SignedCopy

    @property
    def line(self) -> str:
        """Return number and symbol as printed: 05/SY-SKHCN."""
        return f"{self.number:02d}/{self.symbol}"


class SignedCopy(models.Model):
    """An electronic copy as the organisation signed it (chữ ký số của cơ quan sao văn bản). Never edited."""

    copy = models.OneToOneField(Copy, on_delete=models.PROTECT, related_name="signed")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.copy_id)
