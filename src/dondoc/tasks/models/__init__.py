"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .awaited import Awaited
from .collective import CommonLead
from .correction import Correction
from .deadline import DeadlineCount, Extension
from .deadline_rhythm import Occurrence, Review, Rhythm, RhythmMark, TriggerEvent
from .ending import Ending
from .followup import FollowUp, Inspection, Letter, Observation, Urging
from .importing import ImportBatch
from .notice import CalendarFeed, Mail, Notice, NoticePreference, ReminderDay
from .obstacle import AnswerTime, Obstacle, Opinion
from .proof import ClosesOnChange, Completion, Evidence, Update
from .proposal import Proposal
from .taking_over import TakeOverTime
from .task import UNFINISHED, Cooperation, DueDate, Pause, TakenBack, Task, TaskQuerySet
from .view import SavedView
from .weakness import Weakness

__all__ = [
    "UNFINISHED",
    "AnswerTime",
    "Awaited",
    "CalendarFeed",
    "ClosesOnChange",
    "CommonLead",
    "Completion",
    "Cooperation",
    "Correction",
    "DeadlineCount",
    "DueDate",
    "Ending",
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
    "Obstacle",
    "Occurrence",
    "Opinion",
    "Pause",
    "Proposal",
    "ReminderDay",
    "Review",
    "Rhythm",
    "RhythmMark",
    "SavedView",
    "TakeOverTime",
    "TakenBack",
    "Task",
    "TaskQuerySet",
    "TriggerEvent",
    "Update",
    "Urging",
    "Weakness",
]
