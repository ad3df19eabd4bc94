"""How urgent a document is, is proposed as its stamp was read; the clerk says what holds."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import services
from dondoc.documents.incoming import entering
from dondoc.documents.incoming import services as acts
from dondoc.documents.incoming.choices import Priority
from dondoc.documents.models import Document
from dondoc.documents.services import read_scan
from dondoc.writing import from_json
from dondoc.writing.docx import write_docx
from dondoc.writing.pdf import write_pdf
from tests import world as worlds
from tests.documents.test_register import NOTICE
from tests.world import NOW
from tests.writing import contents

STAMPED = NOTICE.replace("Bình Sơn, ngày", "{stamp}\nBình Sơn, ngày", 1)


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def register(world, stamp, *, number=12):
    """Register a notice with a stamp."""
    data = STAMPED.format(stamp=stamp).replace("Số: 12/", f"Số: {number}/").encode()
    return services.register(data=data, name="a.txt", actor=world.clerk, now=NOW).arrivals.get()


@pytest.mark.parametrize(("name", "write"), [("a.docx", write_docx), ("a.pdf", write_pdf)])
@pytest.mark.parametrize(
    ("level", "priority"),
    [("khan", Priority.URGENT), ("thuong_khan", Priority.VERY_URGENT), ("hoa_toc", Priority.FLASH), (None, "0")],
)
def test_the_entry_has_what_was_read(world, name, write, level, priority):
    """Of a Word file and of a PDF; without a stamp it is not urgent."""
    data = write(from_json(contents.letter() | {"urgency": level}))

    document = services.register(data=data, name=name, actor=world.clerk, now=NOW)

    assert document.arrivals.get().priority == priority


def test_words_of_the_text_are_no_stamp(world):
    """Whatever the text calls urgent."""
    data = NOTICE.replace("rà soát", "rà soát khẩn trương, hỏa tốc").encode()

    assert services.register(data=data, name="a.txt", actor=world.clerk, now=NOW).arrivals.get().priority == "0"


def test_the_page_says_that_it_was_read(client, world):
    """Beside what holds; after a correction it still says what was read, and the log who corrected it."""
    arrival = register(world, "HỎA TỐC")
    client.force_login(world.clerk)
    page = reverse("documents:incoming", args=[arrival.pk])

    as_read = client.get(page).content.decode()
    acts.set_facts(
        arrival_id=arrival.pk, version=1, arrived_on=arrival.arrived_on, priority="1", due_date=None, note="",
        actor=world.clerk, now=NOW,
    )  # fmt: skip
    corrected = client.get(page).content.decode()

    assert "<dd>Hỏa tốc<small>" in as_read
    assert "<dd>Khẩn<small>" in corrected
    assert "Hỏa tốc" in corrected
    arrival.refresh_from_db()
    assert arrival.priority == "1"
    assert Entry.objects.latest("pk").before["priority"] == "Hỏa tốc"


def test_the_page_says_nothing_where_nothing_was_read(client, world):
    """What a clerk entered is not called read."""
    arrival = worlds.arrival(world)
    client.force_login(world.clerk)

    assert "<dd>Thường</dd>" in client.get(reverse("documents:incoming", args=[arrival.pk])).content.decode()


def test_another_body_gets_it_too(world):
    """The stamp is on the document, not of one book; what the first clerk made of it is theirs."""
    arrival = register(world, "KHẨN")
    ours = worlds.keeps_register("thu", world.centre)
    services.distribute(document=arrival.document, units=[world.centre])
    arrival.priority = "0"
    arrival.save()

    entered = entering.enter_in_book(document_id=arrival.document_id, actor=ours, now=NOW)

    assert entered.priority == Priority.URGENT


@pytest.mark.needs("tesseract")
def test_a_scan_that_is_read_in_the_background(world):
    """When its letters have been recognised."""
    import io

    import pypdfium2 as pdfium

    page = pdfium.PdfDocument(write_pdf(from_json(contents.letter() | {"urgency": "thuong_khan"})))[0]
    picture = io.BytesIO()
    page.render(scale=300 / 72).to_pil().save(picture, "PNG", dpi=(300, 300))
    waiting = services.receive(data=picture.getvalue(), name="a.png", actor=world.clerk, now=NOW)

    read_scan(document_id=waiting.pk, now=NOW)

    assert Document.objects.get(pk=waiting.pk).arrivals.get().priority == Priority.VERY_URGENT
