"""Every character of the text belongs to exactly one piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from dondoc.reading.drafts import Draft
from dondoc.reading.flow import Block, Flow
from dondoc.reading.model import Piece, Role

Mark = tuple[int, int, Role, int | None]

_BASIS = regex.compile(r"(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Tiếp theo|Trên cơ sở)\b")
_RECIPIENTS = regex.compile(r"^\W{0,3}N[ơo]i\s+nh[ậâaạ]n\b|^\s*[-–+~]", regex.I)


def cover(flow: Flow, drafts: Sequence[Draft], roles: Mapping[int, Role]) -> tuple[Piece, ...]:
    """Return the pieces that partition the text: directives first, every other stretch by its paragraph."""
    marks: list[Mark] = []
    seen_order = False
    number = reached = 0
    for block in flow.blocks:
        inside = []
        while number < len(drafts) and drafts[number].start < block.end:
            inside.append((drafts[number], number))
            number += 1
        role = _role(flow, block, roles, ordered=seen_order)
        seen_order = seen_order or bool(inside)
        marks.extend(_block_marks((max(block.start, reached), block.end), inside, role))
        reached = max([reached, *(draft.end for draft, _ in inside)])
    placed = [(*flow.span(start, end), role, directive) for start, end, role, directive in _merged(marks)]
    return _partition(len(flow.original), placed)


def _merged(marks: Sequence[Mark]) -> list[Mark]:
    """Join neighbours of the same role that are no directives."""
    result: list[Mark] = []
    for mark in marks:
        if result and result[-1][2] == mark[2] and mark[3] is None and result[-1][3] is None:
            result[-1] = (result[-1][0], mark[1], mark[2], None)
        else:
            result.append(mark)
    return result


def _role(flow: Flow, block: Block, roles: Mapping[int, Role], *, ordered: bool) -> Role:
    """Return the role of what in a paragraph is no directive."""
    if block.start in roles:
        return roles[block.start]
    if block.zone == "head":
        return "header"
    text = flow.text[block.body : block.end]
    if block.zone == "closing":
        return "recipients" if _RECIPIENTS.match(flow.text[block.start : block.end]) else "signature"
    if block.zone in ("annex", "foot"):
        return "other"
    if not ordered and _BASIS.match(text):
        return "basis"
    return "assessment"


def _block_marks(block: tuple[int, int], inside: Sequence[tuple[Draft, int]], role: Role) -> list[Mark]:
    """Return the stretches of one paragraph; beside a directive, the rest is neither assessment nor basis."""
    result: list[Mark] = []
    offset, stop = block
    beside: Role = "other" if inside and role == "assessment" else role
    for draft, number in inside:
        if draft.start > offset:
            result.append((offset, draft.start, beside, None))
        result.append((draft.start, draft.end, "directive", number))
        offset = draft.end
    if offset < stop:
        result.append((offset, stop, "other" if inside else role, None))
    return result


def _partition(length: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Close the gaps: what lies between two stretches belongs to the one before it."""
    pieces: list[Piece] = []
    if marks and marks[0][0]:
        pieces.append(Piece((0, marks[0][0]), "other"))
    for number, (begin, _, role, directive) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else length
        if directive is not None and end > marks[number][1]:
            pieces.append(Piece((begin, marks[number][1]), role, directive))
            pieces.append(Piece((marks[number][1], end), "other"))
        elif end > begin:
            pieces.append(Piece((begin, end), role, directive))
    if not pieces and length:
        pieces.append(Piece((0, length), "other"))
    return _joined(pieces)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join the gap after a directive with the rest that follows."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if last is not None and last.role == piece.role and piece.directive is None and last.directive is None:
            result[-1] = Piece((last.span[0], piece.span[1]), piece.role)
        elif piece.span[0] < piece.span[1]:
            result.append(piece)
    return tuple(result)
