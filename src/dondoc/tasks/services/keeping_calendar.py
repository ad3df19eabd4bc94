"""Keeping the working-day calendar and the reporting cut-offs: an administrator's acts, each with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import calendar, clock
from dondoc.kernel.choices import DayKind, PeriodKind
from dondoc.kernel.models import LATEST_CLOSING_DAY, CalendarDay, ReportingScheme
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.access import Ability
from dondoc.organization.models import Person
from dondoc.tasks import deadline_errors

LOG = "calendar"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What an administrator says of a day."""

    date: dt.date | None
    kind: str
    name: str
    source: str
    is_expected: bool = False


@transaction.atomic
def add_day(*, facts: DayFacts, actor: Person, now: dt.datetime) -> CalendarDay:
    """Enter a day that differs from the ordinary week.

    Raises:
        MayNotAdminister: the actor keeps no calendar.
        DayInvalid: the day, its name or its source is missing.
        DayNotWeekend: a working day cannot be a worked weekend day.
        DayTaken: the day is in the calendar.
    """
    _require_administrator(actor, now=now)
    date = _checked(facts)
    if CalendarDay.objects.filter(date=date).exists():
        raise deadline_errors.DayTaken(date=format_date(date))
    day = CalendarDay(date=date)
    return _write(day, facts, act="calendar.add_day", before={}, actor=actor, now=now)


@transaction.atomic
def change_day(*, day_id: int, facts: DayFacts, actor: Person, now: dt.datetime) -> CalendarDay:
    """Correct what the calendar says of a day; the day itself is removed and entered anew.

    Raises:
        MayNotAdminister: the actor keeps no calendar.
        DayMissing: no such day.
        DayInvalid: its name or its source is missing.
        DayNotWeekend: a working day cannot be a worked weekend day.
    """
    _require_administrator(actor, now=now)
    day = _get(day_id)
    _checked(DayFacts(day.date, facts.kind, facts.name, facts.source))
    return _write(day, facts, act="calendar.change_day", before=_said(day), actor=actor, now=now)


@transaction.atomic
def remove_day(*, day_id: int, actor: Person, now: dt.datetime) -> None:
    """Take a day out of the calendar: it is an ordinary day of the week again. Deadlines counted before stay.

    Raises:
        MayNotAdminister: the actor keeps no calendar.
        DayMissing: no such day.
    """
    _require_administrator(actor, now=now)
    day = _get(day_id)
    _record("calendar.remove_day", before=_said(day), after={}, actor=actor, now=now)
    day.delete()
    transaction.on_commit(calendar.forget)


@transaction.atomic
def confirm_days(*, year: int, source: str, actor: Person, now: dt.datetime) -> int:
    """Confirm that the expected days of a year were announced as they stand, and return how many.

    Raises:
        MayNotAdminister: the actor keeps no calendar.
        DayInvalid: no document is named.
        DayMissing: the year has no expected day.
    """
    _require_administrator(actor, now=now)
    if not source.strip():
        raise deadline_errors.DayInvalid
    expected = CalendarDay.objects.filter(date__year=year, is_expected=True)
    dates = [date.isoformat() for date in expected.values_list("date", flat=True)]
    if not dates:
        raise deadline_errors.DayMissing
    expected.update(is_expected=False, source=source.strip()[:300])
    _record("calendar.confirm_days", before={}, after={"dates": dates, "source": source.strip()}, actor=actor, now=now)
    transaction.on_commit(calendar.forget)
    return len(dates)


@transaction.atomic
def set_cut_off(
    *,
    kind: str,
    closing_day: int | None,
    valid_from: dt.date | None,
    source: str,
    actor: Person,
    now: dt.datetime,
) -> ReportingScheme:
    """Say on which day of the month reports of a kind of period close their figures from a day on.

    Raises:
        MayNotAdminister: the actor keeps no calendar.
        CutOffInvalid: the kind, the day, the beginning or the source is missing or cannot be.
    """
    _require_administrator(actor, now=now)
    is_day = closing_day is not None and 1 <= closing_day <= LATEST_CLOSING_DAY
    if kind not in PeriodKind.values or not is_day or valid_from is None or not source.strip():
        raise deadline_errors.CutOffInvalid(latest=LATEST_CLOSING_DAY)
    said = {"closing_day": closing_day, "source": source.strip()[:300]}
    known = ReportingScheme.objects.filter(kind=kind, valid_from=valid_from).first()
    before = {"closing_day": known.closing_day, "source": known.source} if known else {}
    scheme, _made = ReportingScheme.objects.update_or_create(kind=kind, valid_from=valid_from, defaults=said)
    after = said | {"period": kind, "date": valid_from.isoformat()}
    _record("calendar.set_cut_off", before=before, after=after, actor=actor, now=now)
    return scheme


def _require_administrator(actor: Person, *, now: dt.datetime) -> None:
    if not actor.can(Ability.ADMINISTER, clock.day_of(now)):
        raise deadline_errors.MayNotAdminister


def _get(day_id: int) -> CalendarDay:
    day = CalendarDay.objects.select_for_update().filter(pk=day_id).first()
    if day is None:
        raise deadline_errors.DayMissing
    return day


def _checked(facts: DayFacts) -> dt.date:
    """Return the day when what is said of it holds together."""
    if facts.date is None or facts.kind not in DayKind.values or not facts.name.strip() or not facts.source.strip():
        raise deadline_errors.DayInvalid
    if facts.kind == DayKind.WORKED and not calendar.is_weekly_rest(facts.date):
        raise deadline_errors.DayNotWeekend(date=format_date(facts.date))
    return facts.date


def _said(day: CalendarDay) -> dict[str, object]:
    """Return what the calendar says of a day, for the log."""
    return {
        "date": day.date.isoformat(),
        "kind": day.kind,
        "name": day.name,
        "source": day.source,
        "is_expected": day.is_expected,
    }


def _write(
    day: CalendarDay, facts: DayFacts, *, act: str, before: dict[str, object], actor: Person, now: dt.datetime
) -> CalendarDay:
    day.kind, day.is_expected = facts.kind, facts.is_expected
    day.name, day.source = facts.name.strip()[:100], facts.source.strip()[:300]
    day.save()
    _record(act, before=before, after=_said(day), actor=actor, now=now)
    transaction.on_commit(calendar.forget)
    return day


def _record(
    act: str, *, before: Mapping[str, object], after: Mapping[str, object], actor: Person, now: dt.datetime
) -> None:
    audit.record(act=act, subject=LOG, actor=actor, now=now, before=before, after=after)
