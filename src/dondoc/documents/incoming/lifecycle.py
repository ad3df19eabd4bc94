"""The life of an incoming document: which steps exist, and what must hold for each.

Pure. The page asks `blockers` to explain a greyed-out button, the service asks `require` before it writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dondoc.documents.errors import MayNotRegister
from dondoc.kernel.errors import DomainError
from dondoc.kernel.lifecycle import Lifecycle, Move

from . import errors
from .choices import OPEN, Handling

if TYPE_CHECKING:
    from dondoc.organization.models import Unit


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at."""

    state: Handling
    actor_registers: bool
    actor_directs: bool
    actor_answers: bool
    is_duty_open: bool
    is_in_a_case_file: bool
    is_of_the_first_book: bool


def actor_registers(facts: Facts) -> DomainError | None:
    """The book is the records clerk's."""
    return None if facts.actor_registers else MayNotRegister()


def actor_directs(facts: Facts) -> DomainError | None:
    """Who does it is the leader's to say."""
    return None if facts.actor_directs else errors.MayNotDirect()


def actor_answers(facts: Facts) -> DomainError | None:
    """What answers it is known to those who handle it."""
    return None if facts.actor_answers else errors.MayNotAnswer()


def is_of_the_first_book(facts: Facts) -> DomainError | None:
    """What the document says is mended by those who read it first."""
    return None if facts.is_of_the_first_book else errors.CorrectedElsewhere()


def duty_is_done(facts: Facts) -> DomainError | None:
    """A duty does not end by being put away; an answer that went out ends the handling."""
    return errors.DutyOpen() if facts.is_duty_open and facts.state != Handling.ANSWERED else None


def lies_in_a_case_file(facts: Facts) -> DomainError | None:
    """Filed is not a word but a place."""
    return None if facts.is_in_a_case_file else errors.NotInACaseFile()


OPEN_STATES = frozenset(OPEN)
ALL = frozenset(Handling)
WAITING = frozenset({Handling.NEW, Handling.PRESENTED})

MOVES: dict[str, Move[Facts, Handling]] = {
    "set_facts": Move(ALL - {Handling.FILED}, None, (actor_registers,)),
    # What was misread is mended whenever it is seen.
    "correct": Move(ALL, None, (actor_registers, is_of_the_first_book)),
    "forward": Move(ALL, None, (actor_registers,)),
    "present": Move(WAITING, Handling.PRESENTED, (actor_registers,)),
    "direct": Move(WAITING, Handling.DIRECTED, (actor_directs,)),
    "answer": Move(OPEN_STATES | {Handling.ANSWERED}, Handling.ANSWERED, (actor_answers,)),
    "file": Move(
        OPEN_STATES | {Handling.ANSWERED}, Handling.FILED, (actor_registers, duty_is_done, lies_in_a_case_file)
    ),
}


LIFE: Lifecycle[Facts, Handling] = Lifecycle(
    MOVES, state=lambda facts: facts.state, astray=lambda state: errors.WrongState(state=state.label)
)
blockers, require = LIFE.blockers, LIFE.require


def require_whole(
    *,
    text: str,
    lead_unit: Unit | None,
    cooperating: Sequence[Unit],
    due_date: dt.date | None,
    is_without_deadline: bool,
    today: dt.date,
) -> Unit:
    """Refuse a leader's directive that is not whole, on whatever it is given, and return the unit that leads.

    Raises:
        DirectionEmpty, DirectionWithoutLead, LeadCooperates, DeadlineOpen, DayPast: what is missing or contradicts.
    """
    if not text.strip():
        raise errors.DirectionEmpty
    if lead_unit is None:
        raise errors.DirectionWithoutLead
    if lead_unit in cooperating:
        raise errors.LeadCooperates(unit=lead_unit.name)
    if (due_date is None) != is_without_deadline:
        raise errors.DeadlineOpen
    if due_date is not None and due_date < today:
        raise errors.DayPast
    return lead_unit
