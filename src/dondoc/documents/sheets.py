"""A workbook as an entry of the register: its rows are the passages that tasks quote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dondoc.organization.models import Person

from .choices import State
from .errors import AlreadyRegistered
from .models import Directive, Distribution, Document, StoredFile
from .selectors import registering_unit

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SOURCE = 45
RULE = "row_of_a_register"


@dataclass(frozen=True, slots=True)
class SheetPassage:
    """A row of a workbook: its number, its words, and the document that it names as its source."""

    number: int
    words: str
    source: str

    @property
    def place(self) -> str:
        """Return what stands where other passages have their section."""
        return ", ".join(filter(None, [self.source[:LONGEST_SOURCE], f"dòng {self.number}"]))


def enter_sheet(
    *, file: StoredFile, file_name: str, subject: str, rows: Sequence[SheetPassage], actor: Person, now: dt.datetime
) -> tuple[Document, list[Directive]]:
    """Enter a workbook into the register and return it with its passages; part of an act, without a log entry.

    Args:
        rows: the words of each become a paragraph of the text.

    Raises:
        AlreadyRegistered: the workbook is in the register already.
    """
    first = Document.objects.filter(file=file).first()
    if first is not None:
        raise AlreadyRegistered(link=(reverse("documents:document", args=[first.pk]), first.title))
    lines = [f"{row.number}. {row.words}" for row in rows]
    text = "\n".join(lines)
    empty: dict[str, object] = {
        name: [] for name in ("outline", "directives", "citations", "definitions", "coverage", "findings")
    }
    document = Document.objects.create(
        file=file,
        file_name=file_name,
        media_type=MEDIA_TYPE,
        state=State.HANDED_ON,
        subject=subject,
        text=text,
        reading=empty | {"header": {"where": {}, "signer": None}, "source": {"losses": []}},
        registered_in=registering_unit(actor, now=now),
        registered_by=actor,
        registered_at=now,
    )
    start, passages = 0, []
    nothing = {"lead": [], "cooperate": [], "deadline": {"kind": "none", "date": None, "phrase": None, "rule": ""}}
    for position, (line, row) in enumerate(zip(lines, rows, strict=True), start=1):
        passages.append(
            Directive(
                document=document, position=position, path=row.place, start=start, end=start + len(line),
                quote=row.words, kind="task", rule=RULE, confidence="check", data=nothing,
            )
        )  # fmt: skip
        start += len(line) + 1
    return document, Directive.objects.bulk_create(passages, batch_size=1000)


def remove_sheet(document: Document) -> None:
    """Take a workbook out of the register again; its tasks are gone already. The file itself stays kept."""
    Distribution.objects.filter(document=document).delete()
    document.directives.all().delete()
    document.delete()
