"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .followup import FollowUp, Inspection, Letter, Observation, Urging
from .notice import CalendarFeed, Mail, Notice, NoticePreference, ReminderDay
from .proof import Completion, Evidence, Update
from .proposal import Proposal
from .task import Cooperation, DueDate, Pause, Task, TaskQuerySet

__all__ = [
    "CalendarFeed",
    "Completion",
    "Cooperation",
    "DueDate",
    "Evidence",
    "FollowUp",
    "Inspection",
    "Letter",
    "Mail",
    "Notice",
    "NoticePreference",
    "Observation",
    "Pause",
    "Proposal",
    "ReminderDay",
    "Task",
    "TaskQuerySet",
    "Update",
    "Urging",
]
