"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .followup import Inspection, Observation, Urging
from .proof import Completion, Evidence, Update
from .proposal import Proposal
from .task import Cooperation, DueDate, Pause, Task, TaskQuerySet

__all__ = [
    "Completion",
    "Cooperation",
    "DueDate",
    "Evidence",
    "Inspection",
    "Observation",
    "Pause",
    "Proposal",
    "Task",
    "TaskQuerySet",
    "Update",
    "Urging",
]
