"""Figures of two moments or two reports side by side, and what changed behind them."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import QuerySet

from dondoc.kernel import clock, measures, snapshots
from dondoc.kernel.measures import Record
from dondoc.kernel.vietnamese import format_number
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.programme import selectors as programme
from dondoc.reports import structures
from dondoc.reports.choices import OF_RECORDS
from dondoc.reports.composition import TARGET, Value, plain
from dondoc.reports.errors import FigureMissing
from dondoc.reports.models import FrozenFigure, Report, Snapshot
from dondoc.reports.structures import Counter
from dondoc.tasks import selectors as tasks
from dondoc.tasks.models import Task

from .counting import Basis, as_record, known_figures, measured_ids, tallied, tally_of, values
from .targets import target_figures, target_ids, target_of

# Records named one by one, out of so many; of more the number is told.
NAMED, LOOKED_AT = 20, 10_000
# Rows of a table of records on the page of what was sent; its workbook has them all.
SENT_ROWS = 200


@dataclass(frozen=True, slots=True)
class Named:
    """Some records.

    Attributes:
        total: how many there are.
        records: the first of those that the reader may open.
    """

    total: int = 0
    records: Sequence[Record] = ()

    @property
    def unnamed(self) -> int:
        """Return how many are counted only: there are too many, or the reader may not open them."""
        return self.total - len(self.records)


@dataclass(frozen=True, slots=True)
class Changed:
    """Which records a figure counts no more, and which it counts anew; or of what it is a share."""

    is_base: bool
    gone: Named
    come: Named

    @property
    def unnamed(self) -> int:
        """Return how many of both are counted only."""
        return self.gone.unnamed + self.come.unnamed


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure twice.

    Attributes:
        change: the second less the first, of a share in points; empty where one of them is none.
        changed: other records that stand behind it, those that it counts before those of which it is a share.
    """

    name: str
    code: str
    before: Value | None
    after: Value | None
    changed: Sequence[Changed] = ()

    @property
    def change(self) -> str:
        """Return the difference in words, computed from unrounded parts; a share differs by points."""
        first, second = _number(self.before), _number(self.after)
        if first is None or second is None:
            return "—"
        is_share = self.after is not None and self.after.base is not None
        difference = (second - first) * (100 if is_share else 1)
        words = format_number(difference, 1) if is_share else plain(difference)
        return f"+{words}" if difference > 0 else words

    @property
    def is_same(self) -> bool:
        """Say whether figure and records are the same."""
        same = (self.before and self.before.parts) == (self.after and self.after.parts)
        return bool(same and not self.changed)


def with_now(report: Report, snapshot: Snapshot, *, person: Person, now: dt.datetime) -> list[Pair]:
    """Return each figure as it was sent and as it would be now, for the same day and period."""
    basis = Basis.of(report, now=now, then=snapshot.known_at)
    frozen = list(snapshot.figures.all())
    # Not what was kept of an earlier counting: the records beside the figures are those of now.
    found = list(values(tallied(basis), [row.code for row in frozen], basis=basis))
    if any(row.code.startswith(TARGET) for row in frozen):
        found += target_figures(basis)
    current = {value.code: value for value in found}
    return [_pair(row, current.get(row.code), basis, person=person) for row in frozen]


def side_by_side(first: Report, second: Report, *, now: dt.datetime) -> list[Pair]:
    """Return the figures of two reports: as each was last sent, else as it is now."""
    frozen = [_frozen_figures(report) for report in (first, second)]
    codes = {*structures.counters(), *(code for found in frozen if found for code in found)}
    before, after = (
        found if found is not None else _figures(report, codes, now=now)
        for found, report in zip(frozen, (first, second), strict=True)
    )
    names = {value.code: value.name for value in [*before.values(), *after.values()]}
    return [Pair(name, code, before.get(code), after.get(code)) for code, name in names.items()]


def is_intact(snapshot: Snapshot) -> bool:
    """Say whether what is kept of a snapshot still gives the digest under which it was sent."""
    records = {row.code: [row.records, row.base_records] for row in snapshot.figures.all()}
    return snapshots.digest({"body": snapshot.body, "records": records}) == snapshot.sha256


def without_rows_of_others(
    snapshot: Snapshot, report: Report, *, person: Person, today: dt.date, most: int | None = None
) -> dict[str, Any]:
    """Return what a report was sent with, without the rows of tasks for a reader who does not look after its unit.

    Args:
        most: rows of a table of tasks; None: all of them.
    """
    looked_after = organization.scope_paths(person, today=today)
    is_theirs = any(report.unit.path.startswith(path) for path in looked_after)
    body: dict[str, Any] = copy.deepcopy(snapshot.body)
    for section in body["sections"]:
        table = section["table"]
        if section["source"] not in OF_RECORDS or not table:
            continue
        if not is_theirs:
            table |= {"hidden": table["total"], "rows": [], "addresses": [], "left_out": 0}
        elif most is not None:
            rows = table["rows"][:most]
            table |= {"rows": rows, "left_out": table["total"] - table["hidden"] - len(rows)}
    return body


def value_of(row: FrozenFigure) -> Value:
    """Return a frozen figure."""
    return Value(row.code, row.name, row.formula, row.version, row.counted, row.base, row.why, row.text)


@dataclass(frozen=True, slots=True)
class SentRecords:
    """The records behind a figure as it was sent.

    Attributes:
        total: how many there were.
        ids: those that the reader may open now.
        listed: how some of them are listed.
        why: why none can be shown now; empty: they can.
    """

    figure: FrozenFigure
    total: int
    ids: Sequence[int] = ()
    listed: Callable[[Sequence[int]], Sequence[Record]] = lambda _ids: ()
    why: str = ""

    @property
    def hidden(self) -> int:
        """Return how many of them the reader may not open."""
        return 0 if self.why else self.total - len(self.ids)

    def shown(self, ids: Sequence[int]) -> Sequence[Record]:
        """Return records of these ids as a list shows them."""
        return self.listed(ids)


def sent_records(
    report: Report, snapshot: Snapshot, code: str, *, is_base: bool, person: Person, now: dt.datetime
) -> SentRecords:
    """Return the records behind a figure as it was sent, or those of which it was a share.

    Raises:
        FigureMissing: nothing of that code was sent, or it is no share.
    """
    figure = snapshot.figures.filter(code=code).first()
    if figure is None or (is_base and figure.base is None):
        raise FigureMissing
    ids = sorted(set(snapshots.spread(figure.base_records if is_base else figure.records)))
    if code in structures.counters():
        seen = tasks.visible_to(person, today=clock.day_of(now))
        some = (ids[at : at + LOOKED_AT] for at in range(0, len(ids), LOOKED_AT))
        open_tasks = sorted(pk for part in some for pk in seen.filter(pk__in=part).values_list("pk", flat=True))
        return SentRecords(figure, len(ids), open_tasks, _tasks_by)
    basis = Basis.of(report, now=now)
    why = _failure(code, basis) if ids else figure.why
    if why or not ids:
        return SentRecords(figure, len(ids), why=why)
    listed = _behind_of(code, value_of(figure), basis, person=person).listed
    parts = (set(ids[at : at + LOOKED_AT]) for at in range(0, len(ids), LOOKED_AT))
    open_now = [pk for part in parts for pk in listed(part)[0].values_list("pk", flat=True)]

    def shown(some: Sequence[int]) -> Sequence[Record]:
        rows, as_listed = listed(set(some))
        return as_listed(rows)

    return SentRecords(figure, len(ids), open_now, shown)


def _failure(code: str, basis: Basis) -> str:
    """Return why what an app measures fails now; nothing where it does not, or was typed."""
    measure = code
    if code.startswith(TARGET):
        target = target_of(code)
        measure = target.measure if target else ""
    if not measure or basis.scope is None:
        return ""
    found = measures.attempt(measure, basis.scope, now=basis.now)
    return str(found.why) if isinstance(found, measures.Failed) else ""


def _tasks_by(ids: Sequence[int]) -> list[Record]:
    """Return tasks of ids that a reader may open as a list shows them, in their order."""
    found = tasks.led_by_id(ids)
    return [as_record(found[pk]) for pk in ids if pk in found]


def _pair(row: FrozenFigure, value: Value | None, basis: Basis, *, person: Person) -> Pair:
    """Return a figure as it was sent and as it is now; of one that cannot be counted now no records are compared."""
    name = value.name if value else row.name
    if value is None or value.counted is None:
        return Pair(name, row.code, value_of(row), value)
    behind = _behind_of(row.code, value, basis, person=person)
    parts = [(False, row.records)] if row.base is None and value.base is None else [
        (False, row.records), (True, row.base_records),
    ]  # fmt: skip
    changed = []
    for is_base, records in parts:
        then, there = set(snapshots.spread(records)), behind.ids(is_base)
        if then != there:
            changed.append(Changed(is_base, behind.named(then - there), behind.named(there - then)))
    return Pair(name, row.code, value_of(row), value, changed)


@dataclass(frozen=True, slots=True)
class _Records:
    """The records behind a figure now: their ids by part, and of some ids how they are listed."""

    ids: Callable[[bool], set[int]]
    listed: Callable[[set[int]], tuple[QuerySet[Any], Callable[[Iterable[Any]], Sequence[Record]]]]

    def named(self, ids: set[int]) -> Named:
        """Return records by name as far as the reader may open them, up to a bound."""
        if not ids:
            return Named()
        seen, shown = self.listed(set(sorted(ids)[:LOOKED_AT]))
        return Named(len(ids), shown(seen[:NAMED]))


def _behind_of(code: str, value: Value, basis: Basis, *, person: Person) -> _Records:
    """Return what stands behind a figure now, for a reader."""
    counter = structures.counters().get(code)
    if counter is not None:
        return _Records(partial(_task_ids, counter, basis), partial(_tasks_among, person=person, now=basis.seen_at))
    if code.startswith(TARGET):
        return _behind_target(code, basis, person=person)
    scope = basis.scope
    measure = measures.get(code)
    return _Records(
        lambda is_base: set(snapshots.spread(measured_ids(value, basis, is_base=is_base))),
        lambda ids: (measure.among(ids, scope, person=person, now=basis.seen_at), measure.shown),  # type: ignore[arg-type]
    )


def _behind_target(code: str, basis: Basis, *, person: Person) -> _Records:
    target, period = target_of(code), basis.report.period

    def ids(is_base: bool) -> set[int]:  # noqa: FBT001 - as `_Records` asks
        return set(snapshots.spread(target_ids(code, basis, is_base=is_base, target=target)))

    def listed(some: set[int]) -> tuple[QuerySet[Any], Callable[[Iterable[Any]], Sequence[Record]]]:
        if target is None or period is None:
            return Task.objects.none(), lambda rows: []
        days = programme.cumulative(period)
        found = programme.records_among(target, days, some, person=person, now=basis.seen_at)
        return found.seen, found.shown

    return _Records(ids, listed)


def _task_ids(counter: Counter, basis: Basis, is_base: bool) -> set[int]:  # noqa: FBT001 - as `_Records` asks
    name = counter.base if is_base else counter.counted
    return set(basis.behind(name).order_by().values_list("pk", flat=True)) if name else set()


def _tasks_among(
    ids: set[int], *, person: Person, now: dt.datetime
) -> tuple[QuerySet[Any], Callable[[Iterable[Any]], Sequence[Record]]]:
    seen = tasks.visible_to(person, today=clock.day_of(now)).filter(pk__in=ids)
    return seen.select_related("lead_unit").order_by("pk"), lambda rows: [as_record(task) for task in rows]


def _frozen_figures(report: Report) -> dict[str, Value] | None:
    """Return the figures with which a report was last sent; None: it was not."""
    snapshot = report.snapshots.order_by("-number").first()
    return {row.code: value_of(row) for row in snapshot.figures.all()} if snapshot else None


def _figures(report: Report, codes: Collection[str], *, now: dt.datetime) -> Mapping[str, Value]:
    """Return figures of a report as they are now, those of its targets with them."""
    basis = Basis.of(report, now=now)
    known = [code for code in known_figures(report) if code in codes]
    tally = tally_of(basis) or tallied(basis)
    found = [*values(tally, known, basis=basis), *target_figures(basis, tally.annex)]
    return {value.code: value for value in found}


def _number(value: Value | None) -> Decimal | None:
    if value is None or value.counted is None or value.base is None:
        return value.counted if value else None
    return value.counted / value.base if value.base else None
