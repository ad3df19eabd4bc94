"""Drafts become directives: parties named, times told, citations joined, spans in the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading import details, kinds, outline
from dondoc.reading.citations import Found
from dondoc.reading.definitions import Defined
from dondoc.reading.drafts import CONFIDENCE, Draft
from dondoc.reading.flow import Flow
from dondoc.reading.instants import Time
from dondoc.reading.model import (
    Citation,
    Deadline,
    Definition,
    Directive,
    Party,
    PartySource,
    ReportLine,
    Section,
)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the text of a document says, in the form of the reading."""

    directives: tuple[Directive, ...]
    citations: tuple[Citation, ...]
    definitions: tuple[Definition, ...]
    outline: tuple[Section, ...]
    cited: tuple[Found, ...]
    drafts: tuple[Draft, ...]


def assemble(
    flow: Flow,
    drafts: Sequence[Draft],
    cited: Sequence[Found],
    defined: Sequence[Defined],
) -> Assembly:
    """Turn everything found in the flow into records whose spans index the original text."""
    return Assembly(
        tuple(_directive(flow, draft, cited, defined) for draft in drafts),
        tuple(_citation(flow, item) for item in cited),
        tuple(Definition(item.term, flow.words(*item.meaning), flow.span(*item.place)) for item in defined),
        outline.outline_of(flow),
        tuple(cited),
        tuple(drafts),
    )


def _citation(flow: Flow, item: Found) -> Citation:
    """Return a citation with its span in the original."""
    found = item.citation
    return Citation(
        flow.span(item.start, item.end), found.type, found.number, found.symbol, found.date, found.provision
    )


def _directive(flow: Flow, draft: Draft, cited: Sequence[Found], defined: Sequence[Defined]) -> Directive:
    """Return one directive."""
    time = draft.time or draft.lent_time
    inside = details.cooperating(flow.text, draft.duty - 1 if draft.duty > draft.start else draft.start, draft.end)
    names = {flow.words(*place).lower() for place in inside}
    lent = [place for place in draft.lent if flow.words(*place).lower() not in names]
    to, via = details.reporting(flow.text, draft.start, draft.end)
    return Directive(
        draft.path,
        flow.span(draft.start, draft.end),
        kinds.kind_of(flow.text, draft.start, draft.end, draft.duty, time),
        flow.words(draft.duty, draft.end) if draft.duty < draft.end else flow.words(draft.start, draft.end),
        tuple(_party(flow, place, draft.source, defined) for place in draft.leads if place[1] > place[0]),
        tuple(
            [_party(flow, place, "explicit", defined) for place in inside if place[1] > place[0]]
            + [_party(flow, place, "heading", defined) for place in lent if place[1] > place[0]]
        ),
        _deadline(flow, time),
        ReportLine(flow.words(*to) if to else None, flow.words(*via) if via else None) if to else None,
        tuple(n for n, item in enumerate(cited) if draft.start <= item.start and item.end <= draft.end),
        draft.rule,
        CONFIDENCE[draft.rule],
    )


def _deadline(flow: Flow, time: Time | None) -> Deadline:
    """Return the deadline a time makes, or the visible absence of one."""
    if time is None:
        return Deadline("none")
    return Deadline(
        time.kind,
        time.date,
        time.time,
        flow.words(time.start, time.end),
        flow.span(time.start, time.end),
        time.rule,
    )


def _party(flow: Flow, place: Place, source: PartySource, defined: Sequence[Defined]) -> Party:
    """Return a party as printed, and as the document's own short names explain it."""
    name = flow.words(*place)
    resolved = None
    for item in defined:
        if name.endswith(item.term) and len(item.term) > 2 and not name[: -len(item.term)][-1:].isalpha():
            resolved = name[: -len(item.term)] + flow.words(*item.meaning)
    return Party(name, source, resolved if resolved != name else None, flow.span(*place))
