"""A version of a draft as a file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from dondoc.kernel import clock
from dondoc.writing import Content, InvalidContent, from_json
from dondoc.writing.docx import write_docx
from dondoc.writing.pdf import write_pdf

from . import setting
from .errors import CannotBeSet
from .models import Draft, DraftVersion

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
WRITERS: dict[str, Callable[[Content], bytes]] = {"docx": write_docx, "pdf": write_pdf}


def make(draft: Draft, version: DraftVersion, kind: str) -> bytes:
    """Return a version set by Nghị định 30, number and date left blank.

    Args:
        kind: a key of `KINDS`.

    Raises:
        CannotBeSet: something is missing without which nothing can be set.
    """
    body = setting.content_of(version.content, signature=version.signature)
    body["year"] = clock.day_of(version.at).year
    try:
        return WRITERS[kind](from_json(body))
    except InvalidContent as invalid:
        raise CannotBeSet(faults=" ".join(fault.sentence for fault in invalid.faults)) from None


def name_of(draft: Draft, version: DraftVersion, kind: str) -> str:
    """Return the name of the file, quoted for the header."""
    return quote(f"Du thao {draft.type_code} {draft.pk} - ban {version.number}.{kind}", safe="")
