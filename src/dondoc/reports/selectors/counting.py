"""The figures of a report, and the records behind each: both from the same tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models import Value as Constant
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import override

from dondoc.kernel import clock, measures, snapshots
from dondoc.kernel.measures import Part, Record, Scope
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Unit
from dondoc.reports import structures
from dondoc.reports.composition import Annex, Value
from dondoc.reports.errors import FigureMissing
from dondoc.reports.models import Report
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import Filter
from dondoc.tasks.listing import TaskList
from dondoc.tasks.models import TaskQuerySet
from dondoc.tasks.selectors import AS_WAS, Moment, UnitRow

# Over more tasks than these the figures of a page are counted in the background, and it lists none of them.
COUNTED_AT_ONCE = 1_000
# Over more than these no document and no workbook lists them.
LISTED_AT_MOST = 20_000
Counts = Mapping[int | None, dict[str, int]]
# What is counted that the list of tasks can show by its states.
LISTED: Mapping[str, tuple[str, ...]] = {
    "counted": (Filter.DONE, Filter.IN_TIME, Filter.OVERDUE, Filter.NO_DEADLINE),
    "done": (Filter.DONE,),
    "in_time": (Filter.IN_TIME,),
    "overdue": (Filter.OVERDUE,),
    "no_deadline": (Filter.NO_DEADLINE,),
    "not_counted": (Filter.NOT_COUNTED,),
}


@dataclass(frozen=True)
class Basis:
    """What a report counts over: the tasks of its unit, in its period, as things stand at a moment.

    Attributes:
        now: a moment of the day for which it is counted, which measures and targets are asked for.
        seen_at: when it is looked, later than that where what was counted once is compared: what a person may open is
            what they may open then.
    """

    report: Report
    moment: Moment
    now: dt.datetime
    seen_at: dt.datetime

    @classmethod
    def of(cls, report: Report, *, now: dt.datetime, then: dt.datetime | None = None) -> Basis:
        """Return the basis of a report as things are recorded now.

        Args:
            then: it is counted for the day of this moment, as it was or would have been counted then; None: for today.
        """
        then = then or now
        as_of = report.as_of(clock.day_of(then))
        return cls(report, Moment(as_of, is_past=as_of < clock.day_of(now), period=report.period), then, now)

    @cached_property
    def tasks(self) -> TaskQuerySet:
        """Return the tasks, whoever asks."""
        only = self.report.document_id if self.report.kind.is_of_document else None
        found = tasks.led_under(self.report.unit, moment=self.moment, document=only)
        if self.now == self.seen_at:
            return found
        # What was assigned after that day was not there to be left out of the count.
        return found.exclude(assigned_at__gte=clock.start_of(self.moment.as_of + dt.timedelta(days=1)))

    def sees_all(self, person: Person) -> bool:
        """Say whether a person looks after the unit of the report: then they may open each of the tasks."""
        paths = organization.scope_paths(person, today=clock.day_of(self.seen_at))
        return any(self.report.unit.path.startswith(path) for path in paths)

    def visible(self, person: Person) -> TaskQuerySet:
        """Return those of the tasks that a person may open."""
        if self.sees_all(person):
            return self.tasks
        units = Unit.objects.filter(path__startswith=self.report.unit.path)
        seen = tasks.listed(person, today=clock.day_of(self.seen_at)).filter(lead_unit__in=units.values("pk"))
        return self.tasks.filter(pk__in=seen.values("pk"))

    def is_large(self, *, most: int = COUNTED_AT_ONCE) -> bool:
        """Say whether there are more tasks than are counted while somebody waits for a page, or than `most`."""
        return self.tasks.order_by().values("pk")[: most + 1].count() > most

    def behind(self, counted: str) -> TaskQuerySet:
        """Return the tasks that are counted under a name of `figures.CONDITIONS`."""
        condition = tasks.filter_condition(counted, today=self.moment.as_of, since=self.moment.since)
        return self.tasks.filter(condition)

    @property
    def scope(self) -> Scope | None:
        """Return what measures are asked for; None: the report has no period."""
        period = self.report.period
        if period is None:
            return None
        return Scope(period, frozenset({self.report.unit_id}))


@dataclass(frozen=True, slots=True)
class Tallied:
    """What was counted: the tasks of each unit, and when.

    Attributes:
        lengths: how many rows the tables of tasks have that no page reads, over very many tasks.
        annex: the targets, over very many tasks; else they are counted when they are shown.
        months: of each month of the period its number (`tasks.selectors.by_month`), how many were done, how many due.
    """

    by_unit: Counts
    counted_at: dt.datetime
    lengths: Mapping[str, int] = field(default_factory=dict)
    months: Sequence[tuple[int, int, int]] = ()
    annex: Annex | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what a `Tally` keeps."""
        by_unit = [[unit, counts] for unit, counts in self.by_unit.items()]
        months = [list(month) for month in self.months]
        annex = self.annex.as_json() if self.annex else None
        return {"by_unit": by_unit, "lengths": dict(self.lengths), "months": months, "annex": annex}

    @classmethod
    def from_json(cls, body: Mapping[str, Any], *, counted_at: dt.datetime) -> Tallied:
        """Read what a `Tally` keeps."""
        months = [(month, done, due) for month, done, due in body.get("months", ())]
        annex = Annex.from_json(body["annex"]) if body.get("annex") else None
        return cls(dict(body["by_unit"]), counted_at, body["lengths"], months, annex)

    @property
    def total(self) -> dict[str, int]:
        """Return what is counted over all units."""
        return tasks.total_of(self.by_unit.values())


def tallied(basis: Basis) -> Tallied:
    """Count the tasks of a report: by unit in one query, by month of its period in another."""
    period = basis.report.period
    months = tasks.by_month(basis.tasks, period, as_of=basis.moment.as_of) if period else ()
    return Tallied(counted_by_unit(basis), basis.now, months=months)


def counted_by_unit(basis: Basis) -> Counts:
    """Count the tasks of a report by unit, in one query."""
    return tasks.counts_by_unit(basis.tasks, moment=basis.moment, names=AS_WAS)


def tally_of(basis: Basis, *, is_large: bool | None = None) -> Tallied | None:
    """Return the figures that a page shows: counted now, over very many tasks in the background; None: not yet.

    Args:
        is_large: what `Basis.is_large` says, where the caller has asked.
    """
    if not (basis.is_large() if is_large is None else is_large):
        return tallied(basis)
    kept = getattr(basis.report, "tally", None)
    if kept is None or kept.counted_at is None or not kept.body:
        return None
    return Tallied.from_json(kept.body, counted_at=kept.counted_at)


def unit_rows(tally: Tallied, *, moment: Moment) -> list[UnitRow]:
    """Return how the tasks of each unit stand, then all of them."""
    return tasks.unit_rows(tally.by_unit, moment=moment, names=AS_WAS)


def known_figures(report: Report) -> dict[str, str]:
    """Return what a text may name, by code: the figures over tasks, and over a period what apps measure."""
    known = {counter.code: counter.name for counter in structures.counters().values()}
    if report.period is not None:
        known |= {measure.code: str(measure.name) for measure in measures.offered()}
    return known


def values(tally: Tallied, codes: Iterable[str], *, basis: Basis) -> list[Value]:
    """Return figures by their codes; a measure that fails gives none and says why, and the others stand."""
    total = tally.total
    return [value for code in codes if (value := _value(code, total, basis)) is not None]


def _value(code: str, total: Mapping[str, int], basis: Basis) -> Value | None:
    counter = structures.counters().get(code)
    if counter is not None:
        base = Decimal(total[counter.base]) if counter.base else None
        return Value(
            code, counter.name, counter.formula, counter.version, counted=Decimal(total[counter.counted]), base=base
        )
    scope = basis.scope
    if scope is None or code not in {measure.code for measure in measures.offered()}:
        return None
    measure = measures.get(code)
    figure = measures.attempt(code, scope, now=basis.now)
    # The paper is Vietnamese whatever language is read.
    with override("vi"):
        said = (code, str(measure.name), str(measure.formula), measure.version)
    if isinstance(figure, measures.Failed):
        return Value(*said, counted=None, why=str(figure.why))
    return Value(*said, counted=figure.counted, base=figure.base)


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure.

    Attributes:
        value: the figure.
        total: how many records there are.
        seen: those that the reader may open.
        listed: the address of the list of tasks that holds the same; empty where it has no such filter.
    """

    value: Value
    part: Part
    total: int
    seen: QuerySet[Any]
    listed: str = ""

    @property
    def hidden(self) -> int:
        """Return how many records the reader may not open."""
        return self.total - self.seen.count()

    def shown(self, rows: Iterable[Any]) -> list[Record]:
        """Return records as a list shows them."""
        if self.value.code in structures.counters():
            return [as_record(task) for task in rows]
        return list(measures.get(self.value.code).shown(rows))


def behind_address(code: str, unit: int | None) -> str:
    """Return where the tasks behind a figure of one unit, or of all, open below the address of their report."""
    return f"so-lieu/{code}/{f'?don-vi={unit}' if unit is not None else ''}"


def behind(
    report: Report, code: str, part: Part, *, person: Person, now: dt.datetime, unit: int | None = None
) -> Behind:
    """Return the records behind a figure of a report, as they are now.

    Args:
        unit: only those that this unit leads; None: all of them.

    Raises:
        FigureMissing: there is no such figure, or it is no share; or the unit has none of its own.
        NoBase: the measure is no share.
    """
    basis = Basis.of(report, now=now)
    counter = structures.counters().get(code)
    if counter is None:
        if unit is not None:
            raise FigureMissing
        return _behind_measure(basis, code, part, person=person)
    counted = counter.counted if part is Part.COUNTED else counter.base
    if not counted or (unit is not None and unit not in (tally_of(basis) or tallied(basis)).by_unit):
        raise FigureMissing
    records = basis.behind(counted)
    counts = {name: basis.behind(name) for name in (counter.counted, counter.base) if name}
    if unit is not None:
        records = records.filter(lead_unit=unit)
        counts = {name: rows.filter(lead_unit=unit) for name, rows in counts.items()}
    # Counted now, as the list is: what was kept of an earlier counting may be another number.
    counted_now = {name: rows.order_by().count() for name, rows in counts.items()}
    value = values(Tallied({None: counted_now}, now), [code], basis=basis)[0]
    seen = records if basis.sees_all(person) else records.filter(pk__in=basis.visible(person).values("pk"))
    seen = seen.order_by(Coalesce("due_date", Constant(dt.date.max)).asc(), "pk")
    total = value.counted if part is Part.COUNTED else value.base
    return Behind(value, part, int(total or 0), seen.select_related("lead_unit"), list_address(basis, counted, unit))


def _behind_measure(basis: Basis, code: str, part: Part, *, person: Person) -> Behind:
    scope = basis.scope
    if scope is None or code not in known_figures(basis.report):
        raise FigureMissing
    measure = measures.get(code)
    value = _value(code, {}, basis)
    if value is None:
        raise FigureMissing
    if value.counted is None:
        # It failed: its records would, too. The figure says why.
        return Behind(value, part, 0, Unit.objects.none())
    records = measure.behind(scope, now=basis.now, part=part)
    seen = measure.visible(records, person, clock.day_of(basis.now))
    return Behind(value, part, records.count(), seen)


def list_address(basis: Basis, counted: str, unit: int | None = None) -> str:
    """Return the query of the list of tasks that holds what is counted under a name; empty: it has no such filter.

    Args:
        unit: only what this unit leads; None: the unit of the report and those below it.
    """
    if counted not in LISTED:
        return ""
    report, moment = basis.report, basis.moment
    view = TaskList(
        states=LISTED[counted],
        unit=report.unit_id if unit is None else unit,
        is_below=unit is None,
        document=report.document_id if report.kind.is_of_document else None,
        period=report.period_code,
        day=moment.as_of if moment.is_past else None,
    )
    return view.query


def as_record(task: Any) -> Record:
    """Return a task as a list of records shows it."""
    lead = task.lead_unit.name if task.lead_unit else ""
    return Record(f"{task.code} {task.action}", lead, reverse("tasks:task", args=[task.pk]))


def measured_ids(value: Value, basis: Basis, *, is_base: bool) -> str:
    """Return the ids behind a figure that an app measures, as `kernel.snapshots` writes them; else nothing."""
    scope = basis.scope
    if scope is None or value.counted is None or (is_base and value.base is None):
        return ""
    records = measures.get(value.code).behind(scope, now=basis.now, part=Part.BASE if is_base else Part.COUNTED)
    return snapshots.compact(records.order_by().values_list("pk", flat=True))
