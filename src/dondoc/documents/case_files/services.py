"""Acts on case files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from dondoc.audit import services as audit
from dondoc.documents import official
from dondoc.documents.searching import index
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.errors import PersonMissing
from dondoc.organization.models import Person

from . import errors, selectors
from .choices import FileState, Rights
from .models import CaseFile, CaseFileEntry, CaseFileTerm, Reopening

# Places of a file that is being put in order move out of the way by so much; no file holds as many documents.
ASIDE = 1_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a file is kept, who may open it, when it goes to the archive, and what says so.

    Attributes:
        years: None when it is kept for ever.
    """

    years: int | None
    is_permanent: bool
    rights: str
    source: str
    archive_due: dt.date | None = None


def _log(case_file: CaseFile, *, act: str, actor: Person, now: dt.datetime, **words: Any) -> None:
    """Write the entry of an act on a file; documents by their ids: its page shows the log to who sees less."""
    audit.record(
        act=act, subject=f"case_file:{case_file.pk}", actor=actor, now=now,
        before=words.get("before"), after=words.get("after"),
    )  # fmt: skip


@transaction.atomic
def make(
    *,
    unit_id: int,
    year: int,
    code: str,
    title: str,
    keeper_id: int,
    terms: Terms,
    language: str = "",
    description: str = "",
    actor: Person,
    now: dt.datetime,
) -> CaseFile:
    """Enter a file into the list of a unit for a year (lập danh mục hồ sơ).

    Raises:
        MayNotMakeFile: the actor keeps no list.
        UnitOutside: they do not keep that of this unit.
        KeeperUnknown: the keeper holds no post there.
        CodeTaken: the list has a file with this code.
        RetentionOpen: how long it is kept is left open.
    """
    today = clock.day_of(now)
    units = {unit.pk: unit for unit in selectors.units_of_lists(actor, today=today)}
    if not units:
        raise errors.MayNotMakeFile
    if unit_id not in units:
        raise errors.UnitOutside
    unit = units[unit_id]
    try:
        keeper = organization.get_member(keeper_id, unit=unit, today=today)
    except PersonMissing:
        raise errors.KeeperUnknown from None
    _check(terms)
    if CaseFile.objects.filter(unit=unit, year=year, code=code.strip()).exists():
        raise errors.CodeTaken(year=year, code=code.strip())
    try:
        with transaction.atomic():
            case_file = CaseFile.objects.create(
                unit=unit, year=year, code=code.strip(), title=title.strip(), keeper=keeper, language=language.strip(),
                description=description.strip(), created_by=actor, created_at=now,
            )  # fmt: skip
    except IntegrityError:  # Somebody entered the same code in the meantime.
        raise errors.CodeTaken(year=year, code=code.strip()) from None
    _write_terms(case_file, terms, valid_from=today, actor=actor, now=now)
    said = {"code": case_file.code, "file_title": case_file.title, "unit": unit.name, "keeper": keeper.full_name}
    _log(case_file, act="documents.make_case_file", actor=actor, now=now, after=said | _said(terms))
    return case_file


@transaction.atomic
def set_terms(
    *,
    case_file_id: int,
    terms: Terms,
    valid_from: dt.date,
    is_confirmed: bool = False,
    actor: Person,
    now: dt.datetime,
) -> CaseFileTerm:
    """Record how long a file is kept, who may open it and when it goes to the archive, from a day on.

    Args:
        is_confirmed: the actor has seen that somebody else may open it from then on.

    Raises:
        CaseFileMissing: no such file, or not one the actor may open.
        MayNotKeep: the actor does not keep it.
        RetentionOpen: how long it is kept is left open.
        TermBackdated: the day lies before that of the terms that hold.
        RightsChange: who may open it changes, and that is not confirmed.
    """
    case_file = _kept(case_file_id, actor=actor, now=now)
    _check(terms)
    last = case_file.terms.first()
    if last is not None:
        if (_terms_of(last), last.valid_from) == (terms, valid_from):  # a double click
            return last
        if valid_from < last.valid_from:
            raise errors.TermBackdated(day=format_date(last.valid_from))
        if last.rights != terms.rights and not is_confirmed:
            raise errors.RightsChange(before=Rights(last.rights).label, after=Rights(terms.rights).label)
    term = _write_terms(case_file, terms, valid_from=valid_from, actor=actor, now=now)
    before = _said(_terms_of(last)) if last is not None else None
    after = _said(terms) | {"day": valid_from.isoformat()}
    _log(case_file, act="documents.set_case_file_terms", actor=actor, now=now, before=before, after=after)
    return term


def _check(terms: Terms) -> None:
    if terms.is_permanent == (terms.years is not None) or (terms.years is not None and terms.years < 1):
        raise errors.RetentionOpen


def _terms_of(row: CaseFileTerm) -> Terms:
    return Terms(row.years, row.is_permanent, row.rights, row.source, row.archive_due)


def _said(terms: Terms) -> dict[str, str]:
    return {
        "retention": retention_in_words(terms.years, is_permanent=terms.is_permanent),
        "rights": str(Rights(terms.rights).label),
        "archive_due": terms.archive_due.isoformat() if terms.archive_due else "",
        "source": terms.source,
    }


def retention_in_words(years: int | None, *, is_permanent: bool) -> str:
    """Return how long a file is kept, as the list of files prints it; empty while nobody has said so."""
    if is_permanent:
        return "Vĩnh viễn"
    return f"{years} năm" if years else ""


def _write_terms(
    case_file: CaseFile, terms: Terms, *, valid_from: dt.date, actor: Person, now: dt.datetime
) -> CaseFileTerm:
    return CaseFileTerm.objects.create(
        case_file=case_file, valid_from=valid_from, years=terms.years, is_permanent=terms.is_permanent,
        rights=terms.rights, archive_due=terms.archive_due, source=terms.source.strip(), recorded_by=actor,
        recorded_at=now,
    )  # fmt: skip


def _kept(case_file_id: int, *, actor: Person, now: dt.datetime) -> CaseFile:
    """Return a file that the actor keeps, locked.

    Raises:
        CaseFileMissing: no such file, or not one the actor may open.
        MayNotKeep: the actor does not keep it.
    """
    today = clock.day_of(now)
    case_file = selectors.get_for_change(case_file_id, actor=actor, today=today)
    if not selectors.may_keep(actor, case_file, today=today):
        raise errors.MayNotKeep
    return case_file


def _open(case_file_id: int, *, actor: Person, now: dt.datetime) -> CaseFile:
    """Return a file that the actor keeps and that is open, locked.

    Raises:
        CaseFileMissing, MayNotKeep: see `_kept`.
        FileClosed: it is closed.
    """
    case_file = _kept(case_file_id, actor=actor, now=now)
    if case_file.state != FileState.OPEN:
        raise errors.FileClosed
    return case_file


@transaction.atomic
def put(*, case_file_id: int, document_id: int, note: str = "", actor: Person, now: dt.datetime) -> CaseFileEntry:
    """Put a document into a file, after those that lie there (lập hồ sơ). The document is not copied.

    Raises:
        CaseFileMissing, MayNotKeep: see `set_terms`.
        FileClosed: the file is closed.
        DocumentMissing: no such document, or not one the actor may open.
        AlreadyInFile: it lies there.
    """
    case_file = _open(case_file_id, actor=actor, now=now)
    document = official.get(document_id, person=actor, today=clock.day_of(now))
    if case_file.entries.filter(document=document).exists():
        raise errors.AlreadyInFile
    last = case_file.entries.aggregate(last=Max("position"))["last"] or 0
    entry = CaseFileEntry.objects.create(
        case_file=case_file, document=document, position=last + 1, note=note.strip(), put_by=actor, put_at=now
    )
    index.renew(document.pk)
    _log(case_file, act="documents.put_in_case_file", actor=actor, now=now, after={"titled": document.pk})
    return entry


@transaction.atomic
def take_out(*, entry_id: int, actor: Person, now: dt.datetime) -> CaseFile:
    """Take a document out of a file; it stays in the register and in other files.

    Raises:
        EntryMissing: it does not lie there.
        CaseFileMissing, MayNotKeep, FileClosed: see `put`.
    """
    entry, case_file = _entry(entry_id, actor=actor, now=now)
    entry.delete()
    index.renew(entry.document_id)
    _log(case_file, act="documents.take_out_of_case_file", actor=actor, now=now, before={"titled": entry.document_id})
    return case_file


@transaction.atomic
def move_up(*, entry_id: int, actor: Person, now: dt.datetime) -> CaseFile:
    """Let a document change places with the one before it.

    Raises:
        EntryMissing: it does not lie there.
        CaseFileMissing, MayNotKeep, FileClosed: see `put`.
    """
    entry, case_file = _entry(entry_id, actor=actor, now=now)
    order = list(case_file.entries.order_by("position").values_list("pk", flat=True))
    place = order.index(entry.pk)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
        _arrange(case_file, order)
        after = {"titled": entry.document_id, "position": place}
        _log(case_file, act="documents.order_case_file", actor=actor, now=now, after=after)
    return case_file


@transaction.atomic
def order_by_date(*, case_file_id: int, actor: Person, now: dt.datetime) -> CaseFile:
    """Put the documents of a file in the order of their dates; those that bear none come last.

    Raises:
        CaseFileMissing, MayNotKeep, FileClosed: see `put`.
    """
    case_file = _open(case_file_id, actor=actor, now=now)
    _arrange(case_file, list(selectors.in_time_order(case_file).values_list("pk", flat=True)))
    _log(case_file, act="documents.order_case_file", actor=actor, now=now)
    return case_file


def _arrange(case_file: CaseFile, order: list[int]) -> None:
    """Give the places of a file anew; no place is held twice in between."""
    case_file.entries.update(position=F("position") + ASIDE)
    for position, entry_id in enumerate(order, start=1):
        CaseFileEntry.objects.filter(pk=entry_id).update(position=position)


def _entry(entry_id: int, *, actor: Person, now: dt.datetime) -> tuple[CaseFileEntry, CaseFile]:
    place = CaseFileEntry.objects.filter(pk=entry_id).values_list("case_file", flat=True).first()
    if place is None:
        raise errors.EntryMissing
    case_file = _open(place, actor=actor, now=now)
    entry = case_file.entries.filter(pk=entry_id).first()
    if entry is None:  # Somebody took it out while the lock was waited for.
        raise errors.EntryMissing
    return entry, case_file


@transaction.atomic
def close(*, case_file_id: int, actor: Person, now: dt.datetime) -> CaseFile:
    """Close a file: nothing is added or removed from then on (kết thúc hồ sơ).

    Raises:
        CaseFileMissing, MayNotKeep, FileClosed: see `put`.
        FileEmpty: no document lies in it.
    """
    case_file = _open(case_file_id, actor=actor, now=now)
    count = case_file.entries.count()
    if not count:
        raise errors.FileEmpty
    _move(case_file, FileState.CLOSED, closed_by=actor, closed_at=now)
    _log(case_file, act="documents.close_case_file", actor=actor, now=now, after={"count": count})
    return case_file


@transaction.atomic
def reopen(*, case_file_id: int, reason: str, actor: Person, now: dt.datetime) -> CaseFile:
    """Open a closed file again, with a reason that stays on record (mở lại hồ sơ).

    Raises:
        CaseFileMissing: no such file, or not one the actor may open.
        MayNotReopen: the actor is no administrator.
        ReasonMissing: no reason is given.
        FileNotClosed: it is open, or in the archive.
    """
    today = clock.day_of(now)
    case_file = selectors.get_for_change(case_file_id, actor=actor, today=today)
    if not actor.can(Ability.ADMINISTER, today):
        raise errors.MayNotReopen
    if not reason.strip():
        raise errors.ReasonMissing
    _require_closed(case_file)
    Reopening.objects.create(case_file=case_file, reason=reason.strip(), reopened_by=actor, reopened_at=now)
    _move(case_file, FileState.OPEN, closed_by=None, closed_at=None)
    _log(case_file, act="documents.reopen_case_file", actor=actor, now=now, after={"reason": reason.strip()})
    return case_file


@transaction.atomic
def hand_in(*, case_file_id: int, to: str, day: dt.date, actor: Person, now: dt.datetime) -> CaseFile:
    """Record that a closed file went to the archive (nộp lưu trữ).

    Args:
        to: who took it there.

    Raises:
        CaseFileMissing: no such file, or not one the actor may open.
        MayNotHandIn: no post of the actor allows it.
        FileNotClosed: it is open, or in the archive already.
        ReceiverMissing: nobody is named.
        HandedInAhead: the day has not come, or lies before that on which it was closed.
    """
    today = clock.day_of(now)
    case_file = selectors.get_for_change(case_file_id, actor=actor, today=today)
    if not selectors.may_hand_in(actor, case_file, today=today):
        raise errors.MayNotHandIn
    _require_closed(case_file)
    if not to.strip():
        raise errors.ReceiverMissing
    if day > today or (case_file.closed_at is not None and day < clock.day_of(case_file.closed_at)):
        raise errors.HandedInAhead
    _move(case_file, FileState.HANDED_IN, handed_to=to.strip(), handed_in_on=day)
    _log(
        case_file,
        act="documents.hand_in_case_file",
        actor=actor,
        now=now,
        after={"to": to.strip(), "date": day.isoformat()},
    )
    return case_file


def _require_closed(case_file: CaseFile) -> None:
    if case_file.state != FileState.CLOSED:
        raise errors.FileNotClosed(state=FileState(case_file.state).label)


def _move(case_file: CaseFile, state: FileState, **changes: Any) -> None:
    """Move a file on; two people at once: the second is refused."""
    moved = CaseFile.objects.filter(pk=case_file.pk, version=case_file.version).update(
        state=state, version=F("version") + 1, **changes
    )
    if not moved:
        raise errors.FileMovedOn
    case_file.refresh_from_db()


@transaction.atomic
def note_export(*, case_file: CaseFile, actor: Person, now: dt.datetime) -> None:
    """Note that somebody took a whole file out of the system."""
    _log(case_file, act="documents.export_case_file", actor=actor, now=now, after={"count": case_file.entries.count()})
