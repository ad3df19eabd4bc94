"""What happens to units, people and posts and matters above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitEnded:
    """A unit is no more; whatever it still has to do must be handed to somebody else."""

    unit_id: int


@dataclass(frozen=True, slots=True)
class PostEnded:
    """A post was given its last day: what its holder led must be handed over."""

    post_id: int
