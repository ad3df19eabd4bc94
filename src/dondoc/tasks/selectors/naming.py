"""How lists call units: by their names of the day, or as they are now (tên khi giao, tên hiện nay)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BinaryField, Case, F, IntegerField, Value, When

from dondoc.kernel import clock
from dondoc.organization.models import Unit
from dondoc.organization.units import selectors as units
from dondoc.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Names:
    """Which units a list shows and what it calls them; needs `former_names` where they are called as they were.

    Attributes:
        followers: the unit that now stands for each that was merged; None: every unit stands for itself, as it was.
    """

    followers: Mapping[int, Unit] | None = None

    def unit(self, unit: Unit | None) -> Unit | None:
        """Return the unit that stands for one."""
        return self.followers.get(unit.pk, unit) if unit is not None and self.followers else unit

    def name(self, unit: Unit, day: dt.date) -> str:
        """Return what a unit is called in what concerns a day."""
        return unit.name_on(day) if self.followers is None else self.followers.get(unit.pk, unit).name

    def in_task(self, unit: Unit, task: Task) -> str:
        """Return what a unit is called in a task: by its name of the day on which the task was given, or as now."""
        return self.name(unit, clock.day_of(task.assigned_at)) if task.assigned_at else unit.name

    def of(self, unit_id: int) -> list[int]:
        """Return the ids of the units for which one stands, itself included."""
        return [unit_id, *(pk for pk, follower in (self.followers or {}).items() if follower.pk == unit_id)]

    def folded(self, unit_id: int | None) -> int | None:
        """Return the id of the unit that stands for one."""
        follower = (self.followers or {}).get(unit_id or 0)
        return follower.pk if follower else unit_id

    @property
    def order(self) -> tuple[Case, Case]:
        """Return what puts the tasks of each unit together, in Vietnamese order."""
        now = (self.followers or {}).items()
        keys = (When(lead_unit=pk, then=Value(follower.sort_key)) for pk, follower in now)
        ids = (When(lead_unit=pk, then=Value(follower.pk)) for pk, follower in now)
        return (
            Case(*keys, default=F("lead_unit__sort_key"), output_field=BinaryField()),
            Case(*ids, default=F("lead_unit_id"), output_field=IntegerField()),
        )


AS_WAS = Names()


def names_of(*, is_as_now: bool, today: dt.date) -> Names:
    """Return how units are called: as they were, or as they are today."""
    return Names(units.followers(today)) if is_as_now else AS_WAS
