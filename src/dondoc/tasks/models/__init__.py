"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .followup import FollowUp, Inspection, Letter, Observation, Urging
from .importing import ImportBatch
from .notice import CalendarFeed, Mail, Notice, NoticePreference, ReminderDay
from .proof import Completion, Evidence, Update
from .proposal import Proposal
from .task import Cooperation, DueDate, Pause, Task, TaskQuerySet
from .view import SavedView

__all__ = [
    "CalendarFeed",
    "Completion",
    "Cooperation",
    "DueDate",
    "Evidence",
    "FollowUp",
    "ImportBatch",
    "Inspection",
    "Letter",
    "Mail",
    "Notice",
    "NoticePreference",
    "Observation",
    "Pause",
    "Proposal",
    "ReminderDay",
    "SavedView",
    "Task",
    "TaskQuerySet",
    "Update",
    "Urging",
]
