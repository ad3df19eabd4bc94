"""Acts on proposals and tasks."""

from .assigning import decline, hand_on, name_lead, set_deadline, take_over
from .bulk import BULK, act_on_several, chosen
from .closing import accept_result, report, send_back_result
from .cooperating import answer_cooperation
from .correcting import ask_correction, decide_correction
from .dividing import merge, split
from .ending import cancel, replace
from .following import add_evidence, update
from .handing_over import hand_over, keep_in_register
from .obstacles import (
    answer_obstacle,
    ask_again,
    pass_obstacle_up,
    raise_obstacle,
    remove_obstacle,
    return_obstacle,
    set_answer_time,
    turn_into_part,
)
from .pausing import pause, restart
from .proposing import propose_on
from .proving import supersede_evidence
from .reassigning import reassign
from .reviewing import confirm, get_for_review, reopen, skip
from .viewing import forget_view, save_view
from .weaknesses import name_weakness, remedy

__all__ = [
    "BULK",
    "accept_result",
    "act_on_several",
    "add_evidence",
    "answer_cooperation",
    "answer_obstacle",
    "ask_again",
    "ask_correction",
    "cancel",
    "chosen",
    "confirm",
    "decide_correction",
    "decline",
    "forget_view",
    "get_for_review",
    "hand_on",
    "hand_over",
    "keep_in_register",
    "merge",
    "name_lead",
    "name_weakness",
    "pass_obstacle_up",
    "pause",
    "propose_on",
    "raise_obstacle",
    "reassign",
    "remedy",
    "remove_obstacle",
    "reopen",
    "replace",
    "report",
    "restart",
    "return_obstacle",
    "save_view",
    "send_back_result",
    "set_answer_time",
    "set_deadline",
    "skip",
    "split",
    "supersede_evidence",
    "take_over",
    "turn_into_part",
    "update",
]
