"""A whole .docx: sections with their headers and footers, the notes behind them, the losses."""

from __future__ import annotations

from lxml import etree

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.archive import Archive
from dondoc.reading.sources.glyphs import convert
from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.word.fonts import Fonts
from dondoc.reading.sources.word.notes import Notes
from dondoc.reading.sources.word.numbering import Numbering, numbers_of
from dondoc.reading.sources.word.package import Package
from dondoc.reading.sources.word.runs import Runs
from dondoc.reading.sources.word.story import Stories, header_ids
from dondoc.reading.sources.word.styles import Styles
from dondoc.reading.sources.xmlsafe import child, is_on, name


def read(archive: Archive, limits: Limits) -> Loaded:
    """Return the text of a .docx.

    Raises:
        Unreadable: `damaged`, `bomb` or `too_large`.
    """
    losses = Losses()
    package = Package(archive, losses)
    return _Document(package, losses, limits).read()


class _Document:
    def __init__(self, package: Package, losses: Losses, limits: Limits) -> None:
        self._package = package
        self._losses = losses
        self._styles = Styles(package.related("styles"))
        self._fonts = Fonts(losses)
        self._notes = Notes(package.related("footnotes"), package.related("endnotes"))
        numbering = Numbering(numbers_of(package.related("numbering")), losses)
        runs = Runs(self._styles, self._fonts, self._notes, losses)
        self._stories = Stories(self._styles, numbering, runs, losses, limits)
        self._settings = package.related("settings")
        self._heads_read: set[str] = set()
        self._heads_said: set[tuple[str, ...]] = set()

    def read(self) -> Loaded:
        body = child(self._package.document, "w:body")
        if body is None:
            raise Unreadable("damaged", "thiếu phần nội dung")
        self._fonts.decide(_runs_of(self._package.document, self._styles))
        lines: list[str] = []
        for blocks, section in _sections(body):
            lines += self._heads(section, "w:headerReference")
            lines += self._stories.blocks(blocks)
            lines += self._heads(section, "w:footerReference")
        lines += self._stories.close()
        lines += self._note_lines()
        self._report()
        text = "".join(line + "\n" for line in lines)
        encoding, more = None, self._losses.sentences() + self._fonts.losses()
        if self._fonts.converted:
            encoding = "+".join(self._fonts.converted)
        elif (converted := convert(text)) is not None:
            text, encoding, more = converted.text, converted.encoding, more + converted.losses
        # A soft hyphen shows at a line's end only; until here it may have been a letter.
        return Loaded(text.replace("\u00ad", ""), self._package.media_type, encoding, more)

    def _heads(self, section: etree._Element | None, kind: str) -> list[str]:
        """Return the lines of a section's headers or footers that were not read before."""
        found: list[str] = []
        for which, identity in header_ids(section, kind) if section is not None else ():
            root = None if identity in self._heads_read else self._package.by_id(identity)
            self._heads_read.add(identity)
            if root is None:
                continue
            lines = [line for line in self._stories.lines(root) if line.strip()]
            if not lines or tuple(lines) in self._heads_said:
                continue
            if self._is_printed(which, section):
                self._heads_said.add(tuple(lines))
                found += lines
            else:
                self._losses.note("unused_header", " ".join(lines))
        return found

    def _is_printed(self, which: str, section: etree._Element | None) -> bool:
        if which == "first":
            return bool(is_on(child(section, "w:titlePg")))
        if which == "even":
            return bool(is_on(child(self._settings, "w:evenAndOddHeaders")))
        return True

    def _note_lines(self) -> list[str]:
        """Return the notes; one note may refer to another, so the list may grow while it is read."""
        found: list[str] = []
        for note in self._notes.referred:
            lines = self._stories.lines(note.content)
            found.append(" ".join([note.mark, *[line.strip() for line in lines if line.strip()]]).strip())
        return found

    def _report(self) -> None:
        comments = self._package.related("comments")
        for comment in comments if comments is not None else ():
            self._losses.note("comment", "".join(item.text or "" for item in comment.iter() if name(item) == "w:t"))
        if self._package.has_macro():
            self._losses.note("macro")
        for relation in self._package.relations.values():
            if relation.external and relation.kind != "hyperlink":
                self._losses.note("external", relation.kind)


def _sections(body: etree._Element) -> list[tuple[list[etree._Element], etree._Element | None]]:
    """Split the body at its section ends, which stand in a section's last paragraph or at the end."""
    found: list[tuple[list[etree._Element], etree._Element | None]] = []
    blocks: list[etree._Element] = []
    for element in body:
        if name(element) == "w:sectPr":
            found.append((blocks, element))
            blocks = []
            continue
        blocks.append(element)
        if name(element) == "w:p" and (end := child(element, "w:pPr", "w:sectPr")) is not None:
            found.append((blocks, end))
            blocks = []
    return [*found, (blocks, None)] if blocks else found


def _runs_of(root: etree._Element, styles: Styles) -> list[tuple[str, str | None]]:
    """Return the text of every run with its font."""
    found: list[tuple[str, str | None]] = []
    style: str | None = None
    for item in root.iter():
        kind = name(item)
        if kind == "w:p":
            style = styles.paragraph_style(item)
        elif kind == "w:r":
            text = "".join(
                "\u00ad" if name(part) == "w:softHyphen" else part.text or ""
                for part in item
                if name(part) in ("w:t", "w:softHyphen")
            )
            found.append((text, styles.look(item, style).font))
    return found
