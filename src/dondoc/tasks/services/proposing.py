"""From what was read to proposals: what is printed, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.documents.events import DocumentRegistered
from dondoc.documents.models import Directive, Document
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.tasks.choices import ClosesOn
from dondoc.tasks.clauses import shortened
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.models import Proposal

from .collective import propose_common


@dataclass(frozen=True, slots=True)
class Known:
    """The units by their names of a day, and what clerks confirmed that names mean in the documents of one issuer."""

    units: Sequence[Unit]
    aliases: Mapping[str, Unit]
    day: dt.date | None = None


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


def unit_of(party: dict[str, Any], known: Known) -> Unit | None:
    """Return the one unit a printed party means; None when none or several fit.

    As it was chosen in a document of ours, else as once confirmed, else by name.
    """
    if "unit" in party:
        return next((unit for unit in known.units if unit.pk == party["unit"] and unit.valid_to is None), None)
    if confirmed := known.aliases.get(fold(party["name"] or "")):
        return confirmed
    for name in (party["resolved"], party["name"]):
        fitting = organization.matching(name, list(known.units), day=known.day) if name else []
        if len(fitting) == 1:
            # Who does the work of a unit that is no more is for a person to say.
            return fitting[0] if fitting[0].valid_to is None else None
    return None
