"""What happens to tasks and others may want to know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskMoved:
    """A task was made ("assign") or somebody took a step on it (the name of the move).

    Attributes:
        move: beside those of the life cycle "cooperate", that units take part, and "cancel_with_whole".
        unit_id: the unit that the step asks for something; None: whoever it concerns follows from the task.
    """

    task_id: int
    move: str
    actor_id: int
    at: dt.datetime
    unit_id: int | None = None
