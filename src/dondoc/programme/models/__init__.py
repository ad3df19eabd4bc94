"""Targets with their plans and typed figures, closed periods, and the yearly work programme."""

from .call import Call, EarlierCall
from .closing import Adjustment, ClosedFigure, Closing
from .item import Approval, Item, ItemChange
from .target import Baseline, Estimate, Plan, StandingRule, Target, TargetQuerySet, TaskLink, TypedFigure

__all__ = [
    "Adjustment",
    "Approval",
    "Baseline",
    "Call",
    "ClosedFigure",
    "Closing",
    "EarlierCall",
    "Estimate",
    "Item",
    "ItemChange",
    "Plan",
    "StandingRule",
    "Target",
    "TargetQuerySet",
    "TaskLink",
    "TypedFigure",
]
