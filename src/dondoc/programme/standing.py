"""How a figure stands against its plan, the same period of the year before, and the pace it needs. Pure.

Shares are parts of 1 and computed from whole figures, never from rounded ones; a share of nothing is none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dondoc.kernel.vietnamese import format_date, format_number

from .choices import Aggregation, Direction, Standing

ONE, POINTS = Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How far below the pace, in points of 100, is still on pace, and how far only slightly behind."""

    slack: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class Question:
    """A figure that is held against a plan.

    Attributes:
        value: the figure so far, of a share the part of 1; None: there is none.
        plan: what it is to be at the end; None: there is no plan.
        start: the first day of the period that is planned.
        end: its last day.
        as_of: the day on which the figure was looked at.
    """

    value: Decimal | None
    plan: Decimal | None
    start: dt.date
    end: dt.date
    as_of: dt.date
    direction: Direction
    aggregation: Aggregation

    @property
    def days(self) -> int:
        """Return how long the period is."""
        return (self.end - self.start).days + 1

    @property
    def days_gone(self) -> int:
        """Return how many days of it have begun."""
        return min(max((self.as_of - self.start).days + 1, 0), self.days)

    @property
    def is_over(self) -> bool:
        """Say whether its last day has gone by."""
        return self.as_of > self.end

    @property
    def grows(self) -> bool:
        """Say whether the figure adds up over the days of the period, so that a pace can be asked of it."""
        return self.aggregation == Aggregation.SUM


def of_plan(value: Decimal | None, plan: Decimal | None, direction: Direction) -> Decimal | None:
    """Return how much of the plan is reached; where less is better, the plan as a part of the figure."""
    if value is None or plan is None:
        return None
    part, whole = (value, plan) if direction == Direction.HIGHER else (plan, value)
    return part / whole if whole else None


def of_baseline(value: Decimal | None, baseline: Decimal | None) -> Decimal | None:
    """Return the figure as a part of that of the same period of the year before."""
    return value / baseline if value is not None and baseline else None


def pace(asked: Question) -> Decimal:
    """Return what part of the plan is expected by now: days gone by days in all; of what does not add up, all of it."""
    return Decimal(asked.days_gone) / asked.days if asked.grows else ONE


def expected(asked: Question) -> Decimal | None:
    """Return what a period gives at the present pace: the figure ÷ days gone × days; None where there is none."""
    if asked.value is None or not asked.grows or not asked.days_gone:
        return None
    return asked.value if asked.is_over else asked.value * asked.days / asked.days_gone


def standing(asked: Question, thresholds: Thresholds) -> Standing:
    """Return how a figure stands."""
    value, plan = asked.value, asked.plan
    if value is None or plan is None:
        return Standing.UNKNOWN
    if asked.direction == Direction.LOWER and asked.grows and not asked.is_over:
        # What may not grow beyond a limit is not reached before the last day.
        return _by_lack(_points(value - plan * pace(asked), plan), thresholds) if value <= plan else Standing.BEHIND
    if value == plan:
        return Standing.REACHED
    if (value > plan) == (asked.direction == Direction.HIGHER):
        return Standing.EXCEEDED
    if asked.is_over:
        return Standing.MISSED
    lack = plan * pace(asked) - value if asked.direction == Direction.HIGHER else value - plan
    return _by_lack(_points(lack, plan), thresholds)


def _points(lack: Decimal, plan: Decimal) -> Decimal | None:
    """Return what is lacking in points of the plan; None: of a plan of nothing there are no points."""
    if lack <= 0:
        return Decimal(0)
    return lack / plan * POINTS if plan else None


def _by_lack(points: Decimal | None, thresholds: Thresholds) -> Standing:
    if points is None:
        return Standing.BEHIND
    if points <= thresholds.slack:
        return Standing.ON_PACE
    return Standing.SLIGHTLY_BEHIND if points <= thresholds.tolerance else Standing.BEHIND


def forecast(asked: Question) -> str:
    """Say in one sentence whether the plan can be reached at the present pace; empty where no pace can be asked."""
    value, plan = asked.value, asked.plan
    if value is None or plan is None or not asked.grows or not asked.days_gone or asked.as_of >= asked.end:
        return ""
    end = format_date(asked.end)
    # Whole products: has it grown enough for the days gone?
    is_enough = value * asked.days >= plan * asked.days_gone
    if asked.direction == Direction.LOWER:
        if value * asked.days <= plan * asked.days_gone:
            return _("Stays within the limit until %(end)s at the present pace.") % {"end": end}
        return _("Goes over the limit before %(end)s at the present pace.") % {"end": end}
    if value >= plan:
        return ""
    if is_enough:
        return _("Will be reached by %(end)s at the present pace.") % {"end": end}
    return _cannot(value / asked.days_gone, (plan - value) / (asked.days - asked.days_gone), end=end)


def forecast_formula(asked: Question) -> str:
    """Say how the forecast was computed, with its numbers: what there is a day, what is needed; empty without one."""
    value, plan = asked.value, asked.plan
    if not forecast(asked) or value is None or plan is None:
        return ""
    said = {
        "value": format_number(_plain(value)), "plan": format_number(_plain(plan)), "gone": asked.days_gone,
        "left": asked.days - asked.days_gone,
    }  # fmt: skip
    return _("has %(value)s ÷ %(gone)s days gone; needs (%(plan)s − %(value)s) ÷ %(left)s days left") % said


def _plain(number: Decimal) -> Decimal:
    """Return a number without noughts at its end."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def _cannot(has: Decimal, needs: Decimal, *, end: str) -> str:
    """Say what is needed and what there is: a day, or of a slower figure a week or a month of 30 days."""
    sentences = {
        1: _("Cannot be reached by %(end)s at the present pace: needs %(needs)s a day, has %(has)s."),
        7: _("Cannot be reached by %(end)s at the present pace: needs %(needs)s a week, has %(has)s."),
        30: _("Cannot be reached by %(end)s at the present pace: needs %(needs)s a month, has %(has)s."),
    }
    days = next((days for days in sentences if needs * days >= 1), max(sentences))
    return sentences[days] % {
        "end": end,
        "needs": format_number(needs * days, 1),
        "has": format_number(has * days, 1),
    }
