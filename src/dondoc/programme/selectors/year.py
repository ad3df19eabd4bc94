"""The work programme of a year as one person sees it: its items, how many stand where, and how their tasks stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dondoc.kernel import clock
from dondoc.organization.choices import ISSUING
from dondoc.organization.models import Person, Unit
from dondoc.programme.choices import ON_THE_WAY, ItemState
from dondoc.programme.models import Item, ItemChange
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import BAR
from dondoc.tasks.models import Task, TaskQuerySet

from .items import SHOWN, items_visible_to
from .seeing import known_units

# The filter of items whose task the reader may not see.
HIDDEN = "hidden"
BY_MONTH, BY_UNIT = "thang", "don-vi"
ORDERS = {BY_MONTH: ("month", "number", "lead__path", "pk"), BY_UNIT: ("lead__path", "month", "number", "pk")}


@dataclass(frozen=True, slots=True)
class Row:
    """An item and the task that goes on for it, as far as the reader may see that.

    Attributes:
        is_hidden: there is a task, and the reader may not see it.
    """

    item: Item
    task: Task | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """The programme of a body in a year, before anything is filtered.

    Attributes:
        states: how many items stand where.
        counts: how the tasks of approved items stand, by filter, and of how many the reader may not see the task.
    """

    items: QuerySet[Item]
    states: dict[ItemState, int]
    counts: dict[str, int]
    current: dict[int, int]
    work: TaskQuerySet

    def with_state(self, state: str) -> QuerySet[Item]:
        """Return the items that stand somewhere; without a state all that are not out of the programme."""
        if state in ItemState.values:
            return self.items.filter(state=state)
        return self.items.filter(Q(state__in=ON_THE_WAY) | Q(state=ItemState.APPROVED))

    def with_task(self, name: str, *, today: dt.date) -> QuerySet[Item]:
        """Return the items whose task is counted under a name of `counts`."""
        if name == HIDDEN:
            seen = set(self.work.values_list("pk", flat=True))
            return self.items.filter(pk__in=[pk for pk, task in self.current.items() if task not in seen])
        found = set(self.work.filter(tasks.filter_condition(name, today=today)).values_list("pk", flat=True))
        return self.items.filter(pk__in=[pk for pk, task in self.current.items() if task in found])


def bodies_known(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the bodies whose programmes a person may know of, the nearest to their first post first."""
    bodies = list(known_units(person, today=today).living().filter(kind__in=ISSUING).order_by("path"))  # type: ignore[attr-defined]
    posts = person.current_posts(today)
    path = posts[0].unit.path if posts else ""
    above = [body for body in bodies if path.startswith(body.path)]
    nearest = above[-1:] if above else []
    return nearest + [body for body in bodies if body not in nearest]


def first_with_items(bodies: Sequence[Unit], year: int, *, person: Person, today: dt.date) -> Unit | None:
    """Return the first body that has items in a year, else the first of all; None where there is none."""
    there = set(items_visible_to(person, today=today).filter(year=year).values_list("body", flat=True).distinct())
    return next((body for body in bodies if body.pk in there), bodies[0] if bodies else None)


def year_of(body: Unit, year: int, *, person: Person, now: dt.datetime) -> Year:
    """Return the programme of a body in a year, as far as a person may see it."""
    today = clock.day_of(now)
    items = items_visible_to(person, today=today).filter(body=body, year=year)
    states = dict(items.order_by().values_list("state").annotate(n=Count("pk")))
    first = dict(items.exclude(task=None).values_list("pk", "task"))
    last = tasks.going_on_as(first.values())
    current = {pk: last[task] for pk, task in first.items()}
    work = tasks.visible_to(person, today=today).filter(pk__in=current.values()).with_status(as_of=today)
    counted = tasks.counts(work, today=today) if current else dict.fromkeys([*BAR, "total"], 0)
    counts = {name: counted[name] for name in BAR} | {HIDDEN: len(current) - counted["total"]}
    return Year(items, {state: states.get(state, 0) for state in ItemState}, counts, current, work)


def item_rows(items: Iterable[Item], year: Year) -> list[Row]:
    """Return items with the tasks that go on for them."""
    items = list(items)
    ids = [year.current[item.pk] for item in items if item.pk in year.current]
    seen = year.work.filter(pk__in=ids).for_list().in_bulk() if ids else {}
    return [_row(item, year.current.get(item.pk), seen) for item in items]


def _row(item: Item, task_id: int | None, seen: dict[int, Task]) -> Row:
    task = seen.get(task_id) if task_id else None
    return Row(item, task, is_hidden=task_id is not None and task is None)


def for_rows(items: QuerySet[Item], order: str = BY_MONTH) -> QuerySet[Item]:
    """Fetch what a row of the programme shows, in the order of a grouping."""
    return items.select_related(*SHOWN).prefetch_related("cooperating").order_by(*ORDERS[order])


def changes_of(item: Item) -> QuerySet[ItemChange]:
    """Return what decisions changed in an item, the latest first."""
    heavy = ("decision__text", "decision__reading", "decision__search_text")
    return item.changes.select_related("decision", "made_by").defer(*heavy).order_by("-version", "pk")


def of_tasks(task_ids: Sequence[int], *, person: Person, today: dt.date) -> dict[int, Item]:
    """Return the visible items of which these are the tasks, by task."""
    return {item.task_id or 0: item for item in items_visible_to(person, today=today).filter(task__in=task_ids)}
