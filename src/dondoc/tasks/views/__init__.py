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
from .allowing import answer_time, take_over_time
from .awaiting import discard, fill, fill_by_hand, stand_for
from .cooperating import answer_cooperation, reassign
from .correcting import ask_correction, correction_file, decide_correction
from .deadlines import (
    ask_extension,
    count_deadline,
    extend,
    grant_extension,
    raise_event,
    refuse_extension,
    review_duty,
    set_rhythm,
)
from .directing import direct, direct_from_opinion
from .ending import cancel, replace
from .following_up import inspect, observe, urge
from .importing import import_batch, imports, take_back, take_in
from .keeping_calendar import (
    add_workday,
    change_workday,
    confirm_workdays,
    remove_workday,
    set_cut_off,
    workdays,
)
from .listing import act_on_several, export, forget_view, index, printed, save_view
from .obstacles import pause, raise_obstacle, restart, say, turn_into_part
from .proving import change_closes_on, change_particulars, choose_proof, supersede_evidence, use_proof
from .reviewing import decide, hand_over, keep, review
from .showing import evidence, task
from .weaknesses import remedy, unlink_remedy, weaknesses

__all__ = [
    "accept_result",
    "act_on_several",
    "add_evidence",
    "add_workday",
    "answer_cooperation",
    "answer_time",
    "ask_correction",
    "ask_extension",
    "cancel",
    "change_closes_on",
    "change_particulars",
    "change_workday",
    "choose_proof",
    "confirm_workdays",
    "correction_file",
    "count_deadline",
    "decide",
    "decide_correction",
    "decline",
    "direct",
    "direct_from_opinion",
    "discard",
    "evidence",
    "export",
    "extend",
    "fill",
    "fill_by_hand",
    "forget_view",
    "grant_extension",
    "hand_on",
    "hand_over",
    "import_batch",
    "imports",
    "index",
    "inspect",
    "keep",
    "name_lead",
    "observe",
    "pause",
    "printed",
    "raise_event",
    "raise_obstacle",
    "reassign",
    "refuse_extension",
    "remedy",
    "remove_workday",
    "replace",
    "report",
    "restart",
    "review",
    "review_duty",
    "save_view",
    "say",
    "send_back_result",
    "set_cut_off",
    "set_deadline",
    "set_rhythm",
    "stand_for",
    "supersede_evidence",
    "take_back",
    "take_in",
    "take_over",
    "take_over_time",
    "task",
    "turn_into_part",
    "unlink_remedy",
    "update",
    "urge",
    "use_proof",
    "weaknesses",
    "workdays",
]
