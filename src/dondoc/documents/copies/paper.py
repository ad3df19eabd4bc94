"""A copy as a file: the copied pages, and what the decree adds to them (Phụ lục I phần II Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt

from dondoc.documents.composing.selectors import place_of
from dondoc.documents.services import open_file
from dondoc.organization.models import Person
from dondoc.writing.content import Signature
from dondoc.writing.copying import CopyNote, mark
from dondoc.writing.pdf.copying import set_mark, set_note

from . import joining, ranges, selectors
from .choices import ELECTRONIC, PRINTED, Kind
from .models import Copy


def file_of(copy: Copy, *, actor: Person, now: dt.datetime) -> bytes:
    """Return a copy as a PDF; that its document was opened stands in the log.

    On paper the block stands right below the text; on an electronic copy a line in the upper right corner of the first
    page, whose moment comes with the organisation's signature. Of a document without pages only the block is set.

    Raises:
        FileLost, FileAltered: the store does not have the bytes that were stored.
    """
    document = copy.document
    with open_file(file=document.file, subject=f"document:{document.pk}", actor=actor, now=now) as stream:
        original = stream.read()
    pages = ranges.parsed(copy.pages, most=document.pages) or []
    kind = document.media_type
    if copy.medium in ELECTRONIC and joining.is_copied(kind):
        words = mark(PRINTED[Kind(copy.kind)], selectors.agency_of(copy.unit).name_on(copy.copied_on))
        return joining.electronic(original, kind, pages=pages, mark=set_mark(words))
    return joining.on_paper(original, kind, pages=pages, note=set_note(note_of(copy)))


def note_of(copy: Copy) -> CopyNote:
    """Return what stands below the copied text."""
    agency = selectors.agency_of(copy.unit)
    said = copy.signature or {"authority": [], "title": copy.signer_title.upper(), "name": copy.signer.full_name}
    return CopyNote(
        form=PRINTED[Kind(copy.kind)],
        issuer=agency.name_on(copy.copied_on),
        number=copy.line,
        place=place_of(agency),
        date=copy.copied_on,
        signature=Signature(authority=tuple(said["authority"]), title=said["title"], name=said["name"]),
        recipients=tuple(filter(None, (name.strip() for name in copy.recipients.replace("\n", ";").split(";")))),
    )
