"""What a reading is: frozen records, and the one JSON form of them (schema `dondoc.reading/1`).

Every span is `[start, end)` in Unicode code points of `Reading.text`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

SCHEMA = "dondoc.reading/1"

Span = tuple[int, int]
Kind = Literal["task", "standing", "trigger", "report"]
PartySource = Literal["explicit", "heading", "implied"]
DeadlineKind = Literal["date", "period", "relative", "immediate", "recurring", "none"]
Confidence = Literal["sure", "fair", "check"]
# Degrees of urgency (độ khẩn), as `writing` names them.
Urgency = Literal["khan", "thuong_khan", "hoa_toc"]
Role = Literal["header", "basis", "assessment", "directive", "formality", "recipients", "signature", "other"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Which reader made a reading: its version and the hash of the data tables it used."""

    version: str
    tables: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from, and what was lost on the way."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None = None
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One of the types of Điều 7 Nghị định 30/2020/NĐ-CP: its abbreviation and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the authority line (`TL. GIÁM ĐỐC`), the post, the person."""

    authority: str | None = None
    title: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The place a header field was read from, and the rule that read it."""

    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Header:
    """The letterhead fields; None for what the text does not hold."""

    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: dt.date | None = None
    type: DocumentType | None = None
    subject: str | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    urgency: Urgency | None = None
    where: dict[str, Where] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of the document; `path` joins the labels from the outside in."""

    label: str
    path: str
    title: str
    span: Span
    children: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a directive names: as printed, and as the document itself explains the name."""

    name: str
    source: PartySource
    resolved: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: `date` only where the document fixes it, with the words and the rule."""

    kind: DeadlineKind
    date: dt.date | None = None
    time: str | None = None
    phrase: str | None = None
    span: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """To whom the result must be reported, and through which unit."""

    name: str | None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """A passage in which the issuer lays a duty on somebody (nội dung chỉ đạo)."""

    path: str
    span: Span
    kind: Kind
    action: str
    lead: tuple[Party, ...]
    cooperate: tuple[Party, ...]
    deadline: Deadline
    report_to: ReportLine | None
    citations: tuple[int, ...]
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited by number and symbol."""

    span: Span
    type: str | None
    number: str | None
    symbol: str | None
    date: dt.date | None = None
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name the document introduces for itself."""

    term: str
    meaning: str
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the partition of the text; `directive` is an index for role `directive`."""

    span: Span
    role: Role
    directive: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Advice to the clerk; the text itself is never repaired."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says. Pure data: the same bytes and tables give the same reading."""

    reader: Reader
    source: Source
    text: str
    header: Header
    outline: tuple[Section, ...] = ()
    directives: tuple[Directive, ...] = ()
    citations: tuple[Citation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    coverage: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object of schema `dondoc.reading/1`."""
        return {"schema": SCHEMA, **_plain(self)}


def _plain(value: Any) -> Any:
    """Turn records, tuples and dates into what `json.dumps` takes."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
