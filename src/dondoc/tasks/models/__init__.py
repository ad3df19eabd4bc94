"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .collective import CommonLead
from .correction import Correction
from .ending import Ending
from .obstacle import AnswerTime, Obstacle, Opinion
from .proof import Completion, Evidence, Update
from .proposal import Proposal
from .task import Cooperation, DueDate, Pause, Task, TaskQuerySet
from .view import SavedView
from .weakness import Weakness

__all__ = [
    "AnswerTime",
    "CommonLead",
    "Completion",
    "Cooperation",
    "Correction",
    "DueDate",
    "Ending",
    "Evidence",
    "Obstacle",
    "Opinion",
    "Pause",
    "Proposal",
    "SavedView",
    "Task",
    "TaskQuerySet",
    "Update",
    "Weakness",
]
