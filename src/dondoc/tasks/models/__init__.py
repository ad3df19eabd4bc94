"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .importing import ImportBatch
from .proof import Completion, Evidence, Update
from .proposal import Proposal
from .task import Cooperation, DueDate, Pause, Task, TaskQuerySet
from .view import SavedView

__all__ = [
    "Completion",
    "Cooperation",
    "DueDate",
    "Evidence",
    "ImportBatch",
    "Pause",
    "Proposal",
    "SavedView",
    "Task",
    "TaskQuerySet",
    "Update",
]
