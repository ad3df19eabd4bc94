"""The tasks behind the totals of a unit, whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dondoc.kernel import clock
from dondoc.organization.models import Unit
from dondoc.tasks.models import Obstacle, Task, TaskQuerySet

from .figures import of_period
from .listing import Moment


def led_under(unit: Unit, *, moment: Moment, document: int | None = None) -> TaskQuerySet:
    """Return the tasks that a unit and those below it lead, with their class of a moment.

    These are for totals: which of them a person may open is `visible_to`'s to say.

    Args:
        document: only those that this document lays down.
    """
    asked = Q(lead_unit__in=Unit.objects.filter(path__startswith=unit.path).values("pk"))
    if document is not None:
        asked &= Q(document=document)
    if moment.period is not None:
        asked &= of_period(moment.period)
    return Task.objects.filter(asked).with_status(as_of=moment.as_of, known_at=moment.known_at)


def led_by_id(ids: Iterable[int]) -> dict[int, Task]:
    """Return tasks of these ids with their lead; whoever asks has looked which of them a person may open."""
    return Task.objects.select_related("lead_unit").in_bulk(list(ids))


def standing_obstacles(tasks: TaskQuerySet, *, moment: Moment) -> QuerySet[Obstacle]:
    """Return the obstacles of tasks that stand on the day of a moment, the longest standing first."""
    after = clock.start_of(moment.as_of + dt.timedelta(days=1))
    standing = Obstacle.objects.filter(Q(removed_at=None) | Q(removed_at__gte=after), raised_at__lt=after)
    found = standing.filter(task__in=tasks.order_by().values("pk"))
    return found.select_related("task__lead_unit", "lies_with").order_by("raised_at", "pk")
