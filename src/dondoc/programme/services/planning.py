"""What a target is to reach in a period, and what it was in the one before (kế hoạch, số cùng kỳ)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.kernel import clock, periods
from dondoc.kernel.periods import REPORTED, Period
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.amounts import checked, written
from dondoc.programme.models import Baseline, Plan, Target


@transaction.atomic
def set_plan(
    *,
    target_id: int,
    period: str,
    counted: Decimal | None,
    base: Decimal | None = None,
    decision_id: int | None = None,
    reason: str = "",
    actor: Person,
    now: dt.datetime,
) -> Plan:
    """Plan what a target is to reach in a period, or change it (giao, điều chỉnh kế hoạch).

    A plan changes with a reason; once its period has begun, by a decision only, whether it rises or falls. So does the
    first plan of a period that has begun come by a decision where the plan of the year stood for it until then.

    Raises:
        TargetMissing: no such target, or not one the actor may know of.
        NotOwner: the actor does not act for its unit.
        PeriodUnknown: no such period.
        TargetOver: the target does not hold in it.
        FigureWrong, FigureTooFine: the plan is no figure that the target can have.
        PlanOverZero: it is a share of nothing.
        PlanUnchanged: it is the plan already.
        ReasonMissing: there is a plan, and nothing says why it changes.
        DecisionMissing: the period has begun, and no document with a number and a date is named that decided it.
        DocumentMissing: no such document, or not one the actor may know of.
    """
    today = clock.day_of(now)
    target = _managed(target_id, actor=actor, now=now)
    months = period_in(period, target)
    if target.is_share and base == 0:
        raise errors.PlanOverZero
    figure = checked(counted, base, is_share=target.is_share)
    before = target.plans.filter(period=months.code).order_by("set_at", "pk").last()
    if before is not None and before.figure == figure:
        raise errors.PlanUnchanged(period=months.label)
    decision = documents.get(decision_id, person=actor, today=today) if decision_id is not None else None
    if months.start <= today and (decision is None or not decision.number or decision.date is None):
        _check_undecided(target, months)
    if before is not None and not reason.strip():
        raise errors.ReasonMissing
    plan = Plan.objects.create(
        target=target, period=months.code, counted=figure.counted, base=figure.base, decision=decision,
        reason=reason.strip(), set_by=actor, set_at=now,
    )  # fmt: skip
    audit.record(
        act="programme.set_plan",
        subject=f"target:{target.pk}",
        actor=actor,
        now=now,
        before={"plan": written(before.figure)} if before else {},
        after={
            "period": months.label,
            "plan": written(figure),
            "decision": decision.pk if decision else None,
            "reason": plan.reason,
        },
    )
    return plan


def _check_undecided(target: Target, months: Period) -> None:
    """Refuse to plan a period that has begun where a plan of it, or of its year, holds already."""
    year = periods.months(months.start.year, 1, periods.MONTHS_OF_YEAR)
    if target.plans.filter(period__in={months.code, year.code}).exists():
        raise errors.DecisionMissing(period=months.label)


@transaction.atomic
def type_baseline(
    *,
    target_id: int,
    period: str,
    counted: Decimal | None,
    base: Decimal | None = None,
    source: str,
    actor: Person,
    now: dt.datetime,
) -> Baseline:
    """Type the figure of a period in which nothing was counted yet (số cùng kỳ nhập tay).

    Raises:
        TargetMissing: no such target, or not one the actor may know of.
        NotOwner: the actor does not act for its unit.
        PeriodUnknown: no such period.
        FigureWrong, FigureTooFine: it is no figure that the target can have.
        SourceMissing: nothing says where it was taken from.
    """
    target = _managed(target_id, actor=actor, now=now)
    months = months_named(period)
    figure = checked(counted, base, is_share=target.is_share)
    if not source.strip():
        raise errors.SourceMissing
    made = Baseline.objects.create(
        target=target, period=months.code, counted=figure.counted, base=figure.base, source=source.strip(),
        typed_by=actor, typed_at=now,
    )  # fmt: skip
    audit.record(
        act="programme.type_baseline",
        subject=f"target:{target.pk}",
        actor=actor,
        now=now,
        after={"period": months.label, "figure": written(figure), "source": made.source},
    )
    return made


def _managed(target_id: int, *, actor: Person, now: dt.datetime) -> Target:
    """Return a target whose unit the actor acts for."""
    today = clock.day_of(now)
    target = selectors.get(target_id, person=actor, today=today)
    selectors.require_manager(actor, target.owner, today=today)
    return target


def months_named(code: str) -> Period:
    """Return the whole months that a period names; plans are the same whenever its figures close.

    Raises:
        PeriodUnknown: no such period.
    """
    months = periods.calendar_period(code.removeprefix(REPORTED))
    if months is None:
        raise errors.PeriodUnknown
    return months


def period_in(code: str, target: Target) -> Period:
    """Return the months of a period in which a target holds.

    Raises:
        PeriodUnknown: no such period.
        TargetOver: it does not hold in it.
    """
    months = months_named(code)
    if months.end < target.valid_from or (target.valid_to is not None and target.valid_to <= months.start):
        raise errors.TargetOver(period=months.label)
    return months
