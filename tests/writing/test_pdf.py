"""The PDF measured on the page: millimetres, points and lines of Phụ lục I, Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.writing import Fault, InvalidContent, fonts, from_json
from dondoc.writing.composing import compose
from dondoc.writing.pdf import set_pdf, unnumbered, write_pdf

from . import contents, documents
from .contents import EXAMPLES, example

MM = 72 / 25.4


@contextmanager
def opened(data: bytes) -> Iterator[pdfplumber.PDF]:
    """Give a PDF to measure."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        yield pdf


def lines_of(page: Any) -> list[dict[str, Any]]:
    """Return the lines of text of a page, each with its letters."""
    return page.extract_text_lines(x_tolerance_ratio=0.25, return_chars=True)


def found(page: Any, text: str) -> dict[str, Any]:
    """Return the place of words on a page."""
    places = page.search(text, regex=False)
    assert len(places) == 1, (text, places)
    return places[0]


def mm(points: float) -> float:
    """Return points as millimetres."""
    return points / MM


@pytest.fixture(scope="module")
def notice() -> Iterator[pdfplumber.PDF]:
    """The notice, opened."""
    with opened(write_pdf(example("thong-bao"))) as pdf:
        yield pdf


@pytest.mark.parametrize("name", EXAMPLES)
def test_margins(name: str) -> None:
    """Letters lie within margins of 20, 20, 30 and 15 mm; on an annex on its side, of 30, 15, 20 and 20."""
    with opened(write_pdf(example(name))) as pdf:
        for page in pdf.pages:
            is_upright = page.width < page.height
            top, bottom, left, right = (20, 20, 30, 15) if is_upright else (30, 15, 20, 20)
            assert sorted((round(mm(page.width)), round(mm(page.height)))) == [210, 297]
            body = page.crop((0, top * MM - 1, page.width, page.height - bottom * MM + 1))
            assert mm(min(c["x0"] for c in body.chars)) >= left - 0.1
            assert mm(max(c["x1"] for c in body.chars if c["text"] != " ")) <= mm(page.width) - right + 0.1


LOOKS = [
    pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Bold", id="ô 1 Quốc hiệu"),
    pytest.param("Độc lập - Tự do - Hạnh phúc", 13, "Bold", id="ô 1 Tiêu ngữ"),
    pytest.param("UBND TỈNH BÌNH SƠN", 12, "Regular", id="ô 2 cơ quan chủ quản"),
    pytest.param("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12, "Bold", id="ô 2 cơ quan ban hành"),
    pytest.param("/TB-SKHCN", 13, "Regular", id="ô 3"),
    pytest.param("Bình Sơn, ngày", 13, "Italic", id="ô 4"),
    pytest.param("THÔNG BÁO", 14, "Bold", id="ô 5a tên loại"),
    pytest.param("Kết luận của Giám đốc Sở Khoa học và Công nghệ tại cuộc họp", 14, "Bold", id="ô 5a trích yếu"),
    pytest.param("Trung tâm đã kiểm định", 14, "Regular", id="ô 6"),
    pytest.param("1. Đánh giá chung", 14, "Bold", id="khoản có tiêu đề"),
    pytest.param("TL. GIÁM ĐỐC", 13, "Bold", id="ô 7a"),
    pytest.param("Lê Minh Khôi", 13, "Bold", id="ô 7b"),
    pytest.param("Nơi nhận:", 12, "BoldItalic", id="ô 9b"),
    pytest.param("- Lưu: VT, HCTH.", 11, "Regular", id="ô 9b danh sách"),
]


@pytest.mark.parametrize(("text", "size", "style"), LOOKS)
def test_looks(notice: pdfplumber.PDF, text: str, size: int, style: str) -> None:
    """Each component is set in the size and weight of its cell, in a font with the widths of Times New Roman."""
    letters = [c for c in found(notice.pages[0], text)["chars"] if c["text"].strip()]
    names = {c["fontname"].partition("+")[2] for c in letters}

    assert {c["size"] for c in letters} == {size}
    assert {name.partition("-")[2] or "Regular" for name in names} == {style}
    assert {name.partition("-")[0] for name in names} <= {"Tinos", "LiberationSerif"}


def test_number_and_place_stand_on_one_line(notice: pdfplumber.PDF) -> None:
    """Cells 3 and 4 share their line."""
    page = notice.pages[0]

    assert found(page, "/TB-SKHCN")["bottom"] == pytest.approx(found(page, "Bình Sơn, ngày")["bottom"], abs=0.1)


def test_rules(notice: pdfplumber.PDF) -> None:
    """The line below the motto is as wide as it; below issuer and subject it takes 1/3 to 1/2, in the middle."""
    page = notice.pages[0]
    issuer_rule, motto_rule, subject_rule = sorted(page.lines, key=lambda each: (each["top"] > 150, each["x0"]))
    subject = [line for line in lines_of(page) if 145 < line["top"] < 180]
    longest = max(subject, key=lambda line: line["x1"] - line["x0"]) | {"bottom": subject[-1]["bottom"]}

    for rule, words, least, most in (
        (motto_rule, found(page, "Độc lập - Tự do - Hạnh phúc"), 0.98, 1.02),
        (issuer_rule, found(page, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), 1 / 3, 1 / 2),
        (subject_rule, longest, 1 / 3, 1 / 2),
    ):
        assert least <= (rule["x1"] - rule["x0"]) / (words["x1"] - words["x0"]) <= most
        assert (rule["x0"] + rule["x1"]) / 2 == pytest.approx((words["x0"] + words["x1"]) / 2, abs=1)
        assert 0 < rule["top"] - words["bottom"] < 3 * MM


def test_body_paragraphs(notice: pdfplumber.PDF) -> None:
    """Justified between the margins, first lines indented by 12.7 mm, gaps of at least 6 points, single spacing."""
    page = notice.pages[0]
    first = next(line for line in lines_of(page) if line["text"].startswith("Ngày 20/11/2026"))
    below = [line for line in lines_of(page) if line["top"] > first["top"]][:3]
    next_paragraph = found(page, "1. Đánh giá chung")
    before = [line for line in lines_of(page) if line["top"] < next_paragraph["top"] - 1][-1]
    height = 14 * 1.15

    assert mm(first["x0"]) == pytest.approx(30 + 12.7, abs=0.2)
    assert [mm(line["x0"]) for line in below[:2]] == pytest.approx([30, 30], abs=0.2)
    assert [mm(line["x1"]) for line in (first, *below[:2])] == pytest.approx([195] * 3, abs=0.3)
    assert below[0]["top"] - first["top"] == pytest.approx(height, abs=0.1)
    assert next_paragraph["top"] - before["top"] == pytest.approx(height + 6, abs=0.2)


def test_closing_block(notice: pdfplumber.PDF) -> None:
    """Nơi nhận stands at the left margin, level with the authority; the name has 30 mm above it."""
    page = notice.pages[0]
    recipients, authority = found(page, "Nơi nhận:"), found(page, "TL. GIÁM ĐỐC")
    title, name = found(page, "HÀNH CHÍNH - TỔNG HỢP"), found(page, "Lê Minh Khôi")

    assert mm(recipients["x0"]) == pytest.approx(30, abs=0.2)
    assert abs(recipients["top"] - authority["top"]) < 2
    assert mm(name["top"] - title["bottom"]) == pytest.approx(30, abs=1)
    assert (name["x0"] + name["x1"]) / 2 == pytest.approx((authority["x0"] + authority["x1"]) / 2, abs=1)


def test_page_numbers() -> None:
    """From page 2 on, centred in the top margin in 13 points; each annex counts from 1 and shows none on its first."""
    body = [contents.paragraph("Nội dung dài. " * 60) for _ in range(12)]
    data = contents.notice() | {
        "body": body,
        "annexes": [{"title": "Một", "body": body}, {"title": "Hai", "body": body}],
    }
    with opened(write_pdf(from_json(data))) as pdf:
        shown = []
        for page in pdf.pages:
            band = page.crop((0, 0, page.width, 19 * MM))
            shown.append(band.extract_text())
            for letter in band.chars:
                assert letter["size"] == 13
                assert mm((letter["top"] + letter["bottom"]) / 2) == pytest.approx(10, abs=1)
            if band.chars:
                middle = (min(c["x0"] for c in band.chars) + max(c["x1"] for c in band.chars)) / 2
                assert mm(middle) == pytest.approx(30 + 165 / 2, abs=0.3)

    pages = len(shown) // 3
    assert shown == ["", *map(str, range(2, pages + 1))] * 3


def test_wide_table_turns_its_annex() -> None:
    """A table wider than the page turns its annex, and no other; the table lies within the margins."""
    with opened(write_pdf(example("ke-hoach"))) as pdf:
        turned = [page.width > page.height for page in pdf.pages]
        lines = pdf.pages[1].edges

    assert turned == [False, True, False]
    assert mm(min(edge["x0"] for edge in lines)) == pytest.approx(20, abs=0.3)
    assert mm(max(edge["x1"] for edge in lines)) == pytest.approx(297 - 20, abs=0.3)


def wide(columns: int) -> dict[str, object]:
    """Return a table of so many columns of words that are no shorter than Vietnamese ones."""
    return {
        "kind": "table",
        "header": [f"Nghiêng {number}" for number in range(columns)],
        "rows": [["nghiên cứu"] * columns],
    }


def test_no_word_of_a_table_runs_into_the_next_column() -> None:
    """Of a table with more columns than the page has room each letter stays between the rules of its own column."""
    content = from_json(contents.notice() | {"body": [wide(20), contents.paragraph("Hết.")]})
    with opened(write_pdf(content)) as pdf:
        page = pdf.pages[0]
        sides = [edge for edge in page.edges if edge["orientation"] == "v"]
        rules = sorted({round(edge["x0"], 1) for edge in sides})
        top, bottom = min(edge["top"] for edge in sides), max(edge["bottom"] for edge in sides)
        letters = [c for c in page.chars if top < c["top"] < bottom and c["text"].strip()]

    assert len(rules) == 21
    crossing = [c["text"] for c in letters if any(c["x0"] + 0.3 < rule < c["x1"] - 0.3 for rule in rules)]
    assert crossing == []
    assert sum("g" in c["text"].lower() for c in letters) == 60


def test_a_long_address_takes_no_room_from_the_words_beside_it() -> None:
    """What can be parted is; a figure and a word of Vietnamese are not."""
    table = {
        "kind": "table",
        "header": ["TT", "Nghiên cứu", "Trang thông tin", "Kinh phí"],
        "rows": [["1", "nghiêng", "https://example.gov.vn/" + "a" * 120, "1.240.000.000.000"]],
    }
    words = write_pdf(from_json(contents.notice() | {"body": [table, contents.paragraph("Hết.")]}))
    with opened(words) as pdf:
        shown = pdf.pages[0].extract_text().replace("\u200b", "")

    assert "nghiêng" in shown
    assert "1.240.000.000.000" in shown
    assert shown.count("a" * 20) > 1


@pytest.mark.slow
def test_an_annex_of_500_pages() -> None:
    """500 pages of text and tables take less than a minute of work, the head row on each page of its table."""
    rows = [[str(n), f"Phương tiện đo số {n} tại cửa hàng", "Xã Tân Lập", "15/12/2026"] for n in range(1, 1_001)]
    table = {"kind": "table", "header": ["TT", "Phương tiện đo", "Địa bàn", "Hạn"], "rows": rows}
    text = [contents.paragraph("Nội dung của phụ lục dài năm trăm trang. " * 25)] * 1_900
    content = from_json(contents.notice() | {"annexes": [{"title": "Danh mục", "body": [table, *text]}]})

    started = time.process_time()
    result = set_pdf(content)
    took = time.process_time() - started

    assert result.layout.pages >= 500
    assert took < 60
    with opened(result.data) as pdf:
        heads = [pdf.pages[n].search(r"TT\s+Phương tiện đo") for n in (1, 5, 15)]
    assert [len(head) for head in heads] == [1, 1, 1]


def test_signature_never_stands_alone() -> None:
    """However long the text is, its last words stand on the page of the signature, and the block is not parted."""
    for lines in range(25, 45, 2):
        body = [*[contents.paragraph("Một dòng.")] * lines, contents.paragraph("Câu cuối cùng.")]
        with opened(write_pdf(from_json(contents.notice() | {"body": body}))) as pdf:
            last = pdf.pages[-1].extract_text()
        assert [words in last for words in ("Câu cuối cùng./.", "TL. GIÁM ĐỐC", "Lê Minh Khôi", "- Lưu:")] == [True] * 4


TOO_LONG = "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN KHU VỰC TỈNH BÌNH SƠN"


def overlapping(page: Any) -> list[tuple[str, str]]:
    """Return letters that lie on one another."""
    letters = sorted((c for c in page.chars if c["text"].strip()), key=lambda c: c["x0"])
    hits = []
    for number, one in enumerate(letters):
        for other in letters[number + 1 :]:
            if other["x0"] >= one["x1"] - 0.3 * (one["x1"] - one["x0"]):
                break
            if min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.35 * one["height"]:
                hits.append((one["text"], other["text"]))
    return hits


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"issuer": {"parent": TOO_LONG, "name": TOO_LONG}}, id="issuer"),
        pytest.param({"issuer": {"name": "A" * 120}}, id="issuer without spaces"),
        pytest.param({"symbol": "TB-" + "ABCDĐ&" * 20}, id="symbol"),
        pytest.param({"place": "Thành phố Hồ Chí Minh"}, id="place"),
        pytest.param({"place": "Thành phố Hồ Chí Minh", "symbol": "TB-TTUDDVKHCN-HCTH"}, id="place and symbol"),
        pytest.param({"subject": "Kết luận " * 80}, id="subject"),
        pytest.param(
            {"signature": {"authority": [f"TL. {TOO_LONG}"], "title": TOO_LONG, "name": "Công Tằng Tôn Nữ " * 6}},
            id="signer",
        ),
        pytest.param({"recipients": [f"{TOO_LONG} {n}" for n in range(60)]}, id="recipients over a page"),
        pytest.param({"recipients": ["x" * 200]}, id="recipient without spaces"),
        pytest.param(
            {"body": [{"kind": "table", "header": ["TT", "W" * 80], "rows": [["1" * 40, "a" * 300]]}]}, id="table"
        ),
        pytest.param({"urgency": "thuong_khan", "circulation": "xem_xong_tra_lai"}, id="stamps"),
    ],
)  # fmt: skip
def test_long_names_wrap(change: dict[str, object]) -> None:
    """What is too long for its cell goes on in the next line: nothing lies on anything else or beyond the margins."""
    with opened(write_pdf(from_json(contents.notice() | change))) as pdf:
        for page in pdf.pages:
            assert overlapping(page) == []
            assert mm(min(c["x0"] for c in page.chars)) >= 29.9
            assert mm(max(c["x1"] for c in page.chars if c["text"].strip())) <= 195.1


@pytest.mark.parametrize("year", [None, 2026])
@pytest.mark.parametrize(
    ("place", "change"),
    [
        pytest.param("Bình Sơn", {}, id="short"),
        pytest.param("Bà Rịa - Vũng Tàu", {}, id="long-with-its-blanks"),
        pytest.param("Thành phố Hồ Chí Minh", {}, id="long"),
        pytest.param(
            "Thành phố Hồ Chí Minh", {"number": "12345", "date": "2026-12-24", "year": None}, id="long-and-numbered"
        ),
        pytest.param("Thành phố Hồ Chí Minh", {"issuer": {"parent": TOO_LONG, "name": TOO_LONG}}, id="long-issuer"),
        pytest.param("Thành phố Hồ Chí Minh", {"circulation": "xem_xong_tra_lai", "year": 2026}, id="with-a-frame"),
    ],
)
def test_place_and_date_stay_on_the_line_of_the_number(place: str, change: dict[str, object], year: int | None) -> None:
    """A long place takes room from the issuer's column; number and date share one line, and nothing lies on another."""
    data = contents.notice() | {"place": place, "number": None, "date": None, "year": year} | change
    with opened(write_pdf(from_json(data))) as pdf:
        page = pdf.pages[0]
        (line,) = [line for line in lines_of(page) if "Số:" in line["text"]]

        assert place in line["text"]
        assert "năm" in line["text"]
        assert overlapping(page) == []
        assert mm(max(c["x1"] for c in page.chars if c["text"].strip())) <= 195.1


def test_columns_are_the_same_before_and_after_numbering() -> None:
    """The issuer's name is not parted anew when number and date are entered."""
    data = contents.notice() | {"place": "Thành phố Hồ Chí Minh", "number": "12345", "date": "2026-12-24"}
    content = from_json(data | {"year": None})

    assert compose(content).letterhead.columns == compose(unnumbered(content)).letterhead.columns == (59.0, 106.0)


HOSTILE = '#panic("a") $x$ *b* _c_ `d` <e> @f \\ // g /* h */ #import "@preview/x:1.0.0" [i] = j "k" ~ -- ... \'l\''


def test_text_is_never_markup() -> None:
    """What looks like markup or code of the typesetter is printed as it is written."""
    data = contents.notice()
    data |= {"subject": HOSTILE, "place": HOSTILE, "recipients": [HOSTILE], "archive": None}
    data["body"] = [contents.paragraph(HOSTILE), {"kind": "table", "header": [HOSTILE], "rows": [[HOSTILE]]}]

    with opened(write_pdf(from_json(data))) as pdf:
        shown = "".join("".join(page.extract_text() for page in pdf.pages).split())

    assert shown.count("".join(HOSTILE.split())) >= 4


@given(
    text=st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1).filter(str.strip)
)
@settings(max_examples=40)
def test_any_text_is_set_or_told(text: str) -> None:
    """No text makes the typesetter fail: it is set, or the field is told whose letters no font has."""
    try:
        told = write_pdf(from_json(contents.notice() | {"body": [contents.paragraph(text)]}))[:5]
    except InvalidContent as refusal:
        told = [fault.path for fault in refusal.faults]

    assert told in (b"%PDF-", ["body[0].text"])


def test_letters_without_a_font_are_told() -> None:
    """An empty box would stand in an issued document, so the letter is named with its fields."""
    data = contents.notice() | {"subject": "Kết luận \u0600", "recipients": ["Sở A", "Sở \u0600"]}

    with pytest.raises(InvalidContent) as refusal:
        write_pdf(from_json(data))

    sentence = "phông chữ không có ký tự “\u0600” (U+0600); hãy thay bằng ký tự khác."
    assert list(refusal.value.faults) == [Fault("subject", sentence), Fault("recipients[1]", sentence)]


@given(data=documents.anything())
@settings(max_examples=40)
def test_any_content_is_set(data: dict[str, Any]) -> None:
    """Whatever the schema takes is set, and has its place for the signature."""
    layout = set_pdf(from_json(data)).layout

    assert 1 <= layout.signature.page <= layout.pages


@given(data=documents.documents())
@settings(max_examples=10)
def test_the_same_content_gives_the_same_bytes(data: dict[str, Any]) -> None:
    """Nothing in the file depends on when or how often it is written."""
    assert write_pdf(from_json(data)) == write_pdf(from_json(data))


def test_it_is_an_archive_file() -> None:
    """The file says that it is PDF/A-2b, its title and its issuer, and embeds its fonts."""
    data = write_pdf(example("quyet-dinh"))

    with opened(data) as pdf:
        assert (
            pdf.metadata["Title"]
            == "Quyết định: Ban hành Quy chế quản lý, sử dụng thiết bị tại Trại nghiên cứu thực nghiệm"
        )
        assert pdf.metadata["Author"] == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
        assert pdf.metadata["CreationDate"].startswith("D:20261125")
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data


class TestLayout:
    """Where signing enters what is known later."""

    def test_blanks_have_room(self) -> None:
        """Number, day and month lie between the words around them, on their line, four and two digits wide."""
        result = set_pdf(example("thong-bao"))
        layout = result.layout
        with opened(result.data) as pdf:
            page = pdf.pages[0]
            before, after = found(page, "Số:"), found(page, "/TB-SKHCN")
            day_word, month_word, year_word = (
                found(page, "Bình Sơn, ngày"),
                found(page, "tháng"),
                found(page, "năm 2026"),
            )

            assert layout.number is not None
            assert layout.day is not None
            assert layout.month is not None
            assert layout.year is None
            for blank, left, right in (
                (layout.number, before, after),
                (layout.day, day_word, month_word),
                (layout.month, month_word, year_word),
            ):
                assert left["x1"] - 1 <= blank.x
                assert blank.x + blank.width <= right["x0"] + 1
                assert page.height - blank.y - layout.descent == pytest.approx(
                    left["chars"][0]["bottom"] - 0.216 * layout.size, abs=0.5
                )
            assert layout.number.width > 4 * 6.5
            assert layout.day.width > 2 * 6.5

    def test_printed_words_leave_no_blank(self) -> None:
        """What is printed is not to be entered again."""
        layout = set_pdf(example("quyet-dinh")).layout

        assert [layout.number, layout.day, layout.month, layout.year] == [None] * 4

    def test_unnumbered(self) -> None:
        """A document can be set for signing before it has number and date; nothing else of it changes."""
        layout = set_pdf(unnumbered(example("quyet-dinh"))).layout

        assert None not in (layout.number, layout.day, layout.month)
        assert layout.year is None
        assert layout.pages == set_pdf(example("quyet-dinh")).layout.pages
        assert layout.signature == set_pdf(example("quyet-dinh")).layout.signature

    def test_signature_stands_between_title_and_name(self) -> None:
        """The place of the signature touches neither title nor name; the seal covers its left third."""
        result = set_pdf(example("thong-bao"))
        place, seal = result.layout.signature, result.layout.seal
        with opened(result.data) as pdf:
            page = pdf.pages[place.page - 1]
            title, name = found(page, "HÀNH CHÍNH - TỔNG HỢP"), found(page, "Lê Minh Khôi")

            assert page.height - title["bottom"] >= place.y + place.height
            assert page.height - name["top"] <= place.y
            assert (name["x0"] + name["x1"]) / 2 == pytest.approx(place.x + place.width / 2, abs=1)
        assert seal.x + seal.width == pytest.approx(place.x + place.width / 3)

    def test_signature_on_the_last_page_of_the_text(self) -> None:
        """Not on an annex: the page is that of the name."""
        body = [contents.paragraph("Nội dung dài. " * 60) for _ in range(12)]
        data = contents.notice() | {"body": body, "annexes": [{"title": "Một", "body": body}]}

        result = set_pdf(from_json(data))

        with opened(result.data) as pdf:
            pages = [n for n, page in enumerate(pdf.pages, 1) if page.search("Lê Minh Khôi", regex=False)]
        assert [result.layout.signature.page] == pages
        assert result.layout.pages > pages[0]


def test_fallback_font_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a Times font on the machine the PDF is set all the same, and the clerk is told."""
    monkeypatch.setattr(fonts, "family", lambda: fonts.find([str(tmp_path)]))

    result = set_pdf(example("thong-bao"))

    assert [finding.code for finding in result.findings] == ["pdf_font"]
    with opened(result.data) as pdf:
        assert {c["fontname"].partition("+")[2].partition("-")[0] for c in pdf.pages[0].chars} == {"LibertinusSerif"}
        assert "Kết luận của Giám đốc" in pdf.pages[0].extract_text()
