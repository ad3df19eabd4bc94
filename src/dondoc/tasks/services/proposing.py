"""From what was read to proposals: what is printed, and nothing else."""

from __future__ import annotations

from dondoc.documents.events import DocumentRegistered
from dondoc.documents.models import Directive, Document
from dondoc.organization import selectors as organization
from dondoc.tasks.choices import ClosesOn
from dondoc.tasks.clauses import shortened
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.models import Proposal
from dondoc.tasks.selectors.parties import Known, unit_of

from .collective import propose_common


def propose_on(event: DocumentRegistered) -> None:
    """Make one proposal of each directive, inside the act that registers the document."""
    propose_all(Document.objects.defer("text").get(pk=event.document_id))


def propose_all(document: Document) -> None:
    """Make one proposal of each directive of a document."""
    known = Known(organization.known_units(), organization.aliases_of(document.issuer), document.date)
    for directive in document.directives.all():
        propose(directive, known=known)


def propose(directive: Directive, *, known: Known) -> Proposal:
    """Make the proposal of one directive: what is printed, and the unit it means where exactly one fits."""
    leads = directive.data["lead"]
    report = directive.data["report_to"] or {"name": None, "via": None}
    proposal = Proposal.objects.create(
        directive=directive,
        start=directive.start,
        end=directive.end,
        quote=directive.quote,
        action=shortened(directive.data["action"] or directive.quote),
        closes_on=ClosesOn.ISSUED_DOCUMENT if issuing_words(directive.quote) else ClosesOn.RESULT,
        lead_printed=leads[0]["name"][:300] if len(leads) == 1 else "",
        lead_unit=unit_of(leads[0], known) if len(leads) == 1 else None,
        due_printed=(directive.deadline["phrase"] or "")[:300] if directive.deadline_date else "",
        due_date=directive.deadline_date,
        deadline_kind=directive.deadline["kind"],
        deadline_phrase=(directive.deadline["phrase"] or "")[:300],
        deadline_rule=(directive.deadline["rule"] or "")[:200],
        report_to=(report["name"] or "")[:300],
        report_via=(report["via"] or "")[:300],
    )
    found = [unit_of(party, known) for party in directive.data["cooperate"]]
    proposal.cooperating.set([unit for unit in found if unit is not None])
    propose_common(proposal)
    return proposal
