"""A whole case file as .zip: in time order, each document with its fields, nothing cut, nothing hidden left out."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from dondoc.audit.models import Entry
from dondoc.documents.case_files import converting, errors, exporting, selectors, services
from dondoc.documents.case_files.fields import Field, as_xml, too_long
from dondoc.documents.case_files.services import Terms, put
from dondoc.documents.exchange.models import Correspondent, ReceivedMessage
from dondoc.documents.incoming import entering
from dondoc.documents.incoming import services as acts
from dondoc.documents.incoming.numbering import give_number
from dondoc.documents.models import Document
from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import office
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.test_case_files import make
from tests.documents.test_issued_comes_in import issue
from tests.world import NOW, TODAY


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def letter(world, number, day, **fields):
    """Write a letter with bytes in the store."""
    base = {"subject": f"Về việc {number}", "date": day and dt.date(2026, 11, day)}
    data = f"noi dung {number}".encode()
    return worlds.document(world, [], number=str(number), symbol="SKHCN-VP", data=data, **(base | fields))


@pytest.fixture
def no_office(monkeypatch):
    """A machine without LibreOffice."""
    monkeypatch.setattr(office, "is_available", lambda: False)


@pytest.fixture
def case_file(world, no_office):
    """A file with a later letter first, one that came in under a number, and one without a date."""
    world.department.e_id = "H48.12"
    world.department.save()
    made = make(world, terms=Terms(None, is_permanent=True, rights="unit", source="QĐ"), language="Tiếng Việt")
    later = letter(world, 2, 20, media_type="application/pdf", pages=3, file_name="hai.PDF")
    came_in = letter(world, 1, 10, issuer="Ủy ban nhân dân tỉnh", file_name="mot.docx")
    give_number(came_in)
    undated = letter(world, 3, None, subject="V" * 501)
    for document in (later, undated, came_in):
        put(case_file_id=made.pk, document_id=document.pk, actor=world.clerk, now=NOW)
    return made


def opened(client, case_file):
    """Return the archive as the page sends it."""
    response = client.post(reverse("documents:case-file-archive", args=[case_file.pk]))
    assert response.status_code == 200
    return zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_holds_everything_in_time_order(world, case_file, client):
    """Each document as .pdf or as it was received, its fields beside it; the file's own and the table of contents."""
    client.force_login(world.clerk)

    packed = opened(client, case_file)

    assert packed.namelist() == [
        "ho-so.xml", "muc-luc.xlsx",
        "001_1-skhcn-vp.docx", "001_1-skhcn-vp.xml",
        "002_2-skhcn-vp.pdf", "002_2-skhcn-vp.xml",
        "003_3-skhcn-vp.pdf", "goc/003_3-skhcn-vp.txt", "003_3-skhcn-vp.xml",
        "do-dai.txt", "chuyen-doi.txt",
    ]  # fmt: skip
    assert packed.read("chuyen-doi.txt").decode().splitlines() == [
        "001_1-skhcn-vp.docx: giữ nguyên như khi tiếp nhận, chưa chuyển được sang .pdf.",
        "003_3-skhcn-vp.pdf: chuyển từ goc/003_3-skhcn-vp.txt; cách trình bày có thể khác bản gốc.",
    ]
    assert packed.read("goc/003_3-skhcn-vp.txt") == b"noi dung 3"
    assert packed.read("002_2-skhcn-vp.pdf") == b"noi dung 2"
    assert packed.testzip() is None
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.after) == ("documents.export_case_file", world.clerk, {"count": 3})


def word_file(text):
    """Return the bytes of a .docx."""
    made, target = docx.Document(), BytesIO()
    made.add_paragraph(text)
    made.save(target)
    return target.getvalue()


def picture(kind, count):
    """Return the bytes of a picture of so many frames."""
    frames = [Image.new("RGB", (80, 120), (n, n, n)) for n in range(count)]
    target = BytesIO()
    frames[0].save(target, kind, **({"save_all": True, "append_images": frames[1:]} if count > 1 else {}))
    return target.getvalue()


def a_file_of(world, **data):
    """Return a case file with documents of these bytes, by the suffixes of their names."""
    made = make(world, terms=Terms(5, is_permanent=False, rights="unit", source="QĐ"))
    for day, (suffix, content) in enumerate(data.items(), start=1):
        fields = {"number": str(day), "symbol": "VP", "date": dt.date(2026, 11, day), "file_name": f"tep.{suffix}"}
        lying = worlds.document(world, [], data=content, media_type="application/octet-stream", **fields)
        put(case_file_id=made.pk, document_id=lying.pk, actor=world.clerk, now=NOW)
    return selectors.get(made.pk, person=world.clerk, today=TODAY)


@pytest.mark.skipif(not office.is_available(), reason="LibreOffice is not installed")
def test_word_files_and_pictures_become_pdf(world):
    """In time order; what was received lies beside, a damaged one stays as it is, and it is told which is which."""
    case_file = a_file_of(
        world, docx=word_file("Kế hoạch kiểm định"), tif=picture("TIFF", 2), png=b"khong phai anh", xlsx=b"PK hong"
    )

    with exporting.archive(case_file, person=world.clerk, today=TODAY) as held, zipfile.ZipFile(held) as packed:
        names = packed.namelist()
        notes = packed.read("chuyen-doi.txt").decode()
        text = pypdfium2.PdfDocument(packed.read("001_1-vp.pdf"))[0].get_textpage().get_text_bounded()
        pages = len(pypdfium2.PdfDocument(packed.read("002_2-vp.pdf")))
        original = packed.read("goc/001_1-vp.docx")

    assert names[2:10] == [
        "001_1-vp.pdf", "goc/001_1-vp.docx", "001_1-vp.xml", "002_2-vp.pdf", "goc/002_2-vp.tif", "002_2-vp.xml",
        "003_3-vp.png", "003_3-vp.xml",
    ]  # fmt: skip
    assert ("Kế hoạch kiểm định" in text, pages, original[:2]) == (True, 2, b"PK")
    assert [line.split(":")[0] for line in notes.splitlines()][:3] == ["001_1-vp.pdf", "002_2-vp.pdf", "003_3-vp.png"]


def text_of(pdf):
    """Return the words of the first page."""
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def test_plain_text_becomes_pdf(world, no_office, monkeypatch):
    """In whatever letters it is written, without LibreOffice; what is no text, or too long, stays and is named."""
    words = "Kế hoạch kiểm định\r\nphương tiện đo"
    monkeypatch.setattr(converting, "MOST_LETTERS", 100)
    case_file = a_file_of(world, txt=words.encode(), TXT=words.encode("utf-16"), Txt=b"\x00\x01\x02", tXt=b"a" * 99)

    with exporting.archive(case_file, person=world.clerk, today=TODAY) as held, zipfile.ZipFile(held) as packed:
        names = packed.namelist()
        notes = packed.read("chuyen-doi.txt").decode().splitlines()
        said = {text_of(packed.read(name)) for name in ("001_1-vp.pdf", "002_2-vp.pdf")}
        original = packed.read("goc/002_2-vp.txt")

    assert names[2:-1] == [
        "001_1-vp.pdf", "goc/001_1-vp.txt", "001_1-vp.xml", "002_2-vp.pdf", "goc/002_2-vp.txt", "002_2-vp.xml",
        "003_3-vp.txt", "003_3-vp.xml", "004_4-vp.txt", "004_4-vp.xml",
    ]  # fmt: skip
    assert (said, original) == ({"Kế hoạch kiểm định phương tiện đo"}, words.encode("utf-16"))
    assert [line.split(":")[0] for line in notes] == ["001_1-vp.pdf", "002_2-vp.pdf", "003_3-vp.txt", "004_4-vp.txt"]


def test_when_time_is_over_files_stay_as_they_are(world, monkeypatch):
    """Nothing is half written, nothing is lost."""
    monkeypatch.setattr(office, "is_available", lambda: True)

    def late(*_given, **_options):
        raise Unreadable("too_slow", "")

    monkeypatch.setattr(office.programs, "run", late)

    case_file = a_file_of(world, docx=b"PK")

    with exporting.archive(case_file, person=world.clerk, today=TODAY) as held, zipfile.ZipFile(held) as packed:
        assert packed.namelist()[2:] == ["001_1-vp.docx", "001_1-vp.xml", "chuyen-doi.txt"]


def test_fields_of_an_incoming_document(world, case_file, client):
    """Those of Phụ lục VI; what is not known is empty, not left out."""
    client.force_login(world.clerk)

    root = ET.fromstring(opened(client, case_file).read("001_1-skhcn-vp.xml"))

    assert root.tag == "IncomingDocument"
    assert [element.tag for element in root] == [
        "FileCode", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject",
        "Language", "PageAmount", "Description", "SignerInfo", "Priority", "IssuedAmount", "DueDate", "ArrivalDate",
        "ArrivalNumber", "ToPlaces", "TraceHeaderList",
    ]  # fmt: skip
    found = {element.tag: element.text or "" for element in root.iter()}
    assert root.findtext("FileCode/OrganId") == "H48.12"
    assert (found["FileCatalog"], found["FileNotation"]) == ("2026", "01-VP")
    assert (found["IssuedDate"], found["ArrivalDate"], found["ArrivalNumber"]) == ("10/11/2026", "25/11/2026", "1")
    assert (found["DocOrdinal"], found["DueDate"], found["Language"]) == ("1", "", "Tiếng Việt")


def fields_of(case_file, person, name):
    """Return the fields of a document in the archive."""
    case_file = selectors.get(case_file.pk, person=person, today=TODAY)
    with exporting.archive(case_file, person=person, today=TODAY) as held, zipfile.ZipFile(held) as packed:
        return ET.fromstring(packed.read(name))


def told(root, tag):
    """Return the words of the fields inside each field of a name."""
    return [[inner.text or "" for inner in element] for element in root.iter(tag)]


def test_what_is_known_of_an_incoming_document(world, case_file):
    """Identifiers of the recipients that go by one name, and its way here; what is not known stays empty."""
    day = dt.date(2025, 1, 1)
    Correspondent.objects.create(name="Sở Tài chính", organ_id="H48.20", source="QĐ", valid_from=day)
    for organ_id in ("H48.31", "H48.32"):
        Correspondent.objects.create(name="Công an tỉnh", organ_id=organ_id, source="QĐ", valid_from=day)
    document = Document.objects.get(number="1")
    names = ["Như trên", "Sở Tài chính (để báo cáo)", "Công an tỉnh", "Sở KH&CN", "Lưu: VT"]
    document.reading["header"]["recipients"] = names
    document.save()
    ReceivedMessage.objects.create(
        kind="document", outcome="registered", sha256="0" * 64, received_at=NOW - dt.timedelta(hours=1),
        addressed_id="H48.12", addressed_name="Sở KH&CN", document=document,
    )  # fmt: skip
    acts.forward(arrival_id=document.arrivals.get().pk, unit_id=world.lab.pk, actor=world.clerk, now=NOW)

    root = fields_of(case_file, world.clerk, "001_1-skhcn-vp.xml")

    assert told(root, "To") == [
        ["", names[0]],
        ["H48.20", names[1]],
        ["", names[2]],
        ["H48.12", names[3]],
        ["", names[4]],
    ]
    assert told(root, "TraceHeader") == [
        ["H48.12", "Sở KH&CN", "2026/11/25 08:00:00"],
        ["", world.office.name, "2026/11/25 09:00:00"],
        ["", world.lab.name, "2026/11/25 09:00:00"],
    ]
    assert root.findtext("IssuedAmount") == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [("Tiếng Việt", "Tiếng Việt"), ("", ""), ("Tiếng Việt, tiếng Anh", ""), ("Việt và Anh", "")],
)
def test_the_language_is_that_of_the_file_where_it_names_one(world, no_office, said, expected):
    """What its keeper wrote; of a file in several languages nothing is known of one document."""
    made = make(world, language=said)
    put(case_file_id=made.pk, document_id=letter(world, 1, 10).pk, actor=world.clerk, now=NOW)

    assert fields_of(made, world.clerk, "001_1-skhcn-vp.xml").findtext("Language") == expected


def test_what_is_known_of_a_document_that_another_body_issued(world):
    """How many copies were made, to whom it went, that it is in Vietnamese, and each station with its day."""
    world = drafts.prepare(world)
    world.department.e_id, world.centre.e_id = "H48.12", "H48.12.4"
    world.department.save()
    world.centre.save()
    ours = worlds.keeps_register("thu", world.centre)
    notice = issue(world, world.centre, world.farm, copies=7)
    entering.enter_in_book(document_id=notice.document_id, actor=ours, now=NOW + dt.timedelta(days=1))
    made = services.make(
        unit_id=world.centre.pk, year=2026, code="01", title="Hồ sơ", keeper_id=ours.pk,
        terms=Terms(5, is_permanent=False, rights="unit", source="QĐ"), actor=ours, now=NOW,
    )  # fmt: skip
    put(case_file_id=made.pk, document_id=notice.document_id, actor=ours, now=NOW)

    root = fields_of(made, ours, f"001_{exporting.slug_of(notice.document)}.xml")

    assert (root.findtext("IssuedAmount"), root.findtext("Language")) == ("7", "Tiếng Việt")
    assert told(root, "To") == [["H48.12.4", world.centre.name], ["", world.farm.name]]
    assert told(root, "TraceHeader") == [
        ["H48.12", world.department.name, "2026/11/25 09:00:00"], ["H48.12.4", world.centre.name, "2026/11/26"],
    ]  # fmt: skip


def test_fields_of_the_file(world, case_file, client):
    """Days of the first and the last document are computed; a total that would leave pages out is not given."""
    client.force_login(world.clerk)

    root = ET.fromstring(opened(client, case_file).read("ho-so.xml"))

    found = {element.tag: element.text or "" for element in root.iter()}
    assert (found["Maintenance"], found["DocTotal"], found["PageTotal"]) == ("Vĩnh viễn", "3", "")
    assert (found["StartDate"], found["EndDate"]) == ("10/11/2026", "20/11/2026")


def test_what_is_too_long_is_told_and_not_cut(world, case_file, client):
    """The subject stands whole in its element."""
    client.force_login(world.clerk)

    packed = opened(client, case_file)

    assert "Subject dài 501 ký tự, Phụ lục VI quy định 500" in packed.read("do-dai.txt").decode()
    assert ET.fromstring(packed.read("003_3-skhcn-vp.xml")).findtext("Subject") == "V" * 501


def test_the_table_of_contents_is_a_workbook_in_the_same_order(world, case_file, client):
    """Headings of the book, a row for each document."""
    client.force_login(world.clerk)

    sheet = openpyxl.load_workbook(BytesIO(opened(client, case_file).read("muc-luc.xlsx"))).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0][:3] == ["STT", "Số, ký hiệu văn bản", "Ngày tháng văn bản"]
    assert [row[:3] for row in rows[1:]] == [
        ["1", "1/SKHCN-VP", "10/11/2026"], ["2", "2/SKHCN-VP", "20/11/2026"], ["3", "3/SKHCN-VP", ""],
    ]  # fmt: skip


def test_who_does_not_see_all_of_it_takes_nothing_out(world, client):
    """And no entry says that somebody did."""
    made = make(world, terms=Terms(5, is_permanent=False, rights="agency", source="QĐ"))
    put(case_file_id=made.pk, document_id=letter(world, 1, 10).pk, actor=world.clerk, now=NOW)
    before = Entry.objects.count()
    client.force_login(world.officer)

    response = client.post(reverse("documents:case-file-archive", args=[made.pk]))

    assert (response.status_code, Entry.objects.count()) == (403, before)


def test_a_lost_file_is_named(world, case_file):
    """Nothing is sent half."""
    lost = case_file.entries.get(document__number="2").document
    default_storage.delete(lost.file.content.name)
    found = selectors.get(case_file.pk, person=world.clerk, today=TODAY)

    with pytest.raises(errors.FileOfDocumentLost) as refusal:
        exporting.archive(found, person=world.clerk, today=TODAY)

    assert refusal.value.params == {"name": "Về việc 2"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("a & b < c", "a & b < c", id="marks-of-xml"),
        pytest.param("một\x0ctrang\x00", "mộttrang", id="characters-that-no-xml-holds"),
        pytest.param("", None, id="empty"),
    ],
)
def test_xml_reads_back(value, expected):
    """Whatever a document says."""
    assert ET.fromstring(as_xml("File", [Field("Title", value)])).findtext("Title") == (expected or "")


def test_lengths_are_those_of_the_annex():
    """Also of fields inside fields; at the length it is not too long."""
    fields = [Field("FileCode", inner=(Field("FileCatalog", "20260", 4),)), Field("Priority", "1", 1)]

    assert list(too_long(fields)) == [("FileCatalog", 5, 4)]
