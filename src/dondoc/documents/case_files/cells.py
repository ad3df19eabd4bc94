"""How case files and what lies in them read in the columns of their lists."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.documents.official import HIDDEN, subject_of
from dondoc.kernel.vietnamese import format_date

from .models import CaseFile
from .selectors import Item
from .services import retention_in_words


def _retention(case_file: CaseFile) -> str:
    return retention_in_words(case_file.years, is_permanent=bool(case_file.is_permanent))


FILES: dict[str, Callable[[CaseFile], str]] = {
    "code": lambda case_file: case_file.code,
    "title": lambda case_file: case_file.title,
    "retention": _retention,
    "keeper": lambda case_file: f"{case_file.keeper.full_name}, {case_file.unit.name}",
    "note": lambda case_file: case_file.description,
}

CONTENTS: dict[str, Callable[[Item], str]] = {
    "order": lambda item: str(item.order),
    "reference": lambda item: item.document.number_line if item.document else "",
    "date": lambda item: format_date(item.document.date) if item.document and item.document.date else "",
    "subject": lambda item: subject_of(item.document) if item.document else HIDDEN,
    "issuer": lambda item: item.document.issuer if item.document else "",
    "pages": lambda item: str(item.document.pages) if item.document and item.document.pages else "",
    "note": lambda item: item.entry.note,
}
