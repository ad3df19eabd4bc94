"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .deadline import DeadlineCount, Extension
from .deadline_rhythm import Occurrence, Review, Rhythm, RhythmMark, TriggerEvent
from .importing import ImportBatch
from .proof import Completion, Evidence, Update
from .proposal import Proposal
from .task import Cooperation, DueDate, Pause, Task, TaskQuerySet
from .view import SavedView

__all__ = [
    "Completion",
    "Cooperation",
    "DeadlineCount",
    "DueDate",
    "Evidence",
    "Extension",
    "ImportBatch",
    "Occurrence",
    "Pause",
    "Proposal",
    "Review",
    "Rhythm",
    "RhythmMark",
    "SavedView",
    "Task",
    "TaskQuerySet",
    "TriggerEvent",
    "Update",
]
