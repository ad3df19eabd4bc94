"""The stamp of urgency of the letterhead: KHẨN, THƯỢNG KHẨN, HỎA TỐC (ô số 10b, Phụ lục I Nghị định 30/2020/NĐ-CP).

A stamp is all that a line of the letterhead says, or one of its columns: a word of the text or of the subject is none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from dondoc.reading import layout, stamps, zones
from dondoc.reading.flow import Flow
from dondoc.reading.model import Urgency, Where

# By what a scan leaves of the words. "KHẨN CẤP" is none of the three degrees.
_LEVELS: dict[str, Urgency] = {
    "HOA TOC": "hoa_toc",
    "HOA TOC HEN GIO": "hoa_toc",
    "THUONG KHAN": "thuong_khan",
    "KHAN": "khan",
}
_LABEL = regex.compile(r"(?:Mức )?(?:độ|ĐỘ) (?:khẩn|KHẨN)\s?[:.]\s?", regex.IGNORECASE)
Found = tuple[Urgency, Where]


def read(flow: Flow) -> Found | None:
    """Return the degree that the letterhead states and where; None where it states none, or several."""
    found = [*_stamped(flow), *_in_title(flow)]
    return found[0] if len({level for level, _ in found}) == 1 else None


def _stamped(flow: Flow) -> Iterator[Found]:
    """Yield the stamps among the lines of the letterhead."""
    head = [block for block in flow.blocks if block.zone == "head"]
    if not head:
        return
    title = flow.span(head[0].start, flow.blocks[flow.type_block].end)[1] if flow.type_block is not None else None
    offset, end, before = 0, flow.span(head[0].start, head[-1].end)[1], ""
    for line in flow.original[:end].splitlines(keepends=True):
        is_of_subject = title is not None and offset >= title and layout.is_upper(before)
        if line.strip():
            before = line if title is None or offset >= title else ""
        for cell in stamps.cells(line.strip()) if not is_of_subject else ():
            level = _level(unicodedata.normalize("NFC", cell))
            if level is not None:
                start = offset + line.index(cell)
                yield level, Where((start, start + len(cell)), "urgency_stamp")
                break
        offset += len(line)


def _in_title(flow: Flow) -> Iterator[Found]:
    """Yield what stands behind the type on its line ("CÔNG ĐIỆN HỎA TỐC")."""
    if flow.type_block is None:
        return
    block = flow.blocks[flow.type_block]
    text = flow.text[block.start : block.end]
    named = zones.type_line(layout.Line(block.start, block.end, 0, text))
    level = _level(text[named[1] :]) if named is not None else None
    if named is not None and level is not None:
        yield level, Where(flow.span(block.start + named[1], block.end), "urgency_in_title")


def _level(cell: str) -> Urgency | None:
    """Return the degree that is all a cell says: in capitals, or after "Độ khẩn:"."""
    said = stamps.words(cell)
    label = _LABEL.match(said)
    said = said[label.end() :] if label is not None else said
    return _LEVELS.get(zones.unmarked(" ".join(said.split()))) if label is not None or said.isupper() else None
