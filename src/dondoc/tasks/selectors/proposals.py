"""Proposals of a document, in the order of its text."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dondoc.documents.models import Document
from dondoc.tasks.choices import Decision
from dondoc.tasks.errors import ProposalMissing
from dondoc.tasks.models import Proposal


def proposals_of(document: Document) -> list[Proposal]:
    """Return the proposals of a document in the order of its text, numbered; merged ones stand in another."""
    found = (
        Proposal.objects.filter(directive__document=document)
        .exclude(decision=Decision.MERGED)
        .select_related("directive", "lead_unit", "awaited")
        .prefetch_related("cooperating", "common_leads__unit")
        .order_by("start", "pk")
    )
    proposals = list(found)
    for number, proposal in enumerate(proposals, start=1):
        proposal.number = number
    return proposals


def get_proposal(proposal_id: int, *, documents: QuerySet[Document]) -> Proposal:
    """Return a proposal of one of the documents, locked where the database can lock.

    Raises:
        ProposalMissing: no such proposal among them.
    """
    shown = Proposal.objects.exclude(decision=Decision.MERGED)
    found = shown.filter(pk=proposal_id, directive__document__in=documents.values("pk"))
    proposal = found.select_for_update(of=("self",)).select_related("directive__document").first()
    if proposal is None:
        raise ProposalMissing
    return proposal


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a document has come."""

    total: int
    reviewed: int
    confirmed: int

    @property
    def is_finished(self) -> bool:
        """Say whether nothing waits for a decision."""
        return self.reviewed == self.total

    @property
    def percent(self) -> int:
        """Return the reviewed share in whole per cent; of nothing, nothing."""
        return 100 * self.reviewed // self.total if self.total else 0


def progress_of(document: Document) -> Progress:
    """Count the proposals of a document by decision."""
    shown = Proposal.objects.filter(directive__document=document).exclude(decision=Decision.MERGED)
    counts = shown.aggregate(
        total=Count("pk"),
        reviewed=Count("pk", filter=~Q(decision=Decision.TODO)),
        confirmed=Count("pk", filter=Q(decision=Decision.CONFIRMED)),
    )
    return Progress(**counts)
