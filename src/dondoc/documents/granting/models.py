"""Who may read one document beside those who handle it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from dondoc.organization.models import Person

PERSON, UNIT = settings.AUTH_USER_MODEL, "organization.Unit"


class GrantQuerySet(models.QuerySet["ReadingGrant"]):
    """Chaining filters."""

    def held_by(self, person: Person, units: Iterable[int]) -> GrantQuerySet:
        """Return the rights that hold for a person: their own, and those of units that they look after.

        Args:
            units: ids of these.
        """
        return self.filter(Q(person=person) | Q(unit__in=units), withdrawn_at=None)


class ReadingGrant(models.Model):
    """That one person, or a unit, may read one document, until it is withdrawn. Who gave it and why is never edited."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    granted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(GrantQuerySet)()

    class Meta:
        ordering: ClassVar = ["document", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="documents_readinggrant_to_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="documents_readinggrant_says_why"),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="documents_readinggrant_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["document", "person"], condition=Q(withdrawn_at=None), name="documents_readinggrant_person_once"
            ),
            models.UniqueConstraint(
                fields=["document", "unit"], condition=Q(withdrawn_at=None), name="documents_readinggrant_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.reader}"

    @property
    def reader(self) -> str:
        """Return the name of the person or the unit."""
        one = self.person.full_name if self.person else self.unit and self.unit.name
        return one or ""
