"""What holds for words in the end: defaults, styles, lists, themes; what is printed and what is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

from dondoc.writing.checking import Finding, check
from tests.writing.checking import good
from tests.writing.checking.broken import NOTICE_TEXT, SUBJECT, unlined
from tests.writing.checking.good import body, data_of, find

VML = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def findings_of(document: Document) -> list[Finding]:
    """Check a document."""
    return check(data_of(document), name="a.docx")


def said(document: Document) -> list[tuple[str, str]]:
    """Return rule and sentence of each finding."""
    return [(finding.rule, finding.message) for finding in findings_of(document)]


def bare_run(document: Document, start: str) -> OxmlElement:
    """Return the properties of a paragraph's run, emptied of all that is said directly."""
    run = find(document, start).runs[0]._r
    properties = run.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    return properties


def style(document: Document, name: str, *, above: str | None = None, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH):
    """Add a style based on another."""
    made = document.styles.add_style(name, kind)
    if above is not None:
        made.base_style = document.styles[above]
    return made


class TestResolved:
    """The nearest that says something holds."""

    def test_size_comes_through_the_chain_of_styles(self) -> None:
        """A style without a size takes that of the style it is based on."""
        document = good.notice()
        style(document, "Cha", above="Normal").font.size = Pt(11)
        style(document, "Con", above="Cha")
        bare_run(document, NOTICE_TEXT)
        find(document, NOTICE_TEXT).style = "Con"

        assert said(document) == [("body_size", "Nội dung văn bản cỡ chữ 11; phải từ 13 đến 14.")]

    def test_direct_size_is_nearer_than_the_style(self) -> None:
        """What is said on the run itself hides its style."""
        document = good.notice()
        style(document, "Nhỏ", above="Normal").font.size = Pt(11)
        find(document, NOTICE_TEXT).style = "Nhỏ"

        assert said(document) == []

    def test_font_comes_from_the_document_defaults_and_the_theme(self) -> None:
        """Where no style names a font, the defaults' theme decides."""
        document = good.notice()
        fonts = document.styles["Normal"].element.rPr.rFonts
        fonts.getparent().remove(fonts)
        theme = _theme_font(document)

        findings = findings_of(document)

        assert [(finding.rule, finding.message) for finding in findings] == [
            ("font_family", f"Phông chữ là {theme}; phải là Times New Roman.")
        ]
        assert len(findings[0].places) > 10

    def test_only_accented_letters_ask_for_the_second_font(self) -> None:
        """A run keeps two fonts; the one for other letters matters when there are such letters."""
        document = good.notice()
        fonts = bare_run(document, NOTICE_TEXT).get_or_add_rFonts()
        fonts.set(qn("w:hAnsi"), "Arial")

        assert [rule for rule, _ in said(document)] == ["font_family"]

        find(document, NOTICE_TEXT).runs[0].text = "1234."

        assert said(document) == []

    def test_two_bold_styles_are_not_bold(self) -> None:
        """A character style that says bold within a bold paragraph style turns it off."""
        document = good.notice()
        style(document, "Đậm", above="Normal").font.bold = True
        style(document, "Nhấn", kind=WD_STYLE_TYPE.CHARACTER).font.bold = True
        bare_run(document, SUBJECT)
        find(document, SUBJECT).style = "Đậm"

        assert said(document) == []

        find(document, SUBJECT).runs[0].style = "Nhấn"

        assert [rule for rule, _ in said(document)] == ["subject_bold"]

    def test_alignment_and_gap_come_from_the_style(self) -> None:
        """Paragraph properties are resolved too."""
        document = good.notice()
        made = style(document, "Lời văn", above="Normal")
        made.paragraph_format.space_before = Pt(6)
        made.paragraph_format.first_line_indent = Cm(1)
        properties = find(document, NOTICE_TEXT)._p.pPr
        for name in ("w:jc", "w:ind", "w:spacing"):
            properties.remove(properties.find(qn(name)))
        find(document, NOTICE_TEXT).style = "Lời văn"

        assert [rule for rule, _ in said(document)] == ["body_justified"]

    def test_capitals_by_property_are_capitals(self) -> None:
        """Small letters shown as capitals are read as they are printed."""
        document = good.notice()
        run = find(document, "SỞ KHOA").runs[0]
        run.text = "Sở Khoa học và Công nghệ"
        run.font.all_caps = True

        assert said(document) == []


def _theme_font(document: Document) -> str:
    """Return the theme's font for running text."""
    with zipfile.ZipFile(io.BytesIO(data_of(document))) as archive:
        theme = parse_xml(archive.read("word/theme/theme1.xml"))
    return next(theme.iter("{*}minorFont")).find("{*}latin").get("typeface")


def list_of(document: Document, kind: str, text: str, *, left: int = 720, hanging: int = 0) -> str:
    """Add a list of one level and return its number."""
    numbering = document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/>'
        "</w:pPr></w:lvl></w:abstractNum>"
    )
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def put_in_list(document: Document, starts: list[str], number: str) -> None:
    """Number paragraphs automatically; the numbers that were typed go, and so does their own indent."""
    for start in starts:
        paragraph = find(document, start)
        properties = paragraph._p.pPr
        properties.remove(properties.find(qn("w:ind")))
        mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        properties.insert_element_before(parse_xml(mark), "w:spacing", "w:ind", "w:jc")
        paragraph.runs[0].text = paragraph.runs[0].text.split(" ", 1)[1]


class TestAutomaticNumbers:
    """Numbers that Word counts are checked as it prints them."""

    def test_words_alphabet_is_not_vietnamese(self) -> None:
        """An automatic list goes from d) to e)."""
        document = good.notice()
        put_in_list(document, [f"{letter}) Nội" for letter in "abcdđe"], list_of(document, "lowerLetter", "%1)"))

        assert said(document) == [
            (
                "point_letter",
                "Điểm ghi “e)”; thứ tự chữ cái tiếng Việt (a, b, c, d, đ, e, g, h, i, k …) ở đây là “đ)”.",
            ),
            (
                "point_letter",
                "Điểm ghi “f)”; thứ tự chữ cái tiếng Việt (a, b, c, d, đ, e, g, h, i, k …) ở đây là “g)”.",
            ),
        ]

    def test_automatic_clauses_follow_each_other(self) -> None:
        """Automatic 1. and 2. are right."""
        document = good.regulation()
        put_in_list(document, ["1. Mỗi", "2. Sổ do"], list_of(document, "decimal", "%1."))

        assert said(document) == []

    def test_indent_of_a_list_is_that_of_the_first_line(self) -> None:
        """A hanging number begins left of the text."""
        document = good.regulation()
        number = list_of(document, "decimal", "%1.", left=720, hanging=360)
        put_in_list(document, ["1. Mỗi", "2. Sổ do"], number)

        assert said(document) == [("body_indent", "Dòng đầu đoạn lùi vào 6,3 mm; phải lùi 1 cm hoặc 1,27 cm.")]


class TestPrinted:
    """Only what is printed counts, wherever it stands."""

    def test_deleted_and_hidden_words_are_not_read(self) -> None:
        """Tracked deletions and hidden words break no rule."""
        document = good.notice()
        paragraph = find(document, NOTICE_TEXT)
        gone = "<w:r><w:rPr><w:sz w:val='8'/></w:rPr><w:delText>chữ  bỏ</w:delText></w:r>"
        paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="A">{gone}</w:del>'))
        hidden = paragraph.add_run("chữ  ẩn")
        hidden.font.hidden = True
        hidden.font.size = Pt(4)

        assert said(document) == []

    def test_inserted_words_are_read(self) -> None:
        """A tracked insertion is printed."""
        document = good.notice()
        new = "<w:r><w:rPr><w:sz w:val='16'/></w:rPr><w:t> mới</w:t></w:r>"
        find(document, NOTICE_TEXT)._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="A">{new}</w:ins>'))

        assert [rule for rule, _ in said(document)] == ["body_size"]

    def test_old_drawing_of_a_line_counts(self) -> None:
        """A line in the older language of drawings lies below the motto as well."""
        document = good.notice()
        unlined("Độc lập")(document)
        line = f'<w:r {VML}><w:pict><v:line from="0,0" to="100,0"/></w:pict></w:r>'
        find(document, "Độc lập")._p.append(parse_xml(line))

        assert said(document) == []

    def test_line_may_hang_in_the_row_below(self) -> None:
        """A line that is anchored in the first cell below lies below the issuer as well."""
        document = good.notice()
        unlined("SỞ KHOA")(document)
        good.drawn_line(find(document, "Số: 05"))

        assert said(document) == []

    def test_line_may_hang_on_the_paragraph_above(self) -> None:
        """A line that is anchored in the nation's name lies below the motto as well."""
        document = good.notice()
        unlined("Độc lập")(document)
        good.drawn_line(find(document, "CỘNG HÒA"))

        assert said(document) == []

    def test_stamp_in_an_old_text_box_is_read(self) -> None:
        """A box in the older language of drawings has its edge and its size."""
        document = good.notice()
        box = (
            f'<w:r {VML}><w:pict><v:shape type="#_x0000_t202" style="width:20mm;height:8mm"><v:textbox><w:txbxContent>'
            '<w:p><w:r><w:rPr><w:b/><w:color w:val="FF0000"/><w:sz w:val="26"/></w:rPr><w:t>KHẨN</w:t></w:r></w:p>'
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        find(document, "Số: 05")._p.append(parse_xml(box))

        assert said(document) == []

    def test_table_of_data_is_not_text(self) -> None:
        """Cells of a table of data need no indent; their font is looked at."""
        document = good.plan()
        find(document, "Số hóa hồ sơ").runs[0].font.name = "Arial"

        assert [rule for rule, _ in said(document)] == ["font_family"]

    def test_page_of_a_table_may_lie_on_its_side(self) -> None:
        """A section that holds a table of data may be set across."""
        document = good.plan()
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)

        assert said(document) == []

    def test_page_number_in_a_frame_stands_in_the_middle(self) -> None:
        """A frame that is centred centres the number in it."""
        document = good.notice()
        paragraph = document.sections[0].header.paragraphs[0]
        good.put_align(paragraph, "left")
        frame = f'<w:framePr {nsdecls("w")} w:wrap="around" w:xAlign="center"/>'
        paragraph._p.pPr.insert(0, parse_xml(frame))

        assert said(document) == []


def reworded(base: Callable[[], Document], start: str, words: str) -> list[str]:
    """Return the rules that a document with other words in one place breaks."""
    document = base()
    first, *others = find(document, start).runs
    first.text = words
    for run in others:
        run.text = ""
    return [finding.rule for finding in findings_of(document)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Số: 05/TB-SKHCN", [], id="right"),
        pytest.param("Số:      /TB-SKHCN", [], id="blank, to be filled"),
        pytest.param("Số: …/TB-SKHCN", [], id="dots, to be filled"),
        pytest.param("Số: 1205/TB-SKHCN", [], id="four digits"),
        pytest.param("Số: 05/2026/TB-SKHCN", [], id="a year is passed over"),
        pytest.param("Số: 5/TB-SKHCN", ["number_zero"], id="no zero"),
        pytest.param("Số : 05/TB-SKHCN", [], id="space before the colon"),
        pytest.param("Số: 05 / TB-SKHCN", ["number_spaces"], id="spaces around the stroke"),
        pytest.param("Số: 05/TB -SKHCN", ["number_spaces"], id="space before the hyphen"),
        pytest.param("Số 5/TB-SKHCN", ["number_colon", "number_zero"], id="two faults"),
        pytest.param("Số: 05/tb-SKHCN", ["symbol_case"], id="small letters"),
        pytest.param("Số: 05/QĐ-SKHCN", ["symbol_type"], id="another type"),
    ],
)
def test_number_line(words: str, expected: list[str]) -> None:
    """The line of number and symbol, fault by fault."""
    assert reworded(good.notice, "Số: 05", words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Bình Sơn, ngày 06 tháng 02 năm 2026", [], id="right"),
        pytest.param("Thành phố Hồ Chí Minh, ngày 16 tháng 9 năm 2026", [], id="long place"),
        pytest.param("Bình Sơn, ngày     tháng 02 năm 2026", [], id="day to be filled"),
        pytest.param("Bình Sơn, ngày … tháng … năm 2026", [], id="dots to be filled"),
        pytest.param("Bình Sơn, ngày 06 tháng 2 năm 2026", ["date_zero"], id="February without zero"),
        pytest.param("Bình Sơn, ngày 06 tháng 09 năm 2026", ["date_extra_zero"], id="September with zero"),
        pytest.param("Bình Sơn, ngày 31 tháng 6 năm 2026", ["date_impossible"], id="no such day"),
        pytest.param("Bình Sơn ngày 6 tháng 02 năm 2026", ["date_comma", "date_zero"], id="two faults"),
    ],
)
def test_date_line(words: str, expected: list[str]) -> None:
    """The line of place and date, fault by fault."""
    assert reworded(good.notice, "Bình Sơn, ngày", words) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["1. A;", "2. B.", "Kinh phí:", "1. C;", "2. D."], [], id="begins anew below a line of text"),
        pytest.param(["1. A:", "a) B;", "b) C;", "2. D:", "a) E."], [], id="letters begin anew"),
        pytest.param(["1. A;", "1. B."], ["numbering_repeat"], id="repeated"),
        pytest.param(["1. A;", "2. B;", "1. C."], ["numbering_repeat"], id="begins anew right below"),
        pytest.param(["1. A;", "3. B."], ["numbering_gap"], id="left out"),
        pytest.param(["2. A;", "3. B."], ["numbering_gap"], id="does not begin at 1"),
        pytest.param(["a) A;", "b) B;", "d) C."], ["point_letter"], id="c left out"),
        pytest.param(["a) A;", "b) B;", "c) C;", "d) D;", "e) E."], ["point_letter"], id="đ left out"),
        pytest.param(["a) A;", "w) B."], ["point_letter"], id="no Vietnamese letter"),
        pytest.param(["“1. A;", "5. B.”"], [], id="quoted provisions keep their numbers"),
        pytest.param(["Điều 5 của Luật Lưu trữ quy định như sau."], [], id="a cited article is no heading"),
    ],
)
def test_order_of_numbers(lines: list[str], expected: list[str]) -> None:
    """Numbers and letters follow each other."""
    document = good.plan()
    anchor = find(document, "Nâng cao")
    for words in reversed(lines):
        anchor._p.addnext(body(document, words)._p)

    assert [finding.rule for finding in findings_of(document)] == expected


def test_same_sentence_is_one_finding() -> None:
    """A fault in many paragraphs is told once, with each place."""
    document = good.notice()
    for letter in "abc":
        find(document, f"{letter}) Nội").paragraph_format.first_line_indent = Cm(3)

    findings = findings_of(document)

    assert [finding.rule for finding in findings] == ["body_indent"]
    assert [place.words for place in findings[0].places] == [f"{c}) Nội dung thứ {n};" for n, c in enumerate("abc", 1)]
    numbers = [place.paragraph for place in findings[0].places]
    texts = [paragraph.text for paragraph in good.paragraphs(docx.Document(io.BytesIO(data_of(document))))]
    assert [texts[number - 1] for number in numbers] == [place.words for place in findings[0].places]


def test_old_encoding_is_told_once() -> None:
    """Words of an old encoding are not understood: nothing is called missing that may be there."""
    document = good.blank()
    for words in ("Céng hoµ x· héi chñ nghÜa viÖt nam", "§éc lËp - Tù do - H¹nh phóc", "Sè: 28/2003/N§-CP"):
        good.line(document, words)
    for paragraph in document.paragraphs:
        paragraph.runs[0].font.name = ".VnTime"

    assert [rule for rule, _ in said(document)] == ["old_font"]
