"""One row for each rule: a good document and the one thing that is done to it."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dondoc.writing.checking import load_rules
from tests.writing.checking import good
from tests.writing.checking.good import closing, find, line, put_align

Act = Callable[[Document], object]
MISSING_SIZE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """What is done to which document."""

    base: str
    act: Act


# -- ways to do it


def reword(start: str, words: str) -> Act:
    """Put other words into a paragraph; they are set as its first run is."""

    def act(document: Document) -> None:
        first, *others = [run for run in find(document, start).runs if run.text]
        first.text = words
        for run in others:
            run.text = ""

    return act


def change(start: str, old: str, new: str) -> Act:
    """Change some words in a run."""

    def act(document: Document) -> None:
        run = next(run for run in find(document, start).runs if old in run.text)
        run.text = run.text.replace(old, new)

    return act


def reset(start: str, **fonts: object) -> Act:
    """Set the runs of a paragraph otherwise."""

    def act(document: Document) -> None:
        for run in find(document, start).runs:
            for name, value in fonts.items():
                setattr(run.font, name, value)

    return act


def layout(start: str, **formats: object) -> Act:
    """Set a paragraph otherwise."""

    def act(document: Document) -> None:
        for name, value in formats.items():
            setattr(find(document, start).paragraph_format, name, value)

    return act


def drop(*starts: str) -> Act:
    """Leave the words of paragraphs out."""

    def act(document: Document) -> None:
        for start in starts:
            paragraph = find(document, start)
            for run in paragraph.runs:
                run.text = ""

    return act


def remove(start: str) -> Act:
    """Take a paragraph out of the file."""

    def act(document: Document) -> None:
        element = find(document, start)._p
        element.getparent().remove(element)

    return act


def unlined(start: str) -> Act:
    """Take the line below a paragraph away."""

    def act(document: Document) -> None:
        paragraph = find(document, start)._p
        for element in [*paragraph.iter(qn("w:pBdr")), *paragraph.iter(qn("w:drawing"))]:
            element.getparent().remove(element)

    return act


def section(number: int = 0, **sides: object) -> Act:
    """Set a section otherwise."""

    def act(document: Document) -> None:
        for name, value in sides.items():
            setattr(document.sections[number], name, value)

    return act


def page_number(act_on: Callable[[Paragraph], object]) -> Act:
    """Do something to the page number of the header."""
    return lambda document: act_on(document.sections[0].header.paragraphs[0])


def page_type(name: str, value: str) -> Act:
    """Say something about how the pages of the first section are numbered."""

    def act(document: Document) -> None:
        element = OxmlElement("w:pgNumType")
        element.set(qn(f"w:{name}"), value)
        document.sections[0]._sectPr.append(element)

    return act


def all_runs(document: Document, act_on: Callable[[object], None], paragraph: Paragraph) -> None:
    """Do something to every run of a paragraph."""
    for run in paragraph.runs:
        act_on(run)


def without_edge(words: str) -> Act:
    """Take the edge of a box away."""

    def act(document: Document) -> None:
        shape = next(find(document, words)._p.iterancestors("{*}wsp"))
        for edge in list(shape.iter("{*}ln")):
            edge.getparent().remove(edge)

    return act


def box_size(words: str, width: float) -> Act:
    """Make a box of another width, in millimetres."""

    def act(document: Document) -> None:
        anchor = next(find(document, words)._p.iterancestors("{*}anchor"))
        next(anchor.iter("{*}extent")).set("cx", str(round(width * good.EMU_PER_MM)))

    return act


def number_to_footer(document: Document) -> None:
    """Move the page number to the foot of the page."""
    part = document.sections[0]
    part.footer.is_linked_to_previous = False
    source, target = part.header.paragraphs[0]._p, part.footer.paragraphs[0]._p
    for run in source.findall(qn("w:r")):
        target.append(run)
    put_align(part.footer.paragraphs[0], "center")


def without_page_number(document: Document) -> None:
    """Take the page number away from a document of two pages."""
    head = document.sections[0].header.paragraphs[0]._p
    for run in head.findall(qn("w:r")):
        head.remove(run)
    find(document, "Sở thông báo").paragraph_format.page_break_before = True


def number_first(document: Document) -> None:
    """Show the page number on the first page too."""
    document.sections[0].different_first_page_header_footer = False


def annex_runs_on(document: Document) -> None:
    """Let the pages of an annex be counted on."""
    element = document.sections[1]._sectPr.find(qn("w:pgNumType"))
    element.getparent().remove(element)


def another_closing(*posts: str, name: str = "Nguyễn Thị Thanh Vân") -> Act:
    """Sign otherwise."""

    def act(document: Document) -> None:
        table = document.tables[-1]._tbl
        table.getparent().remove(table)
        closing(document, ["- Các phòng thuộc Sở;", "- Lưu: VT, VP."], list(posts), name)

    return act


def after(start: str, words: str) -> Act:
    """Put a paragraph like one there is behind it."""

    def act(document: Document) -> None:
        paragraph = find(document, start)
        twin = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(twin)
        runs = [run for run in Paragraph(twin, document).runs if run.text]
        runs[0].text = words
        for run in runs[1:]:
            run.text = ""

    return act


def first(*acts: Act) -> Act:
    """Do several things that are one change."""

    def act(document: Document) -> None:
        for each in acts:
            each(document)

    return act


def landscape(document: Document) -> None:
    """Turn the paper of a document without tables of data."""
    part = document.sections[0]
    part.page_width, part.page_height = Mm(297), Mm(210)


def one_row_below(document: Document) -> None:
    """Put the date one row below the number."""
    table = document.tables[0]
    cell = table.rows[1].cells[1]
    row = table.add_row()
    paragraph = cell.paragraphs[0]._p
    target = row.cells[1]._tc
    target.remove(row.cells[1].paragraphs[0]._p)
    target.append(paragraph)
    cell._tc.append(OxmlElement("w:p"))


NOTICE_TEXT = "Sở thông báo"
DATE = "Bình Sơn, ngày 06"
SUBJECT = "Kết luận của Giám đốc"
BASIS = "Căn cứ Nghị định"

SPECIAL: dict[str, Row] = {
    "paper_size": Row("notice", section(page_width=Mm(216), page_height=Mm(279))),
    "paper_orientation": Row("notice", landscape),
    "margin_top": Row("notice", section(top_margin=Mm(15))),
    "margin_bottom": Row("notice", section(bottom_margin=Mm(30))),
    "margin_left": Row("notice", section(left_margin=Mm(25))),
    "margin_right": Row("notice", section(right_margin=Mm(25))),
    "font_family": Row("notice", reset(NOTICE_TEXT, name="Arial")),
    "old_font": Row("notice", reset(NOTICE_TEXT, name=".VnTime")),
    "letters_not_composed": Row(
        "notice", reword(NOTICE_TEXT, unicodedata.normalize("NFD", "Sở thông báo để các đơn vị biết, thực hiện./."))
    ),
    "text_colour": Row(
        "notice", lambda document: setattr(find(document, NOTICE_TEXT).runs[0].font.color, "rgb", RGBColor(0, 0, 255))
    ),
    "double_space": Row("notice", change(NOTICE_TEXT, "các đơn vị", "các  đơn vị")),
    "page_number_missing": Row("notice", without_page_number),
    "page_number_first": Row("notice", number_first),
    "page_number_place": Row("notice", number_to_footer),
    "page_number_align": Row("notice", page_number(lambda paragraph: put_align(paragraph, "right"))),
    "page_number_size": Row("notice", page_number(lambda p: [setattr(run.font, "size", Pt(11)) for run in p.runs])),
    "page_number_upright": Row("notice", page_number(lambda p: [setattr(run.font, "italic", True) for run in p.runs])),
    "page_number_format": Row("notice", page_type("fmt", "upperRoman")),
    "page_number_words": Row("notice", page_number(lambda paragraph: good.say(paragraph, "Trang", 13))),
    "page_number_start": Row("notice", page_type("start", "5")),
    "nation_missing": Row("notice", drop("CỘNG HÒA")),
    "nation_words": Row("notice", reword("CỘNG HÒA", "CỘNG HÒA XÃ CHỦ NGHĨA VIỆT NAM")),
    "motto_missing": Row("notice", drop("Độc lập")),
    "motto_words": Row("notice", reword("Độc lập", "Độc lập - Tự do - Dân chủ - Hạnh phúc")),
    "motto_dash": Row("notice", reword("Độc lập", "Độc lập – Tự do – Hạnh phúc")),
    "motto_case": Row("notice", reword("Độc lập", "Độc Lập - Tự Do - Hạnh Phúc")),
    "motto_line": Row("notice", unlined("Độc lập")),
    "issuer_missing": Row("notice", drop("ỦY BAN", "SỞ KHOA")),
    "issuer_line": Row("notice", unlined("SỞ KHOA")),
    "number_missing": Row("notice", drop("Số: 05")),
    "number_word": Row("notice", reword("Số: 05", "SỐ: 05/TB-SKHCN")),
    "number_colon": Row("notice", reword("Số: 05", "Số 05/TB-SKHCN")),
    "number_zero": Row("notice", reword("Số: 05", "Số: 5/TB-SKHCN")),
    "number_slash": Row("notice", reword("Số: 05", "Số: 05-TB-SKHCN")),
    "number_spaces": Row("notice", reword("Số: 05", "Số: 05/TB - SKHCN")),
    "symbol_case": Row("notice", reword("Số: 05", "Số: 05/TB-Skhcn")),
    "symbol_type": Row("notice", reword("Số: 05", "Số: 05/KH-SKHCN")),
    "symbol_letter": Row("letter", reword("Số: 412", "Số: 412/CV-SKHCN")),
    "date_missing": Row("notice", drop(DATE)),
    "date_comma": Row("notice", reword(DATE, "Bình Sơn ngày 06 tháng 02 năm 2026")),
    "date_words": Row("notice", reword(DATE, "Bình Sơn, ngày 06/02/2026")),
    "date_zero": Row("notice", reword(DATE, "Bình Sơn, ngày 6 tháng 02 năm 2026")),
    "date_extra_zero": Row("decision", reword("Bình Sơn, ngày", "Bình Sơn, ngày 12 tháng 03 năm 2026")),
    "date_impossible": Row("notice", reword(DATE, "Bình Sơn, ngày 30 tháng 02 năm 2026")),
    "date_row": Row("notice", one_row_below),
    "type_missing": Row("notice", first(remove("THÔNG BÁO"), remove(SUBJECT))),
    "type_name": Row("notice", reword("THÔNG BÁO", "KẾT LUẬN")),
    "subject_missing": Row("notice", remove(SUBJECT)),
    "subject_line": Row("notice", unlined(SUBJECT)),
    "about_missing": Row("letter", drop("V/v")),
    "about_form": Row("letter", reword("V/v", "Về việc báo cáo kết quả chuyển đổi số năm 2026")),
    "about_gap": Row("letter", layout("V/v", space_before=Pt(0))),
    "basis_end": Row("decision", change(BASIS, "văn thư;", "văn thư,")),
    "basis_last": Row("decision", reword("Theo đề nghị", "Theo đề nghị của Chánh Văn phòng Sở;")),
    "basis_single": Row("decision", change(BASIS, "văn thư;", "văn thư; căn cứ Quyết định số 12/QĐ-UBND của tỉnh;")),
    "basis_law": Row(
        "decision", reword("Căn cứ Luật", "Căn cứ Luật Khoa học và công nghệ số 29/2013/QH13 ngày 18 tháng 6 năm 2013;")
    ),
    "body_justified": Row("notice", lambda document: put_align(find(document, NOTICE_TEXT), "left")),
    "body_indent": Row("notice", layout(NOTICE_TEXT, first_line_indent=Mm(20))),
    "body_gap": Row("notice", layout(NOTICE_TEXT, space_before=Pt(3))),
    "body_line_spacing": Row("notice", layout(NOTICE_TEXT, line_spacing=2.0)),
    "chapter_number": Row("regulation", reword("Chương II", "Chương 2")),
    "section_number": Row("regulation", reword("Mục 2", "Mục II")),
    "article_bold": Row("decision", reset("Điều 2", bold=False)),
    "article_mark": Row("decision", change("Điều 2", "Điều 2.", "Điều 2:")),
    "clause_mark": Row("regulation", change("2. Sổ do", "2. Sổ", "2/ Sổ")),
    "clause_title_bold": Row("notice", reset("2. Nhiệm vụ", bold=False)),
    "point_mark": Row("notice", change("b) Nội", "b)", "b.")),
    "point_letter": Row("notice", remove("đ) Nội")),
    "numbering_gap": Row("notice", change("2. Nhiệm", "2.", "3.")),
    "numbering_repeat": Row("regulation", change("Điều 3", "Điều 3", "Điều 2")),
    "signer_missing": Row("notice", another_closing("")),
    "authority_prefix": Row("notice", another_closing("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
    "title_missing": Row("notice", another_closing("TL. GIÁM ĐỐC")),
    "title_deputy": Row("notice", another_closing("KT. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
    "title_abbreviated": Row("notice", another_closing("TL. GIÁM ĐỐC", "TP. HÀNH CHÍNH - TỔNG HỢP")),
    "name_missing": Row("notice", drop("Nguyễn Thị")),
    "name_academic": Row("notice", another_closing("GIÁM ĐỐC", name="TS. Nguyễn Thị Thanh Vân")),
    "addressee_missing": Row("letter", first(remove("Kính gửi"), remove("- Trung tâm"), remove("- Các phòng"))),
    "addressee_type": Row("notice", lambda document: _address_notice(document)),
    "addressee_colon": Row("letter", reword("Kính gửi", "Kính gửi")),
    "addressee_line": Row("letter", first(remove("- Trung tâm"), reword("- Các phòng", "Các phòng thuộc Sở"))),
    "addressee_dash": Row("letter", reword("- Các phòng", "Các phòng thuộc Sở.")),
    "addressee_end": Row("letter", change("- Trung tâm", ";", ",")),
    "addressee_last": Row("letter", reword("- Các phòng", "- Các phòng thuộc Sở;")),
    "recipients_missing": Row("notice", drop("Nơi nhận", "- UBND", "- Các phòng", "- Lưu")),
    "recipients_colon": Row("notice", reword("Nơi nhận", "Nơi nhận")),
    "recipient_dash": Row("notice", reword("- UBND", "UBND tỉnh (báo cáo);")),
    "recipient_end": Row("notice", reword("- UBND", "- UBND tỉnh (báo cáo),")),
    "recipient_last": Row("notice", reword("- Lưu", "- Lưu: VT, VP;")),
    "recipient_filing": Row("notice", reword("- Lưu", "- Lưu VT, VP.")),
    "recipient_as_above": Row("letter", remove("- Như trên")),
    "end_mark_recipients": Row("notice", reword("- Lưu", "- Lưu: VT, VP./.")),
    "urgency_box": Row("letter", without_edge("HỎA TỐC")),
    "urgency_box_size": Row("letter", box_size("HỎA TỐC", 50)),
    "urgency_colour": Row(
        "letter", lambda document: setattr(find(document, "HỎA TỐC").runs[0].font.color, "rgb", RGBColor(0, 0, 0))
    ),
    "circulation_box": Row("letter", without_edge("LƯU HÀNH")),
    "annex_number": Row("plan", reword("Phụ lục II", "Phụ lục 2")),
    "annex_title_missing": Row("plan", remove("DỰ TOÁN")),
    "annex_reference_missing": Row("plan", remove("(Kèm theo")),
    "annex_reference_form": Row("plan", reword("(Kèm theo", "(Ban hành kèm theo Kế hoạch này)")),
    "annex_pages": Row("plan", annex_runs_on),
    "end_mark_annex": Row("plan", change("Kinh phí thực", "2026.", "2026./.")),
}


def _address_notice(document: Document) -> None:
    """Address a notice, which is not done; its recipients answer to it."""
    paragraph = line(document, "Kính gửi: Các phòng thuộc Sở", 14)
    find(document, "Ngày 30/01/2026")._p.addprevious(paragraph._p)
    find(document, "- UBND").runs[0].text = "- Như trên;"


# -- rules of plain form: each is broken in the same way wherever it holds

WHERE: dict[str, tuple[str, str]] = {
    "nation": ("notice", "CỘNG HÒA"),
    "motto": ("notice", "Độc lập"),
    "parent": ("notice", "ỦY BAN"),
    "issuer": ("notice", "SỞ KHOA"),
    "number": ("notice", "Số: 05"),
    "date": ("notice", DATE),
    "type": ("notice", "THÔNG BÁO"),
    "subject": ("notice", SUBJECT),
    "about": ("letter", "V/v"),
    "urgency": ("letter", "HỎA TỐC"),
    "circulation": ("letter", "LƯU HÀNH"),
    "basis": ("decision", BASIS),
    "body": ("notice", NOTICE_TEXT),
    "chapter": ("regulation", "Chương II"),
    "chapter_title": ("regulation", "QUẢN LÝ THIẾT BỊ"),
    "section": ("regulation", "Mục 1"),
    "section_title": ("regulation", "KIỂM ĐỊNH"),
    "roman": ("plan", "II. NHIỆM VỤ"),
    "authority": ("notice", "KT. GIÁM"),
    "title": ("notice", "PHÓ GIÁM"),
    "name": ("notice", "Nguyễn Thị"),
    "addressee": ("letter", "- Trung tâm"),
    "recipients": ("notice", "Nơi nhận"),
    "recipient": ("notice", "- UBND"),
    "drafter": ("letter", "PL."),
    "annex": ("plan", "Phụ lục II"),
    "annex_title": ("plan", "DỰ TOÁN"),
    "annex_reference": ("plan", "(Kèm theo"),
}


def _broken_form(start: str, form: str) -> Act:
    """Break one rule of form."""
    kind, wanted = form.split()
    if kind == "size":
        return reset(start, size=Pt(int(wanted.split("-")[0]) - MISSING_SIZE))
    if kind in ("bold", "italic"):
        return reset(start, **{kind: wanted == "no"})
    if kind == "align":
        return lambda document: put_align(find(document, start), "left")

    def recase(document: Document) -> None:
        words = find(document, start).text
        reword(start, words.upper() if wanted == "lower" else words[:4] + words[4:].lower())(document)

    return recase


def _contact(document: Document) -> Paragraph:
    return document.sections[0].first_page_footer.paragraphs[0]


FOOT: dict[str, Row] = {
    "drafter_case": Row("letter", reword("PL.", "pl.(300)")),
    "contact_size": Row("letter", lambda document: setattr(_contact(document).runs[0].font, "size", Pt(9))),
    "contact_italic": Row("letter", lambda document: setattr(_contact(document).runs[0].font, "italic", True)),
}
PLAIN: dict[str, Row] = {
    rule.code: Row(WHERE[rule.component][0], _broken_form(WHERE[rule.component][1], rule.form))
    for rule in load_rules().values()
    if rule.component in WHERE and rule.code not in FOOT
}
BROKEN: dict[str, Row] = {**SPECIAL, **PLAIN, **FOOT}
