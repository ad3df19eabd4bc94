"""Targets with their plans and typed figures, closed periods, and the yearly work programme."""

from .closing import Adjustment, ClosedFigure, Closing
from .item import Approval, Item, ItemChange
from .target import Baseline, Plan, StandingRule, Target, TargetQuerySet, TaskLink, TypedFigure

__all__ = [
    "Adjustment",
    "Approval",
    "Baseline",
    "ClosedFigure",
    "Closing",
    "Item",
    "ItemChange",
    "Plan",
    "StandingRule",
    "Target",
    "TargetQuerySet",
    "TaskLink",
    "TypedFigure",
]
