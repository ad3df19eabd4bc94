"""From the bytes of a .docx to what stands otherwise than Nghị định 30/2020/NĐ-CP wants. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.writing.checking.checks import annexes, closing, forms, head, letters, order, page, text
from dondoc.writing.checking.document import Document
from dondoc.writing.checking.errors import Unreadable
from dondoc.writing.checking.numbering import Numbering
from dondoc.writing.checking.package import Package
from dondoc.writing.checking.parts import Parts, find_parts
from dondoc.writing.checking.report import Report
from dondoc.writing.checking.rules import Finding
from dondoc.writing.checking.story import Reader
from dondoc.writing.checking.styles import Styles

_Check = Callable[[Parts, Report], None]
# What can be said of any document, and what only of one whose words are understood.
BY_LOOK: tuple[_Check, ...] = (page.check, letters.check)
BY_WORDS: tuple[_Check, ...] = (
    forms.check,
    head.check,
    text.check,
    order.check,
    closing.check,
    annexes.check,
)


def check(data: bytes, *, name: str) -> list[Finding]:
    """Check a .docx by the rules of layout of the decree.

    Args:
        data: the bytes of the file.
        name: its name; only used to say what the file is when it is no .docx.

    Returns:
        What was found, in the order of the table of rules; an empty list for a document without fault.

    Raises:
        Unreadable: with a code of `dondoc.writing.checking.errors.MESSAGES`.
    """
    try:
        document = load(data, name=name)
        if not any(paragraph.text.strip() for paragraph in document.paragraphs):
            raise Unreadable("empty")
        parts = find_parts(document)
    except RecursionError as deep:
        raise Unreadable("too_large", "các phần lồng nhau quá sâu") from deep
    report = Report()
    for act in BY_LOOK if letters.is_old_encoding(parts) else (*BY_LOOK, *BY_WORDS):
        act(parts, report)
    return report.findings()


def load(data: bytes, *, name: str) -> Document:
    """Return the document in the bytes of a .docx.

    Raises:
        Unreadable: the bytes are no .docx, or one that is damaged, locked, hostile or too large.
    """
    package = Package(data, name=name)
    styles = Styles(package.related("styles"), package.related("theme"))
    return Reader(package, styles, Numbering(package.related("numbering"))).read()
