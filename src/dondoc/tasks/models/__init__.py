"""Proposals under review, tasks, and what happens to a task until its result is accepted."""

from .awaited import Awaited
from .collective import CommonLead
from .cooperation import Cooperation
from .correction import Correction
from .deadline import DeadlineCount, DeadlineDecision, Extension
from .deadline_rhythm import Occurrence, Review, Rhythm, RhythmMark, TriggerEvent
from .ending import Ending
from .followup import FollowUp, Inspection, Letter, Observation, Urging
from .importing import ImportBatch
from .notice import CalendarFeed, Mail, Notice, NoticePreference, ReminderDay
from .obstacle import AnswerTime, Obstacle, Opinion
from .proof import ClosesOnChange, Completion, Evidence, ParticularsChange, Update
from .proposal import Proposal
from .taking_over import TakeOverTime
from .task import UNFINISHED, DueDate, Pause, TakenBack, Task, TaskQuerySet
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
    "DeadlineDecision",
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
    "ParticularsChange",
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
