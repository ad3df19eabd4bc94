"""The address book, what is sent to whom, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .choices import LIVE, Business, DeliveryState, MessageKind, Outcome

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Correspondent(models.Model):
    """An agency outside the organisation (cơ quan liên thông), under a name and an identifier from a day to a day."""

    name = models.CharField(max_length=200)
    # Identifier in electronic exchange (mã định danh điện tử).
    organ_id = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)
    # Where name and identifier come from.
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    # Computed from the name: its place in Vietnamese order, whatever the database's collation.
    sort_key = models.BinaryField(default=b"")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ_id"], condition=Q(valid_to=None), name="documents_correspondent_one_of_an_id"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="documents_correspondent_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(organ_id=""), name="documents_correspondent_has_an_id"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organ_id})"


class ReceivedMessage(models.Model):
    """A message that came (tin nhận về), and what became of it.

    What its head says of the document stands here and nowhere else: "theo tin điện tử". The document itself says what
    was read in it.
    """

    kind = models.CharField(max_length=12, choices=MessageKind)
    outcome = models.CharField(max_length=12, choices=Outcome)
    # Why it was refused, in the words that the sender is told.
    reason = models.TextField(blank=True)
    # Which bytes came under which name: the same again is the same message, read twice.
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    # The message as it came; null where nothing may be kept.
    payload = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    sender_id = models.CharField(max_length=60, blank=True)
    sender_name = models.CharField(max_length=300, blank=True)
    # Whom of ours it is addressed to; the unit where one bears the identifier.
    addressed_id = models.CharField(max_length=60, blank=True)
    addressed_name = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    # What the head says of the document.
    message_id = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    date = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    type_name = models.CharField(max_length=200, blank=True)
    subject = models.TextField(blank=True)
    signer = models.CharField(max_length=300, blank=True)
    due_date = models.DateField(null=True)
    document = models.ForeignKey("documents.Document", on_delete=models.SET_NULL, null=True, related_name="messages")
    # What it is for, and of a recall, an update or a replacement why, and of what came before.
    business = models.CharField(max_length=1, choices=Business, default=Business.NEW)
    business_reason = models.TextField(blank=True)
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    # What each of its files says, as far as it is searched; null: a scan that nobody has read.
    file_texts = models.JSONField(default=list)

    # Of a status message: what it says, and of which delivery.
    status_code = models.CharField(max_length=10, blank=True)
    status_text = models.TextField(blank=True)
    status_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey("documents.Delivery", on_delete=models.PROTECT, null=True, related_name="statuses")

    answers: RelatedManager[Delivery]
    later: RelatedManager[ReceivedMessage]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256", "name"], name="documents_receivedmessage_once"),
            models.UniqueConstraint(
                fields=["sender_id", "message_id", "addressed_id"],
                condition=Q(kind=MessageKind.DOCUMENT, business=Business.NEW, outcome__in=LIVE),
                name="documents_receivedmessage_document_once",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(reason=""),
                name="documents_receivedmessage_refused_for_cause",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values, outcome__in=Outcome.values, business__in=Business.values),
                name="documents_receivedmessage_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-received_at"], name="documents_received_newest"),
            models.Index(fields=["message_id"], name="documents_received_of_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id or self.name}"

    @property
    def is_being_read(self) -> bool:
        """Say whether scans among its annexes wait to be read: one of them may bear a secrecy mark."""
        return None in self.file_texts[1:]

    @property
    def number_line(self) -> str:
        """Return number and symbol as the head gives them."""
        return "/".join(filter(None, [self.number, self.symbol]))


class Delivery(models.Model):
    """A message to one agency (lượt gửi): a document, or the state of one that came from there.

    It is claimed before it goes out. One that is still claimed when its worker has died may have gone out or not: that
    is said, and only a person sends it again.
    """

    kind = models.CharField(max_length=12, choices=MessageKind)
    organ_id = models.CharField(max_length=60)
    organ_name = models.CharField(max_length=300)
    # Of a document message.
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="deliveries")
    # Of a status message: what it answers, and the code.
    answered = models.ForeignKey(ReceivedMessage, on_delete=models.PROTECT, null=True, related_name="answers")
    code = models.CharField(max_length=10, blank=True)
    message_id = models.CharField(max_length=200)
    business = models.CharField(max_length=1, choices=Business, default=Business.NEW)
    # The message as made, without the contents of its attachments: these are the document's files, which never change.
    head = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    # What the other side said last.
    last_status = models.CharField(max_length=10, blank=True)
    last_status_text = models.TextField(blank=True)
    last_status_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="documents_delivery_state_known"),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.DOCUMENT, document__isnull=False, answered=None, code="")
                | Q(kind=MessageKind.STATUS, document=None, answered__isnull=False) & ~Q(code=""),
                name="documents_delivery_document_or_status",
            ),
            models.UniqueConstraint(
                fields=["document", "organ_id"],
                condition=Q(kind=MessageKind.DOCUMENT, business=Business.NEW),
                name="documents_delivery_of_a_document_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-made_at"], name="documents_delivery_newest"),
            models.Index(fields=["message_id", "organ_id"], name="documents_delivery_of_message"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.organ_id}"
