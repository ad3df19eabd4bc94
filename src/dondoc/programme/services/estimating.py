"""Estimating what a target will have reached at the end of the year (ước thực hiện cả năm)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.amounts import checked, written
from dondoc.programme.models import Estimate

from .planning import period_in


@transaction.atomic
def estimate(
    *, target_id: int, counted: Decimal | None, base: Decimal | None = None, reason: str, actor: Person,
    now: dt.datetime,
) -> Estimate:  # fmt: skip
    """Say what a target is expected to have reached at the end of this year, and why; an earlier word stays on record.

    It never enters a figure: it stands beside what was counted, with who said it.

    Raises:
        TargetMissing: no such target, or not one the actor may know of.
        NotCounting: the actor is not of its unit.
        TargetOver: the target does not hold in the year.
        FigureWrong, FigureTooFine: it is no figure that the target can have.
        EstimateReasonMissing: nothing says what it rests on.
    """
    today = clock.day_of(now)
    target = selectors.get(target_id, person=actor, today=today)
    selectors.require_typist(actor, target, today=today)
    year = period_in(f"{today.year}", target)
    figure = checked(counted, base, is_share=target.is_share)
    if not reason.strip():
        raise errors.EstimateReasonMissing
    before = target.estimates.filter(year=today.year).order_by("said_at", "pk").last()
    made = Estimate.objects.create(
        target=target, year=today.year, counted=figure.counted, base=figure.base, reason=reason.strip(), said_by=actor,
        said_at=now,
    )  # fmt: skip
    audit.record(
        act="programme.estimate",
        subject=f"target:{target.pk}",
        actor=actor,
        now=now,
        before={"figure": written(before.figure)} if before else {},
        after={"period": year.label, "figure": written(figure), "reason": made.reason},
    )
    return made
