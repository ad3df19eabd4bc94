"""Word documents: all that is printed, in order; what is not printed is said."""

# ruff: noqa: E501 (a row of a table is one line)

from __future__ import annotations

import io

import docx as python_docx
import pytest

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import Limits, load

from .texts import NOTICE, to_tcvn3, to_vni
from .word_files import box, cell, docx, field, level, listed, numbering, p, run, table

BULLET = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
LISTS = numbering(
    {
        0: level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.") + level(2, "lowerLetter", "%3)"),
        1: level(0, "upperRoman", "%1.", '<w:suff w:val="space"/>') + level(1, "bullet", "-"),
        2: level(0, "bullet", "\uf0b7", BULLET),
        3: level(0, "lowerLetter", "%1)"),
        4: level(0, "decimalZero", "Điều %1:", '<w:suff w:val="nothing"/>'),
        5: level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        6: level(0, "none", "") + level(1, "cardinalText", "%2/"),
    },
    {
        1: (0, ""),
        2: (1, ""),
        3: (2, ""),
        4: (3, ""),
        5: (4, ""),
        6: (5, ""),
        7: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        8: (
            3,
            '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:lvlText w:val="(%1)"/></w:lvl></w:lvlOverride>',
        ),
        9: (6, ""),
    },
)


def text(data: bytes) -> str:
    """The text of a file named .docx."""
    return load(data, name="a.docx").text


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        pytest.param([(1, 0), (1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], "1. 2. 2.1. 2.2. a) 3. 3.1.", id="levels"),
        pytest.param([(2, 0), (2, 1), (2, 1), (2, 0)], "I. - - II.", id="roman-and-dash"),
        pytest.param([(3, 0)], "•", id="symbol-bullet"),
        pytest.param([(4, 0)] * 28, "a) b) c) d) e) f) g) h) i) j) k) l) m) n) o) p) q) r) s) t) u) v) w) x) y) z) aa) bb)", id="letters-without-đ"),
        pytest.param([(5, 0)], "Điều 01:", id="prefix-and-no-gap"),
        pytest.param([(6, 0), (6, 1)], "I. 1.1", id="legal-is-decimal"),
        pytest.param([(1, 0), (7, 0), (7, 0), (1, 0)], "1. 5. 6. 7.", id="start-override-shares-the-counter"),
        pytest.param([(8, 0), (8, 0)], "(3) (4)", id="level-override"),
        pytest.param([(1, 1), (1, 0)], "1.1. 1.", id="outer-level-not-used-yet"),
        pytest.param([(99, 0)], "", id="list-not-defined"),
        pytest.param([(9, 0), (9, 1)], "1/", id="unknown-format-in-digits"),
    ],
)  # fmt: skip
def test_automatic_numbers(places: list[tuple[int, int]], labels: str):
    """Each list prints the labels that Word prints."""
    body = "".join(listed("|", number, depth) for number, depth in places)

    printed = [line.removesuffix("|").strip() for line in text(docx(body, numbering=LISTS)).splitlines()]
    assert " ".join(label for label in printed if label) == labels


def test_number_from_a_style():
    """A paragraph takes its list and level from its style, through the style it is based on."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Base"/></w:style>'
    )
    body = p("Mục", properties='<w:pStyle w:val="Muc"/>') + p(
        "Không", properties='<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )

    assert text(docx(body, styles=styles, numbering=LISTS)) == "1. Mục\nKhông\n"


ALL_BODY = (
    table(
        ["SỞ KHOA HỌC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 12/TB-SKHCN", "Quảng Ngãi, ngày 3 tháng 4"],
    )
    + p("THÔNG BÁO", box("Bản sao", "lần 2"))
    + listed("Giao Văn phòng", 1)
    + listed("theo dõi", 1, 2)
    + p(
        "Thời hạn ",
        '<w:del w:id="1"><w:r><w:delText>30/6</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("15/7")}</w:ins>',
        " phải xong",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    + table(
        ["TT", "Việc", "Chủ trì"],
        ["1", cell(p("Rà soát"), p("thiết bị")), "Trung tâm"],
        [cell("A. Nhóm việc chung", properties='<w:gridSpan w:val="3"/>')],
        ["2", "Báo cáo", ""],
        ruled=True,
    )
    + table([cell(table(["x", "y"], ruled=True), p("dưới bảng trong"))])
    + "<w:sectPr><w:headerReference w:type='default' r:id='header1'/><w:footerReference w:type='default' r:id='footer1'/></w:sectPr>"
)
ALL_PARTS = {
    "numbering": LISTS,
    "header1": p("ĐẦU TRANG ", field("PAGE", "7")),
    "footer1": p("Chân trang"),
    "footnotes": f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote><w:footnote w:id="2">{p("Theo lịch làm việc.")}</w:footnote>',
    "comments": f'<w:comment w:id="1">{p("Xem lại hạn")}</w:comment>',
}
ALL_TEXT = """\
ĐẦU TRANG \nSỞ KHOA HỌC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/TB-SKHCN
Quảng Ngãi, ngày 3 tháng 4
THÔNG BÁO
Bản sao
lần 2
1. Giao Văn phòng
a) theo dõi
Thời hạn 15/7 phải xong[1]
TT | Việc | Chủ trì
1 | Rà soát thiết bị | Trung tâm
A. Nhóm việc chung
2 | Báo cáo |\x20
x | y
dưới bảng trong
Chân trang
[1] Theo lịch làm việc.
"""


def test_everything_at_once_comes_out_complete():
    """Numbers, header, footer, text box, note, tracked change and nested table: all there, once."""
    loaded = load(docx(ALL_BODY, **ALL_PARTS), name="a.docx")

    assert loaded.text == ALL_TEXT
    assert loaded.losses == (
        "1 chỗ đã xoá ở chế độ theo dõi thay đổi, không đưa vào văn bản: “30/6”.",
        "1 chỗ thêm ở chế độ theo dõi thay đổi, chưa được chấp nhận, đã đưa vào văn bản: “15/7”.",
        "1 ghi chú bên lề, không đưa vào văn bản: “Xem lại hạn”.",
    )
    assert loaded.encoding is None
    assert loaded.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        pytest.param(p("a", "<w:r><w:br/></w:r>", "b", "<w:r><w:tab/></w:r>", "c"), "a\nb\tc", id="break-and-tab"),
        pytest.param(p('<w:r><w:br w:type="page"/></w:r>', "a"), "a", id="page-break-before"),
        pytest.param(p("12", "<w:r><w:noBreakHyphen/></w:r>", "TB", "<w:r><w:softHyphen/></w:r>", "X"), "12-TBX", id="hyphens"),
        pytest.param(p("kế\u00adhoạch"), "kếhoạch", id="soft-hyphen-as-character"),
        pytest.param(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " Có"), "☑ Có", id="symbol"),
        pytest.param(p(run("\uf0e0", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')), "→", id="picture-font"),
        pytest.param(p(run("Thông báo", "<w:caps/>")), "THÔNG BÁO", id="capitals"),
        pytest.param(p(run("Thông báo", '<w:caps w:val="0"/>')), "Thông báo", id="capitals-off"),
        pytest.param(p("Xem ", field('HYPERLINK "http://x.invalid"', "trang này")), "Xem trang này", id="field-result"),
        pytest.param(p("Trang ", field("PAGE", "3"), "."), "Trang .", id="page-number"),
        pytest.param(p('<w:fldSimple w:instr=" NUMPAGES ">' + run("9") + "</w:fldSimple>", "x"), "x", id="simple-page-number"),
        pytest.param(p('<w:hyperlink r:id="h">' + run("liên kết") + "</w:hyperlink>"), "liên kết", id="link"),
        pytest.param(p("<w:smartTag>" + run("Huế") + "</w:smartTag>"), "Huế", id="smart-tag"),
        pytest.param("<w:sdt><w:sdtPr/><w:sdtContent>" + p("ô nội dung") + "</w:sdtContent></w:sdt>", "ô nội dung", id="content-control"),
        pytest.param(p("<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"), "x²", id="formula"),
        pytest.param(p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "đạt"), "☒đạt", id="form-box"),
        pytest.param(p("mất ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("dấu"), "mất dấu", id="paragraph-mark-deleted"),
    ],
)  # fmt: skip
def test_inside_a_paragraph(paragraph: str, printed: str):
    """Breaks, hyphens, symbols, fields and wrappers print what Word prints."""
    assert text(docx(p("Đầu") + paragraph)) == f"Đầu\n{printed}\n"


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        pytest.param(p("a", run("giấu", "<w:vanish/>")), "chữ ẩn, không in ra, không đưa vào văn bản: “giấu”", id="hidden"),
        pytest.param(p("a", "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), "1 hình ảnh", id="picture"),
        pytest.param(p("a", "<w:r><w:object><o:OLEObject/></w:object></w:r>"), "1 đối tượng nhúng", id="object"),
        pytest.param(p("a") + '<w:altChunk r:id="x"/>', "1 phần nhúng từ tệp khác", id="chunk"),
        pytest.param(p("a", '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>'), "“Webdings F021”", id="unknown-symbol"),
        pytest.param(p("a", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "nuốt"), "dở dang; phần chữ nằm trong đó không đọc được: “nuốt”", id="field-without-end"),
        pytest.param(p("a", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "1 công thức", id="formula"),
        pytest.param(listed("a", 9, 1), "“cardinalText”", id="number-format"),
        pytest.param(p("a") + "<w:sectPr><w:headerReference w:type='first' r:id='header1'/></w:sectPr>", "không in ra, không đưa vào văn bản: “trang đầu”", id="unused-header"),
    ],
)  # fmt: skip
def test_what_is_not_carried_over_is_said(paragraph: str, said: str):
    """Each loss is one Vietnamese sentence with the words concerned."""
    loaded = load(docx(paragraph, numbering=LISTS, header1=p("trang đầu")), name="a.docx")

    assert said in " ".join(loaded.losses)


def test_header_of_many_sections_is_printed_once():
    """Sections with the same words in their headers give them once; other words come with their section."""
    end = "<w:sectPr><w:headerReference w:type='default' r:id='{}'/></w:sectPr>"
    body = p("một", properties=end.format("header1")) + p("hai") + end.format("header2")

    assert text(docx(body, header1=p("ĐẦU"), header2=p("ĐẦU"))) == "ĐẦU\nmột\nhai\n"
    assert text(docx(body, header1=p("ĐẦU"), header2=p("PHỤ LỤC"))) == "ĐẦU\nmột\nPHỤ LỤC\nhai\n"


def test_outside_is_never_opened():
    """References out of the file and macros are reported; nothing is followed or run."""
    link = (
        '<Relationship Id="x" Type="http://x/attachedTemplate" Target="http://x.invalid/t.dotm" TargetMode="External"/>'
    )
    data = docx(p("a"), relations=link, members={"word/vbaProject.bin": b"\xd0\xcf"})
    loaded = load(data, name="a.docx")

    assert loaded.text == "a\n"
    assert loaded.media_type == "application/vnd.ms-word.document.macroEnabled.12"
    assert "macro không được chạy" in " ".join(loaded.losses)
    assert "tham chiếu ra ngoài tệp, không mở: “attachedTemplate”" in " ".join(loaded.losses)


@pytest.mark.parametrize(
    ("tables", "lines"),
    [
        pytest.param(table(["a", "b"], ["c", "d"], ruled=True), ["a | b", "c | d"], id="ruled"),
        pytest.param(table(["a", "b"], ["c", "d"]), ["a", "b", "c", "d"], id="not-ruled"),
        pytest.param(table(["1", "b", "c"], ["2", "e", "f"], ["3", "h", "i"]), ["1 | b | c", "2 | e | f", "3 | h | i"], id="data-without-lines"),
        pytest.param(table([cell("Nơi nhận:", "- Như trên;"), cell("GIÁM ĐỐC")], ruled=True), ["Nơi nhận:", "- Như trên;", "GIÁM ĐỐC"], id="signature-with-lines"),
        pytest.param(table([cell("khung", "chữ")], ruled=True), ["khung", "chữ"], id="frame"),
        pytest.param(table([cell("a", properties='<w:vMerge w:val="restart"/>'), "b"], [cell("", properties="<w:vMerge/>"), "d"], ruled=True), ["a | b", " | d"], id="merged-down"),
        pytest.param(table([cell("a", properties='<w:gridSpan w:val="2"/>'), "b"], ["c", "d", "e"], ruled=True), ["a |  | b", "c | d | e"], id="merged-across"),
        pytest.param(table(["a", "b"], ruled=True).replace("<w:tr>", "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"), [" | a | b"], id="columns-before"),
    ],
)  # fmt: skip
def test_tables(tables: str, lines: list[str]):
    """A row of data is a line; a table that only places text is read cell by cell."""
    assert text(docx(p("Đầu") + tables)).splitlines() == ["Đầu", *lines]


def test_table_of_data_that_holds_a_table_keeps_its_rows():
    """A small table inside one cell does not take the rows of the outer table apart."""
    inner = table(["x", "y"], ruled=True)
    outer = table(["TT", "Việc", "Hạn"], ["1", cell(inner, p("z")), "30/6"], ruled=True)

    assert text(docx(outer)).splitlines() == ["TT | Việc | Hạn", "1 | x | y z | 30/6"]


def test_deleted_row_is_left_out_and_said():
    """A row deleted as a tracked change is no longer printed."""
    body = table(["a", "b"], ["c", "d"], ruled=True)
    data = docx(body.replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>", 1))

    loaded = load(data, name="a.docx")
    assert loaded.text == "c | d\n"
    assert "“ab”" in loaded.losses[0]


@pytest.mark.parametrize(
    ("font", "written", "encoding"),
    [
        pytest.param(".VnTime", to_tcvn3("Kính gửi: phòng Kế hoạch"), "tcvn3", id="tcvn3"),
        pytest.param("VNI-Times", to_vni("Kính gửi: phòng Kế hoạch"), "vni", id="vni"),
        pytest.param(".VnTime", "Kính gửi: phòng Kế hoạch", None, id="only-the-name-of-the-font-is-old"),
    ],
)
def test_old_fonts(font: str, written: str, encoding: str | None):
    """Runs in .VnTime and VNI-Times become Unicode, though cut within a letter; others stay."""
    properties = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    loaded = load(docx(p(run(written[:2], properties), run(written[2:], properties), " đã đổi")), name="a.docx")

    assert loaded.text == "Kính gửi: phòng Kế hoạch đã đổi\n"
    assert loaded.encoding == encoding


def test_soft_hyphen_of_an_old_font_is_a_letter():
    """In .VnTime the soft hyphen is the letter ư, whether it is written as a character or as an element."""
    properties = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    half = f"<w:r><w:rPr>{properties}</w:rPr><w:t>tr</w:t><w:softHyphen/><w:t>ëng phßng x\u00ad\u00adëng, kÕ ho¹ch</w:t></w:r>"

    assert text(docx(p(half, " ngo\u00adài"))) == "trưởng phòng xưởng, kế hoạch ngoài\n"


def test_capital_font():
    """Small letters in .VnTimeH are printed as capitals."""
    properties = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'

    assert text(docx(p(run(to_tcvn3("ủy ban nhân dân"), properties)))) == "ỦY BAN NHÂN DÂN\n"


def test_file_of_a_common_writer():
    """A file that python-docx writes reads as it was written."""
    document = python_docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    made = document.add_table(rows=1, cols=2, style="Table Grid")
    made.rows[0].cells[0].text, made.rows[0].cells[1].text = "Việc", "Hạn"
    stream = io.BytesIO()
    document.save(stream)

    assert text(stream.getvalue()) == NOTICE.replace("\r\n", "\n") + "Việc | Hạn\n"


def test_nested_tables_are_bounded():
    """Tables nested too deep are cut with a word about it, not with a crash."""
    nested = p("trong cùng")
    for _ in range(30):
        nested = table([cell(nested, p("ngoài"))])
    loaded = load(docx(p("Đầu") + nested), name="a.docx")

    assert loaded.text.startswith("Đầu\n")
    assert "1 bảng lồng quá sâu" in " ".join(loaded.losses)


def test_xml_nested_too_deep_is_refused():
    """XML nested beyond the parser's bound is refused with the reason."""
    deep = "<w:smartTag>" * 400 + "</w:smartTag>" * 400
    with pytest.raises(Unreadable) as refusal:
        text(docx(p(deep)))
    assert refusal.value.code == "too_large"


def test_long_text_is_refused():
    """A short file that holds a long text is refused by the length of the text."""
    with pytest.raises(Unreadable) as refusal:
        load(docx(p("abcdef") * 10), name="a.docx", limits=Limits(text_chars=50))
    assert refusal.value.code == "too_large"
