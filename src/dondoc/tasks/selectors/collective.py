"""Several leads of one passage, as printed."""

from __future__ import annotations

import datetime as dt

from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.organization.units.selectors import expand_group
from dondoc.tasks.models import Proposal

from .parties import Known, unit_of


def printed_leads(proposal: Proposal) -> list[tuple[str, Unit | None]]:
    """Return the leads that a passage names together, each with the one unit it means; empty unless there are several.

    A group of units stands for those it has on the day of the document. None: no unit that still is, or more than one,
    goes by the name; who does the work of one that has ended since is for a person to say.
    """
    parties = proposal.directive.data["lead"]
    document = proposal.directive.document
    groups = {party["name"]: _members(party["name"], document.date) for party in parties}
    if len(parties) < 2 and not any(groups.values()):
        return []
    known = Known(organization.known_units(), organization.aliases_of(document.issuer), document.date)
    found: list[tuple[str, Unit | None]] = []
    for party in parties:
        if members := groups[party["name"]]:
            found += [
                (party["name"][:300], unit) if unit.valid_to is None else (unit.name[:300], None) for unit in members
            ]
        else:
            found.append((party["name"][:300], unit_of(party, known)))
    return found


def _members(name: str, day: dt.date | None) -> list[Unit]:
    """Return the units of a group; none of a group that nobody knows, or of an undated document."""
    return expand_group(name, day) if day else []
