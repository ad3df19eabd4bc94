"""Targets of the demo organisation: made up, as are their plans and figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dondoc.kernel import clock, periods
from dondoc.organization.models import Person, Unit
from dondoc.programme import services
from dondoc.programme.choices import Aggregation, Direction, TargetKind
from dondoc.programme.services import Definition

# Code, name, unit of measure, kind, direction, how it adds up, measure; plan of the year, and what it is a share of.
COUNTED: tuple[tuple[str, str, str, TargetKind, Direction, Aggregation, str, int, int | None], ...] = (
    ("CT-01", "Nhiệm vụ hoàn thành", "nhiệm vụ", TargetKind.ASSIGNED, Direction.HIGHER, Aggregation.SUM,
     "tasks.done", 12, None),
    ("CT-02", "Nhiệm vụ hoàn thành đúng hạn", "%", TargetKind.ASSIGNED, Direction.HIGHER, Aggregation.RATIO,
     "tasks.on_time", 95, 100),
    ("CT-03", "Nhiệm vụ quá hạn", "%", TargetKind.STRIVEN, Direction.LOWER, Aggregation.RATIO, "tasks.overdue", 5, 100),
    ("CT-04", "Văn bản ban hành", "văn bản", TargetKind.STRIVEN, Direction.HIGHER, Aggregation.SUM,
     "documents.issued", 60, None),
)  # fmt: skip
SAMPLES = "Mẫu thử nghiệm"
# What was typed for each month so far, from January on; and the plan of the first half and then of the year.
TYPED = (62, 41, 88, 95, 102, 79, 84, 90, 97, 88, 91, 60)
PLANS = {"-n1": 480, "": 1000}


def load(*, centre: Unit, laboratory: Unit, head: Person, laboratory_head: Person, officer: Person) -> None:
    """Set the targets of a centre, and one of its laboratory whose figures are typed."""
    now = clock.now()
    year = clock.day_of(now).year
    for code, name, counted_in, kind, direction, aggregation, measure, plan, base in COUNTED:
        definition = Definition(
            code, name, counted_in, kind, direction, aggregation, centre.pk, dt.date(year, 1, 1), measure=measure
        )
        target = services.define_target(definition=definition, actor=head, now=now)
        services.set_plan(
            target_id=target.pk,
            period=str(year),
            counted=Decimal(plan),
            base=None if base is None else Decimal(base),
            actor=head,
            now=now,
        )
    _type_samples(laboratory, head=laboratory_head, officer=officer, now=now)
    if clock.day_of(now).month > 1:
        january = periods.months(year, 1, 1).code
        services.close_period(unit_id=centre.pk, period=january, actor=head, now=now)
        services.close_period(unit_id=laboratory.pk, period=january, actor=laboratory_head, now=now)


def _type_samples(laboratory: Unit, *, head: Person, officer: Person, now: dt.datetime) -> None:
    today = clock.day_of(now)
    definition = Definition(
        "CT-05", SAMPLES, "mẫu", TargetKind.ASSIGNED, Direction.HIGHER, Aggregation.SUM, laboratory.pk,
        dt.date(today.year, 1, 1),
    )  # fmt: skip
    target = services.define_target(definition=definition, actor=head, now=now)
    for half, plan in PLANS.items():
        services.set_plan(target_id=target.pk, period=f"{today.year}{half}", counted=Decimal(plan), actor=head, now=now)
    services.type_baseline(
        target_id=target.pk, period=str(today.year - 1), counted=Decimal(874), source="Báo cáo của tổ chức mẫu",
        actor=head, now=now,
    )  # fmt: skip
    for month, counted in enumerate(TYPED[: today.month], start=1):
        services.type_figure(
            target_id=target.pk, month=f"{today.year}-t{month}", counted=Decimal(counted),
            data=f"Số mẫu thử nghiệm tháng {month}: {counted}".encode(), file_name=f"so-mau-thang-{month}.txt",
            actor=officer, now=now,
        )  # fmt: skip
