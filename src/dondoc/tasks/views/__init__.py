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
from .importing import import_batch, imports, take_back, take_in
from .listing import act_on_several, export, forget_view, index, printed, save_view
from .reviewing import decide, hand_over, keep, review
from .showing import evidence, task

__all__ = [
    "accept_result",
    "act_on_several",
    "add_evidence",
    "decide",
    "decline",
    "evidence",
    "export",
    "forget_view",
    "hand_on",
    "hand_over",
    "import_batch",
    "imports",
    "index",
    "inspect",
    "keep",
    "name_lead",
    "observe",
    "printed",
    "report",
    "review",
    "save_view",
    "send_back_result",
    "set_deadline",
    "take_back",
    "take_in",
    "take_over",
    "task",
    "update",
    "urge",
]
