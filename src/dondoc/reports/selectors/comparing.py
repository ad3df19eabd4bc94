"""Figures of two moments or two reports side by side, and what changed behind them."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dondoc.kernel import clock, snapshots
from dondoc.kernel.measures import Record
from dondoc.kernel.vietnamese import format_number
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.reports import structures
from dondoc.reports.choices import Source
from dondoc.reports.composition import Value, plain
from dondoc.reports.errors import FigureMissing
from dondoc.reports.models import FrozenFigure, Report, Snapshot
from dondoc.tasks import selectors as tasks
from dondoc.tasks.models import Task

from .counting import Basis, as_record, known_figures, tallied, tally_of, values
from .targets import TARGET, target_figures, target_ids

# Records named one by one; of more the number is told.
NAMED = 20
# Sections whose rows are records that not every reader may open.
OF_RECORDS = (Source.FOLLOW_UP, Source.NEXT, Source.OBSTACLES, Source.WEAKNESSES)


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure twice.

    Attributes:
        change: the second less the first, of a share in points; empty where one of them is none.
        gone, come: records that the second counts no more, and that it counts anew.
        named_gone, named_come: those of them that the reader may open.
    """

    name: str
    code: str
    before: Value | None
    after: Value | None
    gone: int = 0
    come: int = 0
    named_gone: Sequence[Task] = ()
    named_come: Sequence[Task] = ()

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
        return bool(same and not self.gone and not self.come)


def with_now(report: Report, snapshot: Snapshot, *, person: Person, now: dt.datetime) -> list[Pair]:
    """Return each figure as it was sent and as it would be now, for the same day and period."""
    basis = Basis.of(report, now=now)
    frozen = list(snapshot.figures.all())
    tally = tally_of(basis) or tallied(basis)
    found = list(values(tally, [row.code for row in frozen], basis=basis))
    if any(row.code.startswith(TARGET) for row in frozen):
        found += target_figures(basis, tally.annex)
    current = {value.code: value for value in found}
    return [_pair(row, current.get(row.code), basis, person=person) for row in frozen]


def side_by_side(first: Report, second: Report, *, now: dt.datetime) -> list[Pair]:
    """Return the figures of two reports: as each was last sent, else as it is now."""
    before, after = _figures(first, now=now), _figures(second, now=now)
    names = {value.code: value.name for value in [*before.values(), *after.values()]}
    return [Pair(name, code, before.get(code), after.get(code)) for code, name in names.items()]


def is_intact(snapshot: Snapshot) -> bool:
    """Say whether what is kept of a snapshot still gives the digest under which it was sent."""
    records = {row.code: [row.records, row.base_records] for row in snapshot.figures.all()}
    return snapshots.digest({"body": snapshot.body, "records": records}) == snapshot.sha256


def without_rows_of_others(snapshot: Snapshot, report: Report, *, person: Person, today: dt.date) -> dict[str, Any]:
    """Return what a report was sent with, without the rows of tasks for a reader who does not look after its unit."""
    looked_after = organization.scope_paths(person, today=today)
    if any(report.unit.path.startswith(path) for path in looked_after):
        return dict(snapshot.body)
    body: dict[str, Any] = copy.deepcopy(snapshot.body)
    for section in body["sections"]:
        if section["source"] in OF_RECORDS and section["table"]:
            section["table"] |= {"hidden": section["table"]["total"], "rows": [], "addresses": [], "left_out": 0}
    return body


def value_of(row: FrozenFigure) -> Value:
    """Return a frozen figure."""
    return Value(row.code, row.name, row.formula, row.version, counted=row.counted, base=row.base, why=row.why)


@dataclass(frozen=True, slots=True)
class SentRecords:
    """The tasks behind a figure as it was sent.

    Attributes:
        total: how many there were.
        ids: those that the reader may open now.
    """

    figure: FrozenFigure
    total: int
    ids: Sequence[int]

    @property
    def hidden(self) -> int:
        """Return how many of them the reader may not open."""
        return self.total - len(self.ids)

    def shown(self, ids: Sequence[int]) -> list[Record]:
        """Return tasks of these ids as a list shows them, in their order."""
        found = tasks.led_by_id(ids)
        return [as_record(found[pk]) for pk in ids if pk in found]


def sent_records(
    report: Report, snapshot: Snapshot, code: str, *, is_base: bool, person: Person, now: dt.datetime
) -> SentRecords:
    """Return the tasks behind a figure as it was sent, or those of which it was a share.

    Raises:
        FigureMissing: nothing of that code was sent, or it is no count of tasks, or no share.
    """
    figure = snapshot.figures.filter(code=code).first()
    if figure is None or code not in structures.counters() or (is_base and figure.base is None):
        raise FigureMissing
    ids = set(snapshots.spread(figure.base_records if is_base else figure.records))
    seen = tasks.listed(person, today=clock.day_of(now)).filter(lead_unit__path__startswith=report.unit.path)
    return SentRecords(figure, len(ids), sorted(ids.intersection(seen.values_list("pk", flat=True))))


def seen_among(ids: set[int], *, person: Person, today: dt.date) -> list[Task]:
    """Return the first tasks of these ids that a person may open."""
    few = sorted(ids)
    found = tasks.visible_to(person, today=today).filter(pk__in=few).select_related("lead_unit")
    return list(found.order_by("pk")[:NAMED])


def _pair(row: FrozenFigure, value: Value | None, basis: Basis, *, person: Person) -> Pair:
    counter = structures.counters().get(row.code)
    then = set(snapshots.spread(row.records))
    if row.code.startswith(TARGET):
        ours = set(snapshots.spread(target_ids(row.code, basis, is_base=False))) if value else set()
        return Pair(row.name, row.code, value_of(row), value, len(then - ours), len(ours - then))
    if counter is None:
        return Pair(row.name, row.code, value_of(row), value)
    there = set(basis.behind(counter.counted).order_by().values_list("pk", flat=True))
    gone, come = then - there, there - then
    today = clock.day_of(basis.now)
    return Pair(
        row.name, row.code, value_of(row), value, len(gone), len(come),
        seen_among(gone, person=person, today=today) if gone else (),
        seen_among(come, person=person, today=today) if come else (),
    )  # fmt: skip


def _figures(report: Report, *, now: dt.datetime) -> Mapping[str, Value]:
    snapshot = report.snapshots.order_by("-number").first()
    if snapshot is not None:
        return {row.code: value_of(row) for row in snapshot.figures.all()}
    basis = Basis.of(report, now=now)
    counted = [code for code in known_figures(report) if code in structures.counters()]
    tally = tally_of(basis) or tallied(basis)
    found = [*values(tally, counted, basis=basis), *target_figures(basis, tally.annex)]
    return {value.code: value for value in found}


def _number(value: Value | None) -> Decimal | None:
    if value is None or value.counted is None or value.base is None:
        return value.counted if value else None
    return value.counted / value.base if value.base else None
