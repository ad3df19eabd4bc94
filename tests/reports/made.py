"""Reports and tasks for the tests of reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dondoc.organization.models import Person
from dondoc.reports import services
from dondoc.reports.models import Report
from dondoc.tasks.models import Task
from tests import world as worlds
from tests.world import NOW, World

SPRING = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
BEFORE = dt.datetime(2025, 12, 1, 2, 0, tzinfo=dt.UTC)


def report(world: World, *, actor: Person | None = None, now: dt.datetime = NOW, **said: Any) -> Report:
    """Begin a report of the centre on the year, unless it is said otherwise."""
    usual = {"kind_code": "year", "unit_id": world.centre.pk, "drafting_unit_id": world.centre.pk, "year": 2026}
    return services.start(**(usual | said), actor=actor or world.centre_director, now=now)


def task(world: World, **fields: Any) -> Task:
    """Write a task of the lab, given in spring."""
    return worlds.task(world, **({"lead_unit": world.lab, "assigned_at": SPRING, "action": "Kiểm định cân"} | fields))


def done(world: World, on: dt.date, **fields: Any) -> Task:
    """Write a task of the lab that was done on a day."""
    return task(world, stage="done", done_date=on, closed_at=NOW - dt.timedelta(days=1), **fields)


def work(world: World) -> dict[str, Task]:
    """Write one task of each class: done in time, late, without deadline; open in time, overdue, without deadline."""
    return {
        "in_time": done(world, dt.date(2026, 5, 1), due_date=dt.date(2026, 5, 4)),
        "late": done(world, dt.date(2026, 6, 1), due_date=dt.date(2026, 5, 4)),
        "undated": done(world, dt.date(2026, 6, 1)),
        "open": task(world, due_date=dt.date(2027, 2, 1)),
        "overdue": task(world, due_date=dt.date(2026, 9, 1), lead_unit=world.farm),
        "open_undated": task(world, assigned_at=BEFORE),
    }
