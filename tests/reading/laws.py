"""The laws every reading keeps, as one function."""

from __future__ import annotations

import unicodedata

from dondoc.reading import Reading


def folded(text: str) -> str:
    """Return the text composed, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def check(reading: Reading) -> None:
    """Check what must hold for every reading of every text."""
    text = reading.text
    check_coverage(reading)
    spans = [directive.span for directive in reading.directives]
    for kind in (spans, [citation.span for citation in reading.citations]):
        check_apart(kind, len(text))
    for directive in reading.directives:
        assert directive.rule
        for party in (*directive.lead, *directive.cooperate):
            assert party.span is not None
            assert folded(text[slice(*party.span)]) == party.name
        if directive.deadline.span is not None:
            assert folded(text[slice(*directive.deadline.span)]) == directive.deadline.phrase
            assert directive.deadline.rule
        assert (directive.deadline.kind == "none") == (directive.deadline.span is None)
        for number in directive.citations:
            cited = reading.citations[number].span
            assert directive.span[0] <= cited[0] <= cited[1] <= directive.span[1]
    for field in (reading.header.where or {}).values():
        assert field.rule
        assert field.span is None or 0 <= field.span[0] < field.span[1] <= len(text)
    for finding in reading.findings:
        assert finding.message.endswith(".")
        assert finding.span is None or 0 <= finding.span[0] <= finding.span[1] <= len(text)


def check_apart(spans: list[tuple[int, int]], length: int) -> None:
    """Check that spans are in range, in order and do not overlap."""
    last = 0
    for start, end in spans:
        assert last <= start < end <= length
        last = end


def check_coverage(reading: Reading) -> None:
    """Check that every character belongs to exactly one piece, and every directive to its own."""
    end = 0
    for piece in reading.coverage:
        assert piece.span[0] == end < piece.span[1]
        end = piece.span[1]
        if piece.role == "directive":
            assert piece.directive is not None
            assert reading.directives[piece.directive].span == piece.span
    assert end == len(reading.text)
    told = [piece.directive for piece in reading.coverage if piece.directive is not None]
    assert told == list(range(len(reading.directives)))
