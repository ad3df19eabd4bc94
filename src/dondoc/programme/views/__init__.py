"""Pages of targets."""

from .closing import close_period, closings, explain
from .listing import define, index, matrix
from .target import (
    end_target,
    evidence,
    link_task,
    records,
    set_plan,
    target,
    type_baseline,
    type_figure,
    unlink_task,
)

__all__ = [
    "close_period",
    "closings",
    "define",
    "end_target",
    "evidence",
    "explain",
    "index",
    "link_task",
    "matrix",
    "records",
    "set_plan",
    "target",
    "type_baseline",
    "type_figure",
    "unlink_task",
]
