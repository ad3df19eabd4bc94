"""Footnotes and endnotes: numbered where the text refers to them, printed behind the text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from dondoc.reading.sources.word.numbering import spell
from dondoc.reading.sources.xmlsafe import name, value


@dataclass(frozen=True, slots=True)
class Note:
    """One note that the text refers to: its printed mark and its content."""

    mark: str
    content: etree._Element


class Notes:
    """The notes of one document, in the order in which the text refers to them."""

    def __init__(self, footnotes: etree._Element | None, endnotes: etree._Element | None) -> None:
        self._contents = {
            "w:footnoteReference": _by_id(footnotes, "w:footnote"),
            "w:endnoteReference": _by_id(endnotes, "w:endnote"),
        }
        self._counts = {"w:footnoteReference": 0, "w:endnoteReference": 0}
        self.referred: list[Note] = []

    def refer(self, kind: str, identity: str, *, own_mark: bool) -> str:
        """Count a reference and return its mark in square brackets; "" where the text prints its own.

        Word's own formats are 1, 2, 3 for footnotes and i, ii, iii for endnotes.
        """
        content = self._contents[kind].get(identity)
        if content is None:
            return ""
        if own_mark:
            self.referred.append(Note("", content))
            return ""
        self._counts[kind] += 1
        count = self._counts[kind]
        mark = f"[{count if kind == 'w:footnoteReference' else spell(count, 'lowerRoman')}]"
        self.referred.append(Note(mark, content))
        return mark


def _by_id(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    items = root if root is not None else ()
    return {value(item, "w:id") or "": item for item in items if name(item) == kind and value(item, "w:type") is None}
