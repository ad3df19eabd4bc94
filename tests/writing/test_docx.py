"""The .docx: millimetres and points of the decree, elements in the order of the schema, nothing lost on the way."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from dondoc import reading
from dondoc.writing import InvalidContent, from_json
from dondoc.writing.composing import compose
from dondoc.writing.content import Content, Paragraph
from dondoc.writing.docx import write_docx
from dondoc.writing.sheet import Drawing, Grid, Line
from tests.conftest import need

from . import documents
from .contents import EXAMPLES, example

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The children in the order of ECMA-376 part 1 (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr, CT_Style and so on).
ECMA = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblBorders": "top left bottom right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr",
    "p": "pPr",
    "r": "rPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "defaultTabStop compat rsids themeFontLang",
}


def part(data: bytes, name: str = "document.xml") -> Any:
    """Return one part of folder word as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(f"word/{name}"))


def parts(data: bytes) -> dict[str, Any]:
    """Return all XML parts of folder word."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def out_of_order(tree: Any) -> list[str]:
    """Return the elements whose children do not stand in the order of the schema."""
    found = []
    for element in tree.iter():
        name = etree.QName(element).localname
        if name not in ECMA:
            continue
        order = ECMA[name].split()
        children = [etree.QName(child).localname for child in element]
        places = [order.index(child) if child in order else len(order) for child in children]
        unknown = name.endswith("Pr") and [child for child in children if child not in order]
        if places != sorted(places) or unknown:
            found.append(f"{name}: {children}")
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    """Properties in another order are what makes Word call a file damaged."""
    trees = parts(write_docx(example(name)))

    assert {file: found for file, tree in trees.items() if (found := out_of_order(tree))} == {}


def test_the_order_can_be_wrong() -> None:
    """The rule above sees a wrong order and an unknown property."""
    wrong = etree.fromstring(f'<p xmlns="{W[1:-1]}"><pPr><jc/><ind/></pPr><pPr><font/></pPr></p>')

    assert out_of_order(wrong) == ["pPr: ['jc', 'ind']", "pPr: ['font']"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_cell_ends_with_a_paragraph(name: str) -> None:
    """A cell that ends with a table, or a document that does, is damaged."""
    tree = part(write_docx(example(name)))

    ends = {etree.QName(cell[-1]).localname for cell in tree.iter(f"{W}tc")}
    body = [etree.QName(child).localname for child in tree[0]]
    last = body[-2]

    assert ends == {"p"}
    assert (last, body[-1]) == ("p", "sectPr")


# Paragraph style: half points, bold, italic, alignment.
LOOKS = [
    pytest.param("nation", (24, True, False, "center"), id="ô 1 Quốc hiệu"),
    pytest.param("motto", (26, True, False, "center"), id="ô 1 Tiêu ngữ"),
    pytest.param("parent", (24, False, False, "center"), id="ô 2 cơ quan chủ quản"),
    pytest.param("issuer", (24, True, False, "center"), id="ô 2 cơ quan ban hành"),
    pytest.param("number", (26, False, False, "center"), id="ô 3 số, ký hiệu"),
    pytest.param("place_date", (26, False, True, "center"), id="ô 4 địa danh, ngày"),
    pytest.param("type_name", (28, True, False, "center"), id="ô 5a tên loại"),
    pytest.param("subject", (28, True, False, "center"), id="ô 5a trích yếu"),
    pytest.param("letter_subject", (24, False, False, "center"), id="ô 5b trích yếu công văn"),
    pytest.param("basis", (28, False, True, "both"), id="ô 6 căn cứ"),
    pytest.param("body", (28, False, False, "both"), id="ô 6 lời văn"),
    pytest.param("authority", (26, True, False, "center"), id="ô 7a"),
    pytest.param("signer", (26, True, False, "center"), id="ô 7b"),
    pytest.param("recipients", (24, True, True, "left"), id="ô 9b Nơi nhận"),
    pytest.param("recipient", (22, False, False, "left"), id="ô 9b danh sách"),
    pytest.param("stamp", (26, True, False, "center"), id="ô 10b"),
    pytest.param("contact", (22, False, False, "center"), id="ô 13"),
    pytest.param("page_number", (26, False, False, "center"), id="số trang"),
]


@pytest.mark.parametrize(("style", "expected"), LOOKS)
def test_looks(style: str, expected: tuple[int, bool, bool, str]) -> None:
    """Sizes in half points, weight, slant and alignment are those of bảng mục II and Phần V, Phụ lục I."""
    tree = part(write_docx(example("thong-bao")), "styles.xml")
    found = tree.find(f"{W}style[@{W}styleId='{style}']")

    look = found.find(f"{W}rPr")
    size = int(look.find(f"{W}sz").get(f"{W}val"))
    bold, italic = look.find(f"{W}b") is not None, look.find(f"{W}i") is not None
    align = found.find(f"{W}pPr/{W}jc").get(f"{W}val")

    assert (size, bold, italic, align) == expected


def test_body_paragraphs() -> None:
    """Body text has a first-line indent of 1.27 cm, a gap of 6 points, single spacing, Times New Roman."""
    tree = part(write_docx(example("thong-bao")), "styles.xml")
    body = tree.find(f"{W}style[@{W}styleId='body']/{W}pPr")
    fonts = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")

    assert body.find(f"{W}ind").get(f"{W}firstLine") == "720"
    assert dict(body.find(f"{W}spacing").items()) == {
        f"{W}before": "120", f"{W}after": "0", f"{W}line": "240", f"{W}lineRule": "auto",
    }  # fmt: skip
    assert set(fonts.values()) == {"Times New Roman"}


def test_page() -> None:
    """A4 with margins of 20, 15, 20 and 30 mm, no number on first pages; annexes count anew, a wide one on its side."""
    tree = part(write_docx(example("ke-hoach")))
    sections = list(tree.iter(f"{W}sectPr"))

    sizes = [{key.removeprefix(W): value for key, value in each.find(f"{W}pgSz").items()} for each in sections]
    margins = [
        [each.find(f"{W}pgMar").get(f"{W}{side}") for side in ("top", "right", "bottom", "left")] for each in sections
    ]
    starts = [None if (n := each.find(f"{W}pgNumType")) is None else n.get(f"{W}start") for each in sections]

    assert sizes == [
        {"w": "11906", "h": "16838"},
        {"w": "16838", "h": "11906", "orient": "landscape"},
        {"w": "11906", "h": "16838"},
    ]
    assert margins == [
        ["1134", "850", "1134", "1701"],
        ["1701", "1134", "850", "1134"],
        ["1134", "850", "1134", "1701"],
    ]
    assert starts == [None, "1", "1"]
    assert all(each.find(f"{W}titlePg") is not None for each in sections)


def test_rules_are_lines() -> None:
    """The rules below motto, issuer and subject are borders of the lengths asked for, in twips."""
    tree = part(write_docx(example("thong-bao")))
    rules = [p for p in tree.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "rule"]
    columns = [75.0, 90.0, 165.0]

    lengths = []
    for rule, column in zip(rules, columns, strict=True):
        indent = rule.find(f"{W}pPr/{W}ind")
        lengths.append(column - sum(int(indent.get(f"{W}{side}")) for side in ("left", "right")) / 1440 * 25.4)

    # 40 % of the issuer in 12 points, the whole motto in 13 points, 40 % of the longest line of the subject.
    assert lengths == pytest.approx([25.9, 56.2, 62.0], abs=0.5)
    assert (
        part(write_docx(example("thong-bao")), "styles.xml")
        .find(f"{W}style[@{W}styleId='rule']/{W}pPr/{W}pBdr/{W}top")
        .get(f"{W}val")
        == "single"
    )


def test_stamp_of_urgency() -> None:
    """KHẨN stands in a bright red box of 20 by 8 mm."""
    tree = part(write_docx(example("cong-van")))
    (box,) = [table for table in tree.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblBorders") is not None]

    assert "".join(box.itertext()) == "KHẨN"
    assert box.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == str(round(20 / 25.4 * 1440))
    assert dict(box.find(f"{W}tr/{W}trPr/{W}trHeight").items()) == {f"{W}val": "454", f"{W}hRule": "exact"}
    assert {side.get(f"{W}color") for side in box.find(f"{W}tblPr/{W}tblBorders")} == {"FF0000"}


def test_head_rows_are_repeated() -> None:
    """The first row of a table comes again on each page."""
    tree = part(write_docx(example("ke-hoach")))
    ruled = [table for table in tree.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblBorders") is not None]

    assert len(ruled) == 2
    assert [len(table.findall(f"{W}tr/{W}trPr/{W}tblHeader")) for table in ruled] == [1, 1]


def words(content: Content) -> list[str]:
    """Return what must stand in the file, line by line."""
    sheet = compose(content)
    head = sheet.letterhead
    lines: list[Line | Grid | Drawing] = [
        *head.issuer,
        *head.nation,
        *head.number,
        head.place_date,
        *sheet.heading,
        *sheet.opening,
    ]
    lines += [*sheet.items, *sheet.recipients, *sheet.signing.above, sheet.signing.name]
    for annex in sheet.annexes:
        lines += [*annex.heading, *annex.items]
    said: list[str] = []
    for item in lines:
        if isinstance(item, Grid):
            said += [cell for row in (item.header, *item.rows) for cell in row]
        else:
            said.append(item.caption.text if isinstance(item, Drawing) else item.text)
    return [" ".join(line.split()) for line in said if line.strip()]


def in_python_docx(data: bytes) -> list[str]:
    """Return the paragraphs that python-docx finds, in tables too."""
    document = docx.Document(io.BytesIO(data))
    found = [p.text for p in document.paragraphs]
    for element in document.element.body.iter(f"{W}tc"):
        found += [
            "".join(t.text or "" if t.tag == f"{W}t" else " " for t in p.iter(f"{W}t", f"{W}br"))
            for p in element.findall(f"{W}p")
        ]
    return [" ".join(text.split()) for text in found if text.strip()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_python_docx_reloads_it_without_loss(name: str) -> None:
    """Another library finds every line of the document."""
    content = example(name)

    missing = set(words(content)) - set(in_python_docx(write_docx(content)))

    assert missing == set()


@pytest.mark.needs("soffice")
@pytest.mark.slow
def test_libreoffice_converts_it(tmp_path: Path) -> None:
    """LibreOffice makes a PDF of each example with as many pages as ours, and finds every word."""
    import pypdfium2

    for name in EXAMPLES:
        (tmp_path / f"{name}.docx").write_bytes(write_docx(example(name)))
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = (need("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files)
    subprocess.run(command, check=True, capture_output=True, timeout=300)

    for name in EXAMPLES:
        converted = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in converted).split())
        pages = {"ke-hoach": 3, "quyet-dinh": 2}.get(name, 1)
        assert (name, len(converted)) == (name, pages)
        assert [word for line in words(example(name)) for word in line.split() if word not in text] == []


@given(data=documents.documents())
@settings(max_examples=15)
def test_the_same_content_gives_the_same_bytes(data: dict[str, Any]) -> None:
    """Nothing in the file depends on when or how often it is written."""
    assert write_docx(from_json(data)) == write_docx(from_json(data))


@given(data=documents.anything())
@settings(max_examples=40)
def test_any_content_makes_a_whole_file(data: dict[str, Any]) -> None:
    """Whatever the schema takes: elements in order, cells closed, every word found again."""
    content = from_json(data)

    file = write_docx(content)

    assert [found for tree in parts(file).values() for found in out_of_order(tree)] == []
    assert {etree.QName(cell[-1]).localname for cell in part(file).iter(f"{W}tc")} == {"p"}
    assert set(words(content)) - set(in_python_docx(file)) == set()


def test_metadata() -> None:
    """Title, issuer and the document's own day; no day while it has none."""
    numbered = docx.Document(io.BytesIO(write_docx(example("quyet-dinh")))).core_properties
    blank = docx.Document(io.BytesIO(write_docx(example("thong-bao")))).core_properties

    assert (numbered.author, numbered.title) == (
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Quyết định: Ban hành Quy chế quản lý, sử dụng thiết bị tại Trại nghiên cứu thực nghiệm",
    )
    assert str(numbered.created) == "2026-11-25 00:00:00+00:00"
    assert blank.created is None


def test_what_is_not_known_stays_blank() -> None:
    """A number, day and month that are not known are room to write in; the year that is known is printed."""
    text = reading.read(write_docx(example("thong-bao")), name="a.docx").text.replace("\u00a0", " ")

    assert "Số:           /TB-SKHCN" in text
    assert "ngày         tháng         năm 2026" in text


def test_content_that_was_not_checked_is_refused() -> None:
    """A record made by hand with what XML cannot hold is told like JSON with it."""
    content = dataclasses.replace(example("thong-bao"), body=(Paragraph(text="a\x00b"),))

    with pytest.raises(InvalidContent, match=r"body\[0\]\.text"):
        write_docx(content)
