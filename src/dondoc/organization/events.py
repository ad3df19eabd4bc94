"""What happens to the organisation and matters above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitEnded:
    """A unit is no more; whatever it still has to do must be handed to somebody else."""

    unit_id: int
