"""Documents laid out otherwise than in tables, and files that hold more than one document."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from dondoc.writing.checking import Finding, check
from tests.writing.checking import good
from tests.writing.checking.broken import NOTICE_TEXT, another_closing, reword
from tests.writing.checking.good import body, data_of, find, line, say


def rules_of(document: Document) -> list[str]:
    """Return the rules that a document breaks."""
    return [finding.rule for finding in findings_of(document)]


def findings_of(document: Document) -> list[Finding]:
    """Check a document."""
    return check(data_of(document), name="a.docx")


def tabbed(document: Document, *columns: tuple[str, float, dict[str, bool]]) -> None:
    """Add a line of columns parted by tabs."""
    paragraph = document.add_paragraph()
    for place, (words, size, set_as) in enumerate(columns):
        if place:
            say(paragraph, "\t", size)
        say(paragraph, words, size, **set_as)


def on_tabs() -> Document:
    """A notice whose letterhead and closing are parted by tabs."""
    document = good.blank()
    bold, plain, italic = {"bold": True}, {}, {"italic": True}
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    tabbed(document, ("UBND TỈNH BÌNH SƠN", 12, plain), (nation, 12, bold))
    tabbed(document, ("SỞ NỘI VỤ", 12, bold), ("Độc lập - Tự do - Hạnh phúc", 13, bold))
    good.drawn_line(document.paragraphs[-1])
    tabbed(document, ("Số: 12/TB-SNV", 13, plain), ("Bình Sơn, ngày 16 tháng 11 năm 2026", 13, italic))
    good.title(document, "THÔNG BÁO", "Lịch tiếp công dân năm 2027")
    body(document, "Sở thông báo lịch tiếp công dân năm 2027 như trên./.")
    tabbed(document, ("Nơi nhận:", 12, {"bold": True, "italic": True}), ("GIÁM ĐỐC", 14, bold))
    tabbed(document, ("- UBND tỉnh;", 11, plain))
    tabbed(document, ("- Lưu: VT, VP.", 11, plain), ("Trần Quốc Bảo", 14, bold))
    return document


def test_columns_parted_by_tabs() -> None:
    """Columns of a line are told apart where there is no table."""
    assert rules_of(on_tabs()) == []


def test_fault_in_a_column_parted_by_tabs() -> None:
    """A fault in one column is found there."""
    document = on_tabs()
    for paragraph, run in ((1, 0), (2, 0), (-3, 2), (-1, 2)):
        document.paragraphs[paragraph].runs[run].font.size = Pt(16)

    assert rules_of(document) == ["issuer_size", "number_size", "title_size", "name_size"]


def test_first_line_may_begin_with_a_tab() -> None:
    """A tab moves the first line to Word's own stop, 1.27 cm from the margin."""
    document = good.notice()
    paragraph = find(document, NOTICE_TEXT)
    paragraph.paragraph_format.first_line_indent = Cm(0)
    paragraph.runs[0].text = "\t" + paragraph.runs[0].text

    assert rules_of(document) == []


def test_nearly_black_is_black() -> None:
    """Word's text colours are not quite zero."""
    document = good.notice()
    find(document, NOTICE_TEXT).runs[0].font.color.rgb = RGBColor(0x0D, 0x0D, 0x0D)

    assert rules_of(document) == []


def test_colour_of_the_theme() -> None:
    """The theme's text colour is black, another is named by what it looks like."""
    document = good.notice()
    colour = parse_xml(f'<w:color {nsdecls("w")} w:val="000000" w:themeColor="text1"/>')
    find(document, NOTICE_TEXT).runs[0]._r.rPr.append(colour)

    assert rules_of(document) == []

    for name, value in (("themeColor", "accent1"), ("val", "4f81bd")):
        colour.set(f"{{{colour.nsmap['w']}}}{name}", value)

    assert [finding.message for finding in findings_of(document)] == ["Chữ màu #4F81BD; phải là màu đen."]


def test_letterhead_in_one_row() -> None:
    """Issuer and number may stand in one cell, lines parted by breaks."""
    document = good.notice()
    table = document.tables[0]
    for column in (0, 1):
        upper, lower = table.rows[0].cells[column], table.rows[1].cells[column]
        upper._tc.append(lower.paragraphs[0]._p)
    table._tbl.remove(table.rows[1]._tr)

    assert rules_of(document) == []


def test_signed_for_a_collegial_body() -> None:
    """A deputy signs for the chairman on behalf of the body."""
    document = good.notice()
    another_closing("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")(document)

    assert rules_of(document) == []

    document = good.notice()
    another_closing("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "CHỦ TỊCH")(document)

    assert rules_of(document) == ["title_deputy"]


def test_what_follows_the_signature_is_no_signature() -> None:
    """A regulation issued with a decision in the same file does not change who signed."""
    document = good.decision()
    line(document, "QUY CHẾ", 14, bold=True)
    line(document, "Làm việc của Tổ công tác", 14, bold=True)
    body(document, "TRƯỞNG PHÒNG", bold=True)
    body(document, " Tổ công tác họp mỗi tháng một lần.", label="Điều 1.")

    assert rules_of(document) == []


def test_headings_by_capital_letters_begin_numbers_anew() -> None:
    """Roman numbers begin anew below each part that bears a letter."""
    document = good.plan()
    end = find(document, "Nâng cao")
    for words in ("A. MỘT", "I. HAI", "B. BA", "I. BỐN", "C. NĂM", "I. SÁU"):
        good.as_body(end.insert_paragraph_before(), words, bold=True)
    find(document, "I. MỤC ĐÍCH")._p.getparent().remove(find(document, "I. MỤC ĐÍCH")._p)

    assert rules_of(document) == []


@pytest.mark.parametrize("words", ["NTB.", "NTB", "PL.(300)", "PL.300", "(300)"])
def test_mark_of_the_drafter_is_no_recipient(words: str) -> None:
    """The drafter's mark stands below the recipients, with the number of copies, or either alone."""
    document = good.letter()
    reword("PL.", words)(document)

    assert rules_of(document) == []


def test_annex_with_its_title_on_the_same_line() -> None:
    """Such an annex is found, and asked to have its title below."""
    document = good.plan()
    reword("Phụ lục II", "Phụ lục II: Dự toán")(document)
    find(document, "DỰ TOÁN")._p.getparent().remove(find(document, "DỰ TOÁN")._p)

    assert rules_of(document) == ["annex_title_missing"]


def test_kinds_of_words_in_one_paragraph() -> None:
    """Type and subject may be parted by a line break only."""
    document = good.notice()
    kind, subject = find(document, "THÔNG BÁO"), find(document, "Kết luận của Giám đốc")
    run = subject.runs[0]
    run.text = "THÔNG BÁO\n" + run.text
    kind._p.getparent().remove(kind._p)

    assert rules_of(document) == []
