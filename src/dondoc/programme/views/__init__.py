"""Pages of targets and of the yearly work programme."""

from .closing import close_period, closings, explain
from .item import (
    adjust_item,
    drop_item,
    edit_item,
    gather_item,
    item,
    leave_out_item,
    merge_item,
    register_item,
    send_back_item,
    withdraw_item,
)
from .listing import define, index, matrix
from .target import (
    end_target,
    estimate,
    evidence,
    link_task,
    records,
    set_plan,
    target,
    type_baseline,
    type_figure,
    unlink_task,
)
from .year import call, desk, export_year, gather, print_year, year

__all__ = [
    "adjust_item",
    "call",
    "close_period",
    "closings",
    "define",
    "desk",
    "drop_item",
    "edit_item",
    "end_target",
    "estimate",
    "evidence",
    "explain",
    "export_year",
    "gather",
    "gather_item",
    "index",
    "item",
    "leave_out_item",
    "link_task",
    "matrix",
    "merge_item",
    "print_year",
    "records",
    "register_item",
    "send_back_item",
    "set_plan",
    "target",
    "type_baseline",
    "type_figure",
    "unlink_task",
    "withdraw_item",
    "year",
]
