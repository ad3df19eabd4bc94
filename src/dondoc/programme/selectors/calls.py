"""What is asked of units for the yearly work programme, and what of it waits for whom."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Unit
from dondoc.programme.choices import ItemState
from dondoc.programme.models import Approval, Call, EarlierCall, Item
from dondoc.tasks import selectors as tasks


def callable_units(body: Unit) -> list[Unit]:
    """Return the units that can be asked to register for the programme of a body: those below it, else itself."""
    return organization.below(body) or [body]


def called(body: Unit, year: int) -> QuerySet[Call]:
    """Return what was asked of units for the programme of a body, each with how many items its unit registered."""
    ours = Q(unit=OuterRef("unit"), body=body, year=year)
    counted = Item.objects.filter(ours).exclude(state=ItemState.WITHDRAWN).order_by().values("unit")
    rows = Call.objects.filter(body=body, year=year).select_related("unit", "asked_by")
    n = Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)
    before = Prefetch("earlier", EarlierCall.objects.select_related("asked_by"))
    return rows.annotate(registered=n).prefetch_related(before).order_by("due_date", "unit__sort_key", "pk")


def units_with_items(body: Unit, year: int) -> set[int]:
    """Return the ids of the units that have registered anything for the programme of a body."""
    registered = Item.objects.filter(body=body, year=year).exclude(state=ItemState.WITHDRAWN)
    return set(registered.values_list("unit", flat=True))


def calls_of(person: Person, *, today: dt.date) -> QuerySet[Call]:
    """Return what was asked of the units of a person, and what they asked for a body whose programme they gather."""
    theirs = Q(asked_by=person, body__in=tasks.tracked_by(person, today=today))
    return Call.objects.filter(Q(unit__in=_units_of(person, today=today)) | theirs)


def unanswered_calls() -> QuerySet[Call]:
    """Return the calls to units of which nothing is registered yet, for programmes that no decision approved yet."""
    items = Item.objects.filter(body=OuterRef("body"), year=OuterRef("year"), unit=OuterRef("unit"))
    approved = Approval.objects.filter(body=OuterRef("body"), year=OuterRef("year"))
    return Call.objects.filter(~Exists(items.exclude(state=ItemState.WITHDRAWN)), ~Exists(approved))


def to_register(person: Person, *, today: dt.date) -> QuerySet[Call]:
    """Return the calls that wait for the units of a person, the earliest day first."""
    ours = unanswered_calls().filter(year__gte=today.year, unit__in=_units_of(person, today=today))
    return ours.select_related("body", "unit").order_by("due_date", "pk")


def to_mend(person: Person, *, today: dt.date) -> QuerySet[Item]:
    """Return the items that were sent back to the units of a person."""
    return _waiting(Q(state=ItemState.RETURNED, unit__in=_units_of(person, today=today)))


def to_gather(person: Person, *, today: dt.date) -> QuerySet[Item]:
    """Return the registered items that wait for a person who gathers them."""
    return _waiting(Q(state=ItemState.REGISTERED, body__in=tasks.tracked_by(person, today=today)))


def to_approve(person: Person, *, today: dt.date) -> QuerySet[Item]:
    """Return the gathered items that wait for the decision which the person enters."""
    return _waiting(Q(state=ItemState.GATHERED, body__in=tasks.acted_for(person, today=today)))


def _waiting(condition: Q) -> QuerySet[Item]:
    return Item.objects.filter(condition).select_related("body", "unit").order_by("registered_at", "pk")


def _units_of(person: Person, *, today: dt.date) -> set[int]:
    own = {post.unit_id for post in person.exercised_posts(today)}
    return own | set(organization.answered_units(person, today=today))
