"""Which reports a unit owes, and making them ready before they are due."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dondoc.audit import services as audit
from dondoc.kernel import calendar, clock
from dondoc.kernel.periods import Period
from dondoc.kernel.workdays import WorkCalendar
from dondoc.organization.models import Person
from dondoc.reports import selectors, structures
from dondoc.reports.errors import (
    AlreadyScheduled,
    KindUnknown,
    NotSchedulable,
    SourceMissing,
    UnitNotYours,
)
from dondoc.reports.models import Report, Schedule
from dondoc.reports.notified import REPORT
from dondoc.tasks import services as tasks

from .counting import ask_if_large
from .starting import columns_of, period_for

# A report is made ready so many working days before it is due.
WORKING_DAYS_BEFORE = 3
MONTHS = 12


@transaction.atomic
def add_schedule(
    *,
    kind_code: str,
    unit_id: int,
    drafting_unit_id: int,
    due_days: int,
    is_reported: bool,
    source: str,
    actor: Person,
    now: dt.datetime,
) -> Schedule:
    """Record that a unit owes a kind of report for each period.

    Args:
        due_days: from the last day of the period to the day by which it is sent; may be below nought.
        is_reported: by the cut-offs of reports, not by the calendar.
        source: the document that orders it.

    Raises:
        KindUnknown: there is no such kind.
        NotSchedulable: the kind has no fixed period.
        UnitNotYours: the actor does not look after the unit, or holds no post in the one that composes.
        SourceMissing: nothing orders it.
        AlreadyScheduled: the unit owes that kind already.
    """
    today = clock.day_of(now)
    kind = structures.kinds().get(kind_code)
    if kind is None:
        raise KindUnknown
    if not kind.months:
        raise NotSchedulable
    unit = next((one for one in selectors.units_for(actor, today=today) if one.pk == unit_id), None)
    composing = next((one for one in selectors.composing_units(actor, today=today) if one.pk == drafting_unit_id), None)
    if unit is None or composing is None:
        raise UnitNotYours
    if not source.strip():
        raise SourceMissing
    if Schedule.objects.filter(kind_code=kind.code, unit=unit, ended_at=None).exists():
        raise AlreadyScheduled
    made = Schedule.objects.create(
        kind_code=kind.code, unit=unit, drafting_unit=composing, due_days=due_days, is_reported=is_reported,
        source=source.strip()[:300], made_by=actor, made_at=now,
    )  # fmt: skip
    audit.record(
        act="reports.add_schedule", subject=f"unit:{unit.pk}", actor=actor, now=now,
        after={"kind": kind.name, "source": made.source, "days": due_days},
    )  # fmt: skip
    return made


@transaction.atomic
def end_schedule(*, schedule_id: int, actor: Person, now: dt.datetime) -> Schedule:
    """Record that a unit owes a report no more; those that were made ready stay.

    Raises:
        ScheduleMissing: no such schedule, or not one of the actor's units.
        UnitNotYours: the actor holds no post in the unit that composes.
    """
    today = clock.day_of(now)
    schedule = selectors.get_schedule(schedule_id, person=actor, today=today)
    if schedule.drafting_unit_id not in [unit.pk for unit in selectors.composing_units(actor, today=today)]:
        raise UnitNotYours
    schedule.ended_at = now
    schedule.save(update_fields=["ended_at"])
    audit.record(
        act="reports.end_schedule", subject=f"unit:{schedule.unit_id}", actor=actor, now=now,
        after={"kind": schedule.kind.name},
    )  # fmt: skip
    return schedule


def make_ready(*, now: dt.datetime) -> int:
    """Begin the reports that are due in three working days, each once, and return how many were begun.

    Who acts for the unit that composes is told, on a working day only.
    """
    today, days = clock.day_of(now), calendar.read()
    made = 0
    if days.is_rest_day(today):
        return made
    for schedule in Schedule.objects.filter(ended_at=None).select_related("unit", "drafting_unit").order_by("pk"):
        for period in _periods(schedule, today):
            due = period.end + dt.timedelta(days=schedule.due_days)
            if _ready_on(due, days) <= today <= _working(due, days):
                made += _begin(schedule, period, due, now=now)
    return made


def _periods(schedule: Schedule, today: dt.date) -> list[Period]:
    """Return the periods of a schedule that may be due about a day."""
    months = schedule.kind.months or 0
    years = (today.year - 1, today.year, today.year + 1)
    firsts = range(1, MONTHS + 1) if months == 1 else (1,)
    found = [
        period_for(schedule.kind, year=year, first=first, last=first, is_reported=schedule.is_reported)
        for year in years
        for first in firsts
    ]
    return [period for period in found if period is not None and period.start <= today]


def _ready_on(due: dt.date, days: WorkCalendar) -> dt.date:
    """Return the day on which a report is made ready: working days before the one on which it is due."""
    day, left = due, WORKING_DAYS_BEFORE
    while left:
        day -= dt.timedelta(days=1)
        left -= not days.is_rest_day(day)
    return day


def _working(due: dt.date, days: WorkCalendar) -> dt.date:
    """Return a day, of rest the first working one after it."""
    while days.is_rest_day(due):
        due += dt.timedelta(days=1)
    return due


def remind_of_reports(*, now: dt.datetime) -> int:
    """Remind the units that compose of the reports that are to be sent; return how many notices were written."""
    unsent = [owed(report, report.due_date) for report in selectors.unsent() if report.due_date]
    return tasks.remind_asked(unsent, now=now)


def owed(report: Report, due: dt.date) -> tasks.AskedOf:
    """Return a report that is to be sent by a day as people are told of it."""
    return tasks.AskedOf(
        kind=REPORT, subject_id=report.pk, unit_id=report.drafting_unit_id, due_date=due, asked_at=report.made_at,
        asked_by=report.made_by_id,
    )  # fmt: skip


def _begin(schedule: Schedule, period: Period, due: dt.date, *, now: dt.datetime) -> bool:
    """Begin one report of a schedule; say whether it was begun now."""
    key = f"{schedule.pk}:{period.code}"
    if Report.objects.filter(scheduled_as=key).exists():
        return False
    try:
        with transaction.atomic():
            report = Report.objects.create(
                kind_code=schedule.kind_code, unit=schedule.unit, drafting_unit=schedule.drafting_unit, due_date=due,
                made_at=now, changed_at=now, scheduled_as=key, **columns_of(period),
            )  # fmt: skip
            audit.record(
                act="reports.make_ready", subject=f"report:{report.pk}", actor=None, now=now,
                after={"kind": schedule.kind.name, "unit": schedule.unit.name, "period": period.label},
            )  # fmt: skip
            tasks.tell_asked([owed(report, due)], now=now)
            ask_if_large(report, now=now)
    except IntegrityError:
        # Another worker was faster.
        return False
    return True
