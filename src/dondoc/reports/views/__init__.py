"""Pages of reports."""

from .acting import ask_units, contribute, count_anew, hand_on, open_again, withdraw, word
from .comparing import as_sent, changes, compare, export_sent, sent_records
from .listing import end_schedule, index, schedules, start
from .showing import behind, export, progress, report

__all__ = [
    "as_sent",
    "ask_units",
    "behind",
    "changes",
    "compare",
    "contribute",
    "count_anew",
    "end_schedule",
    "export",
    "export_sent",
    "hand_on",
    "index",
    "open_again",
    "progress",
    "report",
    "schedules",
    "sent_records",
    "start",
    "withdraw",
    "word",
]
