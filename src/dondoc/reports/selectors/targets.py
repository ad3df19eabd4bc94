"""Annex 1 of a report: its targets (Phụ lục 1: Chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import override

from dondoc.kernel import clock, periods, snapshots
from dondoc.kernel.measures import Failed, Figure, Part
from dondoc.kernel.vietnamese import format_date, format_number
from dondoc.programme import selectors as programme
from dondoc.programme.amounts import changed
from dondoc.programme.choices import Standing
from dondoc.programme.models import Closing, Target
from dondoc.programme.selectors import TargetRow
from dondoc.reports.choices import Source
from dondoc.reports.composition import NO_FIGURE, TARGET, Annex, Table, Value, plain

from . import graphs
from .counting import Basis

# Phụ lục 1 of the report on a period [M].
HEADER = (
    "Chỉ tiêu", "ĐVT", "KH năm", "Thực hiện kỳ", "Luỹ kế", "% KH", "Cùng kỳ", "% so cùng kỳ", "Ước cả năm", "Ghi chú",
)  # fmt: skip
TYPED = "số nhập tay"
NOTHING_TYPED = "Chưa có số liệu"
# An estimate is never taken for a figure; a baseline of the whole period is not held against a part of it.
ESTIMATED = "{figure} (ước, nhập tay)"
WHOLE_PERIOD = "{figure} (cả kỳ)"
# A closed figure says so, and by how much and why a later count changes one of an earlier period.
CLOSED = "số liệu {period} đã chốt ngày {day}"
ADJUSTED = "điều chỉnh số liệu đã chốt {period}: {by} ({reason})"
NO_REASON = "chưa nêu lý do"
SHORTER_PLAN = "kế hoạch {period} là {plan}, đạt {share}"


def annex_of(basis: Basis) -> Annex | None:
    """Return the targets of the unit of a report and those below it; None for a report without a period."""
    period = basis.report.period
    if period is None:
        return None
    rows = programme.target_rows(units=frozenset({basis.report.unit_id}), period=period, now=basis.now)
    with override("vi"):  # The paper is Vietnamese whatever language is read.
        table = _table(rows)
    return Annex(table, graphs.of_targets(rows), [_value(row) for row in rows])


def target_figures(basis: Basis, kept: Annex | None = None) -> Sequence[Value]:
    """Return the figures of the targets of a report, where a section lists these: as they are kept, else as now."""
    if not any(section.source is Source.TARGETS for section in basis.report.kind.sections):
        return ()
    annex = kept or annex_of(basis)
    return annex.figures if annex else ()


def target_of(code: str) -> Target | None:
    """Return the target that a figure is of; None: it is there no more."""
    return Target.objects.filter(code=code.removeprefix(TARGET)).select_related("owner").first()


def target_ids(code: str, basis: Basis, *, is_base: bool, target: Target | None = None) -> str:
    """Return the ids of the records behind the figure of a target, as `kernel.snapshots` writes them; else nothing."""
    period = basis.report.period
    target = target or target_of(code)
    if period is None or target is None:
        return ""
    part = Part.BASE if is_base else Part.COUNTED
    days, known_at = programme.cumulative(period), programme.closed_at(target, period)
    found = programme.ids_behind(target, days, part=part, now=basis.now, known_at=known_at)
    return snapshots.compact(found)


def _value(row: TargetRow) -> Value:
    """Return the cumulative figure of a target, and how it was counted."""
    measure = programme.measure_of(row.target)
    # The paper is Vietnamese whatever language is read.
    with override("vi"):
        formula, why = str(measure.formula) if measure else TYPED.capitalize(), NOTHING_TYPED
        if isinstance(row.cumulative, Failed):
            why = str(row.cumulative.why)
    said = (f"{TARGET}{row.target.code}", row.target.name, formula, measure.version if measure else 0)
    if not isinstance(row.cumulative, Figure):
        return Value(*said, counted=None, why=why)
    return Value(*said, counted=row.cumulative.counted, base=row.cumulative.base)


def _table(rows: Sequence[TargetRow]) -> Table:
    cells = [_cells(row) for row in rows]
    return Table(
        HEADER,
        cells,
        total=len(cells),
        addresses=[f"{row.address}?ky={row.period.code}" for row in rows],
        links=[_links(row) for row in rows],
    )


def _links(row: TargetRow) -> list[str]:
    """Return where the figures of a target open: their records, or its page with plans and figures of other years."""
    records = reverse("programme:records", args=[row.target.pk])
    opened = {
        "KH năm": row.address, "Thực hiện kỳ": f"{records}?ky={row.period.code}",
        "Luỹ kế": f"{records}?ky={row.cumulative_query}", "Cùng kỳ": row.address, "Ước cả năm": row.address,
    }  # fmt: skip
    return [opened.get(heading, "") for heading in HEADER]


def _cells(row: TargetRow) -> list[str]:
    figures = (row.figure, row.cumulative)
    failed = [str(figure.why) for figure in figures if isinstance(figure, Failed)]
    forecast = row.forecast.rstrip(".")
    notes = [
        str(Standing(row.standing).label), forecast[:1].lower() + forecast[1:], _by_shorter_plan(row),
        TYPED if row.is_typed else "", *_closed(row), *dict.fromkeys(failed),
    ]  # fmt: skip
    return [
        row.target.name, row.target.unit_of_measure, _number(row.year_plan, is_share=_is_share(row)),
        _figure(row.figure), _figure(row.cumulative), _percent(row.of_year_plan), _before(row),
        _percent(row.of_baseline), _estimate(row), "; ".join(filter(None, notes)),
    ]  # fmt: skip


def _by_shorter_plan(row: TargetRow) -> str:
    """Say how far a target has come of the plan of the months so far, by which it is judged where there is one."""
    if row.shorter_plan is None:
        return ""
    plan = _number(row.plan, is_share=_is_share(row))
    return SHORTER_PLAN.format(period=row.shorter_plan.label, plan=plan, share=_percent(row.of_plan))


def _closed(row: TargetRow) -> list[str]:
    """Return that the figures were closed, and what a later count changes in those of earlier periods."""
    said = []
    if row.closed:
        day = format_date(clock.day_of(row.closed.known_at))
        said.append(CLOSED.format(period=_label(row.closed), day=day))
    for one in row.adjusted:
        by, reason = changed(one.difference), one.reason or NO_REASON
        said.append(ADJUSTED.format(period=_label(one.closed.closing), by=by, reason=reason))
    return said


def _label(closing: Closing) -> str:
    period = periods.named(closing.period)
    return period.label if period else closing.period


def _before(row: TargetRow) -> str:
    if row.before is None or row.before.is_alike:
        return _figure(row.baseline)
    return WHOLE_PERIOD.format(figure=_figure(row.baseline))


def _estimate(row: TargetRow) -> str:
    """Return what somebody expects of the whole year; nobody said: the cell is empty, as it is."""
    return ESTIMATED.format(figure=_figure(row.estimate.figure)) if row.estimate else NO_FIGURE


def _is_share(row: TargetRow) -> bool:
    return any(isinstance(figure, Figure) and figure.base is not None for figure in (row.cumulative, row.baseline))


def _figure(figure: Figure | Failed | None) -> str:
    """Return a figure in words; of a share what it is a share of beside it."""
    if not isinstance(figure, Figure):
        return NO_FIGURE
    if figure.base is None:
        return _number(figure.counted, is_share=False)
    return f"{_percent(figure.value)} ({plain(figure.counted)}/{plain(figure.base)})"


def _number(number: Decimal | None, *, is_share: bool) -> str:
    if number is None:
        return NO_FIGURE
    return _percent(number) if is_share else plain(number)


def _percent(share: Decimal | None) -> str:
    return NO_FIGURE if share is None else f"{format_number(100 * share, 1)} %"
