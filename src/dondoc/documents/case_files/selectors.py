"""Reads of case files; who may open one is asked for here, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from dondoc.documents import official
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.models import Document
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit

from .choices import FileState, Rights
from .errors import CaseFileMissing
from .models import CaseFile, CaseFileEntry, CaseFileTerm

# A file is told to be due for the archive so long before (Phụ lục VI Nghị định 30/2020/NĐ-CP).
NOTICE = dt.timedelta(days=30)
# Files offered by name.
OFFERED = 200


def with_terms(files: QuerySet[CaseFile], *, today: dt.date) -> QuerySet[CaseFile]:
    """Annotate what holds of each file on a day: `years`, `is_permanent`, `rights`, `archive_due`."""
    holding = CaseFileTerm.objects.filter(case_file=OuterRef("pk"), valid_from__lte=today)
    newest = holding.order_by("-valid_from", "-pk")
    names = ("years", "is_permanent", "rights", "archive_due")
    return files.annotate(**{name: Subquery(newest.values(name)[:1]) for name in names})


def visible_to(person: Person, *, today: dt.date) -> QuerySet[CaseFile]:
    """Return the files a person may open, with what holds of each today.

    By the rights of the file: the agency, the unit that keeps it, or its keeper; the records clerk and the
    administrator of the agency open each, to file and to open again. What lies in it is another question.
    """
    files = with_terms(CaseFile.objects.all(), today=today)
    posts = person.exercised_posts(today)
    agencies = [f"/{post.unit.path.split('/')[1]}/" for post in posts]
    by_unit = organization.under(organization.scope_paths(person, today=today), "unit")
    opens = Q(keeper=person) | Q(rights=Rights.UNIT) & by_unit
    opens |= Q(rights=Rights.AGENCY) & organization.under(agencies, "unit")
    opens |= organization.under(organization.paths_with(person, Ability.REGISTER, today=today), "unit")
    if person.can(Ability.ADMINISTER, today):
        opens |= organization.under(agencies, "unit")
    return files.filter(opens)


def get(case_file_id: int, *, person: Person, today: dt.date) -> CaseFile:
    """Return one file.

    Raises:
        CaseFileMissing: there is none, or not one the person may open.
    """
    found = visible_to(person, today=today).select_related("unit", "keeper", "closed_by", "created_by")
    case_file = found.filter(pk=case_file_id).first()
    if case_file is None:
        raise CaseFileMissing
    return case_file


def get_for_change(case_file_id: int, *, actor: Person, today: dt.date) -> CaseFile:
    """Return one file, locked where the database can lock: closing it and putting into it take turns.

    Raises:
        CaseFileMissing: there is none, or not one the actor may open.
    """
    seen = visible_to(actor, today=today).filter(pk=case_file_id).values("pk")
    case_file = (
        CaseFile.objects.filter(pk__in=seen).select_related("unit", "keeper").select_for_update(of=("self",)).first()
    )
    if case_file is None:
        raise CaseFileMissing
    return case_file


def may_keep(person: Person, case_file: CaseFile, *, today: dt.date) -> bool:
    """Say whether somebody puts documents into a file and closes it: its keeper, or who keeps the list of its unit."""
    path = case_file.unit.path
    return case_file.keeper_id == person.pk or any(path.startswith(one) for one in _list_paths(person, today=today))


def _list_paths(person: Person, *, today: dt.date) -> list[str]:
    """Return the prefixes of the tree under which a person keeps lists: as records clerk, or as head of a unit."""
    led = (unit.path for unit in organization.led_units(person, today=today))
    return [*organization.paths_with(person, Ability.REGISTER, today=today), *led]


def may_hand_in(person: Person, case_file: CaseFile, *, today: dt.date) -> bool:
    """Say whether somebody takes a file to the archive: who keeps the register where it lies."""
    return organization.reaches(person, case_file.unit, Ability.REGISTER, today=today)


def keeps_lists(person: Person, *, today: dt.date) -> bool:
    """Say whether somebody enters files into a list."""
    return bool(_list_paths(person, today=today))


def units_of_lists(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units into whose lists a person enters files, each under the one above it."""
    paths = _list_paths(person, today=today)
    return [unit for unit in organization.all_units() if any(unit.path.startswith(path) for path in paths)]


def listed(person: Person, *, year: int | None, unit: int | None, today: dt.date) -> QuerySet[CaseFile]:
    """Return the files of a list, by unit and code."""
    found = visible_to(person, today=today).select_related("unit", "keeper")
    if year is not None:
        found = found.filter(year=year)
    if unit is not None:
        found = found.filter(unit=unit)
    return found.annotate(documents=Count("entries")).order_by("-year", "unit__sort_key", "unit", "code", "pk")


def years_of(person: Person, *, today: dt.date) -> list[int]:
    """Return the years of which a person sees files, the latest first."""
    years = visible_to(person, today=today).order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def due_for_archive(person: Person, *, today: dt.date) -> QuerySet[CaseFile]:
    """Return the files that are not in the archive and are due there within `NOTICE`, or were."""
    found = visible_to(person, today=today).exclude(state=FileState.HANDED_IN)
    return found.filter(archive_due__lte=today + NOTICE).select_related("unit", "keeper").order_by("archive_due", "pk")  # type: ignore[misc]  # annotated


def to_hand_in(person: Person, *, today: dt.date) -> QuerySet[CaseFile]:
    """Return those of them that wait for a person: as their keeper, or as the records clerk who takes them there."""
    registered = organization.under(organization.paths_with(person, Ability.REGISTER, today=today), "unit")
    # Both may open the file whatever its rights are.
    waiting = not_handed_in(by=today + NOTICE, today=today).filter(Q(keeper=person) | registered)
    return waiting.select_related("unit", "keeper")


def not_handed_in(*, by: dt.date, today: dt.date) -> QuerySet[CaseFile]:
    """Return all files that are due for the archive by a day and are not there."""
    files = with_terms(CaseFile.objects.exclude(state=FileState.HANDED_IN), today=today)
    return files.filter(archive_due__lte=by).order_by("archive_due", "pk")  # type: ignore[misc]  # annotated


@dataclass(frozen=True, slots=True)
class Item:
    """A place in a file, as one person sees it: with its document only where they may open that."""

    order: int
    entry: CaseFileEntry
    document: Document | None
    # Its entry in the book of the body that keeps the file; None: it came in under no number.
    arrival: Arrival | None = None


def contents(case_file: CaseFile, *, person: Person, today: dt.date) -> list[Item]:
    """Return what lies in a file, in its order."""
    entries = list(case_file.entries.select_related("put_by").order_by("position"))
    open_to = official.visible_to(person, today=today)
    seen = open_to.in_bulk([entry.document_id for entry in entries])
    return [Item(order, entry, seen.get(entry.document_id)) for order, entry in enumerate(entries, start=1)]


def days_of(items: Iterable[Item]) -> tuple[dt.date | None, dt.date | None]:
    """Return the dates of the first and the last document of a file; None where none bears one."""
    days = [item.document.date for item in items if item.document is not None and item.document.date is not None]
    return min(days, default=None), max(days, default=None)


def files_of(document_id: int, *, person: Person, today: dt.date) -> QuerySet[CaseFile]:
    """Return the files a person may open in which a document lies."""
    return visible_to(person, today=today).filter(entries__document=document_id).order_by("-year", "code")


def open_for(person: Person, document_id: int, *, today: dt.date) -> list[CaseFile]:
    """Return the open files into which a person may put a document that does not lie there, at most `OFFERED`."""
    kept = Q(keeper=person) | organization.under(_list_paths(person, today=today), "unit")
    found = visible_to(person, today=today).filter(kept, state=FileState.OPEN).exclude(entries__document=document_id)
    return list(found.order_by("-year", "code", "pk")[:OFFERED])


def in_time_order(case_file: CaseFile) -> QuerySet[CaseFileEntry]:
    """Return what lies in a file by the dates of its documents; those without a date come last."""
    return case_file.entries.order_by(F("document__date").asc(nulls_last=True), "position")
