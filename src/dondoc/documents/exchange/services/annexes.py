"""The files of a message beside its document: read for their text and for a secrecy mark, kept with the document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _

from dondoc import reading
from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.documents import files
from dondoc.documents.choices import Way
from dondoc.documents.errors import Unreadable
from dondoc.documents.exchange import edxml
from dondoc.documents.exchange.choices import Outcome
from dondoc.documents.exchange.models import ReceivedMessage
from dondoc.documents.models import Document, DocumentAttachment, StoredFile
from dondoc.documents.searching.columns import indexed
from dondoc.reading.errors import Unreadable as ReaderRefused

from . import reporting

READ_ANNEXES = "documents.read_annexes"
# Letters of an annex that are searched: a long report; what comes after them is in the file alone.
MOST_TEXT = 100_000


def text_of(file: edxml.File, *, is_recognised: bool = False) -> str | None:
    """Return what a file says; None for a scan that is not to be recognised now, nothing for what cannot be read.

    Raises:
        Unreadable: it bears a secrecy mark.
    """
    try:
        read = reading.read(file.content, name=files.clean_name(file.name), is_recognised=is_recognised)
    except ReaderRefused as refusal:
        if refusal.code == "secret":
            raise Unreadable(why=str(refusal)) from refusal
        return None if refusal.code == "scan" else ""
    return read.text[:MOST_TEXT].replace("\0", "")


def ask_for_reading(received: ReceivedMessage, *, now: dt.datetime) -> None:
    """Queue the recognition of the scans among the annexes of a message."""
    key = f"{READ_ANNEXES}:{received.pk}"
    background.enqueue(READ_ANNEXES, key=key, params={"received_id": received.pk}, now=now)


def read_annexes(*, received_id: int, now: dt.datetime) -> None:
    """Recognise the scans among the annexes of a message that waits; nothing is kept of one that bears a secrecy mark.

    May run twice: each scan that was read is noted at once.

    Raises:
        FileLost: the message is lost from the store.
    """
    waiting = ReceivedMessage.objects.filter(pk=received_id, outcome=Outcome.WAITING)
    received = waiting.select_related("payload").first()
    if received is None or received.payload is None or not received.is_being_read:
        return
    with files.opened(received.payload) as stream:
        message = edxml.decode(stream.read())
    for place, file in enumerate(message.files):
        if place == 0 or received.file_texts[place] is not None:
            continue
        try:
            received.file_texts[place] = text_of(file, is_recognised=True) or ""
        except Unreadable:
            _refuse_secret(received, now=now)
            return
        waiting.update(file_texts=received.file_texts)


@transaction.atomic
def _refuse_secret(received: ReceivedMessage, *, now: dt.datetime) -> None:
    held = ReceivedMessage.objects.select_for_update().filter(pk=received.pk, outcome=Outcome.WAITING)
    if not held.exists():
        return  # A clerk refused it in the meantime, and its payload went with that.
    leave_nothing(received, now=now)
    audit.record(act="documents.refuse_secret", subject=f"message:{received.pk}", actor=None, now=now)


def attach(
    document: Document,
    brought: Sequence[edxml.File],
    texts: Sequence[str | None],
    *,
    update: ReceivedMessage | None = None,
    is_there_already: bool = False,
) -> None:
    """Keep files beside a document, after those that are there, and let them be found by their text.

    What was issued here stays as it is: the files that came with it stay with their message.

    Args:
        is_there_already: another body registered the document: only files that it did not get are kept.
    """
    if document.direction == Way.OUT:
        return
    kept = set(document.attachments.values_list("file__sha256", flat=True)) if is_there_already else set()
    new = [(file, text) for file, text in zip(brought, texts, strict=True) if files.digest(file.content) not in kept]
    if not new:
        return
    last = document.attachments.aggregate(last=Max("position"))["last"] or 0
    for position, (file, text) in enumerate(new, start=last + 1):
        with files.stored(file.content) as stored:
            DocumentAttachment.objects.create(
                document=document,
                position=position,
                file=stored,
                name=files.clean_name(file.name),
                text=text or "",
                update=update,
            )
    Document.objects.filter(pk=document.pk).update(search_text=indexed(document))


def detach(document_id: int) -> None:
    """Destroy what was kept beside a scan that is being destroyed."""
    gone = list(DocumentAttachment.objects.filter(document=document_id).select_related("file"))
    DocumentAttachment.objects.filter(document=document_id).delete()
    for attachment in gone:
        _destroy(attachment.file)


def leave_nothing(received: ReceivedMessage, *, now: dt.datetime) -> None:
    """Keep nothing of what a message said; its sender is told that it was refused."""
    with translation.override(settings.LANGUAGE_CODE):
        received.reason = _("The file could not be taken over and was removed. Nothing of it is kept.")
    received.outcome, received.document = Outcome.REFUSED, None
    forget_content(received)
    received.save()
    destroy_payload(received)
    reporting.refuse(received, text=received.reason, now=now)


def forget_content(came: ReceivedMessage) -> None:
    """Leave nothing of what a message said: who sent it and which document they asked about is needed to answer."""
    came.name = came.subject = came.signer = came.type_name = came.place = came.business_reason = ""
    came.due_date, came.file_texts = None, []


def destroy_payload(received: ReceivedMessage) -> None:
    """Destroy the bytes of a message."""
    payload, received.payload = received.payload, None
    received.save(update_fields=["payload"])
    if payload is not None:
        _destroy(payload)


def _destroy(file: StoredFile) -> None:
    """Delete bytes, unless they are something else besides."""
    path = str(file.content.name)
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return
    # Before the commit: killed in between, the row is still there to be destroyed again.
    default_storage.delete(path)
