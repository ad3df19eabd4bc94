"""A story (body, header, note, text box): its paragraphs and tables in order become lines."""

from __future__ import annotations

from lxml import etree

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import rows
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.word import tables
from dondoc.reading.sources.word.numbering import Numbering
from dondoc.reading.sources.word.runs import Runs
from dondoc.reading.sources.word.styles import Styles
from dondoc.reading.sources.xmlsafe import child, name, value

_SKIPPED = frozenset({"w:sectPr", "w:tcPr", "w:tblPr", "w:sdtPr", "w:sdtEndPr", "w:pPr"})


class Stories:
    """Reads the stories of one document into lines; numbers run on from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs, losses: Losses, limits: Limits) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._losses = losses
        self._limits = limits
        self._carried = ""
        self._characters = 0

    def lines(self, story: etree._Element) -> list[str]:
        """Return the lines of a story."""
        found = self._blocks(list(story), 0)
        return found + self.close()

    def blocks(self, elements: list[etree._Element]) -> list[str]:
        """Return the lines of some blocks of the body."""
        return self._blocks(elements, 0)

    def close(self) -> list[str]:
        """End the story: what waits for a next paragraph is a line of its own."""
        self._runs.end()
        carried, self._carried = self._carried, ""
        return [carried] if carried else []

    def _blocks(self, elements: list[etree._Element], depth: int) -> list[str]:
        found: list[str] = []
        for element in elements:
            kind = name(element)
            if kind == "w:p":
                found += self._paragraph(element, depth)
            elif kind == "w:tbl":
                found += self._table(element, depth)
            elif kind in ("w:del", "w:moveFrom"):
                self._losses.note("deleted", self._runs.deleted_text(element))
            elif kind == "w:altChunk":
                self._losses.note("chunk")
            elif kind == "mc:AlternateContent":
                found += self._blocks(list(element[0]) if len(element) else [], depth)
            elif kind not in _SKIPPED:
                found += self._blocks(list(element), depth)
        return found

    def _paragraph(self, paragraph: etree._Element, depth: int) -> list[str]:
        line = self._runs.read(paragraph)
        boxes = [text for box in line.boxes for text in self._box(box, depth)]
        mark_deleted = child(paragraph, "w:pPr", "w:rPr", "w:del") is not None
        if mark_deleted:
            # The words run on into the next paragraph, whose number they take.
            self._carried += line.text
            return boxes
        text = self._label(paragraph) + self._carried + line.text
        self._carried = ""
        # A label or a note may be printed many times over: the text is counted as it grows.
        self._characters += len(text)
        if self._characters > self._limits.text_chars:
            raise Unreadable("too_large", f"hơn {self._limits.text_chars} ký tự")
        return [text, *boxes]

    def _box(self, box: etree._Element, depth: int) -> list[str]:
        """Read a text box; the paragraph it hangs on is not disturbed."""
        if depth >= self._limits.table_depth:
            self._losses.note("nested_table")
            return []
        carried, self._carried = self._carried, ""
        found = self._blocks(list(box), depth + 1)
        found += [self._carried] if self._carried else []
        self._carried = carried
        return [text for text in found if text.strip()]

    def _label(self, paragraph: etree._Element) -> str:
        listed = self._styles.numbering(paragraph)
        if listed is None:
            return ""
        number, depth, style = listed
        if depth is None:
            depth = self._numbering.level_of_style(number, style or "")
        return self._numbering.label(number, depth)

    def _table(self, table: etree._Element, depth: int) -> list[str]:
        if depth >= self._limits.table_depth:
            self._losses.note("nested_table")
            return []
        found = tables.rows(table)
        for row in found:
            if row.deleted:
                self._losses.note("deleted", self._runs.deleted_text(row.element))
        printed = [row for row in found if not row.deleted]
        if tables.is_placed(table, printed, self._styles):
            return [text for row in printed for cell in row.cells for text in self._cell(cell, depth)]
        return [text for row in printed if (text := self._row(row, depth))]

    def _row(self, row: tables.Row, depth: int) -> str:
        texts = [(" ".join(" ".join(self._cell(cell, depth)).split()), cell.columns) for cell in row.cells]
        return rows.line([("", 1)] * row.before + texts)

    def _cell(self, cell: tables.Cell, depth: int) -> list[str]:
        found = self._blocks(list(cell.element), depth + 1)
        if cell.continues:
            if words := " ".join(found).strip():
                self._losses.note("hidden", words)
            return []
        return found


def header_ids(section: etree._Element, kind: str) -> list[tuple[str, str]]:
    """Return the kinds (`default`, `first`, `even`) and relations of a section's headers or footers."""
    return [(value(item, "w:type") or "default", value(item, "r:id") or "") for item in section if name(item) == kind]
