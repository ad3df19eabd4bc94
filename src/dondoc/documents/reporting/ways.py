"""What the two reports count: the columns of each, the rows it can be split into, and the book behind its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Expression, F, Q, QuerySet
from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.documents import selectors as register
from dondoc.documents.books.days import NO_TYPE
from dondoc.documents.incoming import listing as incoming_listing
from dondoc.documents.incoming import selectors as incoming
from dondoc.documents.incoming.choices import Answered, Original
from dondoc.documents.official import NO_TYPE_STATED
from dondoc.documents.outgoing import listing as outgoing_listing
from dondoc.documents.outgoing import selectors as outgoing
from dondoc.documents.outgoing.choices import Medium, OutgoingState
from dondoc.documents.outgoing.models import Series
from dondoc.kernel import periods
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.vietnamese import format_date, sort_key
from dondoc.organization.models import Person, Unit

# What of a book is asked for, as its own page reads it from an address.
Wanted = incoming_listing.Wanted | outgoing_listing.Wanted
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of each row: what it is called, and what more is asked of the book for it."""

    heading: Text
    narrowing: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A row before it is counted: its name, its place among the others, and what the book is asked for."""

    name: str
    place: Any
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Split:
    """How a report is split into rows.

    Attributes:
        label: what it is split by.
        by: the column or expression whose values are the rows.
        parts: from the values to the parts, in the same order.
    """

    label: Text
    by: Expression | F
    parts: Callable[[list[Any], Any], list[Part]]


@dataclass(frozen=True, slots=True)
class Way:
    """One of the two reports.

    Attributes:
        title: how it is headed on paper.
        book: the address of the book behind its figures; `tab` its place among the parts of the register.
        find: the rows of the book; `condition` what a row must be for a figure.
        units: the bodies whose books a person sees.
    """

    code: str
    title: str
    heading: Text
    book: str
    tab: str
    columns: tuple[Column, ...]
    splits: Mapping[str, Split]
    wanted: Callable[..., Wanted]
    find: Callable[..., QuerySet[Any]]
    condition: Callable[[Any], Q]
    units: Callable[..., list[Unit]]


def _periods(kind: PeriodKind) -> Callable[[list[dt.date], Wanted], list[Part]]:
    def parts(days: list[dt.date], wanted: Wanted) -> list[Part]:
        found = [(day, periods.period_of(kind, day)) for day in days]
        return [
            Part(
                period.label.capitalize(),
                day,
                replace(wanted, since=max(period.start, _day(wanted.since)), until=min(period.end, _day(wanted.until))),
            )
            for day, period in found
        ]

    return parts


def _day(day: dt.date | None) -> dt.date:
    """Return a limit of a report, which always has both."""
    if day is None:
        raise TypeError
    return day


def _types(codes: list[str], wanted: Wanted) -> list[Part]:
    names = register.types()
    named = [(names.get(code, code) or NO_TYPE_STATED, code or NO_TYPE) for code in codes]
    return [Part(name, (code == NO_TYPE, sort_key(name)), replace(wanted, type_code=code)) for name, code in named]


def _books(units: list[int], wanted: Wanted) -> list[Part]:
    names = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=units)}
    return [Part(names[pk], sort_key(names[pk]), replace(wanted, unit=pk)) for pk in units]


def _series(ids: list[int], wanted: outgoing_listing.Wanted) -> list[Part]:
    """Return a part for each series: so the register of an issuer is kept."""
    found = Series.objects.filter(pk__in=ids).select_related("issuer").in_bulk()
    names = [f"{found[pk].issuer.name}: {found[pk].name} (từ {format_date(found[pk].valid_from)})" for pk in ids]
    return [Part(name, sort_key(name), replace(wanted, series=pk)) for pk, name in zip(ids, names, strict=True)]


def _splits(
    *, day: str, type_code: str, book: str, books: Callable[[list[int], Any], list[Part]]
) -> Mapping[str, Split]:
    return {
        "loai": Split(_("Type"), F(type_code), _types),
        "so": Split(_("Book"), F(book), books),
        "thang": Split(_("Month"), TruncMonth(day), _periods(PeriodKind.MONTH)),
        "quy": Split(_("Quarter"), TruncQuarter(day), _periods(PeriodKind.QUARTER)),
        "nam": Split(_("Year"), TruncYear(day), _periods(PeriodKind.YEAR)),
    }


def _incoming_wanted(data: Mapping[str, str], *, today: dt.date) -> Wanted:
    return incoming_listing.Wanted.of(data)


def _incoming(person: Person, wanted: incoming_listing.Wanted, *, today: dt.date) -> QuerySet[Any]:
    return incoming.in_state(incoming.book(person, wanted, today=today), wanted.state, today=today)


TOTAL = Column(_("Total"), {})
WAYS = {
    "den": Way(
        code="den",
        title="BÁO CÁO VĂN BẢN ĐẾN",
        heading=_("Report on incoming documents"),
        book="documents:incoming-book",
        tab="incoming",
        columns=(
            TOTAL,
            Column(_("Answered"), {"answered": Answered.YES}),
            Column(_("Not answered"), {"answered": Answered.NO}),
            Column(_("Electronic"), {"original": Original.ELECTRONIC}),
            Column(_("Scanned from paper"), {"original": Original.SCAN}),
        ),
        splits=_splits(day="arrived_on", type_code="document__type_code", book="unit", books=_books),
        wanted=_incoming_wanted,
        find=_incoming,
        condition=incoming.asked,
        units=incoming.registering_units,
    ),
    "di": Way(
        code="di",
        title="BÁO CÁO VĂN BẢN ĐI",
        heading=_("Report on outgoing documents"),
        book="documents:outgoing-book",
        tab="outgoing",
        columns=(
            Column(_("Numbered"), {}),
            Column(_("Issued"), {"state": OutgoingState.ISSUED}),
            Column(_("Waiting to be issued"), {"state": OutgoingState.NUMBERED}),
            Column(_("Number cancelled"), {"state": OutgoingState.VOID}),
            Column(_("Electronic"), {"medium": Medium.ELECTRONIC}),
            Column(_("On paper"), {"medium": Medium.PAPER}),
        ),
        splits=_splits(day="date", type_code="type_code", book="series", books=_series),
        wanted=outgoing_listing.Wanted.of,
        find=outgoing.book,
        condition=outgoing.asked,
        units=outgoing.issuers,
    ),
}
