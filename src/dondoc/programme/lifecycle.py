"""The life of an item of the work programme: which steps exist, and what must hold for each. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.kernel.errors import DomainError
from dondoc.kernel.lifecycle import Lifecycle, Move

from . import errors
from .choices import ItemState


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at.

    Attributes:
        body: the name of the body whose programme it is.
    """

    state: ItemState
    actor_is_of_unit: bool
    actor_gathers: bool
    actor_approves: bool
    body: str = ""


def actor_is_of_unit(facts: Facts) -> DomainError | None:
    """A unit says itself what it registers."""
    return None if facts.actor_is_of_unit else errors.NotOfUnit()


def actor_gathers(facts: Facts) -> DomainError | None:
    """One place gathers the programme of a body."""
    return None if facts.actor_gathers else errors.NotGathering(body=facts.body)


def actor_approves(facts: Facts) -> DomainError | None:
    """What a decision says is entered by who acts for the body: its tasks are assigned by it."""
    return None if facts.actor_approves else errors.NotApproving(body=facts.body)


WITH_UNIT = frozenset({ItemState.REGISTERED, ItemState.RETURNED})
WITH_GATHERER = frozenset({ItemState.REGISTERED, ItemState.GATHERED})
APPROVED = frozenset({ItemState.APPROVED})
MOVES: dict[str, Move[Facts, ItemState]] = {
    "edit": Move(WITH_UNIT, ItemState.REGISTERED, (actor_is_of_unit,)),
    "withdraw": Move(WITH_UNIT, ItemState.WITHDRAWN, (actor_is_of_unit,)),
    "gather": Move(frozenset({ItemState.REGISTERED, ItemState.LEFT_OUT}), ItemState.GATHERED, (actor_gathers,)),
    "send_back": Move(WITH_GATHERER, ItemState.RETURNED, (actor_gathers,)),
    "leave_out": Move(WITH_GATHERER, ItemState.LEFT_OUT, (actor_gathers,)),
    "merge": Move(WITH_GATHERER, ItemState.MERGED, (actor_gathers,)),
    "approve": Move(frozenset({ItemState.GATHERED}), ItemState.APPROVED, (actor_approves,)),
    "adjust": Move(APPROVED, None, (actor_approves,)),
    "drop": Move(APPROVED, ItemState.DROPPED, (actor_approves,)),
}

LIFE: Lifecycle[Facts, ItemState] = Lifecycle(
    MOVES, state=lambda facts: facts.state, astray=lambda state: errors.WrongItemState(state=state.label)
)
blockers, require = LIFE.blockers, LIFE.require
