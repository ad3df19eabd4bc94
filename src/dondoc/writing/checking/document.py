"""A .docx as it is printed: paragraphs in order with what holds for them, and sections with their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dondoc.writing.checking.styles import ParagraphLook, RunLook

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike."""

    text: str
    look: RunLook


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a paragraph stands; `is_ruled` for tables of data, whose cells are divided by lines."""

    table: int
    row: int
    column: int
    is_ruled: bool
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Box:
    """The text box a paragraph stands in: whether its edge is drawn, its size in millimetres where it is told."""

    is_drawn: bool
    size: tuple[float, float] | None


@dataclass(slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        number: its place in the file from 1, cells and text boxes counted in order; 0 in a header or footer.
        story: what it flows in (body, one cell, one box); equal for neighbours.
        label: the number that Word prints before it.
        has_picture: it shows a picture in a line of its own, so that a centred line below it is the caption.
        page_look: how the page number in it is set, None when it holds none.
    """

    number: int
    story: int
    look: ParagraphLook
    runs: list[Run] = field(default_factory=list)
    label: str = ""
    label_look: RunLook = field(default_factory=RunLook)
    style: str | None = None
    cell: Cell | None = None
    box: Box | None = None
    section: int = 0
    has_drawn_line: bool = False
    has_picture: bool = False
    starts_page: bool = False
    page_look: RunLook | None = None

    @property
    def text(self) -> str:
        """Return the words, without the automatic number."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: lengths in millimetres; what Word takes when the file is silent is filled in."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    has_first_page: bool
    headers: dict[str, list[Paragraph]]
    footers: dict[str, list[Paragraph]]
    start: str | None
    number_format: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. `has_page_breaks` when something in it shows that it runs over one page."""

    paragraphs: Sequence[Paragraph]
    sections: Sequence[Section]
    has_page_breaks: bool
