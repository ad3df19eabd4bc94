"""Pages of reviewing and of tasks."""

from .acting import (
    accept_result,
    add_evidence,
    decline,
    hand_on,
    name_lead,
    report,
    send_back_result,
    set_deadline,
    take_over,
    update,
)
from .following_up import inspect, observe, urge
from .reviewing import decide, hand_over, keep, review
from .showing import evidence, index, task

__all__ = [
    "accept_result",
    "add_evidence",
    "decide",
    "decline",
    "evidence",
    "hand_on",
    "hand_over",
    "index",
    "inspect",
    "keep",
    "name_lead",
    "observe",
    "report",
    "review",
    "send_back_result",
    "set_deadline",
    "take_over",
    "task",
    "update",
    "urge",
]
