"""Long tables as files of their own: every row in order, on pages that lie on their side."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pdfplumber
import pytest

from dondoc.writing.docx import listing as in_word
from dondoc.writing.listing import Listing, grid_of
from dondoc.writing.measures import LANDSCAPE_WIDTH
from dondoc.writing.pdf import listing as in_pdf

MM = 72 / 25.4
HEADER = ("Số đến", "Tác giả", "Tên loại và trích yếu nội dung văn bản", "Ghi chú")


def listing(rows):
    """Return a book of these rows."""
    return Listing(
        title="SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", lines=["Phòng HC-TH; đến ngày 25/11/2026"], header=HEADER, rows=rows,
        shares=(8, 26, 48, 20),
    )  # fmt: skip


def row(number, subject="Về việc rà soát", note=""):
    """Return a row of the book."""
    return (str(number), "Sở Khoa học và Công nghệ", subject, note)


def pages(rows):
    """Return the pages of the PDF."""
    return pdfplumber.open(io.BytesIO(in_pdf.write_listing(listing(rows)))).pages


def words_of(page):
    """Return the words of a page on one line."""
    return " ".join((page.extract_text() or "").split())


def table_of(rows):
    """Return the table of the .docx."""
    (table,) = docx.Document(io.BytesIO(in_word.write_listing(listing(rows)))).tables
    return table


def test_each_row_stands_in_its_order():
    """Title and head above; a hundred rows over several pages, none lost."""
    made = pages([row(number, f"Công văn thứ {number}") for number in range(100)])
    said = " ".join(map(words_of, made))

    assert len(made) > 2
    assert said.startswith("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN Phòng HC-TH; đến ngày 25/11/2026 Số đến")
    places = [said.index(f"Công văn thứ {number}") for number in range(100)]
    assert places == sorted(places)


def test_the_head_stands_on_each_page_and_the_number_from_the_second():
    """As a bound book is read."""
    first, second, *_others = pages([row(number) for number in range(100)])

    assert (words_of(first).count("Tác giả"), words_of(second).count("Tác giả")) == (1, 1)
    assert (words_of(second)[0], words_of(first)[0]) == ("2", "S")
    assert (round(second.width / MM), round(second.height / MM)) == (297, 210)


def test_word_has_the_same_rows():
    """As python-docx reads them; the head is repeated, the page lies on its side."""
    rows = [row(number, f"Công văn thứ {number}") for number in range(30)]
    table = table_of(rows)

    assert [tuple(cell.text for cell in line.cells) for line in table.rows] == [HEADER, *rows]
    assert "tblHeader" in table.rows[0]._tr.xml
    section = docx.Document(io.BytesIO(in_word.write_listing(listing(rows)))).sections[0]
    assert section.page_width > section.page_height


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("#set *x* $1$ <b> & _y_", "#set *x* $1$ <b> & _y_", id="never-markup"),
        pytest.param("trang\x0c mới\x00", "trang mới", id="characters-that-are-none"),
    ],
)
def test_words_stand_as_they_are(said, expected):
    """Whatever somebody wrote into a subject."""
    rows = [row(1, said)]

    assert expected in words_of(pages(rows)[0])
    assert table_of(rows).rows[1].cells[2].text == expected


def test_a_word_too_long_for_its_cell_is_parted_there():
    """Nothing runs over an edge, and the other columns keep their width."""
    long = "x" * 300
    (page,) = pages([row(1, note=long)])
    edges = sorted({round(one["x0"]) for one in page.rects + page.lines} | {round(one["x1"]) for one in page.lines})
    letters = [one for one in page.chars if "x" in one["text"]]

    assert sum(one["text"].count("x") for one in letters) == len(long)
    assert max(one["x1"] for one in letters) <= edges[-1] + 1
    assert max(one["x1"] for one in page.chars) <= page.width - 19 * MM
    usual, odd = (grid_of(listing([row(1, note=note)])).widths for note in ("x" * 12, long))
    assert usual == odd
    assert abs(sum(odd) - LANDSCAPE_WIDTH) < 0.1


def test_the_same_book_gives_the_same_bytes():
    """Of both kinds."""
    rows = [row(1)]

    assert in_pdf.write_listing(listing(rows)) == in_pdf.write_listing(listing(rows))
    assert in_word.write_listing(listing(rows)) == in_word.write_listing(listing(rows))
    with zipfile.ZipFile(io.BytesIO(in_word.write_listing(listing(rows)))) as archive:
        assert archive.testzip() is None


def test_what_is_no_character_is_left_out_above_the_table_too():
    """Text that was extracted may hold it, in Word no file does."""
    made = replace(listing([row(1)]), title="SỔ\x0b VĂN BẢN", lines=["Phòng\x00 HC-TH"])

    said = [one.text for one in docx.Document(io.BytesIO(in_word.write_listing(made))).paragraphs]

    assert said[:2] == ["SỔ VĂN BẢN", "Phòng HC-TH"]
