"""Reads of outgoing documents; who may see one is asked for here, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, NullIf

from dondoc.documents import selectors as documents
from dondoc.documents.books.days import dated, typed
from dondoc.documents.choices import Way
from dondoc.documents.incoming.bodies import entries_where_sent
from dondoc.documents.incoming.models import Arrival
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Post, Unit
from dondoc.writing.numbering import annex_labels

from . import errors
from .choices import ENDS, OutgoingState
from .listing import Wanted
from .models import Aftermath, Outgoing, Sending, Series

if TYPE_CHECKING:
    from dondoc.documents.composing.models import Draft
    from dondoc.documents.models import Document

# More words than this are not looked for.
MOST_WORDS = 12
HEAVY = ("content", "search_text")


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Outgoing]:
    """Return the outgoing documents a person may know of: issued where they look after, or signed by them."""
    inside = organization.under(organization.scope_paths(person, today=today), "issuer")
    drafted = organization.under(organization.scope_paths(person, today=today), "draft__drafting_unit")
    return Outgoing.objects.filter(inside | drafted | Q(signer=person))


def get(outgoing_id: int, *, person: Person, today: dt.date) -> Outgoing:
    """Return one outgoing document.

    Raises:
        OutgoingMissing: no such document, or not one the person may know of.
    """
    related = ("issuer", "signer", "series", "numbered_by", "issued_by", "file", "document", "draft")
    unread = ("document__text", "document__reading", "document__search_text", "draft__content")
    found = visible_to(person, today=today).select_related(*related).defer(*unread)
    try:
        return found.get(pk=outgoing_id)
    except Outgoing.DoesNotExist:
        raise errors.OutgoingMissing from None


def get_for_change(outgoing_id: int, *, state: OutgoingState, actor: Person, now: dt.datetime) -> Outgoing:
    """Return one outgoing document for who may number and issue, locked where the database can lock.

    Args:
        state: in which the act begins.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it stands elsewhere.
    """
    today = clock.day_of(now)
    seen = visible_to(actor, today=today).values("pk")
    locked = Outgoing.objects.select_related("issuer").select_for_update(of=("self",))
    found = locked.filter(pk__in=seen, pk=outgoing_id).first()
    if found is None:
        raise errors.OutgoingMissing
    if not may_issue(actor, found.issuer, today=today):
        raise errors.MayNotIssue
    if found.state != state:
        raise errors.WrongState(state=OutgoingState(found.state).label)
    return found


def may_issue(person: Person, issuer: Unit, *, today: dt.date) -> bool:
    """Say whether a person numbers and issues what a body issues, and keeps its series: who keeps its register."""
    return organization.reaches(person, issuer, Ability.REGISTER, today=today)


def issuers_of(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the bodies whose documents a person numbers and issues, each under the one above it."""
    paths = organization.paths_with(person, Ability.REGISTER, today=today)
    return [unit for unit in organization.all_units() if any(unit.path.startswith(path) for path in paths)]


def book(person: Person, wanted: Wanted, *, today: dt.date) -> QuerySet[Outgoing]:
    """Return the register of outgoing documents: what has no number yet first, then by number, the latest first.

    Last comes what never gets a number, because its signature was discarded.
    """
    is_over = Case(When(state=OutgoingState.DISCARDED, then=1), default=0)
    found = visible_to(person, today=today).filter(asked(wanted)).select_related("issuer", "signer")
    return (
        found.defer("search_text")
        .prefetch_related("sendings", "aftermath")
        .order_by(is_over, F("year").desc(nulls_first=True), "series", "-ordinal", "-pk")
    )


def asked(wanted: Wanted) -> Q:
    """Return what a document must be to be among those asked for."""
    found = dated("date", wanted.since, wanted.until) & typed("type_code", wanted.type_code)
    for word in fold(wanted.words).split()[:MOST_WORDS]:
        found &= Q(search_text__contains=word)
    if wanted.year is not None:
        found &= Q(year=wanted.year) | Q(year=None)
    named = {"issuer": wanted.unit, "series": wanted.series, "medium": wanted.medium, "state": wanted.state}
    return found & Q(**{name: value for name, value in named.items() if value})


def issuers(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the bodies whose outgoing documents a person sees, in Vietnamese order."""
    inside = visible_to(person, today=today).order_by().values("issuer")
    return list(Unit.objects.filter(pk__in=inside).order_by("sort_key", "pk"))


def entries(person: Person, wanted: Wanted, *, today: dt.date) -> QuerySet[Outgoing]:
    """Return the numbered documents asked for as the printed register lists them: by series and number.

    Each with `archive`, where its file copy is kept, and `copies`, how many were made; empty where it does not say.
    """
    numbered = book(person, wanted, today=today).filter(ordinal__isnull=False).defer(*HEAVY)
    # SQLite reads the null of JSON as a word.
    printed = {
        name: Coalesce(NullIf(KT(f"content__{name}"), Value("null")), Value(""), output_field=TextField())
        for name in ("archive", "copies")
    }
    return numbered.annotate(**printed).order_by("issuer", "series", "ordinal", "pk")


def to_issue(person: Person, *, today: dt.date) -> QuerySet[Outgoing]:
    """Return what waits for its number or to be issued, for who does it."""
    kept = organization.under(organization.paths_with(person, Ability.REGISTER, today=today), "issuer")
    return visible_to(person, today=today).filter(kept, state__in=[OutgoingState.SIGNED, OutgoingState.NUMBERED])


def series_kept(person: Person, *, today: dt.date) -> QuerySet[Series]:
    """Return the series that a person keeps, those of bodies that ended too, the latest first."""
    kept = organization.under(organization.paths_with(person, Ability.REGISTER, today=today), "issuer")
    return Series.objects.filter(kept).select_related("issuer").order_by("issuer", "-valid_from", "name")


def series_for(issuer: Unit, type_code: str, *, day: dt.date) -> Series:
    """Return the series that takes a document: the one that names its type, else the one for all others.

    Raises:
        NoSeries: the issuer has none for it on that day.
    """
    held = _series_on(issuer, day)
    named = [series for series in held if type_code in series.document_types]
    rest = [series for series in held if not series.document_types]
    if not named and not rest:
        raise errors.NoSeries(issuer=issuer.name, type=type_code, day=format_date(day))
    return (named or rest)[0]


def given(series: Series, *, day: dt.date) -> int:
    """Return the last number that other series of the issuer gave, in the year of a day, to the types of a series."""
    return _given_by_others(series, day).aggregate(last=Max("ordinal"))["last"] or 0


def last_date(series: Series, *, day: dt.date) -> dt.date | None:
    """Return the latest date among the numbers, in the year of a day, after which the next of a series comes."""
    own = Outgoing.objects.filter(series=series, year=day.year)
    dates = [rows.aggregate(last=Max("date"))["last"] for rows in (own, _given_by_others(series, day))]
    return max((date for date in dates if date is not None), default=None)


def _given_by_others(series: Series, day: dt.date) -> QuerySet[Outgoing]:
    if series.document_types:
        types = Q(type_code__in=series.document_types)
    else:
        types = ~Q(type_code__in=[code for one in _series_on(series.issuer, day) for code in one.document_types])
    return Outgoing.objects.filter(types, issuer=series.issuer_id, year=day.year).exclude(series=series)


def _series_on(issuer: Unit, day: dt.date) -> list[Series]:
    on_day = Q(valid_to=None) | Q(valid_to__gt=day)
    return list(Series.objects.filter(on_day, issuer=issuer, valid_from__lte=day).order_by("pk"))


def signed_as(draft: Draft) -> Outgoing:
    """Return the signed document of a closed draft: the last; those that ended before it are others."""
    return draft.outgoing.defer(*HEAVY).latest("pk")


def signing_post(draft: Draft) -> Post:
    """Return the post that is named to sign a draft.

    Raises:
        NotToBeSigned: nobody is.
    """
    if draft.signer_post is None:
        raise errors.NotToBeSigned
    return draft.signer_post


def require_signer(draft: Draft, person: Person) -> None:
    """Let only the named signer sign.

    Raises:
        NotToBeSigned: nobody is named.
        MayNotSign: somebody else is.
    """
    signer = signing_post(draft).person
    if person != signer:
        raise errors.MayNotSign(name=signer.full_name)


def beside(document: Document, *, person: Person, today: dt.date) -> dict[str, Any]:
    """Return what the page of an issued document shows besides: its line in the register, and what was done about it.

    And what it was issued to correct, amend or replace; and where it was sent to the person's unit, which has not said
    yet that it arrived.
    """
    if document.direction != Way.OUT:
        return {}
    in_the_register = Exists(visible_to(person, today=today).filter(pk=OuterRef("pk")))
    outgoing = Outgoing.objects.defer(*HEAVY).annotate(is_open=in_the_register).get(document=document)
    open_to = documents.visible_to(person, today=today).values("pk")
    changes = Aftermath.objects.filter(by_document=document, outgoing__document__in=open_to)
    units = [post.unit_id for post in person.current_posts(today)]
    return {
        "outgoing": outgoing,
        "aftermath": aftermath_of(outgoing, person=person, today=today),
        "changes": changes.select_related("outgoing"),
        "sending": outgoing.sendings.filter(unit__in=units, received_at=None).select_related("unit").first(),
    }


def aftermath_of(outgoing: Outgoing, *, person: Person, today: dt.date) -> QuerySet[Aftermath]:
    """Return what was done about an issued document, each by a `by_document` where a person may open that."""
    by = documents.visible_to(person, today=today).defer(*documents.HEAVY)
    return outgoing.aftermath.select_related("recorded_by").prefetch_related(Prefetch("by_document", by))


def ends() -> QuerySet[Aftermath]:
    """Return what ended issued documents: recalls and replacements."""
    return Aftermath.objects.filter(kind__in=ENDS, outgoing__document__isnull=False)


def end_of(document: Document) -> Aftermath | None:
    """Return the recall or the replacement of a document; None while it holds, or when we did not issue it."""
    if document.direction != Way.OUT:
        return None
    return ends().filter(outgoing__document=document).select_related("by_document").first()


def ends_of(documents: Collection[int]) -> dict[int, Aftermath]:
    """Return the recalls and replacements of some documents, by the id of each."""
    found = ends().filter(outgoing__document__in=documents).select_related("outgoing", "by_document")
    return {end.outgoing.document_id: end for end in found if end.outgoing.document_id is not None}


def signed_annexes(outgoing: Outgoing) -> list[dict[str, Any]]:
    """Return the annexes that somebody signs apart, each with its printed label and its signatures."""
    annexes = outgoing.content.get("annexes", [])
    labelled = zip(annex_labels(len(annexes)), annexes, strict=True)
    return [{"label": label, "signatures": annex["signatures"]} for label, annex in labelled if annex["signatures"]]


def sendings_of(outgoing: Outgoing, *, person: Person, today: dt.date) -> list[Sending]:
    """Return whom it went to, each with its `entry`: where it stands in the book of that body; None: nobody entered it.

    Who sent a document knows that much, and what answered it where they may open that; what was said of it there is
    not part of the answer.
    """
    sendings = list(outgoing.sendings.select_related("unit", "received_by").order_by("pk"))
    answers = Prefetch("answered_by", documents.visible_to(person, today=today).defer(*documents.HEAVY))
    there = Arrival.objects.filter(document=outgoing.document_id).select_related("unit").prefetch_related(answers)
    units = [sending.unit for sending in sendings if sending.unit]
    entries = entries_where_sent(units, there) if units else {}
    for sending in sendings:
        sending.entry = entries.get(sending.unit_id) if sending.unit_id else None
    return sendings
