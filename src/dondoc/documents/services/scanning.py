"""Reading a scan in the background: it becomes a document, or is told unreadable, or leaves nothing."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from dondoc import reading
from dondoc.audit import services as audit
from dondoc.documents import files, selectors
from dondoc.documents.choices import State
from dondoc.documents.errors import FileLost, MayNotChangeState
from dondoc.documents.events import DocumentGone, DocumentRegistered
from dondoc.documents.incoming.numbering import give_number
from dondoc.documents.models import Document
from dondoc.kernel import clock, events
from dondoc.organization.models import Person
from dondoc.reading.errors import Unreadable as ReaderRefused
from dondoc.reading.model import Reading

from .registering import ask_for_reading, fill, identity_of, record_reading

# States in which nothing of a document has been read.
UNREAD = (State.READING, State.UNREADABLE)


def read_scan(*, document_id: int, now: dt.datetime) -> None:
    """Recognise a scan that waits; one that was read or removed meanwhile is left alone."""
    waiting = Document.objects.select_related("file").filter(state__in=(State.READING, State.REFUSED))
    document = waiting.filter(pk=document_id).first()
    if document is None:
        return
    if document.state == State.REFUSED:  # An attempt was killed before it had destroyed everything.
        _destroy_secret(document, now=now)
        return
    try:
        with files.opened(document.file) as stream:
            data = stream.read()
        read = reading.read(data, name=document.file_name)
    except FileLost as lost:
        _mark_unreadable(document, now=now, why=lost.sentence)
    except ReaderRefused as refusal:
        if refusal.code == "secret":
            _refuse(document, now=now)
        else:
            _mark_unreadable(document, now=now, why=str(refusal))
    else:
        _enter(document, read, data=data, now=now)


def _enter(document: Document, read: Reading, *, data: bytes, now: dt.datetime) -> None:
    """Make a document of a scan, unless its number, symbol, year and issuer are in the register."""
    same = Document.objects.exclude(identity="").filter(identity=identity_of(read.header))
    if first := same.first():
        _mark_unreadable(document, now=now, same_as=first)
        return
    try:
        with transaction.atomic():
            if not _take(document, State.REVIEWING):
                return
            fill(document, read, data=data)
            give_number(document)
            record_reading("documents.register", document, actor=None, now=now)
            events.announce(DocumentRegistered(document_id=document.pk))
    except IntegrityError:  # Somebody registered the same one in the meantime.
        first = same.first()
        if first is None:
            raise
        _mark_unreadable(document, now=now, same_as=first)


@transaction.atomic
def _mark_unreadable(document: Document, *, now: dt.datetime, why: str = "", same_as: Document | None = None) -> None:
    if _take(document, State.UNREADABLE, refusal=why, same_as=same_as):
        audit.record(act="documents.find_unreadable", subject=f"document:{document.pk}", actor=None, now=now)


def _refuse(document: Document, *, now: dt.datetime) -> None:
    """Hide a scan that bears a secrecy mark, for good whatever happens next, then destroy it."""
    if _take(document, State.REFUSED, file_name="", search_text=""):
        _destroy_secret(document, now=now)


@transaction.atomic
def _destroy_secret(document: Document, *, now: dt.datetime) -> None:
    """Destroy a refused scan: the log says that something was refused, and nothing of it, unless a copy stays."""
    if not Document.objects.select_for_update().filter(pk=document.pk).exists():
        return
    file = document.file
    if _destroy(document):
        audit.record(act="documents.refuse_secret", subject=f"document:{document.pk}", actor=None, now=now)
        return
    audit.record(
        act="documents.refuse_secret_kept_as_evidence",
        subject=f"document:{document.pk}",
        actor=None,
        now=now,
        after={"sha256": file.sha256},
    )


def _take(document: Document, state: State, **fields: object) -> bool:
    """Move a scan on; False when somebody was faster."""
    waiting = Document.objects.filter(pk=document.pk, state=State.READING)
    return bool(waiting.update(state=state, **fields))


@transaction.atomic
def remove(*, document: Document, actor: Person, now: dt.datetime) -> None:
    """Remove a file that was not read: it never became a document.

    Raises:
        MayNotRegister, OfAnotherRegister: the actor does not keep the register that it was sent to.
        MayNotChangeState: it was read.
    """
    _hold_unread(document, actor=actor, now=now)
    audit.record(act="documents.remove_unread", subject=f"document:{document.pk}", actor=actor, now=now)
    _destroy(document)


@transaction.atomic
def try_again(*, document: Document, actor: Person, now: dt.datetime) -> None:
    """Ask once more for a scan to be read.

    Raises:
        MayNotRegister, OfAnotherRegister: the actor does not keep the register that it was sent to.
        MayNotChangeState: it was read.
    """
    _hold_unread(document, actor=actor, now=now)
    Document.objects.filter(pk=document.pk).update(state=State.READING, refusal="", same_as=None)
    ask_for_reading(document, now=now)
    audit.record(act="documents.read_again", subject=f"document:{document.pk}", actor=actor, now=now)


def _hold_unread(document: Document, *, actor: Person, now: dt.datetime) -> None:
    selectors.require_keeper(document, person=actor, today=clock.day_of(now))
    held = Document.objects.select_for_update().filter(pk=document.pk).only("state").first()
    if held is None or held.state not in UNREAD:
        raise MayNotChangeState(state=State(held.state if held else document.state).label)


def _destroy(document: Document) -> bool:
    """Delete the row and the bytes; False when the bytes prove a task besides, and so stay."""
    file, path = document.file, str(document.file.content.name)
    events.announce(DocumentGone(document_id=document.pk))
    Document.objects.filter(pk=document.pk).delete()
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    # Before the commit: killed in between, the row is still there to be destroyed again.
    default_storage.delete(path)
    return True
