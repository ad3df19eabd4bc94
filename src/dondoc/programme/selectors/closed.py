"""Closed figures: what of a unit is to be closed, what was, and what a later count makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from dondoc.kernel import snapshots
from dondoc.kernel.measures import Failed, Figure
from dondoc.kernel.periods import REPORTED, Period
from dondoc.organization.models import Person, Unit
from dondoc.programme.models import Adjustment, ClosedFigure, Closing, Target

from .counting import Counter
from .seeing import known_units

# By target and period, as an address names it.
Kept = Mapping[tuple[int, str], ClosedFigure]


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A closed figure that a later count changes (điều chỉnh).

    Attributes:
        difference: what the count gives more than was closed.
        reason: what somebody said last; empty: nobody did, or only of another difference.
    """

    closed: ClosedFigure
    difference: Figure
    reason: str


def to_close(unit: Unit, period: Period) -> QuerySet[Target]:
    """Return the targets that a unit owns and that hold in a period."""
    targets = Target.objects.during(period.start, period.end).filter(owner=unit)
    return targets.select_related("owner").order_by("sort_key", "pk")


def closings_of(person: Person, *, today: dt.date) -> QuerySet[Closing]:
    """Return the closings that a person may know of, the latest period first."""
    seen = Closing.objects.filter(unit__in=known_units(person, today=today))
    figures = ClosedFigure.objects.select_related("target__owner", "closing").order_by("target__sort_key", "pk")
    adjusted = Adjustment.objects.select_related("explained_by").order_by("-explained_at", "-pk")
    return (
        seen.select_related("unit", "closed_by")
        .prefetch_related(Prefetch("figures", figures), Prefetch("figures__adjustments", adjusted))
        .order_by("-end", "unit__sort_key", "pk")
    )


def closed_in(targets: Sequence[Target], year: int, *, known_at: dt.datetime | None = None) -> Kept:
    """Return the closed figures of targets for the periods of a year and the one before; not the ids behind them."""
    named = Q()
    for one in (year - 1, year):
        named |= Q(closing__period__startswith=f"{one}") | Q(closing__period__startswith=f"{REPORTED}{one}")
    rows = ClosedFigure.objects.filter(named, target__in=[target.pk for target in targets])
    if known_at is not None:
        rows = rows.filter(closing__known_at__lte=known_at)
    adjusted = Prefetch("adjustments", Adjustment.objects.order_by("-explained_at", "-pk"))
    rows = rows.select_related("target__owner", "closing__closed_by").prefetch_related(adjusted)
    return {(row.target_id, row.closing.period): row for row in rows.defer("counted_ids", "base_ids")}


def figure_closed(row: ClosedFigure) -> Figure | Failed | None:
    """Return a figure as it was closed, or why there was none; None: nothing had been typed."""
    return row.figure or (None if row.target.is_typed else Failed(row.missing))


def differences(
    closed: Iterable[ClosedFigure], *, now: dt.datetime, known_at: dt.datetime | None = None
) -> dict[int, Figure]:
    """Return what a later count gives more than was closed, by the id of the closed figure; nothing where it agrees.

    What had no figure when it was closed is compared with nothing; what has none any more is nothing.

    Args:
        known_at: counted is what had been recorded by this moment; None: whatever is recorded now.
    """
    by_days: dict[Period, list[ClosedFigure]] = {}
    for row in closed:
        # The days that were closed, whatever the cut-offs are now.
        closing = row.closing
        by_days.setdefault(Period(closing.start, closing.end, closing.period, closing.period), []).append(row)
    found = {}
    for period, rows in by_days.items():
        counter = Counter([row.target for row in rows], now, known_at)
        for row in rows:
            recounted = counter.figure(row.target, period)
            if recounted is None and row.figure is not None:
                # It was said afterwards that the target had ended by then.
                recounted = _minus(row.figure, row.figure)
            if isinstance(recounted, Figure) and recounted != row.figure:
                found[row.pk] = _minus(recounted, row.figure)
    return found


def _minus(now: Figure, then: Figure | None) -> Figure:
    if then is None:
        return now
    base = None if now.base is None or then.base is None else now.base - then.base
    return Figure(now.counted - then.counted, base)


def adjusted_before(
    closed: Iterable[ClosedFigure], day: dt.date, *, now: dt.datetime, known_at: dt.datetime | None = None
) -> dict[int, list[Adjusted]]:
    """Return those closed figures of periods that ended before a day which a later count changes, by target.

    Args:
        known_at: as `differences`; what was closed after it is left out.
    """
    earlier = [
        row for row in closed if row.closing.end < day and (known_at is None or row.closing.known_at <= known_at)
    ]
    changed = differences(earlier, now=now, known_at=known_at)
    found: dict[int, list[Adjusted]] = {}
    for row in sorted(earlier, key=lambda row: (row.closing.end, row.closing.start, row.pk)):
        if row.pk in changed:
            found.setdefault(row.target_id, []).append(Adjusted(row, changed[row.pk], _reason(row, changed[row.pk])))
    return found


def _reason(row: ClosedFigure, difference: Figure) -> str:
    said = next(iter(row.adjustments.all()), None)
    return said.reason if said and Figure(said.counted, said.base) == difference else ""


def contents(row: ClosedFigure) -> dict[str, Any]:
    """Return all that the digest of a closed figure covers."""
    closing = row.closing
    return {
        "unit": closing.unit_id,
        "unit_name": closing.unit_name,
        "period": closing.period,
        "start": closing.start,
        "end": closing.end,
        "closed_by": closing.closed_by_id,
        "known_at": closing.known_at.astimezone(dt.UTC),
        "target": row.target.code,
        "counted": row.counted,
        "base": row.base,
        "missing": row.missing,
        "plan_counted": row.plan_counted,
        "plan_base": row.plan_base,
        "measure": row.measure,
        "version": row.version,
        "counted_ids": row.counted_ids,
        "base_ids": row.base_ids,
    }


def is_whole(row: ClosedFigure) -> bool:
    """Say whether a closed figure is what its digest says."""
    return snapshots.digest(contents(row)) == row.sha256
