"""Targets as lists and reports show them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dondoc.kernel import measures, periods
from dondoc.kernel.measures import Failed, Figure
from dondoc.programme import selectors, services, spans
from dondoc.programme.choices import Aggregation, Direction, Standing
from dondoc.tasks.models import Task
from tests.programme.targets import done, plan, target, typed, typed_target
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
        assert found.pace == Decimal(329) / 365
        assert found.standing == Standing.BEHIND
        assert "31/12/2026" in found.forecast
        assert not found.is_baseline_typed
        assert row(made).baseline == Figure(Decimal(1)), "3/12 of the year before lies ahead of 25/11"

    def test_the_plan_of_the_months_so_far_comes_first(self, world):
        """Six months are held against the plan of six months where there is one."""
        made = target(world)
        plan(made, 8, world=world)
        plan(made, 4, world=world, period="2026-n1")
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
        decision = document(world, [])
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

    def test_a_typed_baseline_says_so(self, world):
        """It takes the place of a count."""
        made = typed_target(world)
        typed(made, 6, 30, world=world)
        services.type_baseline(
            target_id=made.pk, period="2025", counted=Decimal(20), source="Báo cáo năm 2025",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip

        found = row(made)

        assert (found.baseline, found.is_baseline_typed) == (Figure(Decimal(20)), True)
        assert found.of_baseline == Decimal("1.5")


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
