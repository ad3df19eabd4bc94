"""One paragraph: its runs, fields, notes, tracked changes and drawings become a line of text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.word.fonts import Fonts
from dondoc.reading.sources.word.notes import Notes
from dondoc.reading.sources.word.styles import Styles
from dondoc.reading.sources.xmlsafe import child, is_on, name, short, value

# Fields that print what a page counter says: layout, not text.
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
# Elements that print text: their own (None) or a fixed character.
# The soft hyphen has the number of "ư" in TCVN3, and programs write it as an element all the same.
_TEXT = {
    "w:t": None, "m:t": None, "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t",
    "w:noBreakHyphen": "-", "w:softHyphen": "\u00ad",
}  # fmt: skip
# A soft hyphen only shows at a line's end.
_SILENT = frozenset({"w:softHyphen", "w:pPr", "w:rPr", "w:instrText", "w:delInstrText", "w:sdtPr", "w:sdtEndPr"})
_DELETED = frozenset({"w:del", "w:moveFrom"})
_INSERTED = frozenset({"w:ins", "w:moveTo"})
_COUNTED = {
    "pic:pic": "picture", "v:imagedata": "picture", "c:chart": "diagram", "dgm:relIds": "diagram",
    "o:OLEObject": "object", "m:oMath": "formula", "w:altChunk": "chunk", "w:subDoc": "chunk",
    "w:control": "form",
}  # fmt: skip


@dataclass
class Line:
    """A paragraph read: its text and the text boxes anchored in it."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)


@dataclass
class _Field:
    in_code: bool = True
    code: str = ""
    swallowed: str = ""

    def prints(self) -> bool:
        """Tell whether what stands here now is printed."""
        return not self.in_code and not _is_page_field(self.code)


class Runs:
    """Reads paragraphs; a field may begin in one and end in a later one."""

    def __init__(self, styles: Styles, fonts: Fonts, notes: Notes, losses: Losses) -> None:
        self._styles = styles
        self._fonts = fonts
        self._notes = notes
        self._losses = losses
        self._fields: list[_Field] = []
        self._start(None)

    def _start(self, style: str | None) -> None:
        self._style = style
        self._pieces: list[tuple[str, str | None]] = []
        self._boxes: list[etree._Element] = []
        self._aside: dict[str, list[str]] = {"deleted": [], "inserted": [], "hidden": []}

    def read(self, paragraph: etree._Element) -> Line:
        """Return the line of a paragraph."""
        self._start(self._styles.paragraph_style(paragraph))
        self._children(paragraph, None, inserted=False)
        for kind, words in self._aside.items():
            if "".join(words).strip():
                self._losses.note(kind, "".join(words))
        return Line(self._fonts.join(self._pieces), self._boxes)

    def deleted_text(self, element: etree._Element) -> str:
        """Return the words under an element that are printed no more."""
        return "".join(item.text or "" for item in element.iter() if name(item) in ("w:delText", "w:t"))

    def end(self) -> None:
        """Report the fields that never ended."""
        for open_field in self._fields:
            if open_field.swallowed.strip():
                self._losses.note("field", open_field.swallowed)
        self._fields.clear()

    def _children(self, element: etree._Element, run: etree._Element | None, *, inserted: bool) -> None:
        for item in element:
            self._item(item, run, inserted=inserted)

    def _item(self, item: etree._Element, run: etree._Element | None, *, inserted: bool) -> None:
        kind = name(item)
        if kind in _TEXT:
            self._text(_TEXT[kind] or item.text or "", run, inserted=inserted)
        elif kind in _DELETED:
            self._aside["deleted"].append(self.deleted_text(item))
        elif kind == "w:txbxContent":
            self._boxes.append(item)
        elif kind == "mc:AlternateContent":
            self._alternative(item, run, inserted=inserted)
        elif kind in ("w:fldChar", "w:instrText", "w:fldSimple"):
            self._field_part(kind, item, run, inserted=inserted)
        elif kind not in _SILENT:
            self._count(kind, item)
            self._special(kind, item, item if kind == "w:r" else run, inserted=inserted)

    def _count(self, kind: str, item: etree._Element) -> None:
        if kind in _COUNTED:
            self._losses.note(_COUNTED[kind])
        if any(short(str(key)) == "r:link" for key in item.attrib):
            self._losses.note("external", "hình ảnh")

    def _special(self, kind: str, item: etree._Element, run: etree._Element | None, *, inserted: bool) -> None:
        if kind == "w:br":
            self._break(value(item, "w:type"), run)
        elif kind == "w:sym":
            self._symbol(item)
        elif kind in ("w:footnoteReference", "w:endnoteReference"):
            mark = self._notes.refer(kind, value(item, "w:id") or "", own_mark=_has_own_mark(item))
            self._text(mark, run, inserted=inserted)
        else:
            self._children(item, run, inserted=inserted or kind in _INSERTED)

    def _text(self, text: str, run: etree._Element | None, *, inserted: bool) -> None:
        if not text:
            return
        closed = next((each for each in self._fields if not each.prints()), None)
        if closed is not None:
            if closed.in_code:
                closed.swallowed += text
            return
        font = None
        if run is not None:
            look = self._styles.look(run, self._style)
            font = look.font
            if look.hidden:
                self._aside["hidden"].append(text)
                return
            if look.capitals and not self._fonts.is_old(font):
                text = text.upper()
        if inserted:
            self._aside["inserted"].append(text)
        self._pieces.append((text, font))

    def _break(self, kind: str | None, run: etree._Element | None) -> None:
        """A page or column break between words is a line's end; at a paragraph's edge it is nothing."""
        if kind in ("page", "column") and not self._pieces:
            return
        self._text("\n", run, inserted=False)

    def _symbol(self, item: etree._Element) -> None:
        try:
            character = chr(int(value(item, "w:char") or "", 16))
        except (ValueError, OverflowError):
            return
        if not any(not each.prints() for each in self._fields):
            self._pieces.append((character, value(item, "w:font")))

    def _field_part(self, kind: str, item: etree._Element, run: etree._Element | None, *, inserted: bool) -> None:
        step = value(item, "w:fldCharType")
        if kind == "w:fldSimple":
            if not _is_page_field(value(item, "w:instr") or ""):
                self._children(item, run, inserted=inserted)
        elif step == "begin":
            self._text(_form_field(item), run, inserted=inserted)
            self._fields.append(_Field())
        elif self._fields and kind == "w:instrText":
            self._fields[-1].code += item.text or ""
        elif self._fields and step == "separate":
            self._fields[-1].in_code = False
        elif self._fields and step == "end":
            self._fields.pop()

    def _alternative(self, item: etree._Element, run: etree._Element | None, *, inserted: bool) -> None:
        """Of several forms of one thing take the first that says something."""
        forms = [form for form in item if name(form) in ("mc:Choice", "mc:Fallback")]
        chosen = next((form for form in forms if _says_something(form)), forms[0] if forms else None)
        if chosen is not None:
            self._children(chosen, run, inserted=inserted)


def _says_something(form: etree._Element) -> bool:
    return any(name(item) in ("w:t", "m:t", "w:sym", "w:delText") for item in form.iter())


def _is_page_field(code: str) -> bool:
    return code.split()[:1] != [] and code.split()[0].upper() in _PAGE_FIELDS


def _has_own_mark(item: etree._Element) -> bool:
    return value(item, "w:customMarkFollows") in ("1", "true", "on")


def _form_field(item: etree._Element) -> str:
    """Return what a form field shows: a box ticked or not, or the entry chosen."""
    data = child(item, "w:ffData")
    box = child(data, "w:checkBox")
    if box is not None:
        checked = child(box, "w:checked")
        return "☒" if is_on(checked if checked is not None else child(box, "w:default")) else "☐"
    choices = child(data, "w:ddList")
    if choices is not None:
        entries = [value(entry) or "" for entry in choices if name(entry) == "w:listEntry"]
        chosen = value(child(choices, "w:result")) or value(child(choices, "w:default")) or "0"
        return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
    return ""
