"""Acts on proposals and tasks."""

from .assigning import decline, hand_on, name_lead, set_deadline, take_over
from .closing import accept_result, report, send_back_result
from .dividing import merge, split
from .following import add_evidence, update
from .following_up import inspect, observe, urge
from .handing_over import hand_over, keep_in_register
from .proposing import propose_on
from .reviewing import confirm, get_for_review, reopen, skip

__all__ = [
    "accept_result",
    "add_evidence",
    "confirm",
    "decline",
    "get_for_review",
    "hand_on",
    "hand_over",
    "inspect",
    "keep_in_register",
    "merge",
    "name_lead",
    "observe",
    "propose_on",
    "reopen",
    "report",
    "send_back_result",
    "set_deadline",
    "skip",
    "split",
    "take_over",
    "update",
    "urge",
]
