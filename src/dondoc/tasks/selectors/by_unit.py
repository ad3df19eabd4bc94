"""How the tasks of a list stand, unit by unit: Tổng hợp theo đơn vị."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dondoc.kernel.vietnamese import format_number, sort_key
from dondoc.organization import selectors as organization
from dondoc.organization.units import selectors as units
from dondoc.tasks.choices import Filter
from dondoc.tasks.models import TaskQuerySet

from .figures import Rates, counts_by, rates_of, total_of
from .listing import Moment
from .naming import Names

# What stands for the unit where the document names none; the paper is Vietnamese whatever language is read.
NO_LEAD = "Chưa có đơn vị chủ trì"
TOTAL = "Tổng cộng"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """How the tasks of one unit stand, or those of all."""

    name: str
    counts: Mapping[str, int]

    @property
    def rates(self) -> Rates:
        """Return how many of its results came in time."""
        return rates_of(dict(self.counts))

    @property
    def figures(self) -> tuple[int, ...]:
        """Return what is carried over, new, their sum; done in time, late, without deadline; open so; not counted."""
        counted = self.counts
        kept, dated = counted["kept_current"], counted["dated"]
        return (
            counted["carried"], counted["arisen"], counted["counted"],
            kept, dated - kept, counted[Filter.DONE] - dated,
            counted[Filter.IN_TIME], counted[Filter.OVERDUE], counted[Filter.NO_DEADLINE], counted[Filter.NOT_COUNTED],
        )  # fmt: skip

    @property
    def shares(self) -> tuple[str, str]:
        """Return the rates in words, by the deadline in force and by the first one, each with what it is a share of."""
        rates = self.rates
        return (
            share(rates.in_time_current, rates.denominator, rates.on_time_current),
            share(rates.in_time_original, rates.denominator, rates.on_time_original),
        )


def share(kept: int, base: int, rate: float | None) -> str:
    """Return a rate with what it is a share of; of nothing there is none."""
    return "" if rate is None else f"{format_number(kept)}/{format_number(base)} ({format_number(100 * rate, 1)} %)"


def counts_by_unit(tasks: TaskQuerySet, *, moment: Moment, names: Names) -> dict[int | None, dict[str, int]]:
    """Count the tasks of each unit, of those that are shown as one together; None: of tasks without a lead."""
    by_unit: dict[int | None, list[dict[str, int]]] = {}
    for key, counted in counts_by(tasks, "lead_unit", today=moment.as_of, since=moment.since).items():
        by_unit.setdefault(names.folded(key), []).append(counted)
    return {key: total_of(parts) for key, parts in by_unit.items()}


def unit_rows(counted: Mapping[int | None, dict[str, int]], *, moment: Moment, names: Names) -> list[UnitRow]:
    """Return a row for each unit in Vietnamese order, then what has no lead, then all of them."""
    found = organization.units_by_id(key for key in counted if key is not None)
    units.fetch_names(found.values())
    rows = [UnitRow(names.name(unit, moment.as_of), counted[pk]) for pk, unit in found.items()]
    rows.sort(key=lambda row: sort_key(row.name))
    if None in counted:
        rows.append(UnitRow(NO_LEAD, counted[None]))
    return [*rows, UnitRow(TOTAL, total_of(counted.values()))]
