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
from .deadlines import (
    ask_extension,
    count_deadline,
    grant_extension,
    raise_event,
    refuse_extension,
    review_duty,
    set_rhythm,
)
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
from .reviewing import decide, hand_over, keep, review
from .showing import evidence, task

__all__ = [
    "accept_result",
    "act_on_several",
    "add_evidence",
    "add_workday",
    "ask_extension",
    "change_workday",
    "confirm_workdays",
    "count_deadline",
    "decide",
    "decline",
    "evidence",
    "export",
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
    "printed",
    "raise_event",
    "refuse_extension",
    "remove_workday",
    "report",
    "review",
    "review_duty",
    "save_view",
    "send_back_result",
    "set_cut_off",
    "set_deadline",
    "set_rhythm",
    "take_back",
    "take_in",
    "take_over",
    "task",
    "update",
    "urge",
    "workdays",
]
