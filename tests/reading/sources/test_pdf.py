"""PDF files: columns one after the other, tables by rows, stamps in their place, gaps reported."""

# ruff: noqa: E501 (a row of a table is one line)

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import Limits, load
from dondoc.reading.sources.pdf import page, streams

from .pdf_files import Page, pdf
from .texts import to_tcvn3

Within = Callable[[float], AbstractContextManager[None]]
LEFT, RIGHT, MIDDLE = 60, 300, 200
BODY = "Căn cứ tình hình thực tế, Giám đốc yêu cầu các phòng thực hiện những việc dưới đây"


def text(*pages: Page) -> str:
    """The text of a PDF of pages."""
    return load(pdf(*pages), name="a.pdf").text


def letterhead(page: Page, *, by_rows: bool) -> Page:
    """A two-column letterhead, drawn column by column or row by row."""
    left = ["SỞ KHOA HỌC", "TRUNG TÂM ỨNG DỤNG", "Số: 12/TB-TTUD"]
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Quảng Ngãi, ngày 3 tháng 4",
    ]
    if by_rows:
        for row, (one, other) in enumerate(zip(left, right, strict=True)):
            page.text(LEFT, 50 + 15 * row, one).text(RIGHT, 50 + 15 * row, other)
        return page
    return page.lines(LEFT, 50, *left).lines(RIGHT, 50, *right)


@pytest.mark.parametrize("by_rows", [True, False])
def test_letterhead_and_signature_come_column_by_column(by_rows: bool):
    """Issuer and number first, then the right side; recipients first, then the signature."""
    page = (
        letterhead(Page(), by_rows=by_rows).text(MIDDLE + 50, 120, "THÔNG BÁO").lines(LEFT, 150, BODY, BODY, "sau đây.")
    )
    page.lines(LEFT, 220, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "- Lưu: KH.").lines(350, 220, "GIÁM ĐỐC")
    page.lines(350, 290, "Nguyễn Văn A")

    assert text(page).splitlines() == [
        "SỞ KHOA HỌC", "TRUNG TÂM ỨNG DỤNG", "Số: 12/TB-TTUD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Quảng Ngãi, ngày 3 tháng 4",
        "THÔNG BÁO", BODY, BODY, "sau đây.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "- Lưu: KH.", "GIÁM ĐỐC", "Nguyễn Văn A",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        pytest.param(Page().lines(LEFT, 50, BODY, BODY), [BODY, BODY], id="plain"),
        pytest.param(Page().text(LEFT, 80, "hai").text(LEFT, 50, "một việc dài"), ["một việc dài", "hai"], id="drawn-out-of-order"),
        pytest.param(Page().text(LEFT, 50, "Giao").text(LEFT + 30, 50, "Sở Nội vụ"), ["Giao Sở Nội vụ"], id="space-not-drawn"),
        pytest.param(Page().text(LEFT, 50, "1.").text(LEFT + 60, 50, "Giao Sở").text(LEFT, 65, "2.").text(LEFT + 60, 65, "Giao Phòng"), ["1. Giao Sở", "2. Giao Phòng"], id="label-far-from-its-text"),
        pytest.param(Page().text(LEFT + 55, 48, "1", 7).text(LEFT, 50, "theo lịch").text(LEFT + 62, 50, "đã định"), ["theo lịch1 đã định"], id="raised-note-number"),
        pytest.param(Page().text(LEFT, 50, "dòng ngang dài hơn").text(30, 400, "đóng dấu", across=True), ["dòng ngang dài hơn", "đóng dấu"], id="text-across"),
        pytest.param(Page().text(350, 50, "Mẫu số 01").text(LEFT, 90, "Kính gửi: các phòng").text(350, 90, "Phụ lục A"), ["Mẫu số 01", "Kính gửi: các phòng", "Phụ lục A"], id="right-line-well-above"),
        pytest.param(Page().lines(LEFT, 50, "Nơi nhận:", "- A;").text(350, 50, "GIÁM ĐỐC").text(LEFT, 120, "Phụ lục kèm theo"), ["Nơi nhận:", "- A;", "GIÁM ĐỐC", "Phụ lục kèm theo"], id="left-line-well-below"),
        pytest.param(Page().text(LEFT, 50, "SỞ NỘI VỤ").text(LEFT, 65, "Số:").text(LEFT + 80, 65, "/TB-SNV").text(RIGHT, 50, "Độc lập - Tự do").text(RIGHT, 65, "Huế, ngày"), ["SỞ NỘI VỤ", "Số: /TB-SNV", "Độc lập - Tự do", "Huế, ngày"], id="blank-number-is-no-column"),
        pytest.param(Page().text(LEFT, 50, "Nơi nhận:").text(LEFT, 67, "- Như trên;", 10).text(LEFT, 77, "- Lưu: VT.", 10).text(RIGHT, 50, "KT. GIÁM ĐỐC").text(RIGHT, 68, "PHÓ GIÁM ĐỐC", 14), ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], id="small-print-beside-a-title"),
        pytest.param(Page().text(LEFT, 30, "trước ngày ba mươi mốt tháng mười hai năm").text(LEFT, 60, "Nơi nhận:").text(LEFT, 75, "- Như trên;").text(LEFT, 90, "- Lưu: VT.").text(330, 60, "TRƯỞNG PHÒNG").text(RIGHT, 75, "HÀNH CHÍNH - TỔNG HỢP"), ["trước ngày ba mươi mốt tháng mười hai năm", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TRƯỞNG PHÒNG", "HÀNH CHÍNH - TỔNG HỢP"], id="last-line-above-the-closing"),
    ],
)  # fmt: skip
def test_lines(page: Page, lines: list[str]):
    """Words come in lines and lines in order, however the page draws them."""
    assert text(page).splitlines() == lines


def test_columns_without_lines_are_rows_of_data():
    """Three columns over three rows are read row by row even without lines."""
    page = Page()
    for row, cells in enumerate([("TT", "Việc", "Hạn"), ("1", "Rà soát", "30/6"), ("2", "Báo cáo", "15/7")]):
        for column, cell in enumerate(cells):
            page.text(60 + 150 * column, 50 + 20 * row, f"ô {cell}")

    assert text(page).splitlines() == [
        "ô TT | ô Việc | ô Hạn",
        "ô 1 | ô Rà soát | ô 30/6",
        "ô 2 | ô Báo cáo | ô 15/7",
    ]


def test_ruled_table_is_read_by_rows():
    """Each row of a ruled table is one line, also where a cell holds several lines or is merged."""
    page = Page().text(LEFT, 40, "Trên bảng có chữ").text(LEFT, 190, "Dưới bảng có chữ")
    page.rule(50, 70, 500, 70).rule(50, 100, 500, 100).rule(50, 140, 500, 140).rule(50, 170, 500, 170)
    page.rule(50, 70, 50, 170).rule(100, 70, 100, 140).rule(300, 70, 300, 140).rule(500, 70, 500, 170)
    page.text(55, 80, "TT").text(110, 80, "Nhiệm vụ").text(310, 80, "Chủ trì")
    page.text(55, 105, "1").lines(110, 105, "Rà soát thiết bị", "đo lường").text(310, 105, "Trung tâm")
    page.text(55, 150, "Nhóm việc chung của cả năm")

    assert text(page).splitlines() == [
        "Trên bảng có chữ",
        "TT | Nhiệm vụ | Chủ trì",
        "1 | Rà soát thiết bị đo lường | Trung tâm",
        "Nhóm việc chung của cả năm",
        "Dưới bảng có chữ",
    ]


def test_letterhead_in_a_ruled_table_is_read_cell_by_cell():
    """Lines around a letterhead do not make it a table of data."""
    page = Page().grid([50, 280, 560], [40, 80])
    page.lines(60, 45, "SỞ KHOA HỌC", "Số: 5/TB-SKHCN").lines(290, 45, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập")

    assert text(page).splitlines() == [
        "SỞ KHOA HỌC",
        "Số: 5/TB-SKHCN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập",
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page_reads_as_it_is_shown(turn: int):
    """A page stored upright and shown turned has its lines across the sheet."""
    page = Page(turn=turn)
    if turn == 0:
        page.lines(LEFT, 50, "dòng thứ nhất", "dòng thứ hai")
    else:
        shown = {90: "0 1 -1 0 {x} 100", 180: "-1 0 0 -1 400 {y}", 270: "0 -1 1 0 {z} 700"}[turn]
        for number, line in enumerate(["dòng thứ nhất", "dòng thứ hai"]):
            matrix = shown.format(x=100 + 15 * number, y=100 + 15 * number, z=500 - 15 * number)
            codes = "".join(f"{ord(letter):04x}" for letter in line)
            page.drawn.append(f"BT /F 12 Tf {matrix} Tm <{codes}> Tj ET")

    assert text(page).splitlines() == ["dòng thứ nhất", "dòng thứ hai"]


def test_stamped_number_and_date_stand_in_their_places():
    """Number and date that a signing program lays over the page are read where they are shown."""
    page = Page().text(LEFT, 50, "Số:    /TB-SKHCN").text(RIGHT, 50, "Quảng Ngãi, ngày    tháng 4 năm 2024")
    page.stamp(LEFT + 25, 50, "12").stamp(RIGHT + 17.5 * 6, 50, "17")

    assert text(page).splitlines() == ["Số: 12 /TB-SKHCN", "Quảng Ngãi, ngày 17 tháng 4 năm 2024"]


def test_page_numbers_are_left_out_and_said():
    """Lines that count the pages are left out with a word; another number on a line of its own stays."""
    pages = [
        Page().text(290, 30, str(at)).lines(LEFT, 60, BODY).text(LEFT, 90, "2024" if at == 2 else "hết")
        for at in (2, 3)
    ]
    loaded = load(pdf(Page().lines(LEFT, 60, BODY), *pages), name="a.pdf")

    assert loaded.text.splitlines() == [BODY, BODY, "2024", BODY, "hết"]
    assert loaded.losses == ("2 dòng chỉ ghi số trang, không đưa vào văn bản.",)


def test_scanned_pages_are_named():
    """A PDF with some scanned pages is read, and the pages that could not be read are named."""
    loaded = load(
        pdf(Page().lines(LEFT, 60, BODY), Page().scan(), Page().scan()),
        name="a.pdf",
        limits=Limits(ocr_pages=0),
    )

    assert loaded.text == BODY + "\n"
    assert "2 trang (2–3) là ảnh chụp hoặc quét, không đọc được" in loaded.losses[0]


def test_pictures_beside_text_are_named():
    """A large picture on a page of text, and text under a scan, are said; a small seal is not."""
    seal = Page().lines(LEFT, 60, BODY)
    seal.drawn.append("q 100 0 0 100 300 300 cm /I Do Q")
    figure = Page().lines(LEFT, 60, BODY)
    figure.drawn.append("q 400 0 0 300 90 300 cm /I Do Q")
    losses = load(pdf(seal, figure, Page().scan().lines(LEFT, 60, BODY)), name="a.pdf").losses

    assert losses == (
        "Trang 3 là bản quét, lớp chữ do máy khác nhận dạng và có thể sai.",
        "Trang 2 có hình ảnh lớn; chữ trong hình, nếu có, không đọc được.",
    )


@pytest.mark.parametrize(
    ("top", "notice"),
    [
        pytest.param(60, "Người ký: Sở Nội vụ", id="many-words-over-a-line"),
        pytest.param(30, "12/TB-SNV; 2026-11-25T09:00:00+07:00", id="few-words-level-with-no-line"),
    ],
)
def test_notice_of_a_signature_stands_apart(top: int, notice: str):
    """What a signing program says of itself does not run into the lines of the text."""
    page = Page().lines(LEFT, 60, BODY).stamp(LEFT + 40, top, notice)

    assert text(page).splitlines() == [BODY, notice]


def test_old_font_encoding():
    """Text of .VnTime without a table to Unicode is converted and named."""
    loaded = load(pdf(Page().lines(LEFT, 60, to_tcvn3("Kính gửi: các phòng, đơn vị trực thuộc"))), name="a.pdf")

    assert (loaded.text, loaded.encoding) == ("Kính gửi: các phòng, đơn vị trực thuộc\n", "tcvn3")


GOOD = pdf(Page().lines(LEFT, 50, BODY))


def locked() -> bytes:
    """A PDF with a password."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("mat khau", canPrint=0))
    canvas.drawString(100, 100, "a")
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(locked(), "encrypted", id="password"),
        pytest.param(GOOD[:300], "damaged", id="cut-off"),
        pytest.param(b"%PDF-1.7\n%%EOF\n", "damaged", id="nothing-in-it"),
        pytest.param(b"%PDF-1.7\n" + b"\x00\xff" * 4000, "damaged", id="rubbish"),
        pytest.param(pdf(Page().scan()), "no_text", id="pictures-only"),
        pytest.param(pdf(Page()), "no_text", id="blank-page"),
        pytest.param(pdf(Page().scan().stamp(50, 50, "Người ký: Văn phòng, ngày 1/2/2024")), "no_text", id="only-a-signature-on-a-scan"),
    ],
)  # fmt: skip
def test_refused(data: bytes, code: str, within: Within):
    """Each bad PDF is refused in time with its own code."""
    with within(3), pytest.raises(Unreadable) as refusal:
        load(data, name="a.pdf", limits=Limits(ocr_pages=0))

    assert refusal.value.code == code


@pytest.mark.slow
def test_two_thousand_pages_in_bounded_time(within: Within):
    """A long PDF is read in time; one beyond the bound is refused at once."""
    data = pdf(*[Page().lines(LEFT, 50, *[BODY] * 5) for _ in range(2000)])
    with within(60):
        assert load(data, name="a.pdf").text.count(BODY) == 10_000
    with within(2), pytest.raises(Unreadable) as refusal:
        load(data, name="a.pdf", limits=Limits(pdf_pages=1999))
    assert refusal.value.code == "too_large"


def test_long_text_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch):
    """Pages beyond the bound on the text are not read."""
    opened: list[int] = []
    read = page.read
    monkeypatch.setattr(
        page, "read", lambda document, number, *more: opened.append(number) or read(document, number, *more)
    )
    with pytest.raises(Unreadable) as refusal:
        load(pdf(*[Page().lines(LEFT, 50, BODY)] * 9), name="a.pdf", limits=Limits(text_chars=len(BODY) + 1))
    assert refusal.value.code == "too_large"
    assert opened == [0, 1]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        pytest.param(Limits(pdf_stream_bytes=100_000), "bomb", id="strokes-that-unpack-to-much"),
        pytest.param(Limits(pdf_seconds=0), "too_slow", id="pages-that-take-long"),
    ],
)
def test_pages_that_draw_much_are_refused(limits: Limits, code: str):
    """What is drawn is bounded before it is laid out, the time of the pages after each."""
    page = Page().lines(LEFT, 50, BODY)
    page.drawn.append("q Q\n" * 50_000)
    assert BODY in load(pdf(page), name="a.pdf").text

    with pytest.raises(Unreadable) as refusal:
        load(pdf(page, page), name="a.pdf", limits=limits)

    assert refusal.value.code == code


STREAM = b"1 0 obj\n<< %s /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n"
PACKED = zlib.compress(bytes(3_000_000))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(STREAM % (b"", PACKED), True, id="one-stream"),
        pytest.param(STREAM % (b"", zlib.compress(bytes(1_100_000))) * 2, True, id="two-that-are-too-much-together"),
        pytest.param(STREAM % (b"", zlib.compress(bytes(900_000))) * 2, False, id="two-that-are-not"),
        pytest.param(STREAM % (b"/Subtype /Image", PACKED), False, id="a-picture-has-bounds-of-its-own"),
        pytest.param(STREAM % (b"/Subtype /Image", b"x") + STREAM % (b"", PACKED), True, id="behind-a-picture"),
        pytest.param(STREAM % (b"", PACKED[:40]), False, id="cut-short"),
        pytest.param(b"stream\n\x78" * 50, False, id="rubbish"),
    ],
)
def test_streams_are_measured(data: bytes, expected: bool):
    """Compressed streams count by what they unpack to, whichever is at fault."""
    assert streams.exceed(data, 2_000_000) is expected


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage_is_read_or_refused(place: int, bytes_put: bytes, cut: bool):
    """A valid PDF with bytes changed or its end cut off gives a text or `Unreadable`."""
    data = GOOD[:place] + bytes_put + (b"" if cut else GOOD[place + len(bytes_put) :])
    with contextlib.suppress(Unreadable):
        assert load(data, name="a.pdf").text.strip()


def test_real_letterheads(corpus: Path):
    """Real notices: the letterhead by columns, with the number and date stamped at signing."""
    loaded = load((corpus / "files" / "hanoi_tb_453_flag.pdf").read_bytes(), name="a.pdf")

    assert loaded.text.splitlines()[:6] == [
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ HÀ NỘI",
        "Số: 453 /TB-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
        "Hà Nội, ngày 29 tháng 4 năm 2026",
    ]


def test_a_grid_of_thousands_of_cells_costs_little(within: Callable[[float], AbstractContextManager[None]]):
    """Squared paper is no table; its words are read as they stand."""
    lines = [20 + 3.5 * at for at in range(150)]
    page = Page().grid(lines, [20 + 5 * at for at in range(150)]).text(50, 60, "Kính gửi: các phòng")

    with within(5):
        assert "Kính gửi: các phòng" in load(pdf(page), name="a.pdf").text


def test_a_blank_line_parts_a_centred_title_from_the_paragraph_below():
    """A subject printed in the middle does not run into the first words of the body; a page number parts nothing."""
    body = ["Giám đốc Sở đã họp về tiến độ kiểm định các loại cân ở chợ và ở trạm y tế", "trong tỉnh."]
    middle = (LEFT + LEFT + 30 + 6 * len(body[0])) / 2  # a letter of 12 points is 6 wide
    page = Page()
    for number, title in enumerate(["2", "THÔNG BÁO", "Kết luận về kiểm định cân"]):
        page.text(middle - 3 * len(title), 50 + 15 * number, title)
    page.text(LEFT + 30, 95, body[0]).text(LEFT, 110, body[1])

    assert text(page).splitlines() == ["2", "THÔNG BÁO", "Kết luận về kiểm định cân", "", *body]
