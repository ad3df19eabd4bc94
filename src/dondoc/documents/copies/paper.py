"""A copy as a file: the copied pages, and what the decree adds to them (Phụ lục I phần II Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt

from dondoc.documents import files
from dondoc.documents.composing.selectors import place_of
from dondoc.documents.services import open_file
from dondoc.documents.signing.places import Box
from dondoc.documents.signing.signing import moment_line
from dondoc.organization.models import Person
from dondoc.writing.content import Signature
from dondoc.writing.copying import CopyNote, mark
from dondoc.writing.pdf.copying import set_mark, set_note

from . import joining, ranges, selectors
from .choices import PRINTED, Kind
from .models import Copy


def file_of(copy: Copy, *, actor: Person, now: dt.datetime) -> bytes:
    """Return a copy as a PDF: as the organisation signed it, else as it is made; that it was opened stands in the log.

    On paper the block stands right below the text; on an electronic copy a line in the upper right corner of the first
    page, whose moment comes with the organisation's signature. Of a document without pages only the block is set.

    Raises:
        FileLost, FileAltered: the store does not have the bytes that were stored.
    """
    document, signed = copy.document, selectors.signed_of(copy)
    file = signed.file if signed else document.file
    with open_file(file=file, subject=f"document:{document.pk}", actor=actor, now=now) as stream:
        data: bytes = stream.read()
    if signed:
        return data
    if selectors.is_electronic(copy):
        return _electronic(copy, data)[0]
    return joining.on_paper(data, document.media_type, pages=_pages_of(copy), note=set_note(note_of(copy)))


def to_be_signed(copy: Copy, *, at: dt.datetime) -> tuple[bytes, Box]:
    """Return an electronic copy whose line names the moment of its signature, and where that line stands.

    Raises:
        FileLost, FileAltered: the store does not have the bytes that were stored.
    """
    with files.opened(copy.document.file) as stream:
        return _electronic(copy, stream.read(), moment=moment_line(at))


def _electronic(copy: Copy, original: bytes, *, moment: str = "") -> tuple[bytes, Box]:
    words = mark(PRINTED[Kind(copy.kind)], selectors.agency_of(copy.unit).name_on(copy.copied_on), moment)
    return joining.electronic(original, copy.document.media_type, pages=_pages_of(copy), mark=set_mark(words))


def _pages_of(copy: Copy) -> list[int]:
    return ranges.parsed(copy.pages, most=copy.document.pages) or []


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
