"""Acts on proposals and tasks."""

from .assigning import decline, hand_on, name_lead, set_deadline, take_over
from .closing import accept_result, report, send_back_result
from .counting import count_deadline, raise_event
from .dividing import merge, split
from .extending import ask_extension, grant_extension, refuse_extension
from .following import add_evidence, update
from .handing_over import hand_over, keep_in_register
from .proposing import propose_on
from .recurring import make_occurrences, review, set_rhythm
from .reviewing import confirm, get_for_review, reopen, skip

__all__ = [
    "accept_result",
    "add_evidence",
    "ask_extension",
    "confirm",
    "count_deadline",
    "decline",
    "get_for_review",
    "grant_extension",
    "hand_on",
    "hand_over",
    "keep_in_register",
    "make_occurrences",
    "merge",
    "name_lead",
    "propose_on",
    "raise_event",
    "refuse_extension",
    "reopen",
    "report",
    "review",
    "send_back_result",
    "set_deadline",
    "set_rhythm",
    "skip",
    "split",
    "take_over",
    "update",
]
