"""A passage of a document under review."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.documents.composing.choices import Urgency
from dondoc.tasks.choices import ClosesOn, DeadlineKind, Decision

from .described import Described
from .task import UNIT

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from dondoc.organization.models import Unit

    from .collective import CommonLead


class Proposal(Described):
    """A passage under review (đề xuất): what it will become, once a person has confirmed it.

    It begins as one directive; splitting makes two of it, merging lets it take the next one in.

    `lead_printed` and `due_printed` are words of the document; where they are empty and the field beside them is not,
    the assigning leader filled it.
    """

    directive = models.ForeignKey("documents.Directive", on_delete=models.PROTECT, related_name="proposals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.TODO)
    action = models.TextField()
    # What the task will close on; proposed as an issued document by the words of the passage that ask for one.
    closes_on = models.CharField(max_length=15, choices=ClosesOn, default=ClosesOn.RESULT)
    lead_printed = models.CharField(max_length=300, blank=True)
    lead_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    cooperating: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(UNIT, related_name="+")
    due_printed = models.CharField(max_length=300, blank=True)
    due_date = models.DateField(null=True)
    # What these words say of a deadline, with or without a day, and to whom the result goes.
    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    deadline_phrase = models.CharField(max_length=300, blank=True)
    deadline_rule = models.CharField(max_length=200, blank=True)
    report_to = models.CharField(max_length=300, blank=True)
    report_via = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    common_leads: RelatedManager[CommonLead]

    # Its number on the screen, in the order of the text; set by `selectors.proposals_of`.
    number = 0

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_on__in=ClosesOn.values), name="tasks_proposal_closes_on_known"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="tasks_proposal_decision_known"),
            models.CheckConstraint(condition=Q(urgency__in=["", *Urgency.values]), name="tasks_proposal_urgency_known"),
            models.CheckConstraint(
                condition=Q(product_quantity=None, product_unit="") | Q(product_quantity__gt=0) & ~Q(product_unit=""),
                name="tasks_proposal_quantity_of_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.MERGED, merged_into__isnull=False)
                | ~Q(decision=Decision.MERGED) & Q(merged_into__isnull=True),
                name="tasks_proposal_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.TODO) | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="tasks_proposal_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id}: {self.action[:60]}"
