"""Documents made by hand to the rules: a notice, an official letter, a decision, a regulation, a plan with annexes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
_NAMESPACES = (
    nsdecls("w", "wp", "a")
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RED = "FF0000"
EMU_PER_MM = 36_000


def data_of(document: Document) -> bytes:
    """Return the bytes of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# -- words on a page


def say(paragraph: Paragraph, words: str, size: float = 14, *, bold: bool = False, italic: bool = False) -> None:
    """Add words to a paragraph."""
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.italic = italic


def line(place: Document | _Cell, words: str, size: float = 14, *, align: str = "center", **set_as: bool) -> Paragraph:
    """Add a paragraph without indent; the empty one that a cell comes with is used first."""
    empty = isinstance(place, _Cell) and not place.text and len(place.paragraphs) == 1
    paragraph = place.paragraphs[0] if empty else place.add_paragraph()
    put_align(paragraph, align)
    if words:
        say(paragraph, words, size, **set_as)
    return paragraph


def put_align(paragraph: Paragraph, align: str) -> None:
    """Align a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    for old in properties.findall(qn("w:jc")):
        properties.remove(old)
    properties.get_or_add_jc().set(qn("w:val"), align)


def body(place: Document, words: str, *, label: str = "", bold: bool = False, italic: bool = False) -> Paragraph:
    """Add a paragraph of text; its label is bold when it is one of an article."""
    paragraph = place.add_paragraph()
    if label:
        say(paragraph, label, bold=True)
    return as_body(paragraph, words, bold=bold, italic=italic)


def as_body(paragraph: Paragraph, words: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Set a paragraph as text."""
    put_align(paragraph, "both")
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_before = Pt(6)
    say(paragraph, words, bold=bold, italic=italic)
    return paragraph


def underline(paragraph: Paragraph) -> None:
    """Draw a line below a paragraph by its border."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def drawn_line(paragraph: Paragraph) -> None:
    """Draw a line as a shape that hangs on a paragraph."""
    shape = (
        f'<w:r {_NAMESPACES}><w:drawing><wp:anchor><wp:extent cx="1800000" cy="0"/><a:graphic><a:graphicData><wps:wsp>'
        '<wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
        "</w:r>"
    )
    paragraph._p.append(parse_xml(shape))


def stamp(paragraph: Paragraph, words: str, *, width: float, height: float, colour: str = RED) -> None:
    """Hang a stamp in a box on a paragraph; width and height in millimetres."""
    shape = (
        f'<w:r {_NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:extent cx="{round(width * EMU_PER_MM)}" cy="{round(height * EMU_PER_MM)}"/>'
        '<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="rect"/><a:ln><a:solidFill/></a:ln></wps:spPr>'
        '<wps:txbx><w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
        f'<w:color w:val="{colour}"/><w:sz w:val="26"/></w:rPr><w:t>{words}</w:t></w:r></w:p></w:txbxContent>'
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(shape))


# -- parts of a document


def blank() -> Document:
    """An empty page of A4 with margins, font and page number; single lines."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    page(document.sections[0])
    return document


def page(section: docx.section.Section) -> None:
    """Set up a section: A4, margins, page number in the header from the second page."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    head = section.header
    head.is_linked_to_previous = False
    paragraph = head.paragraphs[0]
    put_align(paragraph, "center")
    for kind in ("begin", "PAGE", "separate", "2", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind == "2":
            run.text = kind
        elif kind == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = " PAGE "
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def letterhead(document: Document, number: str, date: str, *, issuer: str = "SỞ KHOA HỌC VÀ CÔNG NGHỆ") -> Table:
    """Add the letterhead: two columns, the number and the date in the second row."""
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    line(left, "ỦY BAN NHÂN DÂN TỈNH BÌNH SƠN", 13)
    underline(line(left, issuer, 13, bold=True))
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    drawn_line(line(right, "Độc lập - Tự do - Hạnh phúc", 14, bold=True))
    line(table.rows[1].cells[0], number, 13)
    line(table.rows[1].cells[1], date, 14, italic=True)
    return table


def title(document: Document, kind: str, subject: str) -> None:
    """Add type and subject with the line below."""
    document.add_paragraph()
    line(document, kind, 14, bold=True)
    underline(line(document, subject, 14, bold=True))
    document.add_paragraph()


def closing(document: Document, recipients: list[str], posts: list[str], name: str, *, drafter: str = "") -> None:
    """Add recipients and signature side by side."""
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", 12, align="left", bold=True, italic=True)
    for recipient in recipients:
        line(left, recipient, 11, align="left")
    if drafter:
        line(left, drafter, 11, align="left")
    for post in posts:
        line(right, post, 14, bold=True)
    for _ in range(3):
        right.add_paragraph()
    line(right, name, 14, bold=True)


def data_table(document: Document, rows: list[list[str]]) -> None:
    """Add a table of data, ruled by its style."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            line(cell, words, 12, align="left")


def annex(document: Document, number: str, name: str, belongs: str) -> None:
    """Begin an annex in a section of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    page_type = section._sectPr.find(qn("w:pgNumType"))
    if page_type is None:
        page_type = OxmlElement("w:pgNumType")
        section._sectPr.append(page_type)
    page_type.set(qn("w:start"), "1")
    line(document, f"Phụ lục {number}".strip(), 14, bold=True)
    line(document, name, 14, bold=True)
    line(document, belongs, 14, italic=True)


# -- whole documents


def notice() -> Document:
    """A notice of conclusions, signed by a deputy."""
    document = blank()
    letterhead(document, "Số: 05/TB-SKHCN", "Bình Sơn, ngày 06 tháng 02 năm 2026")
    title(document, "THÔNG BÁO", "Kết luận của Giám đốc Sở tại buổi giao ban tháng 01 năm 2026")
    body(document, "Ngày 30/01/2026, Giám đốc Sở chủ trì buổi giao ban và kết luận như sau:")
    body(document, "1. Tình hình thực hiện nhiệm vụ", bold=True)
    body(document, "Các đơn vị đã bám sát chương trình công tác năm 2026.")
    body(document, "2. Nhiệm vụ trọng tâm", bold=True)
    body(document, "(1) Trung tâm rà soát toàn bộ chỉ tiêu, hoàn thành trong tháng 3 năm 2026, gồm:")
    for letter in "abcdđe":
        body(document, f"{letter}) Nội dung thứ {'abcdđe'.index(letter) + 1};")
    body(document, "(2) Văn phòng Sở theo dõi, đôn đốc việc thực hiện.")
    body(document, "Sở thông báo để các đơn vị biết, thực hiện./.")
    closing(
        document,
        ["- UBND tỉnh (báo cáo);", "- Các phòng, đơn vị thuộc Sở;", "- Lưu: VT, VP."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        "Nguyễn Thị Thanh Vân",
    )
    return document


def letter() -> Document:
    """An official letter to two bodies, with stamps, the drafter's mark and the address at its foot."""
    document = blank()
    table = letterhead(document, "Số: 412/SKHCN-VP", "Bình Sơn, ngày 16 tháng 11 năm 2026")
    cell = table.rows[1].cells[0]
    about = line(cell, "V/v báo cáo kết quả chuyển đổi số năm 2026", 12)
    about.paragraph_format.space_before = Pt(6)
    stamp(cell.add_paragraph(), "HỎA TỐC", width=30, height=8)
    stamp(cell.add_paragraph(), "LƯU HÀNH NỘI BỘ", width=60, height=8, colour="auto")
    document.add_paragraph()
    line(document, "Kính gửi:", 14)
    line(document, "- Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ;", 14, align="left")
    line(document, "- Các phòng thuộc Sở.", 14, align="left")
    document.add_paragraph()
    body(document, "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh, Sở đề nghị các đơn vị báo cáo kết quả năm 2026.")
    body(document, "Báo cáo gửi về Văn phòng Sở trước ngày 25/11/2026./.")
    closing(
        document,
        ["- Như trên;", "- Giám đốc Sở (báo cáo);", "- Lưu: VT, VP."],
        ["GIÁM ĐỐC"],
        "Trần Quốc Bảo",
        drafter="PL.(300)",
    )
    foot = document.sections[0].first_page_footer
    foot.is_linked_to_previous = False
    say(foot.paragraphs[0], "Điện thoại: 0255 000 0000; E-mail: skhcn@binhson.example", 11)
    return document


def decision() -> Document:
    """A decision with legal bases and articles."""
    document = blank()
    letterhead(document, "Số: 96/QĐ-SKHCN", "Bình Sơn, ngày 12 tháng 3 năm 2026")
    title(document, "QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác chuyển đổi số")
    line(document, "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", 14, bold=True)
    for base in (
        "Căn cứ Luật Khoa học và công nghệ ngày 18 tháng 6 năm 2013;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
        "Theo đề nghị của Chánh Văn phòng Sở.",
    ):
        body(document, base, italic=True)
    line(document, "QUYẾT ĐỊNH:", 14, bold=True)
    body(document, " Thành lập Tổ công tác chuyển đổi số của Sở.", label="Điều 1.")
    body(document, " Tổ công tác có nhiệm vụ tham mưu cho Giám đốc Sở.", label="Điều 2.")
    body(document, " Quyết định này có hiệu lực kể từ ngày ký./.", label="Điều 3.")
    closing(document, ["- Như Điều 3;", "- Lưu: VT, VP."], ["GIÁM ĐỐC"], "Trần Quốc Bảo")
    return document


def regulation() -> Document:
    """A regulation with chapters, sections and articles."""
    document = blank()
    letterhead(document, "Số: 07/QyĐ-SKHCN", "Bình Sơn, ngày 12 tháng 10 năm 2026")
    title(document, "QUY ĐỊNH", "Quản lý thiết bị đo của Sở")
    _heading(document, "Chương I", "QUY ĐỊNH CHUNG")
    body(document, " Phạm vi điều chỉnh", label="Điều 1.", bold=True)
    body(document, "Quy định này áp dụng với thiết bị đo của Sở.")
    _heading(document, "Chương II", "QUẢN LÝ THIẾT BỊ")
    _heading(document, "Mục 1", "LẬP SỔ")
    body(document, " Sổ thiết bị", label="Điều 2.", bold=True)
    body(document, "1. Mỗi thiết bị có một trang trong sổ.")
    body(document, "2. Sổ do Văn phòng giữ.")
    _heading(document, "Mục 2", "KIỂM ĐỊNH")
    body(document, " Thời hạn kiểm định", label="Điều 3.", bold=True)
    body(document, "Thiết bị được kiểm định theo quy định./.")
    closing(document, ["- Các phòng thuộc Sở;", "- Lưu: VT, VP."], ["GIÁM ĐỐC"], "Trần Quốc Bảo")
    return document


def _heading(document: Document, number: str, name: str) -> None:
    for words in (number, name):
        line(document, words, 14, bold=True).paragraph_format.space_before = Pt(6)


def plan() -> Document:
    """A plan with parts in Roman numbers, a table of tasks and two annexes."""
    document = blank()
    letterhead(document, "Số: 41/KH-SKHCN", "Bình Sơn, ngày 20 tháng 01 năm 2026")
    title(document, "KẾ HOẠCH", "Chuyển đổi số năm 2026")
    body(document, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    body(document, "Nâng cao chất lượng dịch vụ công trực tuyến.")
    body(document, "II. NHIỆM VỤ", bold=True)
    body(document, "Các nhiệm vụ ghi trong bảng sau:")
    data_table(document, [["Nhiệm vụ", "Chủ trì"], ["Số hóa hồ sơ", "Trung tâm"]])
    body(document, "Giao Văn phòng Sở theo dõi, đôn đốc./.")
    closing(document, ["- UBND tỉnh;", "- Lưu: VT, VP."], ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"], "Lê Minh Khôi")
    belongs = "(Kèm theo Kế hoạch số 41/KH-SKHCN ngày 20 tháng 01 năm 2026 của Sở Khoa học và Công nghệ)"
    annex(document, "I", "DANH MỤC HỒ SƠ SỐ HÓA", belongs)
    body(document, "Hồ sơ kiểm định năm 2025.")
    annex(document, "II", "DỰ TOÁN KINH PHÍ", belongs)
    body(document, "Kinh phí thực hiện lấy từ nguồn ngân sách năm 2026.")
    return document


GOOD: dict[str, Callable[[], Document]] = {
    "notice": notice,
    "letter": letter,
    "decision": decision,
    "regulation": regulation,
    "plan": plan,
}


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph of the body, in cells and boxes too."""
    return (Paragraph(element, document) for element in document.element.body.iter(qn("w:p")))


def find(document: Document, start: str) -> Paragraph:
    """Return the first paragraph whose words begin so."""
    return next(paragraph for paragraph in paragraphs(document) if paragraph.text.startswith(start))
