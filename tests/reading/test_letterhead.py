"""The letterhead: what is printed, where, and nothing else."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from tests.reading.helpers import reading_of

BODY = "\n\n1. Văn phòng rà soát quy chế.\n"

HEADS = [
    pytest.param(
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM HÀ\n-------\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - "
        "Tự do - Hạnh phúc\n"
        "Số: 06/CT-UBND\n\nLâm Hà, ngày\n25 tháng 11 năm 2025\n\nCHỈ THỊ\n\nVỀ\nVIỆC GIỮ RỪNG",
        {
            "issuer": "ỦY BAN NHÂN DÂN TỈNH LÂM HÀ",
            "number": "06",
            "symbol": "CT-UBND",
            "place": "Lâm Hà",
            "date": dt.date(2025, 11, 25),
            "subject": "VỀ VIỆC GIỮ RỪNG",
        },
        id="wrapped",
    ),
    pytest.param(
        "UBND TỈNH LÂM HÀ        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ            Độc lập"
        " - Tự do - Hạnh phúc\n"
        "Số: 9 /KH-SYT           Lâm Hà, ngày 01 tháng 2 năm 2025\n\n      KẾ HOẠCH\n  Phòng bệnh mùa hè",
        {
            "issuer": "SỞ Y TẾ",
            "number": "9",
            "symbol": "KH-SYT",
            "place": "Lâm Hà",
            "date": dt.date(2025, 2, 1),
            "subject": "Phòng bệnh mùa hè",
        },
        id="two-columns-flattened",
    ),
    pytest.param(
        "TỈNH ỦY LÂM HÀ          ĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 12-KL/TU            Lâm Hà, ngày "
        "3 tháng 4 năm 2025\n\n"
        "KẾT LUẬN\nVề công tác cán bộ",
        {"issuer": "TỈNH ỦY LÂM HÀ", "number": "12", "symbol": "KL/TU", "date": dt.date(2025, 4, 3)},
        id="party",
    ),
    pytest.param(
        (
            "Số: /TB-SKHCN\n\nLâm Hà, ngày 17 tháng 5 năm 2025\n\nTHÔNG BÁO\n\nKết luận của Giám đố"
            "c Sở Khoa học và Công nghệ"
        ),
        {
            "issuer": "Sở Khoa học và Công nghệ",
            "number": None,
            "symbol": "TB-SKHCN",
            "date": dt.date(2025, 5, 17),
        },
        id="number-blank-and-issuer-from-the-symbol",
    ),
    pytest.param(
        "SỞ NỘI VỤ\n\nSố: 09/2009/CT-SNV Lâm Hà, ngày      tháng 4 năm 2009\n\nCHỈ THỊ\nVề biên chế",
        {"number": "09", "symbol": "2009/CT-SNV", "place": "Lâm Hà", "date": None},
        id="day-blank-and-year-in-the-number",
    ),
    pytest.param(
        "Ký bởi: Cổng thông tin\nThời gian ký: 28.04.2026 15:49:15\nSỞ XÂY DỰNG\nSố: §Ø0 /SXD-Q"
        "L Lâm Hà, ngày 8 tháng 4 năm 2026\n"
        "V/v cấp phép\n\nKính gửi: Các phòng.",
        {
            "issuer": "SỞ XÂY DỰNG",
            "number": None,
            "symbol": "SXD-QL",
            "date": dt.date(2026, 4, 8),
            "subject": "cấp phép",
        },
        id="stamps-above-and-an-unreadable-number",
    ),
    pytest.param(
        "SỞ XÂY DỰNG\nSố: 15/SXD- QLN Lâm Hà, ngày 8 tháng 4 năm 2026\nV/v cấp phép\n\nKính gửi: Các phòng.",
        {"symbol": "SXD-QLN", "place": "Lâm Hà", "date": dt.date(2026, 4, 8)},
        id="blank-in-the-symbol-beside-the-place",
    ),
    pytest.param(
        "SỞ XÂY DỰNG\nSố: 15 /SXD-QL Lâm Hà, ngày A2 thang 4 năm 2026\nV/v cấp phép\n\nKính gửi: Các phòng.",
        {"symbol": "SXD-QL", "place": "Lâm Hà", "date": None, "subject": "cấp phép"},
        id="day-damaged-by-a-scan",
    ),
    pytest.param(
        "TỈNH ỦY LÂM HÀ\n\nSố 12-KL/TU\n\nLâm Hà, ngày 3 tháng 4 năm 2025\n\nKẾT LUẬN\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\n"
        "VỀ CÔNG TÁC CỦA CÁN BỘ CƠ SỞ\n\n",
        {"subject": "VỀ CÔNG TÁC CỦA CÁN BỘ CƠ SỞ"},
        id="whose-act-it-is-stands-above-the-subject",
    ),
    pytest.param(
        "SỞ Y TẾ\n\nSố: 15/SYT-NV\nV/v gỡ vướng mắc khi thực hiện Nghị định\n99/2025/NĐ-CP\n\n"
        "Lâm Hà, ngày 3 tháng 4 năm 2025\n\nKính gửi: Các phòng.",
        {"subject": "gỡ vướng mắc khi thực hiện Nghị định 99/2025/NĐ-CP"},
        id="subject-ends-with-a-number",
    ),
    pytest.param(
        "SỞ Y TẾ\n\nSố: 15/SYT-NV\nVề hướng dẫn chấm điểm\ntrạm y tế\n\nLâm Hà, ngày 3 tháng 4 năm 2025\n\n"
        "Kính gửi: Các trạm.",
        {"subject": "Về hướng dẫn chấm điểm trạm y tế"},
        id="subject-without-its-abbreviation",
    ),
    pytest.param(
        "Kính gửi: Các phòng.\n\nXét báo cáo của Sở Y tế, Chủ tịch Ủy ban nhân dân tỉnh chỉ đạo như sau:",
        {"issuer": "Chủ tịch Ủy ban nhân dân tỉnh", "number": None},
        id="issuer-who-directs",
    ),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_fields(head, expected):
    """As printed; None for what the text does not hold."""
    header = reading_of(head + BODY).header

    assert {field: getattr(header, field) for field in expected} == expected


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_every_field_says_where_it_was_read(head, expected):
    """Span and rule; no span where the value was inferred."""
    reading = reading_of(head + BODY)
    where = reading.header.where or {}

    for field in ("number", "symbol", "place", "date", "subject", "issuer"):
        assert (field in where) == (getattr(reading.header, field) is not None)
    assert all(place.span is not None for field, place in where.items() if place.rule != "issuer_from_symbol")


def test_without_letterhead_nothing_is_invented():
    """No number, symbol, place, date, signer; the issuer only where the text names who orders."""
    header = reading_of("Trước tình hình đó, Bộ Y tế yêu cầu:\n1. Các vụ rà soát quy định.").header

    assert (header.number, header.symbol, header.place, header.date, header.type, header.signer) == (None,) * 6
    assert header.issuer == "Bộ Y tế"
    assert header.where["issuer"].rule == "issuer_from_order"


SIGNATURES = [
    pytest.param(
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Bình",
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Bình"),
        id="deputy",
    ),
    pytest.param(
        "TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nLê\nVăn An",
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn An"),
        id="wrapped-authority-and-name",
    ),
    pytest.param(
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Văn\nAn", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn An"), id="wrapped-last"
    ),
    pytest.param("T/M BAN BÍ\nTHƯ\nLê Văn An", ("T/M BAN BÍ THƯ", None, "Lê Văn An"), id="authority-without-a-point"),
    pytest.param(
        "TM. TIỂU BAN\nTRƯỞNG TIỂU BAN\n\nLê Văn An\nTRƯỞNG BAN DÂN VẬN",
        ("TM. TIỂU BAN", "TRƯỞNG TIỂU BAN", "Lê Văn An"),
        id="second-office-below-the-name",
    ),
    pytest.param("GIÁM ĐỐC\nTS. Trần Văn Quý", (None, "GIÁM ĐỐC", "Trần Văn Quý"), id="own-authority"),
    pytest.param("TL. GIÁM ĐỐC\nTP. TỔNG HỢP", ("TL. GIÁM ĐỐC", "TP. TỔNG HỢP", None), id="no-name-printed"),
]


@pytest.mark.parametrize(("block", "expected"), SIGNATURES)
def test_signer(block, expected):
    """Authority, post and name."""
    text = f"SỞ Y TẾ\n\nSố: 1/TB-SYT\n\nTHÔNG BÁO\nKết luận{BODY}\nNơi nhận:\n- Các phòng;\n- Lưu: VT.\n\n{block}\n"

    reading = reading_of(text)

    assert (
        reading.header.signer.authority,
        reading.header.signer.title,
        reading.header.signer.name,
    ) == expected
    assert reading.header.recipients == ("Các phòng", "Lưu: VT")


def test_signer_beside_the_recipients():
    """Two columns: the name stands right of the list."""
    text = (
        f"SỞ Y TẾ\n\nSố: 1/TB-SYT\n\nTHÔNG BÁO\nKết luận{BODY}\nNơi nhận:              CHÁNH VĂN"
        f" PHÒNG\n- Như trên;\n"
        "- Lãnh đạo Sở;         Phan Văn Tú\n- Lưu: VT.\n"
    )

    header = reading_of(text).header

    assert (header.signer.title, header.signer.name) == ("CHÁNH VĂN PHÒNG", "Phan Văn Tú")
    assert header.recipients == ("Như trên", "Lãnh đạo Sở", "Lưu: VT")


def test_the_drafter_beside_the_post_is_no_part_of_it():
    """Below the recipients stand the drafter's letters, in capitals as the post in the other column."""
    closing = (
        "Nơi nhận: |  | TL. GIÁM ĐỐC\n- Như trên; |  | TRƯỞNG PHÒNG\n- Lưu: VT, HCTH. |  | \n"
        " |  | HÀNH CHÍNH - TỔNG HỢP\nNTB. |  | \n |  | Lê Minh Khôi\n"
    )

    header = reading_of(f"SỞ Y TẾ\n\nSố: 1/TB-SYT\n\nTHÔNG BÁO\nKết luận{BODY}\n{closing}").header

    assert header.signer.authority == "TL. GIÁM ĐỐC"
    assert (header.signer.title, header.signer.name) == ("TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP", "Lê Minh Khôi")
    assert header.recipients == ("Như trên", "Lưu: VT, HCTH")


def test_labels_parted_from_their_words():
    """A converter broke the line after "Số:" and inside "Nơi nhận"."""
    closing = "Nơi\nnhận:\n- Các phòng;\n- Lưu: VT.\n\nGIÁM ĐỐC\nPhan Văn Tú\n"
    text = f"SỞ Y TẾ\nSố:\n1/TB-SYT\n\nTHÔNG BÁO\nKết luận{BODY}\n{closing}"

    header = reading_of(text).header

    assert (header.issuer, header.number, header.symbol) == ("SỞ Y TẾ", "1", "TB-SYT")
    assert header.recipients == ("Các phòng", "Lưu: VT")


def test_the_title_of_an_annex_is_no_post():
    """Capitals below the name belong to what follows."""
    closing = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nPhan Văn Tú\n\nNỘI DUNG CHI TIẾT CÁC BƯỚC"
    text = f"SỞ Y TẾ\nSố: 1/TB-SYT\n\nTHÔNG BÁO\nKết luận{BODY}\n{closing}"

    signer = reading_of(text).header.signer

    assert (signer.authority, signer.title, signer.name) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phan Văn Tú")


def test_a_letter_without_blank_lines():
    """A PDF has none: subject, addressees and body are told apart by what they say."""
    text = (
        "UBND TỈNH LÂM HÀ\nSỞ NỘI VỤ\nSố: 12/SNV-VP\nV/v rà soát quy chế làm việc của\nSở Nội vụ\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLâm Hà, ngày 1 tháng 2 năm 2025\n"
        "Kính gửi: Các phòng\nThực hiện Kế hoạch số 1/KH-UBND ngày 2/1/2025, Sở Nội vụ đề nghị các phòng rà soát\n"
        "quy chế, gửi về Văn phòng trước ngày 10/2/2025./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nPhan Văn Tú\n"
    )

    reading = reading_of(text)

    assert reading.header.subject == "rà soát quy chế làm việc của Sở Nội vụ"
    assert [[party.name for party in d.lead] for d in reading.directives] == [["các phòng"]]


def test_a_subject_without_a_blank_line_below():
    """The first words of the body end it."""
    reading = reading_of(
        "SỞ NỘI VỤ\nSố: 12/TB-SNV\nTHÔNG BÁO\nVề việc trực ban\nNhân dịp nghỉ lễ, Giám đốc Sở yêu cầu các phòng\n"
        "cử người trực./."
    )

    assert reading.header.subject == "Về việc trực ban"
    assert len(reading.directives) == 1


def test_a_letterhead_in_columns():
    """Bars part the columns of a table."""
    header = reading_of(
        "UBND TỈNH LÂM HÀ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ | Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/TB-SNV | Lâm Hà, ngày 1 tháng 2 năm 2025\n\nTHÔNG BÁO\nKết luận\n\n1. Văn phòng rà soát quy chế.\n"
    ).header

    assert (header.issuer, header.number, header.place) == ("SỞ NỘI VỤ", "12", "Lâm Hà")


LOST = """1. Sở Y tế rà soát kho thuốc.

Nơi nhận:
- Lưu: VT.

GIÁM ĐỐC
Lê Văn An

PHỤ LỤC I
DANH MỤC KHO
(Kèm theo Công văn số 17/SYT-VP ngày 02 tháng 12 năm 2025 của Sở Y tế)
"""


def test_a_lost_letterhead_is_read_over_the_annex():
    """Number, symbol, date and type, each with its place; the own number is not cited."""
    reading = reading_of(LOST)

    header = reading.header
    assert (header.number, header.symbol, header.date, header.type.name) == (
        "17",
        "SYT-VP",
        dt.date(2025, 12, 2),
        "Công văn",
    )
    assert {header.where[field].rule for field in ("number", "symbol", "date")} == {"annex_line"}
    assert reading.text[slice(*header.where["symbol"].span)] == "SYT-VP"
    assert reading.citations == ()


def test_a_short_name_in_brackets_is_no_part_of_the_issuer():
    """ "… (sau đây viết là Ban Chỉ đạo) yêu cầu …:"."""
    text = (
        "Kính gửi: Các xã.\nBan Chỉ đạo đo lường tỉnh (sau đây viết là Ban Chỉ đạo) yêu cầu các xã:\n1. Rà soát cân.\n"
    )

    assert reading_of(text).header.issuer == "Ban Chỉ đạo đo lường tỉnh"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(
            "Quyết định của Giám đốc Sở Y tế\nvề việc sửa đổi mức phí\ngiám đốc sở y tế\nCăn cứ Luật Dược;",
            ("Quyết định", "về việc sửa đổi mức phí"),
            id="whose-act-it-is-said-twice",
        ),
        pytest.param("thông báo\nV/v thu phí\n\nSở Y tế", ("Thông báo", "V/v thu phí"), id="the-type-alone"),
        pytest.param("Thông báo của Sở Y tế về kho thuốc:", (None, None), id="introducing-words"),
        pytest.param("Chỉ thị của Sở Y tế đã được các xã thực hiện.", (None, None), id="a-sentence"),
    ],
)
def test_a_title_that_lost_its_capitals(title, expected):
    """Capital fonts of old encodings come out small; under a number line a short title is still one."""
    header = reading_of(f"Sở Y tế\nSố: 12/2005/QĐ-SYT\nLâm Hà, ngày 05 tháng 12 năm 2005\n\n{title}\n" + BODY).header

    assert (header.type and header.type.name, header.subject) == expected


def test_posts_without_end_are_read_in_time():
    """A hostile signature of thousands of posts without a name takes time in proportion."""
    started = time.process_time()
    reading_of("1. Sở Y tế rà soát kho thuốc.\n\nNơi nhận:\n- Lưu: VT.\n\n" + "KT. GIÁM ĐỐC\n" * 4_000)

    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            LOST + "\nPHỤ LỤC II\nDANH MỤC MÁY\n(Kèm theo Công văn số 18/SYT-VP)\n", id="annexes-of-two-letters"
        ),
        pytest.param(LOST.replace("Kèm theo Công văn số 17/SYT-VP", "Kèm theo Công văn này"), id="no-number"),
    ],
)
def test_an_annex_that_does_not_tell_fills_nothing(text):
    """What the lines over the annexes do not agree on stays empty."""
    header = reading_of(text).header

    assert (header.number, header.symbol, header.date) == (None, None, None)


def test_a_letterhead_that_is_there_is_not_filled_from_the_annex():
    """A blank number stays blank."""
    header = reading_of("SỞ Y TẾ\nSố: /TB-SYT\n\nTHÔNG BÁO\nVề kho thuốc\n\n" + LOST).header

    assert (header.number, header.symbol, header.date) == (None, "TB-SYT", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "SỞ Y TẾ\n\nSố: 12/TB-SYT\n\nLâm Hà, ngày 05/12/2025\n\nTHÔNG BÁO\nVề kho thuốc",
            ("SỞ Y TẾ", "12", "TB-SYT", "Lâm Hà", dt.date(2025, 12, 5), "Về kho thuốc"),
            id="slashes-in-the-date-line",
        ),
        pytest.param(
            "SỞ Y TẾ\nHỎA TỐC\nSố: 12/CĐ-SYT\nLâm Hà, hồi 15 giờ 00 phút, ngày 05 tháng 12 năm 2025\n\n"
            "CÔNG ĐIỆN KHẨN\nVề việc ứng phó bão",
            ("SỞ Y TẾ", "12", "CĐ-SYT", "Lâm Hà", dt.date(2025, 12, 5), "Về việc ứng phó bão"),
            id="stamps-of-urgency-and-the-hour",
        ),
        pytest.param(
            "THÔNG BÁO\nKết luận của Giám đốc\n(Số 12/TB-SYT ngày 05/12/2025)",
            (None, "12", "TB-SYT", None, dt.date(2025, 12, 5), "Kết luận của Giám đốc"),
            id="number-in-brackets-under-the-subject",
        ),
        pytest.param(
            "Công văn số 12/SYT-VP ngày 05/12/2025 của Sở Y tế về rà soát kho thuốc",
            (None, "12", "SYT-VP", None, dt.date(2025, 12, 5), "về rà soát kho thuốc"),
            id="a-title-that-bears-number-and-date",
        ),
        pytest.param(
            "Công văn 12/SYT-VP năm 2025 về rà soát kho thuốc",
            (None, "12", "SYT-VP", None, None, "về rà soát kho thuốc"),
            id="a-title-that-bears-the-year",
        ),
    ],
)
def test_unusual_letterheads(text, expected):
    """What copies and wires make of a letterhead."""
    header = reading_of(text + BODY).header

    assert (header.issuer, header.number, header.symbol, header.place, header.date, header.subject) == expected
