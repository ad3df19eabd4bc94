"""What happened to units, by which decision, and groups of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from .choices import ENDING, Happening

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UnitEvent(models.Model):
    """What a decision did to a unit from a day on (đổi tên, điều chuyển, sáp nhập, chia, tách, giải thể)."""

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="happenings")
    kind = models.CharField(max_length=20, choices=Happening)
    day = models.DateField()
    # The units that came of it: the one it was merged into, or the parts. None knows who follows a dissolved unit.
    successors = models.ManyToManyField("organization.Unit", related_name="came_of")
    decision_number = models.CharField(max_length=20, blank=True)
    decision_symbol = models.CharField(max_length=40, blank=True)
    decision_date = models.DateField(null=True)
    recorded_by = models.ForeignKey("organization.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Happening.values), name="organization_unitevent_kind_known"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(kind__in=ENDING), name="organization_unitevent_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.kind} {self.day}"

    @property
    def decision(self) -> str:
        """Return number and symbol of the decision as printed; empty when none was named."""
        return "/".join(part for part in (self.decision_number, self.decision_symbol) if part)


class UnitGroup(models.Model):
    """Units that documents address together ("UBND các xã, phường", "các phòng thuộc Sở")."""

    name = models.CharField(max_length=200, unique=True)
    # Other ways to write it, one a line.
    aliases = models.TextField(blank=True)
    # Where it says who belongs to it.
    source = models.CharField(max_length=300, blank=True)

    members: RelatedManager[Membership]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A unit in a group, from a day until before another."""

    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="memberships")
    # None: since before our records.
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="organization_membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["group", "unit"], condition=Q(valid_to=None), name="organization_membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.group_id}"
