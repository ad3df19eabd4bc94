"""Charts on paper: inside the margins, told apart without colour, said in words, the same in both files."""

from __future__ import annotations

import io
import zipfile

import docx
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from dondoc import reading
from dondoc.writing import InvalidContent, from_json
from dondoc.writing.composing import compose
from dondoc.writing.content import Content
from dondoc.writing.docx import write_docx
from dondoc.writing.measures import CHART_HEIGHT, CHART_NAME, CHART_TOTAL, TEXT_WIDTH
from dondoc.writing.pdf import write_pdf
from dondoc.writing.pdf.document import chart_picture
from dondoc.writing.sheet import Drawing

from . import contents

MM = 72 / 25.4
UNITS = ("Phòng Kỹ thuật", "Trại nghiên cứu thực nghiệm và chuyển giao tiến bộ kỹ thuật", "Chi cục " * 30)
EMU_PER_MM = 36_000


def with_chart(*bars: tuple[str, list[int]]) -> Content:
    """Return a report that says something, shows a chart, and says something more."""
    body = [contents.paragraph("Trước biểu đồ."), contents.chart(*bars), contents.paragraph("Sau biểu đồ.")]
    return from_json(contents.report() | {"body": body})


def drawn(content: Content) -> Drawing:
    """Return the chart of a document."""
    (found,) = [item for item in compose(content).items if isinstance(item, Drawing)]
    return found


class TestBars:
    """How long the bars are, and what is printed beside them"""

    @given(st.lists(st.lists(st.integers(0, 10**9 - 1), min_size=4, max_size=4), min_size=1, max_size=6))
    @settings(max_examples=25)
    def test_stay_inside_and_keep_their_shares(self, counts: list[list[int]]) -> None:
        """No bar leaves its room, the longest fills it, each part has its share, each sum is whole."""
        chart = drawn(with_chart(*[("Phòng A", one) for one in counts]))

        room, longest = TEXT_WIDTH - CHART_NAME - CHART_TOTAL, max(map(sum, counts))
        for bar, one in zip(chart.bars, counts, strict=True):
            assert sum(bar.lengths) <= room + 0.03
            assert bar.lengths == pytest.approx([n * room / longest if longest else 0 for n in one], abs=0.01)
            assert bar.total.replace(".", "") == str(sum(one))
            assert [n for n in bar.numbers if n] == [
                f"{n:,}".replace(",", ".") for n, shown in zip(one, bar.numbers, strict=True) if shown
            ]

    def test_a_part_too_short_holds_no_number(self) -> None:
        """Its number stands in the words and in the table."""
        chart = drawn(with_chart(("Phòng A", [1200, 1, 0, 300])))

        assert chart.bars[0].numbers == ("1.200", "", "", "300")
        assert "Phòng A: Hoàn thành 1.200, Trong hạn 1, Quá hạn 0, Không có thời hạn 300" in chart.alternative


def of_form(form: str, *bars: tuple[str, list[int]], decimals: int = 0) -> Drawing:
    """Return a chart of another form: what is measured, and its mark."""
    chart = contents.chart(*bars, parts=("Đã thực hiện", "Cần đạt"), form=form, decimals=decimals)
    return drawn(from_json(contents.report() | {"body": [chart]}))


NUMBERS = st.lists(st.tuples(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1)), min_size=1, max_size=12)


class TestBullets:
    """How far something has come of its plan"""

    @given(NUMBERS, st.integers(0, 1))
    @settings(max_examples=25)
    def test_stay_inside_and_are_measured_alike(self, counts: list[tuple[int, int]], decimals: int) -> None:
        """The plan stands at 100 % in every row; what lies far beyond it is cut, its number is whole."""
        chart = of_form("bullets", *[("CT", list(one)) for one in counts], decimals=decimals)

        unit, room = 10**decimals, TEXT_WIDTH - CHART_NAME - CHART_TOTAL
        per_cent = chart.plan / 100
        for bar, one in zip(chart.bars, counts, strict=True):
            assert max(*bar.lengths, chart.plan) <= room + 0.03
            assert bar.lengths == pytest.approx([min(n / unit * per_cent, room) for n in one], abs=0.05)
            whole, part = divmod(one[0], unit)
            assert bar.total == f"{whole:,}".replace(",", ".") + (f",{part}" if part else "") + " %"

    def test_says_each_number_in_words(self) -> None:
        """The figure and what it is held against."""
        chart = of_form("bullets", ("Mẫu thử", [911, 880]), decimals=1)

        assert "Mẫu thử: Đã thực hiện 91,1 %, Cần đạt 88 %" in chart.alternative


class TestSeries:
    """Columns over time"""

    @given(NUMBERS)
    @settings(max_examples=25)
    def test_the_highest_fills_the_height(self, counts: list[tuple[int, int]]) -> None:
        """Columns and marks by one measure, each column with its number."""
        chart = of_form("series", *[(f"{n}/2026", list(one)) for n, one in enumerate(counts, 1)])

        highest = max(map(max, counts))
        for bar, one in zip(chart.bars, counts, strict=True):
            assert bar.lengths == pytest.approx([n * CHART_HEIGHT / highest if highest else 0 for n in one], abs=0.01)
            assert bar.numbers[0].replace(".", "") == str(one[0])


@pytest.mark.parametrize("form", ["bullets", "series"])
class TestOtherForms:
    """Bullet bars and columns on paper"""

    def test_are_vectors_in_the_pdf_and_a_picture_in_the_docx(self, form: str) -> None:
        """With every number in words in either file; grey only, the mark told apart from what is measured."""
        bars = [("Quý I", [91, 100]), ("Quý II", [40, 88])]
        chart = contents.chart(*bars, parts=("Đã thực hiện", "Cần đạt"), form=form)
        content = from_json(contents.report() | {"body": [chart]})

        with pdfplumber.open(io.BytesIO(write_pdf(content))) as pdf:
            page = pdf.pages[0]
            shapes = [*page.rects, *page.curves, *page.lines]
            assert (len(shapes) > 8, page.images) == (True, [])
            assert min(shape["x0"] for shape in shapes) >= 30 * MM - 1
            assert max(shape["x1"] for shape in shapes) <= 195 * MM + 1
        (shape,) = docx.Document(io.BytesIO(write_docx(content))).inline_shapes
        assert shape.width / EMU_PER_MM == pytest.approx(TEXT_WIDTH, abs=0.2)
        assert "Quý II: Đã thực hiện 40" in shape._inline.docPr.get("descr")
        picture = Image.open(io.BytesIO(chart_picture(drawn(content)))).convert("RGB")
        red, green, blue = picture.split()
        assert [ImageChops.difference(red, other).getextrema() for other in (green, blue)] == [(0, 0), (0, 0)]

    def test_has_one_mark_at_most(self, form: str) -> None:
        """More parts are refused where they stand."""
        chart = contents.chart(("A", [1, 2, 3]), parts=("X", "Y", "Z"), form=form)

        with pytest.raises(InvalidContent) as refusal:
            from_json(contents.report() | {"body": [chart]})

        assert [fault.path for fault in refusal.value.faults] == ["body[0].parts"]

    def test_the_mark_changes_the_picture(self, form: str) -> None:
        """It is drawn where it stands."""
        pictures = [chart_picture(of_form(form, ("A", [50, at]), ("B", [90, 90]))) for at in (20, 80)]

        assert pictures[0] != pictures[1]


class TestPdf:
    """The chart of the PDF"""

    @pytest.mark.parametrize("bars", [1, 15])
    def test_stands_in_order_within_the_margins(self, bars: int) -> None:
        """On one page with its caption, however many bars it has and whatever they are called."""
        content = with_chart(*[(UNITS[n % 3], [n * 7 % 40, n * 3 % 20, 5, n]) for n in range(1, bars + 1)])

        with pdfplumber.open(io.BytesIO(write_pdf(content))) as pdf:
            words = " ".join(found.extract_text() for found in pdf.pages)
            (page,) = [page for page in pdf.pages if "Biểu đồ: Nhiệm vụ theo đơn vị" in page.extract_text()]
            caption = page.search("Biểu đồ: Nhiệm vụ")[0]["top"]
            shapes = [shape for shape in [*page.rects, *page.curves] if shape["bottom"] - shape["top"] > MM]
        assert words.index("Trước biểu đồ") < words.index("Biểu đồ: Nhiệm vụ") < words.index("Sau biểu đồ")
        assert "Phòng Kỹ thuật" not in words
        assert len(shapes) > 4 * bars
        assert min(shape["x0"] for shape in shapes) >= 30 * MM - 1
        assert max(shape["x1"] for shape in shapes) <= 195 * MM + 1
        assert max(shape["bottom"] for shape in shapes) <= caption + 1 <= 277 * MM

    def test_last_of_all_its_caption_stands_in_no_column_of_the_closing(self) -> None:
        """Above recipients and signer, which are read as what they are."""
        data = contents.decision()
        content = from_json(data | {"body": [*data["body"], contents.chart(("A", [1, 2, 3, 4]), title="Sở Tài chính")]})

        text = reading.read(write_pdf(content), name="a.pdf").text

        assert "\nBiểu đồ: Sở Tài chính\n" in text
        assert " | " not in text

    def test_letters_without_a_font_are_told(self) -> None:
        """As everywhere in the document: no empty box stands in a chart."""
        with pytest.raises(InvalidContent) as refusal:
            write_pdf(with_chart(("Phòng \u0600", [1, 2, 3, 4])))

        assert [fault.path for fault in refusal.value.faults] == ["body[1].bars[0].name"]


class TestDocx:
    """The picture of the .docx"""

    def test_is_as_wide_as_the_text_and_says_what_it_shows(self) -> None:
        """A PNG in the line, with every number as its words, the caption kept with it."""
        content = with_chart(("Phòng Kỹ thuật", [12, 5, 3, 2]), ("Trại <nghiên> & cứu", [7, 0, 1, 0]))

        file = docx.Document(io.BytesIO(write_docx(content)))

        (shape,) = file.inline_shapes
        assert shape.width / EMU_PER_MM == pytest.approx(TEXT_WIDTH, abs=0.2)
        described = shape._inline.docPr.get("descr")
        assert described == drawn(content).alternative
        assert "Trại <nghiên> & cứu: Hoàn thành 7" in described
        styles = [p.style.name for p in file.paragraphs]
        at = styles.index("Biểu đồ")
        assert styles[at + 1] == "Tên biểu đồ"
        assert file.paragraphs[at].style.paragraph_format.keep_with_next
        with zipfile.ZipFile(io.BytesIO(write_docx(content))) as archive:
            assert archive.read("word/image1.png") == chart_picture(drawn(content))

    def test_parts_differ_without_colour(self) -> None:
        """Each part has a share of black of its own, the shares well apart; nothing in it is coloured."""
        picture = Image.open(io.BytesIO(chart_picture(drawn(with_chart(("A", [1, 1, 1, 1]))))))

        red, green, blue = picture.convert("RGB").split()
        assert [ImageChops.difference(red, other).getextrema() for other in (green, blue)] == [(0, 0), (0, 0)]
        grey = picture.convert("L")
        across = grey.width / TEXT_WIDTH
        left = (CHART_NAME + 2) * across
        wide = (TEXT_WIDTH - CHART_NAME - CHART_TOTAL) / 4 * across
        shades = []
        for n in range(4):
            # Left of the number, inside the edge.
            part = grey.crop(
                (round(left + n * wide + 8), grey.height - 34, round(left + n * wide + wide / 3), grey.height - 12)
            )
            counts = part.histogram()
            shades.append(sum(value * n for value, n in enumerate(counts)) / sum(counts))
        assert shades[3] > 250
        assert all(abs(one - other) > 8 for place, one in enumerate(shades) for other in shades[:place])

    def test_each_has_a_number_of_its_own(self) -> None:
        """Charts of the body and of an annex, the same one twice too."""
        chart = contents.chart(("A", [1, 2, 3, 4]))
        data = contents.report() | {"annexes": [{"title": "Biểu", "body": [chart]}]}
        data["body"] = [chart, contents.paragraph("Giữa."), chart]

        file = docx.Document(io.BytesIO(write_docx(from_json(data))))

        assert [shape._inline.docPr.get("id") for shape in file.inline_shapes] == ["1", "2", "3"]
