"""Why a reading says what it says: one line for each fact, naming the rule that found it."""

from __future__ import annotations

from dondoc.reading.mapped import one_line
from dondoc.reading.model import Deadline, Directive, Reading

_SHOWN = 72  # characters of a passage that a line shows


def explain(reading: Reading) -> list[str]:
    """Return lines "what: value — rule" for header, directives, citations and findings."""
    lines = [f"reader {reading.reader.version}, tables {reading.reader.tables[:12]}"]
    for field, where in (reading.header.where or {}).items():
        value = getattr(reading.header, field)
        lines.append(f"{field}: {_shown(value)} — {where.rule}{_at(where.span)}")
    for number, directive in enumerate(reading.directives, 1):
        lines.extend(_directive(reading, number, directive))
    for citation in reading.citations:
        quoted = reading.text[slice(*citation.span)]
        lines.append(f"citation: {_shown(quoted)} — {citation.number}, {citation.symbol}{_at(citation.span)}")
    lines.extend(f"finding: {finding.code}{_at(finding.span)}" for finding in reading.findings)
    return lines


def _directive(reading: Reading, number: int, directive: Directive) -> list[str]:
    """Return the lines of one directive."""
    quoted = reading.text[slice(*directive.span)]
    lines = [
        f"directive {number} [{directive.path}] {_shown(quoted)}",
        f"  rule: {directive.rule} ({directive.confidence}){_at(directive.span)}",
        f"  kind: {directive.kind}",
    ]
    lines.extend(f"  lead: {party.name} — {party.source}{_at(party.span)}" for party in directive.lead)
    if not directive.lead:
        lines.append("  lead: none named")
    lines.extend(f"  with: {party.name} — {party.source}{_at(party.span)}" for party in directive.cooperate)
    lines.append(f"  deadline: {_deadline(directive.deadline)}")
    if directive.report_to is not None:
        through = f" through {directive.report_to.via}" if directive.report_to.via else ""
        lines.append(f"  reports to: {directive.report_to.name}{through}")
    return lines


def _deadline(deadline: Deadline) -> str:
    """Return a deadline in words."""
    if deadline.kind == "none":
        return "none stated"
    day = deadline.date.isoformat() if deadline.date else "no date fixed"
    return f"{deadline.kind}, {day}, “{deadline.phrase}” — {deadline.rule}{_at(deadline.span)}"


def _shown(value: object) -> str:
    """Return a value short enough for a line."""
    text = one_line(str(getattr(value, "name", value)))
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _at(span: tuple[int, int] | None) -> str:
    """Return where something stands."""
    return f" @{span[0]}-{span[1]}" if span else ""
