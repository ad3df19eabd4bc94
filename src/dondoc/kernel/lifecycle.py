"""A life as one table of moves over frozen facts: what is open, and the reason that closes what is not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .errors import DomainError

Facts = TypeVar("Facts")
State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Move(Generic[Facts, State]):
    """A step: the states it starts from, the one it leads to (None: the state stays), what must hold.

    Attributes:
        guards: each returns the reason that closes the step, or nothing.
    """

    sources: frozenset[State]
    target: State | None
    guards: tuple[Callable[[Facts], DomainError | None], ...]


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[Facts, State]):
    """The moves of one kind of record. Pages ask for the blockers of a button, services require the move.

    Attributes:
        state: where the record stands, out of the facts.
        astray: the refusal of a move that does not start from a state.
    """

    moves: Mapping[str, Move[Facts, State]]
    state: Callable[[Facts], State]
    astray: Callable[[State], DomainError]

    def blockers(self, name: str, facts: Facts) -> list[DomainError]:
        """Return every reason the move is closed; empty when it is open."""
        move, state = self.moves[name], self.state(facts)
        if state not in move.sources:
            return [self.astray(state)]
        return [reason for guard in move.guards if (reason := guard(facts))]

    def require(self, name: str, facts: Facts) -> State:
        """Return the state the move leads to.

        Raises:
            DomainError: the first blocker.
        """
        if reasons := self.blockers(name, facts):
            raise reasons[0]
        return self.moves[name].target or self.state(facts)
