"""Telling a unit what an app above asks of it, and reminding it until that is there (đề nghị, nhắc)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from dondoc.kernel import clock
from dondoc.tasks.choices import NoticeKind
from dondoc.tasks.models import Notice, ReminderDay
from dondoc.tasks.selectors.notices import Recipients

from .notifying import mail_of
from .reminding import reminders_due, rest_day


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Something that is asked of a unit by a day.

    Attributes:
        kind: of its subject, see `kernel.subjects`.
        asked_at: when it was asked by that day: a reminder whose day lay before is not made up for.
        asked_by: who asked; they are reminded too once the day has passed.
    """

    kind: str
    subject_id: int
    unit_id: int
    due_date: dt.date
    asked_at: dt.datetime
    asked_by: int | None


@transaction.atomic
def tell_asked(asked: Iterable[AskedOf], *, now: dt.datetime) -> int:
    """Tell who acts for each unit what is asked of it, once for a day; part of the act that asks.

    Returns:
        How many notices were written. Who asks is not told.
    """
    recipients = Recipients(today=clock.day_of(now))
    return sum(
        _tell(one, person, NoticeKind.ASKED_FOR, now=now)
        for one in asked
        for person in recipients.heads(one.unit_id)
        if person != one.asked_by
    )


def remind_asked(asked: Iterable[AskedOf], *, now: dt.datetime) -> int:
    """Remind of what is still asked, on the days of reminders, and return how many notices were written.

    May run twice.
    """
    today = clock.day_of(now)
    offsets = ReminderDay.objects.values_list("offset", flat=True)
    due = reminders_due(offsets, today=today, is_rest=rest_day())
    recipients = Recipients(today=today)
    told = 0
    for one in asked:
        offset, on = due.get(one.due_date, (None, today))
        if offset is None or clock.day_of(one.asked_at) > on:
            continue
        people = recipients.heads(one.unit_id)
        if one.asked_by is not None and one.due_date < today:
            people = list(dict.fromkeys([*people, one.asked_by]))
        told += sum(_tell(one, person, NoticeKind.ASKED_DUE, now=now, offset=offset) for person in people)
    return told


@transaction.atomic
def _tell(one: AskedOf, person: int, kind: NoticeKind, *, now: dt.datetime, offset: int | None = None) -> bool:
    notice, is_new = Notice.objects.get_or_create(
        person_id=person, subject_kind=one.kind, subject_id=one.subject_id, kind=kind, due_date=one.due_date,
        offset=offset, defaults={"at": now},
    )  # fmt: skip
    if is_new:
        mail_of(notice, now=now)
    return is_new
