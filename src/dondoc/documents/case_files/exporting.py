"""A whole case file as one .zip: each document's file and its fields in time order, and the table of contents."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from dondoc.documents import files, official
from dondoc.documents.books import sheet
from dondoc.documents.books.choices import Book
from dondoc.documents.errors import FileLost
from dondoc.documents.incoming.bodies import entry_for
from dondoc.documents.models import Document
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Unit

from . import errors, selectors
from .cells import CONTENTS
from .choices import Rights
from .converting import as_pdf
from .fields import as_xml, document_fields, file_fields, too_long
from .models import CaseFile
from .organs import Organs
from .selectors import Item
from .services import retention_in_words

PDF = "application/pdf"
# The archive is held in memory up to so many bytes, beyond that in a file that goes away by itself.
IN_MEMORY = 8 * 1024 * 1024
COPY = 1024 * 1024
LONGEST_NAME = 60


def archive(case_file: CaseFile, *, person: Person, today: dt.date) -> IO[bytes]:
    """Return a .zip of a file, at its beginning.

    It holds `ho-so.xml`, `muc-luc.xlsx`, and for each document by date `001_….pdf` and `001_….xml`. A document that was
    received in another format is turned into PDF and lies as it was received in `goc/`; `chuyen-doi.txt` names it, and
    each that could not be turned and stands as it is. `do-dai.txt` where a field is longer than Phụ lục VI gives.

    Args:
        case_file: with what holds of it (`selectors.get`).

    Raises:
        DocumentsHidden: a document in it is not open to the person.
        FileOfDocumentLost: the bytes of a document are gone.
    """
    items = _in_time_order(case_file, person=person, today=today)
    organ = organization.units_by_id([int(case_file.unit.path.split("/")[1])]).popitem()[1]
    warnings: list[str] = []
    held = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    try:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            retention = retention_in_words(case_file.years, is_permanent=bool(case_file.is_permanent))
            rights = str(Rights(case_file.rights).label)
            own = file_fields(case_file, items, organ, retention=retention, rights=rights)
            packed.writestr("ho-so.xml", as_xml("File", own))
            warnings += [f"ho-so.xml: {_warning(*found)}" for found in too_long(own)]
            packed.writestr("muc-luc.xlsx", sheet.workbook(contents_sheet(case_file, items)))
            notes: list[str] = []
            organs = Organs()
            with _printed(items) as printed:
                for item in items:
                    told, note = _pack(packed, item, case_file, organ, organs, pdf=printed.get(item.order))
                    warnings += told
                    notes += note
            for name, lines in (("do-dai.txt", warnings), ("chuyen-doi.txt", notes)):
                if lines:
                    packed.writestr(name, "\n".join(lines) + "\n")
    except BaseException:
        held.close()
        raise
    held.seek(0)
    return held


def _in_time_order(case_file: CaseFile, *, person: Person, today: dt.date) -> list[Item]:
    """Return what lies in a file by date, numbered anew; all of it must be open to the person."""
    entries = list(selectors.in_time_order(case_file))
    open_to = official.visible_to(person, today=today).select_related("file")
    # The reading says who signed and who else got it; the text itself is in the file.
    seen = (
        open_to.defer(None)
        .defer("text", "search_text")
        .select_related("registered_in", "outgoing")
        .prefetch_related(
            "registered_in__former_names",
            "outgoing__sendings__unit__former_names",
            "messages",
            "arrivals__unit__former_names",
            "arrivals__forwardings__unit__former_names",
        )
        .in_bulk([entry.document_id for entry in entries])
    )
    hidden = len(entries) - len(seen)
    if hidden:
        raise errors.DocumentsHidden(count=hidden)
    items = []
    for order, entry in enumerate(entries, start=1):
        document = seen[entry.document_id]
        items.append(Item(order, entry, document, entry_for(case_file.unit, document.arrivals.all())))
    return items


def contents_sheet(case_file: CaseFile, items: list[Item]) -> sheet.Sheet:
    """Return the table of contents of a file, to be printed."""
    lines = [f"Hồ sơ số {case_file.code}, năm {case_file.year}: {case_file.title}", case_file.unit.name]
    return sheet.sheet_of(Book.CONTENTS, items, CONTENTS, lines=lines)


@contextmanager
def _printed(items: list[Item]) -> Iterator[dict[int, Path]]:
    """Give the PDFs that were made of documents in other formats, by their order in the file."""
    other = [(item.order, item.document) for item in items if item.document and item.document.media_type != PDF]
    try:
        with as_pdf((order, document.file, suffix_of(document)) for order, document in other) as printed:
            yield printed
    except FileLost:
        # The one that is lost is named where it is packed.
        yield {}


def _pack(
    packed: zipfile.ZipFile, item: Item, case_file: CaseFile, organ: Unit, organs: Organs, *, pdf: Path | None
) -> tuple[list[str], list[str]]:
    """Put one document into the archive and return what is to be told of its fields, and of its format."""
    document = item.document
    assert document is not None  # noqa: S101 - `_in_time_order` refuses a file that is partly hidden
    name, suffix = f"{item.order:03d}_{slug_of(document)}", suffix_of(document)
    note: list[str] = []
    if pdf is not None:
        packed.write(pdf, f"{name}.pdf")
        note.append(f"{name}.pdf: chuyển từ goc/{name}{suffix}; cách trình bày có thể khác bản gốc.")
    elif suffix != ".pdf":
        note.append(f"{name}{suffix}: giữ nguyên như khi tiếp nhận, chưa chuyển được sang .pdf.")
    try:
        folder = "goc/" if pdf is not None else ""
        with files.opened(document.file) as stored, packed.open(f"{folder}{name}{suffix}", "w") as target:
            shutil.copyfileobj(stored, target, COPY)
    except FileLost:
        raise errors.FileOfDocumentLost(name=document.title) from None
    fields = document_fields(item, document, case_file, organ, organs)
    root = "IncomingDocument" if item.arrival is not None else "Document"
    packed.writestr(f"{name}.xml", as_xml(root, fields))
    return [f"{name}.xml: {_warning(*found)}" for found in too_long(fields)], note


def slug_of(document: Document) -> str:
    """Return number and symbol of a document as a file name has them on every machine."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(document.number_line)).strip("-")
    return words[:LONGEST_NAME] or "khong-so"


def suffix_of(document: Document) -> str:
    """Return the suffix of a document's file: .pdf, else as it was received."""
    if document.media_type == PDF:
        return ".pdf"
    suffix = PurePosixPath(document.file_name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ".bin"


def _warning(name: str, length: int, given: int) -> str:
    return f"{name} dài {length} ký tự, Phụ lục VI quy định {given}; ghi đủ, không cắt."
