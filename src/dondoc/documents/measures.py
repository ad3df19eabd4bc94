"""What is counted over documents for targets and reports (chỉ số đo)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.measures import Measure, Record, Scope
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from .outgoing import selectors as outgoing
from .outgoing.choices import OutgoingState
from .outgoing.models import Outgoing


def issued(scope: Scope, now: dt.datetime) -> QuerySet[Outgoing]:
    """Return the documents that bodies issued in a scope, by the date that they bear."""
    inside = Q() if scope.units is None else organization.within(scope.units, "issuer")
    known = Q(issued_at__lte=scope.known_at) if scope.known_at else Q()
    days = (scope.period.start, scope.as_of(now))
    return Outgoing.objects.filter(inside & known, state=OutgoingState.ISSUED, date__range=days)


def _visible(rows: QuerySet[Any], person: Person, today: dt.date) -> QuerySet[Any]:
    return rows.filter(pk__in=outgoing.visible_to(person, today=today).values("pk"))


def _shown(rows: Iterable[Outgoing]) -> Sequence[Record]:
    return [
        Record(
            f"{row.number_line} {row.subject}",
            format_date(row.date) if row.date else "",
            reverse("documents:outgoing", args=[row.pk]),
        )
        for row in rows
    ]


MEASURES = (
    Measure(
        code="documents.issued",
        name=_("Documents issued"),
        unit=_("documents"),
        formula=_("Documents issued with a number, by the date that they bear."),
        version=1,
        records=issued,
        unit_field="issuer",
        visible=_visible,
        shown=_shown,
    ),
)
