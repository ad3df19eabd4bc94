"""Issuing: the document enters the register for good, its tasks exist, its recipients have it (Điều 17, 18).

What it was drafted to answer counts as answered from then on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from pypdfium2 import PdfiumError

from dondoc.audit import services as audit
from dondoc.documents import files, pages
from dondoc.documents import services as documents
from dondoc.documents.choices import Way
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing import setting
from dondoc.documents.composing.composition import JSON
from dondoc.documents.events import DocumentIssued
from dondoc.documents.incoming import services as incoming
from dondoc.documents.models import Document, StoredFile
from dondoc.documents.outgoing import composed, errors, selectors
from dondoc.documents.outgoing.choices import Medium, OutgoingState
from dondoc.documents.outgoing.models import Outgoing, Sending
from dondoc.documents.searching import index
from dondoc.kernel import events
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Unit
from dondoc.organization.units.selectors import members_of
from dondoc.writing import Content, from_json

PDF = "application/pdf"
# Lines under "Nơi nhận" that say no more than another place of the page does.
HINTS = ("như trên", "như điều")


@transaction.atomic
def issue(*, outgoing_id: int, scan: bytes | None = None, actor: Person, now: dt.datetime) -> Outgoing:
    """Issue a numbered document: from now on nothing can change it.

    Args:
        scan: the PDF of a paper original; an electronic one is issued as it was signed.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it has no number yet, or was issued or cancelled.
        OriginalMissing: of a paper original no scan is given.
        NotSealed: an electronic one bears no signature of the organisation yet.
        NotPdf: the scan is no PDF.
        FileTooLarge: it is larger than the register takes.
        AlreadyRegistered: the same bytes, or the same number, symbol and issuer in the same year, were issued already;
            that they came in before is no matter.
    """
    outgoing = selectors.get_for_change(outgoing_id, state=OutgoingState.NUMBERED, actor=actor, now=now)
    data = _original(outgoing, scan)
    documents.refuse_same_bytes(data, ways=[Way.OUT], actor=actor, now=now)
    with files.stored(data) as file:
        outgoing.file = file
        outgoing.document = _register(outgoing, file, data=data, actor=actor, now=now)
        outgoing.state, outgoing.issued_by, outgoing.issued_at = OutgoingState.ISSUED, actor, now
        outgoing.save()
        audit.record(
            act="outgoing.issue",
            subject=f"outgoing:{outgoing.pk}",
            actor=actor,
            now=now,
            after={"number": outgoing.number_line, "document": outgoing.document.pk, "sha256": file.sha256},
        )
        _send(outgoing, outgoing.document, now=now)
        incoming.note_answer(answered_id=outgoing.draft.answers_id, document=outgoing.document, actor=actor, now=now)
        events.announce(DocumentIssued(document_id=outgoing.document.pk, actor_id=actor.pk, at=now))
        outgoing.document.refresh_from_db(fields=["state"])
    return outgoing


def _printed(outgoing: Outgoing) -> Content:
    """Return the content as it is printed: with number and date where they were given."""
    return replace(from_json(outgoing.content), number=outgoing.number or None, date=outgoing.date)


def _original(outgoing: Outgoing, scan: bytes | None) -> bytes:
    """Return the bytes of the original: the scan of a paper one, the signed file of an electronic one."""
    if outgoing.medium == Medium.ELECTRONIC and outgoing.file is not None:
        if outgoing.sealed_at is None:
            raise errors.NotSealed
        with files.opened(outgoing.file) as stream:
            signed: bytes = stream.read()
            return signed
    if not scan:
        raise errors.OriginalMissing
    files.check_size(len(scan))
    if not scan.startswith(b"%PDF-"):
        raise errors.NotPdf
    try:
        pages.count(scan, PDF)
    except PdfiumError as failure:
        raise errors.NotPdf from failure
    return scan


def _register(outgoing: Outgoing, file: StoredFile, *, data: bytes, actor: Person, now: dt.datetime) -> Document:
    name = f"{outgoing.number}-{outgoing.symbol}.pdf"
    read = composed.reading_of(_printed(outgoing), name=name)
    identity = documents.identity_of(read.header)
    documents.refuse_same_identity(identity, ways=[Way.OUT], actor=actor, now=now)
    document = Document(
        file=file,
        file_name=name,
        direction=Way.OUT,
        is_scan=outgoing.medium == Medium.PAPER,
        registered_in=outgoing.issuer,
        registered_by=actor,
        registered_at=now,
    )
    documents.fill(document, read, data=data, media_type=PDF)
    _bind(document, drafts.latest(outgoing.draft).content)
    return document


def _bind(document: Document, content: JSON) -> None:
    """Write beside each printed party of a duty which unit was chosen for it: no name has to be guessed at."""
    for directive, duty in zip(document.directives.all(), setting.duties_of(content), strict=True):
        for side in ("lead", "cooperate"):
            for party, chosen in zip(directive.data[side], duty[side], strict=True):
                party["unit"] = chosen["unit"]
        directive.save(update_fields=["data"])


def _send(outgoing: Outgoing, document: Document, *, now: dt.datetime) -> None:
    """Write whom it goes to; a unit of ours, or each of a group, may open it from now on."""
    content = drafts.latest(outgoing.draft).content
    parties = [*content["to"], *content["recipients"]]
    units = organization.units_by_id(party["unit"] for party in parties if party["unit"])
    chosen: dict[str, Unit | None] = {}
    for party in parties:
        if party["group"] and document.date:
            # By its id: it may have another name by now. One that has no units any more stands as it was printed.
            members = members_of([party["group"]], document.date)
            chosen |= {unit.name: unit for unit in members} if members else {party["name"][:300]: None}
        elif not party["name"].lower().startswith(HINTS):
            chosen[party["name"][:300]] = units.get(party["unit"])
    Sending.objects.bulk_create(
        Sending(outgoing=outgoing, unit=unit, printed=name, sent_at=now) for name, unit in chosen.items()
    )
    documents.distribute(document=document, units=[unit for unit in chosen.values() if unit is not None])
    index.renew(document.pk)
