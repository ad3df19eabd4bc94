"""Staff from a workbook: checked row by row, then added all together or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, parse_date
from dondoc.organization import selectors as organization
from dondoc.organization import services as organization_services
from dondoc.organization.accounts import selectors
from dondoc.organization.accounts.errors import FullNameUnfit, ImportNotClean, UsernameTaken, UsernameUnfit
from dondoc.organization.choices import Role
from dondoc.organization.models import Person, Unit

from .administering import LONGEST_NAME, USERNAME

if TYPE_CHECKING:
    from dondoc.organization.accounts.workbook import Cells


@dataclass(slots=True)
class Checked:
    """One row of the workbook as it was understood, or what is wrong with it."""

    number: int
    cells: Cells
    unit: Unit | None = None
    role: str = ""
    valid_from: dt.date | None = None
    faults: list[str] = field(default_factory=list)


def check_rows(*, rows: Sequence[Cells], actor: Person, now: dt.datetime) -> list[Checked]:
    """Say for each row what would be made of it, without making it.

    Raises:
        NotAdministrator: the actor is none.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    units, roles = organization.all_units(), _roles()
    taken = set(Person.objects.filter(username__in=[row.username for row in rows]).values_list("username", flat=True))
    names: dict[str, str] = {}
    checked = []
    for row in rows:
        result = Checked(row.number, row)
        _check_person(result, taken, names)
        _check_post(result, units, roles)
        checked.append(result)
    return checked


@transaction.atomic
def import_staff(*, rows: Sequence[Cells], actor: Person, now: dt.datetime) -> int:
    """Add the people and their posts, all of them or nobody; return how many people.

    A person in several rows gets several posts. Nobody gets a password here: each sets one through a link.

    Raises:
        NotAdministrator: the actor is none.
        ImportNotClean: a row is wrong, or became so since it was checked.
    """
    checked = check_rows(rows=rows, actor=actor, now=now)
    wrong = sum(1 for row in checked if row.faults)
    if wrong or not checked:
        raise ImportNotClean(wrong=wrong)
    people: dict[str, Person] = {}
    for row in checked:
        cells = row.cells
        if cells.username not in people:
            people[cells.username] = organization_services.add_person(
                username=cells.username, full_name=cells.full_name
            )
        if row.unit and row.valid_from:
            organization_services.appoint(
                person=people[cells.username], unit=row.unit, role=row.role, title=cells.title,
                valid_from=row.valid_from,
            )  # fmt: skip
    audit.record(
        act="organization.staff_imported", subject="accounts", actor=actor, now=now,
        after={"people": sorted(people), "posts": len(checked)},
    )  # fmt: skip
    return len(people)


def _check_person(row: Checked, taken: set[str], names: dict[str, str]) -> None:
    """Check the name and the user name; `names` are those of the rows before."""
    cells = row.cells
    if not cells.full_name or len(cells.full_name) > LONGEST_NAME:
        row.faults.append(FullNameUnfit(most=LONGEST_NAME).sentence)
    if not USERNAME.fullmatch(cells.username):
        row.faults.append(UsernameUnfit().sentence)
    elif cells.username in taken:
        row.faults.append(UsernameTaken(name=cells.username).sentence)
    elif names.setdefault(cells.username, cells.full_name) != cells.full_name:
        row.faults.append(
            _("The user name “%(name)s” stands in an earlier row with another full name.") % {"name": cells.username}
        )


def _check_post(row: Checked, units: list[Unit], roles: dict[str, str]) -> None:
    cells = row.cells
    fitting = organization.matching(cells.unit, units) if cells.unit else []
    if len(fitting) == 1:
        row.unit = fitting[0]
    else:
        row.faults.append(
            _("No unit, or more than one, is called “%(name)s”. Write its full name.") % {"name": cells.unit}
        )
    if not cells.title or len(cells.title) > LONGEST_NAME:
        row.faults.append(_("Fill in the title of the post, at most %(most)s characters.") % {"most": LONGEST_NAME})
    row.role = roles.get(fold(cells.role), "")
    if not row.role:
        known = ", ".join(str(label) for label in Role.labels)
        row.faults.append(
            _("There is no role “%(name)s”. Choose one of: %(known)s.") % {"name": cells.role, "known": known}
        )
    row.valid_from = parse_date(cells.valid_from)
    if row.valid_from is None:
        row.faults.append(
            _("The day “%(words)s” could not be read. Write it as 01/09/2026.") % {"words": cells.valid_from}
        )


def _roles() -> dict[str, str]:
    """Return the roles by what people call them, in either language, and by their codes."""
    named = {fold(value): value for value in Role.values}
    for language in ("vi", "en"):
        with translation.override(language):
            named |= {fold(str(role.label)): role.value for role in Role}
    return named
