"""Acts on reports."""

from .counting import count, count_anew
from .handing_on import hand_on, note_issued, open_again, withdraw
from .scheduling import add_schedule, end_schedule, make_ready
from .starting import start
from .writing import ask_units, contribute, word

__all__ = [
    "add_schedule",
    "ask_units",
    "contribute",
    "count",
    "count_anew",
    "end_schedule",
    "hand_on",
    "make_ready",
    "note_issued",
    "open_again",
    "start",
    "withdraw",
    "word",
]
