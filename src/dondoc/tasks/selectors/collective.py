"""Several leads of one passage, as printed."""

from __future__ import annotations

import datetime as dt

from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.organization.units.selectors import expand_group
from dondoc.tasks.models import Proposal


def printed_leads(proposal: Proposal) -> list[tuple[str, Unit | None]]:
    """Return the leads that a passage names together, each with the one unit it means; empty unless there are several.

    A group of units stands for those it has on the day of the document. None: no unit, or more than one, goes by the
    name.
    """
    parties = proposal.directive.data["lead"]
    document = proposal.directive.document
    groups = {party["name"]: _members(party["name"], document.date) for party in parties}
    if len(parties) < 2 and not any(groups.values()):
        return []
    units, aliases = organization.known_units(), organization.aliases_of(document.issuer)
    found: list[tuple[str, Unit | None]] = []
    for party in parties:
        if members := groups[party["name"]]:
            found += [(party["name"][:300], unit) for unit in members]
            continue
        names = [name for name in (party["resolved"], party["name"]) if name]
        fitting = [organization.matching(name, units, day=document.date) for name in names]
        single = [units_named[0] for units_named in fitting if len(units_named) == 1]
        unit = aliases.get(fold(party["name"])) or (single[0] if single and single[0].valid_to is None else None)
        found.append((party["name"][:300], unit))
    return found


def _members(name: str, day: dt.date | None) -> list[Unit]:
    """Return the units of a group that still are; none of a group that nobody knows, or of an undated document."""
    return [unit for unit in expand_group(name, day) if unit.valid_to is None] if day else []
