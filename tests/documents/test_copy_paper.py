"""The paper of copies: the copied pages, the block below their text or the line above it, by Phụ lục I phần II."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from django.urls import reverse
from PIL import Image

from dondoc.audit.models import Entry
from dondoc.documents.copies import errors, joining, paper, ranges, services
from dondoc.documents.copies.choices import Kind
from dondoc.documents.copies.models import Copy
from dondoc.writing import from_json
from dondoc.writing.pdf import write_pdf
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.outgoing.test_electronic import bytes_of, sealed
from tests.world import NOW
from tests.writing import contents

MM = 72 / 25.4


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("", [], id="none"),
        pytest.param("1, 3-4", [1, 3, 4], id="runs"),
        pytest.param("4; 2–3; 3", [2, 3, 4], id="each-once-in-order"),
        pytest.param("0", None, id="before-the-first"),
        pytest.param("6", None, id="behind-the-last"),
        pytest.param("3-2", None, id="backwards"),
        pytest.param("trang 1", None, id="words"),
    ],
)
def test_pages_as_people_write_them(words, expected):
    """Of a file of five; what is printed of them is read back."""
    found = ranges.parsed(words, most=5)

    assert found == expected
    if found:
        assert ranges.parsed(ranges.printed(found), most=5) == found


def test_runs_are_printed_short():
    """As a clerk writes them."""
    assert ranges.printed([1, 3, 4, 5, 7, 8]) == "1, 3-5, 7-8"


@pytest.fixture
def office(world):
    """The organisation with abbreviations and addresses."""
    return drafts.prepare(world)


def arrived(office, data, *, pages, media_type="application/pdf"):
    """Return a document that came in as this file."""
    return worlds.arrival(office, data=data, media_type=media_type, pages=pages, file_name="den.pdf").document


@pytest.fixture
def letter(office):
    """An official letter of one page with room below it."""
    return arrived(office, write_pdf(from_json(contents.letter() | {"contact": None})), pages=1)


@pytest.fixture
def decision(office):
    """A decision with its regulation: two pages."""
    return arrived(office, write_pdf(from_json(contents.decision())), pages=2)


def record(office, document, **change):
    """Enter a copy signed by the director."""
    base = {"kind": Kind.TRUE_COPY, "medium": "to_paper", "signing_post_id": office.director.posts.get().pk,
            "recipients": "Các phòng; Trung tâm", "amount": 3}  # fmt: skip
    return services.record_copy(document_id=document.pk, **(base | change), actor=office.clerk, now=NOW)


def pages_of(office, copy):
    """Return the copy as pages to look at."""
    made = Copy.objects.select_related("document__file", "unit", "signer").get(pk=copy.pk)
    return pdfplumber.open(io.BytesIO(paper.file_of(made, actor=office.clerk, now=NOW))).pages


def place(page, words):
    """Return where words stand on a page."""
    (found,) = page.search(words, regex=False)
    return found


def words_of(page):
    """Return the words of a page on one line."""
    return " ".join((page.extract_text() or "").split())


def test_the_block_stands_right_below_the_text(office, letter):
    """On the same sheet, under a rule over the whole width of the text; the parts as Mẫu 3.1 has them."""
    copy = record(office, letter)
    (page,) = pages_of(office, copy)

    last = place(page, "Lưu: VT, HCTH")
    form, number, day = (place(page, words) for words in ("SAO Y", "Số: 01/SY-SKHCN", "Quảng Ngãi, ngày 25 tháng 11"))
    rule = min((line for line in page.lines if line["top"] > last["bottom"]), key=lambda line: line["top"])
    assert last["bottom"] < rule["top"] < form["top"] < day["top"]
    assert abs(rule["x0"] - 30 * MM) < 1
    assert abs(rule["x1"] - 195 * MM) < 1
    assert abs(number["top"] - day["top"]) < 1
    assert number["x1"] < day["x0"]
    for words in ("Lê Hoàng Phúc", "- Các phòng;", "- Trung tâm;", "- Lưu: VT."):
        assert place(page, words)["top"] > rule["top"]
    assert Entry.objects.filter(act="documents.file.read", subject=f"document:{letter.pk}").count() == 1


def test_without_room_it_takes_a_further_sheet(office):
    """Of the size A4; nothing is laid over the text."""
    long = contents.letter() | {"body": [contents.paragraph("Lời văn của công văn.")] * 16, "contact": None}
    data = write_pdf(from_json(long))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        count = len(pdf.pages)
    *copied, last = pages_of(office, record(office, arrived(office, data, pages=count)))

    assert len(copied) == count
    assert "SAO Y" in words_of(last)
    assert (round(last.width / MM), round(last.height / MM)) == (210, 297)
    assert all("SAO Y" not in words_of(page) for page in copied)


def test_an_electronic_copy_bears_a_line_only(office, decision):
    """Upper right corner of the first page, size 10: the form and who copied; no block, no number."""
    first, second = pages_of(office, record(office, decision, medium="to_electronic"))

    found = place(first, "Sao y; Sở Khoa học và Công nghệ")
    assert found["top"] < 15 * MM
    assert found["x0"] > 105 * MM
    assert {round(letter["size"]) for letter in found["chars"]} == {10}
    assert "SY-SKHCN" not in words_of(first) + words_of(second)
    assert "Sao y" not in words_of(second)


def test_an_extract_takes_the_pages_that_were_chosen(office, decision):
    """And says that it is one."""
    copy = record(office, decision, kind=Kind.EXTRACT, extract="Quy chế", pages="2")
    pages = pages_of(office, copy)

    assert copy.pages == "2"
    assert "QUY CHẾ QUẢN LÝ" in words_of(pages[0])
    assert "TRÍCH SAO" in " ".join(map(words_of, pages))
    assert "Bãi bỏ" not in " ".join(map(words_of, pages))


def test_a_scan_is_copied_as_it_was_scanned(office):
    """A picture becomes a page of its size."""
    target = io.BytesIO()
    Image.new("RGB", (1654, 2339), "white").save(target, "PNG", dpi=(200, 200))
    (page,) = pages_of(office, record(office, arrived(office, target.getvalue(), pages=1, media_type="image/png")))

    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert len(page.images) == 1
    assert "SAO Y" in words_of(page)


def test_of_what_has_no_pages_the_block_alone_is_set(office):
    """It is printed and laid behind the document."""
    (page,) = pages_of(office, record(office, worlds.arrival(office, data=b"van ban").document))

    assert "SAO Y" in words_of(page)


def test_how_the_signer_signs_is_kept(office, letter):
    """By the mandate of the day; later changes leave the copy as it was."""
    post = office.office_head.posts.get()
    given = {"given_by": office.director.posts.get(), "regulation": "Quy chế", "valid_from": worlds.SINCE}
    mandate = post.mandates.create(prefix="TL.", recorded_by=office.administrator, recorded_at=NOW, **given)
    copy = record(office, letter, signing_post_id=post.pk)
    mandate.delete()

    assert copy.signature == {
        "authority": ["TL. GIÁM ĐỐC"], "title": "TRƯỞNG PHÒNG HC-TH", "name": office.office_head.full_name,
    }  # fmt: skip
    assert "TL. GIÁM ĐỐC" in words_of(pages_of(office, copy)[0])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({"medium": "electronic"}, errors.MediumUnfit, id="electronic-to-electronic-but-no-extract"),
        pytest.param({"pages": "1"}, errors.PagesUnfit, id="a-whole-copy-of-a-page"),
        pytest.param({"kind": Kind.EXTRACT, "extract": "Điều 1"}, errors.PagesUnfit, id="an-extract-of-no-page"),
        pytest.param(
            {"kind": Kind.EXTRACT, "extract": "Điều 1", "pages": "3"}, errors.PagesUnfit, id="a-page-there-is-not"
        ),
    ],
)
def test_refusal_takes_no_number(office, decision, change, refusal):
    """And nothing is entered."""
    before = (Copy.objects.count(), Entry.objects.count())

    with pytest.raises(refusal):
        record(office, decision, **change)

    assert (Copy.objects.count(), Entry.objects.count()) == before


def test_the_page_gives_the_file(client, office, letter):
    """Under the number of the copy; only to who may open the document."""
    copy = record(office, letter)
    address = reverse("documents:copy-file", args=[copy.pk])
    client.force_login(office.clerk)

    assert address in client.get(reverse("documents:copy-record", args=[letter.pk])).content.decode()
    assert address in client.get(reverse("documents:copies")).content.decode()
    answer = client.get(address)
    assert answer.content.startswith(b"%PDF-1.7")
    assert "01-SY-SKHCN.pdf" in answer["Content-Disposition"]
    client.force_login(office.farm_head)
    assert client.get(address).status_code == 404


def test_numbers_entered_after_the_signature_are_printed(office):
    """They stand in fields of the file, which a copy has none of."""
    made = sealed(office)
    data = bytes_of(made)
    pages = pages_of(office, record(office, arrived(office, data, pages=1)))

    head = words_of(pages[0]).partition("THÔNG BÁO")[0]
    assert "01" in head.partition("/TB-TTUD")[0]
    assert "ngày 25 tháng 11 năm 2026" in head


def test_pages_that_follow_one_another_share_their_fonts():
    """A long file does not bear the same font once for each page."""
    original = write_pdf(from_json(contents.decision()))

    def fonts(pages):
        with joining._copied(original, "application/pdf", pages) as made:
            return joining._saved(made).count(b"/FontFile"), len(made)

    assert fonts([1, 2, 1]) == (fonts([1, 2])[0], 3)
    assert fonts([1, 2])[0] == max(fonts([1])[0], fonts([2])[0])
