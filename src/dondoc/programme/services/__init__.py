"""Acts on targets and on the figures of periods."""

from .closing import close_period, explain
from .linking import link_task, unlink_task
from .planning import set_plan, type_baseline
from .targets import Definition, define_target, end_target
from .typing_figures import type_figure

__all__ = [
    "Definition",
    "close_period",
    "define_target",
    "end_target",
    "explain",
    "link_task",
    "set_plan",
    "type_baseline",
    "type_figure",
    "unlink_task",
]
