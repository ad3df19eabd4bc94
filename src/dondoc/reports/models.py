"""Reports, what people write in them, what they were sent with, and when which is due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dondoc.kernel.periods import Period

from . import structures
from .choices import Counting, HandingStep, State
from .structures import Kind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Report(models.Model):
    """A report of a unit on a period, or on how a document was carried out (báo cáo)."""

    # A code of `structures.kinds`.
    kind_code = models.CharField(max_length=20)
    # Whose work it tells of, those below it included; and who composes it.
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    drafting_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    # The period by its address, as it was when the report was begun: cut-offs may change later. Empty: none.
    period_code = models.CharField(max_length=20, blank=True)
    period_label = models.CharField(max_length=100, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    # The document that is reported on; of a report on a period the one whose weak points are answered.
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    due_date = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    # Raised by each act.
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    draft = models.OneToOneField("documents.Draft", on_delete=models.PROTECT, null=True, related_name="report")
    issued_as = models.OneToOneField("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    # What asked for it: the schedule and the period, once each.
    scheduled_as = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - unique where there is one

    if TYPE_CHECKING:
        unit_id: int
        drafting_unit_id: int
        document_id: int | None
        draft_id: int | None
        made_by_id: int | None
        wordings: RelatedManager[Wording]
        requests: RelatedManager[Request]
        snapshots: RelatedManager[Snapshot]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="reports_report_state_known"),
            models.CheckConstraint(
                condition=Q(first_day=None, last_day=None, period_code="")
                | Q(first_day__isnull=False, last_day__gte=F("first_day")) & ~Q(period_code=""),
                name="reports_report_period_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.HANDED_ON, State.ISSUED], draft__isnull=False)
                | Q(state__in=[State.DRAFTING, State.WITHDRAWN], draft=None),
                name="reports_report_has_draft_once_handed_on",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ISSUED, issued_as__isnull=False) | ~Q(state=State.ISSUED) & Q(issued_as=None),
                name="reports_report_issued_as_document",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-id"], name="reports_report_of_unit")]

    def __str__(self) -> str:
        return f"{self.kind_code} {self.period_code} {self.pk}"

    @property
    def kind(self) -> Kind:
        """Return what kind of report it is."""
        return structures.kinds()[self.kind_code]

    @property
    def period(self) -> Period | None:
        """Return the period it tells of."""
        if self.first_day is None or self.last_day is None:
            return None
        return Period(self.first_day, self.last_day, self.period_label, self.period_code)

    @property
    def subject(self) -> str:
        """Return its subject as the issued document bears it (trích yếu)."""
        named = f"{self.document.type_name} {self.document.number_line}".strip() if self.document else ""
        return self.kind.subject.format(period=self.period_label, document=named)

    @property
    def address(self) -> str:
        """Return where it opens."""
        return reverse("reports:report", args=[self.pk])

    def as_of(self, today: dt.date) -> dt.date:
        """Return the day on which things are looked at: the last of its period, or today while it lasts."""
        return min(self.last_day, today) if self.last_day else today


class Wording(models.Model):
    """How somebody words a section around its figures (lời văn); the newest counts. Never edited."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="wordings")
    section = models.CharField(max_length=20)
    # Empty: as the kind of report has it.
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"


class Request(models.Model):
    """That a unit is asked to write in a section by a day (đề nghị đóng góp)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="requests")
    section = models.CharField(max_length=20)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    if TYPE_CHECKING:
        report_id: int
        unit_id: int
        contributions: RelatedManager[Contribution]
        earlier: RelatedManager[EarlierRequest]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "section", "unit"], name="reports_request_once_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.unit_id}"


class EarlierRequest(models.Model):
    """By when, by whom and when a unit was asked before it was asked again. Never edited."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="earlier")
    due_date = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.due_date}"


class Contribution(models.Model):
    """What a unit writes in a section (nội dung đóng góp); the newest counts. Never edited."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="contributions")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="reports_contribution_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.words[:60]}"


class Snapshot(models.Model):
    """What a report was sent with (bản chốt số liệu): words, tables and figures of one moment. Never edited."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    # What had been recorded by then is in it.
    known_at = models.DateTimeField()
    # The composed report as `composition.Composed` has it, and the digest of its canonical JSON with the figures.
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        figures: RelatedManager[FrozenFigure]

    class Meta:
        ordering: ClassVar = ["report", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_snapshot_number"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return what it is called on paper: BC-12.1, with the first letters of its digest."""
        return f"BC-{self.report_id}.{self.number}-{self.sha256[:8]}"


class FrozenFigure(models.Model):
    """A figure as it was sent, with the records behind it. Never edited."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="figures")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    formula = models.TextField()
    version = models.PositiveIntegerField()
    counted = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    base = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    text = models.CharField(max_length=60)
    # Why there is no figure, where there is none.
    why = models.TextField(blank=True)
    # Ids of what it counts, and of what it is a share of, as `kernel.snapshots` writes them.
    records = models.TextField(blank=True)
    base_records = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "code"], name="reports_frozenfigure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Tally(models.Model):
    """The figures of a report over very many tasks, counted in the background; smaller ones are counted when looked at.

    It can be made anew at any time: nothing is frozen by it.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="tally")
    asked_at = models.DateTimeField()
    # How far it is: `choices.Counting`.
    step = models.PositiveSmallIntegerField(choices=Counting, default=Counting.WAITING)
    # None: it is being counted.
    counted_at = models.DateTimeField(null=True)
    # What `selectors.counting.Tallied` holds.
    body = models.JSONField(default=dict)

    if TYPE_CHECKING:
        report_id: int

    def __str__(self) -> str:
        return f"{self.report_id} {self.counted_at}"


class Handing(models.Model):
    """That a report over very many tasks is being handed on in the background, and how far it is."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="handing")
    # The version of the report that whoever asked had seen.
    version = models.PositiveIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(choices=HandingStep, default=HandingStep.WAITING)
    # Why it was not handed on; empty while it goes on.
    refusal = models.TextField(blank=True)

    if TYPE_CHECKING:
        report_id: int

    def __str__(self) -> str:
        return f"{self.report_id} {self.step}"


class Schedule(models.Model):
    """That a unit owes a kind of report for each period (chế độ báo cáo), and who composes it."""

    kind_code = models.CharField(max_length=20)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    drafting_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    # Days from the last of the period to the day by which it is sent; may be below nought.
    due_days = models.SmallIntegerField()
    # By the cut-offs of reports, not by the calendar.
    is_reported = models.BooleanField(default=False)
    # What orders it.
    source = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        unit_id: int
        drafting_unit_id: int
        made_by_id: int

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind_code", "unit"], condition=Q(ended_at=None), name="reports_schedule_once_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_code} {self.unit_id}"

    @property
    def kind(self) -> Kind:
        """Return what kind of report is owed."""
        return structures.kinds()[self.kind_code]
