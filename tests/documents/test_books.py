"""Books: their columns are data, printed and as a workbook; filters say which entries."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import docx
import openpyxl
import pdfplumber
import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.books import errors, selectors, services
from dondoc.documents.books.choices import SHIPPED, Book
from dondoc.documents.books.models import BookColumn
from dondoc.documents.books.selectors import Offered
from dondoc.documents.case_files.cells import CONTENTS, FILES
from dondoc.documents.copies.cells import CELLS as COPIES
from dondoc.documents.incoming.cells import CELLS as INCOMING
from dondoc.documents.outgoing.cells import CELLS as OUTGOING
from tests import world as worlds
from tests.world import NOW, TODAY

CELLS = {Book.INCOMING: INCOMING, Book.OUTGOING: OUTGOING, Book.HANDLING: INCOMING,
         Book.COPIES: COPIES, Book.CASE_FILES: FILES,
         Book.CONTENTS: CONTENTS}  # fmt: skip


def settings(book, **change):
    """Return the columns of a book as a form sends them, with a change to the first."""
    first, *others = [Offered(one.field, one.heading, one.position, one.is_shown) for one in selectors.offered_of(book)]
    return [Offered(**{name: getattr(first, name) for name in first.__slots__} | change), *others]


def words_in(data, kind):
    """Return the words of a file on one line."""
    if kind == "docx":
        (table,) = docx.Document(BytesIO(data)).tables
        return " ".join(cell.text for row in table.rows for cell in row.cells)
    with pdfplumber.open(BytesIO(data)) as pdf:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)


@pytest.mark.parametrize("book", Book)
def test_every_column_can_be_filled(book):
    """The product knows each fact that a book shows."""
    assert [column.field for column in SHIPPED[book] if column.field not in CELLS[book]] == []


class TestColumns:
    def test_are_those_of_the_decree_as_remembered_until_compared(self, world):
        """And the page of the columns says that they were not."""
        assert [column.heading for column in selectors.columns_of(Book.INCOMING)][:3] == [
            "Ngày đến",
            "Số đến",
            "Tác giả",
        ]
        assert selectors.source_of(Book.INCOMING) == ""

    def test_an_administrator_changes_them(self, world):
        """Heading, order, choice; the log keeps what they were."""
        change = settings(Book.INCOMING, heading="Ngày, tháng đến", position=99)

        services.set_columns(
            book=Book.INCOMING, settings=change, source="Phụ lục IV", actor=world.administrator, now=NOW
        )

        assert selectors.columns_of(Book.INCOMING)[-1].heading == "Ngày, tháng đến"
        assert selectors.source_of(Book.INCOMING) == "Phụ lục IV"
        assert Entry.objects.latest("pk").before["columns"][0] == "Ngày đến"

    @pytest.mark.parametrize(
        ("change", "source", "who", "refusal"),
        [
            pytest.param({}, "Phụ lục IV", "clerk", errors.MayNotSetColumns, id="who-is-no-administrator"),
            pytest.param({}, " ", "administrator", errors.SourceMissing, id="compared-with-nothing"),
            pytest.param({"heading": ""}, "PL", "administrator", errors.HeadingMissing, id="no-heading"),
            pytest.param({"field": "khac"}, "PL", "administrator", errors.BookMissing, id="a-column-of-no-book"),
        ],
    )
    def test_refusal_changes_nothing(self, world, change, source, who, refusal):
        """The columns stay."""
        before = BookColumn.objects.count(), Entry.objects.count()

        with pytest.raises(refusal):
            services.set_columns(
                book=Book.INCOMING, settings=settings(Book.INCOMING, **change), source=source,
                actor=getattr(world, who), now=NOW,
            )  # fmt: skip

        assert (BookColumn.objects.count(), Entry.objects.count()) == before

    def test_a_book_shows_something(self, world):
        """All hidden is refused."""
        hidden = [Offered(one.field, one.heading, one.position, is_shown=False) for one in settings(Book.COPIES)]

        with pytest.raises(errors.NoColumnShown):
            services.set_columns(book=Book.COPIES, settings=hidden, source="PL", actor=world.administrator, now=NOW)

        assert BookColumn.objects.count() == 0

    def test_the_page_keeps_what_was_typed_when_it_is_refused(self, world, client):
        """With the sentence above."""
        client.force_login(world.administrator)
        typed = {f"heading-{one.field}": one.heading for one in settings(Book.COPIES, heading="Số bản sao")}

        response = client.post(reverse("documents:book-columns", args=["copies"]), typed | {"source": "PL"})

        assert response.status_code == 422
        assert "Số bản sao" in response.content.decode()
        assert BookColumn.objects.count() == 0


class TestIncomingBook:
    @pytest.fixture
    def book(self, world):
        """Three entries on three days; one is overdue, one came from elsewhere."""
        made = [worlds.arrival(world, subject=f"Công văn {n}", number=str(n), symbol="UBND") for n in (1, 2, 3)]
        for arrival, day in zip(made, (10, 20, 25), strict=True):
            type(arrival).objects.filter(pk=arrival.pk).update(arrived_on=dt.date(2026, 11, day))
        type(made[0]).objects.filter(pk=made[0].pk).update(due_date=TODAY - dt.timedelta(days=1))
        return made

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            pytest.param({}, ["3", "2", "1"], id="all-newest-first"),
            pytest.param({"tu": "20/11/2026"}, ["3", "2"], id="from-a-day"),
            pytest.param({"den": "20/11/2026"}, ["2", "1"], id="to-a-day"),
            pytest.param({"tinh-trang": "late"}, ["1"], id="overdue"),
            pytest.param({"tinh-trang": "filed"}, [], id="a-state"),
            pytest.param({"tu": "hôm qua", "don-vi": "x", "tinh-trang": "?"}, ["3", "2", "1"], id="what-says-nothing"),
        ],
    )
    def test_shows_what_is_asked_for(self, world, book, client, asked, expected):
        """By day and state."""
        client.force_login(world.clerk)

        page = client.get(reverse("documents:incoming-book"), asked)

        assert [row.document.number for row in page.context["page"].object_list] == expected

    def test_prints_in_the_order_of_numbers(self, world, book, client):
        """In the columns of the book."""
        client.force_login(world.clerk)

        page = client.get(reverse("documents:incoming-print")).content.decode()

        assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in page
        assert page.index("Công văn 1") < page.index("Công văn 2") < page.index("Công văn 3")

    @pytest.mark.parametrize(
        ("wanted", "begins"), [pytest.param("pdf", b"%PDF-", id="pdf"), pytest.param("docx", b"PK", id="docx")]
    )
    def test_goes_out_as_a_file(self, world, book, client, wanted, begins):
        """As it is printed, with the filter that is on; the sheet leads there."""
        client.force_login(world.clerk)
        address = f"{reverse('documents:incoming-print')}?tu=20%2F11%2F2026"

        sheet = client.get(address).content.decode()
        response = client.get(f"{address}&dang={wanted}")

        assert f"tu=20%2F11%2F2026&amp;dang={wanted}" in sheet
        assert response.content.startswith(begins)
        assert response["Content-Disposition"] == f'attachment; filename="so-dang-ky-van-ban-den.{wanted}"'
        said = words_in(response.content, wanted)
        assert ["Công văn 1" in said, "Công văn 2" in said, "Công văn 3" in said] == [False, True, True]

    def test_an_empty_book_says_so_in_its_file(self, world, client):
        """And an unknown format is the sheet itself."""
        client.force_login(world.clerk)
        address = reverse("documents:incoming-print")

        assert "Chưa có mục nào" in words_in(client.get(address, {"dang": "docx"}).content, "docx")
        assert "text/html" in client.get(address, {"dang": "exe"})["Content-Type"]

    def test_as_a_workbook(self, world, book, client):
        """A row for each entry, text in every cell: a subject is no formula."""
        type(book[0].document).objects.filter(pk=book[0].document_id).update(subject="=1+1")
        client.force_login(world.clerk)

        response = client.get(reverse("documents:incoming-export"), {"so": "handling"})

        sheet = openpyxl.load_workbook(BytesIO(response.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert rows[0][0] == "Số đến"
        assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
        assert rows[1][4] == "Thông báo =1+1"

    def test_others_see_what_was_sent_to_them_only(self, world, book, client):
        """The lab sees nothing of the office's book."""
        client.force_login(world.lab_head)

        assert list(client.get(reverse("documents:incoming-book")).context["page"].object_list) == []
        assert "Công văn 1" not in client.get(reverse("documents:incoming-print")).content.decode()
