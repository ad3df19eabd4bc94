"""Taking files into the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from dondoc import reading
from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.documents import citing, files, pages, selectors
from dondoc.documents.choices import State, Way
from dondoc.documents.errors import AlreadyRegistered, StandsElsewhere, Unreadable
from dondoc.documents.events import DocumentRegistered
from dondoc.documents.incoming.entering import enter_known, known_elsewhere
from dondoc.documents.incoming.numbering import give_number
from dondoc.documents.models import Directive, Document
from dondoc.documents.selectors import registering_unit
from dondoc.documents.signing.verifying import refuse_altered
from dondoc.kernel import clock, events
from dondoc.kernel.errors import DomainError, Sentence
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person, Unit
from dondoc.reading.errors import Unreadable as ReaderRefused
from dondoc.reading.model import Header, Reading

# The kind of job that recognises a scan.
READ_SCAN = "documents.read_scan"
# Refusals of the reader that no clerk gets round by writing the letterhead.
NEVER_BY_HAND = ("empty", "secret", "bomb", "too_large")
# A scan has said nothing yet.
NOTHING_READ = {
    "header": {"where": {}, "signer": None}, "outline": [], "directives": [], "citations": [], "definitions": [],
    "coverage": [], "findings": [], "source": {"losses": []},
}  # fmt: skip


def register(*, data: bytes, name: str, actor: Person, now: dt.datetime) -> Document:
    """Read a file and take it into the register (vào sổ văn bản đến); of a scan the words are recognised at once.

    Raises:
        MayNotRegister, FileMissing, FileTooLarge, PdfAltered, ExaminerBusy, Unreadable: see `examine`; nothing is kept.
        AlreadyRegistered: see `enter`.
    """
    return enter(examine(data=data, name=name, is_recognised=True, actor=actor, now=now), actor=actor, now=now)


def receive(*, data: bytes, name: str, actor: Person, now: dt.datetime) -> Document:
    """Register a file; a scan is kept at once and read in the background, because that takes minutes.

    Raises:
        MayNotRegister, FileMissing, FileTooLarge, PdfAltered, ExaminerBusy, Unreadable: see `examine`; nothing is kept.
        AlreadyRegistered: see `enter`.
    """
    return enter(examine(data=data, name=name, actor=actor, now=now), actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be taken into the register: with what it says, or a scan, which has said nothing yet."""

    data: bytes
    name: str
    read: Reading | None
    # The document of these bytes that stands in the book of another body: it is not read again.
    known: Document | None = None


def examine(
    *,
    data: bytes,
    name: str,
    is_recognised: bool = False,
    unit: Unit | None = None,
    actor: Person,
    now: dt.datetime,
) -> Examined:
    """Read a file for `enter`: whatever takes long is done here, before a transaction holds the database.

    Args:
        is_recognised: the words of a scan are recognised here; else it comes back unread.
        unit: in whose register; by default that of the actor's own post.

    Raises:
        MayNotRegister: no post of the actor allows it.
        FileMissing: the file is empty of bytes.
        FileTooLarge: it is larger than the register takes.
        PdfAltered: it is a PDF that was changed after it was signed.
        ExaminerBusy: too many signed files are being examined.
        Unreadable: the reader cannot read it, or it bears a secrecy mark.
        AlreadyRegistered, StandsElsewhere: the same bytes are in the register.
    """
    own = registering_unit(actor, now=now)
    if known := known_elsewhere(data, unit=unit or own):
        return Examined(data, name, None, known)
    name = check(data, name=name, actor=actor, now=now)
    try:
        return Examined(data, name, reading.read(data, name=name, is_recognised=is_recognised))
    except ReaderRefused as refusal:
        if refusal.code != "scan":
            raise Unreadable(why=str(refusal), link=_by_hand(refusal)) from refusal
        refuse_secret(data, name=name)
        return Examined(data, name, None)


def enter(file: Examined, *, actor: Person, now: dt.datetime, unit: Unit | None = None) -> Document:
    """Register a file that was examined.

    Args:
        unit: in whose register; by default that of the actor's own post.

    Raises:
        MayNotRegister: no post of the actor allows it.
        AlreadyRegistered, StandsElsewhere: the same bytes, or the same number, symbol and issuer in the same year, are
            in the register.
    """
    unit = unit or registering_unit(actor, now=now)
    if file.known is not None:
        enter_known(file.known, unit=unit, actor=actor, now=now)
        return file.known
    if file.read is None:
        return _set_aside(file.data, name=file.name, unit=unit, actor=actor, now=now)
    return _take_in(file.read, data=file.data, unit=unit, actor=actor, now=now)


def _by_hand(refusal: ReaderRefused) -> tuple[str, Sentence] | None:
    """Return where a clerk enters what the reader refused."""
    if refusal.code in NEVER_BY_HAND:
        return None
    return reverse("documents:by-hand"), gettext("Enter it by hand")


def check(data: bytes, *, name: str, actor: Person, now: dt.datetime) -> str:
    """Refuse what may not be read at all; return the name to keep."""
    registering_unit(actor, now=now)
    files.check_size(len(data))
    refuse_same_bytes(data, actor=actor, now=now)
    refuse_altered(data)
    return files.clean_name(name)


def _take_in(read: Reading, *, data: bytes, unit: Unit, actor: Person, now: dt.datetime) -> Document:
    """Write what was read, unless it is in the register already."""
    key = identity_of(read.header)
    refuse_same_identity(key, actor=actor, now=now)
    try:
        with transaction.atomic(), files.stored(data) as file:
            document = Document(
                file=file,
                file_name=read.source.name,
                registered_in=unit,
                registered_by=actor,
                registered_at=now,
            )
            fill(document, read, data=data)
            give_number(document)
            record_reading("documents.register", document, actor=actor, now=now)
            events.announce(DocumentRegistered(document_id=document.pk))
            return document
    except IntegrityError:  # Somebody registered the same one in the meantime.
        if known := known_elsewhere(data, unit=unit):
            enter_known(known, unit=unit, actor=actor, now=now)
            return known
        refuse_same_bytes(data, actor=actor, now=now)
        refuse_same_identity(key, actor=actor, now=now)
        raise


def _set_aside(data: bytes, *, name: str, unit: Unit, actor: Person, now: dt.datetime) -> Document:
    """Keep a scan and ask for it to be read."""
    try:
        with transaction.atomic(), files.stored(data) as file:
            document = Document.objects.create(
                file=file,
                file_name=name,
                state=State.READING,
                is_scan=True,
                text="",
                reading=NOTHING_READ,
                registered_in=unit,
                registered_by=actor,
                registered_at=now,
            )
            # Not its name: if it turns out to be secret, nothing of it may stay.
            audit.record(act="documents.receive", subject=f"document:{document.pk}", actor=actor, now=now)
            ask_for_reading(document, now=now)
            return document
    except IntegrityError:
        refuse_same_bytes(data, actor=actor, now=now)
        raise


def ask_for_reading(document: Document, *, now: dt.datetime) -> None:
    """Queue the reading of a scan; each asking is a job of its own, and the second to end changes nothing."""
    key = f"{READ_SCAN}:{document.pk}@{now.isoformat()}"
    background.enqueue(READ_SCAN, key=key, now=now, params={"document_id": document.pk})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several files: the document, or the refusal."""

    name: str
    document: Document | None = None
    refusal: DomainError | None = None


def try_to_register(upload: UploadedFile[bytes], *, actor: Person, now: dt.datetime) -> Outcome:
    """Register one of several files; that it is refused does not stop the others."""
    name = files.clean_name(upload.name or "")
    try:
        data, sent_name = files.read_upload(upload)
        return Outcome(name, document=receive(data=data, name=sent_name, actor=actor, now=now))
    except DomainError as refusal:
        return Outcome(name, refusal=refusal)


def refuse_same_bytes(data: bytes, *, ways: Collection[Way] = tuple(Way), actor: Person, now: dt.datetime) -> None:
    """Refuse a file whose bytes are in the register.

    Args:
        ways: what it is compared with: what came in, what was issued, or both.

    Raises:
        AlreadyRegistered: with a link to the first copy.
        StandsElsewhere: the actor may not open that copy.
    """
    same = Document.objects.filter(file__sha256=files.digest(data), direction__in=ways)
    _refuse(same, actor=actor, now=now)


def refuse_same_identity(
    identity: str, *, but: int | None = None, ways: Collection[Way] = tuple(Way), actor: Person, now: dt.datetime
) -> None:
    """Refuse a document whose number, symbol, year and issuer are in the register.

    Args:
        but: id of the document itself, when it is there.
        ways: what it is compared with: what came in, what was issued, or both.

    Raises:
        AlreadyRegistered: with a link to the first copy.
        StandsElsewhere: the actor may not open that copy.
    """
    if identity:
        same = Document.objects.filter(identity=identity, direction__in=ways)
        _refuse(same if but is None else same.exclude(pk=but), actor=actor, now=now)


def _refuse(same: QuerySet[Document], *, actor: Person, now: dt.datetime) -> None:
    copies = list(same.values_list("pk", flat=True))
    if not copies:
        return
    seen = selectors.visible_to(actor, today=clock.day_of(now)).filter(pk__in=copies)
    first = seen.defer(*selectors.HEAVY).order_by("pk").first()
    if first is None:
        raise StandsElsewhere
    raise AlreadyRegistered(link=selectors.link_to(first))


def identity_of(header: Header) -> str:
    """Return what makes two copies of what was read the same document."""
    return identity(header.number, header.symbol, header.date, header.issuer)


def identity(number: str | None, symbol: str | None, date: dt.date | None, issuer: str | None) -> str:
    """Return what makes two copies the same document; empty while it bears no number.

    Number, symbol and issuer (N30-PL6 III.1.h), and the year, in which numbers begin again. Not the day: one that was
    misread does not make a second document.
    """
    if not number:
        return ""
    return fold("|".join([number.lstrip("0"), symbol or "", str(date.year) if date else "", issuer or ""]))[:500]


def fill(document: Document, read: Reading, *, data: bytes, media_type: str | None = None) -> None:
    """Write what was read: the letterhead, the directives and the citations of a document.

    Args:
        media_type: of the bytes, where they are not what was read.
    """
    plain = read.as_json()
    text = plain.pop("text")
    header = read.header
    document.state = State.REVIEWING
    document.media_type = media_type or read.source.media_type
    document.pages = pages.count(data, document.media_type)
    document.number, document.symbol = header.number or "", header.symbol or ""
    document.date, document.place = header.date, header.place or ""
    document.issuer, document.subject = header.issuer or "", header.subject or ""
    document.type_code = header.type.code if header.type else ""
    document.type_name = header.type.name if header.type else ""
    document.text, document.reading = text, plain
    document.identity = identity_of(header)
    document.reference = citing.reference_of(header.number, header.symbol)
    document.save()
    Directive.objects.bulk_create(
        Directive(
            document=document,
            position=position,
            path=found.path,
            start=found.span[0],
            end=found.span[1],
            quote=" ".join(text[slice(*found.span)].split()),
            kind=found.kind,
            rule=found.rule,
            confidence=found.confidence,
            data=plain["directives"][position - 1],
        )
        for position, found in enumerate(read.directives, start=1)
    )
    citing.enter(document, read.citations)


def record_reading(act: str, document: Document, *, actor: Person | None, now: dt.datetime) -> None:
    """Write the entry of a document that was read."""
    audit.record(
        act=act,
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={
            "file": document.file_name,
            "sha256": document.file.sha256,
            "directives": len(document.part("directives")),
        },
    )


def refuse_secret(data: bytes, *, name: str) -> None:
    """Refuse a file that bears a secrecy stamp, whatever it is sent as.

    Raises:
        Unreadable: naming the mark.
    """
    try:
        reading.refuse_secret(data, name=name)
    except ReaderRefused as refusal:
        raise Unreadable(why=str(refusal)) from refusal
