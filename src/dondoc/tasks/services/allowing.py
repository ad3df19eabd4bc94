"""How many working days people have: for an answer to an obstacle, for taking a task over. Dated rows, never edited."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.models import Person
from dondoc.tasks import errors, life_errors
from dondoc.tasks.models import AnswerTime, TakeOverTime

Time = TypeVar("Time", AnswerTime, TakeOverTime)
# A time that is longer than this many working days is none.
MOST_DAYS = 30


@transaction.atomic
def set_answer_time(*, working_days: int, source: str, actor: Person, now: dt.datetime) -> AnswerTime:
    """Say how many working days an answer to an obstacle may take from now on; open clocks stay as they are.

    Raises:
        MayNotAssign: no post of the actor allows it.
        DaysUnreadable: not from one day to `MOST_DAYS`.
        ReasonEmpty: nothing says by which rule.
    """
    return _set(AnswerTime, "answer", working_days=working_days, source=source, actor=actor, now=now)


@transaction.atomic
def set_take_over_time(*, working_days: int, source: str, actor: Person, now: dt.datetime) -> TakeOverTime:
    """Say how many working days a lead has to take over what is given from now on; what was given before stays.

    Raises:
        MayNotAssign, DaysUnreadable, ReasonEmpty: see `set_answer_time`.
    """
    return _set(TakeOverTime, "take_over", working_days=working_days, source=source, actor=actor, now=now)


def _set(model: type[Time], name: str, *, working_days: int, source: str, actor: Person, now: dt.datetime) -> Time:
    if not actor.can(Ability.ASSIGN, clock.day_of(now)):
        raise errors.MayNotAssign
    if not 1 <= working_days <= MOST_DAYS:
        raise life_errors.DaysUnreadable(most=MOST_DAYS)
    if not source.strip():
        raise errors.ReasonEmpty
    before = model.objects.order_by("-set_at", "-pk").first()
    made = model.objects.create(working_days=working_days, source=source.strip(), set_by=actor, set_at=now)
    audit.record(
        act=f"tasks.set_{name}_time",
        subject=f"{name.replace('_', '-')}-time:{made.pk}",
        actor=actor,
        now=now,
        before={"working_days": before.working_days if before else ""},
        after={"working_days": working_days, "reason": source.strip()},
    )
    return made
