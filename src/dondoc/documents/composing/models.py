"""Drafts, their versions, comments, and how they passed along the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.organization.choices import SIGNINGS, DocumentType

from .choices import Change, State, Urgency

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Draft(models.Model):
    """An outgoing document before it is signed (dự thảo văn bản)."""

    drafting_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    issuing_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=10, choices=DocumentType)
    # Symbol, subject and urgency again, as the content has them: what lists show.
    symbol = models.CharField(max_length=60, blank=True)
    subject = models.TextField(blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency, blank=True)
    # What is written, as `composition` keeps it; `setting` makes schema `dondoc.writing/1` of it.
    content = models.JSONField()
    signer_post = models.ForeignKey("organization.Post", on_delete=models.PROTECT, null=True, related_name="+")
    # Empty: the head signs; TM.: for a collegial body; two of them: a chain.
    signer_prefix = models.CharField(max_length=10, blank=True)
    # The document that this one answers, and the minutes whose conclusions it carries.
    answers = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="drafted")
    minutes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="notices")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    # The number of its newest version.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    # When something last happened to it.
    changed_at = models.DateTimeField()
    search_text = models.TextField(blank=True)

    versions: RelatedManager[DraftVersion]
    comments: RelatedManager[DraftComment]
    passings: RelatedManager[Passing]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="documents_draft_state_known"),
            models.CheckConstraint(
                condition=Q(urgency__in=["", *Urgency.values]), name="documents_draft_urgency_known"
            ),
            models.CheckConstraint(condition=Q(signer_prefix__in=SIGNINGS), name="documents_draft_prefix_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.TO_SIGN, State.CLOSED]) | Q(signer_post__isnull=False),
                name="documents_draft_signer_named_before_signing",
            ),
            models.CheckConstraint(condition=~Q(minutes=F("id")), name="documents_draft_not_its_own_minutes"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-changed_at"], name="documents_draft_by_state"),
            models.Index(fields=["-changed_at"], name="documents_draft_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def type_name(self) -> str:
        """Return the name of its type."""
        return DocumentType(self.type_code).label

    @property
    def title(self) -> str:
        """Return what people call it: its subject, else its type and symbol."""
        return self.subject or f"{self.type_name} {self.symbol}".strip()


class DraftVersion(models.Model):
    """A draft as an act left it (phiên bản). Never edited."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    # As the document would print them; the post may be held by somebody else later.
    signature = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    change = models.CharField(max_length=20, choices=Change)
    # The words that were touched.
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["draft", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="documents_draftversion_number"),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="documents_draftversion_change_known"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} v{self.number}"


class DraftComment(models.Model):
    """What somebody says about a version (ý kiến). Never edited."""

    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="comments")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    # The block it is about, and its words then; empty: the whole.
    place = models.CharField(max_length=20, blank=True)
    quote = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["draft", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="documents_draftcomment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.words[:60]}"


class Passing(models.Model):
    """That a draft was passed on, returned, taken back or ended (trình, duyệt, trả lại). Never edited."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="passings")
    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="+")
    # The step of `lifecycle.MOVES`.
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The titles held at that moment.
    post_line = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["draft", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_state__in=State.values, to_state__in=State.values),
                name="documents_passing_states_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.from_state} → {self.to_state}"
