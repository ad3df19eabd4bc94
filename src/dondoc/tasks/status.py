"""The one status function. Pure; `TaskQuerySet.with_status` is its twin in SQL, and a test proves them equal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .choices import StatusClass

# A task is "due soon" from this many days before its deadline on (ui words: Sắp đến hạn = 7 ngày trở xuống).
DUE_SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """Everything the class of a task depends on: what held, and when it was recorded."""

    assigned_at: dt.datetime
    due_date: dt.date | None = None
    due_recorded_at: dt.datetime | None = None
    done_date: dt.date | None = None
    closed_at: dt.datetime | None = None
    uncounted_at: dt.datetime | None = None


def classify(facts: StatusFacts, *, as_of: dt.date, known_at: dt.datetime) -> StatusClass:
    """Return the class of a task on a day, by what had been recorded until a moment.

    Args:
        as_of: the day the facts must hold on.
        known_at: the moment by which they must have been recorded.
    """
    if not _known(facts.assigned_at, known_at) or _known(facts.uncounted_at, known_at):
        return StatusClass.NOT_COUNTED
    due = facts.due_date if _known(facts.due_recorded_at, known_at) else None
    done = facts.done_date if _known(facts.closed_at, known_at) else None
    if done is not None and done <= as_of:
        if due is None:
            return StatusClass.DONE_NO_DEADLINE
        return StatusClass.DONE_IN_TIME if done <= due else StatusClass.DONE_LATE
    if due is None:
        return StatusClass.OPEN_NO_DEADLINE
    return StatusClass.OPEN_OVERDUE if due < as_of else StatusClass.OPEN_IN_TIME


def _known(recorded: dt.datetime | None, known_at: dt.datetime) -> bool:
    return recorded is not None and recorded <= known_at


def is_due_soon(due_date: dt.date, *, as_of: dt.date) -> bool:
    """Say whether a deadline lies within `DUE_SOON_DAYS`; a flag beside the class of an open task, not a class."""
    return 0 <= (due_date - as_of).days <= DUE_SOON_DAYS
