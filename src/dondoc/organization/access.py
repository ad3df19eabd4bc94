"""Who may do what, as one table. Pure: roles in, abilities out.

Nobody is asked for their role anywhere else: a rule asks for an ability. What stands here is what the product ships;
an administrator changes a role by a row of `roles.models.RoleRight`, which then holds instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .choices import Role


class Ability(TextChoices):
    """Something a post allows."""

    REGISTER = "register", _("Take documents into the register")  # vào sổ văn bản
    CONFIRM = "confirm", _("Confirm what was read, as printed")
    ASSIGN = "assign", _("Name the lead or the deadline that a document leaves open")
    LEAD_UNIT = "lead_unit", _("Act for the unit: take over, hand on, report, accept")
    ADMINISTER = "administer", _("Look after the system: its calendar, units, people, roles, the log")


class Scope(TextChoices):
    """How far a post sees, from narrow to wide."""

    OWN = "own", _("Own tasks only")
    UNIT = "unit", _("The own unit and those below")
    AGENCY = "agency", _("The whole agency")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role allows, and how far it sees."""

    abilities: frozenset[str]
    scope: str


SHIPPED: dict[Role, Rights] = {
    Role.DEPARTMENT_DIRECTOR: Rights(frozenset({Ability.ASSIGN, Ability.LEAD_UNIT}), Scope.AGENCY),
    Role.OFFICE_HEAD: Rights(
        frozenset({Ability.REGISTER, Ability.CONFIRM, Ability.LEAD_UNIT, Ability.ADMINISTER}), Scope.AGENCY
    ),
    Role.CLERK: Rights(frozenset({Ability.REGISTER, Ability.CONFIRM}), Scope.AGENCY),
    Role.CENTRE_DIRECTOR: Rights(frozenset({Ability.LEAD_UNIT}), Scope.UNIT),
    Role.UNIT_HEAD: Rights(frozenset({Ability.LEAD_UNIT}), Scope.UNIT),
    Role.OFFICER: Rights(frozenset(), Scope.UNIT),
    Role.ADMINISTRATOR: Rights(frozenset({Ability.ADMINISTER}), Scope.OWN),
}
