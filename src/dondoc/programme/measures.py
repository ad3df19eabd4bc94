"""What is counted over the yearly work programme for targets and reports (chỉ số đo)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.measures import Measure, Record, Scope
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import Filter
from dondoc.tasks.models import Task

from . import selectors
from .choices import IN_PROGRAMME, ItemState
from .models import Item, ItemChange
from .models.item import month_line

MONTHS = range(1, 13)


def items_due(scope: Scope, now: dt.datetime) -> QuerySet[Item]:
    """Return the approved items whose month ended in a scope; what a decision took out does not count.

    Of an earlier moment approvals, months and what was taken out are as they had been decided by then, and results as
    they had been recorded; an item counts for the unit that leads it now, as a task does (`tasks.measures`).
    """
    inside = Q() if scope.units is None else organization.within(scope.units, "lead")
    months = Q(pk__in=[])
    for (year, month), _last in _months(scope, now):
        as_now = Q(year=year, month=month)
        months |= (
            as_now if scope.known_at is None else as_now & Q(month_then=None) | Q(month_then=month_line(year, month))
        )
    if scope.known_at is None:
        return Item.objects.filter(inside & months, state=ItemState.APPROVED)
    # The one change of its state is that a decision takes it out.
    dropped = ItemChange.objects.filter(item=OuterRef("pk"), field="state", made_at__lte=scope.known_at)
    known = Item.objects.filter(~Exists(dropped), state__in=IN_PROGRAMME, approval__approved_at__lte=scope.known_at)
    return known.alias(month_then=_month_then(scope.known_at)).filter(inside & months)


def _month_then(known_at: dt.datetime) -> Subquery:
    """Return the month of an item at a moment as a decision after it names the one before; null: as it is now."""
    later = ItemChange.objects.filter(item=OuterRef("pk"), field="month", made_at__gt=known_at)
    return Subquery(later.order_by("version").values("before")[:1])


def items_on_time(scope: Scope, now: dt.datetime) -> QuerySet[Item]:
    """Return those of them whose task was done by the last day of that month."""
    due = items_due(scope, now)
    named = (
        due.annotate(line=Value(None, TextField())) if scope.known_at is None else due.annotate(line=F("month_then"))
    )
    first = {
        pk: (task, line or month_line(year, month))
        for pk, task, line, year, month in named.values_list("pk", "task", "line", "year", "month")
    }
    last = tasks.going_on_as([task for task, _month in first.values() if task is not None])
    kept: list[int] = []
    for (year, month), day in _months(scope, now):
        of_month = [(pk, task) for pk, (task, line) in first.items() if line == month_line(year, month)]
        ours = {pk: last[task] for pk, task in of_month if task is not None}
        done = Task.objects.filter(pk__in=ours.values()).with_status(as_of=day, known_at=scope.known_at)
        there = set(done.filter(tasks.filter_condition(Filter.DONE, today=day)).values_list("pk", flat=True))
        kept += [pk for pk, task in ours.items() if task in there]
    return due.filter(pk__in=kept)


def _months(scope: Scope, now: dt.datetime) -> list[tuple[tuple[int, int], dt.date]]:
    """Return the months whose last day lies in a scope, by year and number, each with that day."""
    days = (scope.period.start, scope.as_of(now))
    found = []
    for year in range(days[0].year, days[1].year + 1):
        for month in MONTHS:
            last = dt.date(year, month, calendar.monthrange(year, month)[1])
            if days[0] <= last <= days[1]:
                found.append(((year, month), last))
    return found


def _visible(items: QuerySet[Any], person: Person, today: dt.date) -> QuerySet[Any]:
    return items.filter(pk__in=selectors.items_visible_to(person, today=today).values("pk"))


def _shown(items: Iterable[Item]) -> Sequence[Record]:
    rows = list(items)
    leads = dict(Item.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "lead__name"))
    return [
        Record(
            f"{row.number}. {row.action}", f"{leads[row.pk]}, {row.month_line}",
            reverse("programme:item", args=[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


MEASURES = (
    Measure(
        code="programme.items_on_time",
        name=_("Items of the work programme submitted or issued in time"),
        unit="%",
        formula=_(
            "Approved items whose task was done by the last day of the month that the programme names ÷ approved"
            " items whose month ended in the period."
        ),
        version=1,
        records=items_on_time,
        base=items_due,
        unit_field="lead",
        visible=_visible,
        shown=_shown,
    ),
)
