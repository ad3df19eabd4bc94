"""Outgoing documents, their numbers, whom they went to, what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .choices import ENDED, ENDS, UNNUMBERED, AftermathKind, Medium, OutgoingState

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from dondoc.documents.incoming.models import Arrival

PERSON, UNIT, DOCUMENT = settings.AUTH_USER_MODEL, "organization.Unit", "documents.Document"


class Series(models.Model):
    """Documents of one issuer that are numbered together (hệ thống số), as its records regulation groups them."""

    issuer = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    # Abbreviations of the types, as `TB`; an empty list takes every type that no other series names.
    document_types = models.JSONField(default=list)
    regulation = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(regulation=""), name="documents_series_names_its_ground"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="documents_series_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeriesYear(models.Model):
    """The last number that a series gave in a year; the row is the lock of whoever numbers."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year"], name="documents_seriesyear_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}/{self.year}"


class Outgoing(models.Model):
    """A signed document on its way out, and its line in the register (Sổ đăng ký văn bản đi)."""

    draft = models.ForeignKey("documents.Draft", on_delete=models.PROTECT, related_name="outgoing")
    issuer = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=10)
    symbol = models.CharField(max_length=60)
    subject = models.TextField()
    # What was signed, as `dondoc.writing/1`; number and date come beside it.
    content = models.JSONField()
    medium = models.CharField(max_length=10, choices=Medium)
    state = models.CharField(max_length=10, choices=OutgoingState, default=OutgoingState.SIGNED)

    signer = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    # As `organization.choices.SIGNINGS` has it.
    prefix = models.CharField(max_length=10, blank=True)
    signed_on = models.DateField()
    signing_recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    signing_recorded_at = models.DateTimeField()

    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="numbered")
    year = models.PositiveIntegerField(null=True)
    ordinal = models.PositiveIntegerField(null=True)
    date = models.DateField(null=True)
    numbered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    numbered_at = models.DateTimeField(null=True)

    sealed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField(null=True)

    # The PDF as signed so far; of a paper original its scan.
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    # Its row in the register of all documents, once it is issued.
    document = models.OneToOneField(DOCUMENT, on_delete=models.PROTECT, null=True, related_name="outgoing")
    issued_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    # Why the number was cancelled, or the signature discarded before there was one.
    void_reason = models.TextField(blank=True)
    search_text = models.TextField(blank=True)

    sendings: RelatedManager[Sending]
    aftermath: RelatedManager[Aftermath]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft"],
                condition=~Q(state__in=ENDED),
                name="documents_outgoing_signed_once",
            ),
            models.UniqueConstraint(
                fields=["series", "year", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="documents_outgoing_number_once",
            ),
            models.UniqueConstraint(
                fields=["issuer", "year", "symbol", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="documents_outgoing_number_line_once",
            ),
            models.CheckConstraint(condition=Q(state__in=OutgoingState.values), name="documents_outgoing_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=UNNUMBERED, ordinal=None, series=None, date=None)
                | ~Q(state__in=UNNUMBERED)
                & Q(ordinal__isnull=False, series__isnull=False, date__isnull=False, numbered_by__isnull=False),
                name="documents_outgoing_numbered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=OutgoingState.ISSUED)
                | Q(document__isnull=False, file__isnull=False, issued_by__isnull=False, issued_at__isnull=False),
                name="documents_outgoing_issued_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | ~Q(void_reason=""), name="documents_outgoing_void_says_why"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["issuer", "-date", "-ordinal"], name="documents_outgoing_book"),
        ]

    def __str__(self) -> str:
        return f"{self.number_line} {self.subject}"

    @property
    def number(self) -> str:
        """Return the number as printed, with a leading 0 below 10; empty before it is given."""
        return f"{self.ordinal:02d}" if self.ordinal is not None else ""

    @property
    def number_line(self) -> str:
        """Return number and symbol as printed; a number not given yet stays visibly blank."""
        return f"{self.number or '…'}/{self.symbol}"


class Sending(models.Model):
    """One recipient of an issued document: a unit of ours, or somebody outside as the document names them."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="sendings")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    printed = models.CharField(max_length=300)
    sent_at = models.DateTimeField()
    received_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)

    # Set where the sender sees how it stands there.
    entry: Arrival | None

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outgoing", "printed"], name="documents_sending_once"),
            models.CheckConstraint(
                condition=Q(received_by=None, received_at=None)
                | Q(received_by__isnull=False, received_at__isnull=False, unit__isnull=False),
                name="documents_sending_received_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.printed


class Aftermath(models.Model):
    """What was done about an issued document: recalled, or corrected, amended, replaced by another one."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="aftermath")
    kind = models.CharField(max_length=10, choices=AftermathKind)
    by_document = models.ForeignKey(DOCUMENT, on_delete=models.PROTECT, null=True, related_name="changes_made")
    reason = models.TextField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=AftermathKind.values), name="documents_aftermath_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=AftermathKind.RECALLED) | Q(by_document__isnull=False),
                name="documents_aftermath_by_a_document",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="documents_aftermath_says_why"),
            models.UniqueConstraint(
                fields=["outgoing"],
                condition=Q(kind__in=ENDS),
                name="documents_aftermath_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outgoing_id} {self.kind}"
