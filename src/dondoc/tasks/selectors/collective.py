"""Several leads of one passage, as printed."""

from __future__ import annotations

from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.tasks.models import Proposal


def printed_leads(proposal: Proposal) -> list[tuple[str, Unit | None]]:
    """Return the leads that a passage names together, each with the one unit it means; empty unless there are several.

    None: no unit, or more than one, goes by the name.
    """
    parties = proposal.directive.data["lead"]
    if len(parties) < 2:
        return []
    document = proposal.directive.document
    units, aliases = organization.all_units(), organization.aliases_of(document.issuer)
    found: list[tuple[str, Unit | None]] = []
    for party in parties:
        names = [name for name in (party["resolved"], party["name"]) if name]
        fitting = [organization.matching(name, units, day=document.date) for name in names]
        single = [found[0] for found in fitting if len(found) == 1]
        unit = aliases.get(fold(party["name"])) or (single[0] if single else None)
        found.append((party["name"][:300], unit))
    return found
