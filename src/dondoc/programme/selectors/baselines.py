"""The same months of the year before (cùng kỳ): typed for the period, put together from shorter ones, or counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dondoc.kernel.measures import Figure
from dondoc.kernel.periods import Period
from dondoc.programme import spans
from dondoc.programme.choices import Aggregation
from dondoc.programme.models import Baseline, Target

from .closed import Kept
from .counting import Counter, total

# First and last month of a year → the figure that was typed for them.
Typed = Mapping[tuple[int, int], Figure]


@dataclass(frozen=True, slots=True)
class Before:
    """A figure of the year before.

    Attributes:
        is_typed: people typed it; else it was counted from records.
        is_alike: it covers the same days or months as the figure of this year; else it is the whole period's, while
            this year's goes on, and the two are not held against each other.
    """

    figure: Figure
    is_typed: bool
    is_alike: bool = True


@dataclass
class Baselines:
    """Figures of the year before of some targets; what was typed is asked for once.

    Attributes:
        kept: what was closed in that year.
    """

    counter: Counter
    kept: Kept
    # By the year, then by the target and the months.
    _typed: dict[int, dict[int, dict[tuple[int, int], Figure]]] = field(default_factory=dict)

    def of(self, target: Target, period: Period) -> Before | None:
        """Return the figure of a target for the same months of the year before; None where there is none."""
        months = spans.months_of(period)
        typed = self._rows(target, months.start.year - 1)
        first, last = months.start.month, months.end.month
        whole = put_together(target.aggregation, typed, first, last)
        is_over = self.counter.today >= period.end
        if whole is not None and is_over:
            return Before(whole, is_typed=True)
        closed = self.kept.get((target.pk, spans.year_before(period).code))
        if is_over and closed is not None and closed.figure is not None:
            return Before(closed.figure, is_typed=target.is_typed)
        alike = self._months_typed(target, period, typed) if target.is_typed else None
        if alike is not None or whole is not None:
            return alike or (Before(whole, is_typed=True, is_alike=False) if whole else None)
        counted = None if target.is_typed else self.counter.baseline(target, period)
        return None if counted is None else Before(counted, is_typed=False)

    def _months_typed(self, target: Target, period: Period, typed: Typed) -> Before | None:
        """Return the figure of the months that this year has, too; None where one of them has none."""
        ours = [row.month.month for row in self.counter.typed(target, period)]
        if target.aggregation == Aggregation.LAST:
            ours = ours[-1:]
        earlier = {row.month.month: row.figure for row in self.counter.typed(target, spans.year_before(period))}
        found = [typed.get((month, month)) or earlier.get(month) for month in ours]
        figures = [figure for figure in found if figure is not None]
        if not ours or len(figures) < len(ours):
            return None
        figure = total(target.aggregation, figures)
        return None if figure is None else Before(figure, is_typed=True)

    def _rows(self, target: Target, year: int) -> Typed:
        if year not in self._typed:
            self._typed[year] = self._fetch(year)
        return self._typed[year].get(target.pk, {})

    def _fetch(self, year: int) -> dict[int, dict[tuple[int, int], Figure]]:
        """Return what was typed for the periods of a year, by target."""
        ours = [target.pk for target in self.counter.targets]
        rows = Baseline.objects.filter(target__in=ours, period__startswith=f"{year}")
        if self.counter.known_at is not None:
            rows = rows.filter(typed_at__lte=self.counter.known_at)
        found: dict[int, dict[tuple[int, int], Figure]] = {}
        for row in rows.order_by("typed_at", "pk"):
            months = spans.named_months(row.period)
            found.setdefault(row.target_id, {})[months.start.month, months.end.month] = row.figure
        return found


def put_together(aggregation: str, typed: Typed, first: int, last: int) -> Figure | None:
    """Return the figure of months: typed for them, else out of the fewest that cover them; None where some lack.

    A last value is that of the shortest period that ends with them.
    """
    if (first, last) in typed:
        return typed[first, last]
    if aggregation == Aggregation.LAST:
        return typed[max(months for months in typed if months[1] == last)] if _ends(typed, last) else None
    found = _covering(typed, first, last)
    return total(aggregation, found) if found else None


def _ends(typed: Typed, last: int) -> bool:
    return any(until == last for _since, until in typed)


def _covering(typed: Typed, first: int, last: int) -> Sequence[Figure] | None:
    """Return figures of periods that follow each other from a month to another, the longest first at each place."""
    if first > last:
        return []
    for until in range(last, first - 1, -1):
        if (first, until) in typed and (rest := _covering(typed, until + 1, last)) is not None:
            return [typed[first, until], *rest]
    return None
