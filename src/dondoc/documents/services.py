"""Acts on documents."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc import reading
from dondoc.audit import services as audit
from dondoc.kernel import clock, events
from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import fold
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.reading.errors import Unreadable as ReaderRefused
from dondoc.reading.model import Header, Reading

from . import citing, files, pages
from .choices import State
from .errors import AlreadyRegistered, MayNotChangeState, MayNotRegister, Unreadable
from .events import DocumentRegistered
from .models import Directive, Distribution, Document, StoredFile


def register(*, data: bytes, name: str, actor: Person, now: dt.datetime) -> Document:
    """Read a file and take it into the register (vào sổ văn bản đến).

    Raises:
        MayNotRegister: no post of the actor allows it.
        FileMissing: the file is empty of bytes.
        FileTooLarge: it is larger than the register takes.
        Unreadable: the reader cannot read it, or it bears a secrecy mark; nothing is kept.
        AlreadyRegistered: the same bytes, or the same number, symbol, date and issuer, are in the register.
    """
    if not actor.can(Ability.REGISTER, clock.day_of(now)):
        raise MayNotRegister
    files.check_size(len(data))
    name = files.clean_name(name)
    refuse_same_bytes(data)
    try:
        read = reading.read(data, name=name)
    except ReaderRefused as refusal:
        raise Unreadable(why=str(refusal)) from refusal
    identity = identity_of(read.header)
    refuse_same_identity(identity)
    try:
        with transaction.atomic(), files.stored(data) as file:
            page_count = pages.count(data, read.source.media_type)
            return _enter(read, file=file, page_count=page_count, identity=identity, actor=actor, now=now)
    except IntegrityError:  # Somebody registered the same one in the meantime.
        refuse_same_bytes(data)
        refuse_same_identity(identity)
        raise


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
        return Outcome(name, document=register(data=data, name=sent_name, actor=actor, now=now))
    except DomainError as refusal:
        return Outcome(name, refusal=refusal)


def refuse_same_bytes(data: bytes) -> None:
    """Refuse a file whose bytes are in the register.

    Raises:
        AlreadyRegistered: with a link to the first copy.
    """
    _refuse(Document.objects.filter(file__sha256=hashlib.sha256(data).hexdigest()).first())


def refuse_same_identity(identity: str) -> None:
    """Refuse a document whose number, symbol, date and issuer are in the register.

    Raises:
        AlreadyRegistered: with a link to the first copy.
    """
    if identity:
        _refuse(Document.objects.filter(identity=identity).first())


def _refuse(first: Document | None) -> None:
    if first is not None:
        raise AlreadyRegistered(link=(reverse("documents:document", args=[first.pk]), first.title))


def identity_of(header: Header) -> str:
    """Return what makes two copies the same document; empty while it bears no number (N30-PL6 III.1.h)."""
    if not header.number:
        return ""
    parts = [
        header.number.lstrip("0"),
        header.symbol or "",
        (header.date and header.date.isoformat()) or "",
        header.issuer or "",
    ]
    return fold("|".join(parts))[:500]


def _enter(
    read: Reading, *, file: StoredFile, page_count: int, identity: str, actor: Person, now: dt.datetime
) -> Document:
    """Write the rows of a newly read document, its audit entry, and announce it."""
    plain = read.as_json()
    text = plain.pop("text")
    header = read.header
    post = actor.current_posts(clock.day_of(now))[0]
    document = Document.objects.create(
        file=file,
        file_name=read.source.name,
        media_type=read.source.media_type,
        pages=page_count,
        number=header.number or "",
        symbol=header.symbol or "",
        date=header.date,
        place=header.place or "",
        issuer=header.issuer or "",
        type_code=header.type.code if header.type else "",
        type_name=header.type.name if header.type else "",
        subject=header.subject or "",
        text=text,
        reading=plain,
        registered_in=post.unit,
        registered_by=actor,
        registered_at=now,
        identity=identity,
        reference=citing.reference_of(header.number, header.symbol),
        search_text=fold(f"{header.number or ''}/{header.symbol or ''} {read.source.name} {text}"),
    )
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
    audit.record(
        act="documents.register",
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"file": document.file_name, "sha256": file.sha256, "directives": len(read.directives)},
    )
    events.announce(DocumentRegistered(document_id=document.pk))
    return document


def refuse_secret(data: bytes, *, name: str) -> None:
    """Refuse a file that bears a secrecy stamp, whatever it is sent as.

    Raises:
        Unreadable: naming the mark.
    """
    try:
        reading.refuse_secret(data, name=name)
    except ReaderRefused as refusal:
        raise Unreadable(why=str(refusal)) from refusal


def lock(document: Document) -> Document:
    """Return the document as it is now, locked until the transaction ends where the database can lock."""
    return Document.objects.select_for_update().defer("text", "reading", "search_text").get(pk=document.pk)


@transaction.atomic
def keep_in_register(*, document: Document, actor: Person, now: dt.datetime) -> Document:
    """Keep a document in the register without making tasks of it.

    Raises:
        MayNotRegister: no post of the actor allows it.
        MayNotChangeState: it was handed on or kept already.
    """
    if not actor.can(Ability.REGISTER, clock.day_of(now)):
        raise MayNotRegister
    return change_state(
        document=document, state=State.REGISTERED, act="documents.keep_in_register", actor=actor, now=now
    )


@transaction.atomic
def hand_on(*, document: Document, units: Iterable[Unit], actor: Person, now: dt.datetime) -> Document:
    """Close the review of a document and send it on to the units that its tasks fall to.

    Raises:
        MayNotChangeState: it was handed on or kept already.
    """
    change_state(document=document, state=State.HANDED_ON, act="documents.hand_on", actor=actor, now=now)
    distribute(document=document, units=units)
    return document


def distribute(*, document: Document, units: Iterable[Unit]) -> None:
    """Let the units open the document; part of the act that makes it necessary, so without an entry of its own."""
    rows = [Distribution(document=document, unit=unit) for unit in units]
    Distribution.objects.bulk_create(rows, ignore_conflicts=True)


def change_state(*, document: Document, state: State, act: str, actor: Person, now: dt.datetime) -> Document:
    """Move a document under review to its end state; two people at once: the second is refused.

    Raises:
        MayNotChangeState: it is not under review any more.
    """
    moved = Document.objects.filter(pk=document.pk, state=State.REVIEWING).update(state=state)
    if not moved:
        document.refresh_from_db(fields=["state"])
        raise MayNotChangeState(state=State(document.state).label)
    audit.record(
        act=act,
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        before={"state": State.REVIEWING},
        after={"state": state},
    )
    document.state = state
    return document
