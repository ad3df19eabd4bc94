"""What the pages of targets ask of an address."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import QuerySet

from dondoc.documents import selectors as documents
from dondoc.documents.models import Document
from dondoc.kernel import periods
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.periods import Period
from dondoc.organization.models import Person
from dondoc.organization.requests import Request
from dondoc.programme.item_forms import Find

# Documents offered as the source of a target or as a decision, the newest first.
RECENT = 50


def period_asked(request: Request, *, today: dt.date) -> Period:
    """Return the period that the address names, else this year."""
    return periods.named(request.GET.get("ky", "")) or periods.period_of(PeriodKind.YEAR, today)


def period_choice(period: Period, *, today: dt.date) -> dict[str, Any]:
    """Return what the choice of a period shows (`tasks/_periods.html`)."""
    return {"period": period, "moment": {"period": period}, "periods": periods.offered(today)}


def recent_documents(request: Request, *, today: dt.date) -> QuerySet[Document]:
    """Return the documents that are offered as a source or as a decision."""
    seen = documents.visible_to(request.user, today=today).exclude(number="")
    return seen.defer(*documents.HEAVY).order_by("-registered_at")[:RECENT]


def finder(request: Request, *, today: dt.date) -> Find:
    """Return how a decision is found by its number and date."""
    return partial(_numbered, request.user, today)


def _numbered(person: Person, today: dt.date, words: str, date: dt.date | None) -> Document | None:
    return documents.numbered(words, date=date, person=person, today=today)
