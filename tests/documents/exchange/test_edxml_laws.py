"""Laws of the codec: what is written is read again, and nothing that is unknown is lost."""

from __future__ import annotations

import dataclasses

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dondoc.documents.exchange import edxml
from dondoc.documents.exchange.edxml.nodes import NAMESPACE
from dondoc.documents.exchange.edxml.schema import Kind, parts_of

from .messages import document_message, status_message, written

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS.filter(lambda letter: letter >= " " or letter in "\t\n\r"), max_size=8)
# Known elements lose the blanks around their text, as other programs indent it.
VALUES = TEXTS.map(str.strip)
LOCAL = st.sampled_from(["La", "Ten", "a-1.b"])
NAMESPACES = st.sampled_from(["", NAMESPACE, "urn:khac", "http://www.w3.org/1999/xlink", "urn:a&b"])
NAMES = st.builds(lambda space, local: f"{{{space}}}{local}" if space else local, NAMESPACES, LOCAL)
ATTRIBUTES = st.dictionaries(NAMES | st.just("{http://www.w3.org/XML/1998/namespace}lang"), TEXTS, max_size=3).map(
    lambda found: tuple(found.items())
)
NODES = st.recursive(
    st.builds(edxml.Node, name=NAMES, attributes=ATTRIBUTES, text=TEXTS, tail=TEXTS),
    lambda inner: st.builds(
        edxml.Node, name=NAMES, text=TEXTS, children=st.lists(inner, max_size=2).map(tuple), tail=TEXTS
    ),
    max_leaves=4,
)
WHOLE_NODES = NODES.map(lambda node: dataclasses.replace(node, tail=""))
RESTS = st.builds(edxml.Rest, attributes=ATTRIBUTES, elements=st.lists(WHOLE_NODES, max_size=2).map(tuple))


def structures(kind):
    """Return a strategy for a structure: of what the standard names some things, and some that it does not."""
    fields = {"rest": st.just(edxml.Rest()) | RESTS}
    for part in parts_of(kind).values():
        if part.kind is Kind.ONE:
            fields[part.attribute] = st.just(part.structure()) | structures(part.structure)
        elif part.kind is Kind.MANY:
            fields[part.attribute] = st.just(()) | structures(part.structure).map(lambda one: (one, one))
        elif part.kind is Kind.TEXTS:
            fields[part.attribute] = st.lists(VALUES.filter(bool), max_size=2).map(tuple)
        elif part.kind is Kind.CONTENT:
            fields[part.attribute] = st.binary(max_size=40)
        elif (kind, part.name) == (edxml.Attachment, "AttachmentName"):
            fields[part.attribute] = st.sampled_from(["", "a.txt", "Công văn số 45.PDF", "không đuôi"])
        else:
            fields[part.attribute] = st.just("") | VALUES
    return st.builds(kind, **fields)


MESSAGES = structures(edxml.Message)
# Each message is large; so many find what more would.
LAW = hypothesis.settings(max_examples=40)


@LAW
@given(MESSAGES)
def test_what_is_written_is_read_again(message):
    """Every value, every unknown element and attribute, every file."""
    assert edxml.read(edxml.encode(message)) == message


@LAW
@given(MESSAGES)
def test_the_same_message_gives_the_same_bytes(message):
    """A message that is sent again is the message that was sent."""
    assert edxml.encode(edxml.read(edxml.encode(message))) == edxml.encode(message)


@given(st.lists(WHOLE_NODES, min_size=1, max_size=3).map(tuple), st.sampled_from(["in the envelope", "beside it"]))
def test_unknown_elements_survive(nodes, where):
    """Whatever their names, namespaces, texts and order; inside them even the blanks."""
    rest = edxml.Rest(elements=nodes)
    inside = document_message(rest=rest)
    message = inside if where == "in the envelope" else dataclasses.replace(document_message(), rest=rest)

    assert edxml.read(edxml.encode(message)) == message


@given(TEXTS, ATTRIBUTES)
def test_what_is_unknown_of_a_known_text_stays(words, attributes):
    """An attribute of the subject, an element inside it."""
    leaf = edxml.Leaf("Subject", attributes=attributes, children=(edxml.Node("{urn:khac}Goc", text=words),))
    whole = document_message(rest=edxml.Rest(leaves=(leaf,)))

    assert edxml.read(edxml.encode(whole)) == whole


def tags(data):
    """Return every element of a message with its attributes, in no order."""
    return sorted(
        (element.tag, sorted(element.attrib.items()), (element.text or "").strip())
        for element in etree.fromstring(data).iter()
        if not str(element.tag).endswith("ContentTransferEncoded")
    )


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("", id="as-others-write-it"),
        pytest.param('<edXML:Subject lang="en">Second subject</edXML:Subject>', id="a-second-subject"),
        pytest.param('<x:Moi xmlns:x="urn:moi" x:a="1" b="2">chữ <x:Con/> đuôi</x:Moi>', id="an-extension"),
        pytest.param(
            '<edXML:ToPlaces><edXML:Place/><edXML:Place c="1">Lưu</edXML:Place></edXML:ToPlaces>', id="places"
        ),
        pytest.param('<Khong xmlns="">không tên miền</Khong>', id="no-namespace"),
    ],
)
def test_nothing_of_a_foreign_message_is_lost(header):
    """Order may change and empty known elements go; everything else stands in what is written again."""
    data = written(header=header)

    again = edxml.encode(edxml.decode(data))

    lost = [tag for tag in tags(data) if tag not in tags(again)]
    assert [tag for tag in lost if tag != (f"{{{NAMESPACE}}}Place", [], "")] == []
    assert edxml.decode(again) == edxml.decode(data)


def test_a_foreign_message_is_understood():
    """Prefixes, indentation and the order of elements are the sender's."""
    message = edxml.decode(written())

    head = message.head
    assert (head.sender.name, head.receivers[0].name) == ("Sở Tài chính", "Sở KH&CN")
    assert (head.code.number, head.code.symbol, head.promulgation.date) == ("45", "STC-NS", "2026/11/20")
    assert message.envelope.header.trace.business.kind == "0"
    assert [file.name for file in message.files] == ["cong-van-45.txt"]
    assert not message.is_status


def test_written_as_other_programs_look_for_it():
    """The envelope with its prefix, the attachments without one, `Bussiness` as the standard spells it."""
    trace = edxml.TraceHeaderList(business=edxml.Bussiness(kind="0"))
    plain = document_message()
    envelope = dataclasses.replace(plain.envelope, header=dataclasses.replace(plain.envelope.header, trace=trace))
    data = edxml.encode(dataclasses.replace(plain, envelope=envelope)).decode()
    status = edxml.encode(status_message("03", document_id="x")).decode()

    assert f'<edXML xmlns="{NAMESPACE}"><edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}"><edXML:edXMLHeader>' in data
    assert "<edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness>" in data
    assert "<AttachmentEncoded><Attachment><ContentId>1</ContentId>" in data
    assert "<edXML:StatusCode>03</edXML:StatusCode>" in status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024/05/17", "2024-05-17", id="as-the-standard-writes-it"),
        pytest.param("2024/5/7", "2024-05-07", id="without-zeros"),
        pytest.param("2024-05-17", "2024-05-17", id="with-dashes"),
        pytest.param("17/05/2024", None, id="the-other-way-round"),
        pytest.param("2024/02/30", None, id="no-such-day"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_days(text, expected):
    """A day is read or is none; it is never guessed."""
    found = edxml.day_of(text)

    assert (found.isoformat() if found else None) == expected


@given(st.datetimes(min_value=edxml.dates.dt.datetime(1990, 1, 1), timezones=st.just(edxml.dates.dt.UTC)))
def test_moments_stand_on_the_clock_of_vietnam(moment):
    """To the second, and back."""
    assert edxml.moment_of(edxml.moment_text(moment)) == moment.replace(microsecond=0)


def test_the_table_of_codes_says_that_nobody_checked_it():
    """Until somebody compares it with the text of the standard."""
    assert {code.source for code in edxml.STATUS_CODES.values()} == {"chưa đối chiếu"}
    assert sorted(edxml.STATUS_CODES) == ["01", "02", "03", "04", "05", "06", "13", "15", "16"]
