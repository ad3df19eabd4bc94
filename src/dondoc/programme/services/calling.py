"""Asking units to register what they will do in a year (đề nghị đăng ký chương trình công tác)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.models import Call, EarlierCall
from dondoc.programme.notified import CALL
from dondoc.tasks import services as tasks


@transaction.atomic
def call_units(
    *, body_id: int, year: int, unit_ids: Collection[int], due_date: dt.date | None, actor: Person, now: dt.datetime
) -> list[Call]:
    """Ask units to register for the work programme of a body by a day; one that was asked before gets a new day.

    Who acts for each is told, and reminded before that day until the unit has registered something.

    Raises:
        UnitMissing, UnitOver: there is no such body, or it is no more.
        NotGathering: the actor does not gather the programme.
        ItemYearWrong: neither this year nor the next.
        NobodyCalled: no unit was chosen, or one that is not under the body.
        CallDayPast: the day has passed, or none is set.
    """
    today = clock.day_of(now)
    body = organization.get_living_unit(body_id)
    if not selectors.gathers(actor, body, today=today):
        raise errors.NotGathering(body=body.name)
    if year not in (today.year, today.year + 1):
        raise errors.ItemYearWrong
    units = organization.units_by_id(unit_ids)
    if not units or any(not unit.path.startswith(body.path) for unit in units.values()):
        raise errors.NobodyCalled(body=body.name)
    if due_date is None or due_date < today:
        raise errors.CallDayPast
    asked = {"due_date": due_date, "asked_by": actor, "asked_at": now}
    EarlierCall.objects.bulk_create(
        EarlierCall(call=one, due_date=one.due_date, asked_by_id=one.asked_by_id, asked_at=one.asked_at)
        for one in Call.objects.filter(body=body, year=year, unit__in=units)
    )
    made = [
        Call.objects.update_or_create(body=body, year=year, unit=unit, defaults=asked)[0] for unit in units.values()
    ]
    tasks.tell_asked([asked_of(call) for call in made], now=now)
    audit.record(
        act="programme.call_units",
        subject=f"unit:{body.pk}",
        actor=actor,
        now=now,
        after={"year": year, "due": due_date.isoformat(), "units": [unit.name for unit in units.values()]},
    )
    return made


def remind_of_calls(*, now: dt.datetime) -> int:
    """Remind the units that were asked to register and have not; return how many notices were written."""
    return tasks.remind_asked([asked_of(call) for call in selectors.unanswered_calls().order_by("pk")], now=now)


def asked_of(call: Call) -> tasks.AskedOf:
    """Return a call as people are told of it."""
    return tasks.AskedOf(
        kind=CALL, subject_id=call.pk, unit_id=call.unit_id, due_date=call.due_date, asked_at=call.asked_at,
        asked_by=call.asked_by_id,
    )  # fmt: skip
