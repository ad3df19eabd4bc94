"""Targets for tests: of the centre, over the year in which the tests play."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from dondoc.audit.models import Entry
from dondoc.programme import services
from dondoc.programme.choices import Aggregation, Direction, TargetKind
from dondoc.programme.models import (
    Adjustment,
    Baseline,
    ClosedFigure,
    Closing,
    Estimate,
    Plan,
    Target,
    TaskLink,
    TypedFigure,
)
from dondoc.programme.services import Definition
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Task
from tests.world import NOW, World, task

PROOF = {"data": "Số liệu tháng".encode(), "file_name": "bang-so-lieu.txt"}
TABLES = (Target, Plan, TypedFigure, Baseline, Estimate, TaskLink, Closing, ClosedFigure, Adjustment, Entry)


def snapshot() -> list[Any]:
    """Return all that a refusal must leave alone."""
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def definition(world: World, **changes: Any) -> Definition:
    """Return a target of the centre: tasks done, the more the better."""
    usual: dict[str, Any] = {
        "code": "CT-01", "name": "Nhiệm vụ hoàn thành", "unit_of_measure": "nhiệm vụ", "kind": TargetKind.ASSIGNED,
        "direction": Direction.HIGHER, "aggregation": Aggregation.SUM, "owner_id": world.centre.pk,
        "valid_from": dt.date(2026, 1, 1), "measure": "tasks.done", "source_point": "Mục II.1",
    }  # fmt: skip
    return Definition(**(usual | changes))


def target(world: World, **changes: Any) -> Target:
    """Set a target."""
    return services.define_target(definition=definition(world, **changes), actor=world.centre_director, now=NOW)


def typed_target(world: World, **changes: Any) -> Target:
    """Set a target whose figures are typed."""
    usual = {"code": "CT-02", "name": "Mẫu thử nghiệm", "unit_of_measure": "mẫu", "measure": ""}
    return target(world, **(usual | changes))


def plan(made: Target, counted: int, *, world: World, period: str = "2026", **more: Any) -> Plan:
    """Plan a target."""
    return services.set_plan(
        target_id=made.pk, period=period, counted=Decimal(counted), actor=world.centre_director, now=NOW, **more
    )


def typed(made: Target, month: int, counted: int, *, world: World, **more: Any) -> TypedFigure:
    """Type the figure of a month of the year."""
    usual = {"actor": world.officer, "now": NOW} | PROOF
    return services.type_figure(target_id=made.pk, month=f"2026-t{month}", counted=Decimal(counted), **(usual | more))


def done(world: World, day: dt.date, **fields: Any) -> Task:
    """Write a task of the centre that was done on a day."""
    usual = {"stage": Stage.DONE, "done_date": day, "closed_at": NOW, "assigned_at": NOW - dt.timedelta(days=300)}
    return task(world, **(usual | fields))
