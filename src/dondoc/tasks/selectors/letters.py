"""Letters that urge a unit, and the overdue tasks they are about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit
from dondoc.tasks.choices import WORKING, Filter
from dondoc.tasks.followup_errors import LetterMissing
from dondoc.tasks.models import Letter, Task, TaskQuerySet

from .figures import filter_condition
from .seeing import tracked_by


def urgeable(*, now: dt.datetime) -> TaskQuerySet:
    """Return the overdue tasks that are still worked on; of a reported one the unit has done its part."""
    today = clock.day_of(now)
    working = Task.objects.filter(stage__in=WORKING, due_date__lt=today)
    return working.with_status(as_of=today).filter(filter_condition(Filter.OVERDUE, today=today))


@dataclass(frozen=True, slots=True)
class Late:
    """A unit with overdue tasks of one assigning unit."""

    issuing_unit: Unit
    unit: Unit
    tasks: int


def late_units(person: Person, *, now: dt.datetime) -> list[Late]:
    """Return the units whose overdue tasks the person follows up, the latest first."""
    tracked = tracked_by(person, today=clock.day_of(now))
    counts = (
        urgeable(now=now)
        .filter(assigning_unit__in=tracked, lead_unit__isnull=False)
        .order_by()
        .values("assigning_unit", "lead_unit")
        .annotate(count=Count("pk"))
    )
    rows = sorted(counts, key=lambda row: (-row["count"], row["lead_unit"]))
    units = Unit.objects.in_bulk({row[name] for row in rows for name in ("assigning_unit", "lead_unit")})
    return [Late(units[row["assigning_unit"]], units[row["lead_unit"]], row["count"]) for row in rows]


def letters_of(person: Person, *, today: dt.date) -> QuerySet[Letter]:
    """Return the letters of the units for which a person follows up, newest first."""
    letters = Letter.objects.filter(issuing_unit__in=tracked_by(person, today=today))
    return letters.select_related("unit", "issuing_unit", "made_by", "sent_by").order_by("-made_at", "-pk")


def get_letter(letter_id: int, *, person: Person, today: dt.date) -> Letter:
    """Return one letter.

    Raises:
        LetterMissing: no such letter, or not one of the person's side.
    """
    letter = letters_of(person, today=today).filter(pk=letter_id).first()
    if letter is None:
        raise LetterMissing
    return letter
