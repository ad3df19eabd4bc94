"""What is counted over tasks: the same as the list that is opened, and as home counts."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.urls import reverse

from dondoc.home import selectors as home
from dondoc.kernel import measures, periods
from dondoc.kernel.clock import start_of
from dondoc.kernel.measures import Failed, Figure, Part, Scope
from dondoc.tasks import selectors, services
from dondoc.tasks.choices import Stage
from dondoc.tasks.listing import TaskList
from dondoc.tasks.models import Opinion, Task
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
YEAR = periods.months(2026, 1, 12)
WORDS = {"text": "Chưa thống nhất phương pháp.", "proposal": "Mời họp."}


def scattered(world, seed: int, count: int = 24) -> None:
    """Write tasks of several units, assigned, due and done on days of the year that nobody chose."""
    dice = random.Random(seed)
    one = task(world)
    for _ in range(count):
        assigned = dt.date(2025, 11, 1) + dice.randrange(385) * DAY
        due = dice.choice([None, assigned + dice.randrange(120) * DAY])
        done = dice.choice([None, assigned + dice.randrange(120) * DAY])
        ended = {}
        if done is not None and done <= TODAY:
            ended = {"stage": Stage.DONE, "done_date": done, "closed_at": start_of(done)}
        elif dice.random() < 0.2:
            ended = {"stage": Stage.CANCELLED, "uncounted_at": start_of(assigned + DAY)}
        made = task(
            world,
            document=one.document,
            directive=one.directive,
            lead_unit=dice.choice([world.centre, world.lab, world.farm, world.office, None]),
            assigned_at=start_of(assigned),
            due_date=due,
            **ended,
        )
        if due and dice.random() < 0.3:
            Task.objects.filter(pk=made.pk).update(due_date=due + 20 * DAY)


LISTED = {"tasks.done": ("done", None), "tasks.overdue": ("overdue", "counted"), "tasks.completed": ("done", "counted")}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("code", ["2026", "2026-n1", "2026-q3", "bc-2026-n1", "2026-t11"])
def test_a_figure_is_as_long_as_the_list(world, seed, code):
    """Of any period and unit: home, list and measure count one thing."""
    scattered(world, seed)
    period = periods.named(code)
    moment = selectors.moment_of(TaskList(period=code), today=TODAY)

    for unit in (world.centre, world.lab):
        scope = Scope(period, frozenset([unit.pk]))
        for name, (state, base) in LISTED.items():
            view = TaskList(period=code, unit=unit.pk, is_below=True, states=(state,))
            seen = selectors.narrowed(view, person=world.director, now=NOW, moment=moment, names=selectors.AS_WAS)
            listed = selectors.chosen(seen, view, moment=moment)
            figure = measures.get(name).figure(scope, now=NOW)
            assert figure.counted == listed.count()
            assert measures.get(name).behind(scope, now=NOW).count() == figure.counted
            if base:
                assert measures.get(name).behind(scope, now=NOW, part=Part.BASE).count() == figure.base

    everywhere = Scope(period)
    counted = selectors.total_of(home.unit_counts(world.director, now=NOW, moment=moment).values())
    rates = selectors.rates_of(counted)
    assert measures.get("tasks.done").figure(everywhere, now=NOW) == Figure(Decimal(counted["done"]))
    assert measures.get("tasks.completed").figure(everywhere, now=NOW) == Figure(
        Decimal(counted["done"]), Decimal(counted["counted"])
    )
    assert measures.get("tasks.on_time").figure(everywhere, now=NOW) == Figure(
        Decimal(rates.in_time_current), Decimal(rates.denominator)
    )
    assert measures.get("tasks.on_time_original").figure(everywhere, now=NOW) == Figure(
        Decimal(rates.in_time_original), Decimal(rates.denominator)
    )


@pytest.mark.parametrize("seed", range(2))
def test_the_months_of_a_year_add_up(world, seed):
    """What is done is done in one month: no task counts twice, none is lost."""
    scattered(world, seed)
    measure = measures.get("tasks.done")

    months = [measure.figure(Scope(periods.months(2026, n, n)), now=NOW).counted for n in range(1, 13)]

    assert sum(months) == measure.figure(Scope(YEAR), now=NOW).counted


def test_an_extension_counts_for_the_deadline_in_force_alone(world):
    """Done after the first deadline, before the one in force."""
    made = task(world, due_date=dt.date(2026, 10, 1), stage=Stage.DONE, done_date=dt.date(2026, 10, 9), closed_at=NOW)
    Task.objects.filter(pk=made.pk).update(due_date=dt.date(2026, 10, 20))

    assert measures.get("tasks.on_time").figure(Scope(YEAR), now=NOW) == Figure(Decimal(1), Decimal(1))
    assert measures.get("tasks.on_time_original").figure(Scope(YEAR), now=NOW) == Figure(Decimal(0), Decimal(1))


def test_a_share_of_nothing_is_none(world):
    """Never 100 %."""
    figure = measures.get("tasks.on_time").figure(Scope(YEAR), now=NOW)

    assert figure == Figure(Decimal(0), Decimal(0))
    assert figure.value is None


class TestObstacles:
    @pytest.fixture
    def raised(self, world):
        """An obstacle whose answer was due two working days after it was raised."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.officer)
        return services.raise_obstacle(task_id=made.pk, **WORDS, actor=world.officer, now=NOW)

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            pytest.param(0, 1, id="on-the-last-day"),
            pytest.param(1, 0, id="a-day-late"),
            pytest.param(None, 0, id="never"),
        ],
    )
    def test_answered_by_the_day_asked_for(self, world, raised, days, expected):
        """An answer after the day is one that was not in time."""
        if days is not None:
            at = start_of(raised.answer_by + days * DAY) + dt.timedelta(hours=23)
            Opinion.objects.create(obstacle=raised, kind="answer", text="Đồng ý.", author=world.lab_head, at=at)
        later = NOW + 20 * DAY

        figure = measures.get("tasks.obstacles_answered").figure(Scope(YEAR), now=later)

        assert figure == Figure(Decimal(expected), Decimal(1))

    def test_what_is_not_due_yet_is_no_part_of_it(self, world, raised):
        """Nobody is late before the day."""
        assert measures.get("tasks.obstacles_answered").figure(Scope(YEAR), now=NOW).base == 0


def test_records_that_a_person_may_not_see_are_not_listed(world):
    """The total is everybody's; the records behind it are not."""
    for unit in (world.lab, world.farm):
        task(world, lead_unit=unit, assigning_unit=unit, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    measure = measures.get("tasks.done")
    records = measure.behind(Scope(YEAR), now=NOW)

    seen = measure.visible(records, world.lab_head, TODAY)

    assert (records.count(), seen.count()) == (2, 1)
    (shown,) = measure.shown(seen)
    assert shown.address == reverse("tasks:task", args=[seen.get().pk])


def test_a_unit_that_was_merged_counts_for_the_one_that_took_it_over(world):
    """Its path lies under the other's from then on."""
    task(world, lead_unit=world.farm, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    measure = measures.get("tasks.done")
    assert measure.figure(Scope(YEAR, frozenset([world.lab.pk])), now=NOW).counted == 0

    world.farm.path = f"{world.lab.path}{world.farm.pk}/"
    world.farm.valid_to = TODAY
    world.farm.save()

    assert measure.figure(Scope(YEAR, frozenset([world.lab.pk])), now=NOW).counted == 1


def test_a_measure_that_fails_says_why(world, monkeypatch):
    """The others of a report still stand."""
    broken = measures.get("tasks.done")
    monkeypatch.setattr(type(broken), "by_unit", lambda *_args, **_named: 1 / 0)

    found = measures.attempt("tasks.done", Scope(YEAR), now=NOW)

    assert isinstance(found, Failed)
    assert "ZeroDivisionError" in str(found.why)
    assert isinstance(measures.attempt("no.such", Scope(YEAR), now=NOW), Failed)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("units", [None, "centre", "lab"])
def test_counted_at_once_as_each_by_itself(world, seed, units):
    """Whatever the tasks are: the same figures, unit by unit."""
    scattered(world, seed)
    inside = None if units is None else frozenset([getattr(world, units).pk])
    scope = Scope(periods.months(2026, 3, 8), inside)
    codes = [one.code for one in measures.offered() if one.code.startswith("tasks.")]

    found = measures.attempt_by_unit(codes, scope, now=NOW)

    assert found == {code: measures.get(code).by_unit(scope, now=NOW) for code in codes}
    assert units == "lab" or any(found.values())


def test_what_cannot_be_counted_at_once_is_asked_one_by_one(world, monkeypatch):
    """One that fails leaves the others standing; one that nobody offers says so."""
    scattered(world, 1)

    def fails(codes, scope, now):
        raise ZeroDivisionError

    for code in ("tasks.done", "tasks.overdue"):
        parts = {name: getattr(measures.get(code), name) for name in measures.Measure.__slots__}
        if code == "tasks.done":
            parts |= {"records": lambda *_given: 1 / 0}
        monkeypatch.setitem(measures._measures, code, measures.Measure(**(parts | {"together": fails})))

    found = measures.attempt_by_unit(["tasks.done", "tasks.overdue", "no.such"], Scope(YEAR), now=NOW)

    assert [isinstance(found[code], Failed) for code in ("tasks.done", "tasks.overdue", "no.such")] == [
        True,
        False,
        True,
    ]
