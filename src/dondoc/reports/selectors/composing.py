"""A report as it reads now: its words around live figures, its tables, what the units wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from django.db.models import F, Q
from django.db.models import Value as Constant
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import override

from dondoc.documents.composing.choices import Level
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.reports import structures, wording
from dondoc.reports.choices import Graph, Source
from dondoc.reports.composition import Annex, Bars, Composed, Paper, Said, Table, Value
from dondoc.reports.models import Report, Wording
from dondoc.reports.structures import Section
from dondoc.tasks import selectors as tasks
from dondoc.tasks.exporting import COLUMNS
from dondoc.tasks.models import Task, TaskQuerySet
from dondoc.tasks.selectors import AS_WAS, UnitRow

from . import graphs
from .counting import Basis, Tallied, behind_address, unit_rows, values
from .targets import annex_of

# Rows of a table of tasks on a page; the workbook holds them all.
PAGE_ROWS = 20
# Numbers of sections; no structure has more.
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# Nearest deadline first, none last. An expression, so that no database reads its index of all deadlines for a few rows.
BY_DEADLINE = Coalesce("due_date", Constant(dt.date.max)).asc()
# Columns of the tables; the paper is Vietnamese whatever language is read.
UNIT_HEADER = (
    "Đơn vị", "Kỳ trước chuyển sang", "Giao trong kỳ", "Tổng số", "Hoàn thành đúng hạn", "Hoàn thành quá hạn",
    "Hoàn thành, không có hạn", "Trong hạn", "Quá hạn", "Không có hạn", "Tỷ lệ đúng hạn",
)  # fmt: skip
# The figures in those columns.
UNIT_FIGURES = (
    "carried", "arisen", "counted", "done_in_time", "done_late", "done_undated", "in_time", "overdue", "no_deadline",
    "in_time_share",
)  # fmt: skip
NEXT_HEADER = ("Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
OBSTACLE_HEADER = ("Nhiệm vụ", "Khó khăn, vướng mắc", "Đề xuất", "Chờ ý kiến của")
WEAKNESS_HEADER = ("Tồn tại, hạn chế đã chỉ ra", "Nhiệm vụ khắc phục", "Tình trạng")
REMEDIED = {"done": "Đã khắc phục", "doing": "Đang khắc phục", "open": "Chưa có nhiệm vụ khắc phục"}


def compose(
    report: Report, *, person: Person, now: dt.datetime, tally: Tallied, with_rows: bool = True, most: int = PAGE_ROWS
) -> Paper:
    """Return a report as it reads now, with the records that the person may see.

    Args:
        tally: its figures.
        with_rows: whether tables of tasks are read; over very many tasks the list of tasks shows them.
        most: rows of such a table.
    """
    # What was kept of an earlier counting is of its day, and so is what stands beside it.
    basis = Basis.of(report, now=now, then=tally.counted_at)
    sections = report.kind.sections
    texts = _texts(report, sections, tally.total)
    codes = dict.fromkeys(code for text, _is_typed in texts.values() for code in wording.tokens(text))
    figures = values(tally, codes, basis=basis)
    printed = {value.code: value.text for value in figures}
    said = _said(report)
    tables = _Tables(basis, tally, person, with_rows=with_rows, most=most)
    composed = []
    for section, label in zip(sections, labels(sections), strict=True):
        text, is_typed = texts[section.code]
        written, waiting = said.get(section.code, ([], []))
        composed.append(
            Composed(
                section.code,
                label,
                section.title,
                section.level,
                section.source.value,
                text=text,
                is_typed=is_typed,
                paragraphs=wording.set_out(text, printed),
                said=written,
                waiting=waiting,
                table=tables.of(section),
                bars=tables.chart(section),
                is_annex=section.is_annex,
            )
        )
    unit, as_of = report.unit.name_on(basis.moment.as_of), basis.moment.as_of
    return Paper(report.subject, unit, as_of, composed, figures, tables.target_figures(sections))


def due_later(basis: Basis) -> TaskQuerySet:
    """Return the open tasks of a report that are due after its period: the work of the next one."""
    after = basis.report.last_day or basis.moment.as_of
    return basis.behind("in_time").filter(Q(due_known__gt=after))


def with_lengths(tally: Tallied, basis: Basis) -> Tallied:
    """Return what was counted with how many rows the tables of tasks have, and with the targets."""
    standing = tasks.standing_obstacles(basis.tasks, moment=basis.moment)
    lengths = {Source.NEXT.value: due_later(basis).order_by().count(), Source.OBSTACLES.value: standing.count()}
    return replace(tally, lengths=lengths, annex=annex_of(basis))


def labels(sections: Sequence[Section]) -> list[str]:
    """Return the number of each section as it is printed: sections through the report, clauses in their section."""
    made, sections_so_far, clauses, annexes = [], 0, 0, 0
    for section in sections:
        if section.is_annex:
            annexes += 1
            made.append(f"Phụ lục {annexes}.")
        elif section.level == Level.SECTION:
            sections_so_far, clauses = sections_so_far + 1, 0
            made.append(f"{ROMAN[sections_so_far - 1]}.")
        else:
            clauses += 1
            made.append(f"{clauses}.")
    return made


def text_of(report: Report, section: Section, *, total: Mapping[str, int]) -> str:
    """Return the words of one section with their tokens, as somebody may rewrite them."""
    return _texts(report, [section], total)[section.code][0]


def _texts(report: Report, sections: Iterable[Section], total: Mapping[str, int]) -> dict[str, tuple[str, bool]]:
    """Return the words of each section, and whether somebody wrote them."""
    newest: dict[str, Wording] = {}
    for row in Wording.objects.filter(report=report).order_by("-pk"):
        newest.setdefault(row.section, row)

    def is_nought(code: str) -> bool:
        return not total[structures.counters()[code].counted]

    return {
        section.code: (newest[section.code].text, True)
        if section.code in newest and newest[section.code].text
        else (wording.standard(section, is_nought), False)
        for section in sections
    }


def _said(report: Report) -> dict[str, tuple[list[Said], list[str]]]:
    """Return what the units wrote in each section, and which of them have not yet."""
    found: dict[str, tuple[list[Said], list[str]]] = {}
    requests = report.requests.select_related("unit").prefetch_related("contributions__by").order_by("pk")
    for request in requests:
        written, waiting = found.setdefault(request.section, ([], []))
        newest = max(request.contributions.all(), key=lambda row: row.pk, default=None)
        if newest is None:
            waiting.append(request.unit.name)
        else:
            day = format_date(clock.day_of(newest.at))
            written.append(Said(request.unit.name, newest.by.full_name, day, newest.words.splitlines()))
    return found


class _Tables:
    """The tables of a report: each section asks for its own."""

    def __init__(self, basis: Basis, tally: Tallied, person: Person, *, with_rows: bool, most: int) -> None:
        self._basis, self._tally, self._person = basis, tally, person
        self._with_rows, self._most = with_rows, most
        self._sees_all = basis.sees_all(person)
        self._rows: list[UnitRow] | None = None

    def of(self, section: Section) -> Table | None:
        """Return the table of a section; None where it has none."""
        makers = {
            Source.UNITS: self._units,
            Source.TARGETS: self._target_table,
            Source.FOLLOW_UP: self._follow_up,
            Source.NEXT: self._next,
            Source.OBSTACLES: self._obstacles,
            Source.WEAKNESSES: self._weaknesses,
        }
        make = makers.get(section.source)
        return make() if make else None

    def chart(self, section: Section) -> Bars | None:
        """Return what a section draws; None: nothing."""
        if section.chart is Graph.UNITS:
            return graphs.of_units(self._unit_rows()[:-1])
        if section.chart is Graph.MONTHS:
            return graphs.of_months(self._tally.months)
        return self._annex.bars if section.chart is Graph.TARGETS and self._annex else None

    def target_figures(self, sections: Iterable[Section]) -> Sequence[Value]:
        """Return the figures of the targets, where a section lists these."""
        is_listed = any(section.source is Source.TARGETS for section in sections)
        return self._annex.figures if is_listed and self._annex else ()

    @cached_property
    def _annex(self) -> Annex | None:
        return self._tally.annex or annex_of(self._basis)

    def _target_table(self) -> Table | None:
        return self._annex.table if self._annex else None

    def _unit_rows(self) -> list[UnitRow]:
        if self._rows is None:
            self._rows = unit_rows(self._tally, moment=self._basis.moment)
        return self._rows

    def _units(self) -> Table:
        units = self._unit_rows()
        rows = [[row.name, *map(str, row.figures[:9]), row.shares[0] or "—"] for row in units]
        links = [["", *(behind_address(code, row.unit) for code in UNIT_FIGURES)] for row in units]
        return Table(UNIT_HEADER, rows, total=len(rows), links=links)

    def _follow_up(self) -> Table:
        header = [heading for heading, _width in COLUMNS]
        if not self._with_rows:
            return Table(header, (), total=self._tally.total["total"])
        found, total, seen = self._seen(self._basis.tasks, total=self._tally.total["total"])
        # Which rows they are is found without what the rows show: that is asked for these few only.
        ids = list(found.order_by(BY_DEADLINE, "pk").values_list("pk", flat=True)[: self._most])
        page = found.filter(pk__in=ids).for_list().order_by(BY_DEADLINE, "pk")
        today = clock.day_of(self._basis.now)
        with override("vi"):
            office = list(
                tasks.office_rows(page, person=self._person, today=today, moment=self._basis.moment, names=AS_WAS)
            )
        rows = [[str(number), *row.cells] for number, row in enumerate(office, start=1)]
        return Table(header, rows, total, total - seen, [_address(row.task.pk) for row in office])

    def _next(self) -> Table:
        if not self._with_rows:
            return Table(NEXT_HEADER, (), total=self._tally.lengths.get(Source.NEXT, 0))
        found, total, seen = self._seen(due_later(self._basis))
        page = found.select_related("lead_unit").prefetch_related("lead_unit__former_names")
        page = page.order_by(F("due_known"), "pk")[: self._most]
        rows = [_next_row(task) for task in page]
        return Table(NEXT_HEADER, rows, total, total - seen, [_address(task.pk) for task in page])

    def _obstacles(self) -> Table:
        if not self._with_rows:
            return Table(OBSTACLE_HEADER, (), total=self._tally.lengths.get(Source.OBSTACLES, 0))
        standing = tasks.standing_obstacles(self._basis.tasks, moment=self._basis.moment)
        total = standing.count()
        seen, hidden = standing, 0
        if not self._sees_all:
            seen = standing.filter(task__in=self._basis.visible(self._person).order_by().values("pk"))
            hidden = total - seen.count()
        page = list(seen[: self._most])
        rows = [[one.task.in_full, one.text, one.proposal, one.lies_with.name] for one in page]
        return Table(OBSTACLE_HEADER, rows, total, hidden, [_address(one.task_id) for one in page])

    def _weaknesses(self) -> Table | None:
        document = self._basis.report.document
        if document is None:
            return None
        standing = tasks.standing_of(document, seen=self._basis.visible(self._person))
        rows = [
            [one.weakness.quote, "; ".join(f"{task.code} {task.action}" for task in one.tasks), REMEDIED[one.state]]
            for one in standing
        ]
        return Table(WEAKNESS_HEADER, rows, total=len(rows))

    def _seen(self, found: TaskQuerySet, *, total: int | None = None) -> tuple[TaskQuerySet, int, int]:
        """Return those of some tasks that the person may see, how many there are, and how many of them are seen.

        Args:
            total: how many there are, where that was counted already.
        """
        if total is None:
            total = found.order_by().count()
        if self._sees_all:
            return found, total, total
        seen = found.filter(pk__in=self._basis.visible(self._person).order_by().values("pk"))
        return seen, total, seen.order_by().count()


def _next_row(task: Task) -> list[str]:
    due: dt.date = task.due_known  # type: ignore[attr-defined]
    lead = AS_WAS.in_task(task.lead_unit, task) if task.lead_unit else ""
    return [task.in_full, lead, format_date(due)]


def _address(task_id: int) -> str:
    return reverse("tasks:task", args=[task_id])
