"""A report's life: which steps exist, and what must hold for each.

Pure. Pages ask `blockers` to explain a greyed-out button, services ask `require` before they write. Checking, signing
and numbering are steps of the draft that carries it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.kernel.errors import DomainError
from dondoc.kernel.lifecycle import Lifecycle, Move

from . import errors
from .choices import State


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at.

    Attributes:
        drafting_unit: the name of the unit that composes it.
        draft_state: the label of where its draft stands; empty: it has none, or its draft was withdrawn.
    """

    state: State
    actor_composes: bool
    drafting_unit: str = ""
    draft_state: str = ""


def actor_composes(facts: Facts) -> DomainError | None:
    """The unit that composes it works on it."""
    return None if facts.actor_composes else errors.NotComposer(unit=facts.drafting_unit)


def draft_is_over(facts: Facts) -> DomainError | None:
    """What is on its way to be signed is not composed anew beside it."""
    return errors.DraftStillOpen(state=facts.draft_state) if facts.draft_state else None


DRAFTING = frozenset({State.DRAFTING})
MOVES: dict[str, Move[Facts, State]] = {
    "edit": Move(DRAFTING, None, (actor_composes,)),
    # The page goes on showing the figures of now, whatever became of the report.
    "count_anew": Move(frozenset(State), None, (actor_composes,)),
    "contribute": Move(DRAFTING, None, ()),
    "hand_on": Move(DRAFTING, State.HANDED_ON, (actor_composes,)),
    "open_again": Move(frozenset({State.HANDED_ON}), State.DRAFTING, (actor_composes, draft_is_over)),
    "withdraw": Move(DRAFTING, State.WITHDRAWN, (actor_composes,)),
}


LIFE: Lifecycle[Facts, State] = Lifecycle(
    MOVES, state=lambda facts: facts.state, astray=lambda state: errors.WrongState(state=state.label)
)
blockers, require = LIFE.blockers, LIFE.require
