"""Under which identifiers the own units exchange documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from dondoc.documents.models import Document
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit

from .errors import OrganIdMissing


@dataclass(frozen=True, slots=True)
class OwnOrgan:
    """An agency of ours as messages name it; the unit where one bears the identifier itself."""

    organ_id: str
    name: str
    unit: Unit | None = None


def issuer_of(document: Document) -> OwnOrgan:
    """Return who of ours issued a document that went out, under the name and the identifier of its day.

    A unit without an identifier sends under the one of the nearest unit above it, in its own name; where none has one,
    under that of the whole organisation (`DONDOC_ORGAN_ID`).

    Raises:
        OrganIdMissing: neither it nor a unit above it has an identifier, nor has the organisation.
    """
    by_id = {unit.pk: unit for unit in organization.known_units()}
    issuer, day = by_id[document.registered_in_id], document.date or dt.date.max
    above = [by_id[int(pk)] for pk in reversed(issuer.path.strip("/").split("/"))]
    bearer = next((unit for unit in above if _e_id(unit, day)), None)
    organ_id = _e_id(bearer, day) if bearer else settings.ORGAN_ID
    if not organ_id:
        raise OrganIdMissing(name=issuer.name)
    return OwnOrgan(organ_id, issuer.name_on(day), issuer)


def own_ids(day: dt.date) -> dict[str, Unit | None]:
    """Return the identifiers under which messages may reach us on a day, each with the unit that bears it."""
    bearers: dict[str, Unit | None] = {settings.ORGAN_ID: None} if settings.ORGAN_ID else {}
    return bearers | {e_id: unit for unit in organization.known_units() if (e_id := _e_id(unit, day))}


def _e_id(unit: Unit, day: dt.date) -> str:
    version = unit.version_on(day)
    return version.names.e_id if version else ""
