"""Files as received, registered documents, what each one says, and to whom it went."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .books.models import BookColumn
from .case_files.models import CaseFile, CaseFileEntry, CaseFileTerm, Reopening
from .choices import Relation, State, Way
from .composing import models as composing  # Django looks for the rows of an app here
from .copies.models import Copy, CopyForm, CopySeries, SignedCopy
from .exchange import models as exchange  # likewise
from .granting.models import ReadingGrant
from .incoming.models import Arrival, ArrivalSeries, Direction, Forwarding
from .outgoing import models as outgoing  # noqa: F401  # likewise
from .searching.columns import SearchText
from .signing import models as signing  # noqa: F401  # likewise

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# Django looks for the rows of an app here.
__all__ = [
    "Arrival",
    "ArrivalSeries",
    "BookColumn",
    "CaseFile",
    "CaseFileEntry",
    "CaseFileTerm",
    "Citation",
    "Copy",
    "CopyForm",
    "CopySeries",
    "Direction",
    "Directive",
    "Distribution",
    "Document",
    "DocumentAttachment",
    "Forwarding",
    "ReadingGrant",
    "Reopening",
    "SignedCopy",
    "StoredFile",
]


class StoredFile(models.Model):
    """The bytes of a file, kept once under their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content = models.FileField(max_length=120)

    def __str__(self) -> str:
        return self.sha256


class Document(models.Model):
    """An official document in the register, received or issued. What it says is never edited.

    Of an incoming one a clerk may write the letterhead where the reader could not; the reading itself stays.

    Of an issued one the database itself refuses changes (`lock`).
    """

    direction = models.CharField(max_length=3, choices=Way, default=Way.IN)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    # Pages that can be shown as pictures; 0 for a file that has none, such as plain text.
    pages = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, choices=State, default=State.REVIEWING)

    # A scan or a photograph: the machine recognised its letters, which may be wrong, so its pages are shown beside.
    is_scan = models.BooleanField(default=False)
    # Why a scan is unreadable: the reader's sentence, or the document that it is a copy of.
    refusal = models.TextField(blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    date = models.DateField(null=True)
    place = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    type_code = models.CharField(max_length=10, blank=True)
    type_name = models.CharField(max_length=60, blank=True)
    subject = models.TextField(blank=True)

    # Who wrote the letterhead above in place of the reader, whole or what it had misread; null: as it was read.
    letterhead_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    letterhead_at = models.DateTimeField(null=True)

    # The reading as `dondoc.reading/1`, without its text, which stands in its own column.
    text = models.TextField()
    reading = models.JSONField()

    registered_in = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    # Number, symbol, year and issuer folded into one key; empty while the document bears no number.
    identity = models.CharField(max_length=500, blank=True)
    # Number and symbol folded, as other documents cite it; empty while it bears no number.
    reference = models.CharField(max_length=100, blank=True, db_index=True)
    search_text = SearchText(blank=True)

    # Whether the reader has a part in handling it, where one document is asked for (`selectors.get`).
    is_at_hand: bool
    attachments: RelatedManager[DocumentAttachment]
    directives: RelatedManager[Directive]
    citations: RelatedManager[Citation]
    drafted: RelatedManager[composing.Draft]
    deliveries: RelatedManager[exchange.Delivery]
    messages: RelatedManager[exchange.ReceivedMessage]
    # Its entries in the books of those who got it (văn bản đến); a document without a number has none.
    arrivals: RelatedManager[Arrival]

    class Meta:
        constraints: ClassVar = [
            # That somebody took its number or its bytes in before keeps nobody from issuing a document.
            models.UniqueConstraint(
                fields=["identity", "direction"], condition=~Q(identity=""), name="documents_document_identity"
            ),
            models.UniqueConstraint(fields=["file", "direction"], name="documents_document_file_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="documents_document_state_known"),
            models.CheckConstraint(
                condition=Q(letterhead_by=None, letterhead_at=None)
                | Q(letterhead_by__isnull=False, letterhead_at__isnull=False, direction=Way.IN),
                name="documents_document_letterhead_by_somebody",
            ),
            models.CheckConstraint(condition=Q(direction__in=Way.values), name="documents_document_direction_known"),
            models.CheckConstraint(
                condition=Q(state=State.UNREADABLE) | Q(refusal="", same_as=None),
                name="documents_document_refused_is_unreadable",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-registered_at"], name="documents_document_newest"),
            models.Index(fields=["state", "-registered_at"], name="documents_document_by_state"),
            models.Index(fields=["-date", "-id"], name="documents_document_by_date"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return what people call it: its subject, else its type and number, else the file."""
        return self.subject or " ".join(filter(None, [self.type_name, self.number_line])) or self.file_name

    @property
    def number_line(self) -> str:
        """Return number and symbol as printed; a blank number stays visibly blank."""
        return f"{self.number or '…'}/{self.symbol}" if self.symbol else self.number

    def part(self, name: str) -> list[dict[str, Any]]:
        """Return one list of the reading, such as `citations`."""
        part: list[dict[str, Any]] = self.reading[name]
        return part


class DocumentAttachment(models.Model):
    """A file that came with a document (tệp kèm theo). Never edited."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    # What it says, as far as it is searched; empty for what the reader cannot read.
    text = models.TextField(blank=True)
    # Of a file that its sender sent later, to update the document: the message that brought it.
    update = models.ForeignKey("documents.ReceivedMessage", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["document", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "position"], name="documents_attachment_position"),
        ]

    def __str__(self) -> str:
        return self.name


class Directive(models.Model):
    """What was read in one passage (nội dung chỉ đạo), or what a leader wrote on the document. Never edited."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="directives")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=10)
    rule = models.CharField(max_length=100)
    confidence = models.CharField(max_length=10)
    # The whole directive as the reading gives it: parties, deadline, report line, citations, each with its span.
    data = models.JSONField()

    class Meta:
        ordering: ClassVar = ["document", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "position"], name="documents_directive_position"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.quote[:60]}"

    @property
    def deadline(self) -> dict[str, Any]:
        """Return the deadline as read: kind, date, phrase, rule."""
        deadline: dict[str, Any] = self.data["deadline"]
        return deadline

    @property
    def deadline_date(self) -> dt.date | None:
        """Return the date the document fixes, or None."""
        return dt.date.fromisoformat(self.deadline["date"]) if self.deadline["date"] else None


class Citation(models.Model):
    """A place where a document cites another (văn bản viện dẫn), and that document once it is in the register."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="citations")
    position = models.PositiveIntegerField()
    type_name = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    date = models.DateField(null=True)
    provision = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=100, db_index=True)
    # "10 nhiệm vụ … giao tại Thông báo …": how many tasks of the cited document the sentence speaks of; 0: of none.
    tasks_announced = models.PositiveIntegerField(default=0)
    # What the document does to the cited one, and the rule of `relations` that tells it; empty: its words say nothing.
    relation = models.CharField(max_length=20, choices=Relation, blank=True, default="")
    relation_rule = models.CharField(max_length=40, blank=True, default="")
    target = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="cited_by")
    # Who said that the target is meant, where the words did not fit it or fitted several; null: the words fitted one.
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["document", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "position"], name="documents_citation_position"),
            models.CheckConstraint(
                condition=Q(linked_by=None) | Q(target__isnull=False), name="documents_citation_linked_to_something"
            ),
            models.CheckConstraint(
                condition=Q(relation="", relation_rule="") | Q(relation__in=Relation.values) & ~Q(relation_rule=""),
                name="documents_citation_relation_by_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return how the cited document is named in the text."""
        return f"{self.type_name} {'/'.join(filter(None, [self.number, self.symbol]))}".strip()

    @property
    def anchor(self) -> str:
        """Return where the citation stands on the page of its document."""
        return f"dan-{self.position}"


class Distribution(models.Model):
    """A unit that a document was sent on to, and so has a part in handling it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="distributions")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "unit"], name="documents_distribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.unit_id}"
