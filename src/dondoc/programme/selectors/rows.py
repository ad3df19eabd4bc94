"""Targets as lists and reports show them: plan, figures, the same period of the year before, how they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from dondoc.kernel.measures import Failed, Figure
from dondoc.kernel.periods import MONTHS_OF_YEAR, Period
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit
from dondoc.programme import spans, standing
from dondoc.programme.choices import Aggregation, Direction, Standing
from dondoc.programme.models import Closing, Estimate, Plan, StandingRule, Target
from dondoc.programme.standing import Question, Thresholds

from .baselines import Baselines, Before
from .closed import Adjusted, Kept, adjusted_before, closed_in, figure_closed
from .counting import Counter

# Where nothing is on record, what is below the pace is behind.
STRICT = Thresholds(Decimal(0), Decimal(0))
Plans = Mapping[tuple[int, str], Plan]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in a period.

    Attributes:
        plan: what it is held against: the plan of the year up to the end of the period, else of the whole year; of a
            share the part of 1.
        planned_for: the period of that plan; None: there is no plan.
        year_plan: the plan of the whole year.
        figure: of the period; None: nothing was typed for it.
        cumulative: from the first day of the year to the end of the period (luỹ kế).
        before: the same of the year before, up to the same day or months (luỹ kế cùng kỳ).
        before_period: the figure of the period in the year before (cùng kỳ của tháng, quý).
        of_plan: cumulative by plan, a part of 1; where less is better, plan by cumulative.
        of_year_plan: the same by the plan of the whole year.
        of_baseline: cumulative by baseline, a part of 1.
        pace: what part of the plan is expected by now.
        forecast: a sentence; empty where no pace can be asked. `forecast_formula`: how it was computed.
        expected: what the whole year gives at the present pace, computed; None where no pace can be asked.
        estimate: what somebody expects of the whole year (ước cả năm), typed; None: nobody said.
        is_typed: its figures are typed by people.
        closed: the closing of the period, else of the year up to its end: the figures are those that were closed.
        adjusted: figures of earlier periods, as they were closed, that a later count changes.
        address: of its page.
    """

    target: Target
    period: Period
    plan: Decimal | None
    planned_for: Period | None
    year_plan: Decimal | None
    figure: Figure | Failed | None
    cumulative: Figure | Failed | None
    before: Before | None
    before_period: Before | None
    of_plan: Decimal | None
    of_year_plan: Decimal | None
    of_baseline: Decimal | None
    pace: Decimal
    standing: Standing
    forecast: str
    forecast_formula: str
    expected: Decimal | None
    estimate: Estimate | None
    is_typed: bool
    closed: Closing | None
    adjusted: Sequence[Adjusted]
    address: str

    @property
    def shorter_plan(self) -> Period | None:
        """Return the months of the plan that it is held against, where these are not the whole year."""
        months = spans.months_of(self.planned_for) if self.planned_for else None
        return months if months and (months.start.month, months.end.month) != (1, MONTHS_OF_YEAR) else None

    @property
    def cumulative_code(self) -> str:
        """Return how an address names the period from the new year on."""
        return spans.cumulative_code(self.period)

    @property
    def cumulative_query(self) -> str:
        """Return what an address asks for that shows the records behind the cumulative figure."""
        return f"{self.period.code}&luy-ke=co" if self.is_closed else self.cumulative_code

    @property
    def is_closed(self) -> bool:
        """Say whether the period itself was closed."""
        return self.closed is not None and self.closed.period == self.period.code

    @property
    def baseline(self) -> Figure | None:
        """Return the same of the year before as a figure."""
        return self.before.figure if self.before else None

    @property
    def is_baseline_typed(self) -> bool:
        """Say whether the figure of the year before was typed, not counted."""
        return self.before is not None and self.before.is_typed

    @property
    def value(self) -> Decimal | None:
        """Return the cumulative figure as a number, of a share the part of 1; None where there is none."""
        return self.cumulative.value if isinstance(self.cumulative, Figure) else None


def target_rows(
    *, units: frozenset[int] | None, period: Period, now: dt.datetime, known_at: dt.datetime | None = None
) -> list[TargetRow]:
    """Return the targets of units, those below them included, in a period, in Vietnamese order; None: of every unit."""
    targets = Target.objects.during(spans.spans_of(period).year.start, period.end).select_related("owner")
    if units is not None:
        paths = list(Unit.objects.filter(pk__in=units).values_list("path", flat=True))
        targets = targets.filter(organization.under(paths, "owner"))
    return rows_of(list(targets.order_by("owner__path", "sort_key", "pk")), period=period, now=now, known_at=known_at)


def rows_of(
    targets: Sequence[Target],
    *,
    period: Period,
    now: dt.datetime,
    known_at: dt.datetime | None = None,
    compares: bool = True,
) -> list[TargetRow]:
    """Return how targets stand in a period; where it was closed, as that was known then, with the closed figure.

    Args:
        compares: the same period of the year before is counted too, and what was closed earlier.
    """
    around = spans.spans_of(period)
    kept = closed_in(targets, spans.months_of(around.year).start.year, known_at=known_at)
    by_moment: dict[dt.datetime | None, list[Target]] = {}
    for target in targets:
        closed = kept.get((target.pk, period.code))
        by_moment.setdefault(closed.closing.known_at if closed else known_at, []).append(target)
    found: dict[int, TargetRow] = {}
    for moment, ours in by_moment.items():
        context = _context(ours, around, kept, now=now, known_at=moment, compares=compares)
        found |= {target.pk: _row(target, context) for target in ours}
    return [found[target.pk] for target in targets]


@dataclass(frozen=True, slots=True)
class _Context:
    """What the rows of some targets in a period are made from."""

    around: spans.Spans
    kept: Kept
    counter: Counter
    plans: Plans
    before: Baselines | None
    thresholds: Thresholds
    estimates: Mapping[int, Estimate]
    adjusted: Mapping[int, Sequence[Adjusted]]

    def figure(self, target: Target, period: Period) -> Figure | Failed | None:
        """Return the figure of a target over a period: as it was closed, where it was by the moment looked at."""
        closed = self.kept.get((target.pk, period.code))
        if closed and (self.counter.known_at is None or closed.closing.known_at <= self.counter.known_at):
            return figure_closed(closed)
        return self.counter.figure(target, period)


def _context(
    targets: Sequence[Target],
    around: spans.Spans,
    kept: Kept,
    *,
    now: dt.datetime,
    known_at: dt.datetime | None,
    compares: bool,
) -> _Context:
    counter = Counter(targets, now, known_at)
    plans = plans_in_force(targets, spans.months_of(around.year).start.year, known_at=known_at)
    ours = {target.pk for target in targets}
    rows = [row for (target, _code), row in kept.items() if target in ours] if compares else []
    # A change of what ends with an open period, and was closed, shows beside it; never in a period that was closed.
    is_closed = any(row.closing.period == around.period.code for row in rows)
    day = around.period.end if is_closed else around.period.end + dt.timedelta(days=1)
    return _Context(
        around, kept, counter, plans, Baselines(counter, kept) if compares else None, thresholds_on(counter.today),
        _estimates(targets, around, counter), adjusted_before(rows, day, now=now, known_at=known_at),
    )  # fmt: skip


def _row(target: Target, given: _Context) -> TargetRow:
    around, counter = given.around, given.counter
    planned_for, plan = held_against(target, around, given.plans)
    year = given.plans.get((target.pk, spans.plan_code(around.year)))
    cumulative = given.figure(target, around.cumulative)
    closed = given.kept.get((target.pk, around.period.code)) or given.kept.get((target.pk, around.cumulative.code))
    value = cumulative.value if isinstance(cumulative, Figure) else None
    before = given.before.of(target, around.cumulative) if given.before else None
    over = planned_for or around.year
    end = around.cumulative.end
    asked = question(target, value, plan.value if plan else None, over, counted_to=end, today=counter.today)
    return TargetRow(
        target=target,
        period=around.period,
        plan=asked.plan,
        planned_for=planned_for,
        year_plan=year.value if year else None,
        figure=given.figure(target, around.period),
        cumulative=cumulative,
        before=before,
        before_period=given.before.of(target, around.period) if given.before else None,
        of_plan=standing.of_plan(value, asked.plan, asked.direction),
        of_year_plan=standing.of_plan(value, year.value if year else None, asked.direction),
        of_baseline=standing.of_baseline(value, before.figure.value if before and before.is_alike else None),
        pace=standing.pace(asked),
        standing=standing.standing(asked, given.thresholds),
        forecast=standing.forecast(asked),
        forecast_formula=standing.forecast_formula(asked),
        expected=standing.expected(question(target, value, None, around.year, counted_to=end, today=counter.today)),
        estimate=given.estimates.get(target.pk),
        is_typed=target.is_typed,
        closed=closed.closing if closed else None,
        adjusted=given.adjusted.get(target.pk, ()),
        address=reverse("programme:target", args=[target.pk]),
    )


def question(
    target: Target,
    value: Decimal | None,
    plan: Decimal | None,
    over: Period,
    *,
    counted_to: dt.date,
    today: dt.date,
) -> Question:
    """Return what `standing` is asked of a target: a figure against the plan of a period.

    Args:
        counted_to: the last day that the figure counts; of a plan that goes on after it, no later day has gone.
    """
    as_of = today if over.end <= counted_to else min(today, counted_to)
    return Question(
        value, plan, over.start, over.end, as_of, Direction(target.direction), Aggregation(target.aggregation)
    )


def held_against(target: Target, around: spans.Spans, plans: Plans) -> tuple[Period | None, Plan | None]:
    """Return the plan of the year up to the end of a period, else that of the whole year, with its period."""
    for period in (around.cumulative, around.year):
        if (plan := plans.get((target.pk, spans.plan_code(period)))) is not None:
            return period, plan
    return None, None


def plans_in_force(
    targets: Sequence[Target], year: int, *, known_at: dt.datetime | None = None
) -> dict[tuple[int, str], Plan]:
    """Return the latest plan of each target for each period of a year."""
    rows = Plan.objects.filter(target__in=[target.pk for target in targets], period__startswith=f"{year}")
    if known_at is not None:
        rows = rows.filter(set_at__lte=known_at)
    return {(row.target_id, row.period): row for row in rows.order_by("set_at", "pk")}


def thresholds_on(day: dt.date) -> Thresholds:
    """Return the thresholds in force on a day."""
    rule = StandingRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return Thresholds(rule.slack, rule.tolerance) if rule else STRICT


def _estimates(targets: Sequence[Target], around: spans.Spans, counter: Counter) -> dict[int, Estimate]:
    """Return the latest estimate of each target for the year of a period."""
    year = spans.months_of(around.year).start.year
    rows = Estimate.objects.filter(target__in=[target.pk for target in targets], year=year)
    if counter.known_at is not None:
        rows = rows.filter(said_at__lte=counter.known_at)
    return {row.target_id: row for row in rows.select_related("said_by").order_by("said_at", "pk")}
