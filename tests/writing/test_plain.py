"""A text without layout as PDF: every line is there, as it stands."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from dondoc.writing.pdf.plain import write_plain

MM = 72 / 25.4


def pages(text):
    """Return the pages of the PDF."""
    return pdfplumber.open(io.BytesIO(write_plain(text))).pages


def test_each_line_stands_in_its_order():
    """On A4, one after the other; pages are numbered from the second on."""
    made = pages("\n".join(f"Dòng thứ {number}" for number in range(100)))

    first, second, *others = [page.extract_text().split("\n") for page in made]
    assert others == [[str(number), *lines] for number, (_, *lines) in enumerate(others, start=3)]
    assert second[0] == "2"
    assert [*first, *second[1:], *(line for page in others for line in page[1:])] == [
        f"Dòng thứ {number}" for number in range(100)
    ]
    assert (round(made[0].width / MM), round(made[0].height / MM)) == (210, 297)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("một\r\nhai\rba", ["một", "hai", "ba"], id="ends-of-lines"),
        pytest.param("#set page(width: 1mm)\n$x$ *đậm*", ["#set page(width: 1mm)", "$x$ *đậm*"], id="no-markup"),
        pytest.param("a\x00b\x1bc", ["abc"], id="no-characters"),
    ],
)
def test_words_are_as_they_stand(text, expected):
    """Nothing is read as a command, nothing is lost but what is no character."""
    assert pages(text)[0].extract_text().split("\n") == expected


def test_columns_stay_apart():
    """Spaces and tabs are kept as wide as they are."""
    plain, spaced, tabbed = (pages(f"{gap}Số: 12")[0].chars[-1]["x0"] for gap in ("", " " * 20, "\t\t\t"))

    assert plain < spaced < tabbed


def test_a_word_wider_than_the_page_is_parted():
    """It does not run out of the paper."""
    page = pages("x" * 400)[0]

    assert sum(char["text"].count("x") for char in page.chars) == 400
    assert max(char["x1"] for char in page.chars) < page.width - 14 * MM


def test_an_empty_line_is_an_empty_line():
    """The next one stands lower."""
    (close,), (apart,) = ([c["top"] for c in pages(t)[0].chars if c["text"] == "b"] for t in ("a\nb", "a\n\nb"))

    assert apart > close
