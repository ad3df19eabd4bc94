"""Acts on targets, on the figures of periods, and on the yearly work programme."""

from .adjusting import adjust_item, drop_item
from .approving import approve
from .calling import call_units, remind_of_calls
from .closing import close_period, explain
from .estimating import estimate
from .gathering import gather, leave_out, merge_item, send_back
from .items import Content, Versions, edit_item, register_item, withdraw_item
from .linking import link_task, unlink_task
from .planning import set_plan, type_baseline
from .targets import Definition, define_target, end_target
from .typing_figures import type_figure

__all__ = [
    "Content",
    "Definition",
    "Versions",
    "adjust_item",
    "approve",
    "call_units",
    "close_period",
    "define_target",
    "drop_item",
    "edit_item",
    "end_target",
    "estimate",
    "explain",
    "gather",
    "leave_out",
    "link_task",
    "merge_item",
    "register_item",
    "remind_of_calls",
    "send_back",
    "set_plan",
    "type_baseline",
    "type_figure",
    "unlink_task",
    "withdraw_item",
]
