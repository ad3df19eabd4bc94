"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .deadline import DeadlineCount, Extension
from .deadline_rhythm import Occurrence, Review, Rhythm, RhythmMark, TriggerEvent
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
    "DeadlineCount",
    "DueDate",
    "Evidence",
    "Extension",
    "FollowUp",
    "ImportBatch",
    "Inspection",
    "Letter",
    "Mail",
    "Notice",
    "NoticePreference",
    "Observation",
    "Occurrence",
    "Pause",
    "Proposal",
    "ReminderDay",
    "Review",
    "Rhythm",
    "RhythmMark",
    "SavedView",
    "Task",
    "TaskQuerySet",
    "TriggerEvent",
    "Update",
    "Urging",
]
