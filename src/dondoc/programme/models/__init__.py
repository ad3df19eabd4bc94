"""Targets with their plans and typed figures, and closed periods."""

from .closing import Adjustment, ClosedFigure, Closing
from .target import Baseline, Plan, StandingRule, Target, TargetQuerySet, TaskLink, TypedFigure

__all__ = [
    "Adjustment",
    "Baseline",
    "ClosedFigure",
    "Closing",
    "Plan",
    "StandingRule",
    "Target",
    "TargetQuerySet",
    "TaskLink",
    "TypedFigure",
]
