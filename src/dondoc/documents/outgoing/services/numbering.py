"""The number: without gap, without double, in its series and year (Điều 15 Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents.composing import services as composing
from dondoc.documents.models import StoredFile
from dondoc.documents.numbering import next_of
from dondoc.documents.outgoing import errors, selectors
from dondoc.documents.outgoing.choices import Medium, OutgoingState
from dondoc.documents.outgoing.models import Outgoing, SeriesYear
from dondoc.documents.signing.signing import enter_number
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization.models import Person, Unit
from dondoc.writing.wording import day_of, month_of

# So often the PDF is made anew because others took the number it was made for; then the others wait for it.
TRIES = 3


class _TakenByOthersError(Exception):
    """The number that comes next is not the one that stands in the PDF."""


def number(*, outgoing_id: int, date: dt.date, actor: Person, now: dt.datetime) -> Outgoing:
    """Give a signed document the next number of its series, and its date.

    A series that takes types over within a year goes on from the last number that another gave them in that year.
    Writing number and date into the signed PDF takes its time, so it is done first, for the number that comes next;
    it is taken in if that is the number which the document gets.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it has a number already, or was cancelled.
        DateOutOfOrder: the date lies before the signature, or ahead.
        YearOver: the date lies in an earlier year, whose series is closed.
        YearPrinted: the signed file says another year.
        NoSeries: the issuer has no series for it.
        NumbersFollowDays: the number before is of a later day.
        NumberTaken: a document of another series bears the number and symbol: its symbol is not its type's.
    """
    give = partial(_give, outgoing_id=outgoing_id, date=date, actor=actor, now=now)
    for _try in range(TRIES):
        with transaction.atomic():
            foreseen = _next(outgoing_id=outgoing_id, date=date, actor=actor, now=now)
            transaction.set_rollback(True)  # no number is taken yet
        if foreseen.file is None:
            break
        made = _numbered(foreseen.file, foreseen.number, date)
        try:
            return give(foreseen=foreseen, made=made)
        except _TakenByOthersError:
            continue
    return give()


@transaction.atomic
def _give(
    *,
    foreseen: Outgoing | None = None,
    made: bytes = b"",
    outgoing_id: int,
    date: dt.date,
    actor: Person,
    now: dt.datetime,
) -> Outgoing:
    """Give the number, with the PDF that was made for it; without one it is made here, while others wait."""
    outgoing = _next(outgoing_id=outgoing_id, date=date, actor=actor, now=now)
    if foreseen is not None and (outgoing.ordinal, outgoing.file_id) != (foreseen.ordinal, foreseen.file_id):
        raise _TakenByOthersError
    if outgoing.file is None:
        outgoing.save()
    else:
        with files.stored(made or _numbered(outgoing.file, outgoing.number, date)) as file:
            outgoing.file = file
            outgoing.save()
    audit.record(
        act="outgoing.number",
        subject=f"outgoing:{outgoing.pk}",
        actor=actor,
        now=now,
        after={"number": outgoing.number_line, "date": str(date), "series": outgoing.series and outgoing.series.name},
    )
    return outgoing


def _next(*, outgoing_id: int, date: dt.date, actor: Person, now: dt.datetime) -> Outgoing:
    """Return the document with the number that it gets, which is taken and not written yet; part of an act."""
    outgoing = selectors.get_for_change(outgoing_id, state=OutgoingState.SIGNED, actor=actor, now=now)
    today = clock.day_of(now)
    if not outgoing.signed_on <= date <= today:
        raise errors.DateOutOfOrder(signed=format_date(outgoing.signed_on))
    if date.year != today.year:
        raise errors.YearOver(year=date.year)
    if outgoing.medium == Medium.ELECTRONIC and date.year != outgoing.signed_on.year:
        raise errors.YearPrinted(year=outgoing.signed_on.year)
    # Two series may count the same types of one issuer: whoever numbers for it waits for the other.
    Unit.objects.select_for_update(no_key=True).get(pk=outgoing.issuer_id)
    series = selectors.series_for(outgoing.issuer, outgoing.type_code, day=date)
    last = selectors.last_date(series, day=date)
    if last is not None and date < last:
        raise errors.NumbersFollowDays(last=format_date(last))
    outgoing.series, outgoing.year, outgoing.date = series, date.year, date
    outgoing.ordinal = next_of(SeriesYear, after=selectors.given(series, day=date), series=series, year=date.year)
    twins = Outgoing.objects.filter(issuer=outgoing.issuer_id, year=date.year, symbol=outgoing.symbol)
    if twins.filter(ordinal=outgoing.ordinal).exists():
        raise errors.NumberTaken(number=outgoing.number_line)
    outgoing.state = OutgoingState.NUMBERED
    outgoing.numbered_by, outgoing.numbered_at = actor, now
    outgoing.search_text = fold(f"{outgoing.number_line} {outgoing.search_text}")
    return outgoing


def _numbered(file: StoredFile, number: str, date: dt.date) -> bytes:
    """Return the signed PDF with number and date, entered so that the signature stays valid."""
    with files.opened(file) as stream:
        pdf = stream.read()
    return enter_number(pdf, number, [day_of(date), month_of(date)])


@transaction.atomic
def discard(*, outgoing_id: int, reason: str, actor: Person, now: dt.datetime) -> Outgoing:
    """Discard a signature before a number is given; what was signed stays on record, and its draft opens again.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it has a number already, or was discarded.
        ReasonMissing: nothing says why.
    """
    outgoing = selectors.get_for_change(outgoing_id, state=OutgoingState.SIGNED, actor=actor, now=now)
    if not reason.strip():
        raise errors.ReasonMissing
    outgoing.state, outgoing.void_reason = OutgoingState.DISCARDED, reason.strip()
    outgoing.save(update_fields=["state", "void_reason"])
    composing.reopen(draft=outgoing.draft, reason=outgoing.void_reason, actor=actor, now=now)
    audit.record(
        act="outgoing.discard",
        subject=f"outgoing:{outgoing.pk}",
        actor=actor,
        now=now,
        after={"reason": outgoing.void_reason},
    )
    return outgoing


@transaction.atomic
def void(*, outgoing_id: int, reason: str, actor: Person, now: dt.datetime) -> Outgoing:
    """Cancel a numbered document that will not be issued; its number stays used, and the register says why.

    Its draft opens again: it is mended and signed anew, under another number, or withdrawn.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it has no number, or was issued.
        ReasonMissing: nothing says why.
    """
    outgoing = selectors.get_for_change(outgoing_id, state=OutgoingState.NUMBERED, actor=actor, now=now)
    if not reason.strip():
        raise errors.ReasonMissing
    outgoing.state, outgoing.void_reason = OutgoingState.VOID, reason.strip()
    outgoing.save(update_fields=["state", "void_reason"])
    composing.reopen(draft=outgoing.draft, reason=outgoing.void_reason, actor=actor, now=now)
    audit.record(
        act="outgoing.void",
        subject=f"outgoing:{outgoing.pk}",
        actor=actor,
        now=now,
        after={"number": outgoing.number_line, "reason": outgoing.void_reason},
    )
    return outgoing
