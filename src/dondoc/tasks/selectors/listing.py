"""Narrowing and ordering the tasks of a list as its view says."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.expressions import OrderBy

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.tasks.listing import MONTH, TaskList
from dondoc.tasks.models import Cooperation, Evidence, SavedView, TaskQuerySet

from .figures import any_of, of_year
from .seeing import search, visible_to
from .waiting import GROUPS

Order = tuple[str | OrderBy, ...]

GROUP_ORDER: dict[str, Order] = {
    "van-ban": ("-document_id", "directive__position"),
    "don-vi": (F("lead_unit__path").asc(nulls_first=True),),
    "nguoi": (F("assignee__full_name").asc(nulls_first=True), "assignee_id"),
    "thang": (F("due_date").asc(nulls_last=True),),
}
COLUMN_ORDER = {
    "ma": "pk",
    "viec": "action",
    "chu-tri": "lead_unit__path",
    "giai-doan": "stage",
    "han": "due_date",
    "tin-moi": "last_news_at",
    "ngay-giao": "assigned_at",
}


def narrowed(view: TaskList, *, person: Person, now: dt.datetime) -> TaskQuerySet:
    """Return the visible tasks of a view with their class, its states aside: what its chips count."""
    today = clock.day_of(now)
    seen = visible_to(person, today=today, among=_asked(view))
    tasks = search(seen.with_status(as_of=today), view.words)
    if waiting := GROUPS.get(view.waiting):
        tasks = tasks.filter(pk__in=waiting(person, now=now).values("pk"))
    return tasks


def _asked(view: TaskList) -> Q:
    """Return what a view asks of the columns of a task."""
    asked = Q()
    if view.document is not None:
        asked &= Q(document=view.document)
    if view.unit is not None and view.is_below:
        asked &= organization.under([organization.get_unit(view.unit).path], "lead_unit")
    elif view.unit is not None:
        asked &= Q(lead_unit=view.unit)
    if view.person is not None:
        asked &= Q(assignee=view.person)
    if view.year is not None:
        asked &= of_year(view.year)
    if found := MONTH.fullmatch(view.period):
        asked &= Q(due_date__year=int(found["year"]))
        asked &= Q(due_date__month=int(found["month"])) if found["month"] else Q()
    return asked


def shown(tasks: TaskQuerySet, view: TaskList, *, today: dt.date) -> TaskQuerySet:
    """Return the rows of a view out of what `narrowed` gave, in their order."""
    chosen = tasks.filter(any_of(view.states, today=today)) if view.states else tasks
    if "phoi-hop" in view.columns:
        chosen = chosen.prefetch_related(Prefetch("cooperations", Cooperation.objects.select_related("unit")))
    if "minh-chung" in view.columns:
        proofs = Evidence.objects.filter(task=OuterRef("pk"), update=None, superseded_at=None).order_by().values("task")
        chosen = chosen.annotate(proof_count=Subquery(proofs.annotate(n=Count("pk")).values("n")))
    return chosen.for_list().order_by(*order_of(view), "pk")


def order_of(view: TaskList) -> Order:
    """Return what the rows are ordered by: their group first, then the column that was chosen."""
    group = GROUP_ORDER[view.group]
    if not view.order:
        return (*group, F("due_date").asc(nulls_last=True)) if view.group != "van-ban" else group
    column = F(COLUMN_ORDER[view.order.removeprefix("-")])
    wanted = column.desc(nulls_last=True) if view.order.startswith("-") else column.asc(nulls_last=True)
    return (*group[:1], wanted)


def saved_views(person: Person, *, today: dt.date) -> QuerySet[SavedView]:
    """Return the views a person keeps, then those shared with a unit they belong to."""
    paths = [post.unit.path for post in person.current_posts(today)]
    # A view is shared with a unit and everything below it: the paths of those above begin each of the person's.
    above = {int(part) for path in paths for part in path.strip("/").split("/")}
    found = SavedView.objects.filter(Q(owner=person) | Q(shared_with__in=above)).select_related("owner")
    return found.order_by(Case(When(owner=person, then=0), default=1), "name", "pk")
