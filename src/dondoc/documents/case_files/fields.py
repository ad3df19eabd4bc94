"""The fields of Phụ lục VI Nghị định 30/2020/NĐ-CP (phần II): of an incoming document, of a file, as XML.

What is not known stays an empty element. Nothing is cut to the length that the annex gives; what is longer is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dondoc.documents.choices import Way
from dondoc.documents.exchange.choices import Business
from dondoc.documents.exchange.edxml.dates import day_text, moment_text
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.models import Unit

from .models import CaseFile
from .organs import Organs, id_of
from .selectors import Item, days_of

# In what we issue ourselves: the forms of Nghị định 30/2020/NĐ-CP have no other.
OURS = "Tiếng Việt"
SEVERAL = re.compile(r"[,;/&+]|\s(?:và|and)\s")
# Characters that no XML holds; extracted text may.
NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its value; `inner` are the fields inside it.

    Attributes:
        length: in characters, as the annex gives it; 0 where it sets none.
    """

    name: str
    value: str = ""
    length: int = 0
    inner: tuple[Field, ...] = ()


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def file_code(case_file: CaseFile, organ: Unit) -> Field:
    """Return the code of a file: organisation, list of the year, number and symbol."""
    return Field(
        "FileCode",
        inner=(
            Field("OrganId", organ.e_id, 13),
            Field("FileCatalog", str(case_file.year), 4),
            Field("FileNotation", case_file.code, 20),
        ),
    )


def document_fields(item: Item, document: Document, case_file: CaseFile, organ: Unit, organs: Organs) -> list[Field]:
    """Return the fields of a document that lies in a file; those of an arrival where it came in under a number."""
    signer = document.reading["header"].get("signer") or {}
    arrival = item.arrival
    fields = [
        file_code(case_file, organ),
        Field("DocOrdinal", str(item.order), 3),
        Field("TypeName", document.type_name, 100),
        Field("CodeNumber", document.number, 11),
        Field("CodeNotation", document.symbol, 30),
        Field("IssuedDate", _day(document.date), 10),
        Field("OrganName", document.issuer, 200),
        Field("Subject", document.subject, 500),
        Field("Language", _language(document, case_file), 30),
        Field("PageAmount", str(document.pages or ""), 3),
        Field("Description", item.entry.note, 500),
        Field(
            "SignerInfo",
            inner=(
                Field("Position", signer.get("title") or "", 100),
                Field("FullName", signer.get("name") or "", 50),
            ),
        ),
        *(
            Field("To", inner=(Field("OrganId", organ_id, 13), Field("OrganName", name, 200)))
            for organ_id, name in _recipients(document, organs)
        ),
        Field("Priority", arrival.priority if arrival else "", 1),
        Field("IssuedAmount", _copies(document), 3),
        Field("DueDate", _day(arrival.due_date) if arrival else "", 10),
    ]
    if arrival is not None:
        places = "; ".join(one.unit.name for one in arrival.forwardings.all())
        fields += [
            Field("ArrivalDate", _day(arrival.arrived_on), 10),
            Field("ArrivalNumber", str(arrival.number), 10),
            Field("ToPlaces", places, 1000),
            Field("TraceHeaderList", inner=tuple(_stations(document, arrival))),
        ]
    return fields


def _language(document: Document, case_file: CaseFile) -> str:
    """Return the language of a document: ours is known; that of another is the one that its file is said to be in."""
    if document.direction == Way.OUT:
        return OURS
    return "" if SEVERAL.search(case_file.language) else case_file.language


def _recipients(document: Document, organs: Organs) -> Iterator[tuple[str, str]]:
    """Yield identifier and name of each: of what we issued, to whom it went; of another, whom it prints."""
    if document.direction == Way.OUT:
        for one in document.outgoing.sendings.all():
            day = clock.day_of(one.sent_at)
            yield id_of(one.unit, day) if one.unit else organs.named(one.printed, day), one.printed
        return
    for name in document.reading["header"].get("recipients") or []:
        yield organs.named(name, document.date), name


def _copies(document: Document) -> str:
    """Return how many copies were made, where the document says so."""
    return str(document.outgoing.content.get("copies") or "") if document.direction == Way.OUT else ""


def _stations(document: Document, arrival: Arrival) -> Iterator[Field]:
    """Yield the way of a document as far as it is known here: issued, received by message, entered, sent on."""
    if document.direction == Way.OUT and document.outgoing.issued_at:
        yield _station(document.registered_in, document.outgoing.issued_at)
    for message in document.messages.all():
        if message.business == Business.NEW:
            yield _passed(message.addressed_id, message.addressed_name, moment_text(message.received_at))
    if arrival.entered_on is None:
        yield _station(arrival.unit, document.registered_at)
    else:
        yield _passed(id_of(arrival.unit, arrival.entered_on), arrival.unit.name, day_text(arrival.entered_on))
    for one in arrival.forwardings.all():
        yield _station(one.unit, one.sent_at)


def _station(unit: Unit, moment: dt.datetime) -> Field:
    day = clock.day_of(moment)
    return _passed(id_of(unit, day), unit.name_on(day), moment_text(moment))


def _passed(organ_id: str, name: str, moment: str) -> Field:
    fields = (Field("OrganId", organ_id, 13), Field("OrganName", name, 200), Field("Timestamp", moment))
    return Field("TraceHeader", inner=fields)


def file_fields(case_file: CaseFile, items: list[Item], organ: Unit, *, retention: str, rights: str) -> list[Field]:
    """Return the fields of a file."""
    first, last = days_of(items)
    pages = [item.document.pages for item in items if item.document is not None]
    return [
        file_code(case_file, organ),
        Field("Title", case_file.title, 500),
        Field("Maintenance", retention, 30),
        Field("Rights", rights, 30),
        Field("Creator", case_file.keeper.full_name, 30),
        Field("Language", case_file.language, 50),
        Field("StartDate", _day(first)),
        Field("EndDate", _day(last)),
        Field("DocTotal", str(len(items)), 4),
        # A file of plain text has no pages; a sum that leaves some out would not be a total.
        Field("PageTotal", str(sum(pages)) if pages and all(pages) else "", 4),
        Field("Description", case_file.description, 500),
    ]


def as_xml(root: str, fields: list[Field]) -> bytes:
    """Return fields as an XML document in UTF-8."""
    top = ET.Element(root)
    for field in fields:
        _append(top, field)
    ET.indent(top)
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True))


def _append(parent: ET.Element, field: Field) -> None:
    element = ET.SubElement(parent, field.name)
    if field.inner:
        for inner in field.inner:
            _append(element, inner)
    else:
        element.text = NOT_XML.sub("", field.value)


def too_long(fields: list[Field]) -> Iterator[tuple[str, int, int]]:
    """Yield the fields that are longer than the annex gives: name, length, the length given."""
    for field in fields:
        if field.length and len(field.value) > field.length:
            yield field.name, len(field.value), field.length
        yield from too_long(list(field.inner))
