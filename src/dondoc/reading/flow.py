"""The text as it is read: one paragraph to a line, white space folded, every character traceable."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import regex

from dondoc.reading import joining, layout, zones
from dondoc.reading.layout import Label, Line, Paragraph, Zone
from dondoc.reading.mapped import Builder, Mapped, composed, one_line
from dondoc.reading.model import Span

_SPACE = regex.compile(r"\s{2,}|[^\S ]")
_WRAP_HYPHEN = regex.compile(r"[\p{Lu}\d][-/&]$")


class Block(NamedTuple):
    """A paragraph of the flow: `text[start:end)`, of which the label takes the first characters."""

    start: int
    end: int
    zone: Zone
    label: Label | None
    gap: int

    @property
    def body(self) -> int:
        """Where the words begin, after the label."""
        return self.start + (self.label.length if self.label is not None else 0)


@dataclass(frozen=True, slots=True)
class Flow:
    """A document ready to be searched.

    Attributes:
        text: the paragraphs, one to a line.
        blocks: the paragraphs in order.
        original: the text that spans of a reading index.
        type_block: the number of the block that names the type of the document, if one does.
    """

    text: str
    blocks: tuple[Block, ...]
    original: str
    type_block: int | None
    starts: tuple[int, ...]
    _folded: Mapped
    _composed: Mapped
    _is_plain: bool  # composing changed no length, so that the folded text indexes the original

    def block_at(self, offset: int) -> Block:
        """Return the paragraph that holds an offset."""
        return self.blocks[max(0, bisect_right(self.starts, offset) - 1)]

    def span(self, start: int, end: int) -> Span:
        """Return where `text[start:end)` stands in the original."""
        first, last = self._folded.origin(start, end)
        return (first, last) if self._is_plain else self._composed.origin(first, last)

    def words(self, start: int, end: int) -> str:
        """Return the words of `text[start:end)` as printed in the original, on one line."""
        first, last = self.span(start, end)
        return one_line(self.original[first:last])

    def of(self, block: Block) -> str:
        """Return the words of a block without its label."""
        return self.text[block.body : block.end]


def flow_of(original: str) -> Flow:
    """Lay a document out as a flow of paragraphs."""
    plain = composed(original)
    lines = layout.lines_of(plain.text)
    head, named = zones.head_end(lines)
    marked = zones.zones_of(lines, head)
    tabled = frozenset(n for n, zone in enumerate(marked) if zone == "annex")
    builder = Builder(plain.text)
    blocks: list[Block] = []
    type_block = None
    for paragraph in joining.paragraphs_of(lines, marked, cells=tabled):
        if named is not None and paragraph.parts[0][0] == lines[named].start:
            type_block = len(blocks)
        blocks.append(_lay(builder, paragraph))
    starts = tuple(block.start for block in blocks)
    folded = builder.done()
    return Flow(
        folded.text, tuple(blocks), original, type_block, starts, folded, plain, len(plain.text) == len(original)
    )


def _lay(builder: Builder, paragraph: Paragraph) -> Block:
    """Add one paragraph to the flow."""
    start, pieces = builder.length, len(builder.pieces)
    for number, (first, last) in enumerate(paragraph.parts):
        if number:
            previous = paragraph.parts[number - 1][1]
            if not _hyphened(builder.source, previous):
                builder.put(" ", previous, first)
        if paragraph.zone in ("head", "closing"):
            builder.copy(first, last)
        else:
            _fold(builder, first, last)
    end = builder.length
    label = paragraph.label
    if label is not None:
        label = layout.label_of("".join(builder.pieces[pieces:])) or label
    builder.put("\n", paragraph.parts[-1][1], paragraph.parts[-1][1])
    return Block(start, end, paragraph.zone, label, paragraph.gap)


def _hyphened(source: str, end: int) -> bool:
    """Say whether a line ends inside a symbol ("01/NQ-"), which the next line goes on with."""
    return _WRAP_HYPHEN.search(source[max(0, end - 2) : end]) is not None


def _fold(builder: Builder, first: int, last: int) -> None:
    """Copy a line with every run of white space as one space."""
    words = builder.source[first:last]
    if "  " not in words and "\t" not in words:
        builder.copy(first, last)
        return
    offset = first
    for found in _SPACE.finditer(builder.source, first, last):
        builder.copy(offset, found.start())
        builder.put(" ", found.start(), found.end())
        offset = found.end()
    builder.copy(offset, last)


__all__ = ["Block", "Flow", "Line", "flow_of"]
