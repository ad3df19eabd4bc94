"""An item of the yearly work programme, the decision that approved it, and what later decisions changed."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.kernel.vietnamese import format_number
from dondoc.programme.choices import IN_PROGRAMME, IssuingLevel, ItemState, Milestone

from .target import DIGITS, DOCUMENT, PLACES, UNIT

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from dondoc.organization.models import Unit


class Approval(models.Model):
    """A decision that put items into the programme of a body (phê duyệt chương trình). Never edited (`lock`)."""

    body = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    decision = models.ForeignKey(DOCUMENT, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    items: RelatedManager[Item]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}: {self.decision_id}"


def month_line(year: int, month: int) -> str:
    """Return a month as the programme prints it."""
    return f"tháng {month}/{year}"


class Item(models.Model):
    """What a unit registers for the work programme of a year (mục của chương trình công tác năm).

    Once a decision approved it, the database lets it change only with a row of `changes` that names another (`lock`).
    """

    # Whose programme it is, and the unit that registered it.
    body = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.REGISTERED)

    action = models.TextField()
    # The product: what it is, how many of what where that is said.
    product = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    product_unit = models.CharField(max_length=60, blank=True)
    lead = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    cooperating: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(UNIT, related_name="+")
    # The leader in charge (lãnh đạo phụ trách), by the post held.
    leader = models.ForeignKey("organization.Post", on_delete=models.PROTECT, null=True, related_name="+")
    # The month of submission or of issue.
    month = models.PositiveSmallIntegerField()
    milestone = models.CharField(max_length=10, choices=Milestone)
    level = models.CharField(max_length=10, choices=IssuingLevel)
    # In millions of đồng; None: none is named.
    budget = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)

    # Its number in the programme and the task of it, once it is approved.
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, null=True, related_name="items")
    number = models.PositiveIntegerField(null=True)
    task = models.OneToOneField("tasks.Task", on_delete=models.PROTECT, null=True, related_name="+")

    # Why it was sent back or left out, and into which item it was merged.
    reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    changes: RelatedManager[ItemChange]
    merged: RelatedManager[Item]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="programme_item_state_known"),
            models.CheckConstraint(condition=Q(milestone__in=Milestone.values), name="programme_item_milestone_known"),
            models.CheckConstraint(condition=Q(level__in=IssuingLevel.values), name="programme_item_level_known"),
            models.CheckConstraint(condition=~Q(action="") & ~Q(product=""), name="programme_item_says_what"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="programme_item_month_of_year"),
            models.CheckConstraint(
                condition=Q(state__in=IN_PROGRAMME, approval__isnull=False, number__isnull=False, task__isnull=False)
                | ~Q(state__in=IN_PROGRAMME) & Q(approval=None, number=None, task=None),
                name="programme_item_approved_with_its_task",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.MERGED, merged_into__isnull=False)
                | ~Q(state=ItemState.MERGED) & Q(merged_into=None),
                name="programme_item_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ItemState.RETURNED, ItemState.LEFT_OUT]) | ~Q(reason=""),
                name="programme_item_refused_for_a_reason",
            ),
            models.UniqueConstraint(fields=["body", "year", "number"], name="programme_item_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "year", "state"], name="programme_item_of_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.action[:60]}"

    @property
    def product_line(self) -> str:
        """Return the product with how many there are to be."""
        if self.quantity is None:
            return self.product
        quantity = format_number(Decimal(f"{self.quantity.normalize():f}"))  # 300, not 3E+2
        return f"{self.product} ({' '.join(filter(None, [quantity, self.product_unit]))})"

    @property
    def month_line(self) -> str:
        """Return the month as the programme prints it."""
        return month_line(self.year, self.month)

    @property
    def due_date(self) -> dt.date:
        """Return the last day of its month, by when the product is there."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


class ItemChange(models.Model):
    """What a decision changed in an approved item (điều chỉnh chương trình). Never edited (`lock`)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="changes")
    # The version of the item that it leads to.
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField()
    decision = models.ForeignKey(DOCUMENT, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "version", "field"], name="programme_itemchange_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="programme_itemchange_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.field}: {self.before} → {self.after}"
