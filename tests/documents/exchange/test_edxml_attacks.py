"""Messages that are hostile or damaged: each is refused in one sentence that says what to do."""

from __future__ import annotations

import base64
import dataclasses
import struct
import time
import tracemalloc

import pytest

from dondoc.documents.exchange import edxml

from .messages import TEXT, document_message, status_message, with_attachments, written, zipped

LAUGHS = '<!DOCTYPE lolz [<!ENTITY lol "lol">' + "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10)
)


def declared(declaration, words="&x;"):
    """Return a message that begins with a declaration and uses it."""
    body = written(header=f"<edXML:Content>{words}</edXML:Content>").decode().split("\n", 1)[1]
    return f'<?xml version="1.0"?>{declaration}{body}'.encode()


def lying_zip():
    """Return a zip whose directory says that its member has ten bytes."""
    data = bytearray(base64.b64decode(zipped([("a.txt", b"0" * 60 * 1024 * 1024)])))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return base64.b64encode(bytes(data)).decode()


def locked_zip():
    """Return a zip whose member says that it is encrypted."""
    data = bytearray(base64.b64decode(zipped([("a.txt", TEXT)])))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return base64.b64encode(bytes(data)).decode()


def many_files(*contents):
    """Return a message with these files, zipped."""
    more = "".join(
        f"<Attachment><ContentId>{number}</ContentId><AttachmentName>{number}.txt</AttachmentName>"
        f"<ContentTransferEncoded>{zipped([('a', content)])}</ContentTransferEncoded></Attachment>"
        for number, content in enumerate(contents, start=2)
    )
    return written().replace(b"</AttachmentEncoded>", f"{more}</AttachmentEncoded>".encode())


LIFTED = zipped([("a.txt", TEXT * 400)], compresslevel=0)
ATTACKS = {
    "a-declaration": (declared("<!DOCTYPE edXML>", ""), "declarations"),
    "an-entity": (declared('<!DOCTYPE edXML [<!ENTITY x "y">]>'), "declarations"),
    "billion-laughs": (declared(LAUGHS + "]>", "&lol9;"), "declarations"),
    "an-external-entity": (declared('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declarations"),
    "an-external-dtd": (declared('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">', ""), "declarations"),
    "a-parameter-entity": (declared('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;]>'), "declarations"),
    "a-declaration-in-utf-16": (declared("<!DOCTYPE edXML>", "").decode().encode("utf-16"), "encoding"),
    "a-declaration-in-utf-7": (
        declared("", "").replace(b'version="1.0"?', b'version="1.0" encoding="utf-7"?'), "encoding",
    ),
    "an-undeclared-entity": (written(header="<edXML:Content>&nbsp;</edXML:Content>"), "damaged"),
    "xinclude": (
        written(header='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
        "inclusion",
    ),
    "too-deep": (written(header="<a>" * 5000 + "</a>" * 5000), "damaged"),
    "too-many-elements": (written(header="<a/>" * 300_000), "too_large"),
    "a-text-without-end": (written(header=f"<edXML:Content>{'a' * 1_100_000}</edXML:Content>"), "too_large"),
    "cut-off": (written()[:-200], "damaged"),
    "no-xml": (b"%PDF-1.7 ...", "damaged"),
    "nothing": (b" \n", "empty"),
    "another-xml": (b"<html><body/></html>", "wrong_type"),
    "an-older-standard": (b'<edXML xmlns="http://www.e-doc.vn/Schema/"/>', "wrong_type"),
    "latin-letters": ("<edXML>é</edXML>".encode("latin-1"), "encoding"),
    "a-path-up": (written(name="../../etc/cron.d/x"), "unsafe_name"),
    "a-path-of-windows": (written(name="..\\x.exe"), "unsafe_name"),
    "a-drive": (written(name="C:x.txt"), "unsafe_name"),
    "a-name-that-shows-another": (written(name="hoa\u202etxt.exe"), "unsafe_name"),
    "a-name-without-end": (written(name="a" * 300), "unsafe_name"),
    "a-path-in-the-zip": (written(content=zipped([("../../x.txt", b"x")])), "unsafe_name"),
    "two-files-in-a-zip": (written(content=zipped([("a.txt", b"a"), ("b.txt", b"b")])), "zip_members"),
    "an-empty-zip": (written(content=zipped([])), "zip_members"),
    "zeros": (written(content=zipped([("a.txt", b"0" * 40 * 1024 * 1024)])), "bomb"),
    "a-zip-that-lies": (written(content=lying_zip()), "zip"),
    "a-password": (written(content=locked_zip()), "encrypted"),
    "a-zip-cut-off": (written(content=base64.b64encode(base64.b64decode(zipped([("a", TEXT)]))[:60]).decode()), "zip"),
    "no-base64": (written(content="@@@không phải base64@@@"), "base64"),
    "base64-cut-off": (written(content=zipped([("a.txt", TEXT)])[:-3]), "base64"),
    "a-number-in-the-place-of-a-content": (written(content="@0"), "base64"),
    "a-number-before-a-content": (
        written(content=LIFTED).replace(
            b"<AttachmentEncoded>",
            b"<AttachmentEncoded><Attachment><ContentId>9</ContentId><AttachmentName>b.txt</AttachmentName>"
            b"<ContentTransferEncoded>@0</ContentTransferEncoded></Attachment>",
        ),
        "base64",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [pytest.param(*attack, id=name) for name, attack in ATTACKS.items()])
def test_refused(data, code):
    """Soon, with a code and a sentence; nothing outside the bytes is opened."""
    started = time.monotonic()

    with pytest.raises(edxml.Refused) as refused:
        edxml.decode(data)

    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        pytest.param(edxml.Limits(message=100), "too_large", id="the-message"),
        pytest.param(edxml.Limits(skeleton=100), "too_large", id="all-but-the-files"),
        pytest.param(edxml.Limits(attachments=0), "attachments", id="so-many-files"),
        pytest.param(edxml.Limits(file=10), "bomb", id="one-file"),
        pytest.param(edxml.Limits(files=10), "bomb", id="all-files"),
    ],
)
def test_bounds(limits, code):
    """Each bound holds."""
    with pytest.raises(edxml.Refused) as refused:
        edxml.decode(written(), limits=limits)

    assert refused.value.code == code


def test_files_are_counted_before_the_first_is_unpacked():
    """Sixty small zips of zeros are refused by what they are, not by what they made of the machine's memory."""
    unpacked = many_files(*[b"0" * 15 * edxml.limits.MEBIBYTE] * 8)
    tracemalloc.start()

    for limits, code in [(edxml.Limits(attachments=8), "attachments"), (edxml.DEFAULT, "bomb")]:
        tracemalloc.reset_peak()
        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(unpacked, limits=limits)
        assert refused.value.code == code
        most = {"attachments": 8, "bomb": 125}[code]
        assert tracemalloc.get_traced_memory()[1] < most * edxml.limits.MEBIBYTE

    tracemalloc.stop()


def test_the_bound_of_all_files_falls_with_each():
    """What just fits passes; a byte more does not."""
    data = many_files(b"a" * 9000, b"b" * 9000)
    edxml.decode(data, limits=edxml.Limits(files=len(TEXT) + 18_000))

    with pytest.raises(edxml.Refused) as refused:
        edxml.decode(data, limits=edxml.Limits(files=len(TEXT) + 17_999))

    assert (refused.value.code, refused.value.detail) == ("bomb", "3.txt")


@pytest.mark.parametrize(
    ("element", "count"),
    [
        pytest.param("<To/>", 100_000, id="recipients"),
        pytest.param("<ToPlaces>" + "<Place>a</Place>" * 50_000 + "</ToPlaces>", 1, id="places"),
    ],
)
def test_repeating_an_element_costs_what_it_weighs(element, count):
    """A megabyte of recipients is read in the time of a megabyte, not of its square."""
    started = time.process_time()

    edxml.read(written(header=element * count))

    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(zipped([("bat-ky.txt", TEXT)]), id="zipped"),
        pytest.param("\n  ".join(zipped([("a.txt", TEXT)])), id="with-line-breaks"),
        pytest.param(base64.b64encode(TEXT).decode(), id="not-zipped"),
    ],
)
def test_files_come_out_as_they_went_in(content):
    """Zipped or not, broken into lines or not."""
    assert edxml.decode(written(content=content)).files[0].content == TEXT


def test_an_office_file_that_was_not_zipped_is_not_unpacked():
    """A .docx is a zip itself."""
    docx = zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")])

    assert edxml.decode(written(content=docx)).files[0].content == base64.b64decode(docx)


def test_a_large_file_passes():
    """Larger than the longest text that the parser takes with its bounds on."""
    content = bytes(range(256)) * 60_000
    data = edxml.encode(document_message(base64.b64encode(content)[:12_000_000]))
    unzipped = written(content=base64.b64encode(content).decode())

    assert len(edxml.decode(data).files[0].content) == 12_000_000
    assert edxml.decode(unzipped).files[0].content == content


class TestObligatory:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            pytest.param({"sender": edxml.Organ(name="A")}, "mã định danh nơi gửi", id="id-of-the-sender"),
            pytest.param({"sender": edxml.Organ(organ_id="1")}, "tên nơi gửi", id="name-of-the-sender"),
            pytest.param({"receivers": ()}, "nơi nhận", id="no-recipient"),
            pytest.param({"receivers": (edxml.Organ(name="A"),)}, "mã định danh nơi nhận", id="id-of-the-recipient"),
            pytest.param({"document_id": ""}, "mã định danh văn bản", id="id-of-the-document"),
            pytest.param({"code": edxml.Code(symbol="TB")}, "số văn bản", id="number"),
            pytest.param({"code": edxml.Code(number="1")}, "ký hiệu văn bản", id="symbol"),
            pytest.param({"promulgation": edxml.PromulgationInfo()}, "ngày ban hành", id="day"),
            pytest.param({"subject": ""}, "trích yếu", id="subject"),
        ],
    )
    def test_of_documents(self, change, words):
        """Each in a sentence of its own that names the element too."""
        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(edxml.encode(document_message(**change)))

        assert refused.value.code == "missing"
        assert str(refused.value).startswith(f"Tin thiếu {words} (")

    @pytest.mark.parametrize(
        ("attachments", "words"),
        [
            pytest.param((), "tệp văn bản", id="no-file"),
            pytest.param((edxml.Attachment(content_id="1", name="a.txt"),), "nội dung tệp đính kèm", id="an-empty-one"),
            pytest.param((edxml.Attachment(content_id="2", content=b"x"),), "tên tệp đính kèm", id="no-name"),
        ],
    )
    def test_of_files(self, attachments, words):
        """A document without its file is none."""
        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(edxml.encode(with_attachments(document_message(), *attachments)))

        assert str(refused.value).startswith(f"Tin thiếu {words} (")

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            pytest.param({"sender": edxml.Organ(name="A")}, "mã định danh nơi báo trạng thái", id="sender"),
            pytest.param({"answers": edxml.ResponseFor(organ_id="1")}, "mã định danh văn bản", id="document"),
            pytest.param({"answers": edxml.ResponseFor(document_id="1")}, "mã định danh nơi đã gửi", id="whose"),
            pytest.param({"code": ""}, "mã trạng thái", id="code"),
            pytest.param({"timestamp": ""}, "thời điểm của trạng thái", id="moment"),
        ],
    )
    def test_of_states(self, change, words):
        """A state says of what, who, which and when."""
        whole = status_message("03", document_id="x")
        status = dataclasses.replace(whole.status, **change)
        broken = edxml.Message(envelope=edxml.Envelope(header=edxml.Header(status=status)))

        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(edxml.encode(broken))

        assert str(refused.value).startswith(f"Tin thiếu {words}")

    @pytest.mark.parametrize(
        "message",
        [
            pytest.param(document_message(promulgation=edxml.PromulgationInfo(date="20/11/2026")), id="day"),
            pytest.param(document_message(due_date="hôm sau"), id="due-date"),
            pytest.param(status_message("03", document_id="x", timestamp="sáng nay"), id="moment"),
        ],
    )
    def test_days_are_days(self, message):
        """What cannot be read is not guessed."""
        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(edxml.encode(message))

        assert refused.value.code == "wrong_date"

    @pytest.mark.parametrize(
        "message",
        [
            pytest.param(document_message(document_id="a" * 201), id="id-of-the-document"),
            pytest.param(document_message(sender=edxml.Organ(organ_id="1" * 61, name="A")), id="id-of-the-sender"),
            pytest.param(document_message(code=edxml.Code(number="1" * 61, symbol="A")), id="number"),
            pytest.param(document_message(code=edxml.Code(number="1", symbol="A" * 101)), id="symbol"),
            pytest.param(status_message("03", document_id="a" * 201), id="id-of-a-state"),
            pytest.param(status_message("03", document_id="a", sender="1" * 61), id="sender-of-a-state"),
            pytest.param(status_message("1" * 11, document_id="a"), id="code-of-a-state"),
        ],
    )
    def test_what_messages_are_told_apart_by_is_never_cut(self, message):
        """Two that begin alike would count as one."""
        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(edxml.encode(message))

        assert refused.value.code == "id_too_long"

    def test_two_files_of_one_id(self):
        """Which of them is the document would be a guess."""
        twice = edxml.Attachment(content_id="1", name="a.txt", content=b"x")
        other = edxml.Attachment(content_id="cid:1", name="b.txt", content=b"y")

        with pytest.raises(edxml.Refused) as refused:
            edxml.decode(edxml.encode(with_attachments(document_message(), twice, other)))

        assert refused.value.code == "same_name"


class TestWriting:
    @pytest.mark.parametrize(
        ("message", "code"),
        [
            pytest.param(document_message(subject="chuông \x07"), "characters", id="a-bell"),
            pytest.param(document_message(subject="\ud800"), "characters", id="half-a-letter"),
            pytest.param(document_message(name="../a.txt"), "unsafe_name", id="a-path"),
        ],
    )
    def test_refused(self, message, code):
        """What another agency would refuse is not written."""
        with pytest.raises(edxml.Refused) as refused:
            edxml.encode(message)

        assert refused.value.code == code

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            pytest.param({"subject": "a" * 501}, "Trích yếu (Subject) có 501 ký tự, tối đa 500", id="subject"),
            pytest.param({"sender": edxml.Organ(organ_id="1" * 14)}, "Mã định danh nơi gửi", id="id-of-the-sender"),
            pytest.param({"receivers": (edxml.Organ(), edxml.Organ(name="a" * 201))}, "Tên nơi nhận", id="second-name"),
            pytest.param({"code": edxml.Code(number="1" * 12)}, "Số văn bản", id="number"),
            pytest.param({"code": edxml.Code(symbol="A" * 31)}, "Ký hiệu văn bản", id="symbol"),
            pytest.param({"signer": edxml.SignerInfo(full_name="a" * 51)}, "Họ tên người ký", id="signer"),
            pytest.param({"signer": edxml.SignerInfo(position="a" * 101)}, "Chức vụ người ký", id="position"),
            pytest.param({"other": edxml.OtherInfo(pages="1000")}, "Số trang", id="pages"),
            pytest.param({"other": edxml.OtherInfo(priority="10")}, "Mức độ khẩn", id="priority"),
        ],
    )
    def test_lengths_of_annex_vi(self, change, words):
        """Each field by its own bound, told with what it has and what it may have."""
        with pytest.raises(edxml.Refused) as refused:
            edxml.require_lengths(document_message(**change))

        assert refused.value.code == "too_long"
        assert str(refused.value).startswith(words)

    def test_what_just_fits_passes(self):
        """The bounds belong to what is allowed."""
        edxml.require_lengths(document_message(subject="a" * 500, code=edxml.Code(number="1" * 11, symbol="A" * 30)))
