"""Web pages (.htm, .html), mostly saved by Word: what a browser prints, without its programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import plain, rows
from dondoc.reading.sources.glyphs import convert
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.symbols import UNKNOWN, drawn
from dondoc.reading.sources.word.numbering import HIGHEST, spell

MEDIA_TYPE = "text/html"
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_HEAD_BYTES = 8192
# Saved pages often name these although they are UTF-8.
_LATIN = ("windows-1252", "iso-8859-1", "latin-1", "us-ascii")
# A browser collapses these; a no-break space stays.
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DROPPED = frozenset({"script", "style", "head", "template", "iframe", "object", "applet", "svg"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "ul",
})  # fmt: skip
_FORMS = frozenset({"input", "textarea", "select", "button"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_PICTURE_FONT = re.compile(r"font-family\s*:\s*[\"']?(symbol|wingdings)\b", re.I)
_RULED = re.compile(r"border[\w-]*\s*:[^;]*\b(?:solid|double|dotted|dashed)\b", re.I)
# A picture this thin is a drawn line.
_LINE_PIXELS = 4
_LIST_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(data: bytes, limits: Limits) -> Loaded:
    """Return the text of a web page.

    Raises:
        Unreadable: `empty`, `encoding`, `damaged` or `too_large`.
    """
    decoded = _decode(data)
    losses = Losses()
    text = _Reader(losses, limits).read(_parse(decoded.text))
    if not text.strip():
        raise Unreadable("empty")
    if (converted := convert(text)) is not None:
        more = (*decoded.losses, *losses.sentences(), *converted.losses)
        return Loaded(converted.text, MEDIA_TYPE, converted.encoding, more)
    # A soft hyphen shows at a line's end only; in TCVN3 its number is that of "ư".
    return Loaded(text.replace("\u00ad", ""), MEDIA_TYPE, decoded.encoding, (*decoded.losses, *losses.sentences()))


def _decode(data: bytes) -> plain.Decoded:
    """Decode by the mark, else by what the page says of itself, else by what its words say."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if declared is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return plain.decode(data)
    name = declared[1].decode("ascii").lower()
    if name == "windows-1258":
        return plain.windows_1258(data)
    if name in _LATIN:
        try:
            return plain.Decoded(data.decode("utf-8"), "utf-8" if not data.isascii() else name)
        except UnicodeDecodeError:
            return plain.Decoded(data.decode("cp1252", "replace"), "windows-1252", plain.broken(data, "cp1252"))
    if name == "utf-8":
        return plain.Decoded(data.decode("utf-8", "replace"), "utf-8", plain.broken(data, "utf-8"))
    return plain.decode(data)


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\x00", UNKNOWN).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as broken:
        raise Unreadable("empty") from broken
    if root is None:
        raise Unreadable("empty")
    if any("depth" in str(error.message).lower() for error in parser.error_log):
        raise Unreadable("too_large", "các phần lồng nhau quá sâu")
    return root


@dataclass
class _Cell:
    lines: list[str]
    columns: int
    rows: int
    ruled: bool


@dataclass
class _Sink:
    """Where lines go: the page, or one cell of a table."""

    lines: list[str] = field(default_factory=list)
    words: str = ""

    def write(self, text: str) -> None:
        if self.words[-1:] in ("", " ", "\t") and text[:1] == " ":
            text = text[1:]
        self.words += text

    def flush(self) -> None:
        line = self.words.strip(" \t\r\n\f\xa0")
        self.words = ""
        if line:
            self.lines.append(line)


@dataclass
class _Table:
    ruled: bool
    rows: list[list[_Cell]] = field(default_factory=list)
    holds_table: bool = False


class _Reader:
    """Walks a page without recursion, so that depth costs nothing."""

    def __init__(self, losses: Losses, limits: Limits) -> None:
        self._losses = losses
        self._limits = limits
        self._sinks = [_Sink()]
        self._tables: list[_Table] = []
        self._lists: list[tuple[str | None, int]] = []
        self._pre = 0
        self._characters = 0

    def read(self, root: etree._Element) -> str:
        """Return the text of a page."""
        element: etree._Element | None = root
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start" and self._is_left_out(element):
                walker.skip_subtree()
                # The end event still comes; mark it so that nothing is closed twice.
                element.tag = "left-out"
            elif event == "start":
                self._start(element)
            else:
                self._end(element)
                if element is not root and element.tail:
                    self._write(element.tail)
        self._sinks[0].flush()
        return "".join(line + "\n" for line in self._sinks[0].lines)

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = str(element.tag)
        if tag == "script":
            self._losses.note("script")
        if tag in _FORMS and element.get("type") != "hidden":
            self._losses.note("form")
        if tag in ("object", "applet", "iframe"):
            self._losses.note("object")
        if tag in _DROPPED or tag in _FORMS:
            return True
        if tag == "del":
            self._losses.note("deleted", _words(element))
            return True
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            if words := _words(element).strip():
                self._losses.note("hidden", words)
            return True
        return False

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        opened = self._OPEN.get(tag)
        if tag in _BLOCKS:
            self._sinks[-1].flush()
        if opened is not None:
            opened(self, element)
        if element.text:
            self._write(self._shown(element, element.text))

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._sinks[-1].flush()
        closed = self._CLOSE.get(tag)
        if closed is not None:
            closed(self, element)

    def _write(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > self._limits.text_chars:
            raise Unreadable("too_large", f"hơn {self._limits.text_chars} ký tự")
        if self._pre:
            self._sinks[-1].words += text
            return
        self._sinks[-1].write(_SPACES.sub(" ", text))

    def _shown(self, element: etree._Element, text: str) -> str:
        """Return text in a picture font as what it looks like."""
        font = _PICTURE_FONT.search(element.get("style") or "")
        face = (element.get("face") or "").lower()
        name = font[1] if font else face if face in ("symbol", "wingdings") else None
        if name is None:
            return text
        out = "".join(drawn(mark, name) for mark in text)
        for mark, shown in zip(text, out, strict=True):
            if shown == UNKNOWN:
                self._losses.note("symbol", f"{name} {ord(mark):04X}")
        return out

    def _break(self, element: etree._Element) -> None:
        self._sinks[-1].flush()

    def _picture(self, element: etree._Element) -> None:
        sides = [element.get("width") or "", element.get("height") or ""]
        if not any(_number(side, _LINE_PIXELS + 1) <= _LINE_PIXELS for side in sides):
            self._losses.note("picture")

    def _open_pre(self, element: etree._Element) -> None:
        self._pre += 1

    def _close_pre(self, element: etree._Element) -> None:
        self._pre = max(0, self._pre - 1)

    def _open_list(self, element: etree._Element) -> None:
        ordered = element.tag == "ol"
        start = element.get("start") or "1"
        kind = _LIST_FORMATS.get(element.get("type") or "1", "decimal") if ordered else None
        self._lists.append((kind, _number(start, 1)))

    def _close_list(self, element: etree._Element) -> None:
        if self._lists:
            self._lists.pop()

    def _item(self, element: etree._Element) -> None:
        if not self._lists:
            return
        kind, count = self._lists[-1]
        count = min(_number(element.get("value") or "", count), HIGHEST)
        self._lists[-1] = (kind, count + 1)
        self._sinks[-1].words = "• " if kind is None else f"{spell(count, kind)}. "

    def _open_table(self, element: etree._Element) -> None:
        self._sinks[-1].flush()
        style = element.get("style") or ""
        border = element.get("border") or "0"
        ruled = border not in ("0", "") or bool(_RULED.search(style)) or "MsoTableGrid" in (element.get("class") or "")
        self._tables.append(_Table(ruled))

    def _open_row(self, element: etree._Element) -> None:
        if self._tables:
            self._tables[-1].rows.append([])

    def _open_cell(self, element: etree._Element) -> None:
        if self._tables:
            self._sinks.append(_Sink())

    def _close_cell(self, element: etree._Element) -> None:
        if not self._tables or len(self._sinks) < 2:
            return
        sink = self._sinks.pop()
        sink.flush()
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        ruled = bool(_RULED.search(element.get("style") or ""))
        table.rows[-1].append(_Cell(sink.lines, _span(element, "colspan"), _span(element, "rowspan"), ruled))

    def _close_table(self, element: etree._Element) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        lines = table_lines(table)
        if self._tables and lines:
            self._tables[-1].holds_table = True
        self._sinks[-1].lines += lines

    _OPEN: dict[str, Callable[[_Reader, etree._Element], None]] = {
        "br": _break, "img": _picture, "pre": _open_pre, "ol": _open_list, "ul": _open_list, "li": _item,
        "table": _open_table, "tr": _open_row, "td": _open_cell, "th": _open_cell,
    }  # fmt: skip
    _CLOSE: dict[str, Callable[[_Reader, etree._Element], None]] = {
        "pre": _close_pre, "ol": _close_list, "ul": _close_list, "table": _close_table,
        "td": _close_cell, "th": _close_cell,
    }  # fmt: skip


def table_lines(table: _Table) -> list[str]:
    """Return the lines of a table: a row of data a line, a table that places text cell by cell."""
    cells = [cell for row in table.rows for cell in row]
    ruled = table.ruled or 2 * sum(cell.ruled for cell in cells) > len(cells)
    width = max((len(row) for row in table.rows), default=0)
    whole = "\n".join(line for cell in cells for line in cell.lines)
    if rows.is_placed(whole, len(table.rows), width, ruled=ruled, holds_table=table.holds_table):
        return [line for cell in cells for line in cell.lines]
    found: list[str] = []
    # Columns that a cell above still covers, and for how many rows.
    covered: dict[int, int] = {}
    for row in table.rows:
        filled: list[tuple[str, int]] = []
        column = 0
        for cell in row:
            while covered.get(column, 0) > 0:
                covered[column] -= 1
                filled.append(("", 1))
                column += 1
            filled.append((" ".join(" ".join(cell.lines).split()), cell.columns))
            for _ in range(cell.columns):
                covered[column] = cell.rows - 1
                column += 1
        for late in [at for at in covered if at >= column and covered[at] > 0]:
            covered[late] -= 1
            filled.append(("", 1))
        if line := rows.line(filled):
            found.append(line)
    return found


def _number(text: str, otherwise: int) -> int:
    """Read a number of at most five digits."""
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _span(element: etree._Element, attribute: str) -> int:
    text = element.get(attribute) or "1"
    # A browser stops at 1 000; a table of a document has far fewer.
    return min(max(_number(text, 1), 1), 100)


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())
