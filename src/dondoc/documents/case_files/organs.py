"""Identifiers of agencies (mã định danh) by the names and the units that a document of a day names."""

from __future__ import annotations

import datetime as dt
import re

from dondoc.documents.exchange.models import Correspondent
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit

# "Sở Tài chính (để báo cáo)": why it goes there is no part of the name.
WHY = re.compile(r"\s*\([^()]*\)$")


class Organs:
    """What one export knows of identifiers: of our own units, and of those we exchange documents with."""

    def __init__(self) -> None:
        self._units = organization.known_units()
        self._others = list(Correspondent.objects.all())
        self._by_day: dict[dt.date, dict[str, set[str]]] = {}

    def named(self, name: str, day: dt.date | None) -> str:
        """Return the identifier of the one agency that goes by a name on a day; nothing when none or several do."""
        if day is None:
            return ""
        if day not in self._by_day:
            self._by_day[day] = self._known(day)
        found = self._by_day[day].get(fold(WHY.sub("", name)), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _known(self, day: dt.date) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {}
        for unit in self._units:
            for form in unit.names(day):
                # One without an identifier counts as well: the name may mean it.
                known.setdefault(form, set()).add(id_of(unit, day))
        for other in self._others:
            if other.valid_from <= day and (other.valid_to is None or day < other.valid_to):
                known.setdefault(fold(other.name), set()).add(other.organ_id)
        return known


def id_of(unit: Unit, day: dt.date) -> str:
    """Return the identifier that a unit bore on a day; nothing where it had none."""
    version = unit.version_on(day)
    return version.names.e_id if version else ""
