"""Reminding of deadlines on the days an office has set, on working days only, each person once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import calendar, clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, followup_errors, selectors
from dondoc.tasks.choices import WORKING, NoticeKind
from dondoc.tasks.models import ReminderDay, Task
from dondoc.tasks.selectors.notices import Recipients

from .notifying import tell

RestDay = Callable[[dt.date], bool]
DAY = dt.timedelta(days=1)
# What no worker was there to send is made up for this many days; after that it would only confuse.
CATCH_UP = 4 * DAY
# The longest time to take a task over, with rest days and the longest holidays between.
LONGEST_TO_TAKE_OVER = 70 * DAY
# Days from the deadline that an office may set.
FARTHEST = 90


def rest_day() -> RestDay:
    """Return the function that tells rest days, its data read once."""
    return calendar.load().is_rest_day


def send_day(due: dt.date, offset: int, *, is_rest: RestDay) -> dt.date:
    """Return the working day on which a reminder goes out.

    One that falls on a rest day goes out on the working day before, after the deadline on the next.
    """
    day = due + offset * DAY
    while is_rest(day):
        day += DAY if offset > 0 else -DAY
    return day


def reminders_due(offsets: Iterable[int], *, today: dt.date, is_rest: RestDay) -> dict[dt.date, tuple[int, dt.date]]:
    """Return the deadlines that are reminded of today, each with its offset and the day the reminder belonged to.

    Of several reminders that were missed only the latest is made up for. On a rest day there are none.
    """
    if is_rest(today):
        return {}
    days = list(offsets)
    found = {}
    for distance in range(-FARTHEST - 10, FARTHEST + 11):
        due = today + distance * DAY
        past = [(send_day(due, offset, is_rest=is_rest), offset) for offset in days]
        on, offset = max(((on, offset) for on, offset in past if on <= today), default=(dt.date.min, 0))
        if today - CATCH_UP < on:
            found[due] = (offset, on)
    return found


def remind(*, now: dt.datetime) -> int:
    """Remind of all deadlines whose day it is and return how many notices were written. May run twice."""
    today = clock.day_of(now)
    offsets = ReminderDay.objects.values_list("offset", flat=True)
    due = reminders_due(offsets, today=today, is_rest=rest_day())
    tasks = (
        Task.objects.filter(stage__in=WORKING, is_collective=False, due_date__in=due)
        .exclude(selectors.is_paused(today=today))
        .select_related("assignee")
        .defer("quote", "search_text")
        .order_by("pk")
    )
    recipients = Recipients(today=today)
    return sum(_remind_of(task, *due[task.due_date], recipients, now=now) for task in tasks.iterator() if task.due_date)


def _remind_of(task: Task, offset: int, on: dt.date, recipients: Recipients, *, now: dt.datetime) -> int:
    """Remind of one task; a reminder whose day lay before the deadline was recorded is not made up for."""
    if task.due_recorded_at is None or clock.day_of(task.due_recorded_at) > on:
        return 0
    people = recipients.responsible(task)
    if task.due_date is not None and task.due_date < clock.day_of(now):
        people = list(dict.fromkeys([*people, *recipients.assigning_side(task)]))
    return sum(
        tell(
            person_id=person, task=task, kind=NoticeKind.REMINDER, due_date=task.due_date, offset=offset, now=now
        )
        for person in people
    )  # fmt: skip


def remind_to_take_over(*, now: dt.datetime) -> int:
    """Tell the heads of lead units which tasks were not taken over in time; return how many notices were written.

    On the first working day after the last for it, each once; may run twice. The class of a task does not change by it.
    """
    today = clock.day_of(now)
    workdays = calendar.load()
    if workdays.is_rest_day(today):
        return 0
    # Given longer ago than this, a task was told of before.
    since = clock.start_of(today - LONGEST_TO_TAKE_OVER)
    waiting = selectors.to_be_taken_over(since=since).select_related("assignee")
    recipients = Recipients(today=today)
    told = 0
    for task in waiting.defer("quote", "search_text").order_by("pk").iterator():
        by = selectors.take_over_by(task)
        if by is None or not today - CATCH_UP < workdays.add(by, 1, "working_day") <= today:
            continue
        heads = recipients.heads(task.lead_unit_id) if task.lead_unit_id else []
        told += sum(tell(person_id=head, task=task, kind=NoticeKind.NOT_TAKEN, due_date=by, now=now) for head in heads)
    return told


@transaction.atomic
def add_reminder_day(*, offset: int, source: str, actor: Person, now: dt.datetime) -> ReminderDay:
    """Add a day on which people are reminded.

    Raises:
        MayNotRunReminders: the actor is not of the office.
        ReminderDayWrong: too far from the deadline, or there already.
        ReasonEmpty: nothing says by whose decision.
    """
    _check(actor, now=now)
    if abs(offset) > FARTHEST or ReminderDay.objects.filter(offset=offset).exists():
        raise followup_errors.ReminderDayWrong
    if not source.strip():
        raise errors.ReasonEmpty
    day = ReminderDay.objects.create(offset=offset, source=source.strip())
    audit.record(act="tasks.add_reminder_day", subject="reminders", actor=actor, now=now, after={"offset": offset})
    return day


@transaction.atomic
def remove_reminder_day(*, offset: int, actor: Person, now: dt.datetime) -> None:
    """Take a day off the list.

    Raises:
        MayNotRunReminders: the actor is not of the office.
    """
    _check(actor, now=now)
    ReminderDay.objects.filter(offset=offset).delete()
    audit.record(act="tasks.remove_reminder_day", subject="reminders", actor=actor, now=now, before={"offset": offset})


def _check(actor: Person, *, now: dt.datetime) -> None:
    if not selectors.may_run_reminders(actor, now=now):
        raise followup_errors.MayNotRunReminders
