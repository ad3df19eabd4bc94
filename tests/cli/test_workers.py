"""Worker processes: order, how far they run ahead, and tasks that end their process."""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import closing

import pytest

from dondoc.cli.workers import Workers, in_order

SLOW, DEADLY = -1, -2


def double(number: int) -> int:
    """Return twice the number; some numbers are trouble."""
    if number == SLOW:
        time.sleep(0.5)
    if number == DEADLY:
        os._exit(9)
    return number * 2


def workers(jobs: int, window: int = 1000) -> Workers[int, int]:
    """Return workers that double numbers; a number that ends its process gives none."""
    return Workers(double, lambda number: 0, jobs=jobs, window=window)


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize(
    "tasks",
    [
        pytest.param([], id="none"),
        pytest.param([1], id="fewer than workers"),
        pytest.param(list(range(50)), id="many"),
        pytest.param([1, 2, DEADLY, 3, DEADLY, DEADLY, *range(20), DEADLY], id="deadly ones"),
        pytest.param([SLOW, *range(20)], id="slow one first"),
    ],
)
def test_each_task_has_its_result_in_order(jobs: int, tasks: list[int]) -> None:
    """No task is lost, done twice, or given the result of another."""
    with closing(workers(jobs).results(tasks)) as results:
        found = list(in_order(results))

    assert found == [0 if task == DEADLY else task * 2 for task in tasks]


def test_slow_task_does_not_hold_up_the_others() -> None:
    """What was not handed to the slow worker is done before it."""
    with closing(workers(2).results([SLOW, *range(40)])) as results:
        order = [index for index, _ in results]

    assert order.index(0) > 30


def test_window_bounds_what_waits_for_a_slow_task() -> None:
    """Only so many results come before that of the oldest task."""
    with closing(workers(2, window=10).results([SLOW, *range(40)])) as results:
        order = [index for index, _ in results]

    assert sorted(order) == list(range(41))
    assert order.index(0) < 10


def test_end_in_the_middle_leaves_no_process() -> None:
    """Whoever wants no more results ends the workers."""
    results = workers(2).results([*range(20), SLOW])
    next(results)

    results.close()

    assert multiprocessing.active_children() == []
