"""The number under which a document came in, where it was sent, what the leader said of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .choices import Handling, Priority

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from dondoc.organization.models import Unit

PERSON = settings.AUTH_USER_MODEL
UNIT = "organization.Unit"


class ArrivalSeries(models.Model):
    """The last arrival number that a unit gave in a year: one row for each, changed in the act that gives the next."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="documents_arrivalseries_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.last}"


class Arrival(models.Model):
    """That a document came in (văn bản đến): its number in the series of the unit and year (Điều 22 NĐ 30/2020).

    Each unit that keeps a book enters a document once, with a directive and a case file of its own.
    """

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="arrivals")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    arrived_on = models.DateField()
    # When a book took in what another had registered; None: with the registration of the document itself.
    entered_on = models.DateField(null=True)
    priority = models.CharField(max_length=1, choices=Priority, default=Priority.NORMAL)
    # By when it is to be handled, where the document or the office says so; never counted from anything.
    due_date = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    # The one unit of ours that goes by the issuer's name on the day of the document; None: it came from outside.
    sender_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")

    state = models.CharField(max_length=10, choices=Handling, default=Handling.NEW)
    presented_to = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    presented_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="answers")
    answered_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    # Set where a list shows by when something is to be done, and marks what is overdue.
    due: dt.date | None
    is_late: bool
    # How urgent the reader found the document to be, where one entry is asked for (`selectors.get`); None: no stamp.
    priority_read: Priority | None
    forwardings: RelatedManager[Forwarding]
    directions: RelatedManager[Direction]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="documents_arrival_number"),
            models.UniqueConstraint(fields=["document", "unit"], name="documents_arrival_once_in_a_book"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_arrival_number_from_one"),
            models.CheckConstraint(condition=Q(state__in=Handling.values), name="documents_arrival_state_known"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="documents_arrival_priority_known"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answered_by=F("document")),
                name="documents_arrival_answered_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=Handling.ANSWERED) | Q(answered_by__isnull=False),
                name="documents_arrival_answer_is_there",
            ),
            models.CheckConstraint(
                condition=Q(state=Handling.FILED, filed_at__isnull=False) | ~Q(state=Handling.FILED) & Q(filed_at=None),
                name="documents_arrival_filed_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "arrived_on"], name="documents_arrival_by_day"),
            models.Index(fields=["state", "due_date"], name="documents_arrival_by_state"),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """Return the number with its year, as people say it."""
        return f"{self.number}/{self.year}"


class Forwarding(models.Model):
    """That a document was sent on to a unit (chuyển giao), and who signed for it there (ký nhận)."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="forwardings")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["arrival", "sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrival", "unit"], name="documents_forwarding_once"),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="documents_forwarding_received_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.arrival_id} → {self.unit_id}"


class Direction(models.Model):
    """What a leader said is to be done about an incoming document (bút phê, ý kiến chỉ đạo). Never edited.

    Its words are a directive of the document, which the task made of them quotes. One holds at a time: when its task
    is cancelled it has ended, and another may be given.
    """

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="directions")
    directive = models.OneToOneField("documents.Directive", on_delete=models.PROTECT, related_name="direction")
    text = models.TextField()
    lead_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    cooperating: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(UNIT, related_name="+")
    # None: the leader said that no deadline is named.
    due_date = models.DateField(null=True)
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["arrival", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["arrival"], condition=Q(ended_at=None), name="documents_direction_one_holds"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="documents_direction_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
