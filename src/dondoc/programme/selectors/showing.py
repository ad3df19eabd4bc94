"""What the page of a target shows: months, plans, typed figures, what was closed, records behind a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from dondoc.kernel import clock, measures, periods, snapshots
from dondoc.kernel.errors import DomainError, Sentence
from dondoc.kernel.measures import Failed, Figure, Measure, Part, Record, Scope
from dondoc.kernel.periods import MONTHS_OF_YEAR, Period
from dondoc.organization.models import Person
from dondoc.programme import spans
from dondoc.programme.amounts import written
from dondoc.programme.errors import TargetMissing
from dondoc.programme.models import Adjustment, ClosedFigure, Plan, Target, TypedFigure
from dondoc.tasks import selectors as tasks
from dondoc.tasks.models import TaskQuerySet

from .baselines import Baselines, Before
from .closed import Kept, closed_in, figure_closed
from .counting import Counter
from .rows import plans_in_force
from .seeing import may_type, visible_to

# Of more records that were closed the list is made anew, as they were known then.
LISTED_BY_ID = 10_000


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a target: its figure, its plan, the same month of the year before; None where there is none."""

    period: Period
    figure: Figure | None
    plan: Decimal | None
    before: Before | None = None
    is_closed: bool = False

    @property
    def number(self) -> int:
        """Return which month of the year it is."""
        return self.period.start.month


def held_in(period: Period, *, person: Person, today: dt.date) -> list[Target]:
    """Return the visible targets that hold in the year up to the end of a period, each unit's together."""
    start = spans.spans_of(period).year.start
    seen = visible_to(person, today=today).during(start, period.end).select_related("owner")
    return list(seen.order_by("owner__path", "sort_key", "pk"))


def series_of(target: Target, year: Period, *, now: dt.datetime) -> list[Month]:
    """Return the months of a year as far as they have begun, each with the one of the year before."""
    counter = Counter([target], now)
    kept = closed_in([target], year.start.year)
    before = Baselines(counter, kept)
    plans = plans_in_force([target], year.start.year)
    found = []
    for number in range(1, MONTHS_OF_YEAR + 1):
        month = periods.months(year.start.year, number, number)
        has_begun = month.start <= counter.today
        plan = plans.get((target.pk, month.code))
        found.append(
            Month(
                month,
                _figure(counter, target, month, kept) if has_begun else None,
                plan.value if plan else None,
                before.of(target, month) if has_begun else None,
                is_closed=(target.pk, month.code) in kept,
            )
        )
    return found


def _figure(counter: Counter, target: Target, month: Period, kept: Kept) -> Figure | None:
    closed = kept.get((target.pk, month.code))
    found = figure_closed(closed) if closed else counter.figure(target, month)
    return found if isinstance(found, Figure) else None


def measure_of(target: Target) -> Measure | None:
    """Return the measure that counts a target; None: its figures are typed, or no app offers it any more."""
    try:
        return measures.get(target.measure) if target.measure else None
    except DomainError:
        return None


def plans_of(target: Target) -> QuerySet[Plan]:
    """Return every plan of a target, by period, the latest first."""
    heavy = ("decision__text", "decision__reading", "decision__search_text")
    rows = target.plans.select_related("decision", "set_by").defer(*heavy)
    return rows.order_by("-period", "-set_at", "-pk")


def typed_of(target: Target, period: Period) -> QuerySet[TypedFigure]:
    """Return the figures typed for a target of the year of a period and the one before, the latest month first.

    Of a month the latest first.
    """
    year = spans.spans_of(period).year
    shown = target.typed.filter(month__gte=year.start.replace(year=year.start.year - 1), month__lte=year.end)
    return shown.select_related("typed_by").order_by("-month", "-typed_at", "-pk")


def typed_earlier(target: Target, period: Period) -> int | None:
    """Return the latest year before those of `typed_of` in which a figure was typed."""
    year = spans.spans_of(period).year.start.year - 1
    earlier = target.typed.filter(month__lt=dt.date(year, 1, 1)).order_by("-month").values_list("month", flat=True)
    return next((month.year for month in earlier[:1]), None)


def get_typed(typed_id: int, *, person: Person, today: dt.date) -> TypedFigure:
    """Return a typed figure whose evidence a person may open.

    Raises:
        TargetMissing: no such figure, or the person is not of the unit of its target.
    """
    row = TypedFigure.objects.select_related("file", "target__owner").filter(pk=typed_id).first()
    if row is None or not may_type(person, row.target, today=today):
        raise TargetMissing
    return row


def closed_of(target: Target) -> QuerySet[ClosedFigure]:
    """Return the closed figures of a target, the latest period first."""
    adjusted = Adjustment.objects.select_related("explained_by").order_by("-explained_at", "-pk")
    rows = target.closed.select_related("closing__closed_by", "target")
    return rows.prefetch_related(Prefetch("adjustments", adjusted)).order_by("-closing__end", "-pk")


def tasks_of(target: Target, *, person: Person, today: dt.date) -> TaskQuerySet:
    """Return the tasks that serve a target, as far as a person may know of them."""
    seen = tasks.visible_to(person, today=today).filter(targets__target=target)
    return seen.with_status(as_of=today).for_list().order_by("pk")


def cumulative(period: Period) -> Period:
    """Return the days from the new year to the end of a period, by its cut-offs."""
    return spans.spans_of(period).cumulative


def closed_at(target: Target, period: Period) -> dt.datetime | None:
    """Return the moment whose records are behind what a closed period shows of a target; None: it is not closed."""
    row = _closed(target, period)
    return row.closing.known_at if row else None


def _closed(target: Target, period: Period, *, known_at: dt.datetime | None = None) -> ClosedFigure | None:
    """Return what was closed of a target for a period; by a moment, where one is given."""
    rows = target.closed.select_related("closing").filter(closing__period=period.code)
    return (rows.filter(closing__known_at__lte=known_at) if known_at else rows).first()


def _ids_closed(row: ClosedFigure, part: Part) -> list[int]:
    return list(snapshots.spread(row.base_ids if part is Part.BASE else row.counted_ids))


def ids_behind(
    target: Target, period: Period, *, part: Part, now: dt.datetime, known_at: dt.datetime | None = None
) -> list[int]:
    """Return the ids of the records behind the figure of a target, whoever looks; none where it cannot be counted.

    Of a closed period they are those that were closed.
    """
    if (closed := _closed(target, period, known_at=known_at)) is not None:
        return _ids_closed(closed, part)
    counter = Counter([target], now, known_at)
    if target.is_typed:
        return [row.pk for row in counter.typed(target, period)] if part is Part.COUNTED else []
    measure = measure_of(target)
    if measure is None or isinstance(counter.figure(target, period), Failed) or (part is Part.BASE) > measure.is_share:
        return []
    days = counter.days(target, period)
    if days is None:
        return []
    records = measure.behind(Scope(days, frozenset([target.owner_id]), known_at), now=now, part=part)
    return list(records.order_by().values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure.

    Attributes:
        total: how many there are, whoever looks.
        seen: those that the reader may see.
        shown: how a page of them is listed.
        why: why the measure counts nothing and no record is listed; empty: it counts.
    """

    total: int
    seen: QuerySet[Any]
    shown: Callable[[Iterable[Any]], Sequence[Record]]
    why: Sentence = ""


def records_of(
    target: Target,
    period: Period,
    *,
    part: Part,
    person: Person,
    now: dt.datetime,
    known_at: dt.datetime | None = None,
) -> Behind:
    """Return the records behind the figure of a target in a period; where it was closed, those that were closed."""
    closed = _closed(target, period, known_at=known_at)
    ids = _ids_closed(closed, part) if closed else []
    counter = Counter([target], now, closed.closing.known_at if closed else known_at)
    if not target.is_typed and isinstance(failed := counter.figure(target, period), Failed):
        return Behind(len(ids), TypedFigure.objects.none(), _typed_records, failed.why)
    if closed and len(ids) <= LISTED_BY_ID:
        return records_among(target, period, ids, person=person, now=now)
    if target.is_typed:
        rows = target.typed.filter(pk__in=[row.pk for row in counter.typed(target, period)])
        is_open = may_type(person, target, today=clock.day_of(now))
        return Behind(rows.count(), rows.order_by("month") if is_open else rows.none(), _typed_records)
    measure, days = measures.get(target.measure), counter.days(target, period)
    scope = Scope(days or period, frozenset([target.owner_id]), counter.known_at)
    records = measure.behind(scope, now=now, part=part)
    if days is None:
        records = records.none()
    seen = measure.visible(records, person, clock.day_of(now)).order_by("pk")
    return Behind(records.count(), seen, measure.shown)


def records_among(target: Target, period: Period, ids: Collection[int], *, person: Person, now: dt.datetime) -> Behind:
    """Return records of some ids that stand or stood behind the figure of a target in a period.

    Raises:
        MeasureMissing: no app offers its measure any more.
    """
    if target.is_typed:
        rows = target.typed.filter(pk__in=ids)
        is_open = may_type(person, target, today=clock.day_of(now))
        return Behind(len(ids), rows.order_by("month", "pk") if is_open else rows.none(), _typed_records)
    measure = measures.get(target.measure)
    scope = Scope(period, frozenset([target.owner_id]))
    return Behind(len(ids), measure.among(ids, scope, person=person, now=now), measure.shown)


def _typed_records(rows: Iterable[TypedFigure]) -> list[Record]:
    return [
        Record(
            f"{periods.months(row.month.year, row.month.month, row.month.month).label}: {written(row.figure)}",
            row.file_name,
            reverse("programme:evidence", args=[row.pk]),
        )
        for row in rows
    ]
