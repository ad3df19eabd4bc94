"""Rules of plain form: case, size, weight, slant and alignment of each part, as the table of rules states them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.pieces import Piece
from dondoc.writing.checking.report import Report
from dondoc.writing.checking.rules import Rule, load_rules


def check(parts: Parts, report: Report) -> None:
    """Hold each part against the forms that the table wants of it."""
    pieces = _pieces(parts)
    for rule in _rules():
        for piece in pieces.get(rule.component, ()):
            hold(rule, piece, report)


def check_as(component: str, piece: Piece, report: Report) -> None:
    """Hold a piece against the forms of a part that another check has found."""
    for rule in _rules():
        if rule.component == component:
            hold(rule, piece, report)


def hold(rule: Rule, piece: Piece, report: Report) -> None:
    """Hold one piece against one rule of form."""
    kind, wanted = rule.form.split()
    fault = FORMS[kind](piece, wanted)
    if fault is not None:
        report.note(rule.code, piece, found=fault)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules().values() if rule.form)


def _pieces(parts: Parts) -> dict[str, Iterable[Piece]]:
    """Return the pieces of each component but those that the order of headings finds."""
    head, closing = parts.head, parts.closing
    signatures = closing.signatures

    def one(piece: Piece | None) -> list[Piece]:
        return [] if piece is None else [piece]

    return {
        "nation": one(head.nation),
        "motto": one(head.motto),
        "parent": head.parents,
        "issuer": head.issuers,
        "number": one(head.number),
        "date": one(head.date),
        "type": one(head.type),
        "subject": head.subject,
        "about": head.about,
        "urgency": head.urgency,
        "circulation": head.circulation,
        "basis": parts.bases,
        "addressee": [*one(parts.addressed), *parts.addressees],
        "authority": [piece for signature in signatures for piece in signature.authority],
        "title": [piece for signature in signatures for piece in signature.titles],
        "name": [piece for signature in signatures for piece in one(signature.name)],
        "recipients": one(closing.word),
        "recipient": closing.recipients,
        "drafter": one(closing.drafter),
        "contact": parts.contacts,
        "annex": [annex.heading for annex in parts.annexes],
        "annex_title": [piece for annex in parts.annexes for piece in annex.title],
        "annex_reference": [piece for annex in parts.annexes for piece in one(annex.reference)],
    }


def _size(piece: Piece, wanted: str) -> str | None:
    low, high = map(int, wanted.split("-"))
    wrong = [run.look.size for run in piece.printed() if run.look.size is not None and not low <= run.look.size <= high]
    return number(wrong[0]) if wrong else None


def _bold(piece: Piece, wanted: str) -> str | None:
    is_wanted = wanted == "yes"
    return None if all(bool(run.look.bold) == is_wanted for run in piece.printed()) else ""


def _italic(piece: Piece, wanted: str) -> str | None:
    is_wanted = wanted == "yes"
    return None if all(bool(run.look.italic) == is_wanted for run in piece.printed()) else ""


def _case(piece: Piece, wanted: str) -> str | None:
    letters = piece.words
    if wanted == "upper":
        return None if letters.upper() == letters else ""
    return "" if piece.is_upper and len(letters.strip()) > 1 else None


def _align(piece: Piece, wanted: str) -> str | None:
    return None if not piece.is_whole or piece.paragraph.look.align == wanted else ""


FORMS: dict[str, Callable[[Piece, str], str | None]] = {
    "size": _size,
    "bold": _bold,
    "italic": _italic,
    "case": _case,
    "align": _align,
}


def number(amount: float) -> str:
    """Print a measure as it is written in Vietnamese: 12,5."""
    return f"{round(amount, 2):g}".replace(".", ",")
