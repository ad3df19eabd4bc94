"""Acts on reports."""

from .counting import count, count_anew
from .handing_on import ask_to_hand_on, hand_on, hand_on_as_asked, note_issued, open_again, withdraw
from .scheduling import add_schedule, end_schedule, make_ready, remind_of_reports
from .starting import start
from .writing import ask_units, contribute, remind_of_requests, word

__all__ = [
    "add_schedule",
    "ask_to_hand_on",
    "ask_units",
    "contribute",
    "count",
    "count_anew",
    "end_schedule",
    "hand_on",
    "hand_on_as_asked",
    "make_ready",
    "note_issued",
    "open_again",
    "remind_of_reports",
    "remind_of_requests",
    "start",
    "withdraw",
    "word",
]
