"""Posts in other hands for a while, and who may sign for the head."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q

from dondoc.organization.choices import SigningPrefix

Row = TypeVar("Row", bound=models.Model)


class HeldQuerySet(models.QuerySet[Row]):
    """What holds from a day until before another, unless it was withdrawn earlier."""

    def on(self, day: dt.date) -> HeldQuerySet[Row]:
        """Return what holds on a day."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gt=day),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
            valid_from__lte=day,
        )


class Held(models.Model):
    """Something that holds from a day until before another, unless it was withdrawn earlier."""

    valid_from: dt.date
    valid_to: dt.date | None
    withdrawn_on: dt.date | None

    class Meta:
        abstract = True

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day on which it holds; None until further notice."""
        ends = [day for day in (self.valid_to, self.withdrawn_on) if day is not None]
        return min(ends) - dt.timedelta(days=1) if ends else None

    def is_open(self, today: dt.date) -> bool:
        """Say whether it holds today or will later."""
        return self.withdrawn_on is None and (self.valid_to is None or self.valid_to > today)


class Delegation(Held):
    """A post exercised by somebody else while its holder is away (ủy quyền khi vắng mặt)."""

    post = models.ForeignKey("organization.Post", on_delete=models.PROTECT, related_name="delegations")
    # The holder of the post, again: so that the database refuses a delegation to oneself.
    delegator = models.ForeignKey("organization.Person", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey("organization.Person", on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField()
    valid_to = models.DateField()
    # From this day on it no longer holds; what was recorded stays.
    withdrawn_on = models.DateField(null=True)
    recorded_by = models.ForeignKey("organization.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="organization_delegation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(delegate=F("delegator")), name="organization_delegation_to_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.valid_from} – {self.valid_to}"


class Mandate(Held):
    """That the holder of a post may sign for the head (thẩm quyền ký), Điều 13 Nghị định 30/2020/NĐ-CP."""

    post = models.ForeignKey("organization.Post", on_delete=models.PROTECT, related_name="mandates")
    # The head in whose place its holder signs; none: of the body that issues the document, as older rows have it.
    given_by = models.ForeignKey(
        "organization.Post", on_delete=models.PROTECT, null=True, related_name="mandates_given"
    )
    prefix = models.CharField(max_length=4, choices=SigningPrefix)
    # Codes of the types of document, as `TB`; an empty list means every type.
    document_types = models.JSONField(default=list)
    # What TUQ. is limited to.
    content = models.TextField(blank=True)
    # The regulation or the paper that provides for it.
    regulation = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    recorded_by = models.ForeignKey("organization.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(prefix__in=SigningPrefix.values), name="organization_mandate_prefix"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="organization_mandate_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(prefix=SigningPrefix.TUQ) | (~Q(content="") & Q(valid_to__isnull=False)),
                name="organization_mandate_tuq_is_limited",
            ),
            models.CheckConstraint(condition=~Q(regulation=""), name="organization_mandate_names_its_ground"),
            models.CheckConstraint(condition=~Q(given_by=F("post")), name="organization_mandate_given_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} {self.post_id}"
