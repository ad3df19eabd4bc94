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
from .cooperating import answer_cooperation, reassign
from .correcting import ask_correction, correction_file, decide_correction
from .ending import cancel, replace
from .listing import act_on_several, export, forget_view, index, printed, save_view
from .obstacles import answer_time, pause, raise_obstacle, restart, say, turn_into_part
from .proving import supersede_evidence
from .reviewing import decide, hand_over, keep, review
from .showing import evidence, task
from .weaknesses import remedy, weaknesses

__all__ = [
    "accept_result",
    "act_on_several",
    "add_evidence",
    "answer_cooperation",
    "answer_time",
    "ask_correction",
    "cancel",
    "correction_file",
    "decide",
    "decide_correction",
    "decline",
    "evidence",
    "export",
    "forget_view",
    "hand_on",
    "hand_over",
    "index",
    "keep",
    "name_lead",
    "pause",
    "printed",
    "raise_obstacle",
    "reassign",
    "remedy",
    "replace",
    "report",
    "restart",
    "review",
    "save_view",
    "say",
    "send_back_result",
    "set_deadline",
    "supersede_evidence",
    "take_over",
    "task",
    "turn_into_part",
    "update",
    "weaknesses",
]
