"""Read an official document: the stages in order."""

from __future__ import annotations

import hashlib

import dondoc
from dondoc.reading import coverage, findings, header, secrecy, sources, tables
from dondoc.reading.assembly import Assembly, assemble
from dondoc.reading.citations import Own, find_citations
from dondoc.reading.collector import collect
from dondoc.reading.definitions import find_definitions
from dondoc.reading.flow import flow_of
from dondoc.reading.instants import Frame
from dondoc.reading.model import Reader, Reading, Source
from dondoc.reading.times import times_in
from dondoc.reading.walk import Setting


def read(data: bytes, *, name: str, is_recognised: bool = True) -> Reading:
    """Read the bytes of a document.

    Args:
        data: the file as it is.
        name: the name of the file; only its end is looked at, to tell the kind of the file.
        is_recognised: whether pages that are pictures are recognised now; if not, such a file is refused (`scan`).

    Raises:
        Unreadable: the file is empty, damaged, encrypted, too large, of another kind, or marked secret.
    """
    loaded = sources.load(data, name=name, limits=sources.Limits(is_recognised=is_recognised))
    digest = hashlib.sha256(data).hexdigest()
    return read_text(loaded.text, source=Source(name, digest, loaded.media_type, loaded.encoding, loaded.losses))


def read_text(text: str, *, source: Source) -> Reading:
    """Read the text of a document that came from `source`.

    Raises:
        Unreadable: the letterhead bears a secrecy stamp.
    """
    flow = flow_of(text)
    secrecy.refuse(text)
    head, closing = header.read_parts(flow)
    own = Own(head.number, head.symbol)
    cited = find_citations(flow, own)
    frame = Frame(head.date)
    times = times_in(flow.text, frame, skip=[(item.start, item.end) for item in cited])
    defined = find_definitions(flow)
    setting = Setting(times, header.planner(flow, head), head.issuer, header.addressed(flow, head))
    drafts, roles = collect(flow, setting)
    if header.regulates(head):
        drafts = []
    parts: Assembly = assemble(flow, drafts, cited, defined)
    full_header = header.complete(flow, head, closing)
    return Reading(
        reader=Reader(dondoc.__version__, tables.load().digest),
        source=source,
        text=text,
        header=full_header,
        outline=parts.outline,
        directives=parts.directives,
        citations=parts.citations,
        definitions=parts.definitions,
        coverage=coverage.cover(flow, drafts, roles),
        findings=findings.find(flow, full_header, parts, head),
    )
