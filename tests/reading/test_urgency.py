"""The stamp of urgency is read from the letterhead, and from nothing else."""

from __future__ import annotations

import io
import unicodedata

import pypdfium2 as pdfium
import pytest

from dondoc import reading
from dondoc.writing import from_json
from dondoc.writing.docx import write_docx
from dondoc.writing.pdf import write_pdf
from tests.reading.helpers import reading_of
from tests.reading.sources import word_files
from tests.writing import contents

LEFT, RIGHT = "SỞ Y TẾ\n\nSố: 15/{}\n", "\nLâm Hà, ngày 3 tháng 4 năm 2026\n"
NOTICE = LEFT.format("TB-SYT") + "{stamp}" + RIGHT + "\nTHÔNG BÁO\nKết luận về phòng dịch\n\n1. Văn phòng rà soát.\n"
LETTER = LEFT.format("SYT-VP") + "V/v phòng dịch\n{stamp}" + RIGHT + "\nKính gửi: Các phòng.\n\n1. Văn phòng rà soát.\n"
LEVELS = ("khan", "thuong_khan", "hoa_toc")
WRITERS = {"a.docx": write_docx, "a.pdf": write_pdf}


@pytest.mark.parametrize("example", [contents.notice, contents.letter])
@pytest.mark.parametrize("level", [*LEVELS, None])
@pytest.mark.parametrize("name", WRITERS)
def test_what_is_composed_is_read_back(name, level, example):
    """From either file, of a document with a type and of a letter; the subject and the issuer stay as they are."""
    content = from_json(example() | {"urgency": level})

    header = reading.read(WRITERS[name](content), name=name).header

    assert (header.urgency, header.issuer, header.subject) == (level, content.issuer.name, content.subject)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        pytest.param(NOTICE.format(stamp="KHẨN\n"), "khan", "KHẨN", id="below-the-number"),
        pytest.param(LETTER.format(stamp="THƯỢNG KHẨN\n"), "thuong_khan", "THƯỢNG KHẨN", id="below-the-subject"),
        pytest.param("HỎA TỐC\n" + NOTICE.format(stamp=""), "hoa_toc", "HỎA TỐC", id="on-top"),
        pytest.param(NOTICE.format(stamp="HOẢ TỐC\n"), "hoa_toc", "HOẢ TỐC", id="mark-on-the-other-vowel"),
        pytest.param(NOTICE.format(stamp="HỎA TỐC HẸN GIỜ\n"), "hoa_toc", "HỎA TỐC HẸN GIỜ", id="at-an-hour"),
        pytest.param(NOTICE.format(stamp="[ KHẨN ]\n"), "khan", "[ KHẨN ]", id="in-a-frame"),
        pytest.param(NOTICE.format(stamp="T H Ư Ợ N G  K H Ẩ N\n"), "thuong_khan", "T H Ư Ợ N G  K H Ẩ N", id="spaced"),
        pytest.param(NOTICE.format(stamp="HOA TOC\n"), "hoa_toc", "HOA TOC", id="marks-lost-by-a-scan"),
        pytest.param(
            NOTICE.format(stamp="").replace("\nLâm Hà", "KHẨN        Lâm Hà"), "khan", "KHẨN", id="in-a-column"
        ),
        pytest.param(NOTICE.format(stamp="Độ khẩn: Thượng khẩn\n"), "thuong_khan", "Độ khẩn: Thượng khẩn", id="label"),
        pytest.param(NOTICE.format(stamp="").replace("THÔNG BÁO", "THÔNG BÁO\nKHẨN"), "khan", "KHẨN", id="below-type"),
        pytest.param(NOTICE.format(stamp="").replace("THÔNG BÁO", "CÔNG ĐIỆN HỎA TỐC"), "hoa_toc", "HỎA TỐC",
                     id="in-the-title"),
        pytest.param(NOTICE.format(stamp="KHẨN\n").replace("THÔNG BÁO", "CÔNG ĐIỆN KHẨN"), "khan", "KHẨN", id="twice"),
    ],
)  # fmt: skip
def test_stamps(text, level, words, form):
    """Each of the three degrees, with the place where it stands."""
    found = reading_of(unicodedata.normalize(form, text))

    span = found.header.where["urgency"].span
    assert (found.header.urgency, unicodedata.normalize("NFC", found.text[slice(*span)]).strip()) == (level, words)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NOTICE.format(stamp=""), id="none"),
        pytest.param(NOTICE.format(stamp="").replace("1. Văn", "KHẨN\n\n1. Văn"), id="a-line-of-the-body"),
        pytest.param(NOTICE.format(stamp="") + "\n2. Các phòng khẩn trương, hỏa tốc báo cáo.\n", id="words-of-a-duty"),
        pytest.param(LETTER.format(stamp="") + "\nKHẨN\n", id="under-the-body-of-a-letter"),
        pytest.param(NOTICE.format(stamp="").replace("phòng dịch", "tình huống\nkhẩn"), id="end-of-the-subject"),
        pytest.param(
            NOTICE.format(stamp="").replace("Kết luận về phòng dịch", "VỀ VIỆC XÂY DỰNG CÔNG TRÌNH\nKHẨN\nCẤP"),
            id="a-line-of-a-subject-in-capitals",
        ),
        pytest.param(LETTER.format(stamp="").replace("V/v phòng dịch", "V/v ca\nkhẩn"), id="subject-of-a-letter"),
        pytest.param(NOTICE.format(stamp="KHẨN CẤP\n"), id="no-degree-of-the-decree"),
        pytest.param(NOTICE.format(stamp="KHẨN TRƯƠNG\n"), id="another-word"),
        pytest.param(NOTICE.format(stamp="KHẨN\nHỎA TỐC\n"), id="two-that-differ"),
        pytest.param(NOTICE.format(stamp="Độ khẩn:\n"), id="a-label-left-empty"),
        pytest.param("KHẨN\n1. Văn phòng rà soát quy chế.\n", id="no-letterhead"),
    ],
)
def test_what_is_no_stamp(text):
    """Nothing is read, and nothing is said to have been."""
    header = reading_of(text).header

    assert (header.urgency, "urgency" in (header.where or {})) == (None, False)


def test_a_text_box_in_a_word_file():
    """The stamp as people set it in Word, anchored at the number."""
    left = word_files.cell("SỞ Y TẾ", word_files.p("Số: 15/TB-SYT", word_files.box("THƯỢNG KHẨN")))
    right = word_files.cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Lâm Hà, ngày 3 tháng 4 năm 2026")
    body = word_files.table([left, right]) + word_files.p("THÔNG BÁO") + word_files.p("Kết luận về phòng dịch")

    header = reading.read(word_files.docx(body + word_files.p("1. Văn phòng rà soát.")), name="a.docx").header

    assert (header.urgency, header.number, header.subject) == ("thuong_khan", "15", "Kết luận về phòng dịch")


@pytest.mark.needs("tesseract")
@pytest.mark.parametrize("level", LEVELS)
def test_from_a_scan(level):
    """What recognition makes of the red stamp of a page that is a picture; of 200 dots an inch it reads no frame."""
    page = pdfium.PdfDocument(write_pdf(from_json(contents.letter() | {"urgency": level})))[0]
    picture = io.BytesIO()
    page.render(scale=300 / 72).to_pil().save(picture, "PNG", dpi=(300, 300))

    assert reading.read(picture.getvalue(), name="a.png").header.urgency == level
