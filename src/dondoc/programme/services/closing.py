"""Closing the figures of a period, and explaining what a later count makes of them (chốt số liệu, điều chỉnh)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import override

from dondoc.audit import services as audit
from dondoc.kernel import clock, measures, periods, snapshots
from dondoc.kernel.measures import Failed, Figure, Part, Scope
from dondoc.kernel.periods import Period
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.organization.units import selectors as units
from dondoc.programme import errors, selectors, spans
from dondoc.programme.amounts import written
from dondoc.programme.models import Adjustment, ClosedFigure, Closing, Plan, Target
from dondoc.programme.selectors import closed as closed_figures
from dondoc.programme.selectors.counting import Counter
from dondoc.programme.selectors.rows import plans_in_force

NOTHING_TYPED = "Chưa có số liệu"


@transaction.atomic
def close_period(*, unit_id: int, period: str, actor: Person, now: dt.datetime) -> Closing:
    """Close the figures of the targets that a unit owns, in a period that is over. They never change again.

    Raises:
        UnitMissing: there is no such unit.
        NotOwner: the actor does not act for it.
        PeriodUnknown: no such period.
        PeriodNotOver: it is not over.
        ClosedAlready: its figures are closed.
        NothingToClose: the unit has no target in it.
        TypedByCloser: the actor typed figures of it.
    """
    today = clock.day_of(now)
    unit = units.get_unit(unit_id)
    selectors.require_manager(actor, unit, today=today)
    found = periods.named(period)
    if found is None:
        raise errors.PeriodUnknown
    if found.end >= today:
        raise errors.PeriodNotOver(period=found.label, end=format_date(found.end))
    if Closing.objects.filter(unit=unit, period=found.code).exists():
        raise errors.ClosedAlready(period=found.label)
    targets = list(closed_figures.to_close(unit, found))
    _check_makers(targets, found, actor=actor, now=now)
    closing = Closing.objects.create(
        unit=unit, unit_name=unit.name_on(found.end), period=found.code, start=found.start, end=found.end,
        closed_by=actor, known_at=now,
    )  # fmt: skip
    made = ClosedFigure.objects.bulk_create(_freeze(closing, targets, found, now=now))
    audit.record(
        act="programme.close_period",
        subject=f"closing:{closing.pk}",
        actor=actor,
        now=now,
        after={
            "unit": closing.unit_name,
            "period": found.label,
            "figures": {row.target.code: written(row.figure) for row in made},
            "sha256": {row.target.code: row.sha256 for row in made},
        },
    )
    return closing


def _check_makers(targets: list[Target], period: Period, *, actor: Person, now: dt.datetime) -> None:
    if not targets:
        raise errors.NothingToClose(period=period.label)
    counter = Counter(targets, now, now)
    months = spans.months_of(period)
    own = [
        target.code
        for target in targets
        if target.typed.filter(typed_by=actor, month__range=(months.start, months.end)).exists()
        and counter.typed(target, period)
    ]
    if own:
        raise errors.TypedByCloser(codes=", ".join(own))


def _freeze(closing: Closing, targets: list[Target], period: Period, *, now: dt.datetime) -> list[ClosedFigure]:
    counter = Counter(targets, now, now)
    plans = plans_in_force(targets, spans.months_of(period).start.year, known_at=now)
    rows = []
    for target in targets:
        plan = plans.get((target.pk, spans.plan_code(period)))
        row = _frozen(closing, target, counter.figure(target, period), plan, period=period, now=now)
        row.sha256 = snapshots.digest(closed_figures.contents(row))
        rows.append(row)
    return rows


def _frozen(
    closing: Closing,
    target: Target,
    figure: Figure | Failed | None,
    plan: Plan | None,
    *,
    period: Period,
    now: dt.datetime,
) -> ClosedFigure:
    row = ClosedFigure(closing=closing, target=target)
    if plan is not None:
        row.plan_counted, row.plan_base = plan.counted, plan.base
    if not isinstance(figure, Figure):
        with override("vi"):
            row.missing = str(figure.why) if figure else NOTHING_TYPED
        return row
    row.counted, row.base = figure.counted, figure.base
    for name, value in _records(target, period, now=now).items():
        setattr(row, name, value)
    return row


def _records(target: Target, period: Period, *, now: dt.datetime) -> dict[str, Any]:
    """Return by which formula a figure was counted, and the ids of the records behind it."""
    if target.is_typed:
        rows = Counter([target], now, now).typed(target, period)
        return {"counted_ids": snapshots.compact(row.pk for row in rows)}
    measure = measures.get(target.measure)
    days = Counter([target], now, now).days(target, period) or period
    scope = Scope(days, frozenset([target.owner_id]), now)

    def ids(part: Part) -> str:
        return snapshots.compact(measure.behind(scope, now=now, part=part).order_by().values_list("pk", flat=True))

    return {
        "measure": measure.code,
        "version": measure.version,
        "counted_ids": ids(Part.COUNTED),
        "base_ids": ids(Part.BASE) if measure.is_share else "",
    }


@transaction.atomic
def explain(*, closed_id: int, reason: str, actor: Person, now: dt.datetime) -> Adjustment:
    """Say why a closed figure, counted again, differs; the next period shows the difference with this reason.

    Raises:
        ClosedMissing: no such figure, or not one the actor may know of.
        NotOwner: the actor does not act for its unit.
        ReasonMissing: no reason is given.
        NothingToExplain: counted again, it is the same.
    """
    closed = selectors.get_closed(closed_id, person=actor, today=clock.day_of(now))
    selectors.require_manager(actor, closed.target.owner, today=clock.day_of(now))
    if not reason.strip():
        raise errors.ReasonMissing
    difference = closed_figures.differences([closed], now=now).get(closed.pk)
    if difference is None:
        raise errors.NothingToExplain
    made = Adjustment.objects.create(
        closed=closed, counted=difference.counted, base=difference.base, reason=reason.strip(), explained_by=actor,
        explained_at=now,
    )  # fmt: skip
    audit.record(
        act="programme.explain_adjustment",
        subject=f"target:{closed.target_id}",
        actor=actor,
        now=now,
        after={"period": closed.closing.period, "difference": written(difference), "reason": made.reason},
    )
    return made
