"""Targets as lists and reports show them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from dondoc.kernel import measures, periods
from dondoc.kernel.measures import Failed, Figure
from dondoc.programme import errors, selectors, services, spans
from dondoc.programme.choices import Aggregation, Direction, Standing
from dondoc.programme.models import Estimate
from dondoc.programme.selectors.counting import Counter
from dondoc.tasks.models import Task
from tests.programme.targets import PROOF, done, plan, snapshot, target, typed, typed_target
from tests.world import NOW, TODAY, document

pytestmark = pytest.mark.usefixtures("kept_files")
YEAR = periods.months(2026, 1, 12)
LATER = NOW + dt.timedelta(days=1)


def row(made, period=YEAR, **more):
    """Return the row of one target."""
    units = frozenset([made.owner_id])
    found = selectors.target_rows(units=units, period=period, now=NOW, **more)
    return next(one for one in found if one.target == made)


class TestCounted:
    def test_period_year_so_far_and_the_year_before(self, world):
        """Of the unit and those below; the year before up to the same day."""
        made = target(world, valid_from=dt.date(2025, 1, 1))
        plan(made, 8, world=world)
        for day in (dt.date(2026, 2, 3), dt.date(2026, 8, 3), dt.date(2026, 9, 3), dt.date(2025, 3, 3)):
            done(world, day, lead_unit=world.lab, assigned_at=NOW - dt.timedelta(days=700))
        done(world, dt.date(2025, 12, 3), assigned_at=NOW - dt.timedelta(days=700))
        done(world, dt.date(2026, 9, 3), lead_unit=world.office)

        found = row(made, periods.months(2026, 7, 9))

        assert (found.figure, found.cumulative) == (Figure(Decimal(2)), Figure(Decimal(3)))
        assert found.baseline == Figure(Decimal(1))
        assert (found.plan, found.planned_for, found.year_plan) == (8, YEAR, 8)
        assert (found.of_plan, found.of_baseline) == (Decimal(3) / 8, 3)
        assert found.pace == Decimal(273) / 365, "what is counted ends with September"
        assert found.standing == Standing.BEHIND
        assert "31/12/2026" in found.forecast
        assert not found.is_baseline_typed
        assert row(made).baseline == Figure(Decimal(1)), "3/12 of the year before lies ahead of 25/11"

    def test_four_months_are_judged_by_four_months(self, world):
        """Looked at in November: what was reached by 30/4 is no slower for it, and the year was still ahead."""
        made = typed_target(world)
        plan(made, 365, world=world)
        for month in range(1, 5):
            typed(made, month, 30, world=world)

        found, year = row(made, periods.months(2026, 1, 4)), row(made)

        assert (found.pace, found.standing) == (Decimal(120) / 365, Standing.ON_PACE)
        assert (found.forecast, found.expected) == ("Sẽ đạt vào 31/12/2026 với nhịp hiện nay.", 365)
        assert (year.pace, year.standing) == (Decimal(329) / 365, Standing.BEHIND)

    def test_a_plan_that_was_missed_stays_missed(self, world):
        """The plan of a half-year that is over is judged by all of it."""
        made = typed_target(world)
        plan(made, 100, world=world, period="2026-n1")
        typed(made, 1, 99, world=world)

        assert row(made, periods.months(2026, 1, 6)).standing == Standing.MISSED

    def test_a_period_that_is_over_is_held_against_its_own_days(self, world):
        """A quarter of the plan in the first quarter is on pace, and stays so whenever the quarter is looked at."""
        made = target(world)
        plan(made, 12, world=world)
        for month in (1, 2, 3):
            done(world, dt.date(2026, month, 5))

        found = row(made, periods.months(2026, 1, 3))

        assert (found.pace, found.standing) == (Decimal(90) / 365, Standing.ON_PACE)
        assert found.expected == Decimal(3) * 365 / 90
        assert "90" in found.forecast_formula
        assert row(made).pace == Decimal(329) / 365, "the year goes on to this day"

    def test_the_plan_of_the_months_so_far_comes_first(self, world):
        """Six months are held against the plan of six months where there is one."""
        made = target(world)
        plan(made, 4, world=world, period="2026-n1")
        plan(made, 8, world=world)
        done(world, dt.date(2026, 5, 5))

        found = row(made, periods.months(2026, 4, 6))

        assert (found.plan, found.year_plan, found.planned_for) == (4, 8, periods.months(2026, 1, 6))
        assert found.standing == Standing.MISSED

    def test_without_a_plan_nothing_is_said(self, world):
        """Nothing is invented."""
        found = row(target(world))

        assert (found.plan, found.planned_for, found.of_plan, found.forecast) == (None, None, None, "")
        assert found.standing == Standing.UNKNOWN

    def test_a_share_over_nothing_is_none(self, world):
        """Never 100 %."""
        made = target(world, aggregation=Aggregation.RATIO, measure="tasks.on_time")
        plan(made, 95, world=world, base=Decimal(100))

        found = row(made)

        assert found.cumulative == Figure(Decimal(0), Decimal(0))
        assert (found.value, found.of_plan, found.standing) == (None, None, Standing.UNKNOWN)

    def test_a_share_adds_up_numerators_and_denominators(self, world):
        """1/1 of the lab and 0/3 of the farm are 1/4, not the half of 100 %."""
        made = target(world, aggregation=Aggregation.RATIO, measure="tasks.on_time")
        done(world, dt.date(2026, 5, 5), lead_unit=world.lab, due_date=dt.date(2026, 5, 9))
        for _ in range(3):
            done(world, dt.date(2026, 5, 25), lead_unit=world.farm, due_date=dt.date(2026, 5, 9))

        found = row(made)

        assert (found.cumulative, found.value) == (Figure(Decimal(1), Decimal(4)), Decimal("0.25"))

    def test_less_is_better_turns_the_share_round(self, world):
        """Of a limit: the plan by the figure."""
        made = target(world, direction=Direction.LOWER)
        plan(made, 8, world=world)
        for _ in range(2):
            done(world, dt.date(2026, 5, 5))

        found = row(made)

        assert (found.of_plan, found.standing) == (4, Standing.ON_PACE)

    def test_what_had_been_known(self, world):
        """By a moment before the plan changed and before a task was closed."""
        made = target(world)
        plan(made, 8, world=world)
        done(world, dt.date(2026, 5, 5), closed_at=LATER)
        decision = document(world, [], number="12")
        decision.distributions.create(unit=world.centre)
        services.set_plan(
            target_id=made.pk, period="2026", counted=Decimal(3), decision_id=decision.pk, reason="Giảm",
            actor=world.centre_director, now=LATER,
        )  # fmt: skip

        then, now = row(made, known_at=NOW), row(made)

        assert (then.plan, then.cumulative) == (8, Figure(Decimal(0)))
        assert (now.plan, now.cumulative) == (3, Figure(Decimal(1)))

    def test_a_measure_that_fails_leaves_the_others(self, world, monkeypatch):
        """Which figure is missing, and why."""
        broken = target(world, code="CT-09", measure="documents.issued", unit_of_measure="văn bản")
        plan(broken, 8, world=world)
        sound = target(world)
        measure = measures.get("documents.issued")
        parts = {name: getattr(measure, name) for name in measure.__slots__} | {"records": lambda *_given: 1 / 0}
        monkeypatch.setitem(measures._measures, measure.code, measures.Measure(**parts))

        failed, stands = row(broken), row(sound)

        assert isinstance(failed.cumulative, Failed)
        assert (failed.plan, failed.of_plan, failed.standing) == (8, None, Standing.UNKNOWN)
        assert stands.cumulative == Figure(Decimal(0))

    def test_one_question_for_all_units_of_a_measure(self, world, django_assert_max_num_queries):
        """Ten more targets cost no more."""
        for number, unit in enumerate([world.centre, world.lab, world.farm] * 3):
            target(world, code=f"CT-1{number}", owner_id=unit.pk)

        with django_assert_max_num_queries(14):
            found = selectors.target_rows(units=None, period=YEAR, now=NOW)

        assert len(found) == 9

    def test_each_owner_counts_its_own_units(self, world):
        """Counted together, told apart: what the farm did is the centre's and not the lab's."""
        whole, part = target(world), target(world, code="CT-09", owner_id=world.lab.pk)
        done(world, dt.date(2026, 5, 5), lead_unit=world.farm)

        found = {one.target: one.cumulative for one in selectors.target_rows(units=None, period=YEAR, now=NOW)}

        assert found == {whole: Figure(Decimal(1)), part: Figure(Decimal(0))}

    def test_units_renamed_and_merged_inside_the_period(self, world):
        """What the merged unit did counts for the one that took it over."""
        made = target(world, owner_id=world.lab.pk)
        done(world, dt.date(2026, 5, 5), lead_unit=world.farm)
        assert row(made).cumulative == Figure(Decimal(0))
        world.farm.path = f"{world.lab.path}{world.farm.pk}/"
        world.farm.valid_to = TODAY
        world.farm.save()
        world.lab.name = "Phòng Kỹ thuật và Thực nghiệm"
        world.lab.save()

        assert row(made).cumulative == Figure(Decimal(1))
        assert Task.objects.get().lead_unit == world.farm


class TestHeld:
    def end(self, made, day, *, world):
        """End a target."""
        services.end_target(target_id=made.pk, day=day, reason="Giao lại", actor=world.centre_director, now=NOW)

    @pytest.mark.parametrize("aggregation", [Aggregation.SUM, Aggregation.LAST])
    def test_a_target_and_the_one_that_takes_its_place_count_their_own_days(self, world, aggregation):
        """Of the same measure: nothing counts twice, and of what one opens neither."""
        ended = target(world, aggregation=aggregation)
        next_one = target(world, code="CT-05", aggregation=aggregation, valid_from=dt.date(2026, 4, 1))
        first, later = done(world, dt.date(2026, 3, 31)), done(world, dt.date(2026, 11, 5))
        self.end(ended, dt.date(2026, 4, 1), world=world)
        ended.refresh_from_db()

        assert row(ended).cumulative == row(next_one).cumulative == Figure(Decimal(1))
        given = {"part": measures.Part.COUNTED, "now": NOW}
        assert selectors.ids_behind(ended, YEAR, **given) == [first.pk]
        assert selectors.ids_behind(next_one, YEAR, **given) == [later.pk]
        seen = selectors.records_of(ended, YEAR, person=world.centre_director, **given)
        assert (seen.total, list(seen.seen)) == (1, [first])
        over = periods.months(2026, 7, 9)
        assert (row(ended, over).figure, selectors.ids_behind(ended, over, **given)) == (None, [])
        assert selectors.records_of(ended, over, person=world.centre_director, **given).total == 0

    def test_of_what_was_typed_later_nothing_counts(self, world):
        """The month in which it ends is the last."""
        made = typed_target(world)
        for month in (3, 4, 5):
            typed(made, month, 10 * month, world=world)
        self.end(made, dt.date(2026, 4, 15), world=world)

        assert row(made).cumulative == Figure(Decimal(70))

    def test_the_year_before_goes_by_the_same_days(self, world):
        """Like is held against like; that it did not hold then is no matter."""
        made = target(world, valid_from=dt.date(2026, 4, 1))
        for day in (dt.date(2025, 3, 31), dt.date(2025, 4, 1), dt.date(2025, 5, 5)):
            done(world, day, assigned_at=NOW - dt.timedelta(days=700))
        assert row(made).baseline == Figure(Decimal(2))

        self.end(made, dt.date(2026, 5, 1), world=world)
        assert row(made).baseline == Figure(Decimal(1))

    def test_what_is_closed_are_its_own_days(self, world):
        """Figure and ids."""
        made = target(world)
        first = done(world, dt.date(2026, 3, 31))
        done(world, dt.date(2026, 5, 5))
        self.end(made, dt.date(2026, 4, 1), world=world)

        closing = services.close_period(unit_id=world.centre.pk, period="2026-n1", actor=world.centre_director, now=NOW)

        closed = closing.figures.get()
        assert (closed.figure, closed.counted_ids) == (Figure(Decimal(1)), str(first.pk))

    def test_what_was_closed_after_its_end_is_taken_off(self, world):
        """Said afterwards: the closed figure stays, the adjustment is all of it."""
        made = target(world)
        done(world, dt.date(2026, 5, 5))
        services.close_period(unit_id=world.centre.pk, period="2026-q2", actor=world.centre_director, now=NOW)
        self.end(made, dt.date(2026, 4, 1), world=world)

        (adjusted,) = row(made).adjusted

        assert adjusted.difference == Figure(Decimal(-1))

    @pytest.mark.parametrize(
        ("code", "since", "until", "days"),
        [
            pytest.param("2026", dt.date(2026, 4, 1), None, ((4, 1), (12, 31)), id="from-a-day-on"),
            pytest.param("2026", dt.date(2025, 1, 1), dt.date(2026, 4, 2), ((1, 1), (4, 1)), id="before-a-day"),
            pytest.param("2026-q1", dt.date(2026, 4, 1), None, None, id="none-of-it"),
            pytest.param("bc-2026-q2", dt.date(2026, 1, 1), dt.date(2027, 1, 1), ((3, 15), (6, 14)), id="all-of-it"),
            pytest.param("bc-2026-q2", dt.date(2026, 4, 1), None, ((3, 15), (6, 14)), id="begins-with-the-cut-off"),
            pytest.param("bc-2026-q2", dt.date(2026, 1, 1), dt.date(2026, 4, 1), None, id="ends-with-the-cut-off"),
            pytest.param("bc-2026-q2", dt.date(2026, 7, 1), None, None, id="begins-after-the-cut-off"),
            pytest.param("bc-2026-q2", dt.date(2026, 4, 5), None, ((4, 5), (6, 14)), id="from-a-day-within-a-month"),
        ],
    )
    def test_the_days_of_a_period(self, db, code, since, until, days):
        """By cut-offs a month begins when its figures do."""
        found = spans.held(periods.named(code), since, until)

        assert (found and ((found.start.month, found.start.day), (found.end.month, found.end.day))) == days


class TestTyped:
    def test_months_add_up(self, world):
        """The latest figure of each month counts, marked as typed."""
        made = typed_target(world)
        plan(made, 400, world=world)
        for month, counted in ((1, 10), (2, 20), (7, 40)):
            typed(made, month, counted, world=world)
        typed(made, 2, 25, world=world, reason="Bổ sung")

        found = row(made, periods.months(2026, 1, 6))

        assert (found.figure, found.is_typed) == (Figure(Decimal(35)), True)
        assert row(made).cumulative == Figure(Decimal(75))
        assert row(made, periods.months(2026, 8, 8)).figure is None

    @pytest.mark.parametrize(
        ("aggregation", "base", "expected"),
        [
            pytest.param(Aggregation.LAST, None, Figure(Decimal(20)), id="last-value"),
            pytest.param(Aggregation.RATIO, 40, Figure(Decimal(30), Decimal(80)), id="share"),
        ],
    )
    def test_other_ways_to_add_up(self, world, aggregation, base, expected):
        """The last value of the period, or numerators and denominators."""
        made = typed_target(world, aggregation=aggregation)
        for month, counted in ((1, 10), (2, 20)):
            typed(made, month, counted, world=world, base=base and Decimal(base))

        assert row(made).cumulative == expected

    def test_a_reported_period_has_the_same_months(self, world):
        """The month of June is that of the first half, whenever its figures close."""
        made = typed_target(world)
        typed(made, 6, 10, world=world)

        assert row(made, periods.named("bc-2026-n1")).figure == Figure(Decimal(10))


def baseline(made, period, counted, *, world, **more):
    """Type what a target was in a period of the year before."""
    return services.type_baseline(
        target_id=made.pk, period=period, counted=Decimal(counted), source="Báo cáo năm 2025",
        actor=world.centre_director, now=NOW, **more,
    )  # fmt: skip


HALF, FIRST_TEN, NOVEMBER = periods.months(2026, 1, 6), periods.months(2026, 1, 10), periods.months(2026, 11, 11)


class TestTheYearBefore:
    @pytest.mark.parametrize(
        ("rows", "period", "expected"),
        [
            pytest.param({"2025-n1": 20}, HALF, 20, id="the-half-itself"),
            pytest.param({"2025-q1": 9, "2025-q2": 11}, HALF, 20, id="its-quarters"),
            pytest.param({f"2025-t{n}": n for n in range(1, 7)}, HALF, 21, id="its-months"),
            pytest.param({"2025-q1": 9, "2025-t4": 4, "2025-t5": 5, "2025-t6": 6}, HALF, 24, id="a-quarter-and-months"),
            pytest.param({"2025-n1": 20, "2025-t6": 6}, HALF, 20, id="what-was-typed-for-the-whole-comes-first"),
            pytest.param({"2025-q1": 9, "2025-t5": 5}, HALF, None, id="a-month-lacks"),
            pytest.param({"2025-q1": 9, "2025-t4": 4, "2025-t5": 5}, HALF, None, id="the-last-month-lacks"),
            pytest.param({f"2025-t{n}": n for n in range(2, 7)}, HALF, 6, id="typed-figures-have-june-only"),
            pytest.param({"2025": 40}, HALF, None, id="the-year-says-nothing-of-its-half"),
            pytest.param({"2024-n1": 20}, HALF, None, id="another-year"),
            pytest.param({"2025-n1": 20, "2025-q3": 6, "2025-t10": 1}, FIRST_TEN, 27, id="ten-months"),
        ],
    )
    def test_is_put_together_from_shorter_periods(self, world, rows, period, expected):
        """Only where they cover it without a gap: what was not typed is not taken for nought."""
        made = typed_target(world)
        typed(made, 6, 30, world=world)
        for code, counted in rows.items():
            baseline(made, code, counted, world=world)

        found = row(made, period)

        assert found.baseline == (None if expected is None else Figure(Decimal(expected)))
        assert found.of_baseline == (None if expected is None else Decimal(30) / expected)
        assert found.is_baseline_typed == (expected is not None)

    def test_of_the_month_beside_that_of_the_year_so_far(self, world):
        """The period of the page has its own; the months of the page, theirs."""
        made = typed_target(world)
        typed(made, 6, 30, world=world)
        for number in range(1, 7):
            baseline(made, f"2025-t{number}", number, world=world)

        found = row(made, periods.months(2026, 6, 6))
        months = selectors.series_of(made, YEAR, now=NOW)

        assert (found.before_period.figure, found.baseline) == (Figure(Decimal(6)), Figure(Decimal(21)))
        assert [month.before and month.before.figure.counted for month in months] == [1, 2, 3, 4, 5, 6, *[None] * 6]

    def test_of_a_whole_period_is_not_held_against_a_part(self, world):
        """While the year goes on: the figure is shown and says so, no per cent is made of it."""
        made = target(world)
        done(world, dt.date(2026, 5, 5))
        baseline(made, "2025", 20, world=world)

        found, over = row(made), selectors.target_rows(units=None, period=YEAR, now=NOW + dt.timedelta(days=40))[0]

        assert (found.baseline, found.before.is_alike, found.of_baseline) == (Figure(Decimal(20)), False, None)
        assert (over.before.is_alike, over.of_baseline) == (True, Decimal(1) / 20)

    def test_of_typed_figures_the_months_that_this_year_has(self, world):
        """Like is held against like; where one of them lacks there is nothing to hold it against."""
        made = typed_target(world, valid_from=dt.date(2025, 1, 1))
        for month in (1, 2):
            typed(made, month, 30, world=world)
            services.type_figure(
                target_id=made.pk, month=f"2025-t{month}", counted=Decimal(10 * month), actor=world.officer, now=NOW,
                **PROOF,
            )  # fmt: skip
        services.type_figure(
            target_id=made.pk, month="2025-t9", counted=Decimal(70), actor=world.officer, now=NOW, **PROOF
        )
        assert (row(made).baseline, row(made).of_baseline) == (Figure(Decimal(30)), 2)

        typed(made, 3, 30, world=world)
        assert row(made).baseline is None
        baseline(made, "2025-t3", 15, world=world)
        assert (row(made).baseline, row(made).of_baseline) == (Figure(Decimal(45)), 2)

    @pytest.mark.parametrize(
        ("aggregation", "base", "expected"),
        [
            pytest.param(Aggregation.LAST, None, Figure(Decimal(6)), id="last-value"),
            pytest.param(Aggregation.RATIO, Decimal(10), Figure(Decimal(21), Decimal(60)), id="share"),
        ],
    )
    def test_other_ways_to_add_up(self, world, aggregation, base, expected):
        """The last value, or numerators and denominators."""
        made = typed_target(world, aggregation=aggregation)
        for number in range(1, 7):
            baseline(made, f"2025-t{number}", number, world=world, base=base)

        assert row(made, HALF).baseline == expected

    def test_of_a_counted_last_value_the_same_month_up_to_the_same_day(self, world):
        """November up to 25/11 is held against November up to 25/11, not against December."""
        made = target(world, aggregation=Aggregation.LAST, valid_from=dt.date(2025, 1, 1))
        for day in (dt.date(2025, 12, 3), dt.date(2025, 12, 4), dt.date(2025, 11, 3), dt.date(2025, 11, 28)):
            done(world, day, assigned_at=NOW - dt.timedelta(days=700))
        done(world, dt.date(2026, 11, 3))

        found = row(made)

        assert (found.cumulative, found.baseline, found.of_baseline) == (Figure(Decimal(1)), Figure(Decimal(1)), 1)

    def test_what_had_been_known(self, world):
        """What was typed later is not in an earlier answer."""
        made = typed_target(world)
        services.type_baseline(
            target_id=made.pk, period="2025-n1", counted=Decimal(20), source="BC", actor=world.centre_director,
            now=LATER,
        )  # fmt: skip

        assert (row(made, HALF, known_at=NOW).baseline, row(made, HALF).baseline) == (None, Figure(Decimal(20)))


class TestEstimates:
    def test_stands_beside_what_is_computed(self, world):
        """With who said it; it enters no figure."""
        made = target(world, valid_from=dt.date(2025, 1, 1))
        plan(made, 8, world=world)
        done(world, dt.date(2026, 5, 5))
        for counted, now in ((5, NOW), (7, LATER)):
            services.estimate(
                target_id=made.pk, counted=Decimal(counted), reason="Theo hợp đồng đã ký", actor=world.officer, now=now
            )

        found, then = row(made), row(made, known_at=NOW)

        assert (found.estimate.figure, found.estimate.said_by) == (Figure(Decimal(7)), world.officer)
        assert then.estimate.figure == Figure(Decimal(5))
        # One in 329 of 365 days.
        assert found.expected == Decimal(365) / 329
        assert (found.cumulative, found.of_plan) == (Figure(Decimal(1)), Decimal(1) / 8)
        assert row(made, periods.months(2025, 1, 12)).estimate is None

    @pytest.mark.parametrize(
        ("who", "change", "refusal"),
        [
            pytest.param("farm_head", {}, errors.TargetMissing, id="another-unit"),
            pytest.param("clerk", {}, errors.NotCounting, id="who-may-see-it"),
            pytest.param("officer", {"reason": " "}, errors.EstimateReasonMissing, id="no-reason"),
            pytest.param("officer", {"counted": None}, errors.FigureWrong, id="no-figure"),
            pytest.param("officer", {"base": Decimal(3)}, errors.FigureWrong, id="a-share-of-what-is-none"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, change, refusal):
        """Nothing is said."""
        made = target(world, owner_id=world.lab.pk)
        before = snapshot()

        with pytest.raises(refusal):
            services.estimate(
                target_id=made.pk, **({"counted": Decimal(5), "reason": "Theo hợp đồng"} | change),
                actor=getattr(world, who), now=NOW,
            )  # fmt: skip

        assert snapshot() == before

    def test_of_a_year_in_which_it_does_not_hold_there_is_none(self, world):
        """A target that begins next year."""
        made = target(world, valid_from=dt.date(2027, 1, 1))

        with pytest.raises(errors.TargetOver):
            services.estimate(target_id=made.pk, counted=Decimal(5), reason="A", actor=world.officer, now=NOW)

    def test_the_database_keeps_it(self, world):
        """A newer word is a new row."""
        made = target(world)
        said = services.estimate(target_id=made.pk, counted=Decimal(5), reason="A", actor=world.officer, now=NOW)

        with pytest.raises(DatabaseError), transaction.atomic():
            Estimate.objects.filter(pk=said.pk).update(counted=9)


class TestSpans:
    @pytest.mark.parametrize(
        ("code", "cumulative", "before"),
        [
            pytest.param("2026-q3", "2026-t1-9", "2025-q3", id="a-quarter"),
            pytest.param("2026-n1", "2026-n1", "2025-n1", id="a-half"),
            pytest.param("2026-t1-4", "2026-t1-4", "2025-t1-4", id="four-months"),
            pytest.param("2026-t5", "2026-t1-5", "2025-t5", id="a-month"),
            pytest.param("bc-2026-n2", "bc-2026", "bc-2025-n2", id="by-the-cut-offs"),
        ],
    )
    def test_what_a_period_asks_for(self, db, code, cumulative, before):
        """By the same cut-offs."""
        period = periods.named(code)

        assert spans.spans_of(period).cumulative.code == cumulative
        assert spans.year_before(period).code == before

    def test_29_february_has_a_day_before(self):
        """28/2 of a year without one."""
        found = spans.until(periods.months(2024, 1, 12), dt.date(2024, 2, 29))

        assert (found.start, found.end) == (dt.date(2023, 1, 1), dt.date(2023, 2, 28))


def test_a_last_value_counts_what_a_sum_elsewhere_counted_with_it(world):
    """Over one month both have the same days: what was counted once holds the units of every target of the measure."""
    other = target(world, code="CT-21", measure="documents.issued", owner_id=world.lab.pk)
    added = target(world, code="CT-22", owner_id=world.lab.pk)
    last = target(world, code="CT-23", owner_id=world.farm.pk, aggregation=Aggregation.LAST)
    done(world, dt.date(2026, 5, 5), lead_unit=world.farm)
    counter = Counter([other, added, last], NOW)

    found = [counter.figure(one, periods.months(2026, 5, 5)).counted for one in (other, added, last)]

    assert found == [0, 0, 1]
