"""Deadlines in words: `{% load deadlines %}`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from dondoc.kernel import calendar
from dondoc.kernel.choices import PeriodKind, TermUnit
from dondoc.kernel.periods import months
from dondoc.kernel.vietnamese import format_date
from dondoc.tasks import selectors
from dondoc.tasks.models import DeadlineCount, Review, Rhythm, Task
from dondoc.tasks.selectors import Deadline

from .tasks import rest_day

register = template.Library()

# A rhythm shows so many days of the period to fill in, and one more than it has.
FEWEST_MARKS, MOST_MARKS = 2, 4


@register.simple_tag
def take_over_clock(task: Task, today: dt.date) -> selectors.TakeOver | None:
    """Return by when a task is to be taken over, and by how many working days that has passed; None: no clock runs."""
    return selectors.take_over_of(task, today=today)


@register.filter
def rest_reason(day: dt.date | None) -> str:
    """Return why a day is a rest day; empty on a working day."""
    return calendar.load().rest_reason(day) if day else ""


@register.filter
def rest_note(task: Task) -> str:
    """Say that the deadline is a rest day: as printed it stands, one that a leader named is named so."""
    is_printed = task.due_set_by_id is None and task.due_date == task.original_due_date
    if is_printed:
        return rest_day(task.due_date)
    reason = rest_reason(task.due_date)
    return _("Rest day (%(reason)s)") % {"reason": reason} if reason else ""


@register.filter
def count_in_words(count: DeadlineCount) -> list[str]:
    """Return how a deadline was counted, one sentence each."""
    said = {
        "number": count.number,
        "unit": TermUnit(count.unit).label,
        "event": count.event,
        "date": format_date(count.event_date),
        "last": format_date(count.last_day),
        "reason": count.rest_reason,
    }
    lines = [
        _("Counted: %(number)s %(unit)s from %(date)s (%(event)s), that day not counted; the last day is %(last)s")
        % said
    ]
    if count.rest_reason:
        lines.append(_("%(last)s is a rest day (%(reason)s), so the term ends on the next working day") % said)
    return lines


@register.filter
def rhythm_in_words(rhythm: Rhythm) -> str:
    """Return how often a duty comes again, and on which days of the period."""
    every = PeriodKind(rhythm.every)
    marks = [
        _("day %(day)s") % {"day": mark.day}
        if every == PeriodKind.MONTH
        else _("%(day)s/%(month)s") % {"day": mark.day, "month": mark.month}
        if every == PeriodKind.YEAR
        else _("day %(day)s of month %(month)s of the period") % {"day": mark.day, "month": mark.month}
        for mark in rhythm.marks.all()
    ]
    if not marks:
        return _("Reviewed every period: %(period)s") % {"period": every.label}
    return _("Every period (%(period)s): %(days)s") % {"period": every.label, "days": "; ".join(marks)}


@register.filter
def review_period(review: Review) -> str:
    """Return what the period of a review is called."""
    return months(review.period_start.year, review.period_start.month, review.period_end.month).label


@register.filter
def period_choices(_deadline: Deadline) -> list[tuple[str, str]]:
    """Return the periods that a duty may come again in."""
    return [(kind.value, str(kind.label)) for kind in PeriodKind]


@register.filter
def chosen_period(deadline: Deadline) -> str:
    """Return the period to begin with: the one set, else the printed one, else none."""
    if deadline.rhythm is not None:
        return deadline.rhythm.every
    return deadline.printed.every if deadline.printed else ""


@dataclass(frozen=True, slots=True)
class MarkField:
    """The fields of one day of the period."""

    n: int
    day: int | str = ""
    month: int | str = ""


@register.filter
def mark_fields(deadline: Deadline) -> list[MarkField]:
    """Return the fields for the days: those set, else those printed, and room for a second."""
    if deadline.rhythm is not None:
        known = [(mark.month, mark.day) for mark in deadline.rhythm.marks.all()]
    else:
        known = list(deadline.printed.marks) if deadline.printed else []
    count = min(max(FEWEST_MARKS, len(known)), MOST_MARKS)
    blank = [MarkField(n) for n in range(len(known) + 1, count + 1)]
    return [MarkField(n, day, month) for n, (month, day) in enumerate(known[:count], start=1)] + blank
