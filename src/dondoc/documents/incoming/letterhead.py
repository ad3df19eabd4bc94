"""What a clerk writes of an incoming document where the reader could not: the whole letterhead, or what it misread.

The reading itself stays as it was; who wrote the letterhead stands beside it (do văn thư nhập).
"""

from __future__ import annotations

import datetime as dt
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from PIL import UnidentifiedImageError
from pypdfium2 import PdfiumError

from dondoc import reading
from dondoc.audit import services as audit
from dondoc.documents import citing, files, pages
from dondoc.documents import selectors as register
from dondoc.documents import services as documents
from dondoc.documents.choices import State
from dondoc.documents.errors import MayNotChangeState, Unreadable
from dondoc.documents.events import DocumentRegistered
from dondoc.documents.models import Document
from dondoc.documents.services.registering import NOTHING_READ
from dondoc.kernel import clock, events
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.reading.errors import Unreadable as ReaderRefused

from . import errors, lifecycle, selectors
from .entering import enter_known, known_elsewhere
from .models import Arrival
from .numbering import give_number, sender_of

UNKNOWN_KIND = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a clerk reads on the document; what it does not state is empty."""

    number: str
    symbol: str
    date: dt.date | None
    issuer: str
    type_code: str
    subject: str

    def check(self, *, today: dt.date) -> None:
        """Refuse one that names nothing, or a day that lies ahead.

        Raises:
            LetterheadIncomplete: issuer or subject is missing.
            DatedAhead: its date lies ahead.
        """
        if not self.issuer or not self.subject:
            raise errors.LetterheadIncomplete
        if self.date is not None and self.date > today:
            raise errors.DatedAhead

    @property
    def identity(self) -> str:
        """Return what makes two copies the same document."""
        return documents.identity(self.number, self.symbol, self.date, self.issuer)


def register_by_hand(
    *, data: bytes, name: str, letterhead: Letterhead, is_not_secret: bool, actor: Person, now: dt.datetime
) -> Document:
    """Take a file that the reader refuses into the register, under a letterhead that a clerk wrote.

    One that another body registered keeps the letterhead that stands there.

    Args:
        is_not_secret: the clerk looked: it bears no secrecy mark. What the reader can see of one is refused besides.

    Raises:
        MayNotRegister: no post of the actor allows it.
        FileMissing, FileTooLarge, PdfAltered, AlreadyRegistered: see `services.receive`.
        SecrecyOpen: nobody said that it bears no secrecy mark.
        Unreadable: it does bear one, or unpacks to far more than it is.
        CanBeRead: the reader reads it, or recognises it as a scan first.
        LetterheadIncomplete, DatedAhead: what was written is not whole.
    """
    unit = register.registering_unit(actor, now=now)
    if known := known_elsewhere(data, unit=unit):
        enter_known(known, unit=unit, actor=actor, now=now)
        return known
    name = documents.check(data, name=name, actor=actor, now=now)
    _require_unreadable(data, name=name)
    _require_whole(letterhead, is_not_secret=is_not_secret, now=now)
    with _once(letterhead, actor=actor, now=now), files.stored(data) as file:
        document = Document(
            file=file,
            file_name=name,
            text="",
            reading=NOTHING_READ,
            registered_in=unit,
            registered_by=actor,
            registered_at=now,
        )
        return _enter(document, letterhead, data=data, actor=actor, now=now)


def enter_by_hand(
    *, document_id: int, letterhead: Letterhead, is_not_secret: bool, actor: Person, now: dt.datetime
) -> Document:
    """Make a document of a scan that could not be read, under a letterhead that a clerk wrote.

    Raises:
        DocumentMissing: no such document, or not one the actor may know of.
        MayNotRegister, OfAnotherRegister: the actor does not keep the register that it was sent to.
        MayNotChangeState: it is being read, or was read.
        FileLost, FileAltered: the store does not have its bytes.
        AlreadyRegistered, SecrecyOpen, LetterheadIncomplete, DatedAhead: see `register_by_hand`.
    """
    seen = get_unreadable(document_id, actor=actor, now=now)
    _require_whole(letterhead, is_not_secret=is_not_secret, now=now)
    with _once(letterhead, actor=actor, now=now):
        document = Document.objects.select_for_update(of=("self",)).select_related("file").get(pk=seen.pk)
        if document.state != State.UNREADABLE:
            raise MayNotChangeState(state=State(document.state).label)
        with files.opened(document.file) as stream:
            data = stream.read()
        document.refusal, document.same_as = "", None
        return _enter(document, letterhead, data=data, actor=actor, now=now)


def get_unreadable(document_id: int, *, actor: Person, now: dt.datetime) -> Document:
    """Return a scan that could not be read, for a person who may enter it by hand.

    Raises:
        DocumentMissing, MayNotRegister, OfAnotherRegister, MayNotChangeState: see `enter_by_hand`.
    """
    today = clock.day_of(now)
    document = register.get(document_id, person=actor, today=today)
    register.require_keeper(document, person=actor, today=today)
    if document.state != State.UNREADABLE:
        raise MayNotChangeState(state=State(document.state).label)
    return document


def correct(*, arrival_id: int, letterhead: Letterhead, actor: Person, now: dt.datetime) -> Document:
    """Correct what the reader misread in the letterhead of an incoming document (đính chính thông tin đã đọc).

    By the office that registered it first; the entries of others show what is corrected.

    Raises:
        ArrivalMissing: no such incoming document, or none the actor may know of.
        MayNotRegister: no post of the actor allows it.
        CorrectedElsewhere: another office registered it first.
        NothingCorrected: it says what stands there.
        AlreadyRegistered: another document bears this number, symbol and issuer in the year.
        LetterheadIncomplete, DatedAhead: see `register_by_hand`.
    """
    today = clock.day_of(now)
    document_id = selectors.get(arrival_id, person=actor, today=today).document_id
    with _once(letterhead, but=document_id, actor=actor, now=now):
        arrival = selectors.get_for_change(arrival_id, actor=actor, today=today)
        lifecycle.require("correct", selectors.facts(arrival, actor=actor, today=today))
        letterhead.check(today=today)
        document = Document.objects.select_for_update().get(pk=document_id)
        before, after = said(letterhead_of(document)), said(letterhead)
        changed = [name for name in after if after[name] != before[name]]
        if not changed:
            raise errors.NothingCorrected
        _write(document, letterhead, actor=actor, now=now)
        citing.relink(document)
        Arrival.objects.filter(document=document).update(sender_unit=sender_of(document.issuer, document.date))
        audit.record(
            act="documents.correct_letterhead",
            subject=f"document:{document.pk}",
            actor=actor,
            now=now,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        return document


def letterhead_of(document: Document) -> Letterhead:
    """Return the letterhead of a document as it stands in the register."""
    return Letterhead(
        document.number, document.symbol, document.date, document.issuer, document.type_code, document.subject
    )


def form_of(document: Document) -> dict[str, Any]:
    """Return the letterhead of a document as a form shows it."""
    return asdict(letterhead_of(document)) | {"date": format_date(document.date) if document.date else ""}


def said(letterhead: Letterhead) -> dict[str, Any]:
    """Return a letterhead as the log keeps it."""
    return asdict(letterhead) | {"date": letterhead.date.isoformat() if letterhead.date else None}


def _require_unreadable(data: bytes, *, name: str) -> None:
    """Let a file pass that only a person can read."""
    try:
        reading.read(data, name=name, is_recognised=False)
    except ReaderRefused as refusal:
        if refusal.code in documents.NEVER_BY_HAND:
            raise Unreadable(why=str(refusal)) from refusal
        if refusal.code == "scan":
            raise errors.CanBeRead from refusal
        return
    raise errors.CanBeRead


def _require_whole(letterhead: Letterhead, *, is_not_secret: bool, now: dt.datetime) -> None:
    if not is_not_secret:
        raise errors.SecrecyOpen
    letterhead.check(today=clock.day_of(now))


@contextmanager
def _once(letterhead: Letterhead, *, but: int | None = None, actor: Person, now: dt.datetime) -> Iterator[None]:
    """Refuse what is in the register, also when somebody enters it in the meantime; the act inside is all or nothing.

    Args:
        but: id of the document itself.
    """
    documents.refuse_same_identity(letterhead.identity, but=but, actor=actor, now=now)
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        documents.refuse_same_identity(letterhead.identity, but=but, actor=actor, now=now)
        raise


def _enter(document: Document, letterhead: Letterhead, *, data: bytes, actor: Person, now: dt.datetime) -> Document:
    document.state = State.REVIEWING
    document.media_type, document.pages = _shown(data, document.file_name)
    _write(document, letterhead, actor=actor, now=now)
    citing.relink(document)
    give_number(document)
    audit.record(
        act="documents.register_by_hand",
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"file": document.file_name, "sha256": document.file.sha256} | said(letterhead),
    )
    events.announce(DocumentRegistered(document_id=document.pk))
    return document


def _write(document: Document, letterhead: Letterhead, *, actor: Person, now: dt.datetime) -> None:
    for name, value in asdict(letterhead).items():
        setattr(document, name, value)
    document.type_name = register.types().get(letterhead.type_code, "")
    document.identity = letterhead.identity
    document.reference = citing.reference_of(letterhead.number, letterhead.symbol)
    document.letterhead_by, document.letterhead_at = actor, now
    document.save()


def _shown(data: bytes, name: str) -> tuple[str, int]:
    """Return the kind of a file, and how many of its pages can be shown."""
    named = mimetypes.guess_type(name)[0]
    kind = pages.PDF if data.startswith(b"%PDF-") else named if named in pages.PICTURES else UNKNOWN_KIND
    try:
        return kind, pages.count(data, kind)
    except (PdfiumError, UnidentifiedImageError, OSError):
        return kind, 0
