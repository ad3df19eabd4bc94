"""Letters that urge a unit, and the overdue tasks they are about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dondoc.documents.composing.choices import State
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit
from dondoc.tasks.choices import WORKING, Filter
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
    """A unit with overdue tasks of one assigning unit; `draft`: the letter about them that is on its way."""

    issuing_unit: Unit
    unit: Unit
    tasks: int
    draft: int | None


def late_units(person: Person, *, unit_id: int | None = None, now: dt.datetime) -> list[Late]:
    """Return the units, or the one that is asked for, whose overdue tasks the person follows up, the latest first."""
    tracked = tracked_by(person, today=clock.day_of(now))
    led = Q(lead_unit=unit_id) if unit_id is not None else Q(lead_unit__isnull=False)
    counts = (
        urgeable(now=now)
        .filter(led, assigning_unit__in=tracked)
        .order_by()
        .values("assigning_unit", "lead_unit")
        .annotate(count=Count("pk"))
    )
    rows = sorted(counts, key=lambda row: (-row["count"], row["lead_unit"]))
    units = Unit.objects.in_bulk({row[name] for row in rows for name in ("assigning_unit", "lead_unit")})
    started = Letter.objects.filter(issuing_unit__in=tracked, draft__isnull=False, document=None)
    drafts = {
        (letter.issuing_unit_id, letter.unit_id): letter.draft_id
        for letter in started.exclude(draft__state=State.WITHDRAWN)
    }
    return [
        Late(units[issuer], units[unit], row["count"], drafts.get((issuer, unit)))
        for row in rows
        for issuer, unit in [(row["assigning_unit"], row["lead_unit"])]
    ]


def letters_of(person: Person, *, today: dt.date) -> QuerySet[Letter]:
    """Return the letters of the units for which a person follows up, newest first."""
    letters = Letter.objects.filter(issuing_unit__in=tracked_by(person, today=today))
    heavy = ("document__text", "document__reading", "document__search_text", "draft__content", "draft__search_text")
    related = letters.select_related("unit", "made_by", "draft", "document").defer(*heavy)
    return related.order_by("-made_at", "-pk")


def on_its_way(issuing_unit: Unit, unit: Unit) -> Letter | None:
    """Return the letter to a unit that is not issued yet; its draft may have been withdrawn."""
    found = Letter.objects.filter(issuing_unit=issuing_unit, unit=unit, draft__isnull=False, document=None)
    return found.select_related("draft").first()
