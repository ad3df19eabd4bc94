"""What is asked of databases, on each of them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Q

from dondoc.kernel import clock
from dondoc.kernel.functions import DayHere, IsAmong, MonthNumber, Sorted
from dondoc.tasks.models import Task
from tests.world import task

FIRST, SECOND = dt.date(2026, 3, 9), dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("among", "beside", "expected"),
    [
        pytest.param([0], [], [0], id="alone"),
        pytest.param([0], [1], [0, 1], id="in-an-or"),
        pytest.param([0, 1], [1], [0, 1], id="both-hold"),
        pytest.param([], [1], [1], id="of-none"),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_a_column_is_among_the_values_of_a_query(world, among, beside, expected):
    """As `__in` says it; a query that can have no values takes nothing away."""
    made = [task(world).pk for _number in range(3)]
    chosen = Task.objects.filter(pk__in=[made[n] for n in among]).values("pk")

    found = Task.objects.filter(Q(IsAmong("pk", chosen)) | Q(pk__in=[made[n] for n in beside]))

    assert sorted(found.values_list("pk", flat=True)) == [made[n] for n in expected]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param(Sorted("due_date").asc(nulls_last=True), [FIRST, SECOND, None], id="days"),
        pytest.param(Sorted("due_date").desc(nulls_first=True), [None, SECOND, FIRST], id="backwards"),
        pytest.param(Sorted("pk").desc(), [None, FIRST, SECOND], id="numbers"),
    ],
)
def test_what_is_sorted_stands_in_the_order_of_its_values(world, order, expected):
    """A day is no number, and what is empty stands where it was asked for."""
    for due in (SECOND, FIRST, None):
        task(world, due_date=due)

    assert list(Task.objects.order_by(order).values_list("due_date", flat=True)) == expected


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(
            dt.datetime(2026, 3, 9, 16, 59, 59, 999999, tzinfo=dt.UTC), dt.date(2026, 3, 9), id="before-midnight"
        ),
        pytest.param(dt.datetime(2026, 3, 9, 17, 0, tzinfo=dt.UTC), dt.date(2026, 3, 10), id="midnight-here"),
        pytest.param(dt.datetime(2026, 12, 31, 20, 0, tzinfo=dt.UTC), dt.date(2027, 1, 1), id="a-new-year"),
    ],
)
def test_the_day_of_a_moment_is_the_day_here(world, moment, day):
    """As `clock.day_of` says it."""
    task(world, assigned_at=moment)

    assert Task.objects.annotate(day=DayHere("assigned_at")).get().day == day == clock.day_of(moment)


@pytest.mark.parametrize(("day", "number"), [(FIRST, 2026 * 12 + 2), (SECOND, 2026 * 12 + 11), (None, None)])
def test_months_are_counted_through_the_years(world, day, number):
    """Each a whole number, so that it divides into quarters and years."""
    task(world, due_date=day)

    assert Task.objects.annotate(number=MonthNumber("due_date")).get().number == number
