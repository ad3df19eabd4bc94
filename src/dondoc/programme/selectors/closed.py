"""Closed figures: what of a unit is to be closed, what was, and what a later count makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from dondoc.kernel import periods, snapshots
from dondoc.kernel.measures import Figure
from dondoc.kernel.periods import Period
from dondoc.organization.models import Person, Unit
from dondoc.programme.models import Adjustment, ClosedFigure, Closing, Target

from .counting import Counter
from .seeing import known_units


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


def differences(closed: Iterable[ClosedFigure], *, now: dt.datetime) -> dict[int, Figure]:
    """Return what a count of now gives more than was closed, by the id of the closed figure; nothing where it agrees.

    What had no figure when it was closed is compared with nothing.
    """
    rows = list(closed)
    counters: dict[str, Counter] = {}
    found = {}
    for row in rows:
        period = periods.named(row.closing.period) or _days_of(row.closing)
        ours = [one.target for one in rows if one.closing.period == row.closing.period]
        counter = counters.setdefault(row.closing.period, Counter(ours, now))
        recounted = counter.figure(row.target, _held(period, row.closing))
        if isinstance(recounted, Figure) and recounted != row.figure:
            found[row.pk] = _minus(recounted, row.figure)
    return found


def _held(period: Period, closing: Closing) -> Period:
    """Return the days that were closed, whatever the cut-offs are now."""
    return Period(closing.start, closing.end, period.label, period.code)


def _days_of(closing: Closing) -> Period:
    return Period(closing.start, closing.end, closing.period, closing.period)


def _minus(now: Figure, then: Figure | None) -> Figure:
    if then is None:
        return now
    base = None if now.base is None or then.base is None else now.base - then.base
    return Figure(now.counted - then.counted, base)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A closed figure that a later count changes.

    Attributes:
        difference: what the count gives more than was closed.
    """

    closed: ClosedFigure
    difference: Figure

    @property
    def reason(self) -> str:
        """Return why it differs by so much, as somebody said last; empty: nobody did, or only of another difference."""
        said = next(iter(self.closed.adjustments.all()), None)
        return said.reason if said and Figure(said.counted, said.base) == self.difference else ""


def adjusted_before(targets: Sequence[Target], start: dt.date, *, now: dt.datetime) -> dict[int, list[Adjusted]]:
    """Return the closed figures of the last closed period before a day that a later count changes, by target.

    They show in the period that begins on that day as adjustments (điều chỉnh).
    """
    rows = (
        ClosedFigure.objects.filter(target__in=[target.pk for target in targets], closing__end__lt=start)
        .select_related("target__owner", "closing")
        .prefetch_related(Prefetch("adjustments", Adjustment.objects.order_by("-explained_at", "-pk")))
    )
    latest: dict[int, ClosedFigure] = {}
    for row in rows.order_by("closing__end", "pk"):
        latest[row.target_id] = row
    changed = differences(latest.values(), now=now)
    found: dict[int, list[Adjusted]] = {}
    for row in latest.values():
        if row.pk in changed:
            found.setdefault(row.target_id, []).append(Adjusted(row, changed[row.pk]))
    return found


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
