"""A target, its plans, the figures that people typed for it, and the tasks that serve it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from dondoc.kernel.functions import DayOfMonth
from dondoc.kernel.measures import Figure
from dondoc.organization.units.fields import VietnameseOrder
from dondoc.programme.choices import Aggregation, Direction, TargetKind

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models.fields.related_descriptors import RelatedManager

UNIT = "organization.Unit"
DOCUMENT = "documents.Document"
FILE = "documents.StoredFile"
# Figures have so many digits, four of them after the comma.
DIGITS, PLACES = 20, 4


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets by day."""

    def during(self, start: dt.date, end: dt.date) -> TargetQuerySet:
        """Return the targets that hold on some day between two, both included."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=start), valid_from__lte=end)


class Target(models.Model):
    """What a unit is to reach (chỉ tiêu): counted by a measure over records, or from figures that people type.

    What it is does not change: one that is to be counted otherwise ends, and another begins.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=300)
    # What it is counted in (đơn vị tính).
    unit_of_measure = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=TargetKind)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.HIGHER)
    aggregation = models.CharField(max_length=10, choices=Aggregation)
    # Whose records count, those of the units below it included.
    owner = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    # Code of the measure that counts it; empty: its figures are typed.
    measure = models.CharField(max_length=60, blank=True)
    # The document that sets it, and the point of it (điểm, khoản).
    source = models.ForeignKey(DOCUMENT, on_delete=models.PROTECT, null=True, related_name="+")
    source_point = models.CharField(max_length=100, blank=True)
    valid_from = models.DateField()
    # The first day on which it holds no more.
    valid_to = models.DateField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sort_key = VietnameseOrder(of="name")

    plans: RelatedManager[Plan]
    typed: RelatedManager[TypedFigure]
    baselines: RelatedManager[Baseline]
    estimates: RelatedManager[Estimate]
    links: RelatedManager[TaskLink]
    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=TargetKind.values), name="programme_target_kind_known"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="programme_target_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(aggregation__in=Aggregation.values), name="programme_target_aggregation_known"
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="programme_target_is_named"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="programme_target_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_typed(self) -> bool:
        """Say whether its figures are typed by people."""
        return not self.measure

    @property
    def is_share(self) -> bool:
        """Say whether its figures are shares."""
        return self.aggregation == Aggregation.RATIO


class Amounts(models.Model):
    """A figure in a row: a number, or numerator and denominator."""

    counted = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    # Of a share what it is a share of.
    base = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)

    class Meta:
        abstract = True

    @property
    def figure(self) -> Figure:
        """Return it as a figure."""
        return Figure(self.counted, self.base)

    @property
    def value(self) -> Decimal | None:
        """Return the number, of a share the part of 1."""
        return self.figure.value


class Plan(Amounts):
    """What a target is to reach in a period (kế hoạch), from a moment on. Never edited: a change is a newer row."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="plans")
    # Whole months as an address names them: "2026", "2026-n1", "2026-q3", "2026-t6", "2026-t1-4".
    period = models.CharField(max_length=20)
    # The document that decided it, and why it differs from the one before.
    decision = models.ForeignKey(DOCUMENT, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target", "period", "set_at"], name="programme_plan_of_period")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(period=""), name="programme_plan_has_period"),
            models.CheckConstraint(condition=Q(base=None) | Q(base__gt=0), name="programme_plan_share_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.period}: {self.counted}"


class TypedFigure(Amounts):
    """What somebody typed for a month (số liệu nhập tay), with its evidence. A correction is a newer row."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="typed")
    # The first day of the month.
    month = models.DateField()
    file = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    # Why it corrects the one before; empty for the first of a month.
    reason = models.TextField(blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target", "month", "typed_at"], name="programme_typed_of_month")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Exact(DayOfMonth("month"), 1), name="programme_typed_first_of_month"),
            models.CheckConstraint(condition=Q(counted__gte=0), name="programme_typed_not_negative"),
            models.CheckConstraint(condition=Q(base=None) | Q(base__gte=0), name="programme_typed_base_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.month:%m/%Y}: {self.counted}"


class Baseline(Amounts):
    """What somebody typed as the figure of a period in which nothing was counted yet (số cùng kỳ). Never edited."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="baselines")
    # The period whose figure it is, as `Plan.period`.
    period = models.CharField(max_length=20)
    # Where it was taken from.
    source = models.CharField(max_length=300)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(period="") & ~Q(source=""), name="programme_baseline_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.period}: {self.counted}"


class Estimate(Amounts):
    """What somebody expects a target to have reached at the end of a year (ước thực hiện cả năm). Never edited.

    It is no figure: nothing is counted from it, and it is printed with who said it.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="estimates")
    year = models.PositiveSmallIntegerField()
    # What it rests on.
    reason = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target", "year", "said_at"], name="programme_estimate_of_year")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="programme_estimate_has_reason"),
            models.CheckConstraint(condition=Q(counted__gte=0), name="programme_estimate_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.year}: {self.counted}"


class StandingRule(models.Model):
    """How far below the pace a target is called slightly behind (ngưỡng đánh giá), from a day on."""

    valid_from = models.DateField(unique=True)
    # In points of the plan, of 100: so much below the pace is still on pace, so much still only slightly behind.
    slack = models.DecimalField(max_digits=5, decimal_places=2)
    tolerance = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(slack__gte=0, tolerance__gte=F("slack"), tolerance__lte=100),
                name="programme_standingrule_in_order",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="programme_standingrule_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.slack}/{self.tolerance}"


class TaskLink(models.Model):
    """A task that serves a target (nhiệm vụ phục vụ chỉ tiêu)."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="links")
    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="targets")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "task"], name="programme_tasklink_once"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} ← {self.task_id}"
