"""Annex 1 of a report: its targets."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from dondoc.kernel import clock, measures
from dondoc.programme import services as programme
from dondoc.reports import exporting, selectors, services
from dondoc.reports.composition import Value
from dondoc.reports.models import Report
from dondoc.reports.selectors import comparing
from dondoc.reports.selectors.comparing import Pair
from dondoc.tasks.models import Task
from tests.programme import targets
from tests.reports import made
from tests.reports.test_composing import composed, table
from tests.world import NOW

pytestmark = pytest.mark.django_db


def rows(world, report=None):
    """Return the rows of the annex."""
    return table(composed(report or made.report(world), world.centre_director), "targets").rows


def test_holds_the_targets_of_the_unit(world):
    """Plan of the year, figure of the period, since the new year, per cent of the plan."""
    made.done(world, dt.date(2026, 5, 1))
    made.done(world, dt.date(2026, 6, 1))
    targets.plan(targets.target(world), 8, world=world)

    row = rows(world)[0]

    assert row[:6] == ["Nhiệm vụ hoàn thành", "nhiệm vụ", "8", "2", "2", "25,0 %"]


def test_per_cent_is_of_the_plan_beside_it(world):
    """Of the year; how far it has come of the half-year's, by which it is judged, stands in the notes and the chart."""
    target = targets.target(world)
    targets.plan(target, 4, world=world, period="2026-n1")
    targets.plan(target, 8, world=world)
    for day in (1, 2):
        made.done(world, dt.date(2026, 5, day))
    report = made.report(world, kind_code="months6")

    paper = composed(report, world.centre_director)
    section = next(one for one in paper.sections if one.code == "targets")

    row = section.table.rows[0]
    assert (row[2], row[4], row[5]) == ("8", "2", "25,0 %")
    assert "kế hoạch 6 tháng đầu năm 2026 là 4, đạt 50,0 %" in row[9]
    assert section.bars.rows[0][0] == "Nhiệm vụ hoàn thành (kế hoạch 6 tháng đầu năm 2026)"


def test_numbers_of_its_sheet_can_be_added_up(world):
    """As offices write them, in thousands and with decimals; what only looks so is text."""
    target = targets.typed_target(world)
    targets.plan(target, Decimal("1250000.5"), world=world)
    targets.typed(target, 3, 1200, world=world)
    paper = composed(made.report(world), world.centre_director)

    book = openpyxl.load_workbook(io.BytesIO(exporting.workbook(paper)))

    row = [cell.value for cell in book["Chỉ tiêu"][2]]
    assert row[2:6] == [1250000.5, 1200, 1200, "0,1 %"]
    assert [exporting.WHOLE.fullmatch(words) for words in ("007", "1.25", "12.3456", "1.000.00", "")] == [None] * 5


def test_what_a_closed_figure_became_stands_in_the_next_report(world):
    """By how much it differs and why; nobody has said it: that, too."""
    target = targets.typed_target(world)
    targets.typed(target, 3, 10, world=world)
    closing = programme.close_period(unit_id=world.centre.pk, period="2026-t3", actor=world.centre_director, now=NOW)
    targets.typed(target, 3, 12, world=world, reason="Đếm sót")
    report = made.report(world, kind_code="months6")

    silent = rows(world, report)[0][9]
    programme.explain(
        closed_id=closing.figures.get().pk, reason="Đếm sót hai mẫu", actor=world.centre_director, now=NOW
    )

    assert "điều chỉnh số liệu đã chốt tháng 3/2026: +2 (chưa nêu lý do)" in silent
    assert "điều chỉnh số liệu đã chốt tháng 3/2026: +2 (Đếm sót hai mẫu)" in rows(world, report)[0][9]


def test_a_target_without_plan_has_no_per_cent(world):
    """What is not there is a dash: no plan, and nobody said what the year is expected to bring."""
    targets.target(world)

    row = rows(world)[0]

    assert (row[2], row[5], row[8]) == ("—", "—", "—")


def test_a_typed_figure_says_so(world):
    """It was counted by nobody."""
    typed = targets.typed_target(world)
    targets.typed(typed, 3, 120, world=world)

    row = rows(world)[0]

    assert row[4] == "120"
    assert "số nhập tay" in row[9]


def test_a_measure_that_fails_leaves_the_others(world, monkeypatch):
    """The row says why it has no figure."""
    targets.target(world)
    targets.typed(targets.typed_target(world), 3, 120, world=world)
    monkeypatch.setattr(measures, "_measures", {})

    found = {row[0]: row for row in rows(world)}

    assert found["Nhiệm vụ hoàn thành"][4] == "—"
    assert found["Mẫu thử nghiệm"][4] == "120"


def test_a_report_without_period_has_none(world):
    """Nothing is expected of it."""
    targets.target(world)
    report = made.report(world)
    Report.objects.filter(pk=report.pk).update(period_code="", first_day=None, last_day=None)

    assert table(composed(Report.objects.get(pk=report.pk), world.centre_director), "targets") is None


def test_an_estimate_is_marked(world):
    """It is nobody's count: the annex says that it was typed."""
    made = targets.target(world)
    programme.estimate(target_id=made.pk, counted=Decimal(7), reason="Theo hợp đồng", actor=world.officer, now=NOW)

    assert rows(world)[0][8] == "7 (ước, nhập tay)"


def test_the_whole_year_before_is_not_held_against_a_part(world):
    """While the year goes on: the figure says whose it is, there is no per cent."""
    made = targets.target(world)
    targets.done(world, dt.date(2026, 5, 5))
    programme.type_baseline(
        target_id=made.pk, period="2025", counted=Decimal(20), source="BC", actor=world.centre_director, now=NOW
    )

    assert rows(world)[0][6:8] == ["20 (cả kỳ)", "—"]


def test_a_closed_period_says_so_and_the_next_one_how_it_changed(world):
    """Figure and note of six months that were closed; nine months carry the adjustment with its reason."""
    targets.target(world)
    targets.done(world, dt.date(2026, 5, 5), closed_at=NOW - dt.timedelta(days=2))
    closing = programme.close_period(
        unit_id=world.centre.pk, period="2026-n1", actor=world.centre_director, now=NOW - dt.timedelta(days=1)
    )
    targets.done(world, dt.date(2026, 5, 6))

    half, nine = (rows(world, made.report(world, kind_code=kind))[0] for kind in ("months6", "months9"))
    assert (half[3:5], nine[3:5]) == (["1", "1"], ["2", "2"])
    assert "số liệu 6 tháng đầu năm 2026 đã chốt ngày 24/11/2026" in half[9]
    assert "điều chỉnh" not in half[9]
    assert "điều chỉnh số liệu đã chốt 6 tháng đầu năm 2026: +1 (chưa nêu lý do)" in nine[9]

    programme.explain(
        closed_id=closing.figures.get().pk, reason="Nghiệm thu muộn", actor=world.centre_director, now=NOW
    )
    assert "+1 (Nghiệm thu muộn)" in rows(world, made.report(world, kind_code="months9"))[0][9]


def value(counted, base=None):
    """Return a figure."""
    return Value("target:CT-01", "Sản lượng", "", 1, Decimal(counted), base and Decimal(base))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        pytest.param("12.5", "13.2", "+0,7", id="fraction"),
        pytest.param("13.2000", "12.7000", "−0,5", id="less"),
        pytest.param("12.5000", "14.5000", "+2", id="whole"),
        pytest.param("12.5", "12.50", "0", id="same"),
    ],
)
def test_a_difference_has_the_decimals_that_it_has(before, after, change):
    """Targets are measured in tonnes as well as in tasks."""
    assert Pair("Sản lượng", "target:CT-01", value(before), value(after)).change == change


def test_what_it_is_a_share_of_has_its_decimals():
    """As what is counted has."""
    assert value("95.0000", "100.5000").parts == "95/100,5"


@pytest.mark.usefixtures("kept_files")
class TestFrozen:
    def hand_on(self, world, report):
        """Hand a report on."""
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=NOW)
        return report.snapshots.get()

    def test_with_the_records_behind_each(self, world):
        """A counted one and a typed one; what had no figure says why."""
        counted, typed = targets.target(world), targets.typed_target(world)
        targets.target(world, code="CT-09", measure="tasks.on_time", aggregation="ratio")
        silent = targets.typed_target(world, code="CT-10", name="Chưa nhập")
        task = targets.done(world, dt.date(2026, 5, 5))
        figure = targets.typed(typed, 5, 12, world=world)

        sent = self.hand_on(world, made.report(world))

        rows = {row.code: row for row in sent.figures.filter(code__startswith="target:")}
        assert {code: row.text for code, row in rows.items()} == {
            f"target:{counted.code}": "1", f"target:{typed.code}": "12", "target:CT-09": "—",
            f"target:{silent.code}": "—",
        }  # fmt: skip
        assert rows[f"target:{counted.code}"].records == str(task.pk)
        assert rows[f"target:{typed.code}"].records == str(figure.pk)
        assert (rows["target:CT-09"].counted, rows["target:CT-09"].base) == (0, 0)
        assert rows[f"target:{silent.code}"].why == "Chưa có số liệu"
        assert selectors.is_intact(sent)

    def test_a_long_name_is_cut_visibly(self, world):
        """The name of a target may be longer than that of a figure; compared, it stands whole."""
        name = "Tỷ lệ phương tiện đo nhóm 2 được kiểm định đúng hạn " * 5
        made_target = targets.target(world, name=name)
        report = made.report(world)

        sent = self.hand_on(world, report)

        figure = sent.figures.get(code=f"target:{made_target.code}")
        pairs = {one.code: one for one in selectors.with_now(report, sent, person=world.centre_director, now=NOW)}
        assert (len(figure.name) <= 200, figure.name[-1]) == (True, "…")
        assert pairs[figure.code].name == name.strip()

    def test_as_sent_and_as_now(self, world):
        """What a later record changes is seen; what was sent stays."""
        made_target = targets.target(world)
        report = made.report(world)
        sent = self.hand_on(world, report)
        targets.done(world, dt.date(2026, 5, 5), closed_at=NOW)

        pairs = {one.code: one for one in selectors.with_now(report, sent, person=world.centre_director, now=NOW)}

        found = pairs[f"target:{made_target.code}"]
        assert (found.before.text, found.after.text, found.change) == ("0", "1", "+1")

    def test_two_reports_side_by_side(self, world):
        """Of two periods: one as it was sent, one as it is."""
        made_target = targets.target(world)
        targets.done(world, dt.date(2026, 2, 5))
        targets.done(world, dt.date(2026, 5, 5))
        first = made.report(world, kind_code="months4")
        self.hand_on(world, first)

        pairs = {one.code: one for one in selectors.side_by_side(first, made.report(world), now=NOW)}

        found = pairs[f"target:{made_target.code}"]
        assert (found.before.text, found.after.text) == ("1", "2")

    def test_other_records_that_give_the_same_figure_are_told(self, world):
        """One task left the unit, another came."""
        made_target = targets.target(world)
        left = targets.done(world, dt.date(2026, 5, 5))
        report = made.report(world)
        sent = self.hand_on(world, report)
        Task.objects.filter(pk=left.pk).update(lead_unit=world.office, assigning_unit=world.office)
        came = targets.done(world, dt.date(2026, 5, 6))

        pairs = {one.code: one for one in selectors.with_now(report, sent, person=world.centre_director, now=NOW)}

        found = pairs[f"target:{made_target.code}"]
        (changed,) = found.changed
        assert (found.change, changed.gone.total, changed.come.total, found.is_same) == ("0", 1, 1, False)
        assert [one.title for one in changed.come.records] == [f"{came.code} {came.action}"]
        # The task has gone to a unit that the reader does not look after.
        assert (changed.gone.records, changed.unnamed) == ([], 1)

    def test_of_what_a_share_is_a_share(self, world):
        """Counted and base apart, each with its records."""
        made_target = targets.target(world, measure="tasks.completed", aggregation="ratio")
        made.task(world, due_date=dt.date(2026, 9, 1))
        report = made.report(world)
        sent = self.hand_on(world, report)
        came = made.task(world, due_date=dt.date(2027, 2, 1))

        pairs = {one.code: one for one in selectors.with_now(report, sent, person=world.centre_director, now=NOW)}

        for code in (f"target:{made_target.code}", "overdue_share"):
            said = [
                (one.is_base, one.gone.total, [row.title for row in one.come.records]) for one in pairs[code].changed
            ]
            assert said == [(True, 0, [f"{came.code} {came.action}"])]

    def test_a_corrected_typed_figure_names_both(self, world):
        """The row as it was sent and the newer one; who may not open the evidence reads how many."""
        made_target = targets.typed_target(world)
        targets.typed(made_target, 5, 12, world=world)
        report = made.report(world)
        sent = self.hand_on(world, report)
        targets.typed(made_target, 5, 14, world=world, reason="Đếm sót")

        def changed(person):
            pairs = {one.code: one for one in selectors.with_now(report, sent, person=person, now=NOW)}
            return pairs[f"target:{made_target.code}"].changed[0]

        mine, others = changed(world.centre_director), changed(world.clerk)
        assert [one.title for one in (*mine.gone.records, *mine.come.records)] == [
            "tháng 5/2026: 12",
            "tháng 5/2026: 14",
        ]
        assert (others.gone.records, others.come.records, others.unnamed) == ([], [], 2)

    def test_so_many_are_named_and_the_rest_counted(self, world, monkeypatch, client):
        """The page says how many are not named."""
        monkeypatch.setattr(comparing, "NAMED", 2)
        monkeypatch.setattr(clock, "now", lambda: NOW)
        targets.target(world)
        report = made.report(world)
        sent = self.hand_on(world, report)
        for day in range(1, 6):
            targets.done(world, dt.date(2026, 5, day))
        client.force_login(world.centre_director)

        page = client.get(reverse("reports:changes", args=[report.pk, sent.number]))

        changed = [one for pair in page.context["pairs"] for one in pair.changed if one.come.total == 5]
        assert {(len(one.come.records), one.unnamed) for one in changed} == {(2, 3)}
        assert any(words in page.content.decode() for words in ("còn 3 bản ghi", "3 more are not named"))

    def test_of_what_cannot_be_counted_now_no_record_is_said_to_be_gone(self, world, monkeypatch):
        """The measure failed; the records are where they were."""
        made_target = targets.target(world)
        targets.done(world, dt.date(2026, 5, 5))
        report = made.report(world)
        sent = self.hand_on(world, report)
        failed = measures.Failed("Không đếm được")
        monkeypatch.setattr(measures, "attempt_by_unit", lambda codes, scope, now: dict.fromkeys(codes, failed))

        pairs = {one.code: one for one in selectors.with_now(report, sent, person=world.centre_director, now=NOW)}

        found = pairs[f"target:{made_target.code}"]
        assert (found.before.text, found.after.text, list(found.changed), found.is_same) == ("1", "—", [], False)

    def test_of_a_large_report_are_set_beside_another_as_tallied(self, world, monkeypatch):
        """Of the same moment as its other figures, and counted once; beside what was sent they are those of now."""
        made_target = targets.target(world)
        report = made.report(world)
        sent = self.hand_on(world, report)
        basis = selectors.Basis.of(report, now=NOW)
        tally = selectors.with_lengths(selectors.tallied(basis), basis)
        monkeypatch.setattr(comparing, "tally_of", lambda basis: tally)
        targets.done(world, dt.date(2026, 5, 5))

        now = selectors.with_now(report, sent, person=world.centre_director, now=NOW)
        beside = selectors.side_by_side(made.report(world), made.report(world), now=NOW)

        found = [one.after.text for one in (*now, *beside) if one.code == f"target:{made_target.code}"]
        assert found == ["1", "0"]

    def test_are_not_compared_where_no_section_lists_them(self, world):
        """A table of the units has no targets."""
        targets.target(world)
        report = made.report(world, kind_code="units", first_month=1, last_month=6)

        pairs = selectors.side_by_side(report, report, now=NOW)

        assert [one.code for one in pairs if one.code.startswith(selectors.TARGET)] == []

    def test_of_a_large_report_as_they_were_tallied(self, world):
        """Kept with the counts, whole numbers and parts."""
        targets.target(world, measure="tasks.on_time", aggregation="ratio")
        targets.done(world, dt.date(2026, 5, 5), due_date=dt.date(2026, 5, 6))
        basis = selectors.Basis.of(made.report(world), now=NOW)
        tally = selectors.with_lengths(selectors.tallied(basis), basis)

        kept = selectors.Tallied.from_json(json.loads(json.dumps(tally.as_json())), counted_at=NOW)

        assert kept.annex.figures == tally.annex.figures
        assert [list(row) for row in kept.annex.table.rows] == [list(row) for row in tally.annex.table.rows]
