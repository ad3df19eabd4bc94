"""Walks the parts of a .docx and builds the document: blocks, cells, boxes, runs, fields, drawings, sections."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from dondoc.writing.checking.document import MM, Box, Cell, Document, Paragraph, Run, Section
from dondoc.writing.checking.drawings import box_of, chosen, is_line, is_picture
from dondoc.writing.checking.errors import Unreadable
from dondoc.writing.checking.numbering import Level, Numbering
from dondoc.writing.checking.package import MC, Package, R, W, elements, is_on, points, value
from dondoc.writing.checking.styles import (
    ParagraphLook,
    RunLook,
    Styles,
    has_lines,
    is_ruling,
    paragraph_look,
    run_look,
)

# Word itself nests fewer; libxml2 stops at 256 levels of XML.
DEPTH = 20
# The longest real document seen has 0.5 million characters.
TEXT_CHARS = 5_000_000
_PAGE_FIELD = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_TEXT = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "dir", "bdo", "fldSimple"}
)
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object", MC + "AlternateContent"})


@dataclass(frozen=True, slots=True)
class _Around:
    """What blocks stand in."""

    story: int
    cell: Cell | None = None
    box: Box | None = None
    table_style: str | None = None
    depth: int = 0


class Reader:
    """Builds one document; a field may begin in one paragraph and end in a later one."""

    def __init__(self, package: Package, styles: Styles, numbering: Numbering) -> None:
        self._package = package
        self._styles = styles
        self._numbering = numbering
        self._paragraphs: list[Paragraph] = []
        self._stories = itertools.count()
        self._tables = itertools.count()
        self._section = 0
        self._characters = 0
        self._is_numbered = True
        self._has_breaks = False
        # Codes of the fields that are open: None once the code has been read and the result is printed.
        self._fields: list[str | None] = []
        self._page_depth: int | None = None
        self._run_looks: dict[tuple[bytes, str | None, str | None], RunLook] = {}
        self._paragraph_looks: dict[tuple[bytes, str | None], tuple[str | None, ParagraphLook, Level | None]] = {}

    def read(self) -> Document:
        """Return the document.

        Raises:
            Unreadable: `damaged` or `too_large`.
        """
        body = next(elements(self._package.document, "body"), None)
        if body is None:
            raise Unreadable("damaged", "thiếu phần nội dung")
        ends: list[etree._Element] = []
        around = _Around(next(self._stories))
        for block in body:
            if block.tag == W + "sectPr":
                ends.append(block)
                continue
            self._blocks((block,), around)
            end = next(elements(next(elements(block, "pPr"), None), "sectPr"), None)
            if end is not None:
                ends.append(end)
                self._section += 1
        paragraphs = self._paragraphs
        sections = self._sections(ends)
        return Document(paragraphs, sections, self._has_breaks)

    # -- blocks

    def _blocks(self, blocks: Iterable[etree._Element], around: _Around) -> None:
        if around.depth > DEPTH:
            raise Unreadable("too_large", "các bảng lồng nhau quá sâu")
        for block in blocks:
            kind = _local(block)
            if kind == "p":
                self._paragraph(block, around)
            elif kind == "tbl":
                self._table(block, around)
            elif kind in _WRAPPERS:
                self._blocks(block, around)

    def _table(self, table: etree._Element, around: _Around) -> None:
        number = next(self._tables)
        properties = next(elements(table, "tblPr"), None)
        style = value(next(elements(properties, "tblStyle"), None))
        borders = next(elements(properties, "tblBorders"), None)
        rows = [(row, list(_inside(row, "tc"))) for row in _inside(table, "tr")]
        edges = [[_cell_lines(cell) for cell in cells] for _, cells in rows]
        ruled = sum(len(lines) > 2 for line in edges for lines in line)
        is_ruled = (self._styles.is_ruled(style) if borders is None else is_ruling(borders)) or (
            2 * ruled > sum(map(len, edges))
        )
        around_all = has_lines(borders)
        for row, (_, cells) in enumerate(rows):
            for column, element in enumerate(cells):
                is_at = {"top": row == 0, "bottom": row == len(rows) - 1}
                is_at |= {"left": column == 0, "right": column == len(cells) - 1}
                outer = {side for side in around_all if is_at.get(side)}
                cell = Cell(number, row, column, is_ruled, frozenset(edges[row][column] | outer))
                self._blocks(element, _Around(next(self._stories), cell, around.box, style, around.depth + 1))

    # -- one paragraph

    def _paragraph(self, element: etree._Element, around: _Around) -> None:
        table_style = around.table_style
        properties = next(elements(element, "pPr"), None)
        style, look, level = self._paragraph_look(properties, table_style)
        paragraph = Paragraph(
            number=len(self._paragraphs) + 1 if self._is_numbered else 0,
            story=around.story,
            look=look,
            style=style,
            cell=around.cell,
            box=around.box,
            section=self._section,
        )
        if level is not None:
            paragraph.label = self._numbering.label(look.list, look.level)
            mark = self._styles.run(run_look(next(elements(properties, "rPr"), None)), style, None, table_style)
            paragraph.label_look = RunLook._make(
                [far if near is None else near for near, far in zip(level.look, mark, strict=True)]
            )
        paragraph.starts_page = bool(look.breaks_page)
        self._paragraphs.append(paragraph)
        boxes: list[etree._Element] = []
        self._runs(element, paragraph, table_style, boxes)
        for inner in boxes:
            self._blocks(inner, _Around(next(self._stories), box=box_of(inner), depth=around.depth + 1))

    def _paragraph_look(
        self, properties: etree._Element | None, table_style: str | None
    ) -> tuple[str | None, ParagraphLook, Level | None]:
        """Return style, look and list level of a paragraph; most paragraphs of a document are set like others."""
        key = (_written(properties), table_style)
        if key not in self._paragraph_looks:
            style = self._styles.paragraph_style(properties)
            direct = paragraph_look(properties)
            look = self._styles.paragraph(direct, style, table_style, (None, None))
            level = self._numbering.level(look.list, look.level)
            if level is not None:
                look = self._styles.paragraph(direct, style, table_style, level.indents)
            self._paragraph_looks[key] = (style, look, level)
        return self._paragraph_looks[key]

    def _runs(
        self, parent: etree._Element, paragraph: Paragraph, table_style: str | None, boxes: list[etree._Element]
    ) -> None:
        for item in parent:
            kind = _local(item)
            if kind == "r":
                self._run(item, paragraph, table_style, boxes)
            elif kind == "fldSimple" and _PAGE_FIELD.match(value(item, "instr") or ""):
                paragraph.page_look = self._styles.run(RunLook(), paragraph.style, None, table_style)
                for run in elements(item, "r"):
                    paragraph.page_look = self._look(run, paragraph, table_style)
            elif kind in _WRAPPERS:
                self._runs(item, paragraph, table_style, boxes)
            elif item.tag in _DRAWN:
                self._drawing(item, paragraph, boxes)

    def _look(self, run: etree._Element, paragraph: Paragraph, table_style: str | None) -> RunLook:
        properties = next(elements(run, "rPr"), None)
        key = (_written(properties), paragraph.style, table_style)
        if key not in self._run_looks:
            character = value(next(elements(properties, "rStyle"), None))
            self._run_looks[key] = self._styles.run(run_look(properties), paragraph.style, character, table_style)
        return self._run_looks[key]

    def _run(
        self, run: etree._Element, paragraph: Paragraph, table_style: str | None, boxes: list[etree._Element]
    ) -> None:
        look = self._look(run, paragraph, table_style)
        text = ""
        for item in run:
            kind = _local(item)
            if item.tag in _DRAWN:
                self._drawing(item, paragraph, boxes)
            elif kind in ("fldChar", "instrText"):
                self._field(kind, item, paragraph, look)
            elif kind == "lastRenderedPageBreak":
                self._has_breaks = self._has_breaks or self._is_numbered
            elif kind == "br":
                text += self._break(item, paragraph, has_words=bool(text or paragraph.runs))
            else:
                text += (item.text or "") if kind == "t" else _TEXT.get(kind, "")
        if text and not look.hidden and not any(code is not None for code in self._fields):
            self._print(text, look, paragraph)

    def _print(self, text: str, look: RunLook, paragraph: Paragraph) -> None:
        """Add words to a paragraph; those that a page field gives are the page number."""
        if self._page_depth is not None:
            paragraph.page_look = look
            return
        self._characters += len(text)
        if self._characters > TEXT_CHARS:
            raise Unreadable("too_large", f"hơn {TEXT_CHARS} ký tự")
        paragraph.runs.append(Run(text.upper() if look.capitals else text, look))

    def _break(self, item: etree._Element, paragraph: Paragraph, *, has_words: bool) -> str:
        if value(item, "type") not in ("page", "column"):
            return "\n"
        self._has_breaks = True
        if not has_words:
            paragraph.starts_page = True
        return ""

    def _field(self, kind: str, item: etree._Element, paragraph: Paragraph, look: RunLook) -> None:
        step = value(item, "fldCharType")
        if step == "begin":
            self._fields.append("")
        elif not self._fields:
            return
        elif kind == "instrText":
            self._fields[-1] = (self._fields[-1] or "") + (item.text or "")
            if _PAGE_FIELD.match(self._fields[-1] or ""):
                paragraph.page_look = look
                self._page_depth = len(self._fields)
        elif step == "separate":
            self._fields[-1] = None
        elif step == "end":
            if self._page_depth == len(self._fields):
                self._page_depth = None
            self._fields.pop()

    def _drawing(self, item: etree._Element, paragraph: Paragraph, boxes: list[etree._Element]) -> None:
        """Note a drawn line, and gather the text boxes that are anchored here."""
        form = chosen(item)
        inside = [part for part in form.iter(W + "txbxContent") if not _is_within(part, form, W + "txbxContent")]
        boxes += inside
        if not inside and is_line(form):
            paragraph.has_drawn_line = True
        elif is_picture(form):
            paragraph.has_picture = True

    # -- sections

    def _sections(self, ends: list[etree._Element]) -> list[Section]:
        self._is_numbered = False
        found: list[Section] = []
        for end in ends:
            parts = {_local(item): item for item in end}
            size, margins, numbers = (parts.get(name) for name in ("pgSz", "pgMar", "pgNumType"))
            headers, footers = (
                {**(getattr(found[-1], f"{kind}s") if found else {}), **self._stories_of(end, f"{kind}Reference")}
                for kind in ("header", "footer")
            )
            found.append(
                Section(
                    # Word's own defaults: Letter paper, 1-inch margins.
                    width=_mm(size, "w", 12240),
                    height=_mm(size, "h", 15840),
                    **{side: _mm(margins, side, 1440) for side in ("top", "bottom", "left", "right")},
                    has_first_page=bool(is_on(parts.get("titlePg"))),
                    headers=headers,
                    footers=footers,
                    start=value(numbers, "start"),
                    number_format=value(numbers, "fmt") or "decimal",
                )
            )
        return found

    def _stories_of(self, end: etree._Element, kind: str) -> dict[str, list[Paragraph]]:
        """Return the paragraphs of the headers or footers of a section by their type."""
        found: dict[str, list[Paragraph]] = {}
        for reference in elements(end, kind):
            root = self._package.by_id(reference.get(R + "id") or "")
            self._paragraphs = []
            self._fields, self._page_depth = [], None
            if root is not None:
                self._blocks(root, _Around(next(self._stories)))
            found[value(reference, "type") or "default"] = self._paragraphs
        return found


def _local(element: etree._Element) -> str:
    """Return the name of an element of the word-processing namespace, "" for another's."""
    tag = str(element.tag)
    return tag[len(W) :] if tag.startswith(W) else ""


def _written(element: etree._Element | None) -> bytes:
    """Return an element as it is written, to know what is set alike."""
    return b"" if element is None else etree.tostring(element, with_tail=False)


def _inside(element: etree._Element, kind: str) -> Iterable[etree._Element]:
    """Yield the children of a kind, also those wrapped in content controls or changes."""
    for item in element:
        name = _local(item)
        if name == kind:
            yield item
        elif name in _WRAPPERS:
            yield from _inside(item, kind)


def _cell_lines(cell: etree._Element) -> set[str]:
    properties = next(elements(cell, "tcPr"), None)
    return has_lines(next(elements(properties, "tcBorders"), None))


def _mm(element: etree._Element | None, name: str, otherwise: int) -> float:
    found = points(value(element, name))
    return (otherwise / 20 if found is None else found) / MM


def _is_within(part: etree._Element, root: etree._Element, tag: str) -> bool:
    """Tell whether a part lies inside another of its kind below the root."""
    above = part.getparent()
    while above is not None and above is not root:
        if above.tag == tag:
            return True
        above = above.getparent()
    return False
