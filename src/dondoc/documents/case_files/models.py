"""Case files, what lies in them, and what held of them from a day on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .choices import FileState, Rights

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

PERSON = settings.AUTH_USER_MODEL
UNIT = "organization.Unit"


class CaseFile(models.Model):
    """A file of the list of a year (hồ sơ trong danh mục hồ sơ): documents of one matter, kept by one person.

    Once closed it is frozen, and so is what lies in it: triggers refuse what this code might forget.
    """

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    # Số và ký hiệu hồ sơ: `FileNotation` of Phụ lục VI, 20 characters.
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    keeper = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=50, blank=True)
    description = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=FileState, default=FileState.OPEN)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    # Who took it in the archive, and on which day.
    handed_to = models.CharField(max_length=200, blank=True)
    handed_in_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    entries: RelatedManager[CaseFileEntry]
    terms: RelatedManager[CaseFileTerm]
    reopenings: RelatedManager[Reopening]
    # What holds of it on a day, as `selectors.with_terms` annotates it.
    years: int | None
    is_permanent: bool | None
    rights: str
    archive_due: dt.date | None

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "code"], name="documents_casefile_code"),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="documents_casefile_state_known"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="documents_casefile_has_a_name"),
            models.CheckConstraint(
                condition=Q(state=FileState.OPEN, closed_at=None, closed_by=None)
                | ~Q(state=FileState.OPEN) & Q(closed_at__isnull=False, closed_by__isnull=False),
                name="documents_casefile_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.HANDED_IN, handed_in_on__isnull=False) & ~Q(handed_to="")
                | ~Q(state=FileState.HANDED_IN) & Q(handed_to="", handed_in_on=None),
                name="documents_casefile_handed_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CaseFileEntry(models.Model):
    """That a document lies in a file, at a place; one document lies in as many files as it belongs to, uncopied."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="entries")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="case_file_entries")
    position = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    put_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["case_file", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_file", "document"], name="documents_casefileentry_once"),
            models.UniqueConstraint(fields=["case_file", "position"], name="documents_casefileentry_position"),
        ]

    def __str__(self) -> str:
        return f"{self.case_file_id}.{self.position}"


class CaseFileTerm(models.Model):
    """How long a file is kept, who may open it, when it is due for the archive: from a day on. Never edited."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField()
    is_permanent = models.BooleanField()
    # In years; None for a file that is kept for ever.
    years = models.PositiveSmallIntegerField(null=True)
    rights = models.CharField(max_length=10, choices=Rights)
    # By when it goes to the archive; None: nobody has said so.
    archive_due = models.DateField(null=True)
    # The list of retention periods or the decision that it rests on.
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["case_file", "-valid_from", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rights__in=Rights.values), name="documents_casefileterm_rights_known"),
            models.CheckConstraint(
                condition=Q(is_permanent=True, years=None) | Q(is_permanent=False, years__gte=1),
                name="documents_casefileterm_years_or_for_ever",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["archive_due"], name="documents_casefileterm_due")]

    def __str__(self) -> str:
        return f"{self.case_file_id} {self.valid_from}"


class Reopening(models.Model):
    """That a closed file was opened again (mở lại hồ sơ): who, when, why."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="reopenings")
    reason = models.CharField(max_length=500)
    reopened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="documents_reopening_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.case_file_id} {self.reason[:40]}"
