"""The figures of targets over periods: counted by measures, all units of one measure at once, or typed by people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dondoc.kernel import clock, measures
from dondoc.kernel.measures import ByUnit, Failed, Figure, Scope
from dondoc.kernel.periods import Period
from dondoc.organization.models import Unit
from dondoc.programme import spans
from dondoc.programme.choices import Aggregation
from dondoc.programme.models import Target, TypedFigure


@dataclass
class Counter:
    """Figures of some targets; what was counted once is not counted again.

    Attributes:
        known_at: what had been recorded by this moment; None: whatever is recorded now.
    """

    targets: Sequence[Target]
    now: dt.datetime
    known_at: dt.datetime | None = None
    _counted: dict[tuple[str, dt.date, dt.date], ByUnit | Failed] = field(default_factory=dict)
    _paths: dict[int, str] = field(default_factory=dict)
    # By the year, then by the target and the month.
    _typed: dict[int, dict[int, dict[dt.date, TypedFigure]]] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        """Return the day on which it is looked."""
        return clock.day_of(self.known_at or self.now)

    def figure(self, target: Target, period: Period) -> Figure | Failed | None:
        """Return the figure of a target over a period; None: nothing was typed for it, or it does not hold in it."""
        if target.is_typed:
            return total(target.aggregation, [row.figure for row in self.typed(target, period)])
        return self._counted_over(target, self.days(target, period))

    def days(self, target: Target, period: Period, *, years: int = 0) -> Period | None:
        """Return the days of a period over which a target is counted; None: it does not hold in it.

        Args:
            years: by how many years the period lies before the one in which the target is to hold.
        """
        since = spans.same_day(target.valid_from, target.valid_from.year - years)
        until = target.valid_to and spans.same_day(target.valid_to, target.valid_to.year - years)
        days = spans.held(period, since, until)
        if days is None or target.aggregation != Aggregation.LAST:
            return days
        return spans.held(spans.last_month(days, self.today), since, until)

    def _counted_over(self, target: Target, days: Period | None) -> Figure | Failed | None:
        if days is None:
            return None
        counted = self._by_unit(target.measure, days)
        if isinstance(counted, Failed):
            return counted
        zero = Figure(Decimal(0), Decimal(0)) if target.is_share else measures.NOTHING
        ours = self._path(target.owner)
        below = (figure for unit, figure in counted.items() if unit and self._paths.get(unit, "").startswith(ours))
        return sum(below, start=zero)

    def baseline(self, target: Target, period: Period) -> Figure | None:
        """Return what is counted of the same period of the year before, up to the same day (cùng kỳ)."""
        counted = self._counted_over(target, self.days(target, spans.until(period, self.today), years=1))
        return counted if isinstance(counted, Figure) else None

    def typed(self, target: Target, period: Period) -> list[TypedFigure]:
        """Return the figures in force that were typed for the months of a period in which a target holds."""
        months = spans.months_of(period)
        year = months.start.year
        if year not in self._typed:
            self._typed[year] = _typed(self.targets, year, known_at=self.known_at)
        rows = self._typed[year].get(target.pk, {})
        over = target.valid_to
        return [rows[month] for month in sorted(rows) if month in months and (over is None or month < over)]

    def _by_unit(self, code: str, period: Period) -> ByUnit | Failed:
        """Return what a measure counts in a period, unit by unit; all measures of the targets are counted with it."""
        days = (period.start, period.end)
        if (code, *days) not in self._counted:
            # A last value is counted over days of its own.
            with_it = [target for target in self.targets if target.measure and target.aggregation != Aggregation.LAST]
            with_it += [target for target in self.targets if target.measure == code]
            codes = {target.measure for target in with_it if (target.measure, *days) not in self._counted}
            # Last values of these measures may be asked for over the same days, and nothing is counted again.
            owners = frozenset(target.owner_id for target in self.targets if target.measure in codes)
            found = measures.attempt_by_unit(sorted(codes), Scope(period, owners, self.known_at), now=self.now)
            self._counted |= {(other, *days): counted for other, counted in found.items()}
            known = [counted for counted in found.values() if not isinstance(counted, Failed)]
            self._fetch_paths(unit for counted in known for unit in counted if unit is not None)
        return self._counted[code, *days]

    def _fetch_paths(self, units: Iterable[int]) -> None:
        missing = set(units) - set(self._paths)
        if missing:
            self._paths |= dict(Unit.objects.filter(pk__in=missing).values_list("pk", "path"))

    def _path(self, unit: Unit) -> str:
        return self._paths.setdefault(unit.pk, unit.path)


def total(aggregation: str, figures: Sequence[Figure]) -> Figure | None:
    """Return the figure of a period out of those of its months; None where there is none."""
    if not figures:
        return None
    return figures[-1] if aggregation == Aggregation.LAST else sum(figures[1:], start=figures[0])


def _typed(
    targets: Sequence[Target], year: int, *, known_at: dt.datetime | None
) -> dict[int, dict[dt.date, TypedFigure]]:
    """Return the latest figure typed for each month of a year of each target."""
    ours = [target.pk for target in targets if target.is_typed]
    rows = TypedFigure.objects.filter(target__in=ours, month__year=year)
    if known_at is not None:
        rows = rows.filter(typed_at__lte=known_at)
    found: dict[int, dict[dt.date, TypedFigure]] = {}
    for row in rows.order_by("typed_at", "pk"):
        found.setdefault(row.target_id, {})[row.month] = row
    return found
