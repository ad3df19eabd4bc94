"""Who may do what, as one table. Pure: roles in, abilities out.

Nobody is asked for their role anywhere else: a rule asks for an ability.
"""

from __future__ import annotations

from enum import StrEnum

from .choices import Role


class Ability(StrEnum):
    """Something a post allows."""

    REGISTER = "register"  # take documents into the register (vào sổ văn bản)
    CONFIRM = "confirm"  # confirm what was read, as printed
    ASSIGN = "assign"  # name the lead or the date that a document leaves open; split
    LEAD_UNIT = "lead_unit"  # act for the unit: take over, hand on, report, accept
    SEE_AGENCY = "see_agency"  # see everything under the top of the tree, not only under the own unit
    ADMINISTER = "administer"  # look after the system: its calendar, people, roles, the log


ABILITIES: dict[Role, frozenset[Ability]] = {
    Role.DEPARTMENT_DIRECTOR: frozenset({Ability.ASSIGN, Ability.LEAD_UNIT, Ability.SEE_AGENCY}),
    Role.OFFICE_HEAD: frozenset(
        {Ability.REGISTER, Ability.CONFIRM, Ability.LEAD_UNIT, Ability.SEE_AGENCY, Ability.ADMINISTER}
    ),
    Role.CLERK: frozenset({Ability.REGISTER, Ability.CONFIRM, Ability.SEE_AGENCY}),
    Role.CENTRE_DIRECTOR: frozenset({Ability.LEAD_UNIT}),
    Role.UNIT_HEAD: frozenset({Ability.LEAD_UNIT}),
    Role.OFFICER: frozenset(),
}


def allows(role: str, ability: Ability) -> bool:
    """Say whether a post with this role allows the ability."""
    return ability in ABILITIES[Role(role)]
