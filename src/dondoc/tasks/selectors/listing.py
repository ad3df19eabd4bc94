"""Narrowing and ordering the tasks of a list as its view says."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload
from urllib.parse import urlencode

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.expressions import OrderBy

from dondoc.kernel import clock, periods
from dondoc.kernel.functions import Sorted
from dondoc.kernel.periods import Period
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.tasks.choices import OF_ANY_DAY, Filter
from dondoc.tasks.listing import MONTH, TaskList
from dondoc.tasks.models import Cooperation, Evidence, SavedView, Task, TaskQuerySet

from .by_period import number_of_period
from .figures import any_of, implied, new_year, of_period
from .naming import Names
from .seeing import listed, search
from .waiting import GROUPS

Order = tuple[str | OrderBy, ...]
INSTANT = dt.timedelta(microseconds=1)

# What keeps the rows of a group together, in Vietnamese order; two people of one name are two groups. Units: `Names`.
GROUP_ORDER: dict[str, Order] = {
    "van-ban": (Sorted("document_id").desc(),),
    "nguoi": (F("assignee__sort_key").asc(nulls_first=True), "assignee_id"),
}
COLUMN_ORDER = {
    "ma": "pk",
    "viec": "action_order",
    "giai-doan": "stage",
    "han": "due_date",
    "tin-moi": "last_news_at",
    "ngay-giao": "assigned_at",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """When a list looks at the tasks.

    Attributes:
        as_of: the day on which the facts must hold.
        known_at: the moment by which they must have been recorded; None: whatever is recorded now.
        is_past: the day has gone, so what is known of the present alone says nothing of it.
        period: whose work is looked at; None: of any time.
    """

    as_of: dt.date
    known_at: dt.datetime | None = None
    is_past: bool = False
    period: Period | None = None

    @property
    def since(self) -> dt.date:
        """Return the first day on which a task is one of the period and not carried over; else that of the year."""
        return self.period.start if self.period else new_year(self.as_of)

    @property
    def filters(self) -> tuple[str, ...]:
        """Return the filters that can be asked for."""
        return OF_ANY_DAY if self.is_past else tuple(Filter.values)

    @property
    def query(self) -> str:
        """Return what an address says so that another page looks at the same moment; nothing for the present."""
        known = {"da-ghi": 1} if self.known_at else {}
        return urlencode({"ngay": self.as_of.isoformat(), **known}) if self.is_past else ""


def moment_of(view: TaskList, *, today: dt.date) -> Moment:
    """Return when a view looks at the tasks: on its day, else at the end of its period, never in the future."""
    period = periods.named(view.period)
    as_of = min(view.day or (period.end if period else today), today)
    is_past = as_of < today
    known_at = clock.start_of(as_of + dt.timedelta(days=1)) - INSTANT if is_past and view.is_as_known else None
    return Moment(as_of, known_at, is_past=is_past, period=period)


def narrowed(
    view: TaskList, *, person: Person, now: dt.datetime, moment: Moment, names: Names, also: Q | None = None
) -> TaskQuerySet:
    """Return the visible tasks of a view with their class, its states aside: what its chips count.

    Args:
        also: what else is asked of their columns.
    """
    asked = _asked(view, period=moment.period, names=names) & (also or Q())
    seen = listed(person, today=clock.day_of(now)).filter(asked)
    tasks = search(seen.with_status(as_of=moment.as_of, known_at=moment.known_at), view.words)
    if waiting := GROUPS.get(view.waiting):
        tasks = tasks.filter(pk__in=waiting(person, now=now).values("pk"))
    return tasks


def _asked(view: TaskList, *, period: Period | None, names: Names) -> Q:
    """Return what a view asks of the columns of a task."""
    asked = Q()
    if view.document is not None:
        asked &= Q(document=view.document)
    if view.unit is not None and view.is_below:
        asked &= organization.under([organization.get_unit(view.unit).path], "lead_unit")
    elif view.unit is not None:
        asked &= Q(lead_unit__in=names.of(view.unit))
    if view.person is not None:
        asked &= Q(assignee=view.person)
    if view.urgency:
        asked &= Q(urgency=view.urgency)
    if period is not None:
        asked &= of_period(period)
    if found := MONTH.fullmatch(view.due):
        asked &= Q(due_date__year=int(found["year"]))
        asked &= Q(due_date__month=int(found["month"])) if found["month"] else Q()
    return asked


def implied_by(view: TaskList, *, moment: Moment) -> Q:
    """Return what the states of a view say of the columns of a task (`figures.implied`); of a past day nothing."""
    said = [implied(name, today=moment.as_of) for name in _states(view, moment)]
    return functools.reduce(operator.or_, said, Q()) if all(said) and not moment.is_past else Q()


def chosen(tasks: TaskQuerySet, view: TaskList, *, moment: Moment) -> TaskQuerySet:
    """Return those of what `narrowed` gave that are in one of the states of the view."""
    states = _states(view, moment)
    return tasks.filter(any_of(states, today=moment.as_of)) if states else tasks


def _states(view: TaskList, moment: Moment) -> list[str]:
    return [name for name in view.states if name in moment.filters]


def shown(tasks: TaskQuerySet, view: TaskList, *, moment: Moment, names: Names) -> TaskQuerySet:
    """Return the rows of a view out of what `narrowed` gave, in their order, with the names that they show."""
    return _with_what_shows(chosen(tasks, view, moment=moment), view).order_by(*order_of(view, names=names), "pk")


def _with_what_shows(rows: TaskQuerySet, view: TaskList) -> TaskQuerySet:
    rows = rows.prefetch_related("lead_unit__former_names")
    if "phoi-hop" in view.columns:
        units = Cooperation.objects.select_related("unit").prefetch_related("unit__former_names")
        rows = rows.prefetch_related(Prefetch("cooperations", units))
    if "minh-chung" in view.columns:
        proofs = Evidence.objects.filter(task=OuterRef("pk"), update=None, superseded_at=None).order_by().values("task")
        rows = rows.annotate(proof_count=Subquery(proofs.annotate(n=Count("pk")).values("n")))
    return rows.for_list()


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Task]):
    """The rows of a view for a paginator: of a page, first which tasks they are, then what they show.

    A database that is asked for both at once joins and sorts all rows, whole, for the few of a page.

    Attributes:
        tasks: what `narrowed` gave, also what the states imply.
        counts: how many of those of the view are in each state (`figures.counts`).
    """

    tasks: TaskQuerySet
    view: TaskList
    moment: Moment
    names: Names
    counts: Mapping[str, int]

    def __len__(self) -> int:
        states = _states(self.view, self.moment)
        if len(states) > 1:  # one task may be in several
            return chosen(self.tasks, self.view, moment=self.moment).count()
        return self.counts[states[0] if states else "total"]

    @overload
    def __getitem__(self, page: int) -> Task: ...

    @overload
    def __getitem__(self, page: slice) -> list[Task]: ...

    def __getitem__(self, page: int | slice) -> Task | list[Task]:
        if isinstance(page, int):
            return self[page : page + 1][0]
        asked = chosen(self.tasks, self.view, moment=self.moment).order_by(*order_of(self.view, names=self.names), "pk")
        ids = list(asked.values_list("pk", flat=True)[page])
        rows = Task.objects.with_status(as_of=self.moment.as_of, known_at=self.moment.known_at)
        found = _with_what_shows(rows, self.view).in_bulk(ids)
        return [found[pk] for pk in ids]


def order_of(view: TaskList, *, names: Names) -> Order:
    """Return what the rows are ordered by: their group first, then the column that was chosen."""
    unit_order, unit_id = names.order
    group = GROUP_ORDER.get(view.group) or (unit_order.asc(nulls_first=True), unit_id.asc(nulls_first=True))
    if view.is_by_period:  # in the order of their deadlines the rows of a period stand together by themselves
        within = number_of_period(view.group) if view.order else Sorted("due_date")
        group = (within.asc(nulls_last=True),)
    if not view.order:
        return (*group, "directive__position" if view.group == "van-ban" else F("due_date").asc(nulls_last=True))
    name = view.order.removeprefix("-")
    column = unit_order if name == "chu-tri" else F(COLUMN_ORDER[name])
    return (*group, column.desc(nulls_last=True) if view.order.startswith("-") else column.asc(nulls_last=True))


def saved_views(person: Person, *, today: dt.date) -> QuerySet[SavedView]:
    """Return the views a person keeps, then those shared with a unit they belong to."""
    paths = [post.unit.path for post in person.current_posts(today)]
    # A view is shared with a unit and everything below it: the paths of those above begin each of the person's.
    above = {int(part) for path in paths for part in path.strip("/").split("/")}
    found = SavedView.objects.filter(Q(owner=person) | Q(shared_with__in=above)).select_related("owner")
    return found.order_by(Case(When(owner=person, then=0), default=1), "name", "pk")
