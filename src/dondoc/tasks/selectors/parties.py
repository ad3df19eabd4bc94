"""Which unit a printed party means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit


@dataclass(frozen=True, slots=True)
class Known:
    """The units by their names of a day, and what clerks confirmed that names mean in the documents of one issuer."""

    units: Sequence[Unit]
    aliases: Mapping[str, Unit]
    day: dt.date | None = None


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
