"""The one status function. Pure; `TaskQuerySet.with_status` is its twin in SQL, and a test proves them equal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeGuard

from dondoc.kernel import clock

from .choices import StatusClass

# A task is "due soon" from this many days before its deadline on (ui words: Sắp đến hạn = 7 ngày trở xuống).
DUE_SOON_DAYS = 7
# An open task is "without news" when nobody said anything of it for this many days.
SILENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """Days in which the clock stood still, and when that was recorded; open when it goes on."""

    since: dt.date
    recorded_at: dt.datetime
    until: dt.date | None = None
    ended_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class EndSpan:
    """An end that a correction took back: the day of its result, or none, and from when until when it held."""

    recorded_at: dt.datetime
    taken_back_at: dt.datetime
    done_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """Everything the class of a task depends on: what held, and when it was recorded.

    Attributes:
        assigned_at: None of one that waits for its document.
        due_date: the deadline in force (basis current) or the original one (basis original).
        due_recorded_at: when the deadline in force was recorded.
        earlier_dues: every deadline it ever had on that basis, oldest first, as (recorded at, day).
        taken_back: ends that corrections took back; what was known before knew them.
        original_due_date: the original deadline as it is on record now; no class depends on it.
    """

    assigned_at: dt.datetime | None
    due_date: dt.date | None = None
    due_recorded_at: dt.datetime | None = None
    earlier_dues: tuple[tuple[dt.datetime, dt.date], ...] = ()
    pauses: tuple[PauseSpan, ...] = ()
    done_date: dt.date | None = None
    closed_at: dt.datetime | None = None
    uncounted_at: dt.datetime | None = None
    is_collective: bool = False
    taken_back: tuple[EndSpan, ...] = ()
    original_due_date: dt.date | None = None


def due_known(facts: StatusFacts, *, known_at: dt.datetime) -> dt.date | None:
    """Return the deadline as it had been recorded by a moment; None when none had."""
    if _known(facts.due_recorded_at, known_at):
        return facts.due_date
    known = [date for recorded_at, date in facts.earlier_dues if recorded_at <= known_at]
    return known[-1] if known else None


def done_known(facts: StatusFacts, *, known_at: dt.datetime) -> dt.date | None:
    """Return the day of the result that counted as accepted by a moment; None when none did."""
    if _known(facts.closed_at, known_at):
        return facts.done_date
    return next((end.done_date for end in facts.taken_back if _held(end, known_at)), None)


def is_uncounted(facts: StatusFacts, *, as_of: dt.date, known_at: dt.datetime) -> bool:
    """Say whether a task had ended without a result by a day, as was known by a moment."""
    ends = (end.recorded_at for end in facts.taken_back if end.done_date is None and _held(end, known_at))
    return any(_came(ended_at, as_of, known_at) for ended_at in (facts.uncounted_at, *ends))


def is_paused(pause: PauseSpan, *, as_of: dt.date, known_at: dt.datetime) -> bool:
    """Say whether the clock stood still on a day, by what had been recorded until a moment."""
    has_begun = _known(pause.recorded_at, known_at) and pause.since <= as_of
    has_ended = _known(pause.ended_at, known_at) and pause.until is not None and pause.until <= as_of
    return has_begun and not has_ended


def classify(facts: StatusFacts, *, as_of: dt.date, known_at: dt.datetime) -> StatusClass:
    """Return the class of a task on a day, by what had been recorded until a moment.

    It counts from the day on which it was assigned, and no more from the one on which it ended without a result.
    While the clock stands still it does not become overdue; one that was overdue before stays so.

    Args:
        as_of: the day the facts must hold on.
        known_at: the moment by which they must have been recorded.
    """
    is_assigned = _came(facts.assigned_at, as_of, known_at)
    if facts.is_collective or not is_assigned or is_uncounted(facts, as_of=as_of, known_at=known_at):
        return StatusClass.NOT_COUNTED
    due = due_known(facts, known_at=known_at)
    done = done_known(facts, known_at=known_at)
    if done is not None and done <= as_of:
        if due is None:
            return StatusClass.DONE_NO_DEADLINE
        return StatusClass.DONE_IN_TIME if done <= due else StatusClass.DONE_LATE
    if due is None:
        return StatusClass.OPEN_NO_DEADLINE
    stands_still = any(is_paused(p, as_of=as_of, known_at=known_at) and p.since <= due for p in facts.pauses)
    return StatusClass.OPEN_IN_TIME if due >= as_of or stands_still else StatusClass.OPEN_OVERDUE


def _known(recorded: dt.datetime | None, known_at: dt.datetime) -> TypeGuard[dt.datetime]:
    return recorded is not None and recorded <= known_at


def _held(end: EndSpan, known_at: dt.datetime) -> bool:
    return end.recorded_at <= known_at < end.taken_back_at


def _came(moment: dt.datetime | None, as_of: dt.date, known_at: dt.datetime) -> bool:
    """Say whether what is recorded as it happens had happened by the end of a day."""
    return moment is not None and moment <= known_at and clock.day_of(moment) <= as_of


def is_due_soon(due_date: dt.date, *, as_of: dt.date) -> bool:
    """Say whether a deadline lies within `DUE_SOON_DAYS`; a flag beside the class of an open task, not a class."""
    return 0 <= (due_date - as_of).days <= DUE_SOON_DAYS
