"""Bad files: each is refused at once with its own code; nothing crashes and nothing hangs."""

from __future__ import annotations

import contextlib
import inspect
import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reading.errors import MESSAGES, Unreadable
from dondoc.reading.sources import Limits, load

from .word_files import docx, p

Within = Callable[[float], AbstractContextManager[None]]
MEBIBYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = docx(p("Kính gửi: các phòng"))


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_password(data: bytes) -> bytes:
    """The same zip, each member marked as encrypted."""
    marked = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(signature)
        while place >= 0:
            marked[place + offset] |= 1
            place = marked.find(signature, place + 1)
    return bytes(marked)


def with_body(xml: str) -> bytes:
    """A .docx whose main part is replaced."""
    return docx("", members={"word/document.xml": xml.encode()})


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>a&c;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="docx-with-password"),
        pytest.param(with_password(GOOD), "encrypted", id="zip-with-password"),
        pytest.param(GOOD[: len(GOOD) // 2], "damaged", id="docx-cut-off"),
        pytest.param(GOOD[:30], "damaged", id="docx-cut-at-its-head"),
        pytest.param(with_body("<w:document>"), "damaged", id="docx-broken-xml"),
        pytest.param(with_body(""), "damaged", id="docx-empty-part"),
        pytest.param(with_body("<d/>"), "damaged", id="docx-without-body"),
        pytest.param(with_body(ENTITIES + BODY), "damaged", id="docx-entities"),
        pytest.param(with_body(OUTSIDE + BODY), "damaged", id="docx-outside-entity"),
        pytest.param(zipped({"[Content_Types].xml": b"<Types/>"}), "damaged", id="docx-without-document"),
        pytest.param(docx(""), "empty", id="docx-empty"),
        pytest.param(docx(p("") * 5), "empty", id="docx-blank"),
        pytest.param(docx("", members={"a.bin": bytes(60 * MEBIBYTE)}), "bomb", id="bomb-by-ratio"),
        pytest.param(
            docx("", members={f"{n}.bin": bytes(3 * MEBIBYTE) for n in range(90)}), "bomb", id="bomb-by-total"
        ),
        pytest.param(zipped({str(n): b"" for n in range(5001)}), "bomb", id="bomb-by-count"),
        pytest.param(zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "wrong_type", id="xlsx"),
        pytest.param(zipped({"[Content_Types].xml": b"", "ppt/a.xml": b""}), "wrong_type", id="pptx"),
        pytest.param(zipped({"a.txt": b"abc"}), "wrong_type", id="zip"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "wrong_type", id="xls"),
        pytest.param(OLE + "PowerPoint Document".encode("utf-16-le"), "wrong_type", id="ppt"),
        pytest.param(OLE + b"x", "wrong_type", id="other-ole"),
    ],
)
def test_refused(data: bytes, code: str, within: Within):
    """Each bad file is refused in time, by its content, with a sentence."""
    with within(3), pytest.raises(Unreadable) as refusal:
        load(data, name="..\\..\\<script>.docx")

    assert refusal.value.code == code
    assert "script" not in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert "{" not in str(refusal.value)


def test_file_size_is_bounded():
    """A file larger than the bound is not looked into."""
    with pytest.raises(Unreadable) as refusal:
        load(GOOD, name="a.docx", limits=Limits(file_bytes=len(GOOD) - 1))
    assert refusal.value.code == "too_large"


def test_no_stack_is_used_up():
    """A caller deep in its own work gets a refusal, not a crash, for XML nested to the parser's bound."""
    nested = docx(p("<w:smartTag>" * 200 + "</w:smartTag>" * 200))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 150)
    try:
        with pytest.raises(Unreadable) as refusal:
            load(nested, name="a.docx")
    finally:
        sys.setrecursionlimit(limit)
    assert refusal.value.code == "too_large"


def test_part_that_lies_about_its_size_is_bounded():
    """A part larger than the bound is not unpacked, whatever its ratio."""
    with pytest.raises(Unreadable) as refusal:
        load(docx(p("a" * 5000)), name="a.docx", limits=Limits(zip_part_bytes=2000))
    assert refusal.value.code == "bomb"


def test_broken_side_part_is_said():
    """A broken part besides the text does not stop the reading; it is reported."""
    loaded = load(docx(p("a"), members={"word/styles.xml": b"<x"}, styles=""), name="a.docx")

    assert loaded.text == "a\n"
    assert loaded.losses == ("1 phần của tệp bị hỏng, không đọc được: “styles.xml”.",)


def test_every_code_has_a_sentence():
    """The sentences of all codes can be written."""
    assert all(str(Unreadable(code, "chi tiết")) for code in MESSAGES)


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage_to_a_docx_is_read_or_refused(place: int, bytes_put: bytes, cut: bool):
    """A valid .docx with bytes changed or its end cut off gives a text or `Unreadable`."""
    data = GOOD[:place] + bytes_put + (b"" if cut else GOOD[place + len(bytes_put) :])
    with contextlib.suppress(Unreadable):
        assert load(data, name="a.docx").text.strip()


@settings(max_examples=60)
@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", OLE, b"{\\rtf1", b"<html>", b"\x89PNG\r\n\x1a\n", b"\xff\xfe"]),
    st.binary(max_size=400),
)
def test_any_bytes_behind_a_known_head_are_read_or_refused(head: bytes, tail: bytes):
    """Rubbish behind the first bytes of any known kind gives a text or `Unreadable`."""
    with contextlib.suppress(Unreadable):
        assert load(head + tail, name="a").text.strip()
