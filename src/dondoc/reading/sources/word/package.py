"""The parts of a .docx and how they point at each other."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources.archive import Archive
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.xmlsafe import name, parse, value

_MAIN = "word/document.xml"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCM = "application/vnd.ms-word.document.macroEnabled.12"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: the kind of target (last word of its type), the target, outside or not."""

    kind: str
    target: str
    external: bool


class Package:
    """A .docx, its main part found, other parts read on demand.

    Raises:
        Unreadable: `damaged` when the main part is missing or broken.
    """

    def __init__(self, archive: Archive, losses: Losses) -> None:
        self._archive = archive
        self._losses = losses
        self.main = self._find_main()
        self.document = parse(archive.read(self.main))
        self.relations = self._relations(self.main)

    @property
    def media_type(self) -> str:
        """The registered type of the file."""
        return _DOCM if self.has_macro() else _DOCX

    def has_macro(self) -> bool:
        """Tell whether programs travel with the document."""
        return any(posixpath.basename(part) == "vbaProject.bin" for part in self._archive.names())

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind that the main part points at; None when there is none."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external:
                return self._part(relation.target)
        return None

    def by_id(self, identity: str | None) -> etree._Element | None:
        """Return the root of the part behind a relation of the main part."""
        relation = self.relations.get(identity or "")
        return self._part(relation.target) if relation is not None and not relation.external else None

    def _part(self, target: str) -> etree._Element | None:
        try:
            return parse(self._archive.read(target))
        except Unreadable as broken:
            if broken.code != "damaged":
                raise
            self._losses.note("part", posixpath.basename(target))
            return None

    def _find_main(self) -> str:
        for relation in self._relations("").values():
            if relation.kind == "officeDocument" and relation.target in self._archive:
                return relation.target
        return _MAIN

    def _relations(self, part: str) -> dict[str, Relation]:
        folder, base = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self._part(where) if where in self._archive else None
        found: dict[str, Relation] = {}
        for item in root if root is not None else ():
            if name(item) != "rel:Relationship":
                continue
            target = value(item, "Target") or ""
            external = value(item, "TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (value(item, "Type") or "").rpartition("/")[2]
            found[value(item, "Id") or ""] = Relation(kind, target, external)
        return found
